"""Letters in the person's own words: drafted, changed, taken away. Nothing is kept or sent."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from intake_api.clock import today
from service_model.dates import anniversary
from tests import lately
from tests.outcome.conftest import anything, lines_of, text_of


def draft_on(person, name="letter"):
    """What stands in a box of the letter's page."""
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>(.*?)</textarea>', person.page, re.DOTALL)
    return html.unescape(found[1]).removeprefix("\n") if found else ""


def take(person, kind, form, **changed):
    """Takes the letter as it stands, or with changes."""
    fields = {"letter": draft_on(person), "complaint": draft_on(person, "complaint"), **changed}
    return person.http.post(f"/letters/{kind}", data={**person.hidden, **fields, "take": form})


def test_the_letter_to_the_mp_has_the_whole_complaint_with_it(told):
    person = told("no_mp")
    person.get("/letters/mp")
    letter, complaint = draft_on(person), draft_on(person, "complaint")
    assert "Please send my complaint to the Ombudsman" in letter
    assert "It is about the Department for Work and Pensions." in letter
    assert "Phone 0345 015 4033" in letter
    assert "House of Commons\nLondon\nSW1A 0AA" in letter
    assert "They lost my papers twice and stopped my money." in complaint
    for gap in ("[your name]", "[your address]", "[the name of your MP]"):
        assert gap in letter
        assert gap in person.words.partition("Your letter")[0]  # said above the box


def test_what_was_changed_is_what_is_taken(told):
    person = told("no_mp")
    person.get("/letters/mp")
    changed = draft_on(person).replace("[your name]", "Joan Ashworth") + "\n\nPS: please be quick & kind."
    files = {form: take(person, "mp", form, letter=changed) for form in ("txt", "docx", "pdf")}
    for form, answer in files.items():
        assert answer.status_code == 200, form
        assert answer.headers["content-disposition"] == f'attachment; filename="letter.{form}"'
    texts = [files["txt"].content.decode("utf-8-sig"), "\n".join(lines_of(files["docx"].content)), text_of(files["pdf"].content)]
    for text in texts:
        assert "PS: please be quick & kind." in text
        assert "Joan Ashworth" in text
        assert "[your name]" not in text.partition("My complaint")[0]
        assert "They lost my papers twice and stopped my money." in anything(text)


def test_the_letter_can_be_seen_as_a_page_and_changed_again(told):
    person = told("no_mp")
    person.get("/letters/mp")
    letter = draft_on(person) + "\n\n<b>Bold</b> & more"
    person.page = take(person, "mp", "page", letter=letter).text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; more" in person.page
    assert "<h3" in person.page
    person.page = take(person, "mp", "change").text
    assert draft_on(person).endswith("<b>Bold</b> & more")


@pytest.mark.parametrize(("local_stage", "words"), [
    ("not_started", "Please look into it as a complaint"),
    ("under_way", "I do not have your last answer yet"),
])  # fmt: skip
def test_the_letter_to_the_organisation_says_where_it_stands(told, local_stage, words):
    person = told("premature", local_stage=local_stage)
    person.get("/letters/organisation")
    letter = draft_on(person)
    assert "Complaints team\nMid Cheshire Hospitals NHS Foundation Trust" in letter
    assert words in letter
    assert "They lost my papers twice and stopped my money." in letter
    assert "[how it has affected you]" in letter


def test_the_letter_names_the_day_when_it_is_known(told):
    person = told("premature")
    person.get("/outcome")
    knew = today() - timedelta(days=60)
    person.send("/outcome/when", answer=lately.said(knew))
    person.get("/letters/organisation")
    assert f"it runs out on {lately.said(anniversary(knew, 12))}" in draft_on(person)


def test_a_complaint_for_somebody_else_goes_to_who_can_look_at_it(told):
    person = told("elsewhere")
    person.get("/outcome")
    assert "A letter to Local Government and Social Care Ombudsman" in person.words
    person.get("/letters/body-1")
    letter = draft_on(person)
    assert letter.split("\n\n")[2].startswith("Local Government and Social Care Ombudsman\n[their address]")
    assert "Cheshire East Council" in letter
    assert "0300 061 0614" in person.words


def test_who_never_had_an_mp_writes_to_the_committees_chair(told):
    person = told("no_mp", has_mp=False, previously_uk_resident=False)
    person.get("/letters/mp")
    letter = draft_on(person)
    assert "The Chair, Public Administration and Constitutional Affairs Committee\nHouse of Commons" in letter
    assert "Dear Chair," in letter
    assert "Who is my MP?" not in person.words
    assert "pacac@parliament.uk" in person.words


def test_a_letter_for_somebody_else_says_so(told):
    person = told("no_mp", complaining_for="someone_else", aggrieved_name="Edna Ashworth")
    person.get("/letters/mp")
    assert "I am writing for Edna Ashworth." in draft_on(person)
    assert "Who it happened to\n\nEdna Ashworth" in draft_on(person, "complaint")


@pytest.mark.parametrize("path", ["/letters/mp", "/letters/body-9", "/letters/..%2Fetc", "/letters/organisation"])
def test_a_letter_that_does_not_fit_leads_back_to_the_outcome(told, path):
    person = told("elsewhere")
    assert person.get(path).url.path in ("/outcome", "/letters/../etc")
    assert 'name="letter"' not in person.page


def test_a_letter_needs_its_talk_and_a_form_of_ours(told, client):
    person = told("no_mp")
    assert client.get("/letters/mp").headers["location"] == "/outcome"
    answer = person.http.post("/letters/mp", data={"letter": "x", "take": "txt", "csrf_token": "f" * 64})
    assert answer.status_code == 403


def test_a_very_long_story_goes_through_whole(told):
    story = "They lost my papers. " + "Then I waited and waited for a whole day. " * 440
    person = told("no_mp", story=story[:19_000] + " THE END")
    person.get("/letters/mp")
    assert draft_on(person, "complaint").count("waited for a whole day") > 400
    for form in ("pdf", "docx", "txt"):
        answer = take(person, "mp", form)
        assert answer.status_code == 200
        text = {"pdf": text_of, "docx": lambda file: "\n".join(lines_of(file)), "txt": bytes.decode}[form](answer.content)
        assert "THE END" in anything(text)


def test_a_letter_that_is_too_long_comes_back_with_every_word(told):
    person = told("no_mp")
    person.get("/letters/mp")
    answer = take(person, "mp", "docx", letter="word " * 13_000)
    assert answer.status_code == 422
    assert "too long for a letter" in answer.text
    assert answer.text.count("word word") > 6_000


def test_an_empty_letter_is_not_handed_over(told):
    person = told("no_mp")
    person.get("/letters/mp")
    answer = take(person, "mp", "pdf", letter=" \r\n \x07")
    assert answer.status_code == 422
    assert "The letter is empty" in answer.text


def test_words_in_other_scripts_stay_whole_and_stand_on_their_side(told):
    person = told("no_mp")
    person.get("/letters/mp")
    letter = draft_on(person).replace("[your name]", "محمد بن علي")
    pdf = take(person, "mp", "pdf", letter=letter)
    assert pdf.headers["content-type"] == "application/pdf"
    word = take(person, "mp", "docx", letter=letter)
    assert "محمد بن علي\n[your address]" in lines_of(word.content)[0]


def test_where_the_pdf_has_no_such_letters_word_and_text_are_offered_instead(told):
    person = told("no_mp")
    person.get("/letters/mp")
    letter = draft_on(person).replace("[your name]", "陳大文")
    answer = take(person, "mp", "pdf", letter=letter)
    assert answer.status_code == 422
    assert "take Word or plain text" in answer.text
    assert "陳大文" in answer.text
    assert "陳大文" in lines_of(take(person, "mp", "docx", letter=letter).content)[0]
    assert "陳大文" in take(person, "mp", "txt", letter=letter).content.decode("utf-8-sig")


def test_a_prisoners_number_stands_on_the_letter_and_on_what_is_kept(told):
    prison = {"organisation": "HMP Manchester", "body": None, "organisation_kind": "prison", "prison_topic": "prison"}
    person = told("no_mp", **prison, prison_number="A1234BC")
    person.get("/letters/mp")
    assert "Prison number: A1234BC" in draft_on(person).partition("Dear")[0]
    kept = person.http.get("/outcome/file/txt").content.decode("utf-8-sig")
    assert anything(kept).partition("Confidential access rights apply")[2][:80].count("A1234BC") == 1


def test_nothing_of_a_letter_is_kept(told, rows):
    person = told("no_mp")
    person.get("/letters/mp")
    take(person, "mp", "docx", letter="Only on paper: heliotrope.")
    kept = "".join(str(rows(table)) for table in ("conversations", "conversation_messages", "resume_limits", "audit_events"))
    assert "heliotrope" not in kept


def test_the_api_drafts_and_hands_over(told, client):
    person = told("no_mp")
    conversation, _, token = person.http.cookies["redress_chat"].strip('"').partition(".")
    headers, address = {"Authorization": f"Bearer {token}"}, f"/v1/conversations/{conversation}/letters/mp"
    assert client.get(address).status_code == 401
    draft = client.get(address, headers=headers).json()
    assert "[your name]" in draft["gaps"]
    body = {"letter": draft["letter"], "complaint": draft["complaint"], "format": "docx"}
    file = client.post(address, json=body, headers=headers)
    assert "They lost my papers twice and stopped my money." in lines_of(file.content)
    assert client.post(address, json={**body, "letter": "陳", "format": "pdf"}, headers=headers).status_code == 409
    assert client.get(address.replace("mp", "body-1"), headers=headers).status_code == 404
