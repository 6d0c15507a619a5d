"""The same rights for programs that hold a conversation's token: a copy, and deletion."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from intake_api.conversations.access import DeskOf, token_holder
from intake_api.db.session import ReadSession, SessionMaker
from intake_api.problems import Problem
from intake_api.rights import copies, deleting

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])

Opened = Annotated[str, Depends(token_holder)]


@router.get("/{conversation_id}/copy")
def copy_conversation(desk: DeskOf, session: ReadSession, conversation_id: Opened) -> dict[str, Any]:
    """Everything this conversation holds."""
    return copies.as_data(desk.store.read(conversation_id), session)


@router.delete("/{conversation_id}", status_code=204)
def delete_conversation(desk: DeskOf, sessions: SessionMaker, conversation_id: Opened) -> Response:
    """Deletes the conversation, unless its complaint was sent or waits to be: 409 then."""
    if not deleting.delete_draft(desk.store, sessions, conversation_id):
        raise Problem(409, "Already sent", "This complaint was sent, so it is not deleted here. Call us about it.")
    return Response(status_code=204)
