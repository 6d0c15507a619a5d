"""The worker's part: scans what waits, deletes what nobody needs, and now and then what a broken-off request left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from intake_api.evidence import reaping, scanning
from intake_api.evidence.store import store_of
from intake_api.logging import describe, get_logger
from intake_api.settings import Settings

log = get_logger(__name__)
TEND_EVERY = timedelta(seconds=20)
SWEEP_EVERY = timedelta(hours=6)


class Tender:
    """Keeps the store in order, one step at a time. `now` comes in, so that tests can say what time it is."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings, *, now: Callable[[], datetime]) -> None:
        self.sessions, self.settings, self.now = sessions, settings, now
        self._tend_at = self._sweep_at = now()

    def tend(self) -> None:
        """Does what is due. Never raises: the next round tries again."""
        now = self.now()
        if now < self._tend_at:
            return
        self._tend_at = now + TEND_EVERY
        try:
            store = store_of(self.settings)
            done = {
                "scanned": scanning.scan_waiting(self.sessions, self.settings, store, now=now),
                "deleted": reaping.delete_unneeded(self.sessions, store),
            }
            if now >= self._sweep_at:
                self._sweep_at = now + SWEEP_EVERY
                done["orphans"] = reaping.delete_orphans(self.sessions, store, now=now)
        except Exception as error:
            log.error("evidence_tending_failed", exception=describe(error))
            return
        if any(done.values()):
            log.info("evidence_tended", **done)
