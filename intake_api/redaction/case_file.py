"""The case file as it is shared: only what is listed here, in the order it is read. What is left out is told to staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import contacts, decisions, issues, letters, work
from intake_api.casework.letter_kinds import KINDS as LETTERS
from intake_api.casework.models import CaseNote
from intake_api.casework.words import code
from intake_api.clock import london_day
from intake_api.evidence import for_staff
from intake_api.staff import words as staff_words
from intake_api.worksheets import service as worksheets
from intake_api.worksheets.kinds import KINDS
from service_model.casework.legal_advice import CaseNote as Shareable
from service_model.casework.legal_advice import may_be_shared
from service_model.record import Complaint

LEGAL = ("legal_request", "legal_advice")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The text, and how many notes it leaves out: privileged ones, and those nobody has read with this question."""

    text: str
    legal_left_out: int
    notes_left_out: int


def case_file(session: Session, case: Case) -> CaseFile:
    """What may leave the house of a case, before anything is hidden (SM-3.53)."""
    notes = list(reversed(work.fetch_notes(session, case)))
    shared = [note for note in notes if _may_go(note)]
    parts = [*_complaint(case), *_work(session, case), *_notes(shared), *_documents(session, case)]
    left = [note for note in notes if note not in shared]
    legal = sum(note.kind in LEGAL for note in left)
    return CaseFile("\n\n".join(part for part in parts if part), legal, len(left) - legal)


def privileged(session: Session, case: Case) -> list[str]:
    """The legal advice of the case and the requests for it that may not go, in whatever form (SM-3.53, 3.54)."""
    rows = session.scalars(select(CaseNote).where(CaseNote.case_id == case.id, CaseNote.kind.in_(LEGAL)))
    asked = [row.answers for row in worksheets.fetch_newest(session, case) if KINDS[row.kind].is_privileged]
    words = [text for answers in asked for text in (answers.get("question"), answers.get("background")) if text]
    return [*(note.text for note in rows if not _may_go(note)), *words]


def _may_go(note: CaseNote) -> bool:
    """A note goes once somebody has read it with that question; of legal advice the Legal Team has to say so (SM-3.53)."""
    if note.kind not in LEGAL:
        return bool(note.may_be_shared)
    facts = Shareable.model_validate({"title": "Note", "kind": note.kind, "legal_team_allows_sharing": note.may_be_shared})
    return bool(may_be_shared((facts,)))


def _complaint(case: Case) -> Iterator[str]:
    complaint, contact = Complaint.model_validate(case.record), case.contact
    yield f"# Case {case.reference}"
    yield f"Received on {staff_words.day(london_day(case.received_at))}. Organisation: {case.organisation or 'not known'}."
    if contact:
        reach = (contact.name, contact.address, contact.postcode, contact.phone, contact.email)
        yield "# Who complained"
        yield "\n".join(each for each in reach if each)
    if complaint.aggrieved_name:
        yield f"For: {complaint.aggrieved_name}"
    for title, words in (
        ("What happened, in their own words", complaint.story), ("How it affected them", complaint.injustice),
        ("What they want to happen", complaint.outcome_sought),
    ):  # fmt: skip
        if words:
            yield f"# {title}"
            yield words


def _work(session: Session, case: Case) -> Iterator[str]:
    components = issues.fetch(session, case)
    if components:
        yield "# What is complained about"
    for each in components:
        said = f"{each.heading}\nAbout: {each.organisation or 'not known'}\n{each.summary}"
        yield f"{said}\nDecision: {code(each.decision)}. {each.explanation or ''}".strip() if each.decision else said
    made = [each for each in decisions.fetch(session, case) if each.state in (decisions.APPROVED, "closed")]
    if made:
        yield "# Decision"
    for decision in made:
        yield f"{decision.closure_code}\n{decision.why or ''}".strip()
    rows = list(reversed(contacts.fetch(session, case)))
    if rows:
        yield "# Contacts"
    for row in rows:
        yield f"{staff_words.day(london_day(row.at))}: {code(row.way)}, {code(row.party)}. {row.about or ''}".strip()


def _notes(notes: list[CaseNote]) -> Iterator[str]:
    if notes:
        yield "# Notes"
    for note in notes:
        yield f"{staff_words.day(london_day(note.made_at))}: {note.text}"


def _documents(session: Session, case: Case) -> Iterator[str]:
    gone = [each for each in reversed(letters.fetch(session, case)) if each.state in letters.GONE]
    for letter in gone:
        yield f"# Letter: {LETTERS[letter.kind].title}"
        yield letter.body
    files = for_staff.case_files(session, case.conversation_id)
    if files:
        yield "# Letters and photos that were sent in"
        yield "\n".join(f"- {file['kind']}: {file['name']}" for file in files)
