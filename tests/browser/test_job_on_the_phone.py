"""A call-taker's whole job in Chromium by keyboard alone: a caller we know, the script, the note, the case, the end, the letter.

Each page that is passed is looked at with axe. How few keys the script takes, `test_call_screen` counts for an intake that has
nothing else in it; here the same keys are counted with the note and an earlier contact on top.
"""

from __future__ import annotations

import re
import uuid

import httpx
import pytest
from playwright.sync_api import Page, expect

from commands.sample import ANSWERS
from commands.system import System
from tests.browser.conftest import STAFF_NAME, keep
from tests.browser.keyboard import Keyboard
from tests.browser.test_call_screen import MOST_KEYS, PARLIAMENTARY, REFERENCE, Member
from tests.intake_api.builders import a_record

TOLD = (
    "The DWP stopped my PIP in March 2026. My MP has sent it to you. I got their final letter. My name is Joan Ashworth, "
    "joan.ashworth@example.org."
)


@pytest.fixture
def earlier_case(running_system: System) -> str:
    """A case of the same caller about something else; its reference."""
    person = {name: str(ANSWERS[name]) for name in ("name", "email", "address", "postcode")} | {"phone": "+447700900123"}
    reply = httpx.post(
        f"{running_system.url}/v1/cases",
        json={"record": a_record(complainant=person, issues__organisation="HM Passport Office")},
        headers={"Authorization": f"Bearer {running_system.secrets.api_token}", "Idempotency-Key": uuid.uuid4().hex},
        trust_env=False,
        timeout=120,  # the first case after a start waits for what is read once
    )
    assert reply.status_code == 201, reply.text
    return str(reply.json()["reference"])


def log_in(who: Keyboard, password: str) -> None:
    """User name and password, typed."""
    who.page.goto("/staff")
    who.look()
    who.write(who.page.get_by_label("User name"), STAFF_NAME)
    who.write(who.page.get_by_label("Password", exact=True), password)
    who.button("Log in")


def identify(who: Keyboard, reference: str) -> None:
    """Finds the caller by their number and checks that it is they, by three questions of those offered."""
    page = who.page
    who.link("Take a call")
    who.write(page.get_by_label("Telephone"), "07700 900123")
    who.button("Look for them")
    expect(page.locator("#matches")).to_contain_text(reference)
    who.press(page.locator("#matches li").filter(has_text=reference).get_by_role("button"))
    who.look()
    expect(page.get_by_role("heading", name="Who is calling")).to_be_visible()
    expect(page.locator("#may-be-told")).to_have_count(0)
    for at in range(3):
        who.choose(page.get_by_label("It fits", exact=True).nth(at))
    who.button("Keep")
    expect(page.locator("#may-be-told")).to_be_visible()
    keep(page, "call-identity")
    who.link("Go on to the call")


def take_down(who: Keyboard) -> tuple[str, Member]:
    """The script to the reference; the caller tells it all at once, and the note is read and offered."""
    page, member = who.page, Member(who.page, PARLIAMENTARY)
    member.answer()  # the consent
    member.press("Escape")
    member.press("n")
    page.keyboard.insert_text(TOLD)
    expect(page.locator("#note-saved")).to_have_text("Saved")
    member.press("Escape")
    member.send(lambda: member.press("r"), page.locator("#chat-log > li").count())
    who.look()
    member.send(lambda: member.press("1"), page.locator("#chat-log > li").count())
    expect(page.locator(".redress-known")).to_contain_text(["Department for Work and Pensions"])
    for _ in range(60):
        if found := re.search(REFERENCE, member.latest()):
            return found[0], member
        member.answer()
    raise AssertionError(f"No reference after {member.asked}")


def end_the_call(who: Keyboard) -> None:
    """How it ended: a decision given, wanted in writing, a call-back promised."""
    page = who.page
    if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
        page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("e")
    who.look()
    who.choose(page.get_by_role("group", name="How did it end?").get_by_role("radio").first)
    who.choose(page.get_by_role("group", name="Did you give a decision").get_by_label("Yes"))
    who.button("Keep")
    expect(page.get_by_role("alert")).to_contain_text("in writing")  # not closed before they said
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    who.choose(page.get_by_role("group", name="Do they want the decision in writing?").get_by_label("Yes", exact=True))
    who.tick(page.get_by_label("I promised a call-back"))
    who.button("Keep")
    expect(page.locator("#duties")).to_contain_text("in writing")
    keep(page, "call-ended")


def test_a_call_taker_does_the_whole_job_by_keyboard(page: Page, staff_password: str, earlier_case: str, capsys) -> None:
    who = Keyboard(page)
    log_in(who, staff_password)
    identify(who, earlier_case)
    reference, member = take_down(who)
    with capsys.disabled():
        print(f"\n{member.keys} keys besides {member.typed} characters typed, {len(member.asked)} questions")
    assert member.keys < MOST_KEYS, member.asked
    assert reference != earlier_case
    end_the_call(who)

    who.link("Take a call")
    promised = page.get_by_role("button", name="Done")
    before = promised.count()
    who.press(promised.first)
    expect(promised).to_have_count(before - 1)

    page.goto(f"/staff/cases/{reference}")
    who.look()
    expect(page.get_by_role("region", name="Earlier contacts")).to_contain_text(earlier_case)
    expect(page.get_by_role("main")).to_contain_text("by phone")
    tabs = page.get_by_role("navigation", name="Pages of this case")
    who.link("Letters", tabs)
    who.choose(page.get_by_label("Acknowledgement", exact=True))
    who.button("Draft it")
    who.press(page.get_by_role("link", name="Acknowledgement (").first)
    expect(page.get_by_role("article", name="Letter")).to_contain_text("Joan Ashworth")
    who.button("Send by email to joan.ashworth@example.org")
    expect(page.get_by_role("heading", name="As it went")).to_be_visible()
