"""The complaint in components: areas of complaint about one organisation, each decided for itself (SM-2.235 to 2.244)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.changing import Change, RefusedError, refuse_unless_met
from intake_api.casework.forms import Filled, Nothing
from intake_api.casework.models import CaseComponent
from service_model import PHSO
from service_model.casework import components as rules
from service_model.casework.organisational_decision import Component, code_text
from service_model.record import Complaint

Decision = Literal["propose_to_investigate", "resolution", "declined"]
Stage = Literal["primary_investigation", "assessment"]
"""Two names of one stage: the guidance has both (SM-2.235, 2.245). A detailed investigation decides elsewhere."""
_NOT_A_REASON = ("resolution", "propose_to_investigate", "enquiry")


class NewComponent(Filled):
    """An area of complaint. The summary is asked for (SM-2.242); one heading is one component (SM-2.236)."""

    heading: Annotated[str, Field(max_length=300)]
    organisation: Annotated[str, Field(max_length=300)] | None = None
    summary: Annotated[str, Field(max_length=2000)]
    is_about_handling: bool | None = None


class ComponentDecision(Filled):
    """The decision for one component; a declined one has a reason, why, and on what evidence (SM-2.243)."""

    id: int
    stage: Stage = "primary_investigation"
    decision: Decision
    reason: Annotated[str, Field(max_length=80)] | None = None
    explanation: Annotated[str, Field(max_length=5000)] | None = None
    material_evidence: Annotated[str, Field(max_length=5000)] | None = None
    size: Literal["small", "medium", "large"] | None = None
    importance: Literal["low", "medium", "high"] | None = None


def add(change: Change, form: NewComponent) -> None:
    """Adds a component. The same heading about the same organisation twice is refused (SM-2.241)."""
    change.must_be_open()
    for each in fetch(change.session, change.case):
        if _key(each.heading, each.organisation) == _key(form.heading, form.organisation):
            raise RefusedError("There is a component with this heading already. One is enough (SM-2.241).", "heading")
    change.session.add(CaseComponent(**change.stamp(), **form.model_dump()))
    change.trace("component_added", fields=["heading", "summary"])


def from_record(change: Change, _form: Nothing) -> None:
    """One component of each issue of the record that has none yet, for the caseworker to put in order."""
    change.must_be_open()
    complaint = Complaint.model_validate(change.case.record)
    known = {each.issue for each in fetch(change.session, change.case)}
    new = [(place, issue) for place, issue in enumerate(complaint.issues) if place not in known]
    if not new:
        raise RefusedError("Each issue of the record has its component already.")
    for place, issue in new:
        name = issue.organisation or issue.body
        said = issue.summary or complaint.story or "Not told yet."
        heading = f"{place + 1}. {issue.summary or name or 'Complaint'}"[:300]
        change.session.add(CaseComponent(**change.stamp(), issue=place, heading=heading, organisation=name, summary=said[:2000]))
    change.trace("component_added", count=str(len(new)))


def decide(change: Change, form: ComponentDecision) -> None:
    """Keeps the decision for one component. Raises RefusedError with the paragraph that it falls short of."""
    change.must_be_open()
    found = change.session.get(CaseComponent, form.id)
    if found is None or found.case_id != change.case.id:
        raise RefusedError("This case has no such component.")
    if form.decision == "declined" and (form.reason is None or form.reason not in reasons()):
        raise RefusedError("Choose the reason it is declined for. It gives the closure code (SM-3.121).", "reason")
    one = rules.Component.model_validate({
        "heading": found.heading, "decision": "decline" if form.decision == "declined" else "propose",
        "explanation": form.explanation, "material_evidence": form.material_evidence,
    })  # fmt: skip
    refuse_unless_met(rules.components_decided((one,)), "material_evidence" if form.explanation else "explanation")
    before = found.decision
    for name, value in form.model_dump(exclude={"id", "stage"}).items():
        setattr(found, name, value if name != "reason" or form.decision == "declined" else None)
    found.decided_by, found.decided_at = change.by, change.at
    change.trace(
        "component_decided", fields=["explanation", "material_evidence"] if form.explanation else (),
        before={"decision": before}, component=str(found.id), stage="primary_investigation", decision=form.decision,
        reason=found.reason,
    )  # fmt: skip


def fetch(session: Session, case: Case) -> list[CaseComponent]:
    """The components in the order they were made."""
    return list(session.scalars(select(CaseComponent).where(CaseComponent.case_id == case.id).order_by(CaseComponent.id)))


def as_rules_read(components: list[CaseComponent]) -> tuple[Component, ...]:
    """The components as the rules of the organisation's decision read them."""
    values: list[dict[str, Any]] = [
        {"name": each.heading, "decision": each.decision, "reason": each.reason, "size": each.size, "importance": each.importance}
        for each in components
    ]
    return tuple(Component(**each) for each in values)


def reasons() -> dict[str, str]:
    """What a component may be declined for: the name of each closure code, and its wording."""
    names = [name for name in PHSO.closure_codes if name not in _NOT_A_REASON]
    return {name: code_text(name) or name for name in (*names, *PHSO.remit.categories)}


def _key(heading: str, organisation: str | None) -> tuple[str, str]:
    return heading.casefold(), (organisation or "").casefold()


def handed_off(session: Session, case: Case) -> list[dict[str, Any]]:
    """The components as case systems read them: each with its decision at each of the two stages, which may differ between

    organisations and areas of complaint (SM-2.153, 2.235).
    """
    return [
        {
            "heading": each.heading, "organisation": each.organisation, "summary": each.summary,
            "decisions": {"primary_investigation": each.decision, "detailed_investigation": each.investigation_decision},
            "reason": each.reason, "explanation": each.explanation, "material_evidence": each.material_evidence,
            "by": each.decided_by, "size": each.size, "importance": each.importance,
        }
        for each in fetch(session, case)
    ]  # fmt: skip
