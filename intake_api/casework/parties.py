"""People and organisations with a part in the case: as the complaint names them, and as staff added and mended them (SM-1.12).

The record stays as it was told. What staff say of a party is a row of its own, the newest counts, and none is compulsory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.cases.service import with_evidence
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.party_models import CasePartyRow
from narrative.contacts import email_from, phone_from
from service_model.casework.complained_about import TYPES
from service_model.casework.parties import parties_of
from service_model.record import CaseParty, Complaint, PartyType

Role = Literal["complained_about", "aggrieved", "representative", "mp", "interested_party", "medical_defence_organisation"]
MOST = 50  # that staff add to one case
_KEPT = ("role", "name", "type", "organisation", "phone", "email", "address")
_ADDED = "added-"


class NewParty(Filled):
    """A party as staff write it down. Only the name and the part are needed."""

    role: Role
    name: Annotated[str, Field(max_length=200)]
    type: PartyType | None = None
    organisation: Annotated[str, Field(max_length=300)] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    address: Annotated[str, Field(max_length=500)] | None = None


class MendedParty(Filled):
    """The same party, put right. What is left empty is not known; the part stays. `id` is its place."""

    id: Annotated[str, Field(max_length=60)]
    name: Annotated[str, Field(max_length=200)] | None = None
    type: PartyType | None = None
    organisation: Annotated[str, Field(max_length=300)] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    address: Annotated[str, Field(max_length=500)] | None = None


class PartyOff(Filled):
    """Which party is none after all, and why."""

    id: Annotated[str, Field(max_length=60)]
    off_because: Annotated[str, Field(max_length=1000)] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A party as it stands now. `source`: told, read (from the story, not confirmed) or staff; `by` who of the staff wrote it."""

    place: str
    party: CaseParty
    source: Literal["told", "read", "staff"]
    by: str | None = None


def add(change: Change, form: NewParty) -> CasePartyRow:
    """Adds a party. The same name in the same part twice is refused."""
    change.must_be_open()
    now = of_case(change.session, change.case)
    same = (form.role, _plain(form.name))
    if any((each.party.role, _plain(each.party.name)) == same for each in now):
        raise RefusedError("They are on the list already. Change them there.", "name")
    numbers = _fetch_rows(change.session, [change.case.id])
    added = len({each.place for each in numbers if each.place.startswith(_ADDED)})
    if added >= MOST:
        raise RefusedError(f"A case holds at most {MOST} people and organisations that staff added.", "name")
    return _keep(change, f"{_ADDED}{added + 1}", form.model_dump(), before={})


def mend(change: Change, form: MendedParty) -> CasePartyRow:
    """Puts a party right: its type, its name, how to reach it. What the person told stays in the record."""
    change.must_be_open()
    known = _own(change, form.id)
    before = known.party.model_dump(include=set(_KEPT))
    given = {**form.model_dump(exclude={"id"}), "role": known.party.role}
    values = {**given, "name": form.name or known.party.name}
    if not values["name"]:
        raise RefusedError("Give the name.", "name")
    return _keep(change, form.id, values, before=before)


def take_off(change: Change, form: PartyOff) -> None:
    """Takes a party off the list, with a reason: it was read or written down by mistake. The record stays as it was told."""
    change.must_be_open()
    known = _own(change, form.id)
    if not form.off_because:
        raise RefusedError("Say why they are not a party to this case.", "off_because")
    values = known.party.model_dump(include=set(_KEPT))
    row = CasePartyRow(**change.stamp(), place=form.id, **values, off_because=form.off_because)
    change.session.add(row)
    change.trace("party_taken_off", fields=["off_because"], party=known.party.role)


def of_case(session: Session, case: Case) -> list[Known]:
    """Every party of a case as it stands now: those told or read in their order, then those that staff added."""
    return of_cases(session, [case])[case.id]


def of_cases(session: Session, cases: Iterable[Any]) -> dict[int, list[Known]]:
    """The same for many cases at once. Each needs `id`, `record` and `evidence`."""
    rows = list(cases)
    newest: dict[int, dict[str, CasePartyRow]] = {each.id: {} for each in rows}
    for row in _fetch_rows(session, newest):
        newest[row.case_id][row.place] = row
    return {each.id: _stand(_told(each), newest[each.id]) for each in rows}


def place_of(party: CaseParty) -> str:
    """How a party that the complaint names is known, however the list is read later: its part and a digest of its name."""
    return f"{party.role}-{hashlib.sha256(_plain(party.name).encode()).hexdigest()[:12]}"


def complained_about(session: Session, case: Case) -> list[dict[str, Any]]:
    """Who is complained about, as case systems read it: each with its type, if it is known (SM-1.12)."""
    return [_handed(each, "role") for each in of_case(session, case) if each.party.role == "complained_about"]


def handed_off(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every party with its part and how to reach it, as case systems read it (SM-1.12)."""
    return [_handed(each) for each in of_case(session, case)]


def in_words(party: CaseParty) -> str:
    """A party on one line, as exports have it: `Dr Example (named individual, Anytown Surgery)`."""
    what = ", ".join(each for each in (TYPES[party.type].lower() if party.type else "", party.organisation) if each)
    return f"{party.name or 'Not given'}{f' ({what})' if what else ''}"


def _handed(known: Known, *without: str) -> dict[str, Any]:
    told = known.party.model_dump(exclude={"words", *without})
    return {**told, "source": known.source, "read_from": known.party.words, "by": known.by}


def _told(case: Any) -> list[Known]:
    complaint = with_evidence(Complaint.model_validate(case.record), case.evidence)
    return [Known(place_of(each), each, "read" if each.words else "told") for each in parties_of(complaint)]


def _stand(told: list[Known], rows: dict[str, CasePartyRow]) -> list[Known]:
    places = [each.place for each in told]
    found = {each.place: each for each in told}
    for place, row in rows.items():
        kept = CaseParty(**{name: getattr(row, name) for name in _KEPT})
        found[place] = Known(place, kept, "staff", row.made_by)
    order = [*dict.fromkeys(places), *(place for place in rows if place not in places)]
    return [found[place] for place in order if place not in rows or rows[place].off_because is None]


def _keep(change: Change, place: str, values: dict[str, Any], *, before: dict[str, Any]) -> CasePartyRow:
    """`before`: as it stood, empty for one that is added."""
    values["phone"] = _phone(values.get("phone"))
    if values.get("email") and email_from(values["email"]) is None:
        raise RefusedError("Give an email address like name@example.org.", "email")
    changed = [name for name in _KEPT if values.get(name) != before.get(name)]
    if not changed:
        raise RefusedError("Nothing was changed, so nothing was saved.")
    row = CasePartyRow(**change.stamp(), place=place, **values)
    change.session.add(row)
    change.session.flush()
    change.trace(
        "party_mended" if before else "party_added", fields=[name for name in changed if name not in ("role", "type")],
        before={"type": before.get("type")}, party=values["role"], type=values.get("type"),
    )  # fmt: skip
    return row


def _phone(typed: str | None) -> str | None:
    if not typed:
        return None
    number = phone_from(typed)
    if number is None:
        raise RefusedError("Give a telephone number like 020 7946 0123, or with its country code.", "phone")
    return number


def _own(change: Change, place: str) -> Known:
    found = next((each for each in of_case(change.session, change.case) if each.place == place), None)
    if found is None:
        raise RefusedError("This case has no such person or organisation. Choose one of its list.")
    return found


def _fetch_rows(session: Session, case_ids: Iterable[int]) -> list[CasePartyRow]:
    query = select(CasePartyRow).where(CasePartyRow.case_id.in_(list(case_ids))).order_by(CasePartyRow.id)
    return list(session.scalars(query))


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
