"""To whom at each organisation the proposal to investigate goes, and who must or should be able to comment (SM-3.82 to 3.89)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty, Party, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

OrganisationType = Literal[
    "government_department", "executive_agency", "other_parliamentary",
    "health_service_organisation", "family_health_service_provider", "independent_provider",
]  # fmt: skip
HEALTH: tuple[OrganisationType, ...] = ("health_service_organisation", "family_health_service_provider", "independent_provider")
Role = Literal["organisation", "second_tier", "other_handler", "contractor"]


class InvolvedOrganisation(Part):
    """An organisation with a part in the events or in how the complaint was handled."""

    name: str = Field(max_length=300)
    role: Role = "organisation"
    type: OrganisationType | None = None
    proposed: bool | None = Field(None, description="We propose to investigate it")
    acts_for: str | None = Field(None, description="The organisation it serves, or for which it handles complaints")
    acts_in_its_own_right: bool | None = Field(None, description="A second tier that does not only act for the other one")
    comments_needed_because: str | None = Field(None, max_length=2000)
    principal_officer: str | None = Field(None, max_length=200, description="The name on record")
    liaison: str | None = Field(None, max_length=200, description="Its liaison or focal point for our casework")
    complaints_contact: str | None = Field(None, max_length=200, description="Its complaints team or manager")
    arrangement: str | None = Field(None, max_length=500, description="What was agreed about who else gets the letter")
    arrangement_confirmed: bool | None = None
    location: str | None = Field(None, max_length=300, description="The place, where the provider runs several")


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """Who is given the chance to comment, by law or as our policy. `optional`: may be left out, with the reason recorded."""

    name: str
    party: Role
    basis: Literal["legal", "policy"]
    paragraphs: tuple[str, ...]
    reason: str
    optional: bool = False


def letter_to(organisation: InvolvedOrganisation) -> Recommendation:
    """The addressee within the organisation, and the copies (SM-3.82, 3.83, 3.88, 3.89).

    3.82 names who usually has the letter; 3.83 says it is always the named 'Principal Officer'. Read together: the one on
    record by name, else the office that 3.82 gives, with the name still to be found.
    """
    if organisation.type in HEALTH:
        return _health_letter(organisation)
    cites = ("SM-3.82", "SM-3.83")
    copies = (*_copy(organisation.liaison, "liaison_point", "guidance", "SM-3.83"),)
    if organisation.principal_officer:
        words = f"Address the letter to {organisation.principal_officer}, the Principal Officer of {organisation.name}."
        return _addressed("principal_officer", words, ("SM-3.83",), "guidance", copies)
    if organisation.type is None:
        words = f"We need the name of the Principal Officer of {organisation.name}, or its type."
        return Recommendation("addressee", None, words, cites, needs=("principal_officer", "type"), duties=copies)
    usual: dict[OrganisationType, Party] = {
        "government_department": "permanent_secretary",
        "executive_agency": "chief_executive",
    }
    party = usual.get(organisation.type, "principal_officer")
    words = f"Address the letter to the {party.replace('_', ' ').title()} of {organisation.name}."
    return _addressed(party, words, cites, "guidance", copies, needs=("principal_officer",))


def _health_letter(organisation: InvolvedOrganisation) -> Recommendation:
    """Chief Executive with a copy to complaints; the practice itself; the provider rather than the place (SM-3.88, 3.89)."""
    if organisation.type == "family_health_service_provider":
        return _addressed("organisation", f"Write direct to {organisation.name}.", ("SM-3.88",), "policy", ())
    if organisation.type == "independent_provider":
        words = f"Write to the Chief Executive, or equivalent, of {organisation.name}."
        copies = _copy(organisation.location, "organisation", "policy", "SM-3.89", must=False)
        return _addressed("chief_executive", words, ("SM-3.89",), "policy", copies)
    words = f"Write to the Chief Executive of {organisation.name}."
    copies = _copy(organisation.complaints_contact or "its complaints team", "complaints_team", "policy", "SM-3.88")
    return _addressed("chief_executive", words, ("SM-3.88",), "policy", copies)


def _addressed(
    party: Party,
    words: str,
    cites: tuple[str, ...],
    kind: Literal["policy", "guidance"],
    copies: tuple[Duty, ...],
    needs: tuple[str, ...] = (),
) -> Recommendation:
    letter = Duty("address_letter", words, kind, cites, to=(party,))
    return Recommendation("addressee", party, words, cites, kind, needs=needs, duties=(letter, *copies))


def _copy(
    name: str | None, party: Party, kind: Literal["policy", "guidance"], paragraph: str, *, must: bool = True
) -> tuple[Duty, ...]:
    return (Duty("copy_letter", f"Copy the letter to {name}.", kind, (paragraph,), to=(party,), must=must),) if name else ()


def arrangements_checked(organisation: InvolvedOrganisation) -> Finding:
    """Our arrangement with the organisation says who else gets the letter, and is confirmed first (SM-3.83)."""
    if organisation.arrangement_confirmed:
        return met("arrangements_checked", "The arrangement was checked.", "SM-3.83", kind="policy")
    if organisation.arrangement:
        words = f"Confirm our arrangement with {organisation.name} before the letter goes: {organisation.arrangement}."
        return not_met("arrangements_checked", words, "SM-3.83", kind="policy", needs=("arrangement_confirmed",))
    words = f"Check our arrangements with {organisation.name}: who else should get the letter?"
    return cannot_tell("arrangements_checked", words, "SM-3.83", kind="policy", needs=("arrangement_confirmed",))


def sent_to_the_provider(organisation: InvolvedOrganisation, sent_to: Sequence[Literal["provider", "location"]]) -> Finding:
    """The letter goes to the provider organisation rather than only to the place (SM-3.89)."""
    if organisation.type != "independent_provider" or "provider" in sent_to:
        return met("sent_to_the_provider", "It goes to the organisation itself.", "SM-3.89", kind="policy")
    if "location" in sent_to:
        words = f"Send it to the provider, {organisation.name}, and not only to the place."
        return not_met("sent_to_the_provider", words, "SM-3.89", kind="policy")
    words = f"Where does the letter to {organisation.name} go?"
    return cannot_tell("sent_to_the_provider", words, "SM-3.89", kind="policy", needs=("sent_to",))


def comment_list(organisations: Sequence[InvolvedOrganisation]) -> tuple[CommentEntry, ...]:
    """Who must be able to comment by law, and whom our policy adds (SM-3.84 to 3.87).

    3.84 asks for less than 3.86, and 3.85 only 'if required': read as one. The law's entries are required; everyone else
    involved is written to as policy, optional until a reason to need their comments is recorded.
    """
    return tuple(_entry(each, organisations) for each in organisations)


def _entry(each: InvolvedOrganisation, organisations: Sequence[InvolvedOrganisation]) -> CommentEntry:
    """The law first; where it is not known whether it applies, it is taken to (3.91 does the same for named persons)."""
    if each.role != "contractor" and each.proposed is not False:
        cites = ("SM-3.87",) if each.type in HEALTH else ("SM-3.84", "SM-3.86")
        words = "We propose to investigate it." if each.proposed else "Not known yet if we propose to investigate it."
        return CommentEntry(each.name, each.role, "legal", cites, words)
    if each.role == "contractor" and (each.proposed or _serves_one_proposed(each, organisations)):
        return CommentEntry(each.name, each.role, "legal", ("SM-3.84", "SM-3.86"), "It serves one we propose to investigate.")
    if _handler_for(each, organisations):
        words = "The handler we propose to investigate only acts for this organisation."
        return CommentEntry(each.name, each.role, "legal", ("SM-3.85",), words)
    if each.comments_needed_because:
        return CommentEntry(each.name, each.role, "policy", ("SM-3.85", "SM-3.86"), each.comments_needed_because)
    return CommentEntry(each.name, each.role, "policy", ("SM-3.86",), "It was involved in the complaint.", optional=True)


def _serves_one_proposed(each: InvolvedOrganisation, organisations: Sequence[InvolvedOrganisation]) -> bool:
    """A contractor of one we (may) propose; one that serves nobody we know of is taken to (SM-3.84, 3.86)."""
    served = [other for other in organisations if other.name == each.acts_for]
    return any(other.proposed is not False for other in served) or (not served and each.proposed is None)


def _handler_for(each: InvolvedOrganisation, organisations: Sequence[InvolvedOrganisation]) -> bool:
    """A second tier or other handler that we propose, and that is not known to act in its own right (SM-3.85)."""
    return any(
        other.role in ("second_tier", "other_handler")
        and other.proposed is not False
        and other.acts_for == each.name
        and not other.acts_in_its_own_right
        for other in organisations
    )


def invitations(organisations: Sequence[InvolvedOrganisation]) -> tuple[Duty, ...]:
    """A letter to each of them, as a requirement of the law or as policy (SM-3.84 to 3.87)."""
    return tuple(
        Duty("invite_comments", f"Invite {each.name} to comment. {each.reason}", each.basis, each.paragraphs, to=(each.party,),
             must=not each.optional)
        for each in comment_list(organisations)
    )  # fmt: skip
