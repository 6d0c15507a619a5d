"""Whose questions these are. Two doors: the browser (or the token) that sent the complaint, and reference with code.

Who sent it may answer, answer anew and take back, but is not shown what was answered: others may use the same device. Who has
just shown reference and code on the status page sees the answers too, for half an hour, by a cookie that only its pages get.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.conversations.access import cookie_holder
from intake_api.security import settings_of, sign

COOKIE = "redress_status"
OPEN_FOR = timedelta(minutes=30)
_PURPOSE = "status-door"


@dataclass(frozen=True, slots=True)
class Door:
    """`base` is where its pages begin, `way_back` where a person without a case goes, `shows` whether answers are shown."""

    base: str
    way_back: str
    shows: bool


SENT = Door("/about-you", "/form/done", shows=False)
VERIFIED = Door("/status/about-you", "/status", shows=True)


def case_at(request: Request, session: Session, door: Door) -> Case | None:
    """The case that this request may answer for, through this door; None where there is none."""
    if door is VERIFIED:
        return _verified(request, session, now=utc_now())
    return case_of(session, cookie_holder(request))


def case_of(session: Session, conversation_id: str | None) -> Case | None:
    """The case that a talk became. One that waits to be sent is none yet: the questions come after the complaint."""
    if conversation_id is None:
        return None
    return session.scalars(select(Case).where(Case.conversation_id == conversation_id)).first()


def open_door(request: Request, response: Response, case_id: int) -> None:
    """Lets this browser answer for a case, because it has just shown its reference and its code."""
    until = int((utc_now() + OPEN_FOR).timestamp())
    value = f"{case_id}.{until}.{sign(settings_of(request), _PURPOSE, f'{case_id}.{until}')}"
    response.set_cookie(
        COOKIE, value, max_age=int(OPEN_FOR.total_seconds()), httponly=True, samesite="lax",
        secure=settings_of(request).is_https, path="/status",
    )  # fmt: skip


def _verified(request: Request, session: Session, *, now: datetime) -> Case | None:
    case_id, _, rest = request.cookies.get(COOKIE, "").partition(".")
    until, _, seal = rest.partition(".")
    wanted = sign(settings_of(request), _PURPOSE, f"{case_id}.{until}")
    if not hmac.compare_digest(seal.encode(), wanted.encode()) or int(until) <= now.timestamp():
        return None
    return session.get(Case, int(case_id))
