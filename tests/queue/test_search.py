"""Searching: what is found, and that no address or log holds a word of it."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from sqlalchemy import select, text, update

from intake_api import retention
from intake_api.audit.models import AuditEvent
from intake_api.cases.models import FIRST_CLOSED_KEY, Case
from intake_api.clock import utc_now
from intake_api.queue import fetching, receiving
from intake_api.queue.searches import KEEP
from intake_api.queue.wording import Term, terms_of, words_in
from intake_api.staff.roles import Role
from tests.intake_api.builders import MARKERS, a_record, form_token
from tests.queue.exporting import export
from tests.queue.test_queue import shown


def search(browser, words, state=""):
    """Types words and follows; answers the address one comes to."""
    token = form_token(browser.get("/staff/cases").text)
    sent = browser.post("/staff/cases/search", data={"csrf_token": token, "words": words, "state": state})
    assert sent.status_code == 303
    return sent.headers["location"]


def found(browser, words, state=""):
    return shown(browser, search(browser, words, state).partition("?")[2])


FINDS = [
    "zephyrine", "QUILLFEATHER zephyrine", "Quill*", "zephyrine.q@example.org", "020 7946 0123", "+44 20 7946 0123",
    "02079460123",
    "(020) 7946-0123", "ZQ1 1QZ", "marmalade mews", "ottoline", "papers twice", "department pensions", "heating", "lost*",
]  # fmt: skip
FINDS_NOT = ["zephyr", "zephyrine smith", "020 7946 0124", "quillfeather -zephyrine nobody", "OR", "twice NEAR papers", "dep"]


@pytest.mark.parametrize("words", FINDS)
def test_a_case_is_found_by_name_contact_organisation_and_story(staff, submit, words):
    reference = submit(a_record()).json()["reference"]
    other = a_record(story="Another thing.", complainant={"name": "Jo Sample"}, injustice="None.", outcome_sought="None.")
    other["issues"][0]["organisation"] = "A council"
    submit(other)
    assert found(staff, words) == [reference]


@pytest.mark.parametrize("words", FINDS_NOT)
def test_all_of_the_words_must_fit_and_they_are_words_and_no_commands(staff, submit, words):
    submit(a_record())
    assert found(staff, words) == []


def test_a_case_is_found_by_its_reference_however_it_is_typed(staff, submit):
    reference = submit(a_record()).json()["reference"]
    submit(a_record())
    for typed in (reference, reference.lower(), reference.replace("-", ""), reference.replace("-", " ")):
        assert found(staff, typed) == [reference], typed


def test_of_a_word_that_very_many_cases_have_the_newest_are_shown_and_all_exported(staff, submit, monkeypatch):
    sent = [submit(a_record()).json()["reference"] for _ in range(4)]
    submit(a_record(story="Another thing."))
    monkeypatch.setattr(fetching, "FEW", 2)
    address = search(staff, "ottoline")
    assert shown(staff, address.partition("?")[2]) == sent[2:]
    assert "Only the newest" in staff.get(address).text
    whole = export(staff, "jsonl", state=address.partition("?")[2]).text.splitlines()
    assert [json.loads(line)["reference"] for line in whole] == sent


def test_filters_stay_when_searching_and_the_search_stays_when_filtering(staff, a_case):
    inside = a_case(outcome="premature")
    a_case(outcome="enquiry")
    address = search(staff, "ottoline", "outcome=premature")
    assert shown(staff, address.partition("?")[2]) == [inside]
    page = staff.get(address).text
    kept = re.search(r'<input type="hidden" name="search" value="([\w-]+)">', page)[1]
    assert len(shown(staff, f"search={kept}")) == 2
    assert 'value="ottoline"' in page
    assert "Search: ottoline" in page


def test_no_address_and_no_entry_of_the_trail_holds_a_word(staff, submit, sessions, caplog):
    submit(a_record())
    address = search(staff, MARKERS["name"])
    page = staff.get(address).text
    for link in [address, *re.findall(r'(?:href|action)="([^"]+)"', page)]:
        assert "uillfeather" not in link
    with sessions() as session:
        assert "uillfeather" not in str([event.details for event in session.scalars(select(AuditEvent))])
    assert "uillfeather" not in caplog.text


def test_another_persons_search_opens_nothing(staff, submit, as_role):
    submit(a_record())
    kept = search(staff, "ottoline")
    other = as_role(Role.CASEWORKER, "bo")
    page = other.get(kept).text
    assert "ottoline" not in page
    assert "no longer kept" in page


def test_an_empty_search_shows_the_whole_queue_and_signs_alone_are_told(staff, submit):
    reference = submit(a_record()).json()["reference"]
    assert search(staff, "   ", "outcome=premature") == "/staff/cases?outcome=premature"
    address = search(staff, "?!*")
    assert shown(staff, address.partition("?")[2]) == [reference]
    assert "no word in this search" in staff.get(address).text


TYPED = [
    "x" * 5000, "a " * 400, "'; DROP TABLE cases; --", '"', "\x00", "ليلى", "👩‍⚕️",
    "'a' & !b | c:*", "100%",
]  # fmt: skip


@pytest.mark.parametrize("words", TYPED)
def test_nothing_that_can_be_typed_breaks_the_search(staff, submit, words):
    submit(a_record())
    token = form_token(staff.get("/staff/cases").text)
    sent = staff.post("/staff/cases/search", data={"csrf_token": token, "words": words})
    assert sent.status_code in (303, 422)
    if sent.status_code == 303:
        assert staff.get(sent.headers["location"]).status_code == 200


def test_accents_and_large_letters_make_no_difference(staff, submit):
    reference = submit(a_record(complainant={"name": "Siân Ó Dónaill"})).json()["reference"]
    assert found(staff, "SIAN donaill") == [reference]
    assert found(staff, "siân") == [reference]


def test_a_case_is_found_by_its_contact_details_of_today_once_they_change(staff, submit, sessions):
    reference = submit(a_record()).json()["reference"]
    with sessions() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        case.contact.name, case.contact.phone = "Araminta Newname", "+447700900456"
        receiving.index_again(session, case)
        session.commit()
    assert found(staff, "araminta 07700 900456") == [reference]
    assert found(staff, "ottoline") == [reference]


def test_a_search_is_forgotten_after_a_day(staff, sessions):
    search(staff, "ottoline")
    assert retention.sweep(sessions, now=utc_now() + KEEP / 2)["queue_searches"] == 0
    assert retention.sweep(sessions, now=utc_now() + KEEP)["queue_searches"] == 1


def test_words_of_a_deleted_case_are_gone(submit, sessions):
    submit(a_record())
    with sessions() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET session_replication_role = origin"))
        session.execute(text("DELETE FROM cases"))
        session.commit()
        assert session.scalar(text("SELECT count(*) FROM case_search")) == 0


def test_words_are_the_same_for_what_is_kept_and_what_is_typed():
    assert words_in("Ring +44 7700 900123, or 020-7946-0123!") >= {"447700900123", "07700900123", "02079460123", "ring", "or"}
    assert terms_of("Smi* 07700 900123 Café") == (Term("07700900123"), Term("smi", True), Term("cafe"))
    assert terms_of("one " * 50) == (Term("one"),)
    assert len(terms_of(" ".join(f"w{number}" for number in range(50)))) == 12


def test_a_search_says_that_closed_cases_are_left_out_and_leads_to_them(staff, submit, sessions):
    reference = submit(a_record()).json()["reference"]
    with sessions() as session:
        session.execute(update(Case).values(status="closed", queue_key=FIRST_CLOSED_KEY))
        session.commit()
    page = staff.get(search(staff, "zephyrine")).text
    assert "No open case holds these words." in page
    wider = re.search(r'href="([^"]+)">Search closed cases too', page)
    assert wider
    assert shown(staff, unescape(wider[1]).partition("?")[2]) == [reference]
    assert "Search closed cases too" not in staff.get(unescape(wider[1])).text
    assert "Search closed cases too" not in staff.get("/staff/cases").text
