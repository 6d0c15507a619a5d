"""Is the person bringing the complaint suitable to bring it? (SM-2.109, 2.247 to 2.264)

`met`: suitable. `not_met`: not usually suitable. `cannot_tell`: a check or a judgement is missing, and `needs` names it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from service_model.casework.capacity import AbilityFacts, able_to_complain
from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met, not_met, unique
from service_model.gates.suitable import FAMILY, WORKS_FOR_AN_ORGANISATION
from service_model.record import Complaint, Part

GATE = "suitable_complainant"
Category = Literal["personal_representative", "family_member", "suitable_individual", "suitable_organisation"]


class ConsentTaken(Part):
    """What the aggrieved said when we asked them ourselves; the telephone will do (SM-2.264)."""

    given: bool
    method: Literal["telephone", "in_writing", "in_person"]
    on: date
    taken_by: str


class SuitabilityFacts(AbilityFacts):
    """What the caseworker found out about the person bringing the complaint. Unknown is None: not asked yet."""

    consent: ConsentTaken | None = None
    works_for_organisation: bool | None = None
    conflict_of_interest: bool | None = None
    would_not_want_access: bool | None = None
    """Does anything suggest that the aggrieved would not want this person to have their confidential information?"""
    against_best_interest: bool | None = None
    """Does anything suggest that the person is not acting in the aggrieved's best interest?"""
    information_seen: tuple[str, ...] | None = None
    """The kinds of information about the aggrieved that this person might see (SM-2.250)."""
    suitability_concerns: bool | None = None
    judged_suitable: bool | None = None
    reasons: str | None = None

    @property
    def fully_considered(self) -> bool:
        """Somebody judged it, and said why."""
        return self.judged_suitable is not None and bool(self.reasons)


_QUESTIONS = {
    "conflict_of_interest": ("conflict of interest", "There may be a conflict of interest."),
    "would_not_want_access": ("confidentiality wishes", "The person affected may not want them to see confidential information."),
    "against_best_interest": ("best interest", "They may not be acting in the best interest of the person affected."),
}


def suitable(complaint: Complaint, facts: SuitabilityFacts) -> Finding:
    """The aggrieved may always complain; for anyone else it has to be considered (SM-2.247, 2.248, 2.256)."""
    if complaint.complaining_for == "self":
        return met(GATE, "Suitable: the complainant is the aggrieved.", "SM-2.247", kind="legal")
    if complaint.complaining_for is None:
        return cannot_tell(GATE, "Find out if they are the aggrieved.", "SM-2.247", "SM-2.248", needs=("complaining_for",))
    basis = ground(complaint, facts)
    if basis.status != "met":
        return basis
    return _representative(complaint, facts, basis.paragraphs)


def ground(complaint: Complaint, facts: SuitabilityFacts) -> Finding:
    """Usually only for someone who died, lacks capacity or is too young (SM-2.251), or who chose them and agrees (SM-2.262)."""
    able = able_to_complain(complaint, facts)
    if able.status == "cannot_tell":
        return able
    if able.status == "not_met":
        return met(GATE, f"Ground met: {able.reason}", "SM-2.247", "SM-2.251", *able.paragraphs, kind="legal")
    agreed = consent(complaint, facts)
    if agreed.status == "not_met":
        words = "Not usually suitable: the person affected can complain and has not agreed to this."
        return not_met(GATE, words, "SM-2.248", "SM-2.251", *agreed.paragraphs, kind="policy")
    return agreed


def consent(complaint: Complaint, facts: SuitabilityFacts) -> Finding:
    """A representative of someone who can complain needs that person's consent, taken by us; the telephone will do (SM-2.264).

    What the representative says about it does not stand in for it, but their 'no' is enough to stop at.
    """
    taken = facts.consent
    if taken is not None and taken.given:
        words = f"Consent given by {taken.method.replace('_', ' ')} on {taken.on:%-d %B %Y}, taken by {taken.taken_by}."
        return met(GATE, words, "SM-2.262", "SM-2.264", kind="policy")
    if taken is not None or complaint.aggrieved_consent is False:
        return not_met(GATE, "The person affected has not agreed.", "SM-2.264", kind="policy")
    words = "Take the consent of the person affected; the telephone will do."
    return cannot_tell(GATE, words, "SM-2.248", "SM-2.262", "SM-2.264", kind="policy", needs=("consent",))


def category(complaint: Complaint, facts: SuitabilityFacts) -> Category | None:
    """The four who may act for someone who cannot (SM-2.257). Family need not be related by blood, so nothing asks that."""
    relationship = complaint.relationship
    if relationship is None:
        return None
    if relationship == "personal_representative":
        return "personal_representative"
    if relationship == "family":
        return "family_member"
    works = facts.works_for_organisation
    organisation = relationship in WORKS_FOR_AN_ORGANISATION if works is None else works
    return "suitable_organisation" if organisation else "suitable_individual"


def concerns(complaint: Complaint, facts: SuitabilityFacts) -> tuple[Flag, ...]:
    """The three questions of 2.260 that were answered with yes, each a concern of its own."""
    return tuple(
        Flag(name, f"Concern: {_QUESTIONS[name][0]}. {_QUESTIONS[name][1]}", ("SM-2.260",))
        for name, answer in _answers(complaint, facts).items()
        if answer
    )


def suitability_confirmed(complaint: Complaint, facts: SuitabilityFacts) -> Finding:
    """Before an early decision it is confirmed whether there are concerns, where they are not the aggrieved (SM-2.109)."""
    if complaint.complaining_for == "self":
        return met("suitability_confirmed", "The complainant is the aggrieved.", "SM-2.109", kind="policy")
    if facts.suitability_concerns is None:
        words = "Confirm if there are concerns about them being a suitable complainant."
        if complaint.aggrieved_situation not in (None, "died") and facts.consent is None:
            words = f"{words} The aggrieved is alive and there is no consent on file."
        return cannot_tell("suitability_confirmed", words, "SM-2.109", kind="policy", needs=("suitability_concerns",))
    return met("suitability_confirmed", "It is recorded whether there are concerns.", "SM-2.109", kind="policy")


def has_concern(complaint: Complaint, facts: SuitabilityFacts) -> bool:
    """A concern the caseworker recorded, a yes to a question of 2.260, or nobody's consent on file though they could give it.

    The last is the guidance's own example: the aggrieved is alive, and we do not have their consent on file (SM-2.109).
    """
    if facts.suitability_concerns or concerns(complaint, facts):
        return True
    return able_to_complain(complaint, facts).status == "met" and consent(complaint, facts).status != "met"


def _answers(complaint: Complaint, facts: SuitabilityFacts) -> dict[str, bool | None]:
    conflict = facts.conflict_of_interest
    return {
        "conflict_of_interest": complaint.conflict_of_interest if conflict is None else conflict,
        "would_not_want_access": facts.would_not_want_access,
        "against_best_interest": facts.against_best_interest,
    }


def _representative(complaint: Complaint, facts: SuitabilityFacts, basis: tuple[str, ...]) -> Finding:
    """Whoever they are, the three questions are asked; a concern, or someone unrelated, needs a judgement (SM-2.256 to 2.260)."""
    able = able_to_complain(complaint, facts).status == "met"
    rule = ("SM-2.264",) if able else ("SM-2.256", "SM-2.257", "SM-2.259")
    cites = unique(("SM-2.248", *basis, *rule, "SM-2.260"))
    flags = concerns(complaint, facts)
    if complaint.relationship is None:
        return _check(cites, "who they are to the person affected", ("relationship",), flags)
    unasked = tuple(name for name, answer in _answers(complaint, facts).items() if answer is None)
    if unasked:
        return _check(cites, ", ".join(_QUESTIONS[name][0] for name in unasked), unasked, flags)
    unrelated = not able and complaint.relationship not in FAMILY
    if facts.fully_considered:
        judged = met if facts.judged_suitable else not_met
        words = "Judged suitable, with reasons." if facts.judged_suitable else "Judged not suitable, with reasons."
        return judged(GATE, words, *cites, *(("SM-2.258",) if unrelated else ()), kind="policy", flags=flags)
    if unrelated:
        words = "Neither family nor personal representative: judge if they are suitable, and say why."
        needs = ("judged_suitable", "reasons")
        return cannot_tell(GATE, words, *cites, "SM-2.258", kind="legal", needs=needs, flags=flags)
    if flags or facts.suitability_concerns:
        said = " ".join(flag.reason for flag in flags) or "A concern is recorded."
        words = f"{said} Judge if they are suitable, and say why."
        return cannot_tell(GATE, words, *cites, kind="policy", needs=("judged_suitable", "reasons"), flags=flags)
    return met(GATE, "Suitable: nothing makes it inappropriate.", *cites, kind="policy")


def _check(cites: tuple[str, ...], missing: str, needs: tuple[str, ...], flags: tuple[Flag, ...]) -> Finding:
    words = f"Representative check needed: {missing}."
    return cannot_tell(GATE, words, *cites, kind="policy", needs=needs, flags=flags)
