"""What a person sees when the assistant goes away in the middle, and that nothing is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from commands.system import System
from tests.browser.conftest import assert_accessible, keep
from tests.browser.person import Person
from tests.browser.test_chat import open_chat


def test_when_the_assistant_dies_the_page_says_so_and_offers_the_form(page: Page, rasa_that_may_die: System) -> None:
    open_chat(page)
    person = Person(page)
    while "story" not in person.asked:
        person.answer_what_is_asked()
    rasa_that_may_die.kill("rasa", restart=False)
    person.say(Person.usual["organisation"])
    expect(page.locator("#chat-notice")).to_be_visible()
    expect(page.locator("#chat-notice")).to_contain_text("form")
    expect(page.locator("#chat-log")).to_contain_text("Mid Cheshire Hospitals NHS Foundation Trust")
    expect(page.get_by_role("link", name="Go on with the form")).to_be_visible()
    assert_accessible(page, "chat while the assistant is away")
    keep(page, "chat-assistant-away")
    rasa_that_may_die.start(["rasa"])
    rasa_that_may_die.wait_ready(["rasa"], deadline=180)
    person.press_retry()
    expect(page.locator("#chat-log")).to_contain_text("Mid Cheshire Hospitals NHS Foundation Trust")
    expect(page.locator("#chat-notice")).to_be_hidden()
    assert person.talk_until_reference()


def test_two_complaints_in_two_windows_of_one_browser_stay_one_conversation(page: Page) -> None:
    open_chat(page)
    person = Person(page)
    person.answer_what_is_asked()
    other = page.context.new_page()
    other.goto("/chat")
    expect(other.locator("#chat-log")).to_contain_text("Yes, I agree")


def test_twenty_thousand_characters_are_kept_and_answered(page: Page) -> None:
    long = ("They lost my mother's notes. " * 700)[:20_000].strip()
    open_chat(page)
    person = Person(page, {**Person.usual, "story": long})
    while "story" not in person.asked:
        person.answer_what_is_asked()
    assert page.locator(".redress-verbatim").last.inner_text().strip() == long
    person.answer_what_is_asked()
