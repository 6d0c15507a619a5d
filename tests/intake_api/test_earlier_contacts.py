"""Earlier contacts over the API: staff of another system look first, the public is never stopped (SM-1.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.casework import earlier, matching
from intake_api.casework.models import CaseNote, CaseTask
from intake_api.clock import utc_now
from tests.intake_api.builders import MARKERS, a_record

WHO = {"name": MARKERS["name"], "phone": "020 7946 0123", "organisation": "the DWP"}
PHONE = {"channel": "phone"}


@pytest.fixture
def look(service):
    def send(**who):
        return service("POST", "/v1/earlier-contacts", json=who or WHO)

    return send


def tasks(sessions):
    with sessions() as session:
        return session.scalars(select(CaseTask).where(CaseTask.kind == earlier.TASK)).all()


def cases(sessions):
    with sessions() as session:
        return len(session.scalars(select(Case.id)).all())


@pytest.mark.covers("SM-1.1a", "SM-1.1b")
def test_staff_of_another_system_make_no_case_before_they_looked_at_the_earlier_ones(submit, look, sessions):
    first = submit(a_record()).json()["reference"]
    key = "one-call"
    stopped = submit(a_record(**PHONE), key=key)
    assert stopped.status_code == 409
    assert stopped.headers["content-type"] == "application/problem+json"
    assert stopped.json()["errors"][0]["field"] == "earlier_contacts"
    assert "POST /v1/earlier-contacts" in stopped.json()["detail"]
    assert first not in stopped.text
    assert cases(sessions) == 1

    found = look().json()
    (match,) = found["matches"]
    assert match["reference"] == first
    assert match["is_same_organisation"] is True
    assert match["reasons"] == ["Same telephone number", "Same name", "Same organisation"]
    made = submit(a_record(**PHONE), key=key, earlier_contacts={"search": found["search"]})
    assert made.status_code == 201
    again = submit(a_record(**PHONE), key=key, earlier_contacts={"search": look().json()["search"]})
    assert (again.status_code, again.json()["reference"]) == (200, made.json()["reference"])
    assert tasks(sessions) == []  # it was looked at


def test_nobody_is_stopped_where_no_case_fits(submit, look):
    submit(a_record())
    stranger = {**MARKERS, "name": "Somebody Else", "phone": "+442079460999", "email": "else@example.org"}
    assert submit(a_record(**PHONE, complainant=stranger)).status_code == 201
    assert look(name="Nobody Atall").json()["matches"] == []


def test_the_public_is_never_stopped_and_what_is_found_waits_for_the_caseworker(submit, service, sessions):
    first = submit(a_record()).json()["reference"]
    assert tasks(sessions) == []
    second = submit(a_record())
    assert second.status_code == 201
    assert first not in second.text
    (task,) = tasks(sessions)
    assert task.what == "Look at 1 earlier case that may be the same person's: duplicates are linked."
    work = service("GET", f"/v1/cases/{second.json()['reference']}").json()["work"]
    assert [each["reference"] for each in work["earlier_contacts"]] == [first]


def test_a_reason_lets_a_call_through_and_is_kept_with_the_task(submit, sessions):
    submit(a_record())
    why = "The line broke, she rings from a hospital bed."
    assert submit(a_record(**PHONE), earlier_contacts={"not_looked_because": why}).status_code == 201
    with sessions() as session:
        assert why in session.scalars(select(CaseNote.text)).one()
        assert why not in str([each.details for each in session.scalars(select(AuditEvent))])
    assert len(tasks(sessions)) == 1


@pytest.mark.parametrize("said", [
    {"search": "made.up"}, {"search": "e30.0"}, {"search": "é.x"}, {"search": "."}, {},
])  # fmt: skip
def test_a_forged_search_or_none_counts_for_nothing(submit, sessions, said):
    submit(a_record())
    assert submit(a_record(**PHONE), earlier_contacts=said).status_code == 409
    assert cases(sessions) == 1


@pytest.mark.parametrize("said", [
    {"search": ""}, {"search": "x" * 5000}, {"not_looked_because": "  "}, {"not_looked_because": "x" * 1001},
    {"looked": True}, "yes",
])  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(submit, said):
    answer = submit(a_record(**PHONE), earlier_contacts=said)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("earlier_contacts")


def test_an_old_search_or_one_that_did_not_show_a_case_since_made_is_asked_for_again(submit, look, sessions, settings):
    submit(a_record())
    search = look().json()["search"]
    with sessions() as session:
        found = matching.find(session, matching.Known(name=MARKERS["name"]), within=text("true"))
    old = earlier.search_token(settings, found, now=utc_now() - timedelta(hours=25))
    assert "Look again" in submit(a_record(**PHONE), earlier_contacts={"search": old}).json()["detail"]
    submit(a_record())
    assert "Look again" in submit(a_record(**PHONE), earlier_contacts={"search": search}).json()["detail"]
    assert submit(a_record(**PHONE), earlier_contacts={"search": look().json()["search"]}).status_code == 201


def test_a_made_up_conversation_is_no_way_round(submit):
    submit(a_record())
    assert submit(a_record(**PHONE), conversation="a-conversation-of-nobody").status_code == 409


def test_a_postcode_alone_points_to_nobody_and_a_look_needs_the_token(look, client, sessions):
    assert look(postcode="ZQ1 1QZ").json()["errors"][0]["field"] == "name"
    assert client.post("/v1/earlier-contacts", json=WHO).status_code == 401
    look()
    with sessions() as session:
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "earlier_contacts_looked_for")).all()
    assert event.details == {"fields": ["name", "organisation", "phone"], "after": {"found": "0"}}
