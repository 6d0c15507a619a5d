"""The queue before a talk, on a real Redis: one at a time, no longer than agreed, and no obstacle when Redis is away."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import redis

from intake_api.conversations.locks import REST, NoTurnError, OpenDoor, RedisQueue, queue_for
from intake_api.logging import configure

NOBODY_THERE = "redis://127.0.0.1:1/0"


class Line:
    """A line to Redis that can be cut and joined again."""

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        self._there = (there.hostname or "127.0.0.1", there.port or 6379)
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._listener.getsockname()[1]}/0"
        self.is_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """From now on nothing goes through."""
        self.is_cut = True
        self._hang_up()

    def join(self) -> None:
        """From now on everything goes through."""
        self.is_cut = False

    def close(self) -> None:
        """The end."""
        self._hang_up()
        self._listener.close()

    def _hang_up(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self._there)
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)


@pytest.fixture(autouse=True)
def _logs() -> None:
    """The logs as the application sets them up."""
    configure()


@pytest.fixture
def line(redis_url: str) -> Iterator[Line]:
    made = Line(redis_url)
    yield made
    made.close()


@pytest.fixture
def queue(line: Line) -> Iterator[RedisQueue]:
    made = RedisQueue(line.url)
    yield made
    made.close()


@pytest.fixture
def server(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url) as client:
        yield client


def test_without_an_address_there_is_no_queue_and_nothing_to_fail() -> None:
    assert isinstance(queue_for(None), OpenDoor)
    assert queue_for(None).is_up() is None


def test_who_comes_second_waits_until_the_first_is_done(queue: RedisQueue) -> None:
    talk, order = str(uuid4()), []

    def second() -> None:
        with queue.turn(talk, lease=10, patience=5):
            order.append("second")

    with queue.turn(talk, lease=10, patience=5):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.2)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_another_talk_does_not_wait(queue: RedisQueue) -> None:
    with queue.turn(str(uuid4()), lease=10, patience=0), queue.turn(str(uuid4()), lease=10, patience=0):
        pass


def test_who_has_waited_long_enough_is_told(queue: RedisQueue) -> None:
    talk = str(uuid4())
    with queue.turn(talk, lease=10, patience=0), pytest.raises(NoTurnError), queue.turn(talk, lease=10, patience=0.1):
        pytest.fail("two at once")


def test_a_holder_that_died_is_waited_for_no_longer_than_its_lease(queue: RedisQueue) -> None:
    talk = str(uuid4())
    dead = queue.turn(talk, lease=0.3, patience=0)
    dead.__enter__()  # and never comes back
    began = time.monotonic()
    with queue.turn(talk, lease=1, patience=5):
        assert 0.1 < time.monotonic() - began < 2


def test_a_holder_that_outlasted_its_lease_does_not_open_the_door_of_the_next(queue: RedisQueue) -> None:
    talk = str(uuid4())
    with queue.turn(talk, lease=0.1, patience=0):
        time.sleep(0.2)
        next_one = queue.turn(talk, lease=10, patience=0)
        next_one.__enter__()
    with pytest.raises(NoTurnError), queue.turn(talk, lease=10, patience=0.1):
        pytest.fail("the late one released what was not its own")


def test_a_turn_that_goes_on_asks_for_its_whole_lease_again(queue: RedisQueue, server: redis.Redis) -> None:
    talk = str(uuid4())
    with queue.turn(talk, lease=5, patience=0) as turn:
        server.pexpire(f"redress:talk:{talk}", 100)
        turn.renew()
        assert server.pttl(f"redress:talk:{talk}") > 4000


def test_a_finished_turn_leaves_nothing_in_redis(queue: RedisQueue, server: redis.Redis) -> None:
    talk = str(uuid4())
    with queue.turn(talk, lease=5, patience=0):
        assert server.exists(f"redress:talk:{talk}")
    assert not server.exists(f"redress:talk:{talk}")


def test_without_redis_the_turn_goes_on_and_redis_is_left_alone_for_a_while(line: Line) -> None:
    now = [100.0]
    queue = RedisQueue(line.url, clock=lambda: now[0])
    talk = str(uuid4())
    line.cut()
    with queue.turn(talk, lease=5, patience=5):
        assert queue.is_up() is False
    line.join()
    with queue.turn(talk, lease=5, patience=0), queue.turn(talk, lease=5, patience=0):
        pass  # the database alone keeps turns apart
    now[0] += REST
    with queue.turn(talk, lease=5, patience=0), pytest.raises(NoTurnError), queue.turn(talk, lease=5, patience=0):
        pytest.fail("Redis is back and two are in")
    assert queue.is_up() is True
    queue.close()


def test_redis_lost_in_the_middle_of_a_turn_does_not_end_it(queue: RedisQueue, line: Line) -> None:
    with queue.turn(str(uuid4()), lease=5, patience=0) as turn:
        line.cut()
        turn.renew()


def test_an_address_where_nobody_listens_costs_no_time() -> None:
    queue = RedisQueue(NOBODY_THERE)
    began = time.monotonic()
    for _ in range(20):
        with queue.turn(str(uuid4()), lease=5, patience=5):
            pass
    assert time.monotonic() - began < 1.0
    queue.close()
