"""Questions to the Legal Team and to the manager of the parliamentary team, with their answers (SM-2.3, 2.26, 2.34)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import tasks
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseQuery
from intake_api.casework.tasks import MANAGERS
from intake_api.staff.roles import Role

Of = Literal["legal_remit", "legal_referral", "parliamentary_manager"]
Long = Annotated[str, Field(max_length=5000)]
ASKED: dict[Of, tuple[Role, str, str]] = {
    "legal_remit": (Role.LEGAL, "Answer a question about our remit.", "SM-2.3"),
    "legal_referral": (Role.LEGAL, "Advise if a referral by an MP is required.", "SM-2.26"),
    "parliamentary_manager": (Role.MANAGER, "For the parliamentary team manager: a question about the criteria.", "SM-2.34"),
}
"""Who is asked, in which words, by which paragraph."""


class NewQuery(Filled):
    """Whom to ask, and what. A question of remit goes to line management first."""

    of: Of
    question: Long
    line_manager_consulted: bool | None = None


class QueryAnswer(Filled):
    """The answer; of the manager of the parliamentary team, also if legal advice is needed."""

    id: int
    answer: Long
    legal_advice_needed: bool | None = None


def ask(change: Change, form: NewQuery) -> None:
    """Opens the question as a task of whoever is asked."""
    change.must_be_open()
    if form.of == "legal_remit" and not form.line_manager_consulted:
        raise RefusedError("Ask your line manager first. Then it can go to the Legal Team (SM-2.3).", "line_manager_consulted")
    _open(change, form.of, form.question)


def answer(change: Change, form: QueryAnswer) -> None:
    """Keeps the answer, and the case goes back to who asked. Advice that is needed is asked of the Legal Team at once."""
    row = change.session.get(CaseQuery, form.id)
    if row is None or row.case_id != change.case.id or row.answered_by is not None:
        raise RefusedError("This case has no such open question.")
    role, _what, paragraph = ASKED[row.of]  # type: ignore[index]
    if Role(change.user.role) not in (MANAGERS if role is Role.MANAGER else (role,)):
        raise RefusedError("This question is for somebody else to answer.", "answer")
    if row.of == "parliamentary_manager" and form.legal_advice_needed is None:
        raise RefusedError("Say if legal advice is needed at this stage (SM-2.34).", "legal_advice_needed")
    row.answer, row.answered_by, row.answered_at = form.answer, change.by, change.at
    row.legal_advice_needed = form.legal_advice_needed if row.of == "parliamentary_manager" else None
    change.trace("query_answered", fields=["answer"], query=str(row.id), of=row.of, legal_advice=_said(row.legal_advice_needed))
    tasks.finish_kind(change, f"query_{row.id}")
    tasks.open_task(
        change, kind="read_answer", what=f"Read the answer to question {row.id}, and go on.", paragraph=paragraph,
        role=Role.INTAKE, about="findings#queries",
    )  # fmt: skip
    if row.legal_advice_needed:
        _open(change, "legal_referral", row.question)


def fetch(session: Session, case: Case) -> list[CaseQuery]:
    """The questions, the newest first."""
    return list(session.scalars(select(CaseQuery).where(CaseQuery.case_id == case.id).order_by(CaseQuery.id.desc())))


def handed_off(session: Session, case: Case) -> list[dict[str, Any]]:
    """The questions as a case system reads them, each with the reference of the case (SM-2.26)."""
    return [
        {
            "to": str(ASKED[row.of][0].value) + "_team" if row.of.startswith("legal") else row.of,  # type: ignore[index]
            "about": row.of, "reference": case.reference, "question": row.question, "by": row.made_by,
            "at": row.made_at.isoformat(), "answer": row.answer, "answered_by": row.answered_by,
            "legal_advice_needed": row.legal_advice_needed,
        }
        for row in reversed(fetch(session, case))
    ]  # fmt: skip


def _open(change: Change, of: Of, question: str) -> None:
    role, what, paragraph = ASKED[of]
    row = CaseQuery(**change.stamp(), of=of, question=question)
    change.session.add(row)
    change.session.flush()
    change.trace("query_asked", fields=["question"], query=str(row.id), of=of)
    tasks.open_task(change, kind=f"query_{row.id}", what=what, paragraph=paragraph, role=role, about="findings#queries")


def _said(value: bool | None) -> str | None:
    return None if value is None else "needed" if value else "not needed"
