"""The chat is a page first: it works without JavaScript, survives a reload, and gives back what it cannot take."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conversations_api.cell import YES

DATABASES = ("sqlite",)  # these are about pages; storage has its own tests on both


def test_the_start_page_says_what_this_is_and_gives_every_way_in(browser):
    browser.get("/")
    assert "not a person" in browser.words
    assert 'href="/chat"' in browser.page
    assert 'href="/form"' in browser.page
    assert 'href="tel:03450154033"' in browser.page
    assert 'href="tel:999"' in browser.page


def test_a_whole_exchange_without_javascript(browser):
    browser.get("/chat")
    assert "Do you agree?" in browser.words
    response = browser.post("/chat", choice=YES["payload"])
    assert response.status_code == 303
    assert re.fullmatch(r"/chat#message-\d+", response.headers["location"])
    browser.get("/chat")
    assert re.search(r"You said \d+:\d\d[ap]m Yes, I agree", browser.words)
    browser.send("/chat", text="They lost my file.")
    assert "What is your name?" in browser.words


def test_a_reload_goes_on_where_it_was(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.send("/chat", text="They lost my file.")
    before, heard = browser.words, len(cell.heard)
    browser.get("/chat")
    assert browser.words == before
    assert len(cell.heard) == heard


def test_sending_the_same_page_twice_counts_once(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.post("/chat", text="They lost my file.")
    browser.post("/chat", text="They lost my file.")
    assert cell.messages.count("They lost my file.") == 1


def test_a_page_left_open_in_another_window_answers_no_question_it_did_not_show(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.send("/chat", text="They lost my file.")
    stale = {"seen": browser.hidden["seen"]}
    browser.send("/chat", text="Joan Ashworth")
    answer = browser.post("/chat", **stale, text="Joan Ashworth, again")
    assert answer.status_code == 409
    assert "gone on since this page" in answer.text
    assert "Joan Ashworth, again</textarea>" in answer.text
    assert "Joan Ashworth, again" not in cell.messages


def test_other_words_from_a_page_gone_back_to_are_handed_back_not_swallowed(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    old = browser.hidden
    browser.send("/chat", text="They lost my file.")
    answer = browser.post("/chat", **old, text="They lost my whole file.")
    assert answer.status_code == 409
    assert "They lost my whole file.</textarea>" in answer.text
    assert "They lost my whole file." not in cell.messages


def test_a_cry_for_help_is_answered_from_a_page_left_open_too(browser):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    stale = browser.hidden
    browser.send("/chat", text="They lost my file.")
    assert "116 123" in browser.http.post("/chat", data={**stale, "text": "I want to kill myself"}, follow_redirects=True).text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser):
    header = next(
        value for value in browser.http.get("/chat").headers.get_list("set-cookie") if value.startswith("redress_chat=")
    )
    assert "HttpOnly" in header
    assert "SameSite=lax" in header


def test_nothing_personal_and_no_key_stands_in_an_address_or_the_page(browser):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    response = browser.send("/chat", text="My name is Joan Ashworth")
    identifier, token = browser.http.cookies["redress_chat"].split(".", 1)
    addresses = [str(one.url) for one in (*response.history, response)] + re.findall(
        r'(?:href|action|src)="([^"]*)"', browser.page
    )
    plain = [
        re.sub(r"\?(v=\w+|to=/[\w/-]*|back=chat)$", "", address) for address in addresses
    ]  # a file's version; a page of ours to go back to
    assert not [address for address in plain if "Joan" in address or identifier in address or "?" in address]
    assert token not in browser.page
    assert identifier not in browser.page


def test_a_problem_is_shown_in_a_summary_with_the_way_to_the_box(browser):
    browser.get("/chat")
    response = browser.send("/chat", text="   ")
    assert response.status_code == 422
    assert browser.title.startswith("Error: ")
    assert 'class="govuk-error-summary"' in browser.page
    assert 'href="#text"' in browser.page
    assert "Write your answer in the box" in browser.words


def test_a_text_that_is_too_long_comes_back_whole(browser):
    browser.get("/chat")
    text = "a b" * 6667 + "!"
    response = browser.send("/chat", text=text)
    assert response.status_code == 422
    assert "2 characters too long" in browser.words
    assert browser.typed == text


def test_words_in_the_box_survive_pressing_a_button(browser):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"], text="half a thought")
    assert "Please tell me what happened." in browser.words
    assert browser.typed == "half a thought"


def test_a_stale_button_gets_a_clear_answer(browser):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.get("/chat")
    response = browser.send("/chat", choice=YES["payload"])
    assert response.status_code == 422
    assert "not one of those on offer now" in browser.words


def test_the_assistant_away_offers_to_try_again_and_the_form(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    cell.fail = "error"
    browser.send("/chat", text="They lost my file.")
    assert "not available right now" in browser.words
    assert "Not answered yet" in browser.words
    assert 'id="try-again"' in browser.page
    browser.get("/chat")
    assert "They lost my file." in browser.words
    assert "not available right now" in browser.words
    cell.fail = None
    browser.send("/chat", action="retry")
    assert "What is your name?" in browser.words
    assert "not available" not in browser.words


def test_not_up_at_the_first_opening_says_so_and_a_reload_tries_again(browser, cell):
    cell.fail = "error"
    response = browser.get("/chat")
    assert response.status_code == 200
    assert "not available right now" in browser.words
    assert 'href="/form"' in browser.page
    cell.fail = None
    browser.get("/chat")
    assert "Do you agree?" in browser.words


def test_safety_words_are_on_the_page_with_numbers_to_press(browser):
    browser.get("/chat")
    browser.send("/chat", text="I want to kill myself")
    assert "redress-message--safety" in browser.page
    assert 'href="tel:116123"' in browser.page
    assert 'href="sms:85258"' in browser.page


def test_safety_words_are_said_even_when_the_text_is_too_long(browser):
    browser.get("/chat")
    browser.send("/chat", text="I want to kill myself " + "x" * 20_000)
    assert 'href="tel:116123"' in browser.page
    assert "too long" in browser.words


def test_start_again_asks_first_then_forgets(browser, rows):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.send("/chat", text="the marmalade secret")
    browser.get("/chat/start-again")
    assert "will be deleted" in browser.words
    browser.send("/chat/start-again")
    assert "marmalade" not in browser.words
    assert "Do you agree?" in browser.words
    assert rows("conversation_messages") == []


def test_a_foreign_or_broken_cookie_begins_a_new_chat(browser, chat):
    other = chat()
    for value in ("nonsense", f"{other.id}.wrong-token", f"{other.id}.", "."):
        browser.http.cookies.clear()
        browser.http.cookies.set("redress_chat", value)
        assert browser.get("/chat").status_code == 200
        browser.http.cookies.clear()


def test_a_post_from_another_site_is_refused(browser):
    browser.get("/chat")
    response = browser.http.post("/chat", data={"text": "hello"}, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/", "/chat", "/chat/start-again", "/form"])
def test_every_page_has_language_title_skip_link_and_one_heading(browser, path):
    browser.get(path)
    assert '<html lang="en"' in browser.page
    assert "govuk-skip-link" in browser.page
    assert browser.page.count("<h1") == 1
    assert browser.title.endswith("- Redress")
    assert "GOV.UK" not in browser.page


def test_the_transcript_is_a_live_log_with_names_for_who_speaks(browser):
    browser.get("/chat")
    assert 'role="log" aria-live="polite"' in browser.page
    assert '<label class="govuk-label govuk-label--s" for="text">' in browser.page
    assert re.search(r'redress-message__who">Redress<', browser.page)


def test_each_group_of_messages_says_when(browser):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    shown = re.findall(r'<time class="redress-message__time" datetime="([^"]+)">([^<]+)</time>', browser.page)
    assert len(shown) == browser.page.count('class="redress-message__who"') >= 3
    for moment, words in shown:
        assert datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/London")).strftime("%-I:%M%p").lower() == words
