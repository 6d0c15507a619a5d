"""What a person chose of how pages look and read works at once, on every public page; needs that are told bring an offer."""

from __future__ import annotations

import re

import pytest

from intake_api import wording
from tests.conversations_api.cell import YES
from tests.conversations_api.test_form import Filler, reference_on

DATABASES = ("sqlite",)
AGREE = '/provide_info{"answer":"true"}'


def html_classes(browser):
    return set(re.search(r'<html[^>]*class="([^"]*)"', browser.page)[1].split())


def choose(browser, *looks, to="/form"):
    """Ticks choices on the page and saves."""
    browser.get(f"/adjustments?to={to}")
    return browser.submit("/adjustments", to=to, look=list(looks))


@pytest.mark.parametrize("path", ["/", "/chat", "/form", "/resume", "/resume/new-code", "/help", "/adjustments", "/nowhere"])
def test_choices_hold_on_every_public_page(browser, path):
    browser.get(path)
    assert not {"redress-large", "redress-contrast", "redress-still"} & html_classes(browser)
    choose(browser, "large", "contrast", "still")
    browser.get(path)
    assert {"redress-large", "redress-contrast", "redress-still"} <= html_classes(browser)


def test_saving_goes_back_to_where_the_person_was_and_never_elsewhere(browser):
    assert choose(browser, "large", to="/help").url.path == "/help"
    for bad in ("https://evil.example/", "//evil.example/x", "/\\evil.example"):
        assert choose(browser, "large", to=bad).url.path == "/"


def test_the_cookie_holds_words_of_a_short_list_and_no_script_can_read_it(browser):
    browser.get("/adjustments")
    fields = {"csrf_token": browser.hidden["csrf_token"], "to": "/", "look": ["large", "<script>", "contrast"]}
    answer = browser.http.post("/adjustments", data=fields)
    (cookie,) = [row for row in answer.headers.get_list("set-cookie") if row.startswith("redress_looks=")]
    assert cookie.startswith("redress_looks=large.contrast;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    browser.http.cookies.set("redress_looks", 'large"><script>.easy')
    browser.get("/")
    assert "redress-easy" in html_classes(browser)
    assert "<script>.easy" not in browser.page


def test_a_choice_without_the_forms_token_changes_nothing(browser):
    browser.get("/adjustments")
    assert browser.http.post("/adjustments", data={"look": "large", "to": "/"}).status_code == 403


def test_simpler_words_in_the_form_where_they_are_written_and_the_usual_ones_elsewhere(browser):
    choose(browser, "easy")
    browser.get("/form")
    assert "Our caseworkers will see it. They are the people who work on complaints." in browser.words
    browser.send("/form/consent_to_process", choice=AGREE)
    assert "You can write a little or a lot." in browser.words
    filler = Filler(browser, preferred_contact="post")
    filler.until("/form/check")
    assert "Is this right?" in browser.words
    assert {"injustice", "local_stage"} <= set(filler.asked)  # one has no simpler words, and is asked all the same
    filler.until("/form/done")
    assert reference_on(browser.page)
    assert "Someone who works here will read it." in browser.words


def test_simpler_words_are_what_the_consent_record_names(browser, rows):
    usual = wording.version("utter_ask_consent_to_process", "form")
    choose(browser, "easy")
    browser.get("/form")
    browser.send("/form/consent_to_process", choice=AGREE)
    (consent,) = rows("conversation_consents")
    assert consent["given"] is True
    assert consent["wording_version"] != usual


def test_simpler_words_in_the_chat(browser, cell):
    text, buttons = wording.text("utter_ask_local_stage"), wording.buttons("utter_ask_local_stage")
    said = {"text": text, "buttons": buttons, "name": "utter_ask_local_stage"}
    cell.turn = lambda body: {"messages": [said], "state": {"slots": {"requested_slot": "local_stage"}, "active_loop": None}}
    choose(browser, "easy", to="/chat")
    assert "Their last answer often says that you can come to us." in browser.words
    assert text not in browser.words


def test_the_start_page_in_simple_words(browser):
    choose(browser, "easy", to="/")
    assert "You can leave out a question." in browser.words
    assert "call 0345" in browser.words


@pytest.mark.parametrize(
    ("need", "offered"),
    [("large print please", "Larger text"), ("I am dyslexic", "Simpler words"), ("I use British Sign Language", "Sign language")],
)
def test_a_need_that_is_told_brings_an_offer_which_can_be_taken_or_left(browser, need, offered):
    filler = Filler(browser, adjustments=need, preferred_contact="post")
    filler.until("/form/adjustments")
    filler.one("/form/adjustments")
    if browser.http.get("/form", follow_redirects=True).url.path.endswith("check"):
        browser.get("/form/adjustments")
    assert offered in browser.words
    assert not {"redress-large", "redress-easy"} & html_classes(browser)  # offered, not forced
    looks = re.findall(r'name="look" value="(\w+)"', browser.page)
    browser.submit("/adjustments/offer", look=looks, answer="no", to="/form")
    browser.get("/form/adjustments")
    assert "Would this help you?" not in browser.words


def test_taking_the_offer_works_at_once(browser):
    filler = Filler(browser, adjustments="I need large print", preferred_contact="post")
    filler.until("/form/adjustments")
    filler.one("/form/adjustments")
    browser.get("/form/adjustments")
    browser.submit("/adjustments/offer", look="large", answer="yes", to="/form/adjustments")
    assert "redress-large" in html_classes(browser)


def test_a_child_is_spoken_to_in_their_words_and_told_of_an_advocate(browser, rows):
    browser.get("/form")
    browser.send("/form/consent_to_process", choice=AGREE)
    browser.send("/form/story", answer="I am 14 and the hospital would not talk to me without my mum.")
    assert "advocate" in browser.words
    browser.get("/form/organisation")
    assert "say what you do know" in browser.words
    assert "under_18" in [row["name"] for row in rows("conversations")[-1]["signals"]]


@pytest.mark.parametrize("story", ["I am 14 weeks pregnant and they lost my notes.", "My son is 14. They lost his notes."])
def test_who_speaks_of_a_number_or_of_a_child_is_not_taken_for_one(browser, story):
    browser.get("/form")
    browser.send("/form/consent_to_process", choice=AGREE)
    browser.send("/form/story", answer=story)
    assert "say what you do know" not in browser.words


def test_help_that_is_asked_for_reaches_the_caseworker(browser, rows):
    browser.get("/help")
    browser.submit("/help", help=["please_phone", "wants_advocate", "nonsense"])
    assert "We have noted" in browser.page
    assert "18001 0345 015 4033" in browser.words
    assert rows("conversations")[-1]["signals"] == []  # nothing is stored before consent
    filler = Filler(browser, preferred_contact="post")
    filler.until("/form/done")
    (case,) = [row for row in rows("cases") if row["reference"] == reference_on(browser.page)]
    assert {"please_phone", "wants_advocate"} <= {row["name"] for row in case["evidence"]["signals"]}
    browser.get("/help")
    assert "call us on" in browser.words  # it is sent: a call is the way now


def test_help_can_be_asked_for_in_the_chat_too_and_survives_the_assistants_turn(browser, cell, rows):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.get("/help")
    browser.submit("/help", help="please_phone")
    browser.get("/chat")
    browser.send("/chat", text="They lost my papers.")
    assert [row["name"] for row in rows("conversations")[-1]["signals"]] == ["please_phone"]
