"""A long step, said plainly: what is being done, for how long, and the end of its output if it fails."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from commands.paths import LOGS, ROOT, TOOLS, SetupError, say


def run_step(
    title: str, command: Sequence[str], *, log: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None, advice: str = ""
) -> float:
    """Runs a command with its output in var/log/<log>.log, telling the elapsed time. Returns the seconds it took.

    Raises SetupError with the last lines and `advice` when it fails.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    began = time.monotonic()
    with path.open("wb") as out:
        running = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        try:
            _watch(running, title, began)
        except BaseException:
            running.terminate()
            running.wait(10)
            raise
    if running.returncode:
        end = "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        raise SetupError(f"{title} failed. {advice}\nThe end of {path}:\n\n{end}")
    return time.monotonic() - began


def _watch(running: subprocess.Popen[bytes], title: str, began: float) -> None:
    live = sys.stderr.isatty()
    told = -30.0
    while running.poll() is None:
        elapsed = time.monotonic() - began
        if live:
            print(f"\r{title} ... {elapsed:.0f} s ", end="", file=sys.stderr, flush=True)
        elif elapsed - told >= 30:
            say(f"{title} ... {elapsed:.0f} s" if elapsed > 1 else f"{title} ...")
            told = elapsed
        time.sleep(0.1 if elapsed < 5 else 0.5)
    if live:
        print(file=sys.stderr)


@contextmanager
def exclusive(name: str) -> Iterator[None]:
    """Lets only one `./redress` at a time do this in this folder; others wait."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Another ./redress is busy with the {name}. Waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
