"""Deletes what a person told us and did not send: the talk with its words, consents and codes, at once and whole."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations import service
from intake_api.conversations.models import Conversation
from intake_api.conversations.store import TalkStore
from intake_api.conversations.talk import Talk
from intake_api.db.base import start_writing

KEPT = ("submitted", "submit_pending")


def can_delete(talk: Talk) -> bool:
    """What was sent is a complaint that people work on: it is not deleted from here."""
    return talk.status not in KEPT


def delete_draft(store: TalkStore, sessions: sessionmaker[Session], conversation_id: str) -> bool:
    """Deletes the talk unless it was sent, or waits to be. Answers whether it is gone.

    First emptied under its hold, so that a turn that is just being answered cannot write it back.
    """
    service.abandon(store, conversation_id)
    with sessions() as session:
        start_writing(session)
        mine = delete(Conversation).where(Conversation.id == conversation_id, Conversation.status.not_in(KEPT))
        gone = cast("CursorResult[Any]", session.execute(mine)).rowcount == 1
        session.commit()
    if gone:
        store.forget(conversation_id)
    return gone
