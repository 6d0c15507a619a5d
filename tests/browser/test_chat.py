"""The whole chat in a real browser, as different people use it, to the reference and on to the caseworker."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from commands.sample import STORY
from tests.browser.conftest import STAFF_NAME, keep
from tests.browser.person import Person


def open_chat(page: Page) -> None:
    """From the start page to the chat, as a person finds it."""
    page.goto("/")
    page.get_by_role("button", name="Start a chat").click()
    expect(page.locator("#chat-log")).to_contain_text("not a person")


def picture(page: Page, name: str, *, bottom: bool = False, height: int = 1150) -> None:
    """A picture for the README: what a taller window shows, the mouse out of the way."""
    page.set_viewport_size({"width": 1000, "height": height})
    page.mouse.move(0, 0)
    page.evaluate("bottom => scrollTo(0, bottom ? document.body.scrollHeight : 0)", bottom)
    keep(page, name, whole=False)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_complaint_told_in_chat_becomes_a_case_a_caseworker_can_read(page: Page, staff_password: str) -> None:
    open_chat(page)
    person = Person(page)
    while "further_stage_available" not in person.asked:
        person.answer_what_is_asked()
    picture(page, "chat", bottom=True)
    reference = person.talk_until_reference()
    keep(page, "chat-whole")
    log_in(page, staff_password)
    page.goto("/staff/cases")
    page.get_by_label("Search").fill(reference)  # others wait too, with days that come sooner
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name=reference, exact=True)).to_be_visible()
    keep(page, "queue")
    page.get_by_role("link", name=reference, exact=True).click()
    expect(page.get_by_role("heading", name=f"Case {reference}")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Recommendation")
    expect(page.locator("main")).to_contain_text("SM-2.")
    expect(page.locator("main")).to_contain_text("lost her notes")
    expect(page.locator("main")).to_contain_text("Joan Ashworth")
    assert page.get_by_role("region", name="Findings").locator("tbody tr").count() >= 5
    picture(page, "case", height=2250)  # tall enough for the findings with their paragraphs
    keep(page, "case-whole")


def test_the_whole_chat_works_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    open_chat(page)
    person = Person(page, script=False)
    assert person.talk_until_reference()
    assert "story" in person.asked


def test_the_whole_chat_works_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    person = Person(page, keyboard_only=True)
    person.reach(page.get_by_role("button", name="Start a chat"))
    page.keyboard.press("Enter")
    expect(page.locator("#chat-log")).to_contain_text("not a person")
    assert person.talk_until_reference()


def test_a_reload_goes_on_where_the_chat_was(page: Page) -> None:
    open_chat(page)
    person = Person(page)
    for _ in range(3):
        person.answer_what_is_asked()
    before = person.latest()
    page.reload()
    assert person.latest() == before
    expect(page.locator("#chat-log")).to_contain_text("lost her notes")


def test_script_and_html_are_shown_as_they_were_typed_and_do_nothing(page: Page) -> None:
    nasty = "<script>window.broken = true</script><img src=x onerror='window.broken = true'> <b>bold</b> they lost my notes"
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    open_chat(page)
    person = Person(page, {**Person.usual, "story": nasty})
    while "story" not in person.asked:
        person.answer_what_is_asked()
    for _ in range(2):
        expect(page.locator("#chat-log")).to_contain_text(nasty)
        assert page.evaluate("window.broken") is None
        assert page.locator("#chat-log img, #chat-log b, #chat-log script").count() == 0
        page.reload()
    assert not dialogs


def log_in(page: Page, password: str) -> None:
    """Logs the caseworker in."""
    page.goto("/staff/login")
    page.get_by_label("User name").fill(STAFF_NAME)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text(f"Logged in as {STAFF_NAME}")).to_be_visible()


def test_the_story_is_kept_word_for_word(page: Page) -> None:
    open_chat(page)
    person = Person(page)
    while "story" not in person.asked:
        person.answer_what_is_asked()
    expect(page.locator(".redress-verbatim").filter(has_text="lost her notes")).to_have_text(STORY)
