"""The worker that tells case systems, a clock that can be moved on, and case systems that subscribe: fixtures to import."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from intake_api.clock import utc_now
from intake_api.outbox.service import add_subscription
from intake_api.outbox.worker import Worker


class Clock:
    """Says what time it is, and can be moved on."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self):
        return utc_now() + self.ahead

    def move(self, seconds):
        self.ahead += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def new_worker(sessions, settings, clock):
    made = []

    def make():
        made.append(Worker(sessions, settings, now=clock, chance=random.Random(1)))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


@pytest.fixture
def subscribe(sessions):
    def add(url, **more):
        with sessions() as session:
            subscription = add_subscription(session, url=url, now=utc_now(), **more)
            session.commit()
            return subscription

    return add
