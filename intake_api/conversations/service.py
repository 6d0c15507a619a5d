"""What else happens to conversations: beginning, checking a token, evidence for a case, retried submission, deletion."""

from __future__ import annotations

import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations import rows
from intake_api.conversations.models import ConsentRow, Conversation, Message
from intake_api.conversations.store import TalkStore
from intake_api.conversations.talk import Talk
from intake_api.db.base import reading, start_writing, utc_now
from intake_api.security import hashed

KEEP_IDLE = timedelta(days=30)
KEEP_EMPTY = timedelta(days=1)  # rows without consent hold nothing; they only let a reload find its draft


def begin(store: TalkStore, *, channel: str, now: datetime) -> tuple[str, str]:
    """Starts a conversation: its identifier and the token that opens it. Only the token's hash is kept."""
    conversation_id, token = str(uuid.uuid4()), secrets.token_urlsafe(32)
    store.create(Talk(id=conversation_id, channel=channel, updated_at=now), hashed(token))
    return conversation_id, token


def is_opened_by(sessions: sessionmaker[Session], conversation_id: str, token: str) -> bool | None:
    """Does this token open this conversation? None when there is no such conversation. Compared in constant time."""
    with reading(sessions) as db:
        kept = rows.fetch_token_hash(db, conversation_id)
    matches = hmac.compare_digest((kept or "0" * 64).encode(), hashed(token).encode())
    return matches if kept is not None else None


def evidence_for_case(session: Session, conversation_id: str) -> dict[str, list[dict[str, Any]]]:
    """What a conversation adds to its case: {"consents": [...], "signals": [...]}, in the record's own shapes.

    Both lists are empty when the conversation is unknown or never had consent.
    """
    row = session.get(Conversation, conversation_id)
    if row is None or not row.has_consent:
        return {"consents": [], "signals": []}
    given = session.execute(select(ConsentRow).where(ConsentRow.conversation_id == conversation_id).order_by(ConsentRow.id))
    consents = [
        {
            "purpose": one.purpose, "given": one.given, "wording_version": one.wording_version, "at": one.at.isoformat(),
            "channel": one.channel,
        }
        for one in given.scalars()
    ]  # fmt: skip
    return {"consents": consents, "signals": list(row.signals)}


def fetch_transcript(session: Session, conversation_id: str) -> list[Message]:
    """What was said in a conversation, in order; empty when there is none or it is deleted."""
    said = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    return list(session.scalars(said))


def delete_expired(session: Session, *, now: datetime, spared: Select[str] | None = None) -> int:
    """Deletes conversations that came to nothing: idle for 30 days, or empty for one. Answers how many. Commit is the caller's.

    A submitted conversation is evidence and goes with its case; one waiting to be submitted is never deleted, nor are `spared`.
    """
    idle = Conversation.updated_at < now - KEEP_IDLE
    empty = Conversation.has_consent.is_(False) & (Conversation.updated_at < now - KEEP_EMPTY)
    found = select(Conversation.id).where(Conversation.status.in_(("open", "stopped")), or_(idle, empty))
    due = list(session.scalars(found if spared is None else found.where(Conversation.id.not_in(spared))))
    for conversation_id in due:
        session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    return len(due)


def sweep(sessions: sessionmaker[Session], *, now: datetime, spared: Select[str] | None = None) -> int:
    """Deletes expired conversations but for `spared`, and commits. Answers how many; the worker calls this once an hour."""
    with sessions() as session:
        start_writing(session)
        deleted = delete_expired(session, now=now, spared=spared)
        session.commit()
    return deleted


def abandon(store: TalkStore, conversation_id: str) -> None:
    """Deletes a talk whose person starts again, unless it was sent or is waiting to be sent."""
    with store.hold(conversation_id) as hold:
        if hold.talk.status in ("submitted", "submit_pending"):
            return
        hold.talk.forget()
        hold.talk.messages = []
        hold.talk.status, hold.talk.has_consent, hold.talk.is_opened = "stopped", False, True
        hold.release()


def submit_pending(sessions: sessionmaker[Session], *, now: datetime | None = None, public_url: str | None = None) -> int:
    """Submits what waits for it (the assistant could not reach the API). Answers how many; the outbox worker calls this."""
    from intake_api.conversations.submission import submit_waiting  # the case service imports this module
    from intake_api.settings import Settings

    return submit_waiting(sessions, now=now or utc_now(), public_url=public_url or Settings().public_url)
