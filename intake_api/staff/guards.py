"""Who is logged in: the guard of staff pages, and a look-up for routes that staff or services may both call."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.db.session import session_maker
from intake_api.problems import Problem
from intake_api.security import guard, settings_of
from intake_api.staff import service, words
from intake_api.staff.models import StaffSession
from intake_api.staff.roles import Action, may

COOKIE = "redress_staff"
NOT_YOURS = "Your role is {role}. It does not include this: {action}. Ask a manager if you need it for your work."


class LogInEndedError(Exception):
    """Somebody sent a form, and their log-in had ended. `intake_api.staff.kept` keeps what they typed."""

    def __init__(self, user_id: int) -> None:
        super().__init__("The log-in of this form's sender had ended")
        self.user_id = user_id


def current_session(request: Request) -> StaffSession | None:
    """The live staff session of this request, if any."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    now = utc_now()
    with session_maker(request)() as session:
        found = service.fetch_session(session, settings_of(request), token=token, now=now)
        if found is not None:
            service.touch(session, found, now=now)
    if found is not None:
        request.state.staff = found.user
        request.state.staff_session = found
    return found


@guard
def logged_in(request: Request) -> StaffSession:
    """Only staff: anyone else is sent to the log-in page, and afterwards back to where they were going."""
    found = current_session(request)
    if found is not None:
        return found
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        raise HTTPException(303, headers={"Location": f"/staff/login?next={quote(request.url.path + query)}"})
    with session_maker(request)() as session:
        ended = service.fetch_ended(session, token=request.cookies.get(COOKIE, ""))
    if ended is not None:
        raise LogInEndedError(ended.user_id)
    raise HTTPException(303, headers={"Location": "/staff/login"})


Staff = Annotated[StaffSession, Depends(logged_in)]


@cache
def allowed(action: Action) -> Any:
    """The guard of a page that needs this action: who is not logged in logs in, whose role does not allow it is told so.

    The role is the one the database holds now: nothing that a browser sends is asked. The try is recorded.
    """

    @guard
    def check(request: Request, staff: Staff) -> StaffSession:
        if not may(staff.user.role, action):
            _note_refusal(request, staff, action)
            role, what = words.code(staff.user.role), words.code(action).lower()
            raise Problem(403, "Not for your role", NOT_YOURS.format(role=role, action=what))
        return staff

    check.action = action  # type: ignore[attr-defined]
    return Depends(check)


def _note_refusal(request: Request, staff: StaffSession, action: Action) -> None:
    with session_maker(request)() as session:
        start_writing(session)
        audit.record(
            session, actor=f"staff:{staff.user.username}", action="refused_by_role", at=utc_now(),
            after={"needs": action, "role": staff.user.role},
        )  # fmt: skip
        session.commit()
