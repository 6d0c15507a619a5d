"""Who is logged in: the guard of staff pages, and a look-up for routes that staff or services may both call."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from intake_api.clock import utc_now
from intake_api.security import guard, settings_of
from intake_api.staff import service
from intake_api.staff.models import StaffSession

COOKIE = "redress_staff"


def current_session(request: Request) -> StaffSession | None:
    """The live staff session of this request, if any."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    now = utc_now()
    with request.app.state.sessions() as session:
        found = service.fetch_session(session, settings_of(request), token=token, now=now)
        if found is not None:
            service.touch(session, found, now=now)
    if found is not None:
        request.state.staff = found.user
    return found


@guard
def logged_in(request: Request) -> StaffSession:
    """Only staff: anyone else is sent to the log-in page, and afterwards back to where they were going."""
    found = current_session(request)
    if found is None:
        going = f"?next={quote(request.url.path)}" if request.method == "GET" else ""
        raise HTTPException(303, headers={"Location": f"/staff/login{going}"})
    return found


Staff = Annotated[StaffSession, Depends(logged_in)]
