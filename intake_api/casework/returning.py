"""Somebody comes back about a closed case: recorded, reviewed by a person, and only then restarted or not (SM-2.61 to 2.64)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import decisions, tasks, work
from intake_api.casework.changing import CLOSED, Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseReturn
from intake_api.clock import london_day
from service_model.casework.deciding_after_contact import DecidingFacts, back_after_withdrawn
from service_model.casework.judgement import other_choice
from service_model.casework.returning import ReturnFacts, on_return
from service_model.duties import Duty, Recommendation
from service_model.record import PreviousCase

_FACTS = ("progressed", "in_writing_now", "referred_now", "victims_exception_now", "ready_now")
_CLOSED_AS = ("not_in_writing", "no_mp_referral", "premature", "local_resolution_ongoing")


class CameBack(Filled):
    """That they came back, and with what."""

    received_on: date
    about: Annotated[str, Field(max_length=10_000)]


class ReviewOfReturn(Filled):
    """What the review found, and what the person who reviewed it chose."""

    id: int
    progressed: bool | None = None
    in_writing_now: bool | None = None
    referred_now: bool | None = None
    victims_exception_now: bool | None = None
    ready_now: bool | None = None
    choice: Literal["restart", "do_not_restart"]
    why: Annotated[str, Field(max_length=5000)] | None = None
    route: Literal["early_consideration_team", "casework_team"] | None = None


def record(change: Change, form: CameBack) -> None:
    """Keeps the return and opens a task to review it. The case stays closed (SM-2.61)."""
    if change.case.status != CLOSED:
        raise RefusedError("This case is open: record it as a contact.")
    if form.received_on > change.today:
        raise RefusedError("That day is still to come.", "received_on")
    change.session.add(CaseReturn(**change.stamp(), received_on=form.received_on, about=form.about))
    change.trace("return_recorded", fields=["about"])
    what = "Somebody came back about this closed case. Review it: is a new decision needed?"
    tasks.open_task(change, kind="review_return", what=what, paragraph="SM-2.61")
    if (duty := _new_case(change, form)) is not None:
        tasks.open_task(change, kind=duty.name, what=duty.what, paragraph=duty.paragraphs[0])


def review(change: Change, form: ReviewOfReturn) -> None:
    """Restarts the case, or leaves it closed. Another choice than the rules recommend says why."""
    row = change.session.get(CaseReturn, form.id)
    if row is None or row.case_id != change.case.id or row.choice is not None:
        raise RefusedError("This case has no such return that waits for review.")
    row.facts = form.model_dump(include=set(_FACTS), exclude_none=True)
    advice = recommendation(change.session, change.case, row)
    chosen = other_choice(advice.choice, form.choice, form.why)
    if chosen.status != "met":
        said = f"{advice.reason} ({', '.join(advice.paragraphs)}) Write down why you choose otherwise."
        raise RefusedError(said, "why")
    if form.choice == "restart" and form.route is None:
        raise RefusedError("A restarted case goes to early consideration or to a casework team. Choose one (SM-2.64).", "route")
    row.choice, row.why, row.route = form.choice, form.why, form.route if form.choice == "restart" else None
    row.reviewed_by, row.reviewed_at = change.by, change.at
    fields = ["why"] if form.why else ()
    change.trace("return_reviewed", fields=fields, choice=form.choice, recommended=advice.choice, route=row.route)
    tasks.finish_kind(change, "review_return")
    if form.choice == "restart":
        work.move(change, work.IN_PROGRESS)
        what = "Record a new decision on the restarted case."
        tasks.open_task(change, kind="record_new_decision", what=what, paragraph="SM-2.63")


def _new_case(change: Change, form: CameBack) -> Duty | None:
    """After 'withdrawn' the caseworker who had the case arranges a new one, linked to it (SM-2.225)."""
    closed = next((each for each in decisions.fetch(change.session, change.case) if each.closed_at is not None), None)
    if closed is None or closed.code != "withdrawn" or closed.closed_at is None:
        return None
    facts = {
        "closed_as_withdrawn_on": london_day(closed.closed_at), "contacted_again_on": form.received_on,
        "previous_caseworker": work.assignee(change.session, change.case) or closed.made_by,
    }  # fmt: skip
    return back_after_withdrawn(DecidingFacts.model_validate(facts))


def recommendation(session: Session, case: Case, row: CaseReturn) -> Recommendation:
    """What the rules make of a return."""
    known = {"received_on": row.received_on, "reviewed_on": london_day(row.made_at)}
    return on_return(ReturnFacts.model_validate({"previous": _previous(session, case), **known, **row.facts}))


def fetch(session: Session, case: Case) -> list[CaseReturn]:
    """Every return, the newest first."""
    return list(session.scalars(select(CaseReturn).where(CaseReturn.case_id == case.id).order_by(CaseReturn.id.desc())))


def _previous(session: Session, case: Case) -> PreviousCase:
    closed = next((each for each in decisions.fetch(session, case) if each.closed_at is not None), None)
    values: dict[str, Any] = {"reference": case.reference, "received_on": london_day(case.received_at)}
    if closed is not None and closed.closed_at is not None:
        values["closed_on"] = london_day(closed.closed_at)
        values["closed_as"] = closed.code if closed.code in _CLOSED_AS else "other"
    return PreviousCase(**values)
