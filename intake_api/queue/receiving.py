"""What the queue keeps of a case beside the case: its marks and its words. Called at receipt, and when contact details change."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.queue import word_index
from intake_api.queue.marks import marks_of
from intake_api.queue.models import CaseMark
from intake_api.queue.wording import words_in, words_of_case


def take_in(session: Session, case: Case, determination: dict[str, Any]) -> None:
    """Marks a new case and makes it findable. The case has its number (flushed); commit is the caller's."""
    for kind, name in sorted(marks_of(case.record, case.evidence, determination)):
        session.add(CaseMark(case_id=case.id, kind=kind, name=name))
    word_index.put(session, case_id=case.id, words=words_of_case(case.reference, case.record), is_new=True)


def index_again(session: Session, case: Case, *more: str) -> None:
    """Makes a case findable by its contact details of today, and by further texts, beside what was submitted."""
    names = ("name", "phone", "email", "address", "postcode") if case.contact else ()
    now = [getattr(case.contact, name) or "" for name in names]
    words = words_of_case(case.reference, case.record) | words_in("\n".join([*now, *more]))
    word_index.put(session, case_id=case.id, words=words)
