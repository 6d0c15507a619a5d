"""The way in and out: name and password, the second factor, and log-out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from intake_api.clock import utc_now
from intake_api.csrf import COOKIE as FORM_COOKIE
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker, WriteSession, session_maker
from intake_api.security import Anyone, guard, settings_of
from intake_api.staff import second_factor, service
from intake_api.staff.browsers import browser_of
from intake_api.staff.guards import COOKIE, Staff, allowed, current_session
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.navigation import first_page
from intake_api.staff.roles import Action
from intake_api.staff.words import NO_LOCAL, WAIT, WRONG, WRONG_CODE
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False)

HOME = "/staff"
HALF_COOKIE, HALF_PATH = "redress_staff_half", "/staff/login"
A_DAY = 86_400  # the cookie outlives its session by a day, so that a form that comes too late is still somebody's
Next = Annotated[str, Query(max_length=2000)]
NextForm = Annotated[str, Form(max_length=2000)]


@guard
def half_logged_in(request: Request) -> StaffSession:
    """Only who has just given the right password, and whose second factor is still to come."""
    with session_maker(request)() as session:
        token = request.cookies.get(HALF_COOKIE, "")
        found = service.fetch_half(session, settings_of(request), token=token, now=utc_now()) if token else None
    if found is None:
        raise HTTPException(303, headers={"Location": "/staff/login"})
    return found


Half = Annotated[StaffSession, Depends(half_logged_in)]


@router.get("/login", dependencies=[Anyone])
def show_login(request: Request, next: Next = HOME, left: Annotated[str, Query(max_length=10)] = "") -> Response:
    """The log-in page; who is logged in already goes on. `left`: by which way the person was logged in until now."""
    if current_session(request):
        return RedirectResponse(inside(next), status_code=303)
    return page(request, "staff/login.html", next=inside(next), settings=settings_of(request), left=left)


@router.post("/login", dependencies=[Anyone, FormToken])
def log_in(
    request: Request,
    sessions: SessionMaker,
    username: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=500)] = "",
    next: NextForm = HOME,
) -> Response:
    """Logs in, or says that it did not work, without telling which part was wrong."""
    settings = settings_of(request)
    if settings.local_accounts == "off":
        return refuse(request, 403, NO_LOCAL, next)
    attempt = service.LogIn(username, password, address_of(request), browser_of(request.headers.get("user-agent", "")))
    try:
        opened = service.log_in(sessions, settings, attempt, now=utc_now())
    except service.WrongLoginError:
        return refuse(request, 401, WRONG, next)
    except service.TooManyFailuresError:
        return refuse(request, 429, WAIT.format(minutes=round(settings.staff_failure_window / 60)), next)
    return enter(request, opened, next)


@router.get("/login/code")
def ask_code(request: Request, half: Half, next: Next = HOME) -> Response:
    """Asks for the second factor, or shows how to set one up where there must be one."""
    return _second_step(request, half, next)


@router.post("/login/code", dependencies=[FormToken])
def take_code(
    request: Request, half: Half, sessions: SessionMaker, code: Annotated[str, Form(max_length=60)] = "", next: NextForm = HOME
) -> Response:
    """Lets in who gives the right code, once."""
    settings = settings_of(request)
    try:
        opened, made = second_factor.finish_log_in(
            sessions, settings, half, code, address=address_of(request), now=utc_now()
        )  # fmt: skip
    except second_factor.WrongCodeError:
        return _second_step(request, half, next, error=WRONG_CODE, status=401)
    except service.TooManyFailuresError:
        wait = WAIT.format(minutes=round(settings.staff_failure_window / 60))
        return _second_step(request, half, next, error=wait, status=429)
    return enter(request, opened, next, recovery_codes=made)


@router.post("/logout", dependencies=[allowed(Action.OWN_LOG_INS), FormToken])
def log_out(staff: Staff, session: WriteSession) -> Response:
    """Ends the session here and on the server."""
    service.log_out(session, staff, now=utc_now())
    session.commit()
    response = RedirectResponse(f"/staff/login?left={staff.way or 'password'}", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


def enter(request: Request, opened: service.Opened, next: str, recovery_codes: list[str] | None = None) -> Response:
    """Sends the browser on with its new session; by way of the second factor, if that is still to come."""
    settings, going = settings_of(request), inside(next)
    if going == HOME:
        going = first_page(opened.user)
    if opened.awaits:
        response: Response = RedirectResponse(str(request.url_for("ask_code").include_query_params(next=going)), status_code=303)
        response.set_cookie(
            HALF_COOKIE, opened.token, max_age=600, httponly=True, samesite="lax", secure=settings.is_https, path=HALF_PATH
        )
        return response
    if recovery_codes:
        response = page(request, "staff/recovery_codes.html", codes=recovery_codes, next=going)
    else:
        response = RedirectResponse(going, status_code=303)
    lasts = round(settings.staff_session_hours * 3600) + A_DAY
    response.set_cookie(
        COOKIE, opened.token, max_age=lasts, httponly=True, samesite="lax", secure=settings.is_https, path="/"
    )  # fmt: skip
    if HALF_COOKIE in request.cookies:
        response.delete_cookie(HALF_COOKIE, path=HALF_PATH, secure=settings.is_https, httponly=True, samesite="lax")
    response.delete_cookie(FORM_COOKIE)  # a fresh one for the person who is now logged in
    return response


def refuse(request: Request, status: int, error: str, next: str) -> Response:
    """The log-in page again, with what went wrong."""
    return page(request, "staff/login.html", status, next=inside(next), error=error, settings=settings_of(request))


def address_of(request: Request) -> str:
    """The network address a request comes from."""
    return request.client.host if request.client else "unknown"


def inside(path: str) -> str:
    """A path of the staff pages, never an address elsewhere."""
    is_ours = path == "/staff" or path.startswith("/staff/")
    return path if is_ours and "\\" not in path and "//" not in path and path.isprintable() else HOME


def _second_step(request: Request, half: StaffSession, next: str, *, error: str = "", status: int = 200) -> Response:
    shown = {"next": inside(next), "error": error, "action": "/staff/login/code", "can_cancel": False}
    if half.awaits == service.CODE:
        return page(request, "staff/code.html", status, **shown)
    with session_maker(request)() as session:
        user = session.get_one(StaffUser, half.user_id)
        key = second_factor.key_to_set_up(session, settings_of(request), user)
        session.commit()
    return page(
        request, "staff/second_factor.html", status, key=key, picture=second_factor.qr_code(key, user.username), is_on=False,
        left=0, must=True, **shown,
    )  # fmt: skip
