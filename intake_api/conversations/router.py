"""The JSON API of conversations: begin, say, read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from intake_api.case_status import telling
from intake_api.conversations import notices, service
from intake_api.conversations.access import DeskOf, closing, speaker, token_holder, unknown
from intake_api.conversations.clean import InputProblemError
from intake_api.conversations.features import features_of
from intake_api.conversations.gateway import Gateway, Reply, said_now
from intake_api.conversations.schemas import (
    ReplyOut,
    SayIn,
    StartedOut,
    StartIn,
    TranscriptOut,
    ahead,
    message_out,
    reply_out,
)
from intake_api.conversations.store import BusyError, UnknownTalkError
from intake_api.conversations.talk import Talk
from intake_api.db.base import utc_now
from intake_api.problems import FieldError, Problem
from intake_api.rates import OpeningLimit
from intake_api.security import guard, is_api_token, unauthorised

router = APIRouter(prefix="/v1/conversations", tags=["conversations"], lifespan=closing)


@guard
async def may_start(request: Request, body: StartIn) -> StartIn:
    """Anyone may start on the web; a call needs the service token (staff start calls from their own pages)."""
    if body.channel == "phone" and not is_api_token(request):
        raise unauthorised()
    return body


@router.post("", status_code=201, response_model=StartedOut, dependencies=[OpeningLimit])
def start_conversation(request: Request, desk: DeskOf, body: Annotated[StartIn, Depends(may_start)]) -> dict[str, object]:
    """Begin a conversation; answers its token and the greeting."""
    conversation_id, token = service.begin(desk.store, channel=body.channel, now=utc_now())
    reply = desk.gateway.open(conversation_id)
    notice = desk.switch.read().notice if body.channel == "web" else ""
    reply.notices += [notice] if notice else []
    return {"id": conversation_id, "token": token, "features": features_of(request), **reply_out(reply)}


@router.post("/{conversation_id}/messages", response_model=ReplyOut)
def say(
    request: Request, desk: DeskOf, conversation_id: Annotated[str | None, Depends(speaker)], body: SayIn
) -> dict[str, object]:
    """Say something or press a button on offer; answers what the assistant says."""
    if conversation_id is None:
        return reply_out(Gateway.without_database(body.text or ""))
    try:
        reply = desk.gateway.say(
            conversation_id, message_id=body.message_id, text=body.text, choice=body.choice, status=telling.teller(request)
        )
    except InputProblemError as error:
        if error.urgent:
            return _urgent(desk.store.read(conversation_id), error.urgent, error.message)
        raise Problem(422, "Not valid", error.message, [FieldError(error.field, error.message)]) from error
    except BusyError as error:
        if error.urgent:
            return _urgent(desk.store.read(conversation_id), error.urgent, notices.BUSY)
        raise busy() from error
    except UnknownTalkError as error:
        raise unknown() from error
    return reply_out(reply)


@router.post("/{conversation_id}/retry", response_model=ReplyOut)
def try_again(desk: DeskOf, conversation_id: Annotated[str, Depends(token_holder)]) -> dict[str, object]:
    """Let the assistant hear what it could not hear before."""
    try:
        return reply_out(desk.gateway.open(conversation_id))
    except BusyError as error:
        raise busy() from error


@router.get("/{conversation_id}", response_model=TranscriptOut)
def read_conversation(
    request: Request, desk: DeskOf, conversation_id: Annotated[str, Depends(token_holder)]
) -> dict[str, object]:
    """The whole conversation so far."""
    talk = desk.store.read(conversation_id)
    return {
        "id": talk.id, "channel": talk.channel, "messages": [message_out(said) for said in talk.messages], "asked": talk.asked,
        "available": not talk.undelivered, "status": talk.status, "reference": talk.reference, "facts": talk.facts,
        "features": features_of(request), **ahead(talk),
    }  # fmt: skip


def busy() -> Problem:
    """A 409: two messages at once, and the first takes long."""
    return Problem(409, "Still answering", notices.BUSY, headers={"Retry-After": "2"})


def _urgent(talk: Talk, words: str, why_not: str) -> dict[str, object]:
    """The words that must be said although the message itself could not be taken."""
    return reply_out(Reply(talk, [said_now(words, utc_now())], [why_not], available=True))
