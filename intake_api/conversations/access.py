"""Who may speak in which conversation: a bearer token for programs, a cookie for browsers; and the app's one gateway."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, cast
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, FastAPI, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from intake_api.conversations.drafts import Drafts
from intake_api.conversations.gateway import Gateway
from intake_api.conversations.locks import Queue, queue_for
from intake_api.conversations.rasa_client import RasaClient
from intake_api.conversations.service import is_opened_by
from intake_api.conversations.store import TalkStore
from intake_api.db.session import session_maker
from intake_api.problems import Problem
from intake_api.security import bearer, guard, settings_of, unauthorised
from intake_api.switch.service import Switch

COOKIE = "redress_chat"
_building = threading.Lock()


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that every conversation route works with; one set an application."""

    store: TalkStore
    gateway: Gateway
    rasa: RasaClient
    queue: Queue
    switch: Switch


def desk_of(request: Request) -> Desk:
    """The application's desk, made on first use."""
    state = request.app.state
    with _building:
        if getattr(state, "conversation_desk", None) is None:
            settings = settings_of(request)
            queue, rasa = queue_for(settings.redis_url), RasaClient(settings)
            store = TalkStore(session_maker(request), Drafts(), lease=settings.turn_lease, queue=queue)
            switch = Switch(session_maker(request))
            gateway = Gateway(store, rasa, is_on=lambda: switch.read().is_on)
            state.conversation_desk = Desk(store, gateway, rasa, queue, switch)
    return cast("Desk", state.conversation_desk)


@asynccontextmanager
async def closing(app: FastAPI) -> AsyncIterator[None]:
    """Gives the desk's connections back when the application stops."""
    yield
    desk = getattr(app.state, "conversation_desk", None)
    if desk is not None:
        desk.rasa.close()
        desk.queue.close()
        app.state.conversation_desk = None


async def _the_desk(request: Request) -> Desk:
    return desk_of(request)


DeskOf = Annotated[Desk, Depends(_the_desk)]


@guard
def token_holder(request: Request, conversation_id: str) -> str:
    """Only who holds the conversation's own token. Answers its identifier; 404 when there is none, 401 for a wrong token."""
    identifier, token = _plain_id(conversation_id), bearer(request)
    if identifier is None:
        raise unknown()
    opened = is_opened_by(session_maker(request), identifier, token or "")
    if opened is None:
        raise unknown()
    if not opened:
        raise unauthorised()
    return identifier


@guard
def speaker(request: Request, conversation_id: str) -> str | None:
    """The same, for saying something: None while the database is away, because words that help must not wait for it."""
    try:
        return token_holder(request, conversation_id)
    except SQLAlchemyError:
        return None


def cookie_holder(request: Request, cookie: str = COOKIE) -> str | None:
    """The conversation whose cookie the browser carries, if the cookie is right and the conversation still exists."""
    raw, _, token = request.cookies.get(cookie, "").partition(".")
    identifier = _plain_id(raw)
    if identifier is None or not token:
        return None
    return identifier if is_opened_by(session_maker(request), identifier, token) else None


def was_opened_elsewhere(request: Request) -> bool:
    """Does the browser carry the key of a conversation that exists, but has another key since? Somebody came back with a code."""
    raw, _, token = request.cookies.get(COOKIE, "").partition(".")
    identifier = _plain_id(raw)
    if identifier is None or not token:
        return False
    return is_opened_by(session_maker(request), identifier, token) is False


def set_cookie(
    request: Request, response: Response, conversation_id: str, token: str, *, cookie: str = COOKIE, path: str = "/"
) -> None:
    """Gives the browser its key: no script can read it, it ends with the browser session, other sites cannot send it along."""
    value = quote(f"{conversation_id}.{token}")
    response.set_cookie(cookie, value, httponly=True, samesite="lax", secure=settings_of(request).is_https, path=path)


def unknown() -> Problem:
    """A 404 in the shape of every other."""
    return Problem(404, "Not Found", "There is no such conversation. Check the identifier, or start a new one.")


def _plain_id(raw: str) -> str | None:
    try:
        return str(UUID(raw))
    except ValueError:
        return None
