"""Remembers answers for a while, so that the same postcode is asked for once. In memory only: a postcode is personal."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from intake_api.mp_lookup.finding import Finding, Lookup

KEEP = 12 * 3600.0  # seconds; MPs change seldom, and a by-election should show the same day
KEEP_AWAY = 30.0  # while Parliament's system is down, do not make every person wait for it
MOST = 2_000


class Remembering:
    """Asks `lookup` for what is not remembered. Safe between threads; two that ask for the same at once may both ask."""

    def __init__(self, lookup: Lookup, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.lookup, self._clock = lookup, clock
        self._known: OrderedDict[str, tuple[float, Finding]] = OrderedDict()
        self._away_until = 0.0
        self._lock = threading.Lock()

    def find(self, postcode: str) -> Finding:
        """The remembered answer, or a new one."""
        now = self._clock()
        with self._lock:
            known = self._known.get(postcode)
            if known is not None and known[0] > now:
                return known[1]
            if self._away_until > now:
                return Finding("away")
        found = self.lookup.find(postcode)
        with self._lock:
            if found.kind == "away":
                self._away_until = self._clock() + KEEP_AWAY
            else:
                self._known[postcode] = (self._clock() + KEEP, found)
                self._known.move_to_end(postcode)
                while len(self._known) > MOST:
                    self._known.popitem(last=False)
        return found
