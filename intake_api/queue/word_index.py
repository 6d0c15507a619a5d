"""The index of words: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL, behind the same few functions.

It is a table of its own kind on each, so it has no model (`db.tables.is_compared` leaves it out of comparisons).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, cast, column, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.queue.wording import Term

NAME = "case_search"


def put(session: Session | Connection, *, case_id: int, words: Collection[str], is_new: bool = False) -> None:
    """Keeps the words a case is found by, in place of those it had."""
    if _dialect(session) == "postgresql":
        statement = (
            f"INSERT INTO {NAME} (case_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[]))) "  # noqa: S608
            "ON CONFLICT (case_id) DO UPDATE SET words = excluded.words"
        )
        session.execute(text(statement), {"id": case_id, "words": sorted(words)})
        return
    if not is_new:
        session.execute(text(f"DELETE FROM {NAME} WHERE rowid = :id"), {"id": case_id})  # noqa: S608
    statement = f"INSERT INTO {NAME} (rowid, words) VALUES (:id, :words)"  # noqa: S608
    session.execute(text(statement), {"id": case_id, "words": " ".join(sorted(words))})


def cases_with(dialect: str, terms: Sequence[Term]) -> Select[Any]:
    """The numbers of the cases that hold every term, the newest first."""
    number = column("case_id" if dialect == "postgresql" else "rowid", Integer)
    fits = _fits(terms) if dialect == "postgresql" else _match(terms)
    return select(number).select_from(table(NAME)).where(fits).order_by(number.desc())


def holds(dialect: str, terms: Sequence[Term]) -> ColumnElement[bool]:
    """Does the case in hand hold every term? For walking along the queue where so many do that a list of them is too long."""
    if dialect == "postgresql":  # a subquery for one value: the planner cannot turn it into a join over all that match
        words: Select[Any] = select(literal_column("words")).select_from(table(NAME)).where(literal_column("case_id") == Case.id)
        return words.scalar_subquery().op("@@", is_comparison=True)(_query(terms))
    here = literal_column(f"{NAME}.rowid") == Case.id
    return select(literal_column("1")).select_from(table(NAME)).where(_match(terms), here).correlate(Case).exists()


def _fits(terms: Sequence[Term]) -> ColumnElement[bool]:
    return literal_column("words").op("@@", is_comparison=True)(_query(terms))


def _query(terms: Sequence[Term]) -> ColumnElement[str]:
    """Words hold letters and digits only (`wording`), so that nothing in them can mean an operator."""
    asked = " & ".join(f"'{term.word}':*" if term.is_beginning else f"'{term.word}'" for term in terms)
    return cast(asked, TSQUERY)


def _match(terms: Sequence[Term]) -> ColumnElement[bool]:
    asked = " ".join(f'"{term.word}"*' if term.is_beginning else f'"{term.word}"' for term in terms)
    return literal_column(NAME).op("MATCH", is_comparison=True)(asked)


def _dialect(session: Session | Connection) -> str:
    return (session.get_bind() if isinstance(session, Session) else session).dialect.name
