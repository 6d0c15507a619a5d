"""Sends a talk's complaint to the case service: at once from the form, again and again when the assistant could not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from intake_api import wording
from intake_api.cases import service as cases
from intake_api.cases.models import Case, IdempotencyKey
from intake_api.clock import london_day
from intake_api.conversations.contacts import office
from intake_api.conversations.drafts import Drafts
from intake_api.conversations.models import Conversation
from intake_api.conversations.store import BusyError, Hold, LostHoldError, TalkStore, UnknownTalkError
from intake_api.conversations.talk import Talk
from intake_api.logging import describe, get_logger
from intake_api.problems import Problem
from intake_api.security import hashed
from service_model import Complaint
from service_model.talking import record_of_talk

log = get_logger("intake_api.conversations.submission")
LONGEST_PAUSE = 3600.0  # seconds between two tries of one submission


def complaint_of(slots: Mapping[str, Any], *, channel: str, **about: Any) -> Complaint:
    """The complaint record that a talk's slots hold, as the assistant builds it.

    Raises pydantic.ValidationError for a value the record cannot hold.
    """
    return record_of_talk(
        slots, channel=channel, body=slots.get("body"), signals=slots.get("signals") or [],
        unanswered=slots.get("unanswered") or {}, notes=slots.get("notes") or {}, **about,
    )  # fmt: skip


def submit_waiting(sessions: sessionmaker[Session], *, now: datetime, public_url: str) -> int:
    """Submits every talk that waits for it and is due. Answers how many got their reference. Never raises for one of them."""
    with sessions() as session:
        rows = session.execute(
            select(Conversation.id, Conversation.attempts, Conversation.updated_at).where(Conversation.status == "submit_pending")
        ).all()
    due = [row.id for row in rows if now - row.updated_at >= _pause(row.attempts)]
    return sum(_try_one(sessions, conversation_id, now=now, public_url=public_url) for conversation_id in due)


def submit_held(sessions: sessionmaker[Session], hold: Hold, *, now: datetime, public_url: str, channel: str) -> None:
    """Submits the held talk and says its reference in it. The conversation is the idempotency key: never a second case.

    Raises Problem when the case service refuses, SQLAlchemyError when the database is away; then nothing has changed.
    """
    talk = hold.talk
    reference = _earlier(sessions, talk.id) or _submit(sessions, talk, now=now, public_url=public_url, channel=channel)
    _told(talk, reference, now)
    hold.save()


def _try_one(sessions: sessionmaker[Session], conversation_id: str, *, now: datetime, public_url: str) -> bool:
    store = TalkStore(sessions, Drafts(), patience=0.0)
    try:
        with store.hold(conversation_id) as hold:
            if hold.talk.status != "submit_pending":
                return False
            try:
                submit_held(sessions, hold, now=now, public_url=public_url, channel=hold.talk.channel)
            except (Problem, SQLAlchemyError, ValueError) as error:
                log.warning("submission_failed", exception=describe(error), attempt=hold.talk.attempts + 1)
                hold.talk.attempts, hold.talk.updated_at = hold.talk.attempts + 1, now
                hold.release()
                return False
            hold.release()
            return True
    except (BusyError, LostHoldError, UnknownTalkError, SQLAlchemyError) as error:
        log.warning("submission_postponed", exception=describe(error))
        return False


def _submit(sessions: sessionmaker[Session], talk: Talk, *, now: datetime, public_url: str, channel: str) -> str:
    complaint = complaint_of(talk.slots, channel=channel, received_on=london_day(now).isoformat())
    record = complaint.model_dump(mode="json", exclude_none=True)
    submission = cases.Submission(record, talk.id, talk.id, actor="gateway")
    return cases.submit(sessions, submission, now=now, public_url=public_url).reference


def _earlier(sessions: sessionmaker[Session], conversation_id: str) -> str | None:
    """The reference of the case this conversation already became: the assistant's try may have arrived after all."""
    with sessions() as session:
        key = session.get(IdempotencyKey, hashed(conversation_id))
        return session.get_one(Case, key.case_id).reference if key else None


def _told(talk: Talk, reference: str, now: datetime) -> None:
    talk.slots["reference"], talk.slots["submission"] = reference, "sent"
    talk.reference, talk.status, talk.attempts = reference, "submitted", 0
    channel = "phone" if talk.channel == "phone" else "web"
    talk.add("assistant", wording.text("utter_submitted", channel, reference=reference, office_phone=office().phone), now)


def _pause(attempts: int) -> timedelta:
    return timedelta(seconds=min(LONGEST_PAUSE, 2.0**attempts - 1))
