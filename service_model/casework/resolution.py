"""What is a resolution and what is not: of one issue, and of a whole case (SM-2.132, 2.133, 2.137 to 2.139, 3.59 to 3.63)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from service_model.determination import Determination, Finding, Status
from service_model.duties import Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

LAWFUL = ("organisation_in_jurisdiction", "in_remit")
"""The gates a resolution rests on. Properly made and ready are none of them (SM-2.132, 3.59)."""
Request = Literal["financial_redress", "service_improvements", "apology", "explanation", "further_response", "other"]
"""What we may ask an organisation for; the first two are those of SM-3.63."""


class IssueResolution(Part):
    """What was done about one issue. The first four bear on whether it counts as resolved."""

    issue: str = Field("", max_length=2000)
    weight: Literal["significant", "minor"] | None = None
    outcome: str | None = Field(None, max_length=5000, description="The answer or outcome delivered to the complainant")
    our_action: str | None = Field(None, max_length=5000, description="The specific action that we took")
    action_by: Literal["ombudsman", "organisation"] | None = Field(None, description="Whose action settled it (SM-3.60)")
    moved_local_process: bool | None = Field(None, description="Our action moved it along local resolution")
    about_delay: bool | None = Field(None, description="Delay is what is complained of")
    already_under_way: bool | None = Field(None, description="The organisation was already taking the action")
    own_decision: bool | None = Field(None, description="It decides to act further because we are now involved")
    adjudication: bool | None = Field(None, description="Closed as an adjudication, without a view on the substance (SM-3.60)")


def can_be_resolved(in_jurisdiction: bool | None, in_remit: bool | None) -> Finding:
    """A resolution needs a complaint we can legally consider; it may be not properly made or not ready (SM-2.132, 3.59)."""
    cites, answers = ("SM-2.132", "SM-3.59"), {"in_jurisdiction": in_jurisdiction, "in_remit": in_remit}
    if False in answers.values():
        return not_met("can_be_resolved", "We cannot legally consider it, so it cannot be a resolution.", *cites, kind="policy")
    if needs := tuple(name for name, answer in answers.items() if answer is None):
        reason = "It cannot be told yet if we can legally consider it."
        return cannot_tell("can_be_resolved", reason, *cites, kind="policy", needs=needs)
    reason = "We can legally consider it. It need not be properly made or ready to be resolved."
    return met("can_be_resolved", reason, *cites, kind="policy")


def can_be_resolved_by(determination: Determination) -> Finding:
    """The same, from what the gates found at first contact. A gate that was not asked leaves it open."""
    said: dict[Status, bool | None] = {"met": True, "not_met": False, "cannot_tell": None}
    answers = {each.gate: said[each.status] for each in determination.findings if each.gate in LAWFUL}
    return can_be_resolved(*(answers.get(gate) for gate in LAWFUL))


def issue_resolved(facts: IssueResolution) -> Finding:
    """An issue is resolved by a specific action of ours that delivers an answer or outcome (SM-2.132, 2.133, 3.59 to 3.61)."""
    if barred := _barred(facts):
        return barred
    needs = tuple(name for name in ("our_action", "outcome") if not getattr(facts, name))
    if needs:
        paragraphs = {"our_action": ("SM-2.133", "SM-3.61"), "outcome": ("SM-2.132", "SM-3.59")}
        reason = "Record the specific action we took, and the answer or outcome it brought."
        cites = tuple(each for need in needs for each in paragraphs[need])
        return cannot_tell("issue_resolved", reason, *cites, kind="policy", needs=needs)
    unknown = tuple(name for name in ("already_under_way", "own_decision") if getattr(facts, name) is None)
    if facts.action_by != "ombudsman" and unknown:
        reason = "Was the organisation acting already, or of its own accord because we are involved?"
        return cannot_tell("issue_resolved", reason, "SM-2.133", "SM-3.61", needs=unknown)
    whole = ("SM-2.132", "SM-2.133", "SM-3.59", "SM-3.61")
    if facts.action_by == "ombudsman":
        return met("issue_resolved", "Action by the Ombudsman brought the answer or outcome.", *whole, "SM-3.60", kind="policy")
    return met("issue_resolved", "Our specific action brought the answer or outcome.", *whole, kind="policy")


def _barred(facts: IssueResolution) -> Finding | None:
    """What never counts: an adjudication, an action already under way or its own, moving on another matter than delay."""
    cites = ("SM-2.133", "SM-3.61")
    if facts.adjudication:
        return not_met("issue_resolved", "An adjudication makes no judgement on the substance.", "SM-3.60")
    if facts.already_under_way:
        return not_met("issue_resolved", "The organisation was already taking the action.", *cites)
    if facts.own_decision:
        # 3.61 bars it outright; 2.133 rests on there being no specific action of ours. Reading: it is barred.
        return not_met("issue_resolved", "The organisation chose to act because we are involved.", *cites)
    if facts.moved_local_process and not facts.about_delay:
        reason = "Moving a complaint along local resolution counts only where the delay is what is complained of."
        if facts.about_delay is None:
            return cannot_tell("issue_resolved", reason, *cites, needs=("about_delay",))
        return not_met("issue_resolved", reason, *cites)
    return None


def counts_as_action(action: Literal["moved_local_process", "other"], *, about_delay: bool | None) -> bool:
    """Is the action one to offer: moving it along local resolution only for a complaint about delay (SM-2.133, 3.61)."""
    return action != "moved_local_process" or about_delay is True


def overall(issues: Sequence[IssueResolution]) -> Recommendation:
    """A case may close as a resolution when most issues, or one significant among several minor, are resolved (2.137, 3.62)."""
    name, cites = "overall_resolution", ("SM-2.137", "SM-3.62")
    found = [(each, issue_resolved(each).status) for each in issues]
    resolved, open_ = (sum(status == which for _, status in found) for which in ("met", "cannot_tell"))
    if resolved * 2 > len(found):
        reason = f"{resolved} of {len(found)} issues are resolved, which is the majority."
        return Recommendation(name, "resolution", reason, cites)
    significant = [status for each, status in found if each.weight == "significant"]
    minor = sum(each.weight == "minor" for each, _ in found)
    if significant == ["met"] and minor == len(found) - 1 and minor > 1:
        return Recommendation(name, "resolution", "The one significant issue among minor ones is resolved.", cites)
    unweighed = tuple(f"issues.{at}.weight" for at, (each, _) in enumerate(found) if each.weight is None)
    may_be_significant = any(status != "not_met" and each.weight is None for each, status in found)
    could = may_be_significant or "cannot_tell" in significant or (significant == ["met"] and bool(unweighed))
    if not found or could or (resolved + open_) * 2 > len(found):
        needs = tuple(f"issues.{at}" for at, (_, status) in enumerate(found) if status == "cannot_tell") + unweighed
        return Recommendation(name, None, "It cannot be told yet if enough is resolved.", cites, needs=needs or ("issues",))
    reason = f"{resolved} of {len(found)} issues are resolved: not the majority, nor a single significant one."
    return Recommendation(name, "not_a_resolution", reason, cites)


class ResolutionCandidate(Part):
    """What makes a case one to try to resolve (SM-2.138, 2.139, 3.63)."""

    failings_admitted: bool | None = None
    remedied: bool | None = Field(None, description="It has put things right or offered money")
    unanswered_issues: bool | None = None
    further_response_agreed: bool | None = None
    much_more_evidence: bool | None = None
    satisfactory_with_little: bool | None = Field(None, description="Minimal intervention could satisfy the complainant")


def worth_attempting(facts: ResolutionCandidate) -> Recommendation:
    """An attempt is considered where little could satisfy; two examples; no type is barred (SM-2.138, 2.139, 3.63)."""
    name, cites = "attempt_resolution", ("SM-2.138", "SM-2.139", "SM-3.63")
    caution = " Caution: generally it should not need much more evidence." if facts.much_more_evidence else ""
    examples = []
    if facts.failings_admitted and facts.remedied is False:
        examples.append("it admitted failings and has not put them right or offered money")
    if facts.unanswered_issues and facts.further_response_agreed:
        examples.append("it left issues unanswered and agrees to give a further response")
    if facts.satisfactory_with_little:
        examples.append("minimal intervention could satisfy the complainant")
    if examples:
        reason = f"A resolution could be tried: {'; '.join(examples)}."
        return Recommendation(name, "consider_attempt", reason + caution, cites, "policy")
    if facts.satisfactory_with_little is None:
        reason = "Could minimal intervention give a result that satisfies the complainant?"
        return Recommendation(name, None, reason + caution, cites, "policy", ("satisfactory_with_little",))
    return Recommendation(name, "considered", "It was considered: little would not satisfy." + caution, cites, "policy")
