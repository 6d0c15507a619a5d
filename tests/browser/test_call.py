"""A caseworker takes a complaint on the telephone, with the telephone's wording, to the reference."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.person import Person
from tests.browser.test_chat import log_in


def begin_call(page: Page, password: str) -> Person:
    """From the queue to the first question of a new call, as a caseworker finds it."""
    log_in(page, password)
    page.get_by_role("link", name="Take a call").click()
    page.get_by_role("button", name="Start a new call").click()
    expect(page.locator("#chat-log")).to_contain_text("thank you for calling")
    return Person(page, channel="phone")


def test_a_call_leads_to_a_reference_and_the_case_says_that_it_was_a_call(page: Page, staff_password: str) -> None:
    caller = begin_call(page, staff_password)
    assert_accessible(page, "call, first question")
    expect(page.locator("#chat-log .redress-note").first).to_contain_text("Note:")
    while "injustice" not in caller.asked:
        caller.answer_what_is_asked()
    keep(page, "call")
    reference = caller.talk_until_reference()
    assert_accessible(page, "call, at the end")
    expect(page.locator("#chat-log")).not_to_contain_text("computer program")
    page.get_by_role("link", name=f"Open case {reference}").click()
    expect(page.locator("main")).to_contain_text("by phone")
    page.get_by_text("Everything that was said").click()
    expect(page.locator("#transcript")).to_contain_text("The caller")
    expect(page.locator("#transcript")).to_contain_text("lost her notes")
    assert_accessible(page, "case page with the transcript open")
    keep(page, "case-of-a-call")


def test_a_call_that_is_left_is_gone_back_to_where_it_was(new_page: Callable[..., Page], staff_password: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    caller = begin_call(page, staff_password)
    for _ in range(2):
        caller.answer_what_is_asked()
        assert_fits(page, "call")
    page.goto("/staff/cases")
    page.get_by_role("link", name="Take a call").click()
    page.get_by_role("link", name="Go back to the call under way").click()
    expect(page.locator("#chat-log")).to_contain_text("lost her notes")
