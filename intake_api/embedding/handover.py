"""From the widget to the form on our own pages, with every answer.

The widget shows its token and gets a ticket that works for two minutes. The page it opens asks once more, because an address
alone must not put anybody into a talk; then the browser gets a cookie with a new token, and the widget's stops, as with a
resume code.
"""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from pydantic import BaseModel
from sqlalchemy import select, update
from starlette.responses import RedirectResponse, Response

from intake_api import voice, wording
from intake_api.adjustments import looks
from intake_api.clock import london_day, utc_now
from intake_api.conversations.access import DeskOf, cookie_holder, set_cookie, token_holder
from intake_api.conversations.contacts import office
from intake_api.conversations.models import Conversation
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker
from intake_api.form import flow
from intake_api.languages.catalogue import catalogues
from intake_api.languages.choosing import COOKIE, keep
from intake_api.security import Anyone, hashed, settings_of, sign
from intake_api.settings import Settings
from intake_api.templating import page

router = APIRouter()

PATH = "/form/go-on"
SECONDS = 120
Ticket = Annotated[str, Query(max_length=500)]


class FormLinkOut(BaseModel):
    """Where the form goes on, on this service's own origin. Works once, for two minutes."""

    path: str


@router.post("/v1/conversations/{conversation_id}/form-link", response_model=FormLinkOut, tags=["conversations"])
def create_form_link(
    request: Request, sessions: SessionMaker, conversation_id: Annotated[str, Depends(token_holder)]
) -> FormLinkOut:
    """A way to go on with this conversation in the form. Whoever goes it gets a new token; this conversation's stops."""
    settings = settings_of(request)
    with sessions() as session:
        kept = session.execute(select(Conversation.token_hash).where(Conversation.id == conversation_id)).scalar_one()
    ticket = _tickets(settings).dumps([conversation_id, _mark(settings, kept), secrets.token_urlsafe(16)])
    return FormLinkOut(path=f"{PATH}?{urlencode({'ticket': ticket, **_voice_of_the_widget()})}")


@router.get(PATH, dependencies=[Anyone], include_in_schema=False)
def ask_to_go_on(request: Request, ticket: Ticket = "", language: str = "", words: str = "") -> Response:
    """Says what is about to happen; one press goes on. `language` and `words` are what the widget spoke: kept, as a choice."""
    if language in catalogues() or looks.read(words):
        return _in_the_same_voice(request, ticket, language, words)
    if _read(settings_of(request), ticket) is None:
        return _over(request)
    says = "widget_go_on_other" if cookie_holder(request) else "widget_go_on"
    return page(request, "form_go_on.html", 200, None, ticket=ticket, text=wording.text(says), errors=[])


@router.post(PATH, dependencies=[Anyone, FormToken], include_in_schema=False)
def go_on(request: Request, sessions: SessionMaker, desk: DeskOf, ticket: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Gives this browser the talk and goes to the question that is due."""
    settings = settings_of(request)
    read = _read(settings, ticket)
    if read is None:
        return _over(request)
    conversation_id, mark, nonce = read
    token = sign(settings, "form-link", nonce)
    with sessions() as session:
        start_writing(session)
        row = select(Conversation.token_hash).where(Conversation.id == conversation_id).with_for_update()
        kept = session.execute(row).scalar_one_or_none()
        is_first = kept is not None and _mark(settings, kept) == mark
        if not is_first and kept != hashed(token):  # the same press again, after a bad line, is fine
            return _over(request)
        change = update(Conversation).where(Conversation.id == conversation_id).values(token_hash=hashed(token))
        session.execute(change)
        session.commit()
    step = flow.next_step(desk.store.read(conversation_id), today=london_day(utc_now()))
    response = RedirectResponse(step.address, status_code=303)
    set_cookie(request, response, conversation_id, token)
    return response


def _voice_of_the_widget() -> dict[str, str]:
    speaks = voice.current()
    wanted = {"language": "" if speaks.language == voice.ENGLISH else speaks.language, "words": looks.write(speaks.looks)}
    return {name: value for name, value in wanted.items() if value}


def _in_the_same_voice(request: Request, ticket: str, language: str, words: str) -> Response:
    response = RedirectResponse(f"{PATH}?{urlencode({'ticket': ticket})}", status_code=303)
    if language in catalogues():
        keep(request, response, COOKIE, language)
    if chosen := looks.read(words):
        keep(request, response, looks.COOKIE, looks.write(chosen | voice.current().looks))
    return response


def _over(request: Request) -> Response:
    text = wording.text("widget_go_on_over", office_phone=office().phone)
    return page(request, "form_go_on.html", 410, None, ticket="", text=text, errors=[])


def _tickets(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret_key.get_secret_value(), salt="redress-form-link")


def _mark(settings: Settings, token_hash: str) -> str:
    """Which token the talk had when the ticket was made, so that the ticket dies with it."""
    return sign(settings, "form-link-mark", token_hash)[:24]


def _read(settings: Settings, ticket: str) -> tuple[str, str, str] | None:
    try:
        conversation_id, mark, nonce = _tickets(settings).loads(ticket, max_age=SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(conversation_id), str(mark), str(nonce)
