"""Reasons stay with their case; the audit trail holds their digest, and older entries stay as they are."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from intake_api.audit import service as audit
from intake_api.audit.models import AuditEvent
from intake_api.audit.verifying import verify
from intake_api.casework.reason_models import CaseReason
from intake_api.clock import utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said

WHY = "Asha knows quincunx."


@pytest.fixture
def moved(desk, reference):
    """A case that changed hands with a reason."""
    desk().save(reference, "work", "take")
    desk(name="ben").save(reference, "work", "take", reason=WHY)
    return reference


def log_of(who, reference):
    return said(who.client.get(f"/staff/audit?case={reference}", headers={"Accept": "text/html"}))


def test_no_entry_of_the_trail_holds_the_words_and_the_chain_is_whole(moved, sessions):
    with sessions() as session:
        assert not [row for row in session.scalars(select(AuditEvent)) if "quincunx" in str(row.details)]
        assert verify(session.connection()).broken_at is None


def test_whoever_may_look_at_cases_reads_the_reason_and_an_administrator_does_not(desk, moved):
    assert f"Reason: {WHY}" in log_of(desk(Role.AUDITOR, "aud"), moved)
    hidden = log_of(desk(Role.ADMINISTRATOR, "adam"), moved)
    assert "Digest" in hidden
    assert "quincunx" not in hidden


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (update(CaseReason).values(reason="Another."), "is not the one that was given"),
        (delete(CaseReason), "is gone with its case"),
    ],
)
def test_words_that_were_changed_or_are_gone_are_told_as_such(desk, moved, sessions, change, says):
    with sessions() as session:
        session.execute(change)
        session.commit()
    page = said(desk(Role.AUDITOR, "aud").open(moved, "timeline"))
    assert says in page
    assert "quincunx" not in page


def test_an_entry_from_before_with_the_words_in_it_is_shown_and_verified_as_it_is(desk, reference, sessions):
    with sessions() as session:
        audit.record(
            session, actor="staff:asha", action="case_moved", at=utc_now(), subject=reference, before={"team": "A"},
            after={"team": "B", "reason": "As it was written then."},
        )  # fmt: skip
        session.commit()
    auditor = desk(Role.AUDITOR, "aud")
    assert "As it was written then." in said(auditor.open(reference, "timeline"))
    assert "As it was written then." in log_of(auditor, reference)
    with sessions() as session:
        assert verify(session.connection()).broken_at is None


def test_case_systems_read_the_reasons(moved, service):
    handed = service("GET", f"/v1/cases/{moved}").json()["work"]["reasons"]
    assert [(each["action"], each["reason"], each["by"]) for each in handed] == [("case_reallocated", WHY, "ben")]
