"""Assessments of the case by the matrix of section 10, the manager's agreement, the review of a high one's plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import RISK_FIRST, Case
from intake_api.casework import risk, tasks
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseAssessment
from intake_api.casework.risk import RiskId
from intake_api.clock import london_day
from intake_api.staff.roles import Role
from service_model.risk import RISK, RiskForm, assess
from service_model.risk.assessment import Assessment
from service_model.risk.form import FormPoint
from service_model.risk.points import MadeAssessment
from service_model.risk.policy import Category

Short = Annotated[str, Field(max_length=2000)]
Long = Annotated[str, Field(max_length=5000)]
Effect = Literal["raises", "lowers", "none"]
_OF_THE_FORM = {
    "point", "no_risk_in", "summary", "earlier_service_complaint", "earlier_complaint_outcome", "who_else_should_know",
    "casework_staff_conflict", "senior_staff_conflict", "reallocation_or_supervision_considered",
}  # fmt: skip


class NewAssessment(Filled):
    """What an assessment asks beside the risks."""

    point: FormPoint
    no_risk_in: list[Category] = []
    summary: Long | None = None
    serious_allegations: Effect | None = None
    complainant_vulnerable: Effect | None = None
    advocate_available: Effect | None = None
    other_factor: Short | None = None
    other_effect: Effect | None = None
    earlier_service_complaint: bool | None = None
    earlier_complaint_outcome: Annotated[str, Field(max_length=500)] | None = None
    who_else_should_know: Short | None = None
    casework_staff_conflict: bool | None = None
    senior_staff_conflict: bool | None = None
    together: Literal["keep", "raise"] | None = None
    together_reasons: Short | None = None
    mitigation: Long | None = None
    reallocation_or_supervision_considered: bool | None = None


class PlanReview(Filled):
    """What the Assistant Director says of the mitigation plan of an assessment."""

    id: int
    note: Long | None = None


def submit(change: Change, form: NewAssessment) -> None:
    """Assesses the open risks. Refused while something that has to be there is missing; the message names each.

    A high rating waits for a manager's agreement, its plan goes to an Assistant Director (SM-10.32), and the case comes
    first in the queue.
    """
    _must_be_asked(change, form)
    found = assessed(change.session, change.case, form, today=change.today)
    if found.missing or found.ratings.overall is None:
        needed = " ".join(f"{each.reason} ({', '.join(each.paragraphs)})" for each in found.missing)
        raise RefusedError(f"The assessment is not complete. {needed}".strip(), "point")
    before, change.case.risk = change.case.risk, found.ratings.overall
    row = CaseAssessment(
        **change.stamp(), point=form.point, form=found.form.model_dump(mode="json", exclude_none=True),
        overall=found.ratings.overall, recorded=found.ratings.recorded,
    )  # fmt: skip
    change.session.add(row)
    change.session.flush()
    _trace(change, row, found, before)
    tasks.finish_kind(change, "review_after_change")
    tasks.finish_kind(change, "assess_risk")
    if found.ratings.is_high:
        tasks.open_task(
            change, kind="review_mitigation", what=f"Review the mitigation plan of assessment {row.id}.", paragraph="SM-10.32",
            role=Role.ASSISTANT_DIRECTOR, about=f"risk#assessment-{row.id}",
        )  # fmt: skip
    if found.ratings.overall == "high":
        change.case.priority = RISK_FIRST
        tasks.open_task(
            change, kind="agree_high_risk", what="Read the high risk assessment, and agree or discuss it.", due_on=change.today,
            paragraph="SM-10.32", role=Role.MANAGER, about=f"risk#assessment-{row.id}",
        )  # fmt: skip


def agree(change: Change, form: RiskId) -> None:
    """The manager agrees that it is high; never the one who assessed it (SM-10.32)."""
    row = change.session.get(CaseAssessment, form.id)
    if row is None or row.case_id != change.case.id or row.overall != "high" or row.agreed_at is not None:
        raise RefusedError("This case has no high assessment that waits for agreement.")
    if row.made_by == change.by:
        raise RefusedError("You made this assessment. Another manager agrees to it.")
    row.agreed_by, row.agreed_at = change.by, change.at
    change.trace("risk_agreed", assessment=str(row.id))
    tasks.finish_kind(change, "agree_high_risk")


def review_plan(change: Change, form: PlanReview) -> None:
    """An Assistant Director has looked at the plan, and may say what to change; never the one who made it (SM-10.32)."""
    row = change.session.get(CaseAssessment, form.id)
    if row is None or row.case_id != change.case.id or row.reviewed_at is not None or not is_for_review(row):
        raise RefusedError("This case has no mitigation plan that waits for a review.")
    if row.made_by == change.by:
        raise RefusedError("You made this plan. Another Assistant Director reviews it.")
    row.reviewed_by, row.reviewed_at, row.review_note = change.by, change.at, form.note
    change.trace("mitigation_reviewed", assessment=str(row.id), fields=["note"] if form.note else [])
    tasks.finish_kind(change, "review_mitigation")


def is_for_review(row: CaseAssessment) -> bool:
    """Is anything high in it, before mitigation or after it (SM-10.32)."""
    return row.overall == "high" or "high" in row.recorded


def assessed(session: Session, case: Case, form: NewAssessment, *, today: date) -> Assessment:
    """What the open risks and the answers add up to."""
    last = next(iter(fetch(session, case)), None)
    values: dict[str, Any] = form.model_dump(include=_OF_THE_FORM, exclude_none=True)
    values["risks"] = [{**row.body, "name": f"Risk {row.id}"} for row in risk.fetch(session, case) if row.closed_on is None]
    values["external_factors"] = [{"what": what, "effect": effect} for what, effect in factors_of(form)]
    values["monitor"] = [note.text for note in risk.fetch_monitor_notes(session, case)]
    values["mitigation_in_short"] = form.mitigation
    if form.together:
        values["cumulative"] = {"decision": form.together, "reasons": form.together_reasons}
    if last is not None:
        values["previous_rating"] = last.overall
    return assess(RiskForm.model_validate(values), today=today)


def factors_of(form: NewAssessment) -> list[tuple[str, str]]:
    """The external factors that were considered, in words, each with its effect (SM-10.28)."""
    named = [(each.title, getattr(form, each.name)) for each in RISK.external_factors]
    return [(what, effect) for what, effect in (*named, (form.other_factor, form.other_effect)) if what and effect]


def fetch(session: Session, case: Case) -> list[CaseAssessment]:
    """The assessments, the newest first."""
    query = select(CaseAssessment).where(CaseAssessment.case_id == case.id)
    return list(session.scalars(query.order_by(CaseAssessment.id.desc())))


def made(session: Session, case: Case) -> tuple[MadeAssessment, ...]:
    """The assessments as the rule of the formal points reads them."""
    rows: list[dict[str, Any]] = [
        {"made_on": london_day(row.made_at), "point": row.point, "rating": row.overall} for row in fetch(session, case)
    ]
    return tuple(MadeAssessment(**row) for row in rows)


def _must_be_asked(change: Change, form: NewAssessment) -> None:
    """Two questions that are answered in every assessment, if only with 'none' (SM-10.15)."""
    if form.together is None:
        raise RefusedError("Say what the risks come to together, also where there is one or none (SM-10.15d).", "together")
    if form.mitigation is None:
        raise RefusedError("Say how the risks can be mitigated, or that there is none to mitigate (SM-10.15e).", "mitigation")
    if form.together == "raise" and len(risk.fetch_open(change.session, change.case)) < 2:
        raise RefusedError("There are not several risks, so nothing is higher together (SM-10.37).", "together")
    if bool(form.other_factor) != bool(form.other_effect):
        raise RefusedError("Give the other factor and its effect together (SM-10.28).", "other_factor")


def _trace(change: Change, row: CaseAssessment, found: Assessment, before: str | None) -> None:
    """Considerations and mitigations as codes; their words stand in the assessment, which nobody can change (SM-10.14)."""
    plans = sorted({each.mitigation.outcome for each in found.form.risks if each.mitigation and each.mitigation.outcome})
    considered = [f"{RISK.categories[each].short}: none" for each in found.form.no_risk_in]
    considered += sorted({RISK.categories[each.category].short for each in found.form.risks if each.category})
    together = found.form.cumulative.decision if found.form.cumulative else None
    number = len(fetch(change.session, change.case))
    change.trace(
        "risk_assessed", before={"risk": before}, fields=sorted(found.form.model_fields_set), risk=row.overall, point=row.point,
        assessment=str(row.id), number=str(number), considered=", ".join(considered), together=together,
        mitigations=", ".join(plans) or "none",
    )  # fmt: skip
