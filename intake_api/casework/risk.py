"""Risks as a person describes, rates and plans for them, with every version; notes of what to watch. No rating is made up."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import tasks
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseNote, CaseRisk, CaseRiskVersion
from service_model.risk import Risk
from service_model.risk.policy import Category, MitigationOutcome, RiskKind
from service_model.risk.recording import recordable

Level = Literal["1", "2", "3"]
MONITOR = "monitor"
Short = Annotated[str, Field(max_length=2000)]
Long = Annotated[str, Field(max_length=5000)]


class NewRisk(Filled):
    """A risk with its levels before and after mitigation. The choice is asked for where the matrix says 'Medium or Low'."""

    category: Category
    kind: RiskKind = "general"
    source: Literal["external", "internal"]
    description: Long
    timing: Literal["now_and_continuing", "now_and_worsening", "likely_in_future", "already_happened"]
    future_effect: Short | None = None
    relates_to_case: bool = True
    why_recorded_anyway: Short | None = None
    happened_on: date | None = None
    reported_on: date | None = None
    impact: Level
    likelihood: Level | None = None
    choice: Literal["medium", "low"] | None = None
    choice_reasons: Short | None = None
    mitigation: MitigationOutcome | None = None
    action: Long | None = None
    why_it_lowers: Short | None = None
    if_it_happens: Short | None = None
    contacts: Short | None = None
    impact_after: Level | None = None
    likelihood_after: Level | None = None
    choice_after: Literal["medium", "low"] | None = None
    choice_after_reasons: Short | None = None
    disclosure_considered: bool | None = None
    tied_to_our_action: bool | None = None


class ChangedRisk(NewRisk):
    """A risk or its plan as somebody wants it to read from now on."""

    id: int


class RiskId(Filled):
    """Which risk."""

    id: int


class NewMonitor(Filled):
    """Something that is no risk, and is to be watched (SM-10.23)."""

    text: Long


def add(change: Change, form: NewRisk) -> None:
    """Keeps a risk. Raises RefusedError where the levels are no levels of the scales, or a choice has no reasons."""
    row = CaseRisk(**change.stamp(), body=_as_risk(form).model_dump(mode="json", exclude_none=True))
    change.session.add(row)
    change.session.flush()
    _keep_version(change, row)
    change.trace(
        "risk_added", fields=["description"], risk=str(row.id), category=form.category, source=form.source, impact=form.impact,
        likelihood=form.likelihood, mitigation=form.mitigation,
    )  # fmt: skip


def change_risk(change: Change, form: ChangedRisk) -> None:
    """Writes a risk or its plan anew; what it said before stays among its versions (SM-10.14, 10.26)."""
    row = _open(change, form.id)
    before = row.body
    row.body = _as_risk(form).model_dump(mode="json", exclude_none=True)
    if row.body == before:
        raise RefusedError("Nothing in it is different from before.", "description")
    number = _keep_version(change, row)
    changed = [name for name in {**before, **row.body} if before.get(name) != row.body.get(name)]
    change.trace(
        "risk_changed", fields=sorted(changed), risk=str(row.id), number=str(number), impact=form.impact,
        likelihood=form.likelihood, mitigation=form.mitigation,
    )  # fmt: skip
    tasks.open_task(change, kind="review_after_change", what="A risk was changed: assess the case again.", paragraph="SM-10.44")


def close(change: Change, form: RiskId) -> None:
    """It is no concern any more. The next assessment leaves it out (SM-10.44)."""
    row = _open(change, form.id)
    if row.body.get("kind") == "information_breach" and not row.body.get("reported_on"):
        raise RefusedError("Report the breach to the Information Security Manager first, and say when (SM-10.53).")
    row.closed_on = change.today
    change.trace("risk_closed", risk=str(row.id))
    tasks.open_task(change, kind="review_after_change", what="A risk was closed: assess the case again.", paragraph="SM-10.44")


def add_monitor(change: Change, form: NewMonitor) -> None:
    """Keeps a note of what to watch. It changes no rating (SM-10.23)."""
    change.session.add(CaseNote(**change.stamp(), kind=MONITOR, text=form.text))
    change.trace("monitor_note_written", fields=["text"])


def fetch(session: Session, case: Case) -> list[CaseRisk]:
    """The risks in the order they were added."""
    return list(session.scalars(select(CaseRisk).where(CaseRisk.case_id == case.id).order_by(CaseRisk.id)))


def fetch_open(session: Session, case: Case) -> list[Risk]:
    """The risks that are still a concern, as the rules read them."""
    return [as_rules_read(row) for row in fetch(session, case) if row.closed_on is None]


def as_rules_read(row: CaseRisk) -> Risk:
    """A risk as the rules read it, with a name of its own."""
    return Risk.model_validate({**row.body, "name": f"Risk {row.id}"})


def fetch_versions(session: Session, case: Case) -> dict[int, list[CaseRiskVersion]]:
    """The versions of each risk, the oldest first; none for a risk from before versions were kept."""
    found: dict[int, list[CaseRiskVersion]] = {}
    for row in session.scalars(select(CaseRiskVersion).where(CaseRiskVersion.case_id == case.id).order_by(CaseRiskVersion.id)):
        found.setdefault(row.risk_id, []).append(row)
    return found


def fetch_monitor_notes(session: Session, case: Case) -> list[CaseNote]:
    """What is to be watched, the newest first."""
    query = select(CaseNote).where(CaseNote.case_id == case.id, CaseNote.kind == MONITOR)
    return list(session.scalars(query.order_by(CaseNote.id.desc())))


def _keep_version(change: Change, row: CaseRisk) -> int:
    last = select(func.max(CaseRiskVersion.number)).where(CaseRiskVersion.risk_id == row.id)
    number = (change.session.scalar(last) or 0) + 1
    change.session.add(CaseRiskVersion(**change.stamp(), risk_id=row.id, number=number, body=row.body))
    change.session.flush()
    return number


def _open(change: Change, risk_id: int) -> CaseRisk:
    row = change.session.get(CaseRisk, risk_id)
    if row is None or row.case_id != change.case.id or row.closed_on is not None:
        raise RefusedError("This case has no such open risk.")
    return row


def _as_risk(form: NewRisk) -> Risk:
    values: dict[str, Any] = form.model_dump(include=set(Risk.model_fields), exclude_none=True)
    for name in ("choice", "choice_after"):
        values.pop(name, None)
        if getattr(form, name):
            values[name] = {"rating": getattr(form, name), "reasons": getattr(form, f"{name}_reasons") or ""}
    values.pop("mitigation", None)
    if form.mitigation:
        values["mitigation"] = {
            "outcome": form.mitigation, "action": form.action, "why_it_lowers": form.why_it_lowers,
            "if_it_happens": form.if_it_happens, "contacts": form.contacts,
        }  # fmt: skip
    if form.kind != "information_breach" and form.likelihood is None:
        words = "Choose the likelihood. It is left open for loss or misuse of information alone (SM-10.53)."
        raise RefusedError(words, "likelihood")
    try:
        risk = Risk.model_validate(values)
    except ValidationError:
        raise RefusedError("Give a reason with each choice between medium and low (SM-10.27).", "choice_reasons") from None
    kept = recordable(risk)
    if kept.status == "cannot_tell" or (kept.status == "not_met" and kept.kind == "policy"):
        field = kept.needs[0] if kept.needs else "description"
        raise RefusedError(f"{kept.reason} ({', '.join(kept.paragraphs)})", field)
    return risk
