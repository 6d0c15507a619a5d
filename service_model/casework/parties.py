"""Everybody with a part in the case, in one list: from the answers and from what staff added (SM-1.10, 1.12).

Who is a representative is said here, once: `disclosure` records and protects people by it.
"""

from __future__ import annotations

from service_model.casework.capacity import AbilityFacts, able_to_complain
from service_model.casework.complained_about import complained_about
from service_model.record import CaseParty, Complaint

CONTACT_DETAILS = ("name", "phone", "email", "address", "postcode")
_NOTHING_FOUND_OUT = AbilityFacts()


def missing_contact_details(complaint: Complaint) -> tuple[str, ...]:
    """The complainant's details we do not hold: shown to the caseworker, never a reason to stop (1.12)."""
    return tuple(name for name in CONTACT_DETAILS if not getattr(complaint.complainant, name))


def parties_of(complaint: Complaint, facts: AbilityFacts = _NOTHING_FOUND_OUT) -> tuple[CaseParty, ...]:
    """The aggrieved, the representative, the MP, the interested parties and who is complained about, each with a role (1.12)."""
    others = (each for each in complaint.parties if each.role != "complained_about")
    return (*_aggrieved(complaint, facts), *_member_of_parliament(complaint), *others, *complained_about(complaint))


def is_representative(complaint: Complaint, facts: AbilityFacts = _NOTHING_FOUND_OUT) -> bool:
    """Does somebody speak for a person who could complain themselves? Then that one is a representative (1.10, 2.262).

    `facts` are what the caseworker found out about that person; while it cannot be told, nobody is a representative yet.
    """
    return complaint.complaining_for == "someone_else" and able_to_complain(complaint, facts).status == "met"


def _aggrieved(complaint: Complaint, facts: AbilityFacts) -> tuple[CaseParty, ...]:
    if complaint.complaining_for != "someone_else":
        return ()
    found = [CaseParty(role="aggrieved", name=complaint.aggrieved_name, phone=complaint.aggrieved_phone)]
    if is_representative(complaint, facts):
        told = complaint.complainant.model_dump(include={"name", "phone", "email", "address"})
        found.append(CaseParty(role="representative", **told))
    return tuple(found)


def _member_of_parliament(complaint: Complaint) -> tuple[CaseParty, ...]:
    return (CaseParty(role="mp", name=complaint.mp_name),) if complaint.mp_name else ()
