"""Calls: a member of staff takes a complaint on the telephone, with the same questions in the telephone's wording."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api.conversations import chat_page, service
from intake_api.conversations.access import DeskOf, cookie_holder, set_cookie
from intake_api.conversations.chat_page import CALL, posted
from intake_api.csrf import FormToken
from intake_api.db.base import utc_now
from intake_api.staff.guards import Staff
from intake_api.templating import page

router = APIRouter(prefix="/staff/calls", include_in_schema=False)

COOKIE = "redress_call"
PATH = "/staff/calls"

Posted = Annotated[dict[str, str], Depends(posted)]


@router.get("/new")
def ask_new_call(request: Request, staff: Staff) -> Response:
    """Begins a call, and says what to have in mind."""
    return page(request, "chat_call_new.html", is_under_way=cookie_holder(request, COOKIE) is not None)


@router.post("/new", dependencies=[FormToken])
def begin_call(request: Request, staff: Staff, desk: DeskOf) -> Response:
    """A new call at this desk; an unfinished one before it stays as far as it went."""
    conversation_id, token = service.begin(desk.store, channel="phone", now=utc_now())
    response = RedirectResponse(CALL.address, status_code=303)
    set_cookie(request, response, conversation_id, token, cookie=COOKIE, path=PATH)
    return response


@router.get("/current")
def read_call(request: Request, staff: Staff, desk: DeskOf) -> Response:
    """The call where it stands."""
    conversation_id = cookie_holder(request, COOKIE)
    if conversation_id is None:
        return RedirectResponse(f"{PATH}/new", status_code=303)
    return chat_page.show(request, CALL, desk, conversation_id)


@router.post("/current", dependencies=[FormToken])
def post_call(request: Request, staff: Staff, desk: DeskOf, form: Posted) -> Response:
    """What the caller says."""
    conversation_id = cookie_holder(request, COOKIE)
    if conversation_id is None:
        return RedirectResponse(f"{PATH}/new", status_code=303)
    return chat_page.take(request, CALL, desk, conversation_id, form)
