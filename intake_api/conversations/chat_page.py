"""The chat page, drawn from what is kept. Works without JavaScript; the public chat and staff calls share it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from intake_api.conversations import bridge, notices, rendering
from intake_api.conversations.access import Desk
from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.conversations.gateway import Reply
from intake_api.conversations.store import BusyError
from intake_api.conversations.talk import Talk
from intake_api.templating import page

rendering.install()


@dataclass(frozen=True, slots=True)
class Room:
    """Where a talk is shown: the public chat, or a call at a staff desk."""

    template: str
    address: str
    box_label: str
    person_is: str
    assistant_is: str
    needs_token: bool = False


PUBLIC = Room("chat.html", "/chat", "Your message", "You said", "Redress")
CALL = Room("chat_call.html", "/staff/calls/current", "What the caller says", "The caller said", "Read out", needs_token=True)


def draw(
    request: Request, room: Room, talk: Talk | None, *, said_now: list[str] | None = None, error: InputProblemError | None = None,
    typed: str = "", status: int = 200, message_id: str | None = None,
) -> Response:  # fmt: skip
    """The page for a talk: transcript, notices, error, the answers on offer and the box with what was typed."""
    is_waiting = talk is not None and talk.status == "open" and (bool(talk.undelivered) or not talk.is_opened)
    shown = list(said_now or [])
    if is_waiting and not shown and talk:
        shown.append(notices.unavailable(is_kept=talk.has_consent))
    return page(
        request, room.template, status, None,
        room=room, talk=talk, messages=talk.messages if talk else [], choices=talk.offered if talk else [], notices=shown,
        is_waiting=is_waiting, can_type=talk is None or talk.is_opened or is_waiting,
        errors=[{"text": error.message, "href": "#text"}] if error else [], typed=typed or (error.given if error else ""),
        message_id=message_id or str(uuid.uuid4()),
    )  # fmt: skip


def show(request: Request, room: Room, desk: Desk, conversation_id: str) -> Response:
    """GET: the talk where it stands; greets if the assistant has not yet."""
    talk = desk.store.read(conversation_id)
    said_now: list[str] = []
    if talk.was_lost and talk.status != "open":
        return draw(request, room, talk, said_now=[notices.ENDED])
    if not talk.is_opened:
        try:
            reply = desk.gateway.open(conversation_id)
        except BusyError:
            return draw(request, room, talk, said_now=[notices.BUSY])
        talk, said_now = reply.talk or talk, reply.notices
    elif talk.status == "open" and talk.messages and talk.messages[-1].kind == "form":
        talk = bridge.from_form(desk.store, conversation_id)
    return draw(request, room, talk, said_now=said_now)


def take(request: Request, room: Room, desk: Desk, conversation_id: str, form: dict[str, str]) -> Response:
    """POST: one answer. Goes back to the page (303); what could not be taken is handed back with the reason."""
    choice, typed = form.get("choice") or None, form.get("text", "")
    message_id = form.get("message_id") or str(uuid.uuid4())
    try:
        if form.get("action") == "retry":
            reply = desk.gateway.open(conversation_id)
        else:
            reply = desk.gateway.say(conversation_id, message_id=message_id[:64], text=None if choice else typed, choice=choice)
    except InputProblemError as error:
        given = error.given or without_control(typed)
        return draw(request, room, desk.store.read(conversation_id), error=error, typed=given, status=422)
    except BusyError:
        talk = desk.store.read(conversation_id)
        return draw(request, room, talk, said_now=[notices.BUSY], typed=typed, status=409, message_id=message_id)
    return _after(request, room, reply, typed if choice or form.get("action") else "")


def _after(request: Request, room: Room, reply: Reply, left_over: str) -> Response:
    """The page itself when something would be lost on the way round (notices, words still in the box), else a redirect."""
    if reply.talk is None or left_over.strip() or request.headers.get("x-requested-with"):
        return _page_after(request, room, reply, left_over)
    first = f"#message-{reply.messages[0].seq}" if reply.messages else ""
    return RedirectResponse(f"{room.address}{first}", status_code=303)


def _page_after(request: Request, room: Room, reply: Reply, left_over: str) -> Response:
    if reply.talk is None:
        talk = Talk(id="", channel="web", updated_at=reply.messages[0].at, messages=reply.messages)
        return draw(request, room, talk, said_now=reply.notices, typed=left_over)
    return draw(request, room, reply.talk, said_now=reply.notices, typed=without_control(left_over))


def form_fields(raw: Any) -> dict[str, str]:
    """A posted form as text fields; files and repeated fields are left out."""
    return {key: value for key, value in raw.items() if isinstance(value, str)}


async def posted(request: Request) -> dict[str, str]:
    """The posted fields of a request."""
    return form_fields(await request.form())
