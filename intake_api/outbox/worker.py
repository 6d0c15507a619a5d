"""The worker: `python -m intake_api.outbox.worker`. Delivers what is due, resubmits chats that could not be sent, and

sends the codes of people who come back later.

Each subscriber has a thread of its own while it has work, so that a slow or dead one holds up nobody else. Two workers
may run at once: a delivery is lent to one of them at a time.
"""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

import httpx
from sqlalchemy.orm import Session, sessionmaker

from intake_api import logging
from intake_api.clock import utc_now
from intake_api.db.base import make_engine, session_factory
from intake_api.evidence.tending import Tender
from intake_api.outbox import claims, delivery
from intake_api.outbox.models import Delivery
from intake_api.outbox.service import switch_off_gone
from intake_api.resume.senders import sender_of
from intake_api.settings import Settings

log = logging.get_logger(__name__)
THREADS = 16
IN_ONE_GO = 50
SWEEP_EVERY = timedelta(hours=1)  # what has expired is deleted
GONE = 410


class Worker:
    """One worker. `now` and `chance` come in, so that tests can say what time it is."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        settings: Settings,
        *,
        now: Callable[[], datetime] = utc_now,
        chance: random.Random | None = None,
    ) -> None:
        self.sessions, self.settings, self.now = sessions, settings, now
        self.chance = chance or random.SystemRandom()
        self.client = httpx.Client(follow_redirects=False, trust_env=False)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="outbox")
        self._running: dict[int, Future[int]] = {}
        self._chores: dict[str, Future[None]] = {}
        self._sender = sender_of(settings)
        self._tender = Tender(sessions, settings, now=now)
        self._sweep_at = self.now()
        self._closing = threading.Event()

    def start_due(self) -> int:
        """Spreads new events and starts a thread for each subscriber with work and none yet. Answers how many it started."""
        claims.spread_events(self.sessions, now=self.now())
        self._running = {one: future for one, future in self._running.items() if not future.done()}
        due = [one for one in claims.fetch_subscriptions_with_work(self.sessions, now=self.now()) if one not in self._running]
        for subscription_id in due:
            self._running[subscription_id] = self._pool.submit(self._deliver_logged, subscription_id)
        return len(due)

    def run_once(self) -> None:
        """One whole round: starts what is due and waits until it is done."""
        self.start_due()
        for future in list(self._running.values()):
            future.result()

    def run(self, stop: threading.Event) -> None:
        """Rounds until `stop` is set. A database that is away for a while is waited for."""
        while not stop.is_set():
            started = 0
            try:
                started = self.start_due()
            except Exception as error:
                log.error("outbox_round_failed", exception=logging.describe(error))
            self._start_chore("resubmission", self._resubmit)
            self._start_chore("messages", self.send_messages)
            self._start_chore("evidence", self._tender.tend)
            stop.wait(self.settings.outbox_poll if not started else 0.05)

    def close(self) -> None:
        """Lets deliveries that are under way end, starts no more, and closes connections."""
        self._closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.client.close()

    def _deliver_logged(self, subscription_id: int) -> int:
        try:
            return self.deliver_to(subscription_id)
        except Exception as error:
            log.error("delivery_failed", subscription=subscription_id, exception=logging.describe(error))
            return 0

    def deliver_to(self, subscription_id: int) -> int:
        """Delivers what is due to one subscriber until nothing is, or a try fails. Answers how many were accepted."""
        for done in range(IN_ONE_GO):
            taken = claims.claim(
                self.sessions, subscription_id=subscription_id, now=self.now(), lease_for=self.settings.outbox_lease
            )
            if taken is None or not self._deliver(taken) or self._closing.is_set():
                return done
        return IN_ONE_GO

    def _deliver(self, taken: Delivery) -> bool:
        now = self.now()
        attempt = delivery.send(self.client, taken, now=now, timeout=self.settings.outbox_timeout)
        accepted = delivery.is_accepted(attempt)
        log.info(
            "webhook_delivered" if accepted else "webhook_refused",
            subscription=taken.subscription_id, delivery=taken.id, attempt=taken.attempts + 1,
            status=attempt.status, error=attempt.error, ms=attempt.ms,
        )  # fmt: skip
        after = now + timedelta(milliseconds=attempt.ms)
        again = None if accepted else delivery.next_try(
            attempts=taken.attempts + 1, now=after, longest=self.settings.outbox_max_wait, chance=self.chance
        )  # fmt: skip
        claims.settle(self.sessions, taken, attempt, next_at=again)
        if attempt.status == GONE:
            switch_off_gone(self.sessions, subscription_id=taken.subscription_id, now=after)
        return accepted

    def _start_chore(self, name: str, chore: Callable[[], None]) -> None:
        """Each chore has one thread at most, so that a slow mail server holds up nothing else."""
        under_way = self._chores.get(name)
        if under_way is None or under_way.done():
            self._chores[name] = self._pool.submit(chore)

    def send_messages(self) -> None:
        """Sends the codes that wait; nothing where saving is off."""
        from intake_api.resume import sending

        if self._sender is None:
            return
        try:
            sending.send_due(self.sessions, self.settings, self._sender, now=self.now, chance=self.chance)
        except Exception as error:
            log.error("messages_failed", exception=logging.describe(error))

    def _resubmit(self) -> None:
        from intake_api import retention
        from intake_api.conversations import service

        try:
            service.submit_pending(self.sessions)
            if self.now() >= self._sweep_at:
                self._sweep_at = self.now() + SWEEP_EVERY
                log.info("expired_deleted", **retention.sweep(self.sessions, now=self.now()))
        except Exception as error:
            log.error("resubmission_failed", exception=logging.describe(error))


def main() -> None:
    """Runs until it is told to stop (SIGINT, SIGTERM)."""
    logging.configure()
    settings = Settings()
    engine = make_engine(settings.database_url)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    worker = Worker(session_factory(engine), settings)
    log.info("worker_started")
    try:
        worker.run(stop)
    finally:
        worker.close()
        engine.dispose()


if __name__ == "__main__":
    main()
