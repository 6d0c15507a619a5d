"""The queue: its order in one number, marks, the index of words, searches, saved views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from intake_api.queue import word_index
from intake_api.queue.marks import first_due, marks_of
from intake_api.queue.wording import words_of_case

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
OPEN = sa.text("queue_key < 200000000000000000")
INDEXES: tuple[tuple[str, list[str], bool], ...] = (
    ("ix_cases_order", ["queue_key", "id"], False),
    ("ix_cases_received", ["received_at", "id"], False),
    ("ix_cases_due", ["due_on", "id"], False),
    ("ix_cases_outcome", ["outcome", "queue_key", "id"], False),
    ("ix_cases_assignee", ["assignee_id", "queue_key", "id"], False),
    ("ix_cases_risk", ["risk", "queue_key", "id"], False),
    ("ix_cases_open_received", ["received_at", "id"], True),
    ("ix_cases_open", ["queue_key", "id", "status", "authority", "outcome", "risk", "assignee_id", "team", "due_on",
                       "received_at", "priority"], True),
)  # fmt: skip
# first whether it is open and someone may come to harm, then the day due, then the priority, then the second it came
PG_KEY = """
  (CASE WHEN NEW.status = 'closed' THEN 2 WHEN NEW.priority = 0 THEN 0 ELSE 1 END)::bigint * 100000000000000000
  + coalesce(greatest(0, least(99998, NEW.due_on - DATE '1970-01-01')), 99999)::bigint * 1000000000000
  + greatest(0, least(99, NEW.priority))::bigint * 10000000000
  + floor(extract(epoch FROM NEW.received_at))::bigint"""
LITE_KEY = """
  (CASE WHEN NEW.status = 'closed' THEN 2 WHEN NEW.priority = 0 THEN 0 ELSE 1 END) * 100000000000000000
  + coalesce(max(0, min(99998, CAST(julianday(NEW.due_on) - 2440587.5 AS INTEGER))), 99999) * 1000000000000
  + max(0, min(99, NEW.priority)) * 10000000000
  + CAST(strftime('%s', NEW.received_at) AS INTEGER)"""


def upgrade() -> None:
    """Makes the tables, the triggers that keep the order, and fills them for the cases there are."""
    op.add_column("cases", sa.Column("queue_key", sa.BigInteger, nullable=False, server_default="0"))
    _tables()
    if _is_postgres():
        op.execute(f"CREATE FUNCTION cases_queue_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.queue_key := {PG_KEY}; "
                   "RETURN NEW; END $$")  # fmt: skip
        op.execute("CREATE TRIGGER cases_queue_key BEFORE INSERT OR UPDATE OF status, priority, due_on ON cases "
                   "FOR EACH ROW EXECUTE FUNCTION cases_queue_key()")  # fmt: skip
        op.execute(f"CREATE TABLE {word_index.NAME} (case_id integer PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE, "
                   "words tsvector NOT NULL)")  # fmt: skip
        op.execute(f"CREATE INDEX ix_{word_index.NAME}_words ON {word_index.NAME} USING gin (words) WITH (fastupdate = off)")
    else:
        again = f"UPDATE cases SET queue_key = {LITE_KEY} WHERE id = NEW.id"  # noqa: S608 - nobody else's words
        forget = f"DELETE FROM {word_index.NAME} WHERE rowid = OLD.id"  # noqa: S608
        for name, when in (("insert", "INSERT"), ("update", "UPDATE OF status, priority, due_on")):
            op.execute(f"CREATE TRIGGER cases_queue_key_{name} AFTER {when} ON cases BEGIN {again}; END")
        op.execute(f"CREATE VIRTUAL TABLE {word_index.NAME} USING fts5(words, detail=none, tokenize='unicode61')")
        op.execute(f"CREATE TRIGGER cases_forget_words AFTER DELETE ON cases BEGIN {forget}; END")
    op.execute("UPDATE cases SET priority = priority")  # the trigger counts
    _fill()
    op.drop_index("ix_cases_queue", "cases")
    op.drop_index("ix_cases_assignee_id", "cases")
    for name, columns, is_of_open in INDEXES:
        where: dict[str, Any] = {"sqlite_where": OPEN, "postgresql_where": OPEN} if is_of_open else {}
        op.create_index(name, "cases", columns, **where)


def downgrade() -> None:
    """Takes them away; the old order of the queue is back."""
    for name, _, _ in INDEXES:
        op.drop_index(name, "cases")
    op.create_index("ix_cases_assignee_id", "cases", ["assignee_id"])
    op.create_index("ix_cases_queue", "cases", ["status", "priority", "received_at", "id"])
    if _is_postgres():
        op.execute("DROP TRIGGER cases_queue_key ON cases")
        op.execute("DROP FUNCTION cases_queue_key()")
    else:
        for name in ("cases_queue_key_insert", "cases_queue_key_update", "cases_forget_words"):
            op.execute(f"DROP TRIGGER {name}")
    op.execute(f"DROP TABLE {word_index.NAME}")
    for name in ("saved_views", "queue_searches", "case_marks"):
        op.drop_table(name)
    op.drop_column("cases", "queue_key")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _tables() -> None:
    op.create_table(
        "case_marks",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", name="fk_case_marks_case_id_cases", ondelete="CASCADE")),
        sa.Column("kind", sa.String(12)),
        sa.Column("name", sa.String(60)),
        sa.PrimaryKeyConstraint("case_id", "kind", "name", name="pk_case_marks"),
    )
    op.create_index("ix_case_marks_name", "case_marks", ["kind", "name", "case_id"])
    op.create_table(
        "queue_searches",
        sa.Column("id", sa.String(32), nullable=False),
        _of_user("queue_searches"),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queue_searches"),
    )
    op.create_index("ix_queue_searches_user_id", "queue_searches", ["user_id"])
    op.create_index("ix_queue_searches_made_at", "queue_searches", ["made_at"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer, nullable=False),
        _of_user("saved_views"),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("codes", sa.JSON, nullable=False),
        sa.Column("words", sa.String(300)),
        sa.Column("opened_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint("user_id", "name", name="uq_saved_views_user_id"),
    )


def _of_user(table: str) -> sa.Column[int]:
    to_user = sa.ForeignKey("staff_users.id", name=f"fk_{table}_user_id_staff_users", ondelete="CASCADE")
    return sa.Column("user_id", sa.Integer, to_user, nullable=False)


def _fill() -> None:
    """Marks, words and the first day due of the cases that came before there was a queue."""
    bind = op.get_bind()
    mark = sa.table("case_marks", sa.column("case_id"), sa.column("kind"), sa.column("name"))
    for case_id, reference, record, evidence, body in _cases(bind):
        rows = [{"case_id": case_id, "kind": kind, "name": name} for kind, name in marks_of(record, evidence, body)]
        if rows:
            bind.execute(mark.insert(), rows)
        word_index.put(bind, case_id=case_id, words=words_of_case(reference, record), is_new=True)
        if due := first_due(body):
            to = {"id": case_id, "due": date.fromisoformat(due)}
            statement = sa.text("UPDATE cases SET due_on = :due WHERE id = :id AND due_on IS NULL AND status <> 'closed'")
            bind.execute(statement.bindparams(sa.bindparam("due", type_=sa.Date)), to)


def _cases(bind: sa.Connection) -> Iterator[tuple[int, str, dict[str, Any], dict[str, Any], dict[str, Any]]]:
    newest = "SELECT d.body FROM determinations d WHERE d.case_id = c.id ORDER BY d.id DESC LIMIT 1"
    query = f"SELECT c.id, c.reference, c.record, c.evidence, ({newest}) FROM cases c WHERE c.id > :last ORDER BY c.id LIMIT 500"  # noqa: S608
    last = 0
    while rows := bind.execute(sa.text(query), {"last": last}).all():
        for case_id, reference, *texts in rows:
            record, evidence, body = (json.loads(text) if isinstance(text, str) else text or {} for text in texts)
            yield case_id, reference, record, evidence, body
        last = rows[-1][0]
