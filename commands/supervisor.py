"""Keeps processes running: starts them, waits for them, restarts one that dies, and leaves none behind."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

from commands.paths import LOGS, ROOT, SetupError, say
from commands.process import Process, Service

_SETTLED = 60.0  # seconds of running after which earlier failures are forgotten
_LONGEST_PAUSE = 30.0
_LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own loopback addresses, never through a proxy


class Supervisor:
    """Keeps a set of services running until stopped. A thread of its own looks after them."""

    def __init__(self, services: Iterable[Service], *, log_dir: Path = LOGS, announce: Callable[[str], None] = say) -> None:
        self._processes = {service.name: Process(service, log_dir) for service in services}
        self._announce = announce
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None
        self._reaper: subprocess.Popen[str] | None = None

    def start(self, names: Iterable[str] | None = None) -> None:
        """Starts the named services (all when none are named) and begins to look after them."""
        with self._lock:
            if self._reaper is None:
                self._reaper = subprocess.Popen(
                    [sys.executable, "-I", str(ROOT / "commands" / "reaper.py")],
                    stdin=subprocess.PIPE, text=True, start_new_session=True,
                )  # fmt: skip
            for name in names or self._processes:
                if self._processes[name].pid is None:
                    self._launch(self._processes[name])
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)
            self._watcher.start()

    def stop(self) -> None:
        """Ends every process and its children. Safe to call twice."""
        self._stopping.set()
        if self._watcher is not None and self._watcher is not threading.current_thread():
            self._watcher.join(5)
        with self._lock:
            running = [process for process in self._processes.values() if process.popen is not None]
            for process in running:
                process.wanted = False
                process.signal_group(15)
            for process in reversed(running):
                process.stop()
            if self._reaper is not None and self._reaper.stdin is not None:
                self._tell_reaper("-", *(process.popen.pid for process in running if process.popen))
                self._reaper.stdin.close()
                self._reaper.wait(10)
                self._reaper = None

    def kill(self, name: str, *, restart: bool = True) -> None:
        """Kills one process outright, as a crash would. With restart=False it stays down until start([name])."""
        with self._lock:
            process = self._processes[name]
            process.wanted = restart
            process.signal_group(9)
            if process.popen is not None:
                process.popen.wait(5)

    def pid(self, name: str) -> int | None:
        """The process id of a service while it runs."""
        with self._lock:
            return self._processes[name].pid

    def log(self, name: str) -> Path:
        """Where a service writes."""
        return self._processes[name].log

    def wait_ready(self, names: Iterable[str] | None = None, *, deadline: float = 120.0) -> None:
        """Returns when the named services answer. Raises SetupError with the end of the log when one does not in time."""
        until = time.monotonic() + deadline
        waiting = [self._processes[name] for name in names or self._processes]
        while waiting:
            waiting = [process for process in waiting if not _is_ready(process)]
            failed = next((process for process in waiting if process.failures >= 3), None)
            if failed or (waiting and time.monotonic() > until):
                raise SetupError(_why_not(failed or waiting[0], deadline))
            if waiting:
                time.sleep(0.1)

    def _launch(self, process: Process) -> None:
        self._tell_reaper("+", process.start())

    def _tell_reaper(self, sign: str, *groups: int) -> None:
        if self._reaper is not None and self._reaper.stdin is not None and self._reaper.poll() is None:
            self._reaper.stdin.writelines(f"{sign}{group}\n" for group in groups)
            self._reaper.stdin.flush()

    def _watch(self) -> None:
        while not self._stopping.wait(0.25):
            with self._lock:
                for process in self._processes.values():
                    self._look_after(process)

    def _look_after(self, process: Process) -> None:
        now = time.monotonic()
        if not process.wanted or process.popen is None:
            return
        if process.pid is not None:
            if now - process.started_at > _SETTLED:
                process.failures = 0
        elif process.retry_at == 0.0:
            pause = min(_LONGEST_PAUSE, 0.5 * 2**process.failures)
            process.failures, process.retry_at = process.failures + 1, now + pause
            process.signal_group(9)  # whatever it left behind
            self._tell_reaper("-", process.popen.pid)
            ending = _ending(process.popen.returncode)
            self._announce(f"{process.service.name} stopped unexpectedly ({ending}). Starting it again.")
        elif now >= process.retry_at:
            process.retry_at = 0.0
            self._launch(process)


def _is_ready(process: Process) -> bool:
    if process.pid is None:
        return False
    if process.service.ready_url is None:
        return True
    try:
        with _LOCAL.open(process.service.ready_url, timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _why_not(process: Process, deadline: float) -> str:
    name = process.service.name
    what = f"{name} keeps stopping" if process.failures >= 3 else f"{name} was not ready after {deadline:.0f} seconds"
    return f"{what}. The end of {process.log}:\n\n{process.last_lines()}"


def _ending(returncode: int) -> str:
    return f"signal {-returncode}" if returncode < 0 else f"exit status {returncode}"
