"""One process of the system: started in its own group, logged to a file, stopped as a group."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from commands.paths import ROOT

_LOG_LIMIT = 10_000_000  # bytes; a longer log is set aside as .old at the next start


@dataclass(frozen=True, slots=True)
class Service:
    """What to start: the command, its own environment, and the address that answers once it is ready (None: being alive is)."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str]
    ready_url: str | None = None
    cwd: Path = ROOT


@dataclass
class Process:
    """A service that runs, or ran. Not shared between threads without the supervisor's lock."""

    service: Service
    log_dir: Path
    popen: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0  # in a row, each within a minute of its start
    retry_at: float = 0.0
    wanted: bool = field(default=False)  # should it be running?

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return self.log_dir / f"{self.service.name}.log"

    @property
    def pid(self) -> int | None:
        """The process id while it runs, else None."""
        return self.popen.pid if self.popen and self.popen.poll() is None else None

    def start(self) -> int:
        """Starts it in a session of its own, so that Ctrl-C reaches only us; returns the process id (also its group)."""
        self.log_dir.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("ab") as out:
            self.popen = subprocess.Popen(
                self.service.command, cwd=self.service.cwd, env=dict(self.service.env), stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.started_at = time.monotonic()
        self.wanted = True
        return self.popen.pid

    def signal_group(self, signum: int) -> None:
        """Sends a signal to every process of the group; nothing if it is gone."""
        if self.popen is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signum)

    def stop(self, *, grace: float = 10.0) -> None:
        """Asks the group to stop, and ends it after `grace` seconds."""
        self.wanted = False
        if self.popen is None:
            return
        self.signal_group(signal.SIGTERM)
        try:
            self.popen.wait(grace)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.signal_group(signal.SIGKILL)
            self.popen.wait(5)

    def last_lines(self, count: int = 20) -> str:
        """The end of its log, for a person to read."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 20_000))
            lines = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join(lines[-count:])


def own_environment(**extra: str) -> dict[str, str]:
    """Our environment without what would leak from one Python into another or from one process's secrets to the next."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("REDRESS_") and name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONSAFEPATH"}
    }
    return {**kept, "PYTHONUNBUFFERED": "1", **extra}
