"""POST /v1/cases and GET /v1/cases/{reference}."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from intake_api.cases import reference
from intake_api.cases.models import Case, CaseConsent, DeterminationSnapshot
from intake_api.outbox.models import OutboxEvent
from tests.intake_api.builders import TOKEN, a_record


def fields(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def count(sessions, table):
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_complaint_becomes_a_case_with_a_reference_and_a_recommendation(submit, service):
    answer = submit(a_record())

    assert answer.status_code == 201, answer.text
    receipt = answer.json()
    assert reference.parse(receipt["reference"]) == receipt["reference"]
    assert receipt["status"] == "received"
    assert receipt["determination"]["findings"]
    assert receipt["determination"]["guidance"]


def test_the_record_is_kept_exactly_as_it_was_sent(submit, service):
    record = a_record(story="  spaces, é, 🐝 and\r\nlines stay  ")
    found = service("GET", f"/v1/cases/{submit(record).json()['reference']}").json()

    assert found["record"] == record
    assert list(found["record"]) == list(record)


def test_a_reference_read_out_over_the_telephone_finds_the_case(submit, service):
    written = submit(a_record()).json()["reference"]
    spoken = written.lower().replace("-", " ").replace("0", "o").replace("1", "i")

    assert service("GET", f"/v1/cases/{spoken}").json()["reference"] == written


def test_the_same_key_and_body_make_one_case(submit, sessions):
    first, again = submit(a_record(), key="k1"), submit(a_record(), key="k1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert count(sessions, Case) == count(sessions, OutboxEvent) == 1


def test_the_same_key_with_another_body_is_refused(submit, sessions):
    submit(a_record(), key="k1")
    answer = submit(a_record(story="another"), key="k1")

    assert answer.status_code == 409
    assert "Idempotency-Key" in answer.json()["detail"]
    assert count(sessions, Case) == 1


def test_ten_identical_requests_at_once_make_one_case(submit, sessions):
    key, answers, start = uuid4().hex, [], threading.Barrier(10)

    def send():
        start.wait()
        answers.append(submit(a_record(), key=key))

    threads = [threading.Thread(target=send) for _ in range(10)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.json()["reference"] for answer in answers}) == 1
    assert count(sessions, Case) == count(sessions, OutboxEvent) == count(sessions, DeterminationSnapshot) == 1


def test_ten_different_requests_at_once_make_ten_cases(submit, sessions):
    answers, start = [], threading.Barrier(10)

    def send():
        start.wait()
        answers.append(submit(a_record()))

    threads = [threading.Thread(target=send) for _ in range(10)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert [answer.status_code for answer in answers] == [201] * 10
    assert count(sessions, Case) == 10


def test_without_a_key_nothing_is_taken(service, sessions):
    answer = service("POST", "/v1/cases", json={"record": a_record()})

    assert answer.status_code == 422
    assert fields(answer) == {"Idempotency-Key": "This is needed."}
    assert count(sessions, Case) == 0


@pytest.mark.parametrize("authorization", [None, "Bearer wrong", "Bearer ", f"Basic {TOKEN}", TOKEN])
def test_a_wrong_token_is_refused_before_anything_is_read(client, authorization):
    headers = {"Idempotency-Key": "k", **({"Authorization": authorization} if authorization else {})}
    answer = client.post("/v1/cases", json={"record": a_record()}, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_reference_is_a_clear_404(service):
    answer = service("GET", f"/v1/cases/{reference.new()}")

    assert answer.status_code == 404
    assert "No case has this reference" in answer.json()["detail"]


def test_a_misread_reference_says_what_to_check(service):
    good = reference.new()
    swapped = good[:-1] + ("0" if good[-1] != "0" else "2")

    assert "last character does not fit" in service("GET", f"/v1/cases/{swapped}").json()["detail"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issues__aware_on": "last spring"}, "record.issues.0.aware_on"),
        ({"issues__aware_on": "2031-01-01"}, "record.issues.0.aware_on"),
        ({"issues__replied_on": "2026-01-01", "issues__complained_on": "2026-02-01"}, "record.issues.0.replied_on"),
        ({"issues__organisation_kind": "circus"}, "record.issues.0.organisation_kind"),
        ({"complainant__phone": "07700"}, "record.complainant.phone"),
        ({"complainant__email": "nobody at home"}, "record.complainant.email"),
        ({"story": "x" * 20_001}, "record.story"),
        ({"story": "bell\x07"}, "record.story"),
        ({"story": "nul\x00"}, "record.story"),
        ({"story": "half a character \ud83d"}, "record.story"),
        ({"asks_us_to_act": "perhaps"}, "record.asks_us_to_act"),
        ({"favourite_colour": "blue"}, "record.favourite_colour"),
        ({"authority": "../../etc/passwd"}, "record.authority"),
        ({"unanswered": {"shoe_size": "dont_know"}}, "record.unanswered.shoe_size"),
        ({"issues": [{}] * 51}, "record.issues"),
    ],
)
def test_what_cannot_be_used_is_named(submit, sessions, changes, field):
    answer = submit(a_record(**changes))

    assert answer.status_code == 422, answer.text
    assert field in fields(answer)
    assert count(sessions, Case) == 0


NO_REQUEST = [b"", b"{", b"[]", b"null", b'{"record": []}', b"[" * 100_000, b"\xff\xfe", b'{"record": {}, "x": 1}']


@pytest.mark.parametrize("body", NO_REQUEST)
def test_a_body_that_is_no_request_is_refused_with_a_problem(service, body):
    answer = service("POST", "/v1/cases", content=body, headers={"Idempotency-Key": "k", "Content-Type": "application/json"})

    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_markup_and_sql_are_words_like_any_others(submit, service):
    record = a_record(story="<script>alert(1)</script>'; DROP TABLE cases; --", complainant__name="Robert'); --")

    assert service("GET", f"/v1/cases/{submit(record).json()['reference']}").json()["record"] == record


def test_what_suggests_harm_makes_the_case_urgent(submit, service):
    record = a_record(signals=[{"name": "self_harm_risk", "reason": "They wrote that they cannot go on."}])

    assert service("GET", f"/v1/cases/{submit(record).json()['reference']}").json()["is_urgent"] is True


def test_each_consent_is_a_row_with_the_wording_that_was_shown(submit, sessions):
    consent = {
        "purpose": "process_complaint", "given": True, "wording_version": "utter_ask_consent_to_process@0123456789ab",
        "at": "2026-11-01T10:00:00Z", "channel": "web",
    }  # fmt: skip
    submit(a_record(consents=[consent]))

    with sessions() as session:
        kept = session.scalars(select(CaseConsent)).one()
    assert (kept.purpose, kept.given, kept.wording_version) == ("process_complaint", True, consent["wording_version"])
    assert kept.at.isoformat() == "2026-11-01T10:00:00+00:00"


def test_reading_a_case_leaves_a_trace(submit, service, sessions):
    from intake_api.audit.service import fetch_events_about

    written = submit(a_record()).json()["reference"]
    service("GET", f"/v1/cases/{written}")

    with sessions() as session:
        trail = fetch_events_about(session, subject=written)
    assert [(event.actor, event.action) for event in trail] == [("service", "case_received"), ("service", "case_read")]
    assert trail[0].details["after"]["status"] == "received"
    assert "story" in trail[0].details["fields"]
    assert "Ottoline" not in str(trail[0].details)
