"""Reads the switch with a short memory, and changes it with a trace."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.db.base import start_writing
from intake_api.logging import describe, get_logger
from intake_api.switch.models import THE_ONE, AssistantSwitch

log = get_logger(__name__)
MEMORY = 2.0  # seconds another process may still believe the old state
LONGEST_NOTICE = 500


@dataclass(frozen=True, slots=True)
class State:
    """`notice` is the operator's own words to people; empty when there is nothing to say."""

    is_on: bool = True
    notice: str = ""
    changed_at: datetime | None = None


class Switch:
    """The switch as one process sees it: a read of the database every two seconds at most, from any number of threads."""

    def __init__(self, sessions: sessionmaker[Session], clock: Callable[[], float] = time.monotonic) -> None:
        self._sessions, self._clock = sessions, clock
        self._known, self._until, self._lock = State(), float("-inf"), threading.Lock()

    def read(self) -> State:
        """The state now. While the database is away the last one known holds: the chat has its own words for that."""
        with self._lock:
            if self._clock() >= self._until:
                try:
                    self._known = fetch(self._sessions)
                except SQLAlchemyError as error:
                    log.warning("switch_not_read", exception=describe(error))
                self._until = self._clock() + MEMORY
            return self._known

    def change(self, *, is_on: bool, notice: str, actor: str, now: datetime) -> None:
        """Sets the state for everybody: in this process at once, in others within two seconds."""
        change(self._sessions, is_on=is_on, notice=notice, actor=actor, now=now)
        with self._lock:
            self._until = float("-inf")


def fetch(sessions: sessionmaker[Session]) -> State:
    """The state as the database holds it."""
    with sessions() as session:
        row = session.get(AssistantSwitch, THE_ONE)
        return State(row.is_on, row.notice, row.changed_at) if row else State()


def change(sessions: sessionmaker[Session], *, is_on: bool, notice: str, actor: str, now: datetime) -> None:
    """Writes the state and its trace, both or neither. The trail says that there is a notice, not what it says."""
    with sessions() as session:
        start_writing(session)
        row = session.get(AssistantSwitch, THE_ONE, with_for_update=True)
        before = State(row.is_on, row.notice) if row else State()
        session.merge(AssistantSwitch(id=THE_ONE, is_on=is_on, notice=notice, changed_at=now))
        after = State(is_on, notice)
        audit.record(
            session, actor=actor, action="assistant_switched", at=now, subject="assistant", before=_codes(before),
            after=_codes(after),
        )  # fmt: skip
        session.commit()


def _codes(state: State) -> dict[str, str | None]:
    return {"assistant": "on" if state.is_on else "off", "notice": "yes" if state.notice else "no"}
