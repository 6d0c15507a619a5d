"""The audit trail is one chain: what is changed or removed is found, and writers at once keep it whole."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from commands.__main__ import app as redress
from intake_api.audit import service as audit
from intake_api.audit.models import AuditEvent
from intake_api.audit.verifying import Head, fetch_head, verify
from intake_api.clock import utc_now
from intake_api.db import migrate
from intake_api.db.base import make_engine, session_factory
from intake_api.staff.roles import Role
from tests.intake_api.builders import a_record


def write(sessions, *names, subject="R-1"):
    for name in names:
        with sessions() as session:
            audit.record(session, actor="staff:asha", action=name, at=utc_now(), subject=subject, after={"status": "open"})
            session.commit()


def checked(app, kept=None):
    with app.state.engine.connect() as connection:
        return verify(connection, kept=kept)


def head(app):
    with app.state.engine.connect() as connection:
        return fetch_head(connection)


def tamper(app, statement):
    """As somebody with all rights in the database would."""
    with app.state.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for name in ("audit_events_refuse_update", "audit_events_refuse_delete", "audit_head_refuse_delete"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))


def test_an_untouched_trail_is_whole(app, sessions, submit):
    submit(a_record())
    write(sessions, "one", "two", "three")
    report = checked(app)
    assert report.broken_at is None
    assert report.head == head(app)
    with sessions() as session:
        assert session.scalars(select(AuditEvent.position).order_by(AuditEvent.id)).all() == [*range(1, report.head.position + 1)]


def test_an_empty_trail_is_whole(app):
    assert checked(app).broken_at is None
    assert checked(app, Head(0, "0" * 64)).broken_at is None
    assert checked(app, Head(1, "a" * 64)).broken_at == 1


CHANGES = [
    "actor = 'staff:ben'", "action = 'four'", "subject = 'R-2'", "subject = NULL", "request_id = 'another'",
    "details = '{\"after\": {\"status\": \"shut\"}}'", "at = '2020-01-01 00:00:00+00:00'", "digest = repeat('0', 64)",
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_entry_is_found(app, sessions, change):
    write(sessions, "one", "two", "three", "four")
    if app.state.engine.dialect.name == "sqlite":
        change = change.replace("repeat('0', 64)", f"'{'0' * 64}'").replace("+00:00", ".000000")
    tamper(app, f"UPDATE audit_events SET {change} WHERE position = 2")  # noqa: S608
    assert checked(app).broken_at == 2


def test_two_entries_that_changed_places_are_found(app, sessions):
    write(sessions, "one", "two", "three", "four")
    tamper(app, "UPDATE audit_events SET position = CASE position WHEN 2 THEN -3 ELSE -2 END WHERE position IN (2, 3)")
    with app.state.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("UPDATE audit_events SET position = -position WHERE position < 0"))
    assert checked(app).broken_at == 2


def test_an_entry_removed_in_the_middle_is_found(app, sessions):
    write(sessions, "one", "two", "three", "four")
    tamper(app, "DELETE FROM audit_events WHERE position = 3")
    report = checked(app)
    assert (report.broken_at, "missing" in report.why) == (3, True)


def test_entries_removed_at_the_end_are_found(app, sessions):
    write(sessions, "one", "two", "three", "four")
    kept = head(app)
    tamper(app, "DELETE FROM audit_events WHERE position > 2")
    assert checked(app).broken_at == 3  # the database's own note of the end
    assert checked(app, kept).broken_at == 3


def test_entries_removed_with_the_note_of_the_end_are_found_against_a_kept_head(app, sessions):
    write(sessions, "one", "two", "three", "four")
    kept = head(app)
    with sessions() as session:
        second = session.scalars(select(AuditEvent.digest).where(AuditEvent.position == 2)).one()
    tamper(app, "DELETE FROM audit_events WHERE position > 2")
    with app.state.engine.begin() as connection:
        connection.execute(text("UPDATE audit_head SET position = 2, digest = :digest"), {"digest": second})
    assert checked(app).broken_at is None  # nobody could know from the database alone
    assert checked(app, kept).broken_at == 3
    write(sessions, "another", "story")
    assert checked(app).broken_at is None
    assert checked(app, kept).broken_at == 4


def test_a_trail_that_lost_the_note_of_its_end_goes_on_and_is_found(app, sessions):
    write(sessions, "one", "two")
    tamper(app, "DELETE FROM audit_head")
    assert checked(app).broken_at == 2
    write(sessions, "three")
    assert checked(app).head.position == 3


def test_the_database_itself_refuses_to_forget_the_end(app, sessions):
    write(sessions, "one")
    with app.state.engine.begin() as connection, pytest.raises(Exception, match="must stay as it was"):
        connection.execute(text("DELETE FROM audit_head"))


def test_many_writers_at_once_keep_one_chain(app, sessions):
    problems = []

    def work(name):
        try:
            write(sessions, *(f"{name}-{number}" for number in range(25)), subject=f"R-{name}")
        except Exception as error:
            problems.append(error)

    writers = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert problems == []
    report = checked(app)
    assert (report.broken_at, report.head.position) == (None, 200)


def test_writers_who_hold_each_others_rows_do_not_stop_each_other(app, sessions, person):
    """The end of the chain is taken last: who recorded first and still works holds nobody up."""
    person("asha")
    with sessions() as slow:
        audit.record(slow, actor="system", action="slow", at=utc_now())
        if app.state.engine.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            slow.execute(text("UPDATE staff_users SET team = 'North'"))
            write(sessions, "quick")
        slow.commit()
    assert checked(app).broken_at is None


def test_what_is_rolled_back_leaves_no_entry_and_no_gap(app, sessions):
    with sessions() as session:
        audit.record(session, actor="system", action="undone", at=utc_now())
        session.rollback()
        session.commit()
    with sessions() as session:
        audit.record(session, actor="system", action="undone", at=utc_now())
    write(sessions, "one")
    assert checked(app).head.position == 1


def test_entries_before_the_chain_are_chained_by_the_migration(request, tmp_path):
    for url in (f"sqlite:///{tmp_path}/old.db", request.getfixturevalue("scratch")()):
        migrate.upgrade(url, "0007")
        engine = make_engine(url)
        insert = text(
            "INSERT INTO audit_events (at, actor, action, subject, request_id, details) "
            "VALUES (:at, 'staff:asha', 'case_viewed', :subject, NULL, :details)"
        )
        with engine.begin() as connection:
            rows = [
                {"at": "2026-01-05 10:00:00.123456" + ("" if url.startswith("sqlite") else "+00:00"),
                 "subject": f"R-{n}", "details": '{"after": {"b": "é", "a": null}}'} for n in range(4100)
            ]  # fmt: skip
            connection.execute(insert, rows)
        migrate.upgrade(url)
        with engine.connect() as connection:
            assert verify(connection) == verify(connection, kept=fetch_head(connection))
            assert (verify(connection).broken_at, verify(connection).head.position) == (None, 4100)
        sessions = session_factory(engine)
        write(sessions, "one")
        with engine.connect() as connection:
            assert verify(connection).head.position == 4101
        with engine.begin() as connection, pytest.raises(Exception, match="must stay as it was"):
            connection.execute(text("UPDATE audit_events SET actor = 'x'"))
        engine.dispose()


def test_the_command_says_where_it_is_broken_and_exits_with_one(app, sessions, settings):
    write(sessions, "one", "two", "three")
    run, at = CliRunner(), ["--database", settings.database_url]
    kept = run.invoke(redress, ["audit", "head", *at]).stdout.strip()
    assert kept == str(head(app))
    fine = run.invoke(redress, ["audit", "verify", "--kept", kept, *at])
    assert (fine.exit_code, fine.stdout.splitlines()) == (0, ["The trail is whole: 3 entries.", kept])

    tamper(app, "UPDATE audit_events SET actor = 'staff:ben' WHERE position = 2")
    broken = run.invoke(redress, ["audit", "verify", *at])
    assert broken.exit_code == 1
    assert "broken at entry 2" in broken.output


@pytest.mark.parametrize("kept", ["x", "3", "3:abc", "-1:" + "0" * 64])
def test_a_kept_head_that_is_none_is_refused(app, settings, kept):
    answer = CliRunner().invoke(redress, ["audit", "verify", f"--kept={kept}", "--database", settings.database_url])
    assert answer.exit_code == 1
    assert "--kept takes a line" in str(answer.exception)


def test_the_page_shows_finds_and_turns_pages(logged_in, sessions):
    write(sessions, *(f"deed-{number}" for number in range(60)), subject="R-9")
    write(sessions, "elsewhere", subject="R-8")
    browser = logged_in(Role.AUDITOR, name="olu")

    page = browser.get("/staff/audit", params={"case": "R-9"}).text
    assert "Deed-59" in page
    assert "Deed-5<" not in page
    assert "Elsewhere" not in page
    older = browser.get(page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")).text
    assert "Deed-5<" in older
    assert "Deed-59" not in older
    assert "Elsewhere" in browser.get("/staff/audit", params={"who": "Asha"}).text
    assert "Elsewhere" not in browser.get("/staff/audit", params={"who": "olu"}).text
    tomorrow = (utc_now() + timedelta(days=2)).date().isoformat()
    assert "There is no such entry" in browser.get("/staff/audit", params={"first": tomorrow}).text
    with sessions() as session:
        looked = session.scalars(select(AuditEvent).where(AuditEvent.action == "audit_viewed").order_by(AuditEvent.id)).all()
    assert {one.actor for one in looked} == {"staff:olu"}
    assert looked[0].details["fields"] == ["subject"]


@pytest.mark.parametrize(
    "given",
    [{"first": "yesterday"}, {"last": "9999-12-31"}, {"first": "2026-02-02", "last": "2026-02-01"}, {"first": "2026-02-30"}],
)
def test_a_day_that_is_none_is_said_beside_its_field_and_stays_typed(logged_in, given):
    answer = logged_in(Role.AUDITOR).get("/staff/audit", params=given)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    for value in given.values():
        assert f'value="{value}"' in answer.text


@pytest.mark.parametrize("before", ["x", "-1", "99999999999999999999", "\x00"])
def test_a_place_that_was_tampered_with_shows_the_newest(logged_in, before):
    assert logged_in(Role.AUDITOR).get("/staff/audit", params={"before": before}).status_code == 200
