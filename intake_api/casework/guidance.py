"""When the guidance changes: open cases of which the rules would now say something else, and asking the rules anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, selectinload

from intake_api.authorities import authority, names
from intake_api.cases.models import Case, DeterminationSnapshot
from intake_api.cases.service import with_evidence
from intake_api.casework.changing import CLOSED, Change
from intake_api.casework.forms import Nothing
from intake_api.clock import london_day
from intake_api.determinations import recommend
from service_model.record import Complaint

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Differing:
    """An open case whose recommendation would be another now."""

    reference: str
    guidance: str
    before: tuple[str | None, str | None]
    now: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found, how many cases it asked the rules about, and after which id the next look goes on."""

    differing: tuple[Differing, ...]
    looked_at: int
    following: int | None


def would_differ(session: Session, *, today: date, after_id: int = 0, limit: int = AT_ONCE) -> Looked:
    """Asks the rules anew about open cases that an older version of the guidance answered, `limit` at a time, oldest first."""
    any_of_it = aliased(DeterminationSnapshot)
    newest = select(func.max(any_of_it.id)).where(any_of_it.case_id == Case.id).correlate(Case).scalar_subquery()
    query = (
        select(Case)
        .join(DeterminationSnapshot, DeterminationSnapshot.id == newest)
        .where(Case.status != CLOSED, Case.id > after_id, DeterminationSnapshot.guidance.not_in(_in_force(today)))
        .order_by(Case.id).limit(limit + 1).options(selectinload(Case.determinations))
    )  # fmt: skip
    cases = list(session.scalars(query))
    rows = [row for case in cases[:limit] if (row := _compared(case, today)) is not None]
    return Looked(tuple(rows), len(cases[:limit]), cases[limit - 1].id if len(cases) > limit else None)


def determine_again(change: Change, _form: Nothing) -> None:
    """Asks the rules anew and keeps their answer beside the older ones. What a caseworker decided stays decided."""
    case = change.case
    body = _answer(case, change.today)
    case.determinations.append(DeterminationSnapshot(made_at=change.at, guidance=str(body["guidance"]), body=body))
    before = {"outcome": case.outcome, "closure_code": case.closure_code}
    case.outcome, case.closure_code = body["outcome"], body["closure_code"]
    change.trace("determined_again", before=before, outcome=case.outcome, closure_code=case.closure_code)


def is_in_force(case: Case, *, today: date) -> bool:
    """Does the newest determination rest on the guidance that is in force?"""
    return case.determinations[-1].guidance == authority(case.authority).on(today).guidance


def _in_force(today: date) -> list[str]:
    return [authority(name).on(today).guidance for name in names()]


def _compared(case: Case, today: date) -> Differing | None:
    old, new = case.determinations[-1], _answer(case, today)
    before, now = ((body["outcome"], body["closure_code"]) for body in (old.body, new))
    return Differing(case.reference, old.guidance, before, now) if before != now else None


def _answer(case: Case, today: date) -> dict[str, Any]:
    complaint = with_evidence(Complaint.model_validate(case.record), case.evidence)
    return recommend(_received(complaint, case.received_at), today=today)


def _received(complaint: Complaint, received_at: datetime) -> Complaint:
    """The days are counted to the day it came, not to the day the rules are asked again."""
    if complaint.received_on is not None:
        return complaint
    return complaint.model_copy(update={"received_on": london_day(received_at)})
