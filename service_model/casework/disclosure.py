"""What may be released to whom about the aggrieved, and how the people are recorded (SM-2.110, 2.249, 2.261 to 2.264).

The complainant's own authority to tell a third party (1.65, 1.66) is another question: `identity_and_authority`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service_model.casework.capacity import able_to_complain
from service_model.casework.parties import is_representative
from service_model.casework.suitability import SuitabilityFacts, category, consent, has_concern, suitable
from service_model.duties import Duty, Party
from service_model.record import Complaint, Part

Who = Literal["person_contacting_us", "aggrieved"]
PartyType = Literal["representative (person)", "representative (organisation)"]


class Release(Part):
    """Something about to be sent: to whom, and what about the aggrieved it shows or rests on."""

    to: Literal["complainant", "representative", "aggrieved"]
    about_aggrieved: Literal["nothing_personal", "personal", "medical_records", "clinical_advice"] | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is recorded as what. `party_type` is how the person contacting us is recorded, None for the aggrieved themselves."""

    complainant: Who
    aggrieved: Who
    representative: Who | None = None
    party_type: PartyType | None = None


def parties(complaint: Complaint, facts: SuitabilityFacts) -> Parties | None:
    """Who can complain is the complainant, with a representative (SM-2.262, 2.263); for who cannot, the one acting is (SM-2.261).

    None while it is not known if the aggrieved can complain, or what the person is to them. Whoever acts for someone who cannot
    is the complainant only once found suitable, and is a person whatever they work for (SM-2.261).
    """
    if complaint.complaining_for == "self":
        return Parties("person_contacting_us", "person_contacting_us")
    able, kind = able_to_complain(complaint, facts), category(complaint, facts)
    if complaint.complaining_for is None or able.status == "cannot_tell" or kind is None:
        return None
    works = kind == "suitable_organisation"
    recorded: PartyType = "representative (organisation)" if works else "representative (person)"
    if is_representative(complaint, facts):
        return Parties("aggrieved", "aggrieved", "person_contacting_us", recorded)
    if suitable(complaint, facts).status != "met":
        return None
    return Parties("person_contacting_us", "aggrieved", None, "representative (person)")


def withhold(complaint: Complaint, facts: SuitabilityFacts, release: Release) -> tuple[Duty, ...]:
    """What must not be released: nothing about the aggrieved to anyone not found suitable, or without consent. Empty: release it.

    What the letter shows is unknown (None) counts as personal, because a release cannot be taken back.
    """
    if complaint.complaining_for == "self" or release.to == "aggrieved" or release.about_aggrieved == "nothing_personal":
        return ()
    found = suitable(complaint, facts)
    if found.status == "met":
        return _concern_not_considered(complaint, facts, release)
    blocked = [*_no_consent(complaint, facts, release), *_concern_not_considered(complaint, facts, release)]
    words = f"Release nothing personal about the aggrieved: suitability is not settled. {found.reason}"
    return (*blocked, _not_to("withhold_until_suitable", words, "guidance", "SM-2.249", to=release.to))


def _no_consent(complaint: Complaint, facts: SuitabilityFacts, release: Release) -> tuple[Duty, ...]:
    """Someone who can complain has to agree before their information goes to a representative (SM-2.264)."""
    if able_to_complain(complaint, facts).status != "met" or consent(complaint, facts).status == "met":
        return ()
    words = "Release nothing about the aggrieved to the representative: there is no consent."
    return (_not_to("withhold_until_consent", words, "policy", "SM-2.264", to=release.to),)


def _concern_not_considered(complaint: Complaint, facts: SuitabilityFacts, release: Release) -> tuple[Duty, ...]:
    """With concerns, nothing personal goes out before the full consideration, and no finding that rests on it (SM-2.110)."""
    if not has_concern(complaint, facts) or facts.fully_considered:
        return ()
    words = "Release nothing personal, or resting on medical records or clinical advice, before suitability is fully considered."
    return (_not_to("withhold_until_considered", words, "legal", "SM-2.110", to=release.to),)


def _not_to(name: str, words: str, kind: Literal["legal", "policy", "guidance"], paragraph: str, *, to: Party) -> Duty:
    return Duty(name, words, kind, (paragraph,), to=(to,), not_to=True)
