"""What a primary investigation writes down before its decision: its Decision Form (SM-2.195 to 2.209)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.deciding_after_contact import RecordedTests, may_record
from service_model.determination import Finding
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged, SheetFacts
from service_model.worksheets.evidence_log import EvidenceLog, outstanding
from service_model.worksheets.summary_of_complaint import Summary, shown

Outcome = Literal["propose", "decline_specific", "decline_general"]
OUTCOMES: dict[Outcome, str] = {
    "propose": "Propose to investigate",
    "decline_specific": "Decline by specific discretion",
    "decline_general": "Decline by general discretion",
}
DeclinedBecause = Literal["responded_reasonably", "already_put_right", "prevents_recurrence", "other"]
DECLINED_BECAUSE: dict[DeclinedBecause, str] = {
    "responded_reasonably": "The organisation responded reasonably",
    "already_put_right": "It has already put things right",
    "prevents_recurrence": "It took action that prevents it from happening again",
    "other": "Another reason",
}
_HEARD: dict[str, str] = {"yes": "met", "no": "not_met"}
TestResult = Literal["yes", "no"]


class PrimaryDecision(Part):
    """The caseworker's view of one case, as the Decision Form holds it."""

    in_remit: TestResult | None = Field(None, description="Is it in remit?")
    complainant_suitable: TestResult | None = Field(None, description="Is the person suitable to complain?")
    analysis: str | None = Field(None, max_length=20_000, description="The evidence weighed, with an open mind")
    wider_importance: bool | None = Field(None, description="It may be of wider importance, such as a systemic issue")
    discussed_with: str | None = Field(None, max_length=200, description="The manager it was discussed with")
    discussed_on: date | None = None
    duty_of_candour: bool | None = Field(None, description="It obviously relates to the Duty of Candour")
    outcome: Outcome | None = None
    declined_because: DeclinedBecause | None = None
    rationale: str | None = Field(None, max_length=5000)


def judge(facts: PrimaryDecision, about: About) -> Judged:
    """What has to be recorded before the decision, and what the rest of the Decision Form holds already (SM-2.199 to 2.207)."""
    steps = (analysis_recorded(facts), outcome_in_order(facts), wider_importance_discussed(facts))
    return Judged(steps=steps, verdicts=(*_offered(facts), *_candour(facts)))


def decision_form(about: About) -> tuple[Finding, ...]:
    """What other sheets put on the Decision Form: the summary, the issues, the category (SM-2.195, 2.228, 2.231, 2.232)."""
    rows: list[Finding] = []
    log = about.sheet("evidence_log")
    if isinstance(log, EvidenceLog) and (asked := outstanding(log.requests)).status != "met":
        rows.append(asked)
    summary = _newest(about, "summary_of_complaint")
    if summary is not None and isinstance(summary.facts, Summary):
        if summary.is_finished and summary.facts.text:
            words = f"Summary of {summary.at:%-d %B %Y}, by {summary.by}: {summary.facts.text}"
            rows.append(met("summary", words, "SM-2.232"))
        rows += shown(summary.facts)
    agreed = _newest(about, "complex_agreement")
    if agreed is not None and agreed.facts.agreed:
        words = f"Category: complex. Agreed by {agreed.by} on {agreed.at:%-d %B %Y}."
        rows.append(met("category", words, "SM-2.195", kind="policy"))
    return tuple(rows)


def _newest(about: About, kind: str) -> SheetFacts | None:
    found = [each for each in about.sheets if each.kind == kind]
    return found[-1] if found else None


def _offered(facts: PrimaryDecision) -> tuple[Finding, ...]:
    offered = outcomes_offered(facts)
    if not offered:
        words = "First say if it is in remit, and if the person is suitable to complain. Then an outcome is open."
        return (met("outcomes", words, "SM-2.200", kind="policy"),)
    return (met("outcomes", f"Open now: {'; '.join(offered.values())}.", "SM-2.201", kind="policy"),)


def _candour(facts: PrimaryDecision) -> tuple[Finding, ...]:
    if not facts.duty_of_candour:
        return ()
    return (met("duty_of_candour", "It relates to the Duty of Candour.", "SM-2.209"),)


def analysis_recorded(facts: PrimaryDecision) -> Finding:
    """The evidence is analysed with an open mind, and the analysis recorded before a decision is made (SM-2.199)."""
    if facts.analysis:
        return met("analysis_recorded", "The analysis is recorded.", "SM-2.199", kind="policy")
    reason = "Record the analysis of the evidence before a decision is made."
    return not_met("analysis_recorded", reason, "SM-2.199", "SM-2.207", kind="policy", needs=("analysis",))


def wider_importance_discussed(facts: PrimaryDecision) -> Finding:
    """What may be of wider importance is discussed with the manager before the decision (SM-2.205)."""
    gate = "wider_importance"
    if not facts.wider_importance:
        return met(gate, "It is not marked as of wider importance.", "SM-2.205")
    if facts.discussed_with and facts.discussed_on:
        words = f"Discussed with {facts.discussed_with} on {facts.discussed_on:%-d %B %Y}."
        return met(gate, words, "SM-2.205")
    needs = tuple(name for name in ("discussed_with", "discussed_on") if not getattr(facts, name))
    reason = "It may be of wider importance: discuss it with your manager before you decide, and record with whom and when."
    return not_met(gate, reason, "SM-2.205", needs=needs)


def outcomes_offered(facts: PrimaryDecision) -> dict[Outcome, str]:
    """The three outcomes, once remit and the suitability of the person are met (SM-2.200, 2.201)."""
    first = (facts.in_remit, facts.complainant_suitable)
    return OUTCOMES if first == ("yes", "yes") else {}


def outcome_in_order(facts: PrimaryDecision) -> Finding:
    """Remit and the suitability of the person come before any other decision (SM-2.200, 2.201)."""
    given = {"remit": facts.in_remit, "suitable_complainant": facts.complainant_suitable}
    recorded = RecordedTests.model_validate({"results": {name: _HEARD[each] for name, each in given.items() if each}})
    if facts.outcome is None:
        return met("outcome_in_order", "No outcome is recorded yet.", "SM-2.201", kind="policy")
    found = may_record("failings", recorded)
    if found.status != "met":
        needs = tuple(name for name in ("in_remit", "complainant_suitable") if getattr(facts, name) is None)
        return not_met("outcome_in_order", found.reason, "SM-2.200", kind="policy", needs=needs)
    if facts.outcome == "propose" and "no" in given.values():
        reason = "A complaint out of remit, or from somebody who is not suitable, is not proposed."
        return not_met("outcome_in_order", reason, "SM-2.200", kind="policy", needs=("outcome",))
    if facts.outcome != "propose" and not facts.rationale:
        reason = "Give the reason for the decline, and the rationale."
        return not_met("outcome_in_order", reason, "SM-2.203", kind="policy", needs=("rationale",))
    return met("outcome_in_order", OUTCOMES[facts.outcome], "SM-2.201", kind="policy")
