"""The chat on another website, on a second origin under a strict policy: whole intakes, keyboard, dates, leaving at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from commands.system import System
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.test_resume import code_sent_to
from tests.browser.widget_person import WidgetPerson, open_widget

ELSEWHERE = "https://www.bbc.co.uk/weather"


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """What the browser complained of: refused by a policy, a script's error."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


def test_a_whole_complaint_is_told_on_another_website_under_a_strict_policy(page: Page, host: str, quiet: list[str]) -> None:
    person = open_widget(page, host)
    left: list[int] = []
    while not person.reference():
        person.answer_what_is_asked()
        said = page.locator("#progress").inner_text()
        if said.startswith("About"):
            left.append(int(said.split()[1]))
    expect(page.locator("[data-reference]")).to_contain_text(str(person.reference()))
    keep(page, "widget-end", whole=False)
    assert len(left) > 10
    assert left[-1] <= 3
    assert all(later <= earlier for earlier, later in pairwise(left[1:])), left
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_whole_complaint_is_told_with_the_keyboard_alone(page: Page, host: str, quiet: list[str]) -> None:
    page.goto(host)
    person = WidgetPerson(page, keyboard_only=True)
    person.reach(page.get_by_role("button", name="Make a complaint"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Make a complaint")).to_be_focused()
    expect(page.locator("#chat-log")).to_contain_text("not a person")
    assert person.talk_until_reference()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Make a complaint")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_sent_before_the_chat_is_opened_and_nothing_moves(
    page: Page, host: str, running_system: System, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith(running_system.url) else None)
    page.add_init_script("""window.moved = 0; new PerformanceObserver(list => {
      for (const entry of list.getEntries()) window.moved += entry.value;
    }).observe({type: "layout-shift", buffered: true});""")  # also what moves right after a press counts here
    for path in ("/", "/page.html"):
        page.goto(host + path)
        page.wait_for_function("() => Boolean(customElements.get('redress-chat'))")
        if path == "/":
            assert asked == [f"{running_system.url}/assets/widget.js"]
            page.get_by_role("button", name="Make a complaint").click()
        expect(page.locator("#chat-log")).to_contain_text("not a person")
        assert page.evaluate("window.moved") == 0, path


def test_a_date_is_asked_for_in_three_fields(page: Page, host: str) -> None:
    person = open_widget(page, host)
    while page.locator("#date-year").count() == 0:
        person.answer_what_is_asked()
    assert_accessible(page, "widget, date")
    keep(page, "widget-date", whole=False)
    person.say_date("31", "2", "2026")
    expect(page.locator("#date-day")).to_be_focused()
    expect(page.locator("#date-day")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("There is no such day")).to_be_visible()
    person.say_date("", "", "26")
    expect(page.locator("#date-year")).to_be_focused()
    person.say_date("", "8", "2026")
    expect(page.locator("#chat-log")).to_contain_text("August 2026")
    expect(page.locator("#chat-form")).not_to_have_attribute("aria-busy", "true")
    person.answer_what_is_asked()  # the month was understood: the talk goes on


@pytest.mark.parametrize("key", ["Shift", "Escape", "the button"])
def test_the_page_is_left_at_once(page: Page, host: str, key: str) -> None:
    page.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    person = open_widget(page, host)
    person.answer_what_is_asked()
    if key == "the button":
        page.get_by_role("button", name="Leave this page").click()
    else:
        page.locator("#text").press("Shift+A")  # a capital letter is no wish to leave
        for _ in range(3):
            page.keyboard.press(key)
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert not page.url.startswith(host)


def test_the_talk_can_be_taken_along_saved_and_gone_on_with_elsewhere(
    page: Page, host: str, new_page: Callable[..., Page], running_system: System, tmp_path: Path
) -> None:
    person = open_widget(page, host)
    while "story" not in person.asked:
        person.answer_what_is_asked()
    page.get_by_text("More you can do").click()
    (tmp_path / "final answer.txt").write_text("Dear Ms Ashworth, this is our final answer.", encoding="utf-8")
    page.locator("#file").set_input_files(tmp_path / "final answer.txt")
    expect(page.locator("#chat-notice")).to_contain_text("is with us", timeout=20_000)
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download a copy").click()
    downloaded.value.save_as(tmp_path / "copy.txt")
    copy = (tmp_path / "copy.txt").read_text("utf-8")
    assert "lost her notes" in copy
    assert copy.count("You said") >= 2
    page.get_by_role("button", name="Save and come back later").click()
    assert_accessible(page, "widget, save")
    page.locator("#contact").fill("nobody")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator("#contact-error")).not_to_be_empty()
    page.locator("#contact").fill("joan.widget@example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator("#chat-notice")).to_contain_text("We have sent you a code")
    later = new_page()
    later.goto("/resume")
    later.locator("#contact").fill("joan.widget@example.org")
    later.locator("#code").fill(code_sent_to(running_system, "joan.widget@example.org"))
    later.locator("#continue").click()
    expect(later.locator("#chat-log")).to_contain_text("lost her notes")
    page.locator("#text").fill("Hello?")
    page.locator("#send").click()
    expect(page.locator("#chat-notice")).to_contain_text("This chat is closed here")
    assert_accessible(page, "widget, opened elsewhere")


def test_leaving_the_page_with_words_unsaved_asks_first(page: Page, host: str) -> None:
    person = open_widget(page, host)
    person.answer_what_is_asked()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.get_by_role("button", name="Make a complaint")).to_be_visible()


def test_what_is_new_is_in_a_live_region_and_the_rest_is_named(page: Page, host: str) -> None:
    open_widget(page, host)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = {
        (node["role"]["value"], node.get("name", {}).get("value", "")): {
            row["name"]: row["value"].get("value") for row in node["properties"]
        }
        for node in tree
        if not node["ignored"] and "role" in node
    }
    assert roles["log", "What was said"]["live"] == "polite"
    assert any(role == "status" and about["live"] == "polite" for (role, _), about in roles.items())
    assert ("dialog", "Make a complaint") in roles
    assert ("textbox", "Your message") in roles
    assert ("group", "Choose an answer, or write your own below") in roles


LOOKS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "high-contrast": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "zoomed": {"viewport": {"width": 320, "height": 225}},  # 1280 by 900 at 400 %
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_is_accessible_and_fits(new_page: Callable[..., Page], host: str, look: str) -> None:
    page = new_page(**LOOKS[look], reduced_motion="reduce")
    page.goto(host)
    assert_accessible(page, f"widget, closed, {look}")
    person = open_widget(page, host)
    assert_accessible(page, f"widget, first question, {look}")
    while "organisation" not in person.asked:
        person.answer_what_is_asked()
    page.mouse.move(0, 0)
    assert_accessible(page, f"widget, in the middle, {look}")
    assert_fits(page, f"widget, {look}")
    keep(page, f"widget-{look}", whole=False)
    assert page.locator("#exit").evaluate("element => element.getBoundingClientRect().top >= 0")
    page.goto(f"{host}/page.html")
    expect(page.locator("#chat-log")).to_contain_text("not a person")
    assert_accessible(page, f"widget as a part of a page, {look}")
    assert_fits(page, f"widget as a part of a page, {look}")
    keep(page, f"widget-page-{look}", whole=False)
