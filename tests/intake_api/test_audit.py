"""The audit trail and what was submitted cannot be changed: the database itself refuses."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.logging import describe
from tests.intake_api.builders import a_record

REFUSED = [
    "UPDATE audit_events SET actor = 'nobody'",
    "DELETE FROM audit_events",
    "UPDATE cases SET record = '{}'",
    "UPDATE cases SET evidence = '{}'",
    "UPDATE cases SET reference = 'R-0000-0000-0'",
    "UPDATE cases SET received_at = '2020-01-01'",
    "UPDATE determinations SET body = '{}'",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_what_was_written(submit, sessions, statement):
    submit(a_record())
    with sessions() as session, pytest.raises(DBAPIError, match="must stay as it was"):
        session.execute(text(statement))


def test_postgresql_refuses_to_empty_the_trail_too(submit, sessions):
    submit(a_record())
    with sessions() as session:
        if session.get_bind().dialect.name != "postgresql":
            return
        with pytest.raises(DBAPIError, match="must stay as it was"):
            session.execute(text("TRUNCATE audit_events"))


def test_what_may_change_still_can(submit, sessions):
    submit(a_record())
    with sessions() as session:
        session.execute(text("UPDATE cases SET status = 'triaged'"))
        session.commit()


def test_an_entry_falls_with_the_change_it_tells_of(sessions):
    with sessions() as session:
        audit.record(session, actor="system", action="tried", at=utc_now(), subject="R-1")
        session.rollback()
        assert audit.fetch_events_about(session, subject="R-1") == []


def test_an_error_of_the_database_does_not_repeat_what_was_written(sessions):
    insert = text("INSERT INTO contacts (case_id, name) VALUES (:id, :name)")
    with sessions() as session, pytest.raises(DBAPIError) as failed:
        session.execute(insert, {"id": None, "name": "Zephyrine"})
    assert "Zephyrine" not in str(failed.value).split("DETAIL")[0]  # PostgreSQL's own detail never reaches a log either
    assert "Zephyrine" not in str(describe(failed.value))
