"""Closing as a resolution: agreement, passing on, codes, who is told, compliance (SM-2.134 to 2.141, 3.60 to 3.67)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.told import DecisionGiven, everyone_is_told, who_is_told
from service_model.determination import Finding, Outcome
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

Stage = Literal["early_consideration", "primary_investigation"]
DECISION_TYPE = "decision_not_to_investigate"
"""What every closure as a resolution is: the legislation does not define one (SM-2.140, 3.67)."""
PASS_ON = ("action_taken", "outcome_achieved", "reason_not_resolved")


class ClosingFacts(Part):
    """What is known when a case is to close as a resolution."""

    stage: Stage = "early_consideration"
    resolved: bool | None = None
    ready: bool | None = Field(None, description="Was the case ready for further consideration (SM-2.141)")
    complainant_agrees: Literal["yes", "no", "could_not_be_reached"] | None = Field(None, description="SM-2.134")
    action_taken: str | None = Field(None, max_length=5000)
    outcome_achieved: str | None = Field(None, max_length=5000)
    reason_not_resolved: str | None = Field(None, max_length=5000, description="Why the concerns remain (SM-2.136)")
    given: DecisionGiven = Field(default_factory=lambda: DecisionGiven.model_validate({}))


class ResolutionItem(Part):
    """An action that an organisation was asked for to resolve the complaint, and agreed to or refused."""

    action: str = Field(max_length=2000)
    answer: Literal["agreed", "refused"] | None = None
    answered_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None


def ready_from(outcome: Outcome | None) -> bool | None:
    """Was it ready, from the determination at first contact; None where that leaves it open."""
    if outcome in ("premature", "not_properly_made"):
        return False
    return True if outcome == "ready_for_triage" else None


def agreement_sought(facts: ClosingFacts) -> Finding:
    """In early consideration the complainant's agreement that it is resolved is sought; later we decide (SM-2.134, 3.60)."""
    gate = "agreement_sought"
    if facts.stage == "primary_investigation":
        return met(gate, "It is for us, not the complainant, to decide if it is resolved.", "SM-3.60")
    if facts.complainant_agrees is None:
        reason = "Ask the complainant if it has been resolved to their satisfaction."
        return cannot_tell(gate, reason, "SM-2.134", kind="policy", needs=("complainant_agrees",))
    if facts.complainant_agrees == "no":
        return not_met(gate, "The complainant does not consider it resolved.", "SM-2.134", "SM-2.135", kind="policy")
    return met(gate, "The complainant's agreement was sought.", "SM-2.134", kind="policy")


def if_not_satisfied(facts: ClosingFacts) -> tuple[Recommendation, ...]:
    """The two ways on when the complainant does not consider it resolved, for the caseworker to choose (SM-2.135)."""
    if facts.complainant_agrees != "no":
        return ()
    cites, needs = ("SM-2.135",), may_pass_on(facts).needs
    return (
        Recommendation("not_satisfied", "further_consideration", "Pass the case on.", cites, "policy", needs),
        Recommendation("not_satisfied", "close_using_discretion", "Close the case using discretion.", cites, "policy"),
    )


def may_pass_on(facts: ClosingFacts) -> Finding:
    """Passed on unresolved: the action taken, the outcome achieved and why concerns remain are recorded (SM-2.136)."""
    if needs := tuple(name for name in PASS_ON if not getattr(facts, name)):
        reason = f"Before you pass it on, record: {', '.join(needs)}."
        return cannot_tell("may_pass_on", reason, "SM-2.136", kind="policy", needs=needs)
    return met("may_pass_on", "What was done, what came of it and what remains is recorded.", "SM-2.136", kind="policy")


def closure_code(facts: ClosingFacts, *, authority: Authority = PHSO) -> Recommendation:
    """In early consideration one of two codes, by whether the case was ready (SM-2.141).

    Reading: a complainant who could not be reached has not said no, but 'premature - resolution' needs their satisfaction.
    """
    name, cites = "closure_code", ("SM-2.141",)
    if facts.resolved is False:
        return Recommendation(name, None, "It was not resolved, so no resolution code fits.", cites, "policy")
    needs = tuple(each for each in ("resolved", "ready") if getattr(facts, each) is None)
    if needs:
        reason = f"The code depends on: {', '.join(needs)}."
        return Recommendation(name, None, reason, cites, "policy", needs)
    if facts.ready:
        code = authority.closure_codes["discretion_resolution"]
        return Recommendation(name, code, "It was ready, and resolved by our intervention.", cites, "policy")
    if facts.complainant_agrees != "yes":
        reason = "It was not ready: this code needs the complainant to be satisfied."
        wanted = () if facts.complainant_agrees == "no" else ("complainant_agrees",)
        return Recommendation(name, None, reason, cites, "policy", wanted)
    code = authority.closure_codes["premature_resolution"]
    return Recommendation(name, code, "It was not ready, and was resolved to their satisfaction.", cites, "policy")


def decision_type(facts: ClosingFacts) -> Recommendation:
    """The legislation does not define a resolution, so it is a decision not to investigate (SM-2.140, 3.67)."""
    cites = ("SM-2.140", "SM-3.67")
    if facts.resolved is None:
        return Recommendation("decision_type", None, "Was the case resolved?", cites, "legal", ("resolved",))
    if not facts.resolved:
        return Recommendation("decision_type", None, "It is not closed as a resolution.", cites, "legal")
    reason = "A case closed as a resolution is a decision not to investigate."
    return Recommendation("decision_type", DECISION_TYPE, reason, cites, "legal")


def told(facts: ClosingFacts) -> tuple[Duty, ...]:
    """A resolution is issued like any decision not to investigate: complainant, representatives, MPs (SM-2.140, 3.67)."""
    return who_is_told(facts.given, _way(facts))


def may_close(facts: ClosingFacts) -> Finding:
    """It closes when everyone who has to hear of a decision not to investigate has heard (SM-2.140, 3.67)."""
    return everyone_is_told(facts.given, _way(facts))


def when_requesting() -> tuple[Duty, ...]:
    """We ask, we do not recommend, and both sides are told that this is no recommendation after an investigation (SM-3.64)."""
    what = "Say that we make no recommendation as part of a formal investigation at this stage."
    cites = ("SM-3.64",)
    return (
        Duty("recommend", "Do not recommend: request that action is taken.", "policy", cites, to=("organisation",), not_to=True),
        Duty("say_no_recommendation", what, "policy", cites, to=("complainant",)),
        Duty("say_no_recommendation", what, "policy", cites, to=("organisation",)),
    )


def after_answer(item: ResolutionItem) -> tuple[Recommendation, ...]:
    """Refused: audited, and an investigation may be proposed. Agreed: a compliance item (SM-3.65, 3.66)."""
    if item.answer == "refused":
        what = "Record the refusal with its date and reason."
        record = Duty("audit_refusal", what, "guidance", ("SM-3.65",), to=("caseworker",))
        reason = "The organisation refused. You may decide that we should propose to investigate."
        return (Recommendation("after_refusal", "propose_to_investigate", reason, ("SM-3.65",), duties=(record,)),)
    if item.answer is None:
        reason = "The organisation has not answered yet."
        return (Recommendation("compliance_item", None, reason, ("SM-3.65", "SM-3.66"), "policy", ("answer",)),)
    if item.done_on:
        return (Recommendation("compliance_item", "closed", f"Done on {item.done_on:%-d %B %Y}.", ("SM-3.66",), "policy"),)
    return (Recommendation("compliance_item", "open", "Record it in the compliance section.", ("SM-3.66",), "policy"),)


def if_overdue(item: ResolutionItem, *, today: date) -> tuple[Duty, ...]:
    """Not completed: next steps are considered; the compliance escalation process is never used (SM-3.66)."""
    no = "Do not escalate: a resolution is no recommendation."
    never = Duty("compliance_escalation", no, "policy", ("SM-3.66",), not_to=True)
    if item.answer != "agreed" or item.done_on or item.due_on is None or today <= item.due_on:
        return (never,)
    what = "The agreed action was not completed in time. Consider the next steps."
    return (Duty("next_steps", what, "policy", ("SM-3.66",), to=("caseworker",)), never)


def minimal_intervention_asked(could_minimal_intervention_resolve: bool | None) -> Finding:
    """Before a case is declined or proposed, an attempt with minimal intervention is considered (SM-3.63)."""
    needs = ("could_minimal_intervention_resolve",)
    if could_minimal_intervention_resolve is None:
        reason = "First consider: could minimal intervention give a satisfactory result?"
        return cannot_tell("resolution_considered", reason, "SM-3.63", kind="policy", needs=needs)
    return met("resolution_considered", "A resolution was considered.", "SM-3.63", kind="policy")


def _way(facts: ClosingFacts) -> Literal["early_resolution", "resolution"]:
    return "early_resolution" if facts.stage == "early_consideration" else "resolution"
