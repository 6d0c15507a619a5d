"""A call in a real browser: few keys, nothing stolen from a box, nothing lost, readable by everybody."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commands.sample import ANSWERS, button_for
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.script import question_in
from tests.browser.test_chat import log_in

REFERENCE = r"\bR-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b"
MOST_KEYS = 40
PARLIAMENTARY = {
    **ANSWERS, "organisation": "Department for Work and Pensions", "organisation_kind": "government",
    "story": "The DWP stopped my PIP although I had sent the form back twice. I had to borrow money to eat.",
}  # fmt: skip
CRY = "she says she wants to kill herself tonight"
LOG = "#chat-log > li.redress-message--assistant"


class Member:
    """A member of staff who knows the screen: presses the key that is shown beside an answer, types, presses Enter.

    `keys` counts every key press that is not typing into a box; `waits` the seconds from the key to the next question.
    """

    def __init__(self, page: Page, answers=PARLIAMENTARY) -> None:
        self.page, self.answers = page, answers
        self.keys = self.typed = 0
        self.waits: list[float] = []
        self.asked: list[str] = []

    def press(self, key: str) -> None:
        """One key."""
        self.keys += 1
        self.page.keyboard.press(key)

    def latest(self) -> str:
        """What is to be read out now."""
        return str(
            self.page.locator("#chat-log > li").evaluate_all(
                """items => items.slice(items.findLastIndex(item => item.classList.contains("redress-message--person")) + 1)
                .map(item => item.innerText).join("\\n")"""
            )
        )

    def answer(self) -> None:
        """The answer to what is asked: the key beside it, else the words and Enter."""
        self.look_at_earlier_contacts()
        found = question_in(self.latest(), "phone")
        assert found, f"Nothing we know is asked after {self.asked}: {self.latest()[-600:]}"
        fact, buttons = found
        self.asked.append(fact)
        button = button_for(self.answers[fact], buttons) or button_for("affirm", buttons)
        choice = self.page.locator("#answers button").filter(has_text=re.compile(re.escape(button[0]) + "$")) if button else None
        before = self.page.locator("#chat-log > li").count()
        if choice is not None and choice.count():
            key = choice.first.get_attribute("data-key")
            assert key, f"{fact}: no key for {button}"
            if self.page.evaluate("document.activeElement.tagName") == "TEXTAREA":
                self.press("Escape")
            self.send(lambda: self.press(key), before)
        else:
            assert self.page.evaluate("document.activeElement.id") == "text", f"{fact}: the box does not have the focus"
            self.page.keyboard.insert_text(str(self.answers[fact]))
            self.typed += len(str(self.answers[fact]))
            self.send(lambda: self.press("Enter"), before)

    def look_at_earlier_contacts(self) -> None:
        """Says that it is a new request, where cases of others with such a name are shown."""
        if self.page.locator("#new-request").count():
            if self.page.evaluate("document.activeElement.tagName") == "TEXTAREA":
                self.press("Escape")
            self.press("q")
            expect(self.page.locator("#earlier")).to_contain_text("You have said that this is a new request.")

    def send(self, act: Callable[[], None], before: int) -> None:
        """Does what sends, and waits until the next question stands there."""
        since = time.perf_counter()
        act()
        self.page.wait_for_function("n => document.querySelectorAll('#chat-log > li').length > n + 1", arg=before, polling=10)
        expect(self.page.locator("#chat-form")).not_to_have_attribute("aria-busy", "true")
        self.waits.append(time.perf_counter() - since)


@pytest.fixture
def at_a_call(page: Page, staff_password: str) -> Page:
    """A new call, logged in, by keyboard from the button on."""
    log_in(page, staff_password)
    begin(page)
    return page


def begin(page: Page) -> None:
    page.goto("/staff/calls/new")
    page.locator("#start-call").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chat-log")).to_contain_text("may we keep what you tell us")
    page.wait_for_load_state("load")  # before that a key does nothing, for the scripts have not run


def test_a_straightforward_parliamentary_intake_takes_fewer_than_40_keys(at_a_call: Page, capsys) -> None:
    member = Member(at_a_call)
    for _ in range(60):
        if re.search(REFERENCE, member.latest()):
            break
        member.answer()
        if len(member.asked) == 6:
            keep(at_a_call, "call-screen", whole=False)
            assert_accessible(at_a_call, "call, in the middle")
    reference = re.search(REFERENCE, member.latest())
    assert reference, member.asked
    middle, slowest = statistics.median(member.waits) * 1000, sorted(member.waits)[int(len(member.waits) * 0.95)] * 1000
    with capsys.disabled():
        print(
            f"\n{member.keys} keys besides {member.typed} characters typed, {len(member.asked)} questions; from the key to the "
            f"next question {middle:.0f} ms in the middle, {slowest:.0f} ms at the 95th percentile"
        )
    assert member.keys < MOST_KEYS, f"{member.keys} keys: {member.asked}"
    keep(at_a_call, "call-sent")
    assert_accessible(at_a_call, "call, sent")
    at_a_call.goto(f"/staff/cases/{reference[0]}")
    expect(at_a_call.locator("main")).to_contain_text("by phone")
    expect(at_a_call.locator("main")).to_contain_text("Call of")


def test_keys_never_steal_typing_and_can_be_switched_off(at_a_call: Page) -> None:
    note, answers = at_a_call.locator("#note"), at_a_call.locator("#answers")
    expect(answers).to_be_focused()
    at_a_call.keyboard.press("n")
    expect(note).to_be_focused()
    at_a_call.keyboard.type("1 went on? note, when here 2 ring")
    expect(note).to_have_value("1 went on? note, when here 2 ring")
    expect(at_a_call.locator("#chat-log > li.redress-message--person")).to_have_count(0)
    at_a_call.keyboard.press("Escape")
    expect(answers).to_be_focused()
    at_a_call.keyboard.press("?")
    expect(at_a_call.locator("#call-keys")).to_have_attribute("open", "")
    keep(at_a_call, "call-keys")
    assert_accessible(at_a_call, "call, list of keys")
    at_a_call.locator("#keys-switch").click()
    answers.focus()
    at_a_call.keyboard.press("1")
    at_a_call.keyboard.press("n")
    expect(answers).to_be_focused()
    expect(at_a_call.locator("#chat-log > li.redress-message--person")).to_have_count(0)
    at_a_call.reload()
    expect(at_a_call.locator("kbd.redress-key").first).to_be_hidden()
    at_a_call.evaluate("localStorage.clear()")


def test_the_note_saves_itself_and_danger_in_it_interrupts_once(at_a_call: Page) -> None:
    member = Member(at_a_call)
    member.answer()  # the consent
    at_a_call.keyboard.press("Escape")
    at_a_call.keyboard.press("n")
    at_a_call.keyboard.type("Lost papers. ")
    expect(at_a_call.locator("#note-saved")).to_have_text("Saved")
    at_a_call.keyboard.type(CRY)
    expect(at_a_call.locator("#call-alert")).to_contain_text("116 123")
    expect(at_a_call.locator("#call-flags > li").first).to_contain_text("Risk: self-harm")
    keep(at_a_call, "call-danger")
    assert_accessible(at_a_call, "call, danger")
    at_a_call.reload()
    expect(at_a_call.locator("#note")).to_have_value(f"Lost papers. {CRY}")
    expect(at_a_call.locator("#call-alert")).to_be_empty()


def test_a_caller_who_tells_it_all_is_offered_it_one_key_each(at_a_call: Page) -> None:
    member = Member(at_a_call)
    member.answer()
    at_a_call.keyboard.press("Escape")
    at_a_call.keyboard.press("n")
    at_a_call.keyboard.insert_text(
        "The DWP stopped my PIP in March 2026. My MP has sent it to you. I got their final letter. My name is Joan Ashworth, "
        "joan.ashworth@example.org."
    )
    expect(at_a_call.locator("#note-saved")).to_have_text("Saved")
    at_a_call.keyboard.press("Escape")
    before = at_a_call.locator("#chat-log > li").count()
    member.send(lambda: member.press("r"), before)
    expect(at_a_call.locator("#chat-log")).to_contain_text("Department for Work and Pensions")
    keep(at_a_call, "call-offered")
    before = at_a_call.locator("#chat-log > li").count()
    member.send(lambda: member.press("1"), before)
    expect(at_a_call.locator(".redress-known")).to_contain_text(["Department for Work and Pensions"])


def test_a_session_that_ends_in_mid_call_gives_back_what_was_typed(at_a_call: Page, staff_password: str) -> None:
    member = Member(at_a_call)
    member.answer()
    at_a_call.context.clear_cookies(name="redress_staff")
    at_a_call.locator("#text").fill("They lost my papers")
    at_a_call.locator("#note").fill("Caller is upset")
    expect(at_a_call.locator("#note-saved")).to_contain_text("not saved")
    at_a_call.keyboard.press("Escape")
    call = at_a_call.url
    log_in(at_a_call, staff_password)
    at_a_call.goto(call)
    expect(at_a_call.locator("#note")).to_have_value("Caller is upset")
    expect(at_a_call.locator("#text")).to_have_value("They lost my papers")
    expect(at_a_call.locator("#note-saved")).to_have_text("Saved")


def test_on_a_small_screen_without_scripts_a_call_works_and_fits(new_page: Callable[..., Page], staff_password: str) -> None:
    small = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    log_in(small, staff_password)
    small.goto("/staff/calls/new")
    small.locator("#start-call").click()
    small.locator("#note").fill("Caller is Joan")
    small.get_by_role("button", name="Yes, I agree").click()
    expect(small.locator("#note")).to_have_value("Caller is Joan")
    assert_fits(small, "call on a small screen")
    keep(small, "call-small")


def test_the_pages_around_a_call_are_accessible(at_a_call: Page) -> None:
    call = at_a_call.url.partition("?")[0].partition("#")[0]
    Member(at_a_call).answer()
    for address, name in ((f"{call}/end", "call-end"), ("/staff/calls/new", "call-new")):
        at_a_call.goto(address)
        assert_accessible(at_a_call, name)
        keep(at_a_call, name)
