"""What a person can keep: what we understood, what can happen and why, what to do until when, and who else can help."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from intake_api.clock import today
from service_model.dates import anniversary
from tests import lately
from tests.outcome.conftest import anything, lines_of, text_of


def test_the_page_says_what_why_until_when_and_where_else(at_the_outcome):
    person = at_the_outcome("no_mp")
    person.get("/outcome")
    words, first, last = lately.season()
    person.send("/outcome/when", answer=words)
    begins, ends = (lately.said(anniversary(day, 12)) for day in (first, last))
    words = person.words
    assert "there is a step to take before we can look at this" in words
    assert "The law says an MP has to send us a complaint about a government organisation." in words
    assert "Write to your MP about your complaint." in words
    assert f"time limit runs out between {begins} and {ends}" in words
    assert "members.parliament.uk/findyourmp" in words
    assert "They lost my papers twice and stopped my money." in words
    assert "/letters/mp" in person.page


def test_the_paragraphs_are_one_click_away_with_what_they_say(at_the_outcome):
    person = at_the_outcome("no_mp")
    person.get("/outcome")
    details = re.findall(r"<details.*?</details>", person.page, re.DOTALL)
    about_the_mp = next(each for each in details if "2.16" in each)
    assert "the law asks for this" in about_the_mp
    assert "MP" in re.sub(r"<[^>]+>", "", about_the_mp.partition("Paragraph 2.16")[2])


def test_the_same_stands_in_text_word_and_pdf(at_the_outcome):
    person = at_the_outcome("no_mp")
    person.get("/outcome")
    person.send("/outcome/when", answer="3 March 2026")
    files = {form: person.http.get(f"/outcome/file/{form}") for form in ("txt", "docx", "pdf")}
    for form, answer in files.items():
        assert answer.headers["content-disposition"] == f'attachment; filename="what-can-happen.{form}"'
        assert answer.headers["cache-control"] == "no-store"
    texts = [files["txt"].content.decode("utf-8-sig"), "\n".join(lines_of(files["docx"].content)), text_of(files["pdf"].content)]
    for text in texts:
        for part in ("They lost my papers twice", "an MP has to send us", "3 March 2027", "020 7219 3000", "not a decision"):
            assert part in anything(text), part


def test_an_open_talk_without_an_outcome_has_nothing_to_keep_yet(browser):
    browser.get("/form")
    browser.get("/outcome")
    assert "There is nothing to keep yet" in browser.words
    assert browser.http.get("/outcome/file/pdf").headers["location"] == "/outcome"


def test_without_the_talks_cookie_nothing_is_shown(at_the_outcome, client):
    at_the_outcome("no_mp")
    answer = client.get("/outcome")
    assert "papers" not in answer.text
    assert "No complaint is open on this device" in answer.text


@pytest.mark.parametrize("end", ["no_mp", "premature", "elsewhere"])
def test_who_wants_no_caseworker_still_has_the_page_afterwards(at_the_outcome, end):
    person = at_the_outcome(end)
    person.send("/form/outcome")
    person.send("/form/wants_caseworker", choice='/provide_info{"answer":"false"}')
    assert person.get("/form").url.path == "/form/done"
    assert 'href="/outcome"' in person.page
    person.get("/outcome")
    assert "/letters/" in person.page
    assert "papers twice" in person.words


def test_the_confirmation_says_reference_code_what_is_next_and_by_when(sent, rows):
    person = sent()
    (case,) = [row for row in rows("cases") if row["reference"] in person.page]
    assert re.search(r'data-code="[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}"', person.page)
    assert re.search(r"We will tell you by \d+ \w+ \d{4} that we have your complaint", person.words)
    assert re.search(r"they get in touch by \d+ \w+ \d{4}", person.words)
    code = re.search(r'data-code="([^"]+)"', person.page)[1]
    person.get("/outcome")
    assert case["reference"] in person.words
    assert code in person.words
    file = person.http.get("/outcome/file/txt").text
    assert code in file
    assert re.search(r"See how far your complaint is: http\S+/status\b", file)  # where the code is for


def test_a_sent_complaint_is_not_called_late_afterwards(sent):
    person = sent()
    person.get("/outcome")
    assert "Until when" not in person.words


def test_the_api_gives_the_same_to_who_holds_the_token(at_the_outcome, client):
    person = at_the_outcome("no_mp")
    raw = person.http.cookies["redress_chat"].strip('"')
    conversation, _, token = raw.partition(".")
    address = f"/v1/conversations/{conversation}/outcome"
    assert client.get(address).status_code == 401
    told = client.get(address, headers={"Authorization": f"Bearer {token}"}).json()
    assert told["outcome"] == "not_properly_made"
    assert told["time_limit"] is None
    person.get("/outcome")
    person.send("/outcome/when", answer="March 2026")
    told = client.get(address, headers={"Authorization": f"Bearer {token}"}).json()
    assert (told["time_limit"]["from"], told["time_limit"]["to"]) == ("2027-03-01", "2027-03-31")
    assert told["letters"] == [{"id": "mp", "title": "A letter to your MP"}]
    assert {"label": "Organisation", "value": "Department for Work and Pensions"} in told["understood"]
    file = client.get(f"{address}/file/docx", headers={"Authorization": f"Bearer {token}"})
    assert "They lost my papers twice and stopped my money." in lines_of(file.content)


def test_a_day_that_cannot_be_read_is_explained_and_changes_nothing(at_the_outcome):
    person = at_the_outcome("premature")
    person.get("/outcome")
    assert person.send("/outcome/when", answer="when the cat died").status_code == 422
    assert "when the cat died" in person.page
    assert person.title.startswith("Error: ")
    knew = today() - timedelta(days=60)
    person.send("/outcome/when", answer=lately.said(knew))
    assert f"The time limit runs out on {lately.said(anniversary(knew, 12))}." in person.words
    assert "Work out the day" not in person.words
    assert person.get("/form").url.path == "/form/outcome"  # nothing else has changed


def test_the_day_is_refused_from_another_site(at_the_outcome):
    person = at_the_outcome("premature")
    assert person.http.post("/outcome/when", data={"answer": "10 June 2026", "csrf_token": "f" * 64}).status_code == 403
