"""The guided form: to the reference, also without scripts, and also while the assistant is away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from commands.system import System
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.form_person import FormPerson


def test_the_form_leads_to_a_reference_without_scripts_on_a_small_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto("/form")
    person = FormPerson(page)
    for _ in range(5):
        assert_fits(page, page.url)
        person.answer_page()
    assert person.fill_until_reference()
    assert_fits(page, "the last page")
    keep(page, "form-done-small")


def test_the_form_takes_a_complaint_while_the_assistant_is_away(page: Page, rasa_that_may_die: System) -> None:
    rasa_that_may_die.kill("rasa", restart=False)
    page.goto("/form")
    assert FormPerson(page).fill_until_reference()


def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto("/form")
    person = FormPerson(page)
    while not page.url.endswith("/email"):
        person.answer_page()
    page.locator("#answer").fill("joan at example")
    page.locator("#continue").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.locator("#answer")).to_have_value("joan at example")
    assert_accessible(page, "form with a mistake")
    keep(page, "form-mistake")
