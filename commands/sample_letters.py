"""Every letter of the library as it would be drafted for made-up people, and the ways in which letters differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.sample import RECORD

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from intake_api.casework.changing import Change
    from intake_api.documents.model import Document

PERSON = {
    "name": "Siân Llywelyn Ŵyn", "address": "14 Ffordd y Môr\nTŷ-croes\nYnys Môn", "postcode": "LL63 5RA",
    "phone": "+447700900123", "email": "sian.llywelyn@example.org", "preferred_contact": "post",
}  # fmt: skip
LONG_NAME = "Wilhelmina Anastasia Konstantinopoulou-Featherstonehaugh of the Third Part, formerly Cholmondeley-Marjoribanks"
LONG_ADDRESS = (
    "Flat 27B, The Old Rope Works and Sailmakers' Lofts at Canal Basin\n"
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch\n"
    "The Street With A Rather Long Name Indeed\nGreater Something-upon-Somewhere\nCounty of the Sample"
)
PARAGRAPH = (
    "On that day I rang the ward again and asked for the sister in charge. Nobody could tell me where my mother had been moved "
    "to, and I was asked to ring later. I rang later. It was the same. I wrote down each time, and whom I spoke to."
)
HOW: Mapping[str, Mapping[str, Any]] = {
    "plain": {}, "large-print": {"adjustments": "Large print, please"}, "easy-read": {"adjustments": "Easy Read, please"},
    "prison": {"prison_number": "A1234BC"}, "long-names": {"name": LONG_NAME, "address": LONG_ADDRESS},
}  # fmt: skip

CONFERENCE = {
    "conference_at": "2026-12-10T10:00+00:00", "conference_format": "in_person",
    "conference_place": "Citygate, Manchester, room 4", "complainant_arrangements": "A room without stairs.",
    "organisation_arrangements": "An earlier start, at 9 am.",
}  # fmt: skip
ISSUED = {
    "sent_to": ["complainant", "organisation", "referring_mp"], "named_persons": ["Alex Sample"],
    "recommendations": ["Say sorry in writing, within four weeks.", "Pay £250 for the distress."],
}  # fmt: skip
FILLED: Mapping[str, str] = {
    "[name of the Principal Officer]": "Robin Sample", "[their address]": "1 Sample Road\nCrewe\nCW1 1AA",
    "[what we ask them to do]": "say sorry in writing, and explain what happened to the notes.",
    "[why, in plain words]": "You told us that you were busy. We think that you could have written to us all the same.",
    "[the reason, in plain words]": "They have not answered your complaint yet.",
    "[last day of the time limit]": "6 March 2026", "[what is missing]": "The last letter that they sent you",
    "[who can help, or that we found nobody]": "We found nobody else who can help with this.",
    "[the adjustment]": "Easy Read, please", "[the reason]": "We have no one who can do this.",
    "[how else we can help]": "We can ring you and read the letter to you.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A letter: its kind, the way it is special, its text as the case keeps it, and as a document."""

    kind: str
    how: str
    text: str
    document: Document


def samples(folder: Path) -> Iterator[Sample]:
    """Every kind of letter plain, those to the person in each special way, and one of five pages. `folder` is for a database."""
    from intake_api.casework.letter_kinds import KINDS

    with _sessions(folder) as sessions:
        for how, changes in HOW.items():
            kinds = [kind for kind, row in KINDS.items() if how == "plain" or row.party == "complainant"]
            yield from _drafts(sessions, how, changes, kinds)
        story = "\n\n".join(f"{number}. {PARAGRAPH}" for number in range(1, 42))
        yield from _drafts(sessions, "five-pages", {"story": story}, ["forward_complaint"])


@contextmanager
def _sessions(folder: Path) -> Iterator[sessionmaker[Session]]:
    from commands.database import migrated
    from intake_api.db.base import make_engine, session_factory

    engine = make_engine(migrated(f"sqlite:///{folder / 'letters.db'}"))
    try:
        yield session_factory(engine)
    finally:
        engine.dispose()


def _record(changes: Mapping[str, Any]) -> dict[str, Any]:
    person = {**PERSON, **{name: value for name, value in changes.items() if name in ("adjustments", *PERSON)}}
    rest = {name: value for name, value in changes.items() if name not in person}
    return {**RECORD, "mp_name": "Jo Bloggs MP", "mp_referral": "referred", "complainant": person, **rest}


def _drafts(sessions: sessionmaker[Session], how: str, changes: Mapping[str, Any], kinds: list[str]) -> Iterator[Sample]:
    """The letters of one case, with one component proposed and one declined. Nothing is sent, and nothing is kept."""
    from intake_api.cases.queries import fetch_case
    from intake_api.cases.service import Submission, submit
    from intake_api.casework import issues
    from intake_api.casework.changing import Change
    from intake_api.casework.forms import Nothing
    from intake_api.casework.issued_models import CaseIssued
    from intake_api.clock import utc_now
    from intake_api.staff.models import StaffUser
    from intake_api.worksheets.models import CaseWorksheet

    now = utc_now()
    made = submit(sessions, Submission(_record(changes), None, f"sample-{how}", "sample"), now=now, public_url="http://localhost")
    user = StaffUser(username="sam", full_name="Sam Lee", direct_contact="020 7946 0123", role="caseworker")
    with sessions() as session:
        case = fetch_case(session, reference=made.reference)
        assert case is not None and case.contact is not None  # noqa: S101, PT018 - made above
        case.contact.title, case.contact.surname = ("Ms", "Ŵyn") if how != "long-names" else ("Dr", None)
        change = Change(session, case, user, now)
        issues.from_record(change, Nothing())
        session.add(CaseWorksheet(
            **change.stamp(), kind="dispute_resolution", entry=0, version=1, answers=CONFERENCE, changed=[], is_finished=False,
        ))  # fmt: skip
        for report, comments_by in (("provisional_views", change.today + timedelta(days=14)), ("final_report", None)):
            session.add(CaseIssued(
                **change.stamp(), kind=report, issued_on=change.today, comments_by=comments_by, **ISSUED,
            ))  # fmt: skip
        session.flush()
        first, *others = issues.fetch(session, case)
        first.decision = "propose_to_investigate"
        for each in others:
            each.decision, each.explanation = "declined", "They have said sorry, and have put it right since."
        yield from (_sample(change, kind, how) for kind in kinds)


def _sample(change: Change, kind: str, how: str) -> Sample:
    from intake_api.casework import letters
    from intake_api.casework.letter_kinds import KINDS
    from intake_api.casework.letter_looks import document_of, whole_text

    more = {"note": "You told me that nobody rang you back.", "note_on": "3 March 2026"} if kind == "call_note" else {}
    letter = letters.drafted(change, kind, to_name="Alex Sample" if KINDS[kind].party == "named_person" else None, **more)
    for gap, words in FILLED.items():
        letter.body = letter.body.replace(gap, words)
    if kind == "first_contact":
        letter.fixed = ["legal_advice"]
    return Sample(kind, how, whole_text(letter), document_of(change.case, letter))
