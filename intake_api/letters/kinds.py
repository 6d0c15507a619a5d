"""Which letters fit what can happen, and to whom each goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from intake_api import wording
from intake_api.languages import say
from intake_api.languages.rules import told
from service_model import PHSO, Complaint, Determination
from service_model.determination import Signpost

_ELSEWHERE = frozenset({"out_of_jurisdiction", "out_of_remit", "other_forum"})


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One letter on offer. `id` stands in its address and says nothing about the matter: mp, organisation, body-1 ..."""

    id: str
    template: Literal["mp", "organisation", "body"]
    title: str
    to: str
    contact: str = ""
    has_complaint: bool = False
    is_to_chair: bool = False


def letters_for(complaint: Complaint, determination: Determination) -> tuple[LetterKind, ...]:
    """The letters for this outcome, the most useful first; none where a caseworker takes it on."""
    if determination.closure_code == PHSO.closure_codes["no_mp_referral"]:
        return tuple(_to_parliament(complaint, determination))
    if determination.outcome == "premature":
        return (_to_organisation(complaint),)
    if determination.outcome in _ELSEWHERE:
        return tuple(_to_bodies(determination))
    return ()


def _to_parliament(complaint: Complaint, determination: Determination) -> Iterator[LetterKind]:
    """To the MP; to the committee's Chair for who has no MP and never had one (SM-2.52)."""
    chair = PHSO.signposts["pacac"]
    if complaint.has_mp is False and chair in determination.signposts:
        to = say("The Chair, {committee}", committee=say(chair.body))
        yield LetterKind("mp", "mp", _title("chair"), to, say(chair.contact), has_complaint=True, is_to_chair=True)
        return
    found = next((each for each in determination.signposts if each == PHSO.signposts["find_mp"]), None)
    yield LetterKind("mp", "mp", _title("mp"), complaint.mp_name or "", say(found.contact) if found else "", has_complaint=True)


def _to_organisation(complaint: Complaint) -> LetterKind:
    """To the organisation; to the second tier's handler once the organisation itself has finished (SM-2.142)."""
    issue = complaint.issues[0] if complaint.issues else None
    second = PHSO.second_tier_of(issue.body) if issue else None
    if issue and second and issue.local_stage == "final" and issue.second_tier_stage != "final":
        return LetterKind("organisation", "organisation", _title("body", body=second.name), second.name, told(second.contact))
    name = (issue.organisation or "") if issue else ""
    return LetterKind("organisation", "organisation", _title("organisation", body=name), name)


def _to_bodies(determination: Determination) -> Iterator[LetterKind]:
    bodies = [each for each in determination.signposts if each not in _advisers()]
    for number, each in enumerate(bodies, start=1):
        yield LetterKind(f"body-{number}", "body", _title("body", body=say(each.body)), say(each.body), say(each.contact))


def _advisers() -> frozenset[Signpost]:
    """Who advises, but takes no complaints: and the office itself. Read off the authority's own file."""
    law = PHSO.legal_remedy
    names = {
        "own", "find_mp", "house_of_commons", *law.advice, *PHSO.other_forum.signposts,
        *(name for row in law.advice_by_procedure.values() for name in row),
        *(name for procedure in PHSO.procedures.values() for name in procedure.advocacy),
    }  # fmt: skip
    return frozenset(PHSO.signposts_for(*names))


def _title(kind: str, **values: str) -> str:
    return wording.text(f"utter_letter_{kind}_title", "form", **values)
