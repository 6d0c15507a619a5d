"""A great many made-up cases, made by the database itself in a minute or two: for `./redress bench` only.

Seven years of complaints; about one in twenty is open. Some outcomes, flags and words are in every third case, some in a
few of a million. Every case has one of twenty teams but those that just came in, which have none, and those of a small
team, one in 5,003. Records are short (some 500 bytes): a page of the queue does not read them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, text
from sqlalchemy.schema import CreateIndex, DropIndex

from commands.bench_queue import SMALL_TEAM
from intake_api.cases.models import Case
from intake_api.queue.models import CaseMark

YEARS = 7
STAFF = 40
SHARES = {  # of a hundred cases
    "premature": 30, "not_properly_made": 20, "ready_for_triage": 15, "out_of_remit": 12, "further_information_required": 8,
    "enquiry": 5, "out_of_time": 4, "alternative_legal_remedy": 2, "joint_working": 1, "unsuitable_complainant": 1,
}  # fmt: skip
MARKS = (  # kind, name, one case in so many
    ("flag", "check_awareness", 3), ("flag", "representative", 6), ("flag", "disability", 8), ("flag", "bereavement", 20),
    ("flag", "self_harm_risk", 60), ("flag", "terminal_illness", 200), ("flag", "child_at_risk", 300),
    ("flag", "leap_day_arguable", 20_011),
    ("adjustment", "mental_health", 12), ("adjustment", "large_print", 25), ("adjustment", "asked_in_words", 10),
    ("adjustment", "bsl", 1_009),
)  # fmt: skip
WORDS = {"in every third case": "a7", "in one of eleven": "b77", "in one of 3,300": "c777", "in one case": "d777"}


def fill(engine: Engine, *, cases: int, now: datetime) -> None:
    """Fills an empty, migrated database."""
    with engine.begin() as connection:
        is_postgres = connection.dialect.name == "postgresql"
        if is_postgres:  # indexes are made in memory, and nobody needs the cases after a power cut
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '1GB'; SET LOCAL synchronous_commit = off")
        else:
            connection.exec_driver_sql("PRAGMA cache_size = -500000")  # while filling; pages are measured with the usual one
        indexes = [index for table in (Case.__table__, CaseMark.__table__) for index in table.indexes]  # type: ignore[attr-defined]
        for index in indexes:
            connection.execute(DropIndex(index))
        _staff(connection, now)
        _cases(connection, is_postgres, cases, now)
        if is_postgres:  # no look at `cases` for every single mark
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        _marks(connection, is_postgres, cases)
        _words(connection, is_postgres, cases)
        for index in indexes:
            connection.execute(CreateIndex(index))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM ANALYZE",) if is_postgres else ("PRAGMA analysis_limit = 1000", "ANALYZE"):
            connection.exec_driver_sql(statement)


def _numbers(is_postgres: bool, cases: int) -> str:
    """A source of `n` from 1 on, and of `r`, which jumps about below a million."""
    if is_postgres:
        source = f"generate_series(1, {cases}) AS g(n)"
        return f"(SELECT n, (n::bigint * 2654435761 % 999983)::int AS r FROM {source}) AS numbers"  # noqa: S608
    source = f"WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < {cases})"  # noqa: S608
    return f"({source} SELECT n, n * 2654435761 % 999983 AS r FROM g) AS numbers"  # noqa: S608


def _staff(connection: Connection, now: datetime) -> None:
    statement = text(
        "INSERT INTO staff_users (username, password_hash, role, is_active, created_at) "
        "VALUES (:name, '-', 'caseworker', :yes, :now)"
    )
    rows = [{"name": f"caseworker.{number}", "yes": True, "now": _written(now)} for number in range(STAFF)]
    connection.execute(statement, rows)


def _cases(connection: Connection, is_postgres: bool, cases: int, now: datetime) -> None:
    first = int((now - timedelta(days=365 * YEARS)).timestamp())
    step = 365 * YEARS * 86400 / cases
    seconds = f"({first} + CAST(n * {step:.4f} AS integer))"
    if is_postgres:
        received, due = f"to_timestamp({seconds})", f"(to_timestamp({seconds}) + (r % 45) * interval '1 day')::date"
        as_json = "json"
    else:
        received = f"strftime('%Y-%m-%d %H:%M:%S.000000', {seconds}, 'unixepoch')"
        due = f"date({seconds} + (r % 45) * 86400, 'unixepoch')"
        as_json = "text"
    is_open = f"(n > {cases} * 0.95 AND r % 5 <> 0 OR r % 100 = 7)"
    surname = "'Sample' || (r % 5000)"
    story = "They lost my papers and did not answer my letters for months. " * 3
    told = f'{{"channel": "web", "story": "{story}", "issues": [{{}}], "complainant": {{"name": "Jo '
    record = f"""'{told}' || {surname} || '"}}}}'"""
    columns = {
        "id": "n", "reference": "'B-' || n", "version": "1", "channel": "'web'", "evidence": f"CAST('{{}}' AS {as_json})",
        "status": f"CASE WHEN NOT {is_open} THEN 'closed' WHEN r % 3 = 0 THEN 'received' ELSE 'with_caseworker' END",
        "authority": "CASE WHEN r % 10 < 9 THEN 'phso' WHEN r % 20 = 9 THEN 'swindon' ELSE 'cheshire_east' END",
        "priority": "CASE WHEN r % 60 = 0 THEN 0 ELSE 5 END", "outcome": _outcome(), "received_at": received,
        "complainant_name": f"'Jo ' || {surname}", "organisation": "'Trust ' || (r % 200)",
        "assignee_id": f"CASE WHEN {is_open} AND r % 4 = 0 THEN NULL ELSE 1 + r % {STAFF} END",
        "team": f"CASE WHEN r % 5003 = 11 THEN '{SMALL_TEAM}' WHEN NOT {is_open} OR r % 3 <> 0 THEN 'Team ' || (r % 20) END",
        "due_on": f"CASE WHEN r % 10 = 3 THEN NULL ELSE {due} END",
        "risk": "CASE WHEN r % 20 = 1 THEN 'high' WHEN r % 7 = 1 THEN 'medium' WHEN r % 3 = 1 THEN 'low' END",
        "record": f"CAST({record} AS {as_json})",
    }  # fmt: skip
    values = f"SELECT {', '.join(columns.values())} FROM {_numbers(is_postgres, cases)}"  # noqa: S608 - our own words
    connection.execute(text(f"INSERT INTO cases ({', '.join(columns)}) {values}"))


def _outcome() -> str:
    parts, so_far = [], 0
    for name, share in SHARES.items():
        so_far += share
        parts.append(f"WHEN r % 100 < {so_far} THEN '{name}'")
    return f"CASE {' '.join(parts)} END"


def _marks(connection: Connection, is_postgres: bool, cases: int) -> None:
    for at, (kind, name, every) in enumerate(MARKS):
        values = f"SELECT n, '{kind}', '{name}' FROM {_numbers(is_postgres, cases)} WHERE (r + {at}) % {every} = 0"  # noqa: S608
        connection.execute(text(f"INSERT INTO case_marks (case_id, kind, name) {values}"))


def _words(connection: Connection, is_postgres: bool, cases: int) -> None:
    """Twenty words a case: common, middling and rare ones."""
    surname = "'sample' || (r % 5000)"
    words = [f"'a' || ((r + n * {step}) % 10)" for step in range(1, 4)]
    words += [f"'b' || ((r + n * {step}) % 100)" for step in range(1, 6)]
    words += [f"'c' || ((r * 7 + n * {step}) % 10007)" for step in range(1, 4)]
    words += [f"'e' || ((r * 11 + n * {step}) % 100003)" for step in range(1, 7)]
    words += ["'jo'", surname, "'b' || n", "'d' || n", "'complaint'"]
    if is_postgres:
        values = f"SELECT n, array_to_tsvector(ARRAY[{', '.join(words)}]) FROM {_numbers(is_postgres, cases)}"  # noqa: S608
        connection.execute(text("DROP INDEX ix_case_search_words"))
        connection.execute(text(f"INSERT INTO case_search (case_id, words) {values}"))
        connection.execute(text("CREATE INDEX ix_case_search_words ON case_search USING gin (words) WITH (fastupdate = off)"))
    else:
        spaced = " || ' ' || ".join(words)
        values = f"SELECT n, {spaced} FROM {_numbers(is_postgres, cases)}"  # noqa: S608
        connection.execute(text(f"INSERT INTO case_search (rowid, words) {values}"))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.000000")
