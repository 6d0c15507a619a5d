"""A bad line, an impatient hand, a second window: nothing said is lost, and nothing counts twice."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from commands.system import System
from tests.browser.conftest import keep
from tests.browser.form_person import FormPerson
from tests.browser.person import Person
from tests.browser.test_chat import open_chat

SLOW = {"offline": False, "latency": 1_500, "downloadThroughput": 20_000, "uploadThroughput": 10_000}
NOT_SENT = "Your answer has not been sent. What you typed is still here."


def chat_until(page: Page, fact: str) -> Person:
    """A chat in which `fact` has just been answered."""
    open_chat(page)
    person = Person(page)
    while fact not in person.asked:
        person.answer_what_is_asked()
    return person


def times_said(page: Page, words: str) -> int:
    """How often the person said this, as the server keeps it."""
    page.goto("/chat")
    return page.locator(".redress-message--person").filter(has_text=words).count()


def test_a_line_that_breaks_in_mid_message_loses_no_word(page: Page) -> None:
    person = chat_until(page, "consent_to_process")
    words = "They lost my notes, and then the line broke."
    page.locator("#text").fill(words)
    page.context.set_offline(True)
    page.locator("#send").click()
    expect(page.locator("#chat-status")).to_contain_text(NOT_SENT)
    expect(page.locator("#text")).to_have_value(words)
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    keep(page, "chat-line-broken")
    page.context.set_offline(False)
    person.and_wait(lambda: page.get_by_role("button", name="Try again").click())
    expect(page.locator("#text")).to_have_value("")
    assert times_said(page, words) == 1


def test_an_answer_that_arrived_although_its_reply_was_lost_counts_once(page: Page) -> None:
    chat_until(page, "consent_to_process")
    words = "They lost my notes, and their answer never reached me."

    def arrive_and_lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/chat", arrive_and_lose, times=1)
    page.locator("#text").fill(words)
    page.locator("#send").click()
    expect(page.locator("#chat-status")).to_contain_text(NOT_SENT)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#chat-status")).to_be_empty()
    expect(page.locator(".redress-message--person").filter(has_text=words)).to_have_count(1)
    assert times_said(page, words) == 1


def test_on_a_slow_line_it_says_that_it_is_sending_and_a_second_press_changes_nothing(page: Page) -> None:
    chat_until(page, "consent_to_process")
    words = "They lost my notes, slowly."
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("#text").fill(words)
    page.locator("#send").click()
    expect(page.locator("#chat-status")).to_have_text("Sending")
    expect(page.locator("#chat-log")).to_contain_text(words)
    expect(page.locator("#send")).to_have_attribute("aria-disabled", "true")
    page.locator("#send").dispatch_event("click")
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#chat-form")).to_have_attribute("aria-busy", "false", timeout=60_000)
    expect(page.locator("#chat-status")).to_be_empty()
    assert len(sent) == 1
    expect(page.locator(".redress-message--person").filter(has_text=words)).to_have_count(1)


def test_a_reload_while_an_answer_is_on_its_way_keeps_it_once(page: Page) -> None:
    chat_until(page, "consent_to_process")
    words = "They lost my notes while I reloaded."
    page.locator("#text").fill(words)
    with page.expect_request(lambda request: request.method == "POST"):
        page.locator("#send").click()
    page.reload()
    expect(page.locator("main")).to_be_visible()
    page.wait_for_timeout(1_500)  # the turn ends on the server, with nobody there to hear it
    assert times_said(page, words) == 1
    assert Person(page).talk_until_reference()


def test_going_back_in_the_form_changes_the_answer_and_asks_nothing_twice(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/form")
    person = FormPerson(page)
    while not page.url.endswith("/name"):
        person.answer_page()
    page.locator("#answer").fill("Joan Ashwort")
    page.locator("#continue").click()
    page.wait_for_url(lambda url: not url.endswith("/name"))
    after = page.url
    page.go_back()
    expect(page.locator("#answer")).to_have_value("Joan Ashwort")
    page.locator("#answer").fill("Joan Ashworth")
    page.locator("#continue").click()
    page.wait_for_url(after)
    while not page.url.endswith("/check"):
        person.answer_page()
    expect(page.locator("main")).to_contain_text("Joan Ashworth")
    expect(page.locator("main")).not_to_contain_text(re.compile(r"Joan Ashwort\b"))
    reference = person.fill_until_reference()
    page.go_back()
    expect(page.locator("main")).to_contain_text(reference)  # what was sent is not sent again


def test_the_form_open_in_two_windows_makes_one_complaint(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/form")
    person = FormPerson(page)
    while not page.url.endswith("/name"):
        person.answer_page()
    other = page.context.new_page()
    other.goto(page.url)
    second = FormPerson(other, {**person.answers, "name": "Edna Ashworth"})
    for _ in range(2):
        second.answer_page()
    page.locator("#answer").fill("Joan Ashworth")  # the first window answers what the second has answered already
    page.locator("#continue").click()
    reference = person.fill_until_reference()
    other.goto("/form/check")
    expect(other.locator("main")).to_contain_text(reference)
    assert "name" not in person.asked


def test_when_the_assistant_dies_the_form_goes_on_with_every_answer(page: Page, rasa_that_may_die: System) -> None:
    person = chat_until(page, "story")
    person.answer_what_is_asked()
    rasa_that_may_die.kill("rasa", restart=False)
    person.say("This one it cannot hear")
    page.get_by_role("link", name="Go on with the form").click()
    page.wait_for_url("**/form/*")
    filler = FormPerson(page)
    while not page.url.endswith("/check"):
        filler.answer_page()
    assert not set(filler.asked) & set(person.asked)
    expect(page.locator("main")).to_contain_text("lost her notes")
    expect(page.locator("main")).to_contain_text(Person.usual["organisation"])
    assert filler.fill_until_reference()
