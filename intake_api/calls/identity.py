"""Security questions chosen from the record (SM-1.63): only what the case holds, and first those not asked last time.

Staff see what the answer is compared with. What is kept is which questions were asked and whether the answers fitted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.calls.models import Attempt, Call, IdentityCheck
from intake_api.cases.models import Case
from intake_api.clock import in_london
from intake_api.form.questions import shown
from intake_api.staff import words
from service_model import PHSO, Complaint
from service_model.case import case_of

ASK = {
    "address": "What is the first line of your address?",
    "postcode": "What is your postcode?",
    "organisation": "Which organisation do you complain about?",
    "phone": "What are the last three digits of the telephone number we hold?",
    "last_contact": "When and how were we last in touch?",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One security question, what we hold, and whether it was asked last time."""

    code: str
    ask: str
    held: str
    was_last: bool = False


def questions_for(session: Session, case: Case) -> list[Question]:
    """Every question the case holds an answer to, those not asked last time first."""
    held = {
        "address": _first_line(case), "postcode": (case.contact.postcode if case.contact else None) or "",
        "organisation": _organisation(case), "phone": _phone_end(case), "last_contact": _last_contact(session, case),
    }  # fmt: skip
    return in_order([Question(code, ASK[code], text) for code, text in held.items() if text], asked_last(session, case))


def in_order(held: Sequence[Question], last: Collection[str]) -> list[Question]:
    """Those not asked last time first, each in the order of the guidance."""
    marked = [Question(row.code, row.ask, row.held, row.code in last) for row in held]
    return sorted(marked, key=lambda row: row.was_last)


def fits(question: Question, typed: str) -> bool:
    """Does a typed answer fit what is held? Signs, spaces and capitals do not count; one letter more or less does."""
    said = _plain(typed)
    return bool(said) and said in {_plain(each) for each in question.held.split(", or ")}


def asked_last(session: Session, case: Case) -> set[str]:
    """The questions of the newest check in which any was asked."""
    query = select(IdentityCheck).where(IdentityCheck.case_id == case.id).order_by(IdentityCheck.id.desc()).limit(20)
    newest = next((check for check in session.scalars(query) if check.asked), None)
    return {str(row["question"]) for row in newest.asked} if newest else set()


def procedure_of(case: Case, *, today: date) -> str | None:
    """'health' or 'parliamentary' where the case falls under one alone; else None."""
    views = case_of(Complaint.model_validate(case.record), today=today, authority=PHSO).views
    found = {view.procedure for view in views} - {None}
    return found.pop() if len(found) == 1 else None


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _first_line(case: Case) -> str:
    address = (case.contact.address if case.contact else None) or ""
    return address.replace("\n", ",").split(",")[0].strip()


def _organisation(case: Case) -> str:
    """The name, and what else it is called: each of them counts (SM-1.63e)."""
    known = PHSO.register
    said = [(str(row.get("body")), str(row.get("organisation") or "")) for row in case.record.get("issues", [])]
    bodies = [known.bodies.get(body) or known.look(name).body for body, name in said]
    names = [case.organisation or "", *(alias for body in bodies if body for alias in (body.name, *body.aliases))]
    return ", or ".join(dict.fromkeys(name for name in names if name))


def _phone_end(case: Case) -> str:
    number = (case.contact.phone if case.contact else None) or ""
    digits = "".join(sign for sign in shown("phone", {"phone": number}) if sign.isdigit()) if number else ""
    return digits[-3:] if len(digits) > 6 else ""


def _last_contact(session: Session, case: Case) -> str:
    attempt = session.scalars(
        select(Attempt).where(Attempt.case_id == case.id, Attempt.reached.is_(True)).order_by(Attempt.at.desc()).limit(1)
    ).first()
    call = session.scalars(
        select(Call).where(Call.case_id == case.id, Call.ended_at.is_not(None)).order_by(Call.started_at.desc()).limit(1)
    ).first()
    known = [(case.received_at, words.code(case.channel, "not known how"))]
    known += [(attempt.at, words.code(attempt.way))] if attempt else []
    known += [(call.started_at, "Phone")] if call else []
    at, how = max(known)
    return f"{in_london(at)}, {how.lower()}"
