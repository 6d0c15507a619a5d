"""Keeps talks: whole in the database once there is consent, in memory before. One holder at a time, on any database."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, RowMapping
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations import rows
from intake_api.conversations.drafts import Drafts
from intake_api.conversations.locks import NoTurnError, OpenDoor, Queue, Turn
from intake_api.conversations.models import Conversation
from intake_api.conversations.talk import Said, Talk
from intake_api.db.base import reading, start_writing, writing

LEASE = 30.0  # seconds one handler may hold a talk before another may take over: it died
PATIENCE = 25.0  # seconds another one waits for its turn


class UnknownTalkError(LookupError):
    """There is no such conversation."""


class BusyError(Exception):
    """Another message of the same talk is still being answered. `urgent`: what must be said all the same."""

    urgent: str | None = None


class LostHoldError(BusyError):
    """Another handler took the talk over; what this one did must not be saved. Its message is kept, and is the other's now."""


class Hold:
    """The right to change one talk. `save` keeps what changed so far and renews the hold; `release` saves and lets go.

    Of the messages it has those that a turn can depend on (rows.fetch_what_matters_now); `TalkStore.read` has all.
    """

    def __init__(self, store: TalkStore, talk: Talk, owner: str, turn: Turn) -> None:
        self.talk, self.owner = talk, owner
        self._store, self._turn = store, turn
        self.is_open = True

    def save(self) -> None:
        """Writes what is new. Raises LostHoldError when the lease ran out and somebody else took over."""
        self._turn.renew()
        self._store.write(self.talk, self.owner, keep=True)

    def release(self) -> None:
        """Writes what is new and lets the next message in."""
        self._store.write(self.talk, self.owner, keep=False)
        self.is_open = False


class TalkStore:
    """Reads and writes talks. `clock` gives seconds since 1970; `queue` is where handlers of one talk wait (locks.py)."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        drafts: Drafts,
        clock: Callable[[], float] = time.time,
        *,
        lease: float = LEASE,
        patience: float = PATIENCE,
        queue: Queue | None = None,
    ) -> None:
        self._sessions, self._drafts, self._clock = sessions, drafts, clock
        self._lease, self._patience = lease, patience
        self._queue: Queue = queue or OpenDoor()

    def read(self, conversation_id: str) -> Talk:
        """The whole talk as it is now, without a hold. Raises UnknownTalkError."""
        with reading(self._sessions) as db:
            row = rows.fetch_talk_row(db, conversation_id)
            if row is None:
                raise UnknownTalkError(conversation_id)
            return self._talk(row, lambda: rows.fetch_all_said(db, conversation_id))

    def forget(self, conversation_id: str) -> None:
        """Drops what memory still holds of a talk that was deleted."""
        self._drafts.drop(conversation_id)

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
    def hold(
        self, conversation_id: str, receive: Callable[[Talk], bool] | None = None, *, message_id: str | None = None
    ) -> Iterator[Hold]:
        """Takes the talk for this thread alone, waiting its turn. `receive` may add to what was said and noticed; that is
        saved at once. When it answers False nothing is saved and the hold comes back closed (`is_open` False).

        `message_id` is the message that came: if it came before, it is among the messages, with its answers.
        Raises UnknownTalkError, BusyError, and whatever `receive` raises, with nothing changed.
        """
        try:
            with self._queue.turn(conversation_id, lease=self._lease, patience=self._patience) as turn:
                held = self._take(conversation_id, receive, message_id, turn)
                try:
                    yield held
                finally:
                    if held.is_open:
                        self._let_go(conversation_id, held.owner)
        except NoTurnError:
            raise BusyError(conversation_id) from None

    def write(self, talk: Talk, owner: str, *, keep: bool) -> None:
        """Saves a talk under its hold. Without consent only the draft changes and the row stays empty."""
        with writing(self._sessions) as db:
            if not rows.write_talk(db, talk, owner, locked_until=self._clock() + self._lease if keep else None):
                raise LostHoldError(talk.id)
            db.commit()
        self._settle(talk)

    def _take(self, conversation_id: str, receive: Callable[[Talk], bool] | None, message_id: str | None, turn: Turn) -> Hold:
        owner, deadline, pause = str(uuid.uuid4()), self._clock() + self._patience, 0.02
        while True:
            with writing(self._sessions) as db:
                now = self._clock()
                row = rows.take(db, conversation_id, owner=owner, now=now, until=now + self._lease)
                if row is not None:
                    return self._begin(db, receive, Hold(self, self._talk_of_turn(db, row, message_id), owner, turn))
                if not rows.exists(db, conversation_id):
                    raise UnknownTalkError(conversation_id)
            if self._clock() > deadline:
                raise BusyError(conversation_id)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)

    def _begin(self, db: Connection, receive: Callable[[Talk], bool] | None, hold: Hold) -> Hold:
        """What the person says is in the database before anybody thinks about it."""
        talk = hold.talk
        noticed = len(talk.signals)
        if receive is not None and not receive(talk):
            hold.is_open = False
            return hold  # leaving the transaction undoes the hold
        if talk.has_consent:
            rows.write_said(db, talk)
            if len(talk.signals) != noticed:
                rows.write_signals(db, talk)
        db.commit()
        self._settle(talk)
        return hold

    def _let_go(self, conversation_id: str, owner: str) -> None:
        with writing(self._sessions) as db:
            rows.let_go(db, conversation_id, owner)
            db.commit()

    def _talk_of_turn(self, db: Connection, row: RowMapping, message_id: str | None) -> Talk:
        return self._talk(row, lambda: rows.fetch_what_matters_now(db, row["id"], message_id))

    def _talk(self, row: RowMapping, fetch: Callable[[], list[Said]]) -> Talk:
        """The talk of a row: with its messages from the database, or before consent as memory holds it."""
        if not row["has_consent"]:
            about: dict[str, Any] = {name: row[name] for name in ("id", "channel", "updated_at", "status")}
            return self._drafts.get(row["id"]) or Talk(**about, was_lost=True)
        messages = fetch()
        return Talk(**row, messages=messages, saved_seq=messages[-1].seq if messages else 0)

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
