"""The JSON API of saving: `POST /v1/conversations/{id}/save`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from intake_api.clock import london_day, utc_now
from intake_api.conversations.clean import InputProblemError
from intake_api.db.session import SessionMaker
from intake_api.problems import FieldError, Problem
from intake_api.resume import service
from intake_api.resume.access import MethodsOf, network_of, said, saver, too_many
from intake_api.resume.contact import read_contact
from intake_api.resume.limits import TooManyError
from intake_api.security import is_api_token, settings_of

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


class SaveIn(BaseModel):
    """Where the code goes: the person's own email address or UK mobile number."""

    model_config = ConfigDict(extra="forbid")
    contact: str = Field(max_length=1000)


class SavedOut(BaseModel):
    """The code is on its way. `last_day` is the last day on which it works."""

    method: Literal["email", "text"]
    last_day: str


@router.post("/{conversation_id}/save", status_code=202, response_model=SavedOut)
def save_conversation(
    request: Request,
    sessions: SessionMaker,
    methods: MethodsOf,
    conversation_id: Annotated[str, Depends(saver)],
    body: SaveIn,
) -> SavedOut:
    """Save a conversation: sends a code with which the person can come back and go on."""
    network = conversation_id if is_api_token(request) else network_of(request)  # the assistant's address is nobody's
    try:
        contact = read_contact(body.contact, methods)
        until = service.save(
            sessions, settings_of(request), conversation_id=conversation_id, contact=contact, network=network,
            now=utc_now(),
        )  # fmt: skip
    except InputProblemError as error:
        raise Problem(422, "Not valid", error.message, [FieldError("contact", error.message)]) from None
    except service.NotSavedError as error:
        raise Problem(409, "Not saved", said(error.why)) from None
    except TooManyError as error:
        raise too_many(error, "too_many_messages") from None
    return SavedOut(method=contact.method, last_day=london_day(until - timedelta(seconds=1)).isoformat())
