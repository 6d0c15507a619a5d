"""The cell as it runs: a trained model, the action server (the real one) and Rasa on free ports."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
import yaml

from bot.comparing.material import HANDS, examples

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-for-tests-only"
SECONDS_TO_START = 120


def nlu_examples(*hands: str) -> dict[str, list[str]]:
    """Intent to its examples, of these hands or of all, without the marks of entities."""
    found: dict[str, list[str]] = {}
    for hand in hands or HANDS:
        for text, intent in examples(hand):
            found.setdefault(intent, []).append(text)
    return found


@pytest.fixture(scope="session")
def domain() -> dict[str, Any]:
    """domain.yml."""
    return yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def facts() -> dict[str, dict[str, Any]]:
    """service_model/facts.yaml, read as a file: the cell imports nothing of ours."""
    return yaml.safe_load((ROOT / "service_model" / "facts.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model in models/ when it is newer than all it was trained from, else one trained now."""
    sources = [ROOT / "domain.yml", ROOT / "config.yml", *(ROOT / "data").rglob("*.yml"), *_our_code()]
    newest = max(path.stat().st_mtime for path in sources)
    fresh = [path for path in (ROOT / "models").glob("*.tar.gz") if path.stat().st_mtime > newest]
    if fresh:
        return max(fresh, key=lambda path: path.stat().st_mtime)
    out = tmp_path_factory.mktemp("model")
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "redress", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, env=environment(5055), check=True, capture_output=True)
    return out / "redress.tar.gz"


def _our_code() -> list[Path]:
    return [path for path in (ROOT / "bot").rglob("*.py") if ".venv" not in path.parts]


def environment(actions_port: int) -> dict[str, str]:
    """What the cell needs, as commands/services.py gives it."""
    wanted = {
        "REDRESS_RASA_TOKEN": TOKEN,
        "REDRESS_ACTIONS_PORT": str(actions_port),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **wanted}


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Process:
    """Something that listens, started and stopped by the tests."""

    command: list[str]
    env: dict[str, str]
    ready: str
    log: Path
    running: subprocess.Popen[bytes] | None = None
    _out: IO[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers. Fails with the end of its log."""
        self._out = self.log.open("ab")
        self.running = subprocess.Popen(self.command, cwd=ROOT, env=self.env, stdout=self._out, stderr=self._out)
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.running.poll() is None:
            try:
                urllib.request.urlopen(self.ready, timeout=2)  # noqa: S310 - our own loopback address
                return
            except OSError:
                time.sleep(0.1)
        tail = self.log.read_text(errors="replace")[-2000:]
        self.stop()
        pytest.fail(f"{self.command[2:5]} did not start:\n{tail}")

    def stop(self) -> None:
        """Kills it, as a crash would."""
        if self.running:
            self.running.kill()
            self.running.wait()
        if self._out:
            self._out.close()


@dataclass
class Reply:
    """What the cell answered."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """What was said."""
        return [row["text"] for row in self.body["messages"]]

    @property
    def state(self) -> dict[str, Any]:
        """What to send with the next message."""
        return self.body["state"]


@dataclass
class Cell:
    """Rasa and its actions."""

    port: int
    rasa: Process
    actions: Process

    def post(self, body: bytes, *, channel: str = "web", token: str | None = TOKEN) -> Reply:
        """Sends these bytes."""
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/webhooks/{channel}/webhook", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return Reply(answer.status, json.loads(answer.read()))
        except urllib.error.HTTPError as error:
            return Reply(error.code, json.loads(error.read()))

    def turn(self, message: str, state: dict[str, Any] | None = None, *, channel: str = "web", **metadata: Any) -> Reply:
        """Takes one turn of a conversation."""
        body = {"sender": "c1", "message": message, "state": state, "metadata": metadata}
        return self.post(json.dumps(body).encode(), channel=channel)

    def talk(self, *messages: str, channel: str = "web") -> Reply:
        """Takes several turns from the beginning; the last reply."""
        reply = self.turn("/start_intake", channel=channel)
        for message in messages:
            reply = self.turn(message, reply.state, channel=channel)
        return reply


@pytest.fixture(scope="session")
def cell(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cell]:
    """The running cell. Tests that kill a part of it start it again."""
    logs = tmp_path_factory.mktemp("logs")
    port, actions_port = free_port(), free_port()
    env = environment(actions_port)
    root_python = str(ROOT / ".venv" / "bin" / "python")
    actions_env = {name: value for name, value in env.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONWARNINGS")}
    actions = Process(
        [root_python, "-m", "actions"], actions_env, f"http://127.0.0.1:{actions_port}/health", logs / "actions.log"
    )
    rasa_command = [
        sys.executable,
        "-m",
        "rasa",
        "run",
        "--debug",
        "--interface",
        "127.0.0.1",
        "--port",
        str(port),
        "--model",
        str(model),
    ]
    rasa_command += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    rasa = Process(rasa_command, env, f"http://127.0.0.1:{port}/webhooks/web/health", logs / "rasa.log")
    try:
        actions.start()
        rasa.start()
        yield Cell(port, rasa, actions)
    finally:
        rasa.stop()
        actions.stop()
