"""What was said before consent: in memory only, bounded in number and time (docs/decisions/003).

Several API processes need a sticky route for that first exchange. A restart loses it, and the page says so.
"""

from __future__ import annotations

import copy
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from intake_api.conversations.talk import Talk

LIFETIME = 2 * 60 * 60.0  # seconds since the last message
MOST = 2_000  # talks
MOST_MESSAGES = 60  # messages before consent
MOST_CHARACTERS = 60_000  # of the person's own words before consent


class Drafts:
    """Talks without consent, newest last. Every call is safe between threads; what it hands out is a copy."""

    def __init__(self, *, lifetime: float = LIFETIME, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifetime, self._most, self._clock = lifetime, most, clock
        self._talks: OrderedDict[str, tuple[float, Talk]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, conversation_id: str) -> Talk | None:
        """The talk, or None when it is unknown, too old or was pushed out."""
        with self._lock:
            self._tidy()
            found = self._talks.get(conversation_id)
            return copy.deepcopy(found[1]) if found else None

    def put(self, talk: Talk) -> None:
        """Keeps a talk for its lifetime, and pushes out the one idle longest when there are too many."""
        with self._lock:
            self._talks[talk.id] = (self._clock() + self._lifetime, copy.deepcopy(talk))
            self._talks.move_to_end(talk.id)
            self._tidy()

    def drop(self, conversation_id: str) -> None:
        """Forgets a talk."""
        with self._lock:
            self._talks.pop(conversation_id, None)

    def __len__(self) -> int:
        return len(self._talks)

    def _tidy(self) -> None:
        now = self._clock()
        while self._talks:
            oldest = next(iter(self._talks))
            if self._talks[oldest][0] > now and len(self._talks) <= self._most:
                return
            self._talks.popitem(last=False)


def is_full(talk: Talk) -> bool:
    """Has more been said before consent than we are willing to hold in memory?"""
    said = [message for message in talk.messages if message.sender == "person"]
    return len(talk.messages) >= MOST_MESSAGES or sum(len(message.text) for message in said) >= MOST_CHARACTERS
