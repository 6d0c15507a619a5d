"""Continuing healthcare: whose review is still to come, and which organisation is looked at (SM-2.170 to 2.177)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.gates.continuing_healthcare import RefusedAt, review_outstanding
from service_model.record import Part

Body = Literal["icb", "nhs_commissioning_region"]


class ContinuingHealthcareFacts(Part):
    """The refusal, the reviews of it, whom the complaint is about, and the talk with a manager."""

    refused_at: RefusedAt | None = None
    icb_reviewed: bool | None = None
    nhs_england_reviewed: bool | None = None
    icb: str | None = None
    nhs_commissioning_region: str | None = None
    why_unhappy_with_review: str | None = None
    proceeds_before_review: bool | None = None
    looked_at: tuple[Body, ...] = ()
    recorded: tuple[Body, ...] = ()
    written_complaints_about: tuple[Body, ...] = ()
    manager: str | None = None
    discussed_on: date | None = None


def reviews(facts: ContinuingHealthcareFacts) -> Recommendation:
    """The ICB's review after a checklist; after a full assessment NHS England's too, else signpost to it (SM-2.170, 2.171)."""
    cites: tuple[str, ...] = ("SM-2.170",) if facts.refused_at != "full_assessment" else ("SM-2.171",)
    left = review_outstanding(facts.refused_at, facts.icb_reviewed, facts.nhs_england_reviewed)
    if left == "icb":
        return Recommendation("reviews", "local_review_outstanding", "The ICB has not reviewed its decision.", cites, "policy")
    if left == "nhs_england":
        tell = Duty(
            "signpost_to_nhs_england_review", "Signpost them to NHS England's review.", "policy", cites, to=("complainant",)
        )
        reason = "NHS England has not reviewed the decision."
        return Recommendation("reviews", "signpost_to_nhs_england_review", reason, cites, "policy", duties=(tell,))
    if left == "none":
        return Recommendation("reviews", "reviewed", "Nobody's review is outstanding.", cites, "policy")
    asked = ("refused_at",) if facts.refused_at is None else ("icb_reviewed", "nhs_england_reviewed")
    needs = tuple(
        name for name in asked if getattr(facts, name) is None and (facts.refused_at != "checklist" or name[:3] == "icb")
    )
    return Recommendation("reviews", None, "We need to know who has reviewed the decision.", cites, "policy", needs=needs)


def organisation_to_assess(facts: ContinuingHealthcareFacts) -> Recommendation:
    """The ICB, until NHS England has reviewed; then the NHS commissioning region (SM-2.172, 2.175)."""
    name = "organisation_to_assess"
    if facts.nhs_england_reviewed:
        reason = "NHS England's review has considered what the ICB did."
        needs = () if facts.nhs_commissioning_region else ("nhs_commissioning_region",)
        return Recommendation(name, facts.nhs_commissioning_region, reason, ("SM-2.175",), "policy", needs)
    needs = () if facts.icb else ("icb",)
    return Recommendation(name, facts.icb, "No review by NHS England is completed.", ("SM-2.172",), "policy", needs)


def reasons_after_review(facts: ContinuingHealthcareFacts) -> Finding:
    """After NHS England's review: ask why they are unhappy with that review (SM-2.174)."""
    gate = "why_unhappy_with_review"
    if not facts.nhs_england_reviewed:
        return met(gate, "There is no review by NHS England to ask about.", "SM-2.174")
    if not facts.why_unhappy_with_review:
        return cannot_tell(gate, "Ask why they are unhappy with NHS England's review.", "SM-2.174", needs=(gate,))
    return met(gate, facts.why_unhappy_with_review, "SM-2.174")


def scope_letter(facts: ContinuingHealthcareFacts) -> tuple[Duty, ...]:
    """In most reviewed cases they are told that only the review is looked at, not the ICB, and why (SM-2.174)."""
    if not facts.nhs_england_reviewed or "icb" in facts.looked_at:
        return ()
    words = "Tell them that NHS England's review is looked at and the ICB is not, as NHS England has considered its actions."
    return (Duty("send_scope_letter", words, "guidance", ("SM-2.174",), to=("complainant",)),)


def discussed_with_manager(facts: ContinuingHealthcareFacts) -> Finding:
    """Before NHS England's review, or with both bodies looked at, it is discussed with a manager (SM-2.176)."""
    gate, both = "discussed_with_manager", {"icb", "nhs_commissioning_region"} <= set(facts.looked_at)
    early = facts.proceeds_before_review and not facts.nhs_england_reviewed
    if not both and not early:
        return met(gate, "No discussion is asked for.", "SM-2.176")
    needs = tuple(name for name in ("manager", "discussed_on") if getattr(facts, name) in (None, ""))
    if needs:
        return cannot_tell(gate, "Discuss it with a manager. Note who, and when.", "SM-2.176", needs=needs)
    return met(gate, f"Discussed with {facts.manager} on {facts.discussed_on:%-d %B %Y}.", "SM-2.176")


def both_on_file(facts: ContinuingHealthcareFacts) -> Finding:
    """With both looked at: a written complaint about each on file, and each recorded on the case or a component (SM-2.177)."""
    gate, cite = "both_on_file", "SM-2.177"
    bodies: tuple[Body, ...] = ("icb", "nhs_commissioning_region")
    if not set(bodies) <= set(facts.looked_at):
        return met(gate, "Only one of them is looked at.", cite, kind="policy")
    if missing := tuple(each for each in bodies if each not in facts.written_complaints_about):
        words = f"There is no written complaint on file about: {', '.join(missing)}."
        return not_met(gate, words, cite, kind="policy", needs=("written_complaints_about",))
    if missing := tuple(each for each in bodies if each not in facts.recorded):
        words = f"Not recorded as complained about, on the case or a component: {', '.join(missing)}."
        return not_met(gate, words, cite, kind="policy", needs=("recorded",))
    return met(gate, "A written complaint about each is on file, and each is recorded.", cite, kind="policy")
