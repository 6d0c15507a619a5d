"""There and back: the two addresses of the organisation's own log-in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from intake_api.clock import utc_now
from intake_api.db.session import session_maker
from intake_api.problems import Problem
from intake_api.security import Anyone, settings_of
from intake_api.staff import oidc, oidc_accounts
from intake_api.staff.browsers import browser_of
from intake_api.staff.log_in_pages import HOME, enter, inside, refuse
from intake_api.staff.words import NO_ENTRY, NO_WAY_OUT

router = APIRouter(prefix="/staff/login/oidc", include_in_schema=False)


@router.get("", dependencies=[Anyone])
async def go_to_provider(request: Request, next: Annotated[str, Query(max_length=2000)] = HOME) -> Response:
    """Sends staff to their organisation's log-in."""
    _only_with_provider(request)
    back_to = f"{settings_of(request).public_url.rstrip('/')}{oidc.PATH}/return"
    try:
        return await oidc.send_there(request, back_to=back_to, next=inside(next))
    except oidc.NoEntryError as error:
        return _refused(request, error, next)


@router.get("/return", dependencies=[Anyone])
async def return_from_provider(request: Request) -> Response:
    """Where the provider sends them back; it lets in who is vouched for and has a role."""
    _only_with_provider(request)
    try:
        claims, going = await oidc.come_back(request)
        opened = await run_in_threadpool(
            oidc_accounts.enter, session_maker(request), settings_of(request), claims,
            browser=browser_of(request.headers.get("user-agent", "")), now=utc_now(),
        )  # fmt: skip
    except oidc.NoEntryError as error:
        return _refused(request, error, HOME)
    response = enter(request, opened, going)
    response.delete_cookie(oidc.COOKIE, path=oidc.PATH)
    return response


@router.get("/out", dependencies=[Anyone])
async def leave_provider(request: Request) -> Response:
    """Ends the log-in at the provider too. It begins at a link: a form may not lead to another site (the page's policy)."""
    _only_with_provider(request)
    back_to = f"{settings_of(request).public_url.rstrip('/')}/staff/login"
    there = await oidc.way_out(request, back_to=back_to)
    if there is None:
        return refuse(request, 503, NO_WAY_OUT, HOME)
    return RedirectResponse(there, status_code=303)


def _refused(request: Request, error: oidc.NoEntryError, next: str) -> Response:
    response = refuse(request, 503 if error.why == "away" else 403, NO_ENTRY[error.why], next)
    response.delete_cookie(oidc.COOKIE, path=oidc.PATH)  # an answer is taken once
    return response


def _only_with_provider(request: Request) -> None:
    if not settings_of(request).has_oidc:
        raise Problem(404, "No such log-in", "Staff here log in with a name and a password.")
