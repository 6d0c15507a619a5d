"""The assistant we measure against: what `rasa init` makes, untouched, with its default pipeline and policies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from commands.paths import LOGS
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
    turn_ms: list[float] = field(default_factory=list)

    def talk(self, turns: int) -> list[float]:
        """Milliseconds of each of so many turns, one after the other, a fresh sender every ten."""
        with httpx.Client(timeout=30, trust_env=False) as client:
            for turn in range(turns):
                began = time.perf_counter()
                _say(client, self.url, f"bench-{turn // len(_TALK)}", _TALK[turn % len(_TALK)])
                self.turn_ms.append((time.perf_counter() - began) * 1000)
        return self.turn_ms


@contextmanager
def untouched_assistant(python: Path, folder: Path) -> Iterator[Baseline]:
    """Makes the starter in an empty folder, trains it, starts it, and ends it afterwards."""
    env = {**rasa_environment(Secrets()), "PYTHONPATH": ""}
    command = [str(python), "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder)]
    training = run_step("Making and training an untouched rasa init assistant", command, log="bench-init", cwd=folder, env=env)
    port = free_port()
    service = Service("baseline", (str(python), "-m", "rasa", "run", "--port", str(port), "--interface", HOST), env, cwd=folder)
    supervisor = Supervisor([service], log_dir=LOGS)
    url = f"http://{HOST}:{port}/webhooks/rest/webhook"
    try:
        began = time.monotonic()
        supervisor.start()
        _wait_for_a_reply(url)
        yield Baseline(url, supervisor, training, time.monotonic() - began)
    finally:
        supervisor.stop()


def _wait_for_a_reply(url: str, *, deadline: float = 240) -> None:
    until = time.monotonic() + deadline
    with httpx.Client(timeout=10, trust_env=False) as client:
        while True:
            try:
                if _say(client, url, "first", "hello"):
                    return
            except httpx.HTTPError:
                if time.monotonic() > until:
                    raise
            time.sleep(0.1)


def _say(client: httpx.Client, url: str, sender: str, message: str) -> object:
    reply = client.post(url, json={"sender": sender, "message": message})
    reply.raise_for_status()
    return reply.json()
