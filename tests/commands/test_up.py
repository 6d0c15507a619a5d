"""`./redress up` as a person runs it: says when a port is taken, says where it is, and leaves nothing running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

import commands.up
from commands.paths import PYTHON, ROOT
from commands.services import free_port
from commands.setup import trained_model
from intake_api.settings import Settings
from tests.commands.test_supervisor import eventually


def up(port: int, folder: Path) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), "-P", "-m", "commands", "up", "--port", str(port), "--database", f"sqlite:///{folder}/redress.db"]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_every_setting_of_the_api_counts_but_those_that_join_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"REDRESS_{name.upper()}", "x")
    passed = commands.up._passed_on()
    assert {"REDRESS_CLAMD", "REDRESS_EVIDENCE_STORE", "REDRESS_MP_LOOKUP", "REDRESS_REDIS_URL"} <= set(passed)
    left_out = {name for name in Settings.model_fields if f"REDRESS_{name.upper()}" not in passed}
    assert left_out == {"database_url", "public_url", "api_token", "secret_key", "rasa_url", "rasa_token"}


def test_a_taken_port_is_said_with_another_to_take(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [str(PYTHON), "-P", "-m", "commands", "up", "--port", str(port)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"Port {port} is taken by another program. Stop it or choose another: ./redress up --port " in done.stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_tells_where_it_is_and_leaves_nothing_running(ending: signal.Signals, tmp_path: Path) -> None:
    trained_model()
    port = free_port()
    with up(port, tmp_path) as running:
        assert running.stdout is not None
        address, staff = running.stdout.readline(), running.stdout.readline()
        assert f"http://localhost:{port}" in address
        assert "Password, shown only this once: " in staff
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert page.status == 200
        family = psutil.Process(running.pid).children(recursive=True)
        assert len(family) >= 4
        time.sleep(0.5)
        running.send_signal(ending)
        running.wait(40)
    eventually(lambda: not any(member.is_running() and member.status() != "zombie" for member in family), within=20)
