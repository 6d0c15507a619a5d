"""A queue as CSV or JSON Lines, streamed. Personal data only for whose role allows it; cells cannot be formulas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import RISK_FIRST, Case, Contact
from intake_api.casework import parties
from intake_api.clock import LONDON
from intake_api.queue.conditions import Looking
from intake_api.queue.fetching import iterate
from intake_api.queue.filters import Filters
from intake_api.queue.marks import ADJUSTMENT, FLAG
from intake_api.queue.rows import fetch_marks, usernames
from intake_api.queue.wording import Term

Form = Literal["csv", "jsonl"]
PLAIN = (
    "reference", "status", "service", "channel", "received_at", "due_on", "risk_of_harm", "priority", "risk", "outcome",
    "closure_code", "body", "assignee", "team", "flags", "adjustments",
)  # fmt: skip
PERSONAL = ("organisation", "complained_about", "name", "phone", "email", "address", "postcode")
_CONTACT = PERSONAL[2:]
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COLUMNS = (
    Case.reference, Case.status, Case.authority, Case.channel, Case.received_at, Case.due_on, Case.priority, Case.risk,
    Case.outcome, Case.closure_code, Case.record["issues"][0]["body"].as_string().label("body"), Case.assignee_id, Case.team,
    Case.organisation,
)  # fmt: skip


def columns(*, is_personal: bool) -> tuple[str, ...]:
    """The columns of an export. The organisation as the person says it counts as personal: it may name somebody."""
    return PLAIN + PERSONAL if is_personal else PLAIN


def rows(
    session: Session, filters: Filters, looking: Looking, terms: Sequence[Term], *, is_personal: bool
) -> Iterator[dict[str, Any]]:
    """The cases of a queue in its order, one at a time, as plain values."""
    names = usernames(session)
    for found in iterate(session, _COLUMNS, filters, looking, terms):
        ids = [row.id for row in found]
        marks = fetch_marks(session, ids)
        contacts = _contacts(session, ids) if is_personal else {}
        about = _complained_about(session, ids) if is_personal else {}
        for row in found:
            yield _plain(row, marks[row.id], names) | (_personal(row, contacts, about) if is_personal else {})


def as_lines(found: Iterator[dict[str, Any]], form: Form, *, is_personal: bool) -> Iterator[str]:
    """The rows as text: a head and a line each (CSV), or an object a line (JSON Lines)."""
    if form == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        return
    names = columns(is_personal=is_personal)
    yield _csv_line(names)
    for row in found:
        yield _csv_line([_cell(row[name]) for name in names])


def _plain(row: Any, marks: Mapping[str, list[str]], names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "reference": row.reference, "status": row.status, "service": row.authority, "channel": row.channel,
        "received_at": _moment(row.received_at), "due_on": row.due_on.isoformat() if row.due_on else None,
        "risk_of_harm": row.priority == RISK_FIRST, "priority": row.priority, "risk": row.risk, "outcome": row.outcome,
        "closure_code": row.closure_code, "body": row.body, "assignee": names.get(row.assignee_id), "team": row.team,
        "flags": marks[FLAG], "adjustments": marks[ADJUSTMENT],
    }  # fmt: skip


def _personal(row: Any, contacts: Mapping[int, Any], about: Mapping[int, list[str]]) -> dict[str, Any]:
    contact = contacts.get(row.id)
    return {
        "organisation": row.organisation,
        "complained_about": about.get(row.id, []),
        **{name: getattr(contact, name, None) for name in _CONTACT},
    }


def _contacts(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    query = select(Contact.case_id, *(getattr(Contact, name) for name in _CONTACT)).where(Contact.case_id.in_(ids))
    return {row.case_id: row for row in session.execute(query)}


def _complained_about(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """Who is complained about in each case, with their types: `Anytown Surgery (organisation)` (SM-1.12)."""
    cases = session.execute(select(Case.id, Case.record, Case.evidence).where(Case.id.in_(ids))).all()
    return {
        case_id: [parties.in_words(each.party) for each in found if each.party.role == "complained_about"]
        for case_id, found in parties.of_cases(session, cases).items()
    }


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    """A value as a cell that a spreadsheet takes for text: what looks like a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_FORMULA) else text


def _moment(at: datetime | date) -> str:
    return at.astimezone(LONDON).isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()
