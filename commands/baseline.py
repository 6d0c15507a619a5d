"""The assistant we measure against: what `rasa init` makes, untouched, with its default pipeline and policies."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from uuid import uuid4

from commands.paths import LOGS
from commands.plain_http import PlainClient, RefusedError
from commands.process import Service
from commands.progress import run_step
from commands.services import HOST, Secrets, free_port, rasa_environment
from commands.supervisor import Supervisor

# The starter's own little talk: it greets, asks, cheers up, says goodbye.
_TALK = ("hello", "not very good", "no", "bye", "hi", "super sad", "yes", "are you a bot?", "perfect", "see you later")


@dataclass
class Baseline:
    """A running starter assistant and what was measured while making it. Times are seconds."""

    url: str
    supervisor: Supervisor
    training: float
    cold_start: float

    def talk(self, turns: int = len(_TALK), lines: Sequence[str] = _TALK) -> list[float]:
        """Milliseconds of each of so many turns of one conversation that says these lines over and over."""
        sender, times = uuid4().hex, []
        with closing(PlainClient(self.url)) as client:
            for turn in range(turns):
                began = time.perf_counter()
                _say(client, sender, lines[turn % len(lines)])
                times.append((time.perf_counter() - began) * 1000)
        return times


@contextmanager
def untouched_assistant(python: Path, folder: Path) -> Iterator[Baseline]:
    """Makes the starter in an empty folder, trains it, starts it, and ends it afterwards."""
    env = {**rasa_environment(Secrets()), "PYTHONPATH": ""}
    command = [str(python), "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder)]
    training = run_step("Making and training an untouched rasa init assistant", command, log="bench-init", cwd=folder, env=env)
    port = free_port()
    service = Service("baseline", (str(python), "-m", "rasa", "run", "--port", str(port), "--interface", HOST), env, cwd=folder)
    supervisor = Supervisor([service], log_dir=LOGS)
    url = f"http://{HOST}:{port}"
    try:
        began = time.monotonic()
        supervisor.start()
        _wait_for_a_reply(url)
        yield Baseline(url, supervisor, training, time.monotonic() - began)
    finally:
        supervisor.stop()


def _wait_for_a_reply(url: str, *, deadline: float = 240) -> None:
    until = time.monotonic() + deadline
    while True:
        with closing(PlainClient(url, timeout=10)) as client:
            try:
                if _say(client, "first", "hello"):
                    return
            except (OSError, HTTPException, RefusedError):
                if time.monotonic() > until:
                    raise
        time.sleep(0.1)


def _say(client: PlainClient, sender: str, message: str) -> object:
    reply = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": message})
    return reply.raise_for_status().json()
