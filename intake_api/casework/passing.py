"""A case is passed forward for further consideration: triage is finished, and it enters the central allocation queue.

Passing and entering are one transaction: no case is lost between the two desks (SM-1.35 to 1.38, 2.182, 10.14).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from intake_api.cases.models import Case
from intake_api.casework import allocating, reasons, tasks
from intake_api.casework.changing import Change, RefusedError, refuse_unless_met
from intake_api.casework.criteria import Criteria
from intake_api.casework.models import CaseAllocation
from service_model.casework.local_process import departure_recorded
from service_model.casework.triage import Category, TriageFacts, triage_finished, where_it_goes
from service_model.record import Complaint

READY = "ready_for_triage"
EARLY, ANOTHER = "early_consideration_team", "another_team"
Long = Annotated[str, Field(max_length=5000)]


class PassedOn(Criteria):
    """What the form of passing on asks, beside the authority's questions of categorisation."""

    category: Category | None = None
    confirmed: bool | None = None
    enough_information: bool | None = None
    speciality: Annotated[str, Field(max_length=100)] | None = None
    more_complicated: bool | None = None
    goes_to: Literal["early_consideration_team", "another_team"] = "early_consideration_team"
    why_there: Long | None = None
    risk_assessment_required: bool | None = None
    why_now: Long | None = None
    criteria_note: Long | None = None


def pass_on(change: Change, form: PassedOn) -> None:
    """Passes the case forward. Refused, with the paragraph, while something that has to be there is missing."""
    change.must_be_open()
    case = change.case
    if allocating.fetch_waiting(change.session, case) is not None:
        raise RefusedError("This case waits in the allocation queue already.")
    if form.risk_assessment_required is None:
        raise RefusedError("Say if a risk assessment is required (SM-10.14b).", "risk_assessment_required")
    facts = _facts(form)
    refuse_unless_met(triage_finished(facts), "category")
    _must_be_explained(case, form)
    _must_say_where(facts, form)
    passed = form.model_dump(exclude_none=True)
    entry = CaseAllocation(**change.stamp(), category=form.category, passed=passed, answers=form.answers())
    change.session.add(entry)
    case.assignee_id = None
    change.session.flush()
    digest = reasons.keep(change, "case_passed_on", form.why_now or form.why_there)
    change.trace(
        "case_passed_on", fields=passed, category=form.category, goes_to=form.goes_to, digest=digest,
        risk_assessment_required="yes" if form.risk_assessment_required else "no",
    )  # fmt: skip
    if form.risk_assessment_required:
        what = "Assess the risk of the case."
        tasks.open_task(change, kind="assess_risk", what=what, paragraph="SM-10.14", about="risk#assess-now")


def unfinished_second_tier(case: Case) -> bool:
    """Is there an organisation whose second tier has not finished (SM-2.142, 2.146)?"""
    issues = Complaint.model_validate(case.record).issues
    return any(issue.second_tier_stage in ("not_started", "under_way") for issue in issues)


def is_ready(case: Case) -> bool:
    """Did the rules find it ready for a caseworker?"""
    return case.outcome == READY


def passed_by_criteria(case: Case) -> bool:
    """Is it a victim's complaint about a government organisation that needs no referral by an MP (SM-2.21, 2.35)?"""
    complaint = Complaint.model_validate(case.record)
    return complaint.mp_referral != "referred" and any(issue.victim_link not in (None, "none") for issue in complaint.issues)


def _facts(form: PassedOn) -> TriageFacts:
    values: dict[str, Any] = form.model_dump(
        include={"category", "confirmed", "enough_information", "speciality", "more_complicated"}, exclude_none=True
    )
    return TriageFacts(**values, answers=form.answers())


def _must_be_explained(case: Case, form: PassedOn) -> None:
    """What is not ready goes on only with a reason why we should consider it now (SM-2.76, 2.146); criteria need a note."""
    if unfinished_second_tier(case):
        refuse_unless_met(departure_recorded(form.why_now, second_tier=True), "why_now")
    elif not is_ready(case):
        refuse_unless_met(departure_recorded(form.why_now), "why_now")
    if passed_by_criteria(case) and not form.criteria_note:
        raise RefusedError("Add a note that the case is passed through on the set criteria (SM-2.35b).", "criteria_note")


def _must_say_where(facts: TriageFacts, form: PassedOn) -> None:
    advice = where_it_goes(facts)
    if form.goes_to == ANOTHER and advice.choice != ANOTHER and not form.why_there:
        raise RefusedError(f"{advice.reason} Say why it goes to another team (SM-2.80).", "why_there")
