"""Reasonable adjustments: each request in the person's words, agreed or declined with its reasons (SM-1.42 to 1.47)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import tasks
from intake_api.casework.changing import Change, RefusedError, refuse_unless_met
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseAdjustment
from intake_api.casework.words import DISABILITIES
from intake_api.staff.roles import Action, Role, may
from service_model.casework.adjustments import AdjustmentRequest, duties_after, what_to_record

_FIELDS = {
    "requested": "requested", "disability": "disability", "refusal_reason": "refusal_reason",
    "other_help_considered": "other_help",
    "requested_on": "requested_on",
}  # fmt: skip
_EASY = ("easy read", "easyread", "easy-read", "easy words", "simple words", "simpler words", "short sentences")
_LARGE = ("large print", "larger print", "big print", "bigger print", "large letters", "bigger letters")


class Outcome(Filled):
    """What becomes of a request. `other_accessibility`: not under the Equality Act, and no disability is asked for (SM-1.47)."""

    basis: Literal["equality_act", "other_accessibility"] = "equality_act"
    requested_on: date | None = None
    disability: Annotated[str, Field(max_length=60)] | None = None
    refusal_reason: Annotated[str, Field(max_length=5000)] | None = None
    other_help: Annotated[str, Field(max_length=5000)] | None = None


class NewRequest(Outcome):
    """A request, in their words; and what became of it, where that is settled already. `agreed` is None while it is not."""

    requested: Annotated[str, Field(max_length=2000)] | None = None
    agreed: bool | None = None


class RequestDecision(Outcome):
    """What becomes of a request of the case."""

    id: int
    agreed: bool


class RequestId(Filled):
    """Which request."""

    id: int


def add(change: Change, form: NewRequest) -> CaseAdjustment:
    """Adds a request that came up later. It may come at any stage (SM-1.42); decided at once, it is refused as `decide` refuses.

    Raises RefusedError with the paragraph of what is not recorded, above all what was requested (SM-1.43, 1.44).
    """
    if form.requested_on and form.requested_on > change.today:
        raise RefusedError("That day is still to come.", "requested_on")
    requested_on = form.requested_on or (change.today if form.agreed is not False else None)
    if form.agreed is None:
        refuse_what_is_missing(AdjustmentRequest(requested=form.requested))
    else:
        _may_be_settled(change, form, requested=form.requested, requested_on=requested_on, agreed=form.agreed)
    row = CaseAdjustment(**change.stamp(), requested=form.requested, requested_on=requested_on)
    change.session.add(row)
    change.session.flush()
    change.trace("adjustment_requested", fields=["requested"], adjustment=str(row.id))
    if form.agreed is not None:
        _settle(change, row, form, agreed=form.agreed)
    return row


def decide(change: Change, form: RequestDecision) -> None:
    """Agrees or declines. Raises RefusedError with the paragraph of what is not recorded (SM-1.43, 1.44).

    A decline tells the Legal Team (SM-1.44); either way a letter with the outcome is due (SM-1.45).
    """
    row = _own(change, form.id)
    if row.agreed is not None:
        raise RefusedError("This request is decided already. Add a new one if it has changed.")
    requested_on = row.requested_on or form.requested_on
    _may_be_settled(change, form, requested=row.requested, requested_on=requested_on, agreed=form.agreed)
    row.requested_on = requested_on
    _settle(change, row, form, agreed=form.agreed)


def refuse_what_is_missing(request: AdjustmentRequest) -> None:
    """Raises RefusedError at the field of what is not recorded. A request that only waits for its decision is not refused."""
    recorded = what_to_record(request)
    if recorded.needs != ("agreed",):
        refuse_unless_met(recorded, _FIELDS.get(next(iter(recorded.needs), ""), "agreed"))


def _may_be_settled(change: Change, form: Outcome, *, requested: str | None, requested_on: date | None, agreed: bool) -> None:
    if not agreed and not may(Role(change.user.role), Action.DECLINE_ADJUSTMENT):
        raise RefusedError("Your role may agree to a request, not decline it. Ask a manager.", "agreed")
    if form.disability and form.disability not in DISABILITIES:
        raise RefusedError("Choose one of the list (SM-1.43).", "disability")
    if requested_on and requested_on > change.today:
        raise RefusedError("That day is still to come.", "requested_on")
    refuse_what_is_missing(AdjustmentRequest(
        requested=requested, requested_on=requested_on, basis=form.basis, agreed=agreed,
        agreed_on=change.today if agreed else None, disability=form.disability, refusal_reason=form.refusal_reason,
        other_help_considered=bool(form.other_help) or None,
    ))  # fmt: skip


def _settle(change: Change, row: CaseAdjustment, form: Outcome, *, agreed: bool) -> None:
    row.basis, row.agreed, row.decided_on, row.decided_by = form.basis, agreed, change.today, change.by
    row.disability, row.refusal_reason, row.other_help = form.disability, form.refusal_reason, form.other_help
    change.trace("adjustment_decided", adjustment=str(row.id), basis=form.basis, answer="agreed" if agreed else "declined")
    _open_tasks(change, AdjustmentRequest(requested=row.requested, basis=form.basis, agreed=agreed))


def escalate(change: Change, form: RequestId) -> None:
    """Asks the line manager; the request stays undecided (SM-1.43)."""
    if _own(change, form.id).agreed is not None:
        raise RefusedError("This request is decided already.")
    what = f"Answer a question about agreeing adjustment {form.id}."
    if tasks.open_task(change, kind="adjustment_escalated", what=what, paragraph="SM-1.43", role=Role.MANAGER) is None:
        raise RefusedError("A manager has been asked already.")


def fetch(session: Session, case: Case) -> list[CaseAdjustment]:
    """The requests in the order they came."""
    return list(session.scalars(select(CaseAdjustment).where(CaseAdjustment.case_id == case.id).order_by(CaseAdjustment.id)))


def as_rules_read(rows: list[CaseAdjustment]) -> tuple[AdjustmentRequest, ...]:
    """The requests as the rules read them."""
    values: list[dict[str, Any]] = [
        {"requested": row.requested, "requested_on": row.requested_on, "basis": row.basis, "agreed": row.agreed} for row in rows
    ]
    return tuple(AdjustmentRequest(**each) for each in values)


def needs_large_print(session: Session, case: Case) -> bool:
    """Was large print agreed, or asked for and not declined? Until it is declined, a letter is large."""
    return _needs(session, case, _LARGE)


def needs_easy_read(session: Session, case: Case) -> bool:
    """The same for Easy Read: short sentences, one idea a line, large."""
    return _needs(session, case, _EASY)


def _needs(session: Session, case: Case, words: tuple[str, ...]) -> bool:
    asked = (row for row in fetch(session, case) if row.agreed is not False)
    return any(word in row.requested.casefold() for row in asked for word in words)


def _open_tasks(change: Change, request: AdjustmentRequest) -> None:
    for duty in duties_after(request):
        role = Role.LEGAL if "legal_team" in duty.to else None
        if duty.name != "consider_other_help":  # it is recorded with the decision
            what = duty.what if role is None else "An adjustment was not agreed. Read the reason on the case."
            tasks.open_task(change, kind=duty.name, what=what, paragraph=duty.paragraphs[0], role=role)


def _own(change: Change, row_id: int) -> CaseAdjustment:
    row = change.session.get(CaseAdjustment, row_id)
    if row is None or row.case_id != change.case.id:
        raise RefusedError("This case has no such request.")
    return row
