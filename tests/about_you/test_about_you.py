"""Optional questions about the person: after the complaint, with consent, apart from the case, taken back at any time."""

from __future__ import annotations

import csv
import io
import re

import pytest

from intake_api.about_you import questions
from intake_api.about_you.beside import HEADING, NOT_GIVEN, OPEN, VIEWED
from intake_api.about_you.doors import COOKIE
from intake_api.readability import grade
from intake_api.staff.roles import Role
from tests.about_you.conftest import SHEET
from tests.conversations_api.conftest import API_TOKEN
from tests.conversations_api.test_form import Filler, reference_on

SERVICE = {"Authorization": f"Bearer {API_TOKEN}"}
TELLING = ("Gypsy or Irish Traveller", "gypsy_or_irish_traveller", "Gay or lesbian", "gay_or_lesbian")  # stand nowhere else


def agree(browser, base="/about-you"):
    """Ticks the box; the address of the first question."""
    browser.get(base)
    return browser.send(base, agree="yes").url.path


def answer_all(browser, answers, base="/about-you"):
    """Answers each question, from `answers`, and skips the others. The questions that were asked."""
    path, asked = agree(browser, base), []
    while not path.endswith("/end"):
        asked.append(path.rsplit("/", 1)[1])
        given = {"answer": answers[asked[-1]]} if asked[-1] in answers else {"action": "skip"}
        path = browser.send(path, **given).url.path
    return asked


def verified(browser, reference, code):
    """Shows reference and code on the status page, in this browser."""
    browser.get("/status")
    browser.send("/status", reference=reference, code=code)


def exported(manager):
    """The queue as a file, with all that a manager may have in it."""
    manager.get("/staff/cases")
    return manager.submit("/staff/cases/export", form="csv", personal="yes").text


@pytest.fixture
def person(sent):
    """Somebody who has just sent a complaint, with its reference and code."""
    browser = sent()
    browser.reference = reference_on(browser.page)
    browser.code = re.search(r'data-code="([^"]+)"', browser.page)[1]
    return browser


@pytest.mark.covers("SM-2.83b")
def test_who_would_rather_not_say_has_their_complaint_taken_and_staff_still_answer_the_question(person, staff, rows):
    assert 'id="about-you" href="/about-you"' in person.page  # offered only now, beside the reference
    asked = answer_all(person, dict.fromkeys(questions.QUESTIONS, "prefer_not_to_say"))
    assert asked[0] == "age_group"
    assert [row["reference"] for row in rows("cases")] == [person.reference]
    caseworker = staff()
    caseworker.get(SHEET.format(person.reference))
    assert "Prefer not to say" in caseworker.words
    caseworker.send(SHEET.format(person.reference), **{
        "form": "worksheet", "finish": "no", "answers.underrepresented": "yes",
        "notes.underrepresented": "The complaint says so.",
    })  # fmt: skip
    assert "Version 1" in caseworker.words
    (kept,) = rows("case_worksheets")
    assert kept["answers"]["answers"] == {"underrepresented": True}
    assert "scores" not in kept["answers"]


@pytest.mark.covers("SM-2.82a")
def test_what_was_given_stands_beside_the_criteria_and_is_never_a_score(person, staff, rows):
    answer_all(person, {"age_group": "75_or_over", "ethnic_group": "white", "white_background": "gypsy_or_irish_traveller"})
    caseworker = staff()
    caseworker.get(SHEET.format(person.reference))
    shown = caseworker.words[caseworker.words.index(HEADING) :]
    assert "Age 75 or over" in shown
    assert "White background Gypsy or Irish Traveller" in shown
    assert OPEN in shown
    assert 'name="answers.underrepresented" type="radio" value="yes" checked' not in caseworker.page
    looks = [row for row in rows("audit_events") if row["action"] == VIEWED]
    assert [(row["actor"], row["subject"]) for row in looks] == [("staff:caseworker", person.reference)]


@pytest.mark.covers("SM-2.82a")
def test_where_nothing_was_given_the_test_is_scored_all_the_same(person, staff, rows):
    caseworker = staff()
    caseworker.get(SHEET.format(person.reference))
    assert NOT_GIVEN in caseworker.words
    caseworker.send(SHEET.format(person.reference), **{"form": "worksheet", "finish": "no", "scores.access": "2"})
    assert rows("case_worksheets")[0]["answers"]["scores"] == {"access": 2}
    assert not [row for row in rows("audit_events") if row["action"] == VIEWED]


@pytest.mark.parametrize("role", [Role.INTAKE, Role.LEGAL, Role.AUDITOR])
def test_a_role_that_needs_it_not_for_its_work_does_not_see_it(person, staff, role):
    answer_all(person, {"sexual_orientation": "gay_or_lesbian"})
    other = staff(role)
    other.get(SHEET.format(person.reference))
    assert HEADING in other.words
    assert "Your role does not see this." in other.words
    assert not any(each in other.page for each in TELLING)


def test_it_is_in_no_letter_event_export_log_trail_or_hand_off(person, staff, client, rows, capfd):
    answer_all(person, {
        "ethnic_group": "white", "white_background": "gypsy_or_irish_traveller", "sexual_orientation": "gay_or_lesbian",
    })  # fmt: skip
    manager = staff(Role.MANAGER)
    case = f"/staff/cases/{person.reference}"
    pages = [manager.get(f"{case}{tab}").text for tab in ("", "/timeline", "/documents", "/worksheets", "/letters")]
    pages.append(client.get(f"/v1/cases/{person.reference}", headers=SERVICE).text)
    pages.append(exported(manager))
    pages.append(person.http.get("/your-information/complaint.json").text)
    manager.get(f"{case}/letters")
    manager.send(f"{case}/letters", form="write_letter", kind="summary")
    stored = {table: str(rows(table)) for table in ("case_letters", "outbox_events", "audit_events", "cases", "determinations")}
    assert "how it affected you" in stored["case_letters"]
    out, err = capfd.readouterr()
    for each in TELLING:
        assert not any(each in text for text in (*pages, *stored.values(), out, err)), each


def test_nothing_is_kept_before_they_agree_and_the_page_says_how_to_go_on(person, rows):
    person.get("/about-you")
    for words in (
        "You do not have to answer",
        "makes no difference to whether we take it",
        "Why we ask",
        "Who sees your answers",
    ):
        assert words in person.words
    assert person.send("/about-you").status_code == 422
    assert "Tick the box if you agree" in person.words
    assert person.title.startswith("Error: ")
    assert person.send("/about-you/age_group", answer="18_to_24").url.path == "/about-you"
    assert rows("about_you") == []


def test_they_are_not_offered_before_the_complaint_was_handed_over(browser, client):
    Filler(browser).until("/form/check")
    assert "/about-you" not in browser.page
    assert browser.get("/about-you").url.path != "/about-you"
    assert client.get("/about-you", follow_redirects=False).status_code == 303


def test_a_question_that_does_not_follow_is_not_asked_and_its_answer_goes_with_the_one_it_followed(person, rows):
    asked = answer_all(person, {"age_group": "under_18", "ethnic_group": "black", "black_background": "african"})
    assert "black_background" in asked
    assert not {"white_background", "condition_effect", "sexual_orientation", "gender_identity"} & set(asked)
    person.get("/about-you/ethnic_group")
    person.send("/about-you/ethnic_group", answer="asian")
    assert rows("about_you")[0]["answers"] == {"age_group": "under_18", "ethnic_group": "asian"}
    assert person.get("/about-you/sexual_orientation").url.path == "/about-you"
    assert person.get("/about-you/black_background").url.path == "/about-you"


def test_who_uses_the_same_device_is_not_shown_the_answers_and_who_shows_the_code_is(person, new_browser):
    answer_all(person, {"sexual_orientation": "gay_or_lesbian"})
    for path in ("/about-you", "/about-you/sexual_orientation"):
        page = person.get(path).text
        assert 'gay_or_lesbian" checked' not in page.replace("  ", " ")
    assert "We do not show your answers here" in person.get("/about-you").text
    assert person.http.get("/status/about-you").status_code == 303
    elsewhere = new_browser()
    verified(elsewhere, person.reference, person.code)
    elsewhere.get("/status/about-you")
    assert "Gay or lesbian" in elsewhere.words
    elsewhere.get("/status/about-you/sexual_orientation")
    assert re.search(r'value="gay_or_lesbian"[^>]* checked', elsewhere.page)


def test_they_are_taken_back_at_any_time_through_the_status_page_and_gone_at_once(person, new_browser, rows):
    answer_all(person, {"religion": "sikh"})
    elsewhere = new_browser()
    verified(elsewhere, person.reference, person.code)
    assert 'href="/status/about-you"' in elsewhere.page
    elsewhere.get("/status/about-you")
    assert elsewhere.http.post("/status/about-you/take-back").status_code == 403  # without the page's token
    elsewhere.submit("/status/about-you/take-back")
    assert "We have deleted your answers" in elsewhere.words
    assert rows("about_you") == []
    assert len(rows("cases")) == 1
    told = [row["action"] for row in rows("audit_events") if row["action"].startswith("about_you")]
    assert told == ["about_you_agreed", "about_you_taken_back"]
    elsewhere.submit("/status/about-you/take-back")  # twice is once
    assert [row["action"] for row in rows("audit_events")].count("about_you_taken_back") == 1


@pytest.mark.parametrize("value", ["", "1", "1.2.3", "1.9999999999.forged", ".".join("9" * 3), "1." + "9" * 400 + ".x"])
def test_a_forged_key_to_the_status_pages_opens_nothing(person, new_browser, value):
    answer_all(person, {"religion": "sikh"})
    other = new_browser()
    other.http.cookies.set(COOKIE, value, path="/status")
    answer = other.http.get("/status/about-you")
    assert (answer.status_code, answer.headers["location"]) == (303, "/status")


def test_somebody_elses_key_opens_somebody_elses_case_only(person, new_browser, rows):
    answer_all(person, {"religion": "sikh"})
    other = new_browser()
    Filler(other).until("/form/done")
    answer_all(other, {"religion": "jewish"})
    verified(other, person.reference, "000-000-00S")
    assert COOKIE not in other.http.cookies
    assert sorted(row["answers"]["religion"] for row in rows("about_you")) == ["jewish", "sikh"]


@pytest.mark.parametrize("answer", ["no_such", "x" * 5000, "18_to_24' OR 1=1 --"])
def test_an_answer_that_there_is_none_of_is_refused_with_words(person, rows, answer):
    path = agree(person)
    assert person.send(path, answer=answer).status_code == 422
    assert "Choose one of the answers, or skip the question." in person.words
    assert rows("about_you")[0]["answers"] == {}


def test_programs_have_the_same_with_the_conversations_token(person, client, rows):
    conversation, token = person.http.cookies["redress_chat"].split(".")
    address, mine = f"/v1/conversations/{conversation}/about-you", {"Authorization": f"Bearer {token}"}
    assert client.get(address).status_code == 401
    shown = client.get(address, headers=mine).json()
    assert shown["agreed_at"] is None
    assert "prefer_not_to_say" in shown["questions"][0]["options"]
    refused = client.put(address, json={"agrees": False, "answers": {"sex": "female"}}, headers=mine)
    assert refused.status_code == 422
    wrong = client.put(address, json={"agrees": True, "answers": {"sex": "none"}}, headers=mine)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "answers.sex")
    assert rows("about_you") == []
    for _twice in range(2):
        assert client.put(address, json={"agrees": True, "answers": {"sex": "female"}}, headers=mine).status_code == 204
    assert rows("about_you")[0]["answers"] == {"sex": "female"}
    assert "female" not in client.get(address, headers=mine).json().values()
    for _twice in range(2):
        assert client.delete(address, headers=mine).status_code == 204
    assert rows("about_you") == []


def test_a_program_cannot_ask_before_the_complaint_was_sent(chat):
    talk = chat()
    assert talk.client.get(f"/v1/conversations/{talk.id}/about-you", headers=talk.headers).status_code == 409


def test_they_go_with_the_case(person, app, rows):
    answer_all(person, {"religion": "sikh"})
    with app.state.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("DELETE FROM cases")
    assert rows("about_you") == []


def test_every_question_can_be_refused_and_is_plain(client):
    for question in questions.QUESTIONS.values():
        assert list(question.options)[-1] == questions.PREFER_NOT_TO_SAY
    page = client.get("/privacy").text
    assert "you may answer questions about you" in page
    hard = [each.ask for each in questions.QUESTIONS.values() if grade(each.ask) > 14]  # the standard's own words, as they stand
    assert hard == []


def test_the_export_has_no_column_for_it(person, staff):
    answer_all(person, {"religion": "sikh"})
    text = exported(staff(Role.MANAGER))
    assert person.reference in text
    assert not {"religion", "sex", "ethnic_group"} & set(next(csv.reader(io.StringIO(text)), []))
