"""The chat page, drawn from what is kept. Works without JavaScript; the public chat and staff calls share it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from intake_api import voice
from intake_api.adjustments import needs
from intake_api.case_status import in_chat, telling
from intake_api.clock import london_day, utc_now
from intake_api.conversations import bridge, notices, rendering, safety
from intake_api.conversations.access import Desk
from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.conversations.gateway import Reply
from intake_api.conversations.store import BusyError
from intake_api.conversations.talk import Talk
from intake_api.switch.service import State
from intake_api.templating import page

rendering.install()


@dataclass(frozen=True, slots=True)
class Room:
    """Where a talk is shown: the public chat, or a call at a staff desk. `beside` is what else its page shows of a talk."""

    template: str
    address: str
    box_label: str
    person_is: str
    assistant_is: str
    needs_token: bool = False
    beside: Callable[[Talk | None], dict[str, Any]] = lambda _: {}


PUBLIC = Room("chat.html", "/chat", "Your message", "You said", "Redress")


@dataclass(slots=True)
class View:
    """What to draw. `urgent` and `said_now` are said on this page only; `typed` goes back into the box."""

    talk: Talk | None
    said_now: list[str] = field(default_factory=list)
    error: InputProblemError | None = None
    typed: str = ""
    status: int = 200
    message_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    urgent: str | None = None

    @property
    def is_waiting(self) -> bool:
        """Is there something the assistant has not heard yet?"""
        return self.talk is not None and self.talk.status == "open" and (bool(self.talk.undelivered) or not self.talk.is_opened)

    @property
    def notices(self) -> list[str]:
        """What to say now; that the assistant is away, when nothing else was said."""
        if self.is_waiting and not self.said_now and self.talk:
            return [notices.unavailable(is_kept=self.talk.has_consent, has_said=self.talk.has_said)]
        return self.said_now


def draw(request: Request, room: Room, view: View, assistant: State | None = None) -> Response:
    """The page for a talk: transcript, notices, error, the answers on offer and the box with what was typed."""
    from intake_api.form import progress  # the form stands on this package

    talk, is_public = view.talk, not room.needs_token
    assistant = assistant if assistant and is_public else State()
    is_off = not assistant.is_on and (talk is None or talk.status == "open")
    said_now = [notices.switched_off(is_kept=bool(talk and talk.has_consent), has_said=bool(talk and talk.has_said))]
    said_now = list(dict.fromkeys([*(said_now if is_off else view.notices), *filter(None, [assistant.notice])]))
    offers = needs.offers(talk, voice.current().looks) if is_public else []
    shown: dict[str, Any] = {
        "room": room, "talk": talk, "messages": talk.messages if talk else [], "choices": talk.offered if talk else [],
        "offers": offers, "is_young": is_public and voice.current().is_young,
        "left": progress.in_words(talk, today=london_day(utc_now())) if is_public and not is_off else "",
        "notices": said_now, "is_off": is_off, "urgent": view.urgent, "is_waiting": view.is_waiting,
        "errors": [{"text": view.error.message, "href": "#text"}] if view.error else [],
        "typed": without_control(view.typed), "message_id": view.message_id,
    }  # fmt: skip
    return page(request, room.template, view.status, None, **{**shown, **room.beside(talk)})


def show(request: Request, room: Room, desk: Desk, conversation_id: str) -> Response:
    """GET: the talk where it stands; greets if the assistant has not yet."""
    talk = desk.store.read(conversation_id)
    view = View(talk)
    needs.speak_for(talk)
    if talk.was_lost and talk.status != "open":
        view.said_now = [notices.ENDED]
    elif not talk.is_opened:
        try:
            view.said_now = desk.gateway.open(conversation_id).notices
            view.talk = desk.store.read(conversation_id)
        except BusyError:
            view.said_now = [notices.BUSY]
    elif talk.status == "open" and talk.messages and talk.messages[-1].kind == "form":
        bridge.from_form(desk.store, conversation_id)
        view.talk = desk.store.read(conversation_id)
    return draw(request, room, view, desk.switch.read())


def take(
    request: Request, room: Room, desk: Desk, conversation_id: str, form: dict[str, str], *, note: str | None = None
) -> Response:
    """POST: one answer. Goes back to the page (303); what could not be taken is handed back with the reason.

    `note` is what a member of staff wrote beside the talk since it was last read.
    """
    choice, typed = form.get("choice") or None, form.get("text", "")
    message_id = (form.get("message_id") or str(uuid.uuid4()))[:64]
    if form.get("action") != "retry" and not safety.signal_in(typed) and not in_chat.pair_in(typed):
        talk = desk.store.read(conversation_id)
        needs.speak_for(talk)
        if talk.has_gone_on(form.get("seen", ""), message_id, choice or without_control(typed)):
            return draw(request, room, View(talk, [notices.MOVED_ON], typed=typed, status=409), desk.switch.read())
    try:
        if form.get("action") == "retry":
            reply = desk.gateway.open(conversation_id)
        else:
            text = None if choice else typed
            reply = desk.gateway.say(
                conversation_id, message_id=message_id, text=text, choice=choice, note=note, status=telling.teller(request)
            )
    except InputProblemError as error:
        talk, given = desk.store.read(conversation_id), error.given or typed
        view = View(talk, error=error, typed=given, status=422, urgent=error.urgent)
        return draw(request, room, view, desk.switch.read())
    except BusyError as error:
        view = View(desk.store.read(conversation_id), [notices.BUSY], typed=typed, status=409, message_id=message_id)
        view.urgent = error.urgent
        return draw(request, room, view, desk.switch.read())
    left_over = typed if choice or form.get("action") or reply.talk is None else ""
    return _after(request, room, desk, reply, left_over)


def _after(request: Request, room: Room, desk: Desk, reply: Reply, left_over: str) -> Response:
    """A redirect, or the page itself when something would be lost on the way round: urgent words, words still in the box."""
    urgent = next((said.text for said in reply.messages if said.seq == 0), None)
    if urgent or left_over.strip() or request.headers.get("x-requested-with"):
        whole = desk.store.read(reply.talk.id) if reply.talk else None  # the reply has only what its turn needed
        return draw(request, room, View(whole, reply.notices, typed=left_over, urgent=urgent), desk.switch.read())
    first = f"#message-{reply.messages[0].seq}" if reply.messages else ""
    return RedirectResponse(f"{room.address}{first}", status_code=303)


async def posted(request: Request) -> dict[str, str]:
    """The posted fields of a request; files and repeated fields are left out."""
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
