"""One person's way without JavaScript, on a small phone: the outcome, its day, the letter, sending, the status. And axe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect

from commands.sample import ANSWERS
from intake_api.clock import today
from service_model.dates import anniversary
from tests import lately
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.form_person import FormPerson
from tests.outcome.conftest import lines_of, text_of

DATABASES = ("sqlite",)  # these are about pages
EARLY = {**ANSWERS, "local_stage": "not_started", "wants_caseworker": True}


@pytest.fixture
def phone(chromium: Chromium, client: httpx.Client) -> Iterator[BrowserContext]:
    """A phone with scripts off."""
    size = {"width": 320, "height": 640}
    made = chromium.new_context(base_url=str(client.base_url), java_script_enabled=False, viewport=size, accept_downloads=True)
    made.set_default_timeout(30_000)
    yield made
    made.close()


def looked_at(chromium: Chromium, phone: BrowserContext, page: Page, name: str) -> None:
    """The page fits, and axe (which needs scripts) finds no fault in the same page in another window."""
    assert_fits(page, name)
    keep(page, f"takeaway-{name}")
    with chromium.new_context(
        base_url=page.url, storage_state=phone.storage_state(), viewport={"width": 1280, "height": 900}
    ) as wide:
        other = wide.new_page()
        other.goto(page.url)
        assert_accessible(other, name)
        keep(other, f"takeaway-{name}-wide")


def test_a_person_takes_it_all_away_without_scripts(chromium: Chromium, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/form")
    person = FormPerson(page, EARLY)
    while not page.url.endswith("/form/outcome"):
        person.answer_page()
    page.locator("#keep").click()
    page.locator("summary").first.click()
    looked_at(chromium, phone, page, "outcome")

    knew = today() - timedelta(days=60)
    limit = lately.said(anniversary(knew, 12))
    page.locator("#answer").fill(lately.said(knew))
    page.locator("#say-when").click()
    expect(page.get_by_text(f"The time limit runs out on {limit}.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert limit in text_of(download.value.path().read_bytes())

    page.get_by_role("link", name="A letter to Mid Cheshire").click()
    looked_at(chromium, phone, page, "letter")
    box = page.locator("#letter")
    box.fill(box.input_value().replace("[your name]", "Joan Ashworth"))
    with page.expect_download() as download:
        page.locator("#take-docx").click()
    assert "Joan Ashworth" in lines_of(download.value.path().read_bytes())[0]
    page.locator("#take-page").click()
    expect(page.locator(".redress-paper")).to_contain_text("Joan Ashworth")
    assert_fits(page, "letter as a page")
    keep(page, "takeaway-paper")

    page.goto("/form")
    reference = person.fill_until_reference()
    code = page.locator("[data-code]").first.get_attribute("data-code") or ""
    looked_at(chromium, phone, page, "sent")
    page.goto("/outcome")
    page.emulate_media(media="print")
    expect(page.get_by_text("/status", exact=False)).to_be_visible()  # where the code is for; a link cannot be pressed on paper
    expect(page.get_by_role("link", name="Help to complain")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.get_by_text("/status", exact=False)).to_be_hidden()
    page.goto("/status")
    page.locator("#reference").fill(reference)
    page.locator("#code").fill(code)
    page.locator("#continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have it")
    assert_fits(page, "status")
    keep(page, "takeaway-status")
    assert reference not in page.url
    assert code not in page.url


def test_the_status_pages_have_no_fault_that_axe_finds(chromium: Chromium, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/status")
    looked_at(chromium, phone, page, "ask-status")
    page.locator("#continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Write your reference in the box")
