"""Finds the takeaway of the talk that a request holds."""

from __future__ import annotations

from fastapi import Request
from pydantic import ValidationError
from sqlalchemy import select

from intake_api.case_status.service import code_for
from intake_api.cases.models import Case
from intake_api.clock import london_day, utc_now
from intake_api.conversations.talk import Talk
from intake_api.db.session import session_maker
from intake_api.outcome.takeaway import Sent, Takeaway, sent_on, takeaway_of
from intake_api.security import settings_of


def sent_of(request: Request, talk: Talk) -> Sent | None:
    """What was sent from this talk; None when nothing was."""
    if not talk.reference:
        return None
    with session_maker(request)() as session:
        case = session.scalars(select(Case).where(Case.reference == talk.reference, Case.conversation_id == talk.id)).first()
        if case is None:
            return None
        settings = settings_of(request)
        code = code_for(session, settings, case, now=utc_now())
        return sent_on(case.reference, code, london_day(case.received_at), public_url=settings.public_url)


def has_outcome(talk: Talk) -> bool:
    """Was an outcome told in this talk, by chat or form? Then there is something to keep."""
    return talk.has_consent and talk.slots.get("outcome_told") is not None


def takeaway_for(request: Request, talk: Talk) -> Takeaway | None:
    """What this talk's person takes away; None while nothing can be said."""
    try:
        return takeaway_of(talk, today=london_day(utc_now()), sent=sent_of(request, talk))
    except ValidationError:  # an answer the record cannot hold yet: the talk asks again
        return None
