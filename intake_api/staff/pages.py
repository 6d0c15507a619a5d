"""The staff pages: log-in and log-out, the triage queue, the case."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from intake_api.audit import service as audit
from intake_api.cases import queries
from intake_api.cases.router import find_case
from intake_api.cases.service import RECEIVED
from intake_api.clock import utc_now
from intake_api.conversations.service import fetch_transcript
from intake_api.csrf import COOKIE as FORM_COOKIE
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, SessionMaker, WriteSession
from intake_api.rulebook.page import contents as rulebook
from intake_api.security import Anyone, settings_of
from intake_api.staff import present, service, words
from intake_api.staff.guards import COOKIE, Staff, current_session
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False)

WRONG = "The user name or the password is wrong. Check both and try again."
WAIT = "There were too many failed tries. Wait {minutes} minutes, then try again."
HOME = "/staff/cases"


@router.get("/login", dependencies=[Anyone])
def show_login(request: Request, next: Annotated[str, Query(max_length=200)] = HOME) -> Response:
    """The log-in page; who is logged in already goes on."""
    if current_session(request):
        return RedirectResponse(_inside(next), status_code=303)
    return page(request, "staff/login.html", next=_inside(next))


@router.post("/login", dependencies=[Anyone, FormToken])
def log_in(
    request: Request,
    sessions: SessionMaker,
    username: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=500)] = "",
    next: Annotated[str, Form(max_length=200)] = HOME,
) -> Response:
    """Logs in, or says that it did not work, without telling which part was wrong."""
    settings = settings_of(request)
    address = request.client.host if request.client else "unknown"
    try:
        token = service.log_in(sessions, settings, service.LogIn(username, password, address), now=utc_now())
    except service.WrongLoginError:
        return page(request, "staff/login.html", 401, next=_inside(next), error=WRONG)
    except service.TooManyFailuresError:
        wait = WAIT.format(minutes=round(settings.staff_failure_window / 60))
        return page(request, "staff/login.html", 429, next=_inside(next), error=wait)
    response = RedirectResponse(_inside(next), status_code=303)
    lasts = round(settings.staff_session_hours * 3600)
    response.set_cookie(COOKIE, token, max_age=lasts, httponly=True, samesite="lax", secure=settings.is_https, path="/")
    response.delete_cookie(FORM_COOKIE)  # a fresh one for the person who is now logged in
    return response


@router.post("/logout", dependencies=[FormToken])
def log_out(staff: Staff, session: WriteSession) -> Response:
    """Ends the session here and on the server."""
    service.log_out(session, staff, now=utc_now())
    session.commit()
    response = RedirectResponse("/staff/login", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("")
def go_home(staff: Staff) -> Response:
    """The queue is where staff begin."""
    return RedirectResponse(HOME, status_code=303)


@router.get("/cases")
def show_queue(
    request: Request, staff: Staff, session: ReadSession, after: Annotated[str | None, Query(max_length=60)] = None
) -> Response:
    """Complaints waiting for triage: risk of harm first, then in the order they came."""
    cases, following = queries.fetch_queue(session, status=RECEIVED, after=_cursor(after))
    rows = [present.queue_row(case) for case in cases]
    return page(request, "staff/queue.html", rows=rows, following=following, is_first=_cursor(after) is None)


@router.get("/cases/{reference_text}")
def show_case(request: Request, reference_text: str, staff: Staff, session: WriteSession) -> Response:
    """One case with its recommendation and reasons. The viewing is recorded."""
    case = find_case(session, reference_text)
    audit.record(session, actor=f"staff:{staff.user.username}", action="case_viewed", at=utc_now(), subject=case.reference)
    session.flush()
    timeline = audit.fetch_events_about(session, subject=case.reference)
    said = fetch_transcript(session, case.conversation_id) if case.conversation_id else []
    shown = present.case_page(case, said)
    session.commit()
    return page(request, "staff/case.html", timeline=timeline, words=words, **shown)


@router.get("/rulebook")
def show_rulebook(request: Request, staff: Staff) -> Response:
    """The rules that stand behind every recommendation, with their paragraphs."""
    return page(request, "rulebook/console.html", **rulebook())


def _cursor(text: str | None) -> queries.Cursor | None:
    """An address that was tampered with shows the first page."""
    try:
        return queries.Cursor.parse(text) if text else None
    except (ValueError, OverflowError):
        return None


def _inside(path: str) -> str:
    """A path of the staff pages, never an address elsewhere."""
    is_ours = path == "/staff" or path.startswith("/staff/")
    return path if is_ours and "\\" not in path and "//" not in path and path.isprintable() else HOME
