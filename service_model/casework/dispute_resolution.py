"""Dispute Resolution through mediation: which cases, who has to agree, and the steps to a conference (SM-2.115 to 2.126)."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from service_model.determination import Finding, Outcome
from service_model.duties import Duty, Party, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

Side = Literal["complainant", "organisation"]
SIDES: tuple[Side, ...] = get_args(Side)
ConferenceFormat = Literal["in_person", "teleconference", "videoconference"]
"""How a resolution conference is held (SM-2.125)."""
NAME = "dispute_resolution"
_TALKED_ABOUT = {
    "views": "their views", "outcome_wanted": "what they want from it", "preferred_contact": "how to reach them",
    "adjustments": "their adjustments",
}  # fmt: skip
NEVER: tuple[Outcome, ...] = ("out_of_jurisdiction", "out_of_remit")


class Talk(Part):
    """The first talk with one side on its own (SM-2.123, 2.124). 'none stated' is an answer; None is not."""

    views: str | None = Field(None, max_length=20_000)
    outcome_wanted: str | None = Field(None, max_length=5000)
    preferred_contact: str | None = Field(None, max_length=200)
    adjustments: str | None = Field(None, max_length=2000)


class ConferenceOutcome(Part):
    """Something proposed at the conference. It is no finding and no recommendation of ours (SM-2.115, 2.128)."""

    agreed_action: str = Field(max_length=5000)
    complainant_agrees: bool | None = None
    organisation_agrees: bool | None = None


class DisputeResolutionFacts(Part):
    """Where the mediation has reached. No field holds a view on the substance of the complaint (SM-2.115)."""

    complainant_wants: bool | None = Field(None, description="Said in a talk with the caseworker (SM-2.120)")
    organisation_wants: bool | None = Field(None, description="Said in a talk with the DR caseworker (SM-2.120)")
    complainant_consent: bool | None = Field(None, description="The consent form came back: given or refused (SM-2.122)")
    organisation_consent: bool | None = None
    complainant_talk: Talk | None = None
    organisation_talk: Talk | None = None
    conference_held: bool | None = None
    outcomes: tuple[ConferenceOutcome, ...] = ()
    agreement_letters_sent: tuple[Side, ...] = ()


def may_suit(outcome: Outcome | None) -> Recommendation:
    """Any case that is ready may suit, about any organisation we investigate; never a yes by itself (SM-2.116 to 2.118).

    For a case that is not ready the guidance is silent. Reading: it stays possible, with a caution.
    """
    cites = ("SM-2.116", "SM-2.117", "SM-2.118")
    ask = Duty("consult_dr_team", "Ask a member of the DR team if the case is suitable. It stays with you until then.",
               "guidance", ("SM-2.118",), to=("dispute_resolution_team",))  # fmt: skip
    if outcome is None:
        reason = "It cannot be told yet if the case is ready for further consideration."
        return Recommendation(NAME, None, reason, cites, needs=("ready",))
    if outcome == "enquiry":
        return Recommendation(NAME, None, "Nobody has asked us to act yet.", cites, needs=("asks_us_to_act",))
    if outcome in NEVER:
        return Recommendation(NAME, "not_possible", "Mediation is for complaints that we can consider.", ("SM-2.117",))
    if outcome == "ready_for_triage":
        return Recommendation(NAME, "possible", "The case is ready, so mediation may suit it.", cites, duties=(ask,))
    reason = "Caution: the case is not ready for further consideration. The guidance speaks only of cases that are."
    return Recommendation(NAME, "possible_with_caution", reason, cites, duties=(ask,))


def both_willing(facts: DisputeResolutionFacts) -> Finding:
    """Each side is asked and wants mediation; if one does not, the case stays and is assessed as usual (SM-2.120, 2.121)."""
    answers = {"complainant_wants": facts.complainant_wants, "organisation_wants": facts.organisation_wants}
    if False in answers.values():
        reason = "A party is unwilling. The case stays with the original caseworker and is assessed as usual."
        return not_met("both_willing", reason, "SM-2.121")
    if needs := tuple(name for name, answer in answers.items() if answer is None):
        return cannot_tell("both_willing", f"Talk with each side first. Open: {', '.join(needs)}.", "SM-2.120", needs=needs)
    return met("both_willing", "Both sides want mediation.", "SM-2.120")


def consent_forms(facts: DisputeResolutionFacts) -> tuple[Duty, ...]:
    """Once both agree, the caseworker sends the complainant a form and the DR caseworker the organisation (SM-2.122)."""
    if both_willing(facts).status != "met":
        return ()
    senders = {"complainant": "caseworker", "organisation": "DR caseworker"}
    return tuple(
        Duty("consent_form", f"The {senders[side]} sends the {side} a consent form.", "guidance", ("SM-2.122",), to=(side,))
        for side in SIDES
        if getattr(facts, f"{side}_consent") is None
    )


def may_transfer(facts: DisputeResolutionFacts) -> Finding:
    """The case moves to the DR team only once both consents are back; refused, it stays (SM-2.121, 2.122)."""
    willing = both_willing(facts)
    if willing.status != "met":
        return not_met("may_transfer", willing.reason, *willing.paragraphs, needs=willing.needs)
    answers = {f"{side}_consent": getattr(facts, f"{side}_consent") for side in SIDES}
    if False in answers.values():
        reason = "Consent was not given. The case stays with the original caseworker and does not go through DR."
        return not_met("may_transfer", reason, "SM-2.122")
    if needs := tuple(name for name, answer in answers.items() if answer is None):
        reason = f"Not before both consents are back. Open: {', '.join(needs)}."
        return cannot_tell("may_transfer", reason, "SM-2.122", needs=needs)
    return met("may_transfer", "Both consents are back. The case goes to the DR team.", "SM-2.122")


def owner(facts: DisputeResolutionFacts) -> Recommendation:
    """Who has the case: the DR team after both consents, else the original caseworker (SM-2.121, 2.122)."""
    found = may_transfer(facts)
    choice: Party = "dispute_resolution_team" if found.status == "met" else "caseworker"
    over = found.status == "not_met" and not found.needs
    what = "End Dispute Resolution. The case is assessed as usual."
    close = Duty("close_dr", what, "guidance", found.paragraphs, to=("caseworker",))
    return Recommendation("owner", choice, found.reason, found.paragraphs, needs=found.needs, duties=(close,) if over else ())


def talks_held(facts: DisputeResolutionFacts) -> Finding:
    """Both sides are heard on their own: views, what they want, how to reach them, adjustments (SM-2.123 to 2.125)."""
    needs: list[str] = []
    for side in SIDES:
        talk = getattr(facts, f"{side}_talk")
        if talk is None:
            needs.append(f"{side}_talk")
        else:
            needs += [f"{side}_talk.{name}" for name in Talk.model_fields if getattr(talk, name) is None]
    if needs:
        reason = f"Hold the first talk with each side before the resolution conference. Still open: {_open_talks(facts)}."
        return cannot_tell("talks_held", reason, "SM-2.123", "SM-2.124", needs=tuple(needs))
    return met("talks_held", "Both sides were heard. The resolution conference can be held.", "SM-2.125")


def _open_talks(facts: DisputeResolutionFacts) -> str:
    """What has still to be talked about, in words."""
    found = []
    for side in SIDES:
        talk = getattr(facts, f"{side}_talk")
        left = [words for name, words in _TALKED_ABOUT.items() if talk is None or getattr(talk, name) is None]
        if left:
            found.append(f"the {side}" if len(left) == len(_TALKED_ABOUT) else f"the {side} ({', '.join(left)})")
    return "; ".join(found)


def agreed(outcome: ConferenceOutcome) -> Finding:
    """An outcome of the conference counts only when both sides agree to it (SM-2.126)."""
    answers = {name: getattr(outcome, name) for name in ("complainant_agrees", "organisation_agrees")}
    if False in answers.values():
        return not_met("outcome_agreed", "One side does not agree to this outcome.", "SM-2.126")
    if needs := tuple(name for name, answer in answers.items() if answer is None):
        return cannot_tell("outcome_agreed", f"Both sides have to agree. Open: {', '.join(needs)}.", "SM-2.126", needs=needs)
    return met("outcome_agreed", "Both sides agree.", "SM-2.126")
