"""Saving a talk, asking for a new code, and coming back with one. The answers never tell whether a contact is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.clock import LONDON, london_day
from intake_api.conversations.models import Conversation
from intake_api.db.base import start_writing
from intake_api.resume import codes, limits
from intake_api.resume.contact import Contact
from intake_api.resume.limits import Limit
from intake_api.resume.models import ResumeCode, ResumeLimit, ResumeMessage
from intake_api.security import hashed
from intake_api.settings import Settings
from intake_api.short_codes import new_seed

DAY = timedelta(days=1)
MOST_FAILURES = 10  # wrong codes for one contact, after which its codes are dead and a new one is needed
AGAIN = timedelta(minutes=5)  # a form that was sent twice, or whose answer was lost on the way, still opens the talk
GIVE_UP = DAY  # after this a message that could not leave is dropped: it would only surprise


class NotSavedError(Exception):
    """The talk cannot be saved. `why` is a key of problems.yaml: no_consent (nothing is kept, decision 003) or not_open."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class WrongCodeError(Exception):
    """Contact and code open nothing: unknown, mistaken, used, expired, sent already. Which of these is not told."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A talk that is open again, with its new token. `is_first`: not a second sending of the same form."""

    conversation_id: str
    token: str
    is_first: bool


def save(
    sessions: sessionmaker[Session], settings: Settings, *, conversation_id: str, contact: Contact, network: str, now: datetime
) -> datetime:
    """Makes a code for a talk and a message that carries it; answers until when it works.

    Raises NotSavedError, TooManyError. A contact that had too many messages today gets no other, and this is not told.
    Takes no hold of the talk: the assistant may call it in the middle of a turn.
    """
    with sessions() as session:
        start_writing(session)
        talk = session.get(Conversation, conversation_id)
        if talk is None or talk.status != "open" or talk.channel == "phone":
            raise NotSavedError("not_open")
        if not talk.has_consent:
            raise NotSavedError("no_consent")
        by_talk = Limit("send-talk", conversation_id, settings.resume_max_messages, DAY)
        limits.check(session, settings, by_talk, _sent_from(settings, network), now=now)
        until = _end_of_day(now, settings.resume_days)
        may_send = limits.count(session, settings, _sent_to(settings, contact), now=now) is None
        code = ResumeCode(
            conversation_id=conversation_id, contact_key=contact.key(settings), seed=new_seed(), created_at=now,
            expires_at=until, failures=0,
        )  # fmt: skip
        session.add(code)
        session.flush()
        if may_send:
            session.add(_message(settings, contact, now, code_id=code.id))
        session.execute(update(Conversation).where(Conversation.id == conversation_id).values(updated_at=now))
        session.commit()
    return until


def ask_new_code(sessions: sessionmaker[Session], settings: Settings, *, contact: Contact, network: str, now: datetime) -> None:
    """Notes that somebody asks for a new code. The same is written for every contact; the worker finds out whose it is.

    Raises TooManyError for the network address only.
    """
    with sessions() as session:
        start_writing(session)
        limits.check(session, settings, _sent_from(settings, network), now=now)
        if limits.count(session, settings, _sent_to(settings, contact), now=now) is None:
            session.add(_message(settings, contact, now))
        session.commit()


def go_on(
    sessions: sessionmaker[Session], settings: Settings, *, contact: Contact, code: str, network: str, now: datetime
) -> Resumed:
    """Opens the talk that this contact and this code belong to, with a fresh token; the old one stops working.

    Raises TooManyError, counted before the code is looked at, and WrongCodeError.
    """
    key, window = contact.key(settings), timedelta(seconds=settings.resume_try_window)
    by_contact = Limit("try-contact", key, settings.resume_max_tries, window)
    by_network = Limit("try-network", network, settings.resume_max_tries_address, window)
    with sessions() as session:
        start_writing(session)
        limits.check(session, settings, by_contact, by_network, now=now)
        known = session.scalars(select(ResumeCode).join(Conversation).where(ResumeCode.contact_key == key, *live(now))).all()
        fitting = [row for row in known if codes.CODES.fits(settings, row.seed, code) and row.failures < MOST_FAILURES]
        found = _spend(session, settings, fitting[0], now) if fitting else None
        if found is None:
            failed = update(ResumeCode).where(ResumeCode.contact_key == key)
            session.execute(failed.values(failures=ResumeCode.failures + 1))
        else:
            limits.forget(session, settings, by_contact)
        session.commit()
    if found is None:
        raise WrongCodeError
    return found


def live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Codes (joined with their conversations) that have not expired, of talks that can still be gone on with."""
    return (ResumeCode.expires_at > now, Conversation.has_consent.is_(True), Conversation.status == "open")


def delete_expired(session: Session, *, now: datetime) -> int:
    """Deletes codes that open nothing any more, messages that could not leave, counters that ran out. Commit is the caller's.

    A talk that is deleted takes its codes and messages with it.
    """
    ended = select(Conversation.id).where(or_(Conversation.status != "open", Conversation.has_consent.is_(False)))
    is_over = or_(ResumeCode.expires_at <= now, ResumeCode.conversation_id.in_(ended))
    gone = _touched(session, delete(ResumeCode).where(is_over))
    gone += _touched(session, delete(ResumeMessage).where(ResumeMessage.created_at <= now - GIVE_UP))
    return gone + _touched(session, delete(ResumeLimit).where(ResumeLimit.until <= now))


def _spend(session: Session, settings: Settings, row: ResumeCode, now: datetime) -> Resumed | None:
    """Uses a code, once; with it every other code of the talk is used too."""
    token = codes.token_of(settings, row.seed)
    session.execute(select(Conversation.id).where(Conversation.id == row.conversation_id).with_for_update())  # one at a time
    unused = update(ResumeCode).where(ResumeCode.used_at.is_(None))
    if _touched(session, unused.where(ResumeCode.id == row.id).values(used_at=now)) == 1:
        session.execute(unused.where(ResumeCode.conversation_id == row.conversation_id).values(used_at=now))
        mine = update(Conversation).where(Conversation.id == row.conversation_id)
        session.execute(mine.values(token_hash=hashed(token)))
        return Resumed(row.conversation_id, token, is_first=True)
    used_at, opened_with = session.execute(
        select(ResumeCode.used_at, Conversation.token_hash).join(Conversation).where(ResumeCode.id == row.id)
    ).one()
    if used_at is not None and now - used_at <= AGAIN and opened_with == hashed(token):
        return Resumed(row.conversation_id, token, is_first=False)
    return None


def _message(settings: Settings, contact: Contact, now: datetime, *, code_id: int | None = None) -> ResumeMessage:
    return ResumeMessage(
        code_id=code_id, contact_key=contact.key(settings), contact=contact.address, method=contact.method, created_at=now,
        attempts=0, next_at=now,
    )  # fmt: skip


def _sent_to(settings: Settings, contact: Contact) -> Limit:
    return Limit("send-contact", contact.key(settings), settings.resume_max_messages_contact, DAY)


def _sent_from(settings: Settings, network: str) -> Limit:
    return Limit("send-network", network, settings.resume_max_messages_address, DAY)


def _end_of_day(now: datetime, days: int) -> datetime:
    """The end of the last day in London, so that what the message says ('until 25 December') is true all that day."""
    return datetime.combine(london_day(now) + timedelta(days=days + 1), time(), LONDON)


def _touched(session: Session, change: Any) -> int:
    return cast("CursorResult[Any]", session.execute(change)).rowcount
