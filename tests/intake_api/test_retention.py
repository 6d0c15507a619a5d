"""What has expired is deleted by the worker; what is still needed stays."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from intake_api import retention
from intake_api.cases.models import Case, IdempotencyKey
from intake_api.clock import utc_now
from intake_api.outbox.worker import Worker
from intake_api.staff.models import LoginFailure, StaffSession
from tests.intake_api.builders import a_record


def how_many(sessions, table):
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_an_idempotency_key_goes_after_its_time_and_its_case_stays(submit, sessions):
    submit(a_record())
    almost, over = (utc_now() + retention.KEEP_KEYS + timedelta(minutes=minutes) for minutes in (-5, 5))
    assert retention.sweep(sessions, now=almost)["idempotency_keys"] == 0
    assert retention.sweep(sessions, now=over)["idempotency_keys"] == 1
    assert how_many(sessions, IdempotencyKey) == 0
    assert how_many(sessions, Case) == 1


def test_a_live_staff_session_stays_and_one_that_ended_goes(staff, sessions, settings):
    retention.sweep(sessions, now=utc_now())
    assert staff.get("/staff/cases").status_code == 200
    ended = utc_now() + timedelta(hours=settings.staff_session_hours)
    assert retention.sweep(sessions, now=ended)["staff_sessions"] == 0  # a form may still come: it is known whose it is
    over = ended + retention.KEEP_SESSIONS + timedelta(minutes=1)
    assert retention.sweep(sessions, now=over)["staff_sessions"] == 1


def test_a_revoked_staff_session_goes(staff, sessions):
    with sessions() as session:
        session.execute(update(StaffSession).values(revoked_at=utc_now()))
        session.commit()
    assert retention.sweep(sessions, now=utc_now() + retention.KEEP_SESSIONS)["staff_sessions"] == 1


def test_old_login_failures_go(sessions):
    with sessions() as session:
        session.add(LoginFailure(user_key="u", address_key="a", at=utc_now() - timedelta(days=2)))
        session.commit()
    assert retention.sweep(sessions, now=utc_now())["login_failures"] == 1


def test_the_worker_sweeps(submit, sessions, settings):
    submit(a_record())
    worker = Worker(sessions, settings, now=lambda: utc_now() + retention.KEEP_KEYS + timedelta(days=1))
    try:
        worker._resubmit()
    finally:
        worker.close()
    assert how_many(sessions, IdempotencyKey) == 0
