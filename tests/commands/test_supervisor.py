"""The supervisor keeps processes running, says why one does not start, and leaves none behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from commands.paths import ROOT, SetupError
from commands.process import Service, own_environment
from commands.services import free_port
from commands.supervisor import Supervisor

SLEEPER = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"


def a_service(name: str = "sleeper", code: str = SLEEPER, ready_url: str | None = None) -> Service:
    return Service(name, (sys.executable, "-c", code), own_environment(), ready_url)


def eventually(holds: Callable[[], object], *, within: float = 10.0) -> None:
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def test_a_killed_process_is_restarted_and_it_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor([a_service()], log_dir=tmp_path, announce=said.append)
    supervisor.start()
    try:
        first = supervisor.pid("sleeper")
        supervisor.kill("sleeper")
        eventually(lambda: supervisor.pid("sleeper") not in (None, first))
    finally:
        supervisor.stop()
    assert said == ["sleeper stopped unexpectedly (signal 9). Starting it again."]


def test_a_process_killed_without_restart_stays_down_until_started(tmp_path: Path) -> None:
    supervisor = Supervisor([a_service()], log_dir=tmp_path)
    supervisor.start()
    try:
        supervisor.kill("sleeper", restart=False)
        time.sleep(1)
        assert supervisor.pid("sleeper") is None
        supervisor.start(["sleeper"])
        assert supervisor.pid("sleeper")
    finally:
        supervisor.stop()


def test_stop_ends_children_of_children_too(tmp_path: Path) -> None:
    supervisor = Supervisor([a_service()], log_dir=tmp_path)
    supervisor.start()
    parent = psutil.Process(supervisor.pid("sleeper"))
    eventually(parent.children)
    family = [parent, *parent.children()]
    supervisor.stop()
    eventually(lambda: not any(member.is_running() for member in family))


def test_a_service_that_keeps_stopping_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    doomed = a_service("doomed", "print('no such table'); raise SystemExit(3)", "http://127.0.0.1:9/")
    supervisor = Supervisor([doomed], log_dir=tmp_path, announce=lambda _: None)
    supervisor.start()
    try:
        with pytest.raises(SetupError, match=r"(?s)doomed keeps stopping.*no such table"):
            supervisor.wait_ready(deadline=30)
    finally:
        supervisor.stop()


def test_a_service_is_ready_once_its_address_answers(tmp_path: Path) -> None:
    port = free_port()
    served = f"import http.server; http.server.test(http.server.SimpleHTTPRequestHandler, port={port}, bind='127.0.0.1')"
    supervisor = Supervisor([a_service("web", served, f"http://127.0.0.1:{port}/")], log_dir=tmp_path)
    supervisor.start()
    try:
        supervisor.wait_ready(deadline=20)
    finally:
        supervisor.stop()


def test_no_process_is_left_when_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tests.commands.test_supervisor import a_service;"
        "from commands.supervisor import Supervisor; s = Supervisor([a_service()], log_dir=Path(sys.argv[1]));"
        "s.start(); print(s.pid('sleeper'), flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        child = psutil.Process(int(parent.stdout.readline()))
    eventually(child.children)
    family = [child, *child.children()]
    parent.kill()
    parent.wait()
    eventually(lambda: not any(member.is_running() for member in family))
