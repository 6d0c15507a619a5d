"""The link in the chat to the page that a person keeps: there once an outcome was told, for the person alone, and it stays."""

from __future__ import annotations

import pytest

from tests.conversations_api.cell import YES
from tests.conversations_api.cell import script as usual
from tests.conversations_api.test_resume import EMAIL, come_back

DATABASES = ("sqlite",)  # these are about pages
LINK = '<a class="govuk-link" id="keep" href="/outcome">'
STORY = "They lost my papers twice."
KNOWN = {
    "story": STORY, "asks_us_to_act": True, "organisation": "Department for Work and Pensions", "body": "dwp",
    "mp_referral": "not_asked", "victim_link": "none",
}  # fmt: skip


@pytest.fixture
def cell(cell):
    """A cell that tells the outcome after the story."""

    def turn(body):
        answer = usual(body)
        if body["message"] == STORY:
            answer["messages"] = [{"text": "An MP has to send us your complaint."}]
            answer["state"]["slots"].update(KNOWN, outcome_told="no_mp", requested_slot="name")
        return answer

    cell.turn = turn
    return cell


@pytest.fixture
def at_the_outcome(browser):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.send("/chat", text=STORY)
    return browser


def test_nothing_is_there_to_keep_before_an_outcome_was_told(browser):
    browser.get("/chat")
    assert LINK not in browser.page
    browser.send("/chat", choice=YES["payload"])
    assert LINK not in browser.page
    browser.get("/outcome")
    assert "There is nothing to keep yet" in browser.words


def test_the_link_leads_to_what_was_told_and_back_to_the_talk(at_the_outcome):
    assert LINK in at_the_outcome.page
    assert at_the_outcome.get("/outcome").url.path == "/outcome"
    assert STORY in at_the_outcome.words
    assert "The law says an MP has to send us a complaint about a government organisation." in at_the_outcome.words
    assert 'href="/letters/mp"' in at_the_outcome.page
    at_the_outcome.get("/chat")
    at_the_outcome.send("/chat", text="Joan Ashworth")
    assert "Heard: Joan Ashworth" in at_the_outcome.words
    assert LINK in at_the_outcome.page


def test_who_saves_and_comes_back_elsewhere_finds_it_again_and_the_first_device_no_longer_does(at_the_outcome, other, post):
    at_the_outcome.get("/resume/save")
    at_the_outcome.send("/resume/save", contact=EMAIL)
    come_back(other, post.one().code)
    other.get("/chat")
    assert LINK in other.page
    other.get("/outcome")
    assert STORY in other.words
    at_the_outcome.get("/outcome")
    assert STORY not in at_the_outcome.words


def test_a_link_passed_on_opens_nothing_for_anybody_else(at_the_outcome, other):
    other.get("/outcome")
    assert STORY not in other.words
    assert "No complaint is open on this device" in other.words


def test_a_consent_taken_back_takes_the_link_along(at_the_outcome):
    at_the_outcome.send("/chat", text="stop")
    at_the_outcome.get("/chat")
    assert LINK not in at_the_outcome.page
    at_the_outcome.get("/outcome")
    assert STORY not in at_the_outcome.words
