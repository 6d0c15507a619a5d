"""Sends a file through the checks, in a process of its own, few at a time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake_api.evidence.checks.refused import RefusedError
from intake_api.logging import get_logger
from intake_api.settings import ROOT, Settings

log = get_logger(__name__)
AT_ONCE = 2  # looks in one API process: each may take a whole processor
PATIENCE = 30.0  # seconds a file waits for its turn
_START = "import sys; sys.path.insert(0, sys.argv[1]); from intake_api.evidence.checks.job import main; main()"
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: `format`, what staff should know, and where the bytes to keep are."""

    format: str
    flags: list[str]
    kept: Path


def inspect(settings: Settings, source: Path, target: Path) -> Found:
    """What the file really is. `target` is where a photo or text is written anew. Raises RefusedError."""
    answer = look(settings, source, {"target": str(target)})
    return Found(answer["format"], answer["flags"], target if answer["rewritten"] else source)


def text_of(settings: Settings, source: Path, format: str) -> str:
    """The words of a file that was taken before (txt, docx, pdf). Raises RefusedError."""
    return str(look(settings, source, {"read": format})["text"])


def look(
    settings: Settings, source: Path, what: dict[str, Any], *, turns: threading.BoundedSemaphore = _turns
) -> dict[str, Any]:  # fmt: skip
    """Has a job done in the closed process (checks.job), when its turn comes. Raises RefusedError."""
    job = {
        "source": str(source), **what, "seconds": settings.evidence_check_time,
        "memory": settings.evidence_check_memory, "most_pixels": settings.evidence_max_pixels,
        "most_unpacked": settings.evidence_max_unpacked,
    }  # fmt: skip
    if not turns.acquire(timeout=PATIENCE):
        raise RefusedError("busy")
    try:
        answer = _run(json.dumps(job), longest=settings.evidence_check_time * 3.0)
    finally:
        turns.release()
    if "refused" in answer:
        raise RefusedError(str(answer["refused"]))
    return answer


def _run(job: str, *, longest: float) -> dict[str, Any]:
    command = [sys.executable, "-I", "-c", _START, str(ROOT)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            command, input=job, capture_output=True, text=True, timeout=longest, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise RefusedError("bomb") from None
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [""]
        log.warning("evidence_check_ended", code=done.returncode, error=last[0].partition(":")[0][:80])
        raise RefusedError("bomb" if done.returncode < 0 or "MemoryError" in last[0] else "damaged")
    return dict(json.loads(done.stdout))
