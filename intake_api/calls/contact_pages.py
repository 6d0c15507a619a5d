"""Attempts to reach the complainant of a case: each recorded, with what the guidance says comes next (SM-1.6 to 1.21, 2.217)."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.audit import service as audit
from intake_api.calls import screen
from intake_api.calls.desk import MayCall, fetch_calls_of_case
from intake_api.calls.models import Attempt
from intake_api.cases.models import Case
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import WriteSession
from intake_api.problems import Problem
from intake_api.staff.reach import open_case
from intake_api.templating import page
from service_model import Complaint
from service_model.casework import contact_preferences, intake_contact
from service_model.casework.contact_attempts import ContactAttempt
from service_model.casework.contact_preferences import ContactPreferences
from service_model.record import ContactWay

router = APIRouter(prefix=screen.PATH, include_in_schema=False)
REACHED = {"yes": True, "no": False, "unknown": None}


@router.get("/attempts/{reference_text}")
def show_attempts(request: Request, staff: MayCall, session: WriteSession, reference_text: str) -> Response:
    """What was tried, which way and day suit them, and what comes next. The viewing is recorded."""
    case = open_case(session, staff.user, reference_text, now=utc_now())
    audit.record(session, actor=f"staff:{staff.user.username}", action="case_viewed", at=utc_now(), subject=case.reference)
    session.commit()
    today = london_day(utc_now())
    attempts = fetch_attempts(session, case)
    facts = contact_facts(case, attempts)
    person = facts.complainant
    return page(
        request, "calls/attempts.html", case=case, attempts=attempts, ways=get_args(ContactWay),
        before_declining=intake_contact.contacted_before_declining(facts),
        next_step=intake_contact.when_nobody_answers(facts, today=today),
        way=contact_preferences.way_of_contact(person, at="SM-1.7"),
        day=contact_preferences.contact_day(today, preferences_of(session, case)),
    )  # fmt: skip


@router.post("/attempts/{reference_text}", dependencies=[FormToken])
def keep_attempt(
    staff: MayCall, session: WriteSession, reference_text: str,
    way: Annotated[str, Form(max_length=10)] = "", reached: Annotated[str, Form(max_length=10)] = "",
) -> Response:  # fmt: skip
    """Records one attempt, now."""
    case = open_case(session, staff.user, reference_text, now=utc_now())
    if way not in get_args(ContactWay) or reached not in REACHED:
        raise Problem(422, "Not recorded", "Choose how you tried to reach them, and whether you did. Go back and send it again.")
    now = utc_now()
    session.add(Attempt(case_id=case.id, staff_id=staff.user_id, at=now, way=way, reached=REACHED[reached]))
    audit.record(
        session, actor=f"staff:{staff.user.username}", action="contact_attempted", at=now, subject=case.reference,
        after={"way": way, "reached": reached},
    )  # fmt: skip
    session.commit()
    return RedirectResponse(f"{screen.PATH}/attempts/{case.reference}", status_code=303)


def fetch_attempts(session: Session, case: Case) -> list[Attempt]:
    """The attempts to reach the complainant of a case, in order."""
    return list(session.scalars(select(Attempt).where(Attempt.case_id == case.id).order_by(Attempt.at, Attempt.id)))


def contact_facts(case: Case, attempts: list[Attempt]) -> intake_contact.ContactFacts:
    """What the rules for contact at intake read of a case."""
    complaint = Complaint.model_validate(case.record)
    rows = tuple(ContactAttempt.model_validate({"at": row.at, "way": row.way, "reached": row.reached}) for row in attempts)
    return intake_contact.ContactFacts(complainant=complaint.complainant, attempts=rows, arrived_on=london_day(case.received_at))


def preferences_of(session: Session, case: Case) -> ContactPreferences:
    """What they asked for on the newest call that says so, else what their own words safely say (SM-2.215)."""
    newest = next((call.wishes for call in reversed(fetch_calls_of_case(session, case)) if call.wishes), None)
    if newest is not None:
        return ContactPreferences.model_validate(newest)
    return contact_preferences.preferences_of(Complaint.model_validate(case.record).complainant)
