"""The running note of a call: kept as it is typed, in memory before the caller agrees, then in the database (decision 003).

Every change says which version it was made on. A change made on an older one is handed back with what stands now.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from fastapi import Request
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.calls.models import Call
from intake_api.conversations import safety
from intake_api.conversations.clean import without_control
from intake_api.conversations.talk import Talk
from intake_api.db.base import start_writing

LONGEST = 200_000  # characters
MOST_READ = 20_000  # characters of what is new, for the reader of narratives and for signs of danger
LIFETIME = 2 * 60 * 60.0  # seconds in memory, as conversations.drafts
MOST = 500  # notes in memory


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the number of its changes."""

    text: str = ""
    version: int = 0


class NoteTooLongError(ValueError):
    """Longer than is kept."""


class NoteChangedError(Exception):
    """Somebody else changed the note meanwhile: `now` is what stands."""

    def __init__(self, now: Note) -> None:
        super().__init__("The note was changed meanwhile.")
        self.now = now


class UnkeptNotes:
    """Notes of calls whose caller has not agreed yet. Safe between threads; bounded in number and time."""

    def __init__(self) -> None:
        self._notes: OrderedDict[str, tuple[float, Note]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, call_id: str) -> Note | None:
        """The note, if it is still there."""
        with self._lock:
            found = self._notes.get(call_id)
            return found[1] if found and found[0] > time.monotonic() else None

    def swap(self, call_id: str, text: str, seen: int) -> Note:
        """Puts a text in the place of version `seen`. Raises NoteChangedError."""
        with self._lock:
            found = self._notes.get(call_id)
            before = found[1] if found else Note()
            if before.version != seen and before.text != text:
                raise NoteChangedError(before)
            self._notes[call_id] = (time.monotonic() + LIFETIME, Note(text, max(before.version, seen) + 1))
            self._notes.move_to_end(call_id)
            while len(self._notes) > MOST:
                self._notes.popitem(last=False)
            return self._notes[call_id][1]

    def drop(self, call_id: str) -> None:
        """Forgets a note."""
        with self._lock:
            self._notes.pop(call_id, None)


_making = threading.Lock()


def unkept(request: Request) -> UnkeptNotes:
    """The application's notes in memory."""
    state = request.app.state
    with _making:
        if getattr(state, "unkept_notes", None) is None:
            state.unkept_notes = UnkeptNotes()
    found: UnkeptNotes = state.unkept_notes
    return found


def read(request: Request, call: Call) -> Note:
    """The note as it stands."""
    return unkept(request).get(call.id) or Note(call.note, call.note_version)


def save(sessions: sessionmaker[Session], memory: UnkeptNotes, call: Call, text: str, *, seen: int, is_kept: bool) -> Note:
    """Keeps a text as the note in the place of version `seen`. The same text again is no change.

    Raises NoteTooLongError, and NoteChangedError when another version stands.
    """
    text = without_control(text)
    if len(text) > LONGEST:
        raise NoteTooLongError
    if not is_kept:
        return memory.swap(call.id, text, seen)
    with sessions() as session:
        start_writing(session)
        stands = Call.note_version == seen
        done = session.execute(update(Call).where(Call.id == call.id, stands).values(note=text, note_version=seen + 1))
        if done.rowcount == 1:  # type: ignore[attr-defined]
            session.commit()
            return Note(text, seen + 1)
        now = session.get_one(Call, call.id)
        if now.note == text:
            return Note(now.note, now.note_version)
        raise NoteChangedError(Note(now.note, now.note_version))


def settle(sessions: sessionmaker[Session], memory: UnkeptNotes, call: Call, talk: Talk) -> None:
    """After a turn: a note follows the consent into the database, and is deleted with everything else when it is refused."""
    held = memory.get(call.id)
    if talk.has_consent and held is not None:
        with sessions() as session:
            start_writing(session)
            session.execute(update(Call).where(Call.id == call.id).values(note=held.text, note_version=held.version))
            session.commit()
        memory.drop(call.id)
    elif not talk.has_consent and talk.status != "open":
        memory.drop(call.id)
        with sessions() as session:
            start_writing(session)
            session.execute(update(Call).where(Call.id == call.id).values(note="", note_read=None))
            session.commit()


def digest(text: str) -> str:
    """Which note was read."""
    return sha256(text.encode()).hexdigest()


def unread(call: Call, note: Note) -> str | None:
    """What the assistant should read now: the newest part of a note that changed since; None when nothing did."""
    if not note.text.strip() or digest(note.text) == call.note_read:
        return None
    return note.text[-MOST_READ:]


def danger_in(before: str, after: str) -> dict[str, object] | None:
    """A sign of danger in what was written since, with the line it stands in (conversations.safety)."""
    pairs = enumerate(zip(before, after, strict=False))
    start = next((at for at, (old, new) in pairs if old != new), min(len(before), len(after)))
    fresh = after[after.rfind("\n", 0, start) + 1 :]
    return safety.signal_in(fresh) if fresh.strip() else None


def mark_read(sessions: sessionmaker[Session], call: Call, note: Note, *, now: datetime) -> None:
    """Notes that the assistant has read this note."""
    with sessions() as session:
        start_writing(session)
        session.execute(update(Call).where(Call.id == call.id).values(note_read=digest(note.text)))
        session.commit()
