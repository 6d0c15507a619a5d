"""The public pages: start, chat, start again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse, Response

from intake_api import voice, wording
from intake_api.conversations import chat_page, notices, rendering, safety, service
from intake_api.conversations.access import DeskOf, cookie_holder, set_cookie, was_opened_elsewhere
from intake_api.conversations.chat_page import PUBLIC, View, posted
from intake_api.conversations.contacts import office
from intake_api.db.base import utc_now
from intake_api.languages import say
from intake_api.rates import count_opening
from intake_api.security import Anyone
from intake_api.templating import page

router = APIRouter(dependencies=[Anyone], include_in_schema=False)

Posted = Annotated[dict[str, str], Depends(posted)]


@router.get("/")
def start_page(request: Request) -> Response:
    """What this is, what it cannot do, and the ways in."""
    in_danger = rendering.spoken(
        say("If you or someone else is in danger now, call 999. Samaritans listen, day or night, on 116 123.")
    )
    speaks = voice.current()
    is_simple = speaks.language == voice.ENGLISH and (speaks.is_easy or speaks.is_young)
    easy_start = wording.text("utter_start_page", office_phone=office().phone) if is_simple else ""
    return page(request, "start.html", in_danger=in_danger, easy_start=easy_start)


@router.get("/chat")
def read_chat(request: Request, desk: DeskOf) -> Response:
    """The chat where it stands; a new one for who has none."""
    conversation_id = cookie_holder(request)
    if conversation_id is None:
        return _new_chat(request, desk, said_now=[notices.OPENED_ELSEWHERE] if was_opened_elsewhere(request) else None)
    return chat_page.show(request, PUBLIC, desk, conversation_id)


@router.post("/chat")
def post_chat(request: Request, desk: DeskOf, form: Posted) -> Response:
    """One answer in the chat."""
    try:
        conversation_id = cookie_holder(request)
    except SQLAlchemyError:
        reply = desk.gateway.without_database(form.get("text", ""))
        urgent = reply.messages[0].text
        return chat_page.draw(request, PUBLIC, View(None, reply.notices, typed=form.get("text", ""), urgent=urgent))
    if conversation_id is None:
        return _new_chat(request, desk, typed=form.get("text", ""), said_now=[_why_anew(request)])
    return chat_page.take(request, PUBLIC, desk, conversation_id, form)


@router.get("/chat/start-again")
def ask_start_again(request: Request, desk: DeskOf) -> Response:
    """Asks before anything is deleted."""
    conversation_id = cookie_holder(request)
    reference = desk.store.read(conversation_id).reference if conversation_id else None
    return page(request, "chat_start_again.html", reference=reference)


@router.post("/chat/start-again")
def start_again(request: Request, desk: DeskOf) -> Response:
    """Deletes what was not sent, and begins anew."""
    conversation_id = cookie_holder(request)
    if conversation_id is not None:
        service.abandon(desk.store, conversation_id)
    response = RedirectResponse("/chat", status_code=303)
    response.delete_cookie("redress_chat")
    return response


def _why_anew(request: Request) -> str:
    return notices.OPENED_ELSEWHERE if was_opened_elsewhere(request) else notices.RESTARTED


def _new_chat(request: Request, desk: DeskOf, *, typed: str = "", said_now: list[str] | None = None) -> Response:
    count_opening(request)
    conversation_id, token = service.begin(desk.store, channel="web", now=utc_now())
    reply = desk.gateway.open(conversation_id)
    signal = safety.signal_in(typed) if typed else None
    urgent = safety.words_for(signal, "web") if signal else None
    view = View(reply.talk, [*(said_now or []), *reply.notices], typed=typed, urgent=urgent)
    response = chat_page.draw(request, PUBLIC, view, desk.switch.read())
    set_cookie(request, response, conversation_id, token)
    return response
