"""Data rights: what is stored is told, can be taken away, and deleted; on both databases."""

from __future__ import annotations

import re

import pytest

from intake_api import wording
from intake_api.conversations import drafts, service
from tests.conversations_api.cell import YES
from tests.conversations_api.test_form import Filler, reference_on

AGREE = '/provide_info{"answer":"true"}'
STORY = "They lost my papers twice.\n<script>alert(1)</script>"


@pytest.fixture
def draft(browser):
    """Somebody who has told their story in the form."""
    browser.get("/form")
    browser.send("/form/consent_to_process", choice=AGREE)
    browser.send("/form/story", answer=STORY)
    return browser


def test_the_page_says_what_is_held_and_until_when(draft):
    draft.get("/your-information")
    assert f"not used it for {service.KEEP_IDLE.days} days" in draft.words
    assert re.search(r"that is \d+ \w+ 20\d\d", draft.words)


def test_who_has_nothing_here_is_told_so_and_gets_no_file(browser):
    browser.get("/your-information")
    assert "We hold nothing of yours" in browser.words
    assert browser.http.get("/your-information/complaint.json").status_code == 303
    assert browser.http.get("/your-information/complaint.txt").status_code == 303


def test_the_copy_holds_every_word_answer_and_consent(draft):
    answer = draft.http.get("/your-information/complaint.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="complaint.json"'
    assert answer.headers["cache-control"] == "no-store"
    data = answer.json()
    assert data["record"]["story"] == STORY
    assert STORY in [row["text"] for row in data["messages"]]
    assert [(row["purpose"], row["given"]) for row in data["consents"]] == [("process_complaint", True)]
    text = draft.http.get("/your-information/complaint.txt")
    assert text.headers["content-type"].startswith("text/plain")
    assert STORY in text.text


def test_a_draft_is_deleted_whole_after_a_question_and_with_the_forms_token(draft, rows):
    kept = {table: len(rows(table)) for table in ("conversations", "conversation_messages", "conversation_consents")}
    draft.get("/your-information/delete")
    assert draft.http.post("/your-information/delete").status_code == 403
    assert len(rows("conversations")) == kept["conversations"]
    draft.submit("/your-information/delete")
    assert "We have deleted what you told us" in draft.page
    assert {table: len(rows(table)) for table in kept} == dict.fromkeys(kept, 0)
    assert draft.get("/form").url.path == "/form/consent_to_process"


def test_what_was_said_before_consent_can_be_deleted_too(browser, rows):
    browser.get("/chat")
    browser.get("/your-information")
    assert "is not stored" in browser.words
    browser.get("/your-information/delete")
    browser.submit("/your-information/delete")
    assert rows("conversations") == []


def test_what_was_sent_is_not_deleted_from_here(browser, rows):
    filler = Filler(browser, preferred_contact="post")
    filler.until("/form/done")
    reference, cases = reference_on(browser.page), len(rows("cases"))
    assert browser.get("/your-information/delete").url.path == "/your-information"
    assert "A caseworker has your complaint" in browser.words
    browser.submit("/your-information/delete")
    assert len(rows("cases")) == cases
    assert reference in browser.http.get("/your-information/complaint.txt").text


def test_a_program_with_the_token_has_the_same_rights_and_another_has_none(chat, client, rows):
    one = chat()
    one.agree()
    one.say("They lost my papers.")
    address = f"/v1/conversations/{one.id}"
    for method, path in (("GET", f"{address}/copy"), ("DELETE", address)):
        assert client.request(method, path, headers={"Authorization": "Bearer wrong"}).status_code == 401
    copy = client.get(f"{address}/copy", headers=one.headers).json()
    assert "They lost my papers." in [row["text"] for row in copy["messages"]]
    assert client.delete(address, headers=one.headers).status_code == 204
    assert rows("conversation_messages") == []
    assert client.get(address, headers=one.headers).status_code == 404


def test_one_persons_copy_is_not_anothers(draft, other):
    other.get("/form")
    other.send("/form/consent_to_process", choice=AGREE)
    assert STORY not in other.http.get("/your-information/complaint.json").text


def test_what_people_are_told_of_periods_is_what_is_done(browser, settings):
    browser.get("/privacy")
    assert f"not used it for {service.KEEP_IDLE.days} days" in browser.words
    assert f"forgotten after {round(drafts.LIFETIME / 3600)} hours" in browser.words
    assert f"works for {settings.resume_days} days" in browser.words
    for channel in ("web", "form", "phone", "easy", "young"):
        assert f"{service.KEEP_IDLE.days} days" in wording.text("utter_ask_consent_to_process", channel)


def test_every_cookie_that_public_pages_set_is_on_the_cookies_page(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.get("/adjustments")
    browser.submit("/adjustments", look="large", to="/")
    browser.get("/language/cy?to=/")
    browser.get("/language/en?to=/privacy")
    names = {cookie.name for cookie in browser.http.cookies.jar}
    assert len(names) >= 4
    assert all(name in browser.words for name in names)


def test_how_long_it_is_kept_is_one_click_from_the_consent_question(browser):
    browser.get("/form")
    assert 'href="/privacy"' in browser.page[browser.page.index("<main") :]
    assert "30 days" in browser.words
