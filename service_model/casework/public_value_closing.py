"""After the test: could a little intervention resolve it, what must come before a close, and the code (SM-2.85 to 2.96)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.told import DecisionGiven, everyone_is_told, who_is_told
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class MinimalIntervention(Part):
    """The circumstances of SM-2.85 in which a case can be resolved with minimal intervention."""

    few_contacts: bool | None = Field(None, description="A few telephone calls, or contacts, can resolve it")
    simple_and_linked: bool | None = Field(None, description="Simple, the outcome clearly linked to complaint and injustice")
    organisation_admitted: bool | None = Field(None, description="The organisation has acknowledged that something went wrong")
    likely_to_agree: bool | None = Field(None, description="The organisation is likely to agree to a resolution")
    apology_sought: bool | None = None


class NoFurtherAction(Part):
    """What has been done before a case is taken no further."""

    minimal_intervention_considered: bool | None = None
    misunderstanding: bool | None = Field(None, description="They may have misunderstood how serious it is (SM-2.90)")
    discussed_with_manager_on: date | None = None
    call_considered: bool | None = Field(None, description="Considered if a call about the injustice should come first")
    call_first: bool | None = Field(None, description="It was decided to speak with them before deciding (SM-2.87)")
    call_held_on: date | None = None
    triage_section_complete: bool | None = None
    given: DecisionGiven = Field(default_factory=lambda: DecisionGiven.model_validate({}))


class AfterResolution(Part):
    """What came of an attempt to resolve the case at triage."""

    resolved: bool | None = None
    next: Literal["further_work", "close_now"] | None = None
    reason: str | None = Field(None, max_length=2000)


def could_be_resolved(facts: MinimalIntervention) -> Recommendation:
    """Usually limited to three circumstances; reading: any one of them makes an attempt worth while (SM-2.85, 2.95)."""
    admitted = admits_and_would_agree(facts)
    answers = {"few_contacts": facts.few_contacts, "simple_and_linked": facts.simple_and_linked, "organisation_admits": admitted}
    cites = ("SM-2.85", "SM-2.95")
    if found := [name for name, answer in answers.items() if answer]:
        act = Duty("resolve_with_early_consideration", "Take the required action in line with the early consideration guidance.",
                   "policy", ("SM-2.95",), to=("caseworker",))  # fmt: skip
        reason = f"It could be resolved with minimal intervention: {', '.join(found)}."
        return Recommendation("minimal_intervention", "attempt_resolution", reason, cites, "policy", duties=(act,))
    needs = tuple(name for name, answer in answers.items() if answer is None)
    if needs:
        reason = "Consider if a few calls could resolve it, if it is simple, or if the organisation admits it and would agree."
        return Recommendation("minimal_intervention", None, reason, cites, "policy", needs)
    return Recommendation("minimal_intervention", "not_likely", "None of the three circumstances holds.", cites, "policy")


def admits_and_would_agree(facts: MinimalIntervention) -> bool | None:
    """It has acknowledged that something went wrong and is likely to agree; an apology for it is the example (SM-2.85)."""
    if facts.organisation_admitted is False or facts.likely_to_agree is False:
        return False
    if facts.organisation_admitted and (facts.likely_to_agree or facts.apology_sought):
        return True
    return None


def before_no_further_action(facts: NoFurtherAction) -> tuple[Finding, ...]:
    """Each step that stands before a decision to take no further action and is not done (SM-2.85, 2.87, 2.90)."""
    steps = (_resolution_considered(facts), _manager(facts), _call_considered(facts), _call(facts))
    return tuple(step for step in steps if step.status != "met")


def before_closing(facts: NoFurtherAction) -> tuple[Finding, ...]:
    """Those, and the triage section and everyone who has to be told (SM-2.92, 2.93)."""
    return tuple(
        step
        for step in (*before_no_further_action(facts), _section(facts), everyone_is_told(facts.given, "public_value"))
        if step.status != "met"
    )


def closing(facts: NoFurtherAction, *, authority: Authority = PHSO) -> Recommendation:
    """The code of a close after the test, on the basis of general discretion, and who has to be told (SM-2.92 to 2.94)."""
    reason = "A close after the Public Value Model test is made under general discretion."
    duties = who_is_told(facts.given, "public_value")
    return Recommendation("closure_code", authority.closure_codes["triage_declined"], reason, ("SM-2.94",), duties=duties)


def after_attempt(facts: AfterResolution, *, authority: Authority = PHSO) -> tuple[Recommendation, ...]:
    """Resolved: its code. Not resolved: more work or close now, each a choice for the caseworker (SM-2.96)."""
    cites = ("SM-2.96",)
    if facts.resolved:
        code = authority.closure_codes["triage_resolution"]
        return (Recommendation("closure_code", code, "The case was resolved at triage.", cites, "policy"),)
    if facts.resolved is None:
        return (Recommendation("closure_code", None, "Was the case resolved?", cites, "policy", ("resolved",)),)
    needs = tuple(name for name in ("next", "reason") if getattr(facts, name) is None)
    ways = (
        Recommendation("after_attempt", "further_work", "Do more work on the case.", cites, "policy", needs),
        Recommendation("after_attempt", "close_now", "Close the case now.", cites, "policy", needs),
    )
    return tuple(way for way in ways if facts.next in (None, way.choice))


def _resolution_considered(facts: NoFurtherAction) -> Finding:
    """Even where no further action is proposed, a resolution with minimal intervention is considered first (SM-2.85)."""
    gate, done = "minimal_intervention_considered", "A resolution with minimal intervention was considered."
    to_do = "First consider if the case could be resolved with minimal intervention."
    return _done(facts.minimal_intervention_considered, gate, gate, "SM-2.85", done, to_do)


def _manager(facts: NoFurtherAction) -> Finding:
    """A worry that they have misunderstood how serious it is goes to the manager (SM-2.90)."""
    if facts.misunderstanding and facts.discussed_with_manager_on is None:
        reason = "They may have misunderstood how serious it is. Discuss the case with your manager."
        return cannot_tell("manager_discussion", reason, "SM-2.90", kind="policy", needs=("discussed_with_manager_on",))
    return met("manager_discussion", "No discussion is outstanding.", "SM-2.90", kind="policy")


def _call_considered(facts: NoFurtherAction) -> Finding:
    """With the same worry, a call about the injustice is considered before the case is declined (SM-2.90)."""
    if facts.misunderstanding and not facts.call_considered:
        reason = "Consider calling them about the injustice before you decline."
        return cannot_tell("call_considered", reason, "SM-2.90", kind="policy", needs=("call_considered",))
    return met("call_considered", "No call is to be considered.", "SM-2.90", kind="policy")


def _call(facts: NoFurtherAction) -> Finding:
    """A call that was chosen as an adjustment is held before the decision (SM-2.87)."""
    if facts.call_first and facts.call_held_on is None:
        reason = "You chose to speak with them before deciding. Hold the call first."
        return cannot_tell("call_before_deciding", reason, "SM-2.87", kind="policy", needs=("call_held_on",))
    return met("call_before_deciding", "No call is outstanding.", "SM-2.87", kind="policy")


def _section(facts: NoFurtherAction) -> Finding:
    """The triage section is completed for a case taken no further (SM-2.92)."""
    done, to_do = "The triage section is complete.", "Complete the triage section."
    return _done(facts.triage_section_complete, "triage_section", "triage_section_complete", "SM-2.92", done, to_do)


def _done(answer: bool | None, gate: str, fact: str, paragraph: str, done: str, to_do: str) -> Finding:
    """A step that is done, is not, or of which nobody has said."""
    if answer:
        return met(gate, done, paragraph, kind="policy")
    if answer is False:
        return not_met(gate, to_do, paragraph, kind="policy")
    return cannot_tell(gate, to_do, paragraph, kind="policy", needs=(fact,))
