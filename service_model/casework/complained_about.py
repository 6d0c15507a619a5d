"""Who is complained about, and what each of them is: an organisation, a part of one, a person (SM-1.12, 8.5 to 8.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service_model.record import CaseParty, Complaint, PartyType

TYPES: dict[PartyType, str] = {
    "organisation": "Organisation", "part_of_organisation": "Part of an organisation",
    "sole_practitioner": "Sole practitioner", "named_individual": "Named individual",
}  # fmt: skip
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Sister|Nurse|Matron|Midwife|Councillor|Cllr|"
    r"PC|DC|Sgt|Sergeant|Inspector|Constable|Judge|Officer)\.?"
)
_PERSON = re.compile(rf"{_TITLE}\s+[^\W\d_][\w'’\-]*(?:\s+[^\W\d_][\w'’\-]*){{0,3}}\s*", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:ward|department|dept|unit|clinic|team|wing|branch|reception|service desk|call centre|A&E|maternity|"
    r"physiotherapy|radiology)\b",
    re.IGNORECASE,
)
_IN_A_PLACE = re.compile(r"\b(?:of|at|in)\s+(?:the\s+)?[A-Z]", re.IGNORECASE)
_AND_A_PERSON = re.compile(rf"\s*(?:,|;|&|\band\b)\s*(?={_TITLE}\s)", re.IGNORECASE)


def type_by_name(name: str) -> PartyType | None:
    """What a name alone shows; None where it shows nothing. Staff may say otherwise, and theirs counts.

    >>> type_by_name("Dr Example"), type_by_name("Ward 7 at the Anytown Hospital"), type_by_name("Anytown Surgery")
    ('named_individual', 'part_of_organisation', None)
    >>> type_by_name("Dr Example and Partners Surgery") is None
    True
    """
    if _PERSON.fullmatch(name.strip()) and not re.search(r"\b(?:surgery|practice|partners|and|clinic|pharmacy)\b", name, re.I):
        return "named_individual"
    if _PART.search(name) and _IN_A_PLACE.search(name):
        return "part_of_organisation"
    return None


def names_in(answer: str) -> tuple[str, ...]:
    """One answer may name an organisation and people of it.

    >>> names_in("Anytown Surgery and Dr Example")
    ('Anytown Surgery', 'Dr Example')
    >>> names_in("Dr Example and Partners")
    ('Dr Example and Partners',)
    """
    return tuple(part.strip() for part in _AND_A_PERSON.split(answer) if part.strip())


def complained_about(complaint: Complaint) -> tuple[CaseParty, ...]:
    """Each organisation and each person complained about once, with its type where somebody gave it or the name shows it."""
    found: dict[str, CaseParty] = {}
    for party in (*_of_issues(complaint), *(each for each in complaint.parties if each.role == "complained_about")):
        key = " ".join((party.name or "").casefold().split())
        known = found.get(key)
        if known is None:
            found[key] = _typed(party)
        else:  # what was said of it in one place and not in the other
            more = {name: value for name, value in party.model_dump(exclude_none=True).items() if name != "name"}
            found[key] = known.model_copy(update=more)
    return tuple(found.values())


def _of_issues(complaint: Complaint) -> Iterator[CaseParty]:
    for issue in complaint.issues:
        first, *others = names_in(issue.organisation) if issue.organisation else (None,)
        if first is None:
            continue
        yield CaseParty(role="complained_about", name=first[:200], type=type_by_name(first) or "organisation")
        for name in others:
            of = None if type_by_name(first) == "named_individual" else first
            yield CaseParty(role="complained_about", name=name[:200], type=type_by_name(name) or "organisation", organisation=of)


def _typed(party: CaseParty) -> CaseParty:
    if party.type is not None or not party.name:
        return party
    return party.model_copy(update={"type": type_by_name(party.name)})
