"""Before a call: is the caller known, what was promised, which calls wait to be finished."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.audit import service as audit
from intake_api.calls import desk as calls
from intake_api.calls import screen
from intake_api.calls.desk import MayCall
from intake_api.calls.models import Call, CallBack
from intake_api.casework import matching
from intake_api.casework.matching import Found, Known
from intake_api.clock import utc_now
from intake_api.conversations import service
from intake_api.conversations.access import DeskOf
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import ReadSession, SessionMaker, WriteSession
from intake_api.staff.reach import open_case, visible_to
from intake_api.templating import page

router = APIRouter(prefix=screen.PATH, include_in_schema=False)
Said = Annotated[str, Form(max_length=300)]


@router.get("/new")
def ask_new_call(request: Request, staff: MayCall, session: ReadSession) -> Response:
    """Begins a call: who may be calling, what to have in mind, what waits."""
    return _page(request, session, staff.user_id)


@router.post("/find", dependencies=[FormToken])
def find_caller(
    request: Request, staff: MayCall, session: WriteSession,
    name: Said = "", phone: Said = "", email: Said = "", postcode: Said = "", organisation: Said = "",
) -> Response:  # fmt: skip
    """Cases that may be the caller's. Looked up by POST, so that no name stands in an address; the look-up is recorded."""
    given = {"name": name, "phone": phone, "email": email, "postcode": postcode, "organisation": organisation}
    found = matching.find(session, Known(**given), within=visible_to(staff.user))
    said = [field for field, text in given.items() if text.strip()]
    audit.record(session, actor=f"staff:{staff.user.username}", action="caller_looked_up", at=utc_now(), fields=said)
    session.commit()
    return _page(request, session, staff.user_id, caller=given, found=found)


@router.post("/new", dependencies=[FormToken])
def begin_call(
    staff: MayCall, sessions: SessionMaker, desk: DeskOf, reference: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """A new call; one about a known case begins with who is calling (SM-1.63)."""
    now = utc_now()
    with sessions() as session:
        case = open_case(session, staff.user, reference, now=now) if reference else None
    conversation_id, _ = service.begin(desk.store, channel="phone", now=now)
    with sessions() as session:
        start_writing(session)
        call = calls.begin(session, conversation_id=conversation_id, staff=staff, case=case, now=now)
        session.commit()
    return RedirectResponse(f"{screen.address(call)}/identity" if case else screen.address(call), status_code=303)


@router.get("/current")
def read_current(staff: MayCall, session: ReadSession) -> Response:
    """The call this member of staff has under way."""
    call = calls.fetch_call_under_way(session, staff_id=staff.user_id)
    return RedirectResponse(screen.address(call) if call else f"{screen.PATH}/new", status_code=303)


@router.post("/call-backs/{promise_id}", dependencies=[FormToken])
def note_call_back(staff: MayCall, session: WriteSession, promise_id: int) -> Response:
    """A promised call-back was made."""
    now = utc_now()
    open_one = update(CallBack).where(CallBack.id == promise_id, CallBack.made_at.is_(None)).values(made_at=now)
    if session.execute(open_one).rowcount:  # type: ignore[attr-defined]
        call = session.get_one(Call, session.get_one(CallBack, promise_id).call_id)
        calls.trace(session, call, staff, "call_back_made", now)
    session.commit()
    return RedirectResponse(f"{screen.PATH}/new", status_code=303)


def _page(
    request: Request, session: Session, staff_id: int, *, caller: dict[str, str] | None = None, found: Found | None = None
) -> Response:
    under_way = calls.fetch_call_under_way(session, staff_id=staff_id)
    now = utc_now()
    return page(
        request, "calls/new.html", call=under_way, caller=caller or {}, found=found,
        unfinished=calls.fetch_unfinished(session),
        promises=[(promise, call, promise.due_at < now) for promise, call in calls.fetch_promises(session)],
    )  # fmt: skip
