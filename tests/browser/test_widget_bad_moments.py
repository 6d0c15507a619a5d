"""The chat on another website when things go wrong: refused, offline, a lost answer, slow, the assistant gone."""

from __future__ import annotations

import time

from playwright.sync_api import Page, Route, expect

from commands.demo import host_website
from commands.system import System
from tests.browser.conftest import assert_accessible, keep
from tests.browser.form_person import FormPerson
from tests.browser.widget_person import open_widget

STORY = "They lost her notes and she waited nine hours on a trolley."


def test_a_website_that_is_not_on_the_list_cannot_hold_the_chat_but_leads_to_the_form(page: Page, running_system: System) -> None:
    with host_website(running_system.url) as origin:
        page.goto(origin)
        page.get_by_role("button", name="Make a complaint").click()
        expect(page.locator("#chat-notice")).to_contain_text("We cannot start the chat right now")
        assert page.locator("#chat-log > li").count() == 0
        page.locator("#go-to-form").click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url.startswith(f"{running_system.url}/form")


def test_a_message_written_offline_goes_when_the_line_is_back_and_counts_once(page: Page, host: str) -> None:
    person = open_widget(page, host)
    while "consent_to_process" not in person.asked:
        person.answer_what_is_asked()
    page.context.set_offline(True)
    page.locator("#text").fill(STORY)
    page.locator("#send").click()
    expect(page.locator("#chat-notice")).to_contain_text("You are not online")
    expect(page.locator("#chat-log")).to_contain_text(STORY)
    expect(page.locator("#chat-log")).to_contain_text("Not sent yet")
    assert_accessible(page, "widget, offline")
    keep(page, "widget-offline", whole=False)
    page.context.set_offline(False)
    expect(page.locator("#chat-notice")).to_contain_text("Your message has reached us", timeout=60_000)
    expect(page.locator("#chat-log")).not_to_contain_text("Not sent yet")
    assert page.locator("#chat-log").get_by_text(STORY).count() == 1
    person.answer_what_is_asked()


def test_an_answer_that_is_lost_on_the_way_is_fetched_and_the_message_counts_once(page: Page, host: str) -> None:
    person = open_widget(page, host)
    sent: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data_json["message_id"])
        if len(sent) == 1:
            route.fetch()  # the service takes the message; its answer never arrives
            route.abort("connectionreset")
        else:
            route.continue_()

    while "consent_to_process" not in person.asked:
        person.answer_what_is_asked()
    page.route("**/messages", lose_the_first)
    page.locator("#text").fill(STORY)
    page.locator("#send").click()
    expect(page.locator("#chat-notice")).to_contain_text("Your message has reached us", timeout=60_000)
    assert len(sent) == 2
    assert len(set(sent)) == 1
    page.unroute("**/messages")
    with page.expect_download() as downloaded:  # the copy is made from what the service keeps
        page.get_by_text("More you can do").click()
        page.get_by_role("button", name="Download a copy").click()
    assert downloaded.value.path().read_text("utf-8").count(STORY) == 1


def test_after_two_seconds_it_says_that_it_is_slow_and_offers_the_form(page: Page, host: str) -> None:
    person = open_widget(page, host)

    def late(route: Route) -> None:
        if route.request.method == "POST":
            time.sleep(4)
        route.continue_()

    page.route("**/messages", late)
    page.get_by_role("button", name="Yes, I agree").click()
    expect(page.locator("#chat-notice")).to_contain_text("longer than it should", timeout=3_500)
    expect(page.locator("#go-to-form")).to_be_visible()
    page.unroute("**/messages")
    expect(page.locator("#chat-notice")).not_to_contain_text("longer than it should")
    expect(page.locator("#chat-form")).not_to_have_attribute("aria-busy", "true")
    person.answer_what_is_asked()


def test_when_the_assistant_dies_the_form_goes_on_with_every_answer(page: Page, host: str, rasa_that_may_die: System) -> None:
    person = open_widget(page, host)
    while "organisation" not in person.asked:
        person.answer_what_is_asked()
    rasa_that_may_die.kill("rasa", restart=False)
    person.answer_what_is_asked()
    expect(page.locator("#chat-notice")).to_contain_text("not available right now")
    expect(page.locator("#try-again")).to_be_visible()
    assert_accessible(page, "widget, while the assistant is away")
    keep(page, "widget-away", whole=False)
    page.locator("#go-to-form").click()
    expect(page.get_by_role("heading", name="Go on with the form")).to_be_visible()
    assert_accessible(page, "go on with the form")
    page.locator("#continue").click()
    filler = FormPerson(page)
    assert filler.fill_until_reference()
    assert not {"consent_to_process", "story", "organisation"} & set(filler.asked)
