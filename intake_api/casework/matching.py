"""Likely duplicates and earlier contacts: found by name, phone, email, postcode and organisation, with the reasons (SM-1.1).

Each case keeps its keys in one plain form, written when it arrives, so that the look-up is one index however many there are.
The call screen, the page of a case and the page of earlier contacts all look here. What is found is likely, never certain:
a person looks; and of a case of another team they are told only that there is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, distinct, func, select, tuple_
from sqlalchemy.orm import Session, sessionmaker

from intake_api.cases.models import Case
from intake_api.casework.models import MatchKey
from intake_api.db.base import start_writing
from narrative.contacts import phone_from
from service_model import PHSO
from service_model.casework.judgement import is_same_organisation
from service_model.record import Complaint, Issue

SHOWN = 20
_WEIGHT = {"email": 5, "phone": 4, "name": 3, "surname": 2, "postcode": 1, "organisation": 1}
_SURE_ENOUGH = 2  # an organisation or a postcode alone is shared by many people
_TITLES = re.compile(r"^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|reverend)\s+")
_WORDS = {
    "email": "Same email address", "phone": "Same telephone number", "name": "Same name", "surname": "Same last name",
    "postcode": "Same postcode", "organisation": "Same organisation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who contacts us. Any of it may be missing."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    postcode: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A case that may be the same person's, with what points to it. `is_same_organisation` is None where one is not known."""

    reference: str
    received_at: datetime
    status: str
    organisation: str | None
    reasons: tuple[str, ...]
    is_same_organisation: bool | None

    @property
    def is_likely_duplicate(self) -> bool:
        """The same person about the same organisation."""
        return bool(self.is_same_organisation)


@dataclass(frozen=True, slots=True)
class Found:
    """The cases found, what points strongest first, and how many more there are that are another team's."""

    matches: tuple[Match, ...] = ()
    hidden: int = 0

    def __bool__(self) -> bool:
        """Was anything found, seen or not."""
        return bool(self.matches or self.hidden)


def keys_of(known: Known) -> frozenset[tuple[str, str]]:
    """The keys of what is known, in one plain form. A name of one word is looked for as a last name.

    >>> sorted(keys_of(Known(name="Dr. Anne Mary O'Toole", postcode="m1 1aa")))
    [('name', 'anne mary otoole'), ('name', 'anne otoole'), ('postcode', 'M11AA')]
    """
    names = _names(known)
    rest = {
        "phone": _phone(known.phone), "email": (known.email or "").strip().casefold(),
        "postcode": re.sub(r"\W", "", known.postcode or "").upper(), "organisation": _organisation(known.organisation),
    }  # fmt: skip
    found = [*(("name" if " " in name else "surname", name) for name in names), *rest.items()]
    return frozenset((kind, key[:300]) for kind, key in found if key)


def kept_keys_of(known: Known) -> frozenset[tuple[str, str]]:
    """The keys a case is kept under: those it would be looked for by, and the last name."""
    last_names = {("surname", name.rpartition(" ")[2][:300]) for name in _names(known)}
    return keys_of(known) | last_names


def is_enough(known: Known) -> bool:
    """Does what is known point to a person at all? A postcode or an organisation alone does not."""
    return any(_WEIGHT[kind] >= _SURE_ENOUGH for kind, _ in keys_of(known))


def known_of(complaint: Complaint) -> Iterator[Known]:
    """Who a complaint is from and for, and about whom."""
    person = complaint.complainant
    yield Known(person.name, person.phone, person.email, person.postcode)
    if complaint.complaining_for == "someone_else":
        yield Known(complaint.aggrieved_name, complaint.aggrieved_phone)
    for issue in complaint.issues:
        yield Known(organisation=issue.body or issue.organisation)


def person_of(complaint: Complaint) -> Known:
    """Who complains, and about whom first: what earlier contacts are looked for by."""
    person = complaint.complainant
    about = next((each.body or each.organisation for each in complaint.issues if each.body or each.organisation), None)
    return Known(person.name, person.phone, person.email, person.postcode, about)


def write_keys(session: Session, case: Case, complaint: Complaint) -> None:
    """Writes a case's keys anew. Commit is the caller's."""
    session.execute(delete(MatchKey).where(MatchKey.case_id == case.id))
    keys = frozenset().union(*(kept_keys_of(known) for known in known_of(complaint)))
    session.add_all(MatchKey(case_id=case.id, kind=kind, key=key) for kind, key in sorted(keys))


def add_keys(session: Session, case: Case, known: Known) -> None:
    """Lets a case be found by more than what it arrived with. Commit is the caller's."""
    for kind, key in sorted(kept_keys_of(known)):
        session.merge(MatchKey(case_id=case.id, kind=kind, key=key))


def rebuild(session: Session, *, after_id: int = 0, limit: int = 500) -> int | None:
    """Writes the keys of the next cases after that id, for those from before there were keys; the last id, None at the end."""
    cases = session.scalars(select(Case).where(Case.id > after_id).order_by(Case.id).limit(limit)).all()
    for case in cases:
        write_keys(session, case, Complaint.model_validate(case.record))
        if case.contact is not None:  # what was corrected after it arrived
            now = case.contact
            session.flush()
            add_keys(session, case, Known(now.name, now.phone, now.email, now.postcode))
    return cases[-1].id if cases else None


def rebuild_all(sessions: sessionmaker[Session]) -> int:
    """Writes the keys of every case anew, some hundred at a time, each committed: it can be stopped and begun again.

    Answers how many cases there are.
    """
    last: int | None = 0
    while last is not None:
        with sessions() as session:
            start_writing(session)
            last = rebuild(session, after_id=last)
            session.commit()
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def find(session: Session, known: Known, *, within: ColumnElement[bool], but: int | None = None, limit: int = SHOWN) -> Found:
    """The cases that share a name, number, address or more with what is known; what points strongest first.

    An organisation or a postcode alone points to nobody. `within` is how far the one who looks may see (`reach.visible_to`):
    what lies beyond is only counted. `but` is the case that is being looked at.
    """
    keys = keys_of(known)
    personal = [key for key in keys if _WEIGHT[key[0]] >= _SURE_ENOUGH]
    if not personal:
        return Found()
    fits: list[ColumnElement[bool]] = [tuple_(MatchKey.kind, MatchKey.key).in_(personal)]
    if but is not None:
        fits.append(MatchKey.case_id != but)
    visible = select(MatchKey.case_id).join(Case, Case.id == MatchKey.case_id).where(*fits, within).distinct()
    newest = list(session.scalars(visible.order_by(MatchKey.case_id.desc()).limit(limit * 5)))
    everywhere = session.scalar(select(func.count(distinct(MatchKey.case_id))).where(*fits)) or 0
    in_reach = session.scalar(select(func.count()).select_from(visible.subquery())) or 0
    found: dict[int, list[str]] = defaultdict(list)
    shared = select(MatchKey.case_id, MatchKey.kind).where(MatchKey.case_id.in_(newest))
    for case_id, kind in session.execute(shared.where(tuple_(MatchKey.kind, MatchKey.key).in_(list(keys)))):
        found[case_id].append(kind)
    seen = {case.id: case for case in session.scalars(select(Case).where(Case.id.in_(newest)))}
    order = sorted(seen, key=lambda case_id: (-sum(_WEIGHT[kind] for kind in set(found[case_id])), -case_id))[:limit]
    return Found(tuple(_match(seen[case_id], found[case_id], known) for case_id in order), everywhere - in_reach)


def find_for_case(session: Session, case: Case, *, within: ColumnElement[bool]) -> Found:
    """The other cases of the same person, with what points to each."""
    return find(session, person_of(Complaint.model_validate(case.record)), within=within, but=case.id)


def _match(case: Case, kinds: list[str], known: Known) -> Match:
    reasons = tuple(_WORDS[kind] for kind in sorted(set(kinds), key=lambda kind: -_WEIGHT[kind]))
    return Match(case.reference, case.received_at, case.status, case.organisation, reasons, _same(case, known))


def _same(case: Case, known: Known) -> bool | None:
    if not known.organisation:
        return None
    about = _issue(known.organisation)
    answers = [is_same_organisation(Issue.model_validate(_named(issue)), about) for issue in case.record.get("issues", [])]
    if True in answers:
        return True
    return False if False in answers else None


def _named(issue: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: issue.get(name) for name in ("organisation", "body")}


def _issue(organisation: str) -> Issue:
    found = PHSO.register.look(organisation).body
    return Issue.model_validate({"organisation": organisation, "body": found.id if found else None})


def _names(known: Known) -> set[str]:
    """The whole name, and the first and the last of it: people leave out what stands between."""
    words = _TITLES.sub("", _plain(known.name)).split()
    return {" ".join(words), f"{words[0]} {words[-1]}"} if len(words) > 1 else set(words)


def _organisation(name: str | None) -> str:
    if not name:
        return ""
    found = PHSO.register.look(name).body
    return found.id if found else _plain(name)


def _phone(text: str | None) -> str:
    return (phone_from(text) or re.sub(r"\D", "", text)) if text else ""


def _plain(text: str | None) -> str:
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", text or "").casefold() if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() or sign.isspace() else "" for sign in letters).split())
