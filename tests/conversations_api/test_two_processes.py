"""Two API processes on one PostgreSQL and one Redis: a talk is still served by one turn at a time, whoever dies."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from commands.process import own_environment
from commands.servers import scratch_database
from commands.services import HOST, api_service, free_port
from commands.supervisor import Supervisor
from intake_api.db import migrate
from tests.conversations_api.cell import TOKEN, Cell, script
from tests.conversations_api.conftest import API_TOKEN, Chat
from tests.conversations_api.test_locks import NOBODY_THERE, Line

LEASE = 2.0
NAMES = ("one", "other")


@dataclass
class Pair:
    """The two processes and a client of each."""

    supervisor: Supervisor
    clients: dict[str, httpx.Client]

    def chat(self) -> Chat:
        """A talk with consent. Until then it lives in the memory of `one` (decision 003)."""
        talk = Chat(self.clients["one"])
        talk.agree()
        return talk

    def say(self, talk: Chat, name: str, text: str, message_id: str | None = None) -> httpx.Response:
        """The same talk by way of one of the processes."""
        body = {"text": text, "message_id": message_id or f"m-{text.replace(' ', '-')}"}
        path = f"/v1/conversations/{talk.id}/messages"
        return self.clients[name].post(path, json=body, headers=talk.headers)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with scratch_database() as url:
        migrate.upgrade(url)
        yield url


@pytest.fixture
def line(redis_url: str) -> Iterator[Line]:
    made = Line(redis_url)
    yield made
    made.close()


@pytest.fixture
def start(database: str, cell: Cell, tmp_path: Path) -> Iterator[Callable[[str], Pair]]:
    """Starts both processes with this Redis."""
    made: list[Pair] = []

    def starting(redis_url: str) -> Pair:
        env = own_environment(
            REDRESS_DATABASE_URL=database, REDRESS_REDIS_URL=redis_url, REDRESS_RASA_URL=cell.url, REDRESS_RASA_TOKEN=TOKEN,
            REDRESS_API_TOKEN=API_TOKEN, REDRESS_SECRET_KEY="k" * 40, REDRESS_TURN_LEASE=str(LEASE),
        )  # fmt: skip
        ports = {name: free_port() for name in NAMES}
        services = [_named(name, api_service(env, port)) for name, port in ports.items()]
        supervisor = Supervisor(services, log_dir=tmp_path, announce=lambda line: None)
        clients = {
            name: httpx.Client(base_url=f"http://{HOST}:{port}", timeout=30, trust_env=False) for name, port in ports.items()
        }
        made.append(Pair(supervisor, clients))
        supervisor.start()
        supervisor.wait_ready(deadline=60)
        return made[-1]

    yield starting
    for pair in made:
        for client in pair.clients.values():
            client.close()
        pair.supervisor.stop()


class Counter:
    """A cell that takes its time, and knows how many it served at once."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.now, self.most = seconds, 0, 0
        self._lock = threading.Lock()

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1
        return script(body)


class Asleep:
    """A cell that answers only when it is woken."""

    def __init__(self) -> None:
        self.sleeps, self.wake = threading.Event(), threading.Event()

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        self.sleeps.set()
        self.wake.wait(30)
        return script(body)


def test_messages_through_both_at_once_are_answered_one_after_the_other(start, redis_url, cell) -> None:
    pair = start(redis_url)
    talk = pair.chat()
    cell.turn = counter = Counter(0.1)
    texts = [f"message {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda text: pair.say(talk, NAMES[int(text[-1]) % 2], text), texts))
    assert [reply.status_code for reply in replies] == [200] * 8
    assert counter.most == 1
    heard = cell.messages[-8:]
    assert sorted(heard) == texts
    said = [row["text"] for row in talk.read()["messages"]]
    assert [text for text in said if text in texts] == heard
    assert [body["state"]["slots"].get("story") for body in cell.heard[-8:]] == [None] + [heard[0]] * 7  # each saw the one before


def test_the_same_message_through_both_at_once_is_handled_once(start, redis_url, cell) -> None:
    pair = start(redis_url)
    talk = pair.chat()
    cell.turn = Counter(0.2)
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda name: pair.say(talk, name, "They lost my file.", "m-1").json(), NAMES))
    assert replies[0] == replies[1]
    assert cell.messages.count("They lost my file.") == 1


def test_a_process_killed_in_a_turn_loses_nothing_and_holds_nobody_up_for_long(start, redis_url, cell) -> None:
    pair = start(redis_url)
    talk = pair.chat()
    began = time.monotonic()
    assert pair.say(talk, "other", "Is anybody there?", "m-0").json()["messages"][0]["text"] == "What is your name?"
    usual = time.monotonic() - began
    cell.turn = Counter(1.0)
    with ThreadPoolExecutor(1) as pool:
        lost = pool.submit(pair.say, talk, "one", "They lost my file.", "m-1")
        _wait_until(lambda: "They lost my file." in cell.messages)
        pair.supervisor.kill("one", restart=False)
        assert isinstance(lost.exception(timeout=10), httpx.HTTPError)
    cell.turn = script
    began = time.monotonic()
    reply = pair.say(talk, "other", "They lost my file.", "m-1").json()
    waited = time.monotonic() - began
    assert [row["text"] for row in reply["messages"]] == ["Heard: They lost my file."]
    assert waited < LEASE + 1.0 + 3 * usual, (waited, usual)


def test_a_handler_that_overslept_is_told_and_its_message_is_answered_by_the_next(start, redis_url, cell) -> None:
    pair = start(redis_url)
    talk = pair.chat()
    cell.turn = asleep = Asleep()
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(pair.say, talk, "one", "They lost my file.", "m-1")
        try:
            assert asleep.sleeps.wait(10)
            cell.turn = script
            time.sleep(LEASE)
            taken_over = pair.say(talk, "other", "They lost my file.", "m-1")
        finally:
            asleep.wake.set()
        assert [row["text"] for row in taken_over.json()["messages"]] == ["What is your name?"]
        assert late.result().status_code == 409
    said = [row["text"] for row in _said(pair, talk)]
    assert said.count("They lost my file.") == 1
    assert said.count("What is your name?") == 1


@pytest.mark.parametrize("when", ["from the start", "in the middle of a turn"])
def test_without_redis_turns_are_kept_apart_all_the_same(start, line, cell, when) -> None:
    pair = start(NOBODY_THERE if when == "from the start" else line.url)
    talk = pair.chat()
    cell.turn = counter = Counter(0.2)
    texts = [f"message {number}" for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        replies = [pool.submit(pair.say, talk, NAMES[int(text[-1]) % 2], text) for text in texts]
        _wait_until(lambda: counter.now == 1)
        line.cut()
        assert [reply.result().status_code for reply in replies] == [200] * 4
    assert counter.most == 1
    assert sorted(cell.messages[-4:]) == texts
    for client in pair.clients.values():
        status = client.get("/_status")
        assert status.json()["redis"] == "down"
        assert status.status_code == 200


def _said(pair: Pair, talk: Chat) -> list[dict[str, Any]]:
    return list(pair.clients["other"].get(f"/v1/conversations/{talk.id}", headers=talk.headers).json()["messages"])


def _named(name: str, service: Any) -> Any:
    from dataclasses import replace

    return replace(service, name=name)


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
