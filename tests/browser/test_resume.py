"""Save and come back later in a real browser: with scripts, without, by keyboard alone, on a small phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from commands.system import System
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.form_person import FormPerson
from tests.browser.person import Person

STORY = "lost her notes"


def code_sent_to(system: System, contact: str, *, patience: float = 20.0) -> str:
    """The code in the newest message to a contact, as the worker wrote it into its folder."""
    folder, until = Path(system.env["REDRESS_MESSAGE_DIR"]), time.monotonic() + patience
    while time.monotonic() < until:
        for path in sorted(folder.glob("*.*"), reverse=True):
            text = path.read_text("utf-8") if path.suffix in (".eml", ".txt") else ""
            found = re.search(r"Your code is (\S{3}-\S{3}-\w{3})", text)
            if found and f"To: {contact}" in text:
                return found[1]
        time.sleep(0.2)
    raise AssertionError(f"no message came within {patience} seconds")


def chat_until_the_story_is_told(page: Page, *, script: bool = True) -> Person:
    page.goto("/chat")
    person = Person(page, script=script)
    while "story" not in person.asked:
        person.answer_what_is_asked()
    return person


def save_with(page: Page, contact: str) -> None:
    page.get_by_role("link", name="Save and come back later").click()
    page.locator("#contact").fill(contact)
    page.locator("#continue").click()
    expect(page.get_by_role("heading", name="Your answers are saved")).to_be_visible()


def test_who_saves_in_the_chat_goes_on_elsewhere_to_the_reference(
    page: Page, new_page: Callable[..., Page], running_system: System
) -> None:
    asked = chat_until_the_story_is_told(page).asked
    save_with(page, "joan.one@example.org")
    phone = new_page(viewport={"width": 390, "height": 800})
    phone.goto("/")
    phone.get_by_role("link", name="Go back to a complaint you saved").click()
    phone.locator("#contact").fill("Joan.One@example.org")
    phone.locator("#code").fill(code_sent_to(running_system, "joan.one@example.org").lower())
    phone.locator("#continue").click()
    expect(phone.locator("#chat-log")).to_contain_text("Welcome back")
    expect(phone.locator("#chat-log")).to_contain_text(STORY)
    keep(phone, "resume-welcome-back")
    person = Person(phone)
    assert person.talk_until_reference()
    assert not set(person.asked) & set(asked)  # nothing is asked a second time
    page.goto("/chat")
    expect(page.locator("main")).to_contain_text("opened in another place")
    expect(page.locator("#chat-log")).not_to_contain_text(STORY)


def test_saving_in_the_form_works_without_scripts_on_a_small_phone(new_page: Callable[..., Page], running_system: System) -> None:
    small = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}}
    page = new_page(**small)
    page.goto("/form")
    person = FormPerson(page)
    for _ in range(4):
        person.answer_page()
    stopped_at = page.url
    page.get_by_role("link", name="Save and come back later").click()
    assert_fits(page, "save")
    page.locator("#contact").fill("07700 900456")
    page.locator("#continue").click()
    assert_fits(page, "saved")
    keep(page, "resume-saved-small")
    page.get_by_role("button", name="Close my complaint on this device").click()

    later = new_page(**small)
    later.goto("/resume")
    assert_fits(later, "come back")
    later.locator("#contact").fill("+44 7700 900456")
    later.locator("#code").fill(code_sent_to(running_system, "+447700900456"))
    later.locator("#continue").click()
    assert later.url == stopped_at
    assert FormPerson(later).fill_until_reference()


def test_the_way_back_can_be_gone_with_the_keyboard_alone(
    page: Page, new_page: Callable[..., Page], running_system: System
) -> None:
    chat_until_the_story_is_told(page)
    save_with(page, "joan.two@example.org")
    code = code_sent_to(running_system, "joan.two@example.org")
    later = new_page()
    later.goto("/")
    person = Person(later, keyboard_only=True)
    person.reach(later.get_by_role("link", name="Go back to a complaint you saved"))
    later.keyboard.press("Enter")
    expect(later.locator("#contact")).to_be_visible()
    person.reach(later.locator("#contact"))
    later.keyboard.type("joan.two@example.org")
    person.reach(later.locator("#code"))
    later.keyboard.type(code.replace("-", " "))
    later.keyboard.press("Enter")
    expect(later.locator("#chat-log")).to_contain_text("Welcome back")


def test_every_page_of_saving_has_no_fault_that_axe_finds(page: Page) -> None:
    page.goto("/resume/save")
    assert_accessible(page, "nothing to save")
    chat_until_the_story_is_told(page)
    page.goto("/resume/save")
    assert_accessible(page, "save")
    page.locator("#continue").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#contact")).to_be_focused()
    assert_accessible(page, "save, with a mistake")
    page.locator("#contact").fill("joan.three@example.org")
    page.locator("#continue").click()
    assert_accessible(page, "saved")
    keep(page, "resume-saved")
    page.goto("/resume")
    assert_accessible(page, "come back")
    page.locator("#contact").fill("joan.three@example.org")
    page.locator("#code").fill("7K4-M2")
    page.locator("#continue").click()
    expect(page.locator("#code")).to_have_value("7K4-M2")
    assert_accessible(page, "come back, with a mistake")
    keep(page, "resume-mistake")
    page.goto("/resume/new-code")
    assert_accessible(page, "a new code")
    page.locator("#contact").fill("joan.three@example.org")
    page.locator("#continue").click()
    expect(page.locator("main")).to_contain_text("If we hold a complaint")
    assert_accessible(page, "a new code is promised")
