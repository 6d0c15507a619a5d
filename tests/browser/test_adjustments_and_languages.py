"""In a real browser with scripts off: choices of how pages look and read, and Welsh, hold through the form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.form_person import FormPerson

PHONE = {"width": 320, "height": 640}


def size_of_text(page: Page) -> float:
    """The size of ordinary text, in pixels."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.govuk-body')).fontSize)"))


def test_larger_text_and_high_contrast_without_scripts_on_a_small_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/")
    before = size_of_text(page)
    page.get_by_role("link", name="How this page looks and reads").click()
    for choice in ("Larger text", "High contrast: light text on black", "Simpler words and shorter questions"):
        page.get_by_label(choice).check()
    page.get_by_role("button", name="Save and go back").click()
    expect(page).to_have_url(re.compile("/$"))
    assert size_of_text(page) >= before * 1.3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    keep(page, "adjustments-start-small")
    page.goto("/form")
    expect(page.locator("main")).to_contain_text("They are the people who work on complaints.")
    person = FormPerson(page)
    for _ in range(4):
        assert_fits(page, page.url)
        person.answer_page()
    keep(page, "adjustments-form-small")
    for path in ("/help", "/adjustments", "/privacy", "/your-information"):
        page.goto(path)
        assert_fits(page, path)


def test_a_whole_complaint_in_welsh_without_scripts_on_a_small_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/form")
    page.get_by_role("link", name="Cymraeg").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ydych chi'n cytuno i ni gadw")
    assert page.locator("html").get_attribute("lang") == "cy"
    person = FormPerson(page)
    for _ in range(5):
        assert_fits(page, page.url)
        person.answer_page()
    assert person.fill_until_reference()
    expect(page.locator("main")).to_contain_text("Rydym wedi anfon eich cwyn at ein gweithwyr achos.")
    keep(page, "welsh-done-small")


@pytest.mark.parametrize("looks", ["", "large.contrast.still.easy", "young"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_fault_that_axe_finds_whatever_was_chosen(new_page: Callable[..., Page], looks: str, language: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    address = page.context.new_page().request.get("/_status").url.removesuffix("/_status")
    cookies = [{"name": "redress_language", "value": language, "url": address}]
    cookies += [{"name": "redress_looks", "value": looks, "url": address}] if looks else []
    page.context.add_cookies(cookies)
    for path in ("/", "/help", "/adjustments", "/privacy", "/your-information", "/form"):
        page.goto(path)
        assert_accessible(page, f"{path} in {language} with {looks or 'nothing'}")
