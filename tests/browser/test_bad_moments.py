"""What a person sees when the assistant goes away in the middle, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from commands.system import System
from tests.browser.conftest import assert_accessible, keep
from tests.browser.person import Person
from tests.browser.test_chat import open_chat


@pytest.fixture
def rasa_that_may_die(running_system: System) -> Iterator[System]:
    """The running system; Rasa is put back afterwards."""
    yield running_system
    running_system.start(["rasa"])
    running_system.wait_ready(["rasa"], deadline=180)


def test_when_the_assistant_dies_the_page_says_so_and_offers_the_form(page: Page, rasa_that_may_die: System) -> None:
    open_chat(page)
    person = Person(page)
    while "story" not in person.asked:
        person.answer_what_is_asked()
    rasa_that_may_die.kill("rasa", restart=False)
    person.say("They also lost her hearing aids.")
    expect(page.locator("#chat-notice")).to_be_visible()
    expect(page.locator("#chat-notice")).to_contain_text("form")
    expect(page.locator("#chat-log")).to_contain_text("hearing aids")
    expect(page.get_by_role("link", name="Go on with the form")).to_be_visible()
    assert_accessible(page, "chat while the assistant is away")
    keep(page, "chat-assistant-away")
    rasa_that_may_die.start(["rasa"])
    rasa_that_may_die.wait_ready(["rasa"], deadline=180)
    page.reload()
    if page.locator("#try-again").count():
        person.press_retry()
    expect(page.locator("#chat-log")).to_contain_text("hearing aids")
    assert person.talk_until_reference()
