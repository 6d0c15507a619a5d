"""Keeps talks: whole in the database once there is consent, in memory before. One holder at a time, on any database."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations.drafts import Drafts
from intake_api.conversations.models import ConsentRow, Conversation, Message
from intake_api.conversations.talk import Said, Talk
from intake_api.db.base import start_writing

LEASE = 30.0  # seconds one handler may hold a talk before another may take over: it died
PATIENCE = 25.0  # seconds another one waits for its turn


class UnknownTalkError(LookupError):
    """There is no such conversation."""


class BusyError(Exception):
    """Another message of the same talk is still being answered. `urgent`: what must be said all the same."""

    urgent: str | None = None


class LostHoldError(Exception):
    """Another handler took the talk over; what this one did must not be saved."""


class Hold:
    """The right to change one talk. `save` keeps what changed so far and renews the hold; `release` saves and lets go."""

    def __init__(self, store: TalkStore, talk: Talk, owner: str) -> None:
        self.talk = talk
        self._store, self._owner = store, owner
        self.is_open = True

    def save(self) -> None:
        """Writes what is new. Raises LostHoldError when the lease ran out and somebody else took over."""
        self._store.write(self.talk, self._owner, keep=True)

    def release(self) -> None:
        """Writes what is new and lets the next message in."""
        self._store.write(self.talk, self._owner, keep=False)
        self.is_open = False


class TalkStore:
    """Reads and writes talks. `clock` gives seconds since 1970."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        drafts: Drafts,
        clock: Callable[[], float] = time.time,
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._sessions, self._drafts, self._clock, self._patience = sessions, drafts, clock, patience

    def read(self, conversation_id: str) -> Talk:
        """The talk as it is now, without a hold. Raises UnknownTalkError."""
        with self._sessions() as session:
            return self._load(session, conversation_id)

    def create(self, talk: Talk, token_hash: str) -> None:
        """Writes the empty row of a new talk; its words stay in memory until there is consent."""
        with self._sessions() as session:
            start_writing(session)
            session.add(
                Conversation(
                    id=talk.id, token_hash=token_hash, channel=talk.channel, created_at=talk.updated_at,
                    updated_at=talk.updated_at, status="open", has_consent=False, is_opened=False, state={}, signals=[],
                    locked_until=0.0, attempts=0,
                )
            )  # fmt: skip
            session.commit()
        self._drafts.put(talk)

    @contextmanager
    def hold(self, conversation_id: str, receive: Callable[[Talk], bool] | None = None) -> Iterator[Hold]:
        """Takes the talk for this thread alone, waiting its turn. `receive` may change it; what it does is saved at once.

        When `receive` answers False nothing is saved and the hold comes back closed (`is_open` False).
        Raises UnknownTalkError, BusyError, and whatever `receive` raises, with nothing changed.
        """
        held = self._take(conversation_id, receive)
        try:
            yield held
        finally:
            if held.is_open:
                self._let_go(conversation_id, held._owner)

    def write(self, talk: Talk, owner: str, *, keep: bool) -> None:
        """Saves a talk under its hold. Without consent only the draft changes and the row stays empty."""
        with self._sessions() as session:
            start_writing(session)
            self._write(session, talk, owner, keep=keep)
            session.commit()
        self._settle(talk)

    def _take(self, conversation_id: str, receive: Callable[[Talk], bool] | None) -> Hold:
        owner, deadline, pause = str(uuid.uuid4()), self._clock() + self._patience, 0.02
        while True:
            with self._sessions() as session:
                start_writing(session)
                if self._lock(session, conversation_id, owner):
                    talk = self._load(session, conversation_id)
                    hold = Hold(self, talk, owner)
                    if receive is not None:
                        if not receive(talk):
                            hold.is_open = False
                            return hold  # leaving the session undoes the lock
                        self._write(session, talk, owner, keep=True)
                    session.commit()
                    self._settle(talk)
                    return hold
                if session.get(Conversation, conversation_id) is None:
                    raise UnknownTalkError(conversation_id)
            if self._clock() > deadline:
                raise BusyError(conversation_id)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)

    def _lock(self, session: Session, conversation_id: str, owner: str) -> bool:
        now = self._clock()
        free = or_(Conversation.lock_owner.is_(None), Conversation.locked_until < now)
        change = update(Conversation).where(Conversation.id == conversation_id, free)
        return _touched(session, change.values(lock_owner=owner, locked_until=now + LEASE)) == 1

    def _let_go(self, conversation_id: str, owner: str) -> None:
        with self._sessions() as session:
            start_writing(session)
            mine = update(Conversation).where(Conversation.id == conversation_id, Conversation.lock_owner == owner)
            session.execute(mine.values(lock_owner=None, locked_until=0.0))
            session.commit()

    def _load(self, session: Session, conversation_id: str) -> Talk:
        row = session.get(Conversation, conversation_id)
        if row is None:
            raise UnknownTalkError(conversation_id)
        if not row.has_consent:
            draft = self._drafts.get(conversation_id)
            if draft is None:
                draft = Talk(id=row.id, channel=row.channel, updated_at=row.updated_at, status=row.status, was_lost=True)
            return draft
        said = session.execute(select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)).scalars()
        messages = [_said(message) for message in said]
        return Talk(
            id=row.id, channel=row.channel, updated_at=row.updated_at, status=row.status, has_consent=True,
            is_opened=row.is_opened, state=dict(row.state), asked=row.asked, signals=list(row.signals),
            reference=row.reference, messages=messages, saved_seq=messages[-1].seq if messages else 0, attempts=row.attempts,
        )  # fmt: skip

    def _write(self, session: Session, talk: Talk, owner: str, *, keep: bool) -> None:
        values: dict[str, Any] = {
            "lock_owner": owner if keep else None,
            "locked_until": self._clock() + LEASE if keep else 0.0,
            "updated_at": talk.updated_at,
            "status": talk.status,
            "has_consent": talk.has_consent,
        }
        if talk.has_consent:
            values |= {name: getattr(talk, name) for name in ("is_opened", "state", "asked", "signals", "reference", "attempts")}
        else:
            values |= {"state": {}, "asked": None, "signals": [], "reference": None}
        mine = update(Conversation).where(Conversation.id == talk.id, Conversation.lock_owner == owner)
        if _touched(session, mine.values(**values)) != 1:
            raise LostHoldError(talk.id)
        if talk.has_consent:
            _write_messages(session, talk)
        elif talk.saved_seq:
            session.execute(delete(Message).where(Message.conversation_id == talk.id))
        for consent in talk.new_consents:
            session.execute(insert(ConsentRow).values(conversation_id=talk.id, **asdict(consent)))

    def _settle(self, talk: Talk) -> None:
        """After commit: what was written is no longer new."""
        talk.new_consents = []
        if talk.has_consent:
            talk.saved_seq = talk.messages[-1].seq if talk.messages else 0
            talk.unsaved = set()
            self._drafts.drop(talk.id)
        else:
            talk.saved_seq = 0
            self._drafts.put(talk)


def _write_messages(session: Session, talk: Talk) -> None:
    new = [{**asdict(said), "conversation_id": talk.id} for said in talk.messages if said.seq > talk.saved_seq]
    if new:
        session.execute(insert(Message), new)
    for said in talk.messages:
        if said.seq in talk.unsaved and said.seq <= talk.saved_seq:
            mine = update(Message).where(Message.conversation_id == talk.id, Message.seq == said.seq)
            session.execute(mine.values(delivered=said.delivered, kind=said.kind))


def _said(row: Message) -> Said:
    return Said(
        seq=row.seq, sender=row.sender, text=row.text, at=row.at, choice=row.choice, buttons=list(row.buttons),
        message_id=row.message_id, reply_to=row.reply_to, delivered=row.delivered, kind=row.kind,
    )  # fmt: skip


def _touched(session: Session, change: Any) -> int:
    return cast("CursorResult[Any]", session.execute(change)).rowcount
