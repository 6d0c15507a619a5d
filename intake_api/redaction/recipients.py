"""Whom a copy may be for, and what is theirs already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from intake_api.cases.models import Case
from service_model.casework.disclosure import Release, withhold
from service_model.casework.suitability import SuitabilityFacts
from service_model.duties import Duty
from service_model.record import CaseParty, Complaint

Recipient = Literal[
    "complainant", "representative", "aggrieved", "referring_mp", "organisation", "named_person", "other_body", "other"
]  # fmt: skip
RECIPIENTS: Mapping[str, str] = {
    "complainant": "The person who complained", "representative": "Their representative", "aggrieved": "The person affected",
    "referring_mp": "The MP who referred it", "organisation": "The organisation complained about",
    "named_person": "A person named in the complaint", "other_body": "Another body, such as an ombudsman or a regulator",
    "other": "Somebody else",
}  # fmt: skip
_ROLES = {"representative": "representative", "aggrieved": "aggrieved", "referring_mp": "mp", "organisation": "complained_about"}
_DETAILS = ("name", "phone", "email", "address", "postcode")


def own_details(case: Case, recipient: str, name: str | None, parties: Iterable[CaseParty]) -> frozenset[str]:
    """What the recipient told us of themselves, in small letters: there is no need to hide it from them.

    `parties` are everybody with a part in the case, as they stand now.
    """
    complaint, contact = Complaint.model_validate(case.record), case.contact
    known: set[str | None] = {name}
    if recipient == "complainant" or (recipient == "aggrieved" and complaint.complaining_for == "self"):
        known |= {getattr(contact, each) for each in _DETAILS} if contact else set()
        known |= {getattr(complaint.complainant, each) for each in _DETAILS} | {complaint.prison_number}
    for party in parties:
        if party.role == _ROLES.get(recipient):
            known |= {party.name, party.phone, party.email, party.address}
    return frozenset(value.casefold() for value in known if value)


def may_not_go(case: Case, recipient: str) -> tuple[Duty, ...]:
    """What the rules say may not be released to them about the person affected (SM-2.110, 2.249, 2.264)."""
    if recipient not in get_args(Release.model_fields["to"].annotation):
        return ()
    release: dict[str, Any] = {"to": recipient}
    return withhold(Complaint.model_validate(case.record), SuitabilityFacts(), Release.model_validate(release))
