"""How a letter is drawn: marked for a prison, large or in Easy Read, with the paragraphs that nobody edits."""

from __future__ import annotations

from intake_api.cases.models import Case
from intake_api.casework.letter_kinds import FIXED
from intake_api.casework.letter_texts import fixed_text
from intake_api.casework.models import CaseLetter
from intake_api.documents.model import Document, Text
from intake_api.letters.blocks import blocks_of
from service_model.casework.prison import CONFIDENTIAL_ACCESS, PrisonFacts, letter_duties
from service_model.duties import Duty
from service_model.record import Complaint

ENDS = ("# If you need help", "If anything here is not clear", "Yours sincerely")
"""Where the end of a letter may begin; fixed paragraphs stand before the first of them that it has."""


def document_of(case: Case, letter: CaseLetter) -> Document:
    """The letter for paper or email. To a prisoner its first line is the marking, and the number stands on it (SM-1.60)."""
    marks = tuple(Text(line) for line in prison_lines(case, letter))
    return Document(
        letter.subject, (*marks, *blocks_of(whole_text(letter))), shows_title=False,
        is_large=letter.is_large or letter.is_easy_read, is_easy_read=letter.is_easy_read,
    )  # fmt: skip


def whole_text(letter: CaseLetter) -> str:
    """The letter with its fixed paragraphs, which stand before the closing. One that has gone holds them already."""
    paragraphs = [fixed_text(name) for name in letter.fixed if fixed_text(name) not in letter.body]
    if not paragraphs:
        return letter.body
    end = next((place for each in ENDS if (place := letter.body.find(f"\n\n{each}")) >= 0), len(letter.body))
    head = [f"# {FIXED[name].partition(' (')[0]}" for name in letter.fixed[:1]] if letter.is_easy_read else []
    return "\n\n".join([letter.body[:end], *head, *paragraphs]) + letter.body[end:]


def prison_lines(case: Case, letter: CaseLetter) -> tuple[str, ...]:
    """What stands at the head of a letter to somebody in prison."""
    duties = {duty.name: duty.what for duty in _prison_duties(case, letter)}
    return (CONFIDENTIAL_ACCESS, *(duties[name] for name in ("prison_number_on_letters",) if name in duties)) if duties else ()


def posting_instruction(case: Case, letter: CaseLetter) -> str | None:
    """What to write on the envelope, for whoever posts it; it is no part of the letter (SM-1.60)."""
    return next((duty.what for duty in _prison_duties(case, letter) if duty.name == "mark_the_envelope"), None)


def _prison_duties(case: Case, letter: CaseLetter) -> tuple[Duty, ...]:
    if not letter.is_from_prison:
        return ()
    number = (Complaint.model_validate(case.record).prison_number or "")[:20]
    return letter_duties(PrisonFacts.model_validate({"from_a_prisoner": True, "prison_number": number or None}))
