"""After the resolution conference: agreement letters, what comes back, no review and no compliance (SM-2.119, 2.127 to 2.131)."""

from __future__ import annotations

from service_model.casework.dispute_resolution import SIDES, DisputeResolutionFacts, agreed
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

NAME = "after_conference"


class Component(Part):
    """One part of the complaint after mediation (SM-2.130, 2.131)."""

    name: str
    by_mediation: bool | None = None
    mediation_outcome: str | None = None
    decided: bool | None = None


def after_conference(facts: DisputeResolutionFacts) -> Recommendation:
    """Resolved if both agree to everything, partly if to some of it, else considered further (SM-2.127, 2.129, 2.130)."""
    if facts.conference_held is not True:
        reason = "The resolution conference has not been held."
        return Recommendation(NAME, None, reason, ("SM-2.125",), needs=("conference_held",))
    answers = [agreed(each).status for each in facts.outcomes]
    if "cannot_tell" in answers:
        return Recommendation(NAME, None, "Both sides have to say if they agree.", ("SM-2.126",), needs=("outcomes",))
    if "met" not in answers:
        reason = "Nothing was agreed. The case is considered further in line with the guidance."
        return Recommendation(NAME, "further_consideration", reason, ("SM-2.129",))
    if "not_met" in answers:
        reason = "Part was agreed. Record it by component; the DR caseworker assesses and decides the others."
        return Recommendation(NAME, "partly_resolved", reason, ("SM-2.130", "SM-2.131"))
    letters = agreement_letters(facts)
    return Recommendation(NAME, "resolved", "Everything was agreed by both sides.", ("SM-2.127",), duties=letters)


def agreement_letters(facts: DisputeResolutionFacts) -> tuple[Duty, ...]:
    """A Resolution Agreement letter to each side, with what was agreed and that the process has ended (SM-2.127)."""
    listed = "; ".join(each.agreed_action for each in facts.outcomes if agreed(each).status == "met")
    what = f"Send the Resolution Agreement letter. It lists what was agreed ({listed}) and says that the process has ended."
    return tuple(
        Duty("resolution_agreement_letter", what, "guidance", ("SM-2.127",), to=(side,))
        for side in SIDES
        if side not in facts.agreement_letters_sent
    )


def next_step(facts: DisputeResolutionFacts) -> Recommendation:
    """Resolved: the letters first, then the case is closed (SM-2.127)."""
    found = after_conference(facts)
    if found.choice != "resolved":
        return found
    if found.duties:
        missing = ", ".join(duty.to[0] for duty in found.duties)
        return Recommendation("next_step", "send_the_letter", f"Not sent yet to: {missing}.", ("SM-2.127",), duties=found.duties)
    return Recommendation("next_step", "close_the_case", "Both letters are sent.", ("SM-2.127",), duties=what_never_follows())


def what_never_follows() -> tuple[Duty, ...]:
    """No review, no compliance process or plan: we made no decision and no recommendation (SM-2.119, 2.128)."""
    return (
        Duty("offer_review", "Do not offer a review: we made no decision on the complaint.", "guidance", ("SM-2.119",),
             to=("complainant",), not_to=True),
        Duty("compliance", "Do not open compliance or ask for a plan: agreed actions are not recommendations.", "guidance",
             ("SM-2.128",), not_to=True),
    )  # fmt: skip


def review_can_be_asked(choice: str | None) -> Finding:
    """Who went through DR cannot ask for a review of it; unsure, ask a manager (SM-2.119).

    `choice` is that of `after_conference`. Reading: parts that the DR caseworker decided afterwards (2.131) are decisions.
    """
    if choice == "resolved":
        return not_met("review", "No review: no decision was made on the complaint.", "SM-2.119")
    reason = "Ask your manager: a review concerns decisions, not what was mediated."
    return cannot_tell("review", reason, "SM-2.119", needs=("manager_guidance",))


def on_review_request() -> tuple[Duty, ...]:
    """A request that comes all the same goes to a manager, and is not refused by the system (SM-2.119)."""
    what = "Ask your manager what to do about the review request."
    return (Duty("ask_manager", what, "guidance", ("SM-2.119",), to=("manager",)),)


def components_done(components: tuple[Component, ...]) -> Finding:
    """Mediated parts carry their mediation outcome; the DR caseworker decides each of the others (SM-2.130, 2.131)."""
    no_outcome = [each.name for each in components if each.by_mediation and not each.mediation_outcome]
    if no_outcome:
        reason = f"Record the mediation outcome of: {', '.join(no_outcome)}."
        return cannot_tell("components_done", reason, "SM-2.130", needs=tuple(f"{name}.mediation_outcome" for name in no_outcome))
    undecided = [each.name for each in components if not each.by_mediation and not each.decided]
    if undecided:
        reason = f"The DR caseworker still has to decide: {', '.join(undecided)}."
        return cannot_tell("components_done", reason, "SM-2.131", needs=tuple(f"{name}.decided" for name in undecided))
    return met("components_done", "Every part has its outcome.", "SM-2.130", "SM-2.131")
