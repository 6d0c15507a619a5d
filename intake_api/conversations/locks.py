"""Whose turn it is in one talk, when several processes serve it.

The guarantee stands in the database: a talk's row names who holds it and until when, and nobody else's writes are taken
(store.py). So two turns can never mix, whatever else is up or down. What is here is the queue before that door: with Redis,
those who wait do not keep asking the database. Redis away costs speed, never words: the row alone still keeps turns apart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol

import redis
from redis.backoff import NoBackoff
from redis.exceptions import LockError, RedisError
from redis.lock import Lock
from redis.retry import Retry

from intake_api.logging import describe, get_logger

log = get_logger("intake_api.conversations.locks")

LOOK_AGAIN = 0.03  # seconds between two looks of who waits
ANSWER_WITHIN = 0.5  # seconds Redis may take for one command before we go on without it
REST = 5.0  # seconds without Redis before it is tried again


class NoTurnError(Exception):
    """The wait was as long as it may be and another still has the talk."""


class Turn(Protocol):
    """One's turn in a talk."""

    def renew(self) -> None:
        """Asks for the whole lease again. Never raises: who lost the turn learns it from the database."""


class Queue(Protocol):
    """Lets in one at a time for each talk."""

    def turn(self, conversation_id: str, *, lease: float, patience: float) -> AbstractContextManager[Turn]:
        """One's turn, for the length of a `with`. `lease` and `patience` in seconds. Raises NoTurnError."""

    def is_up(self) -> bool | None:
        """Does it work just now? None when there is nothing that could fail."""

    def close(self) -> None:
        """Gives back what it holds."""


class OpenDoor:
    """No queue: the talk's row in the database is all there is, and all that is needed for one process."""

    @contextmanager
    def turn(self, conversation_id: str, *, lease: float, patience: float) -> Iterator[Turn]:
        """At once."""
        yield self

    def renew(self) -> None:
        """Nothing to renew."""

    def is_up(self) -> bool | None:
        """Nothing that could fail."""
        return None

    def close(self) -> None:
        """Nothing to give back."""


class RedisQueue:
    """One Redis lock for each talk (redis-py's own: a token, a lease, released by its owner only). Holds no words, no names."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises ValueError for an address that is none."""
        self._client = redis.Redis.from_url(
            url, socket_timeout=ANSWER_WITHIN, socket_connect_timeout=ANSWER_WITHIN, retry=Retry(NoBackoff(), 1)
        )
        self._clock, self._rested_at, self._guard = clock, 0.0, threading.Lock()

    @contextmanager
    def turn(self, conversation_id: str, *, lease: float, patience: float) -> Iterator[Turn]:
        """Waits for the lock; without Redis goes straight on to the database."""
        held = self._acquire(conversation_id, lease, patience)
        try:
            yield _Held(held)
        finally:
            if held is not None:
                self._release(held)

    def is_up(self) -> bool | None:
        """Does Redis answer?"""
        try:
            return bool(self._client.ping())
        except RedisError:
            return False

    def close(self) -> None:
        """Gives the connections back."""
        self._client.close()

    def _acquire(self, conversation_id: str, lease: float, patience: float) -> Lock | None:
        if self._clock() < self._rested_at:
            return None
        lock: Lock = self._client.lock(f"redress:talk:{conversation_id}", timeout=lease, sleep=LOOK_AGAIN, thread_local=False)
        try:
            if lock.acquire(blocking=True, blocking_timeout=patience):
                return lock
        except RedisError as error:
            self._rest(error)
            return None
        raise NoTurnError(conversation_id)

    def _release(self, lock: Lock) -> None:
        try:
            lock.release()
        except LockError:
            log.warning("turn_outlasted_its_lease")  # another may have begun; the database knows who may write
        except RedisError as error:
            self._rest(error)  # the lease ends by itself

    def _rest(self, error: RedisError) -> None:
        with self._guard:
            self._rested_at = self._clock() + REST
        log.warning("turn_queue_unavailable", exception=describe(error))


class _Held:
    """A turn under a Redis lock, or without one while Redis is away."""

    def __init__(self, lock: Lock | None) -> None:
        self._lock = lock

    def renew(self) -> None:
        if self._lock is not None:
            with suppress(RedisError):
                self._lock.reacquire()


def queue_for(redis_url: str | None) -> OpenDoor | RedisQueue:
    """The queue of this installation: Redis where an address is set."""
    return RedisQueue(redis_url) if redis_url else OpenDoor()
