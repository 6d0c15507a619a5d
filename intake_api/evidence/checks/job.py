"""The look at one file. Runs as a process of its own: a job in (JSON on standard input), an answer out, nothing else.

The process may use little memory and time and write little, whatever the file does to it; it has no environment, so no
secret, and a file that makes it crash or hang has only spoilt its own chance.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from intake_api.evidence.checks import docx, drawing, image, kinds, pdf, reading, text
from intake_api.evidence.checks.refused import RefusedError

_LARGEST_OUTPUT = 512 * 1024 * 1024


def look(job: dict[str, Any]) -> dict[str, Any]:
    """`source` and `target` are paths. Answers {"format", "flags", "rewritten"} or {"refused": code}.

    With `read` (a format) instead of `target`: {"text"}, the words of a file that was taken before. With `draw` besides: its
    pages as pictures (drawing.draw).
    """
    source, target = Path(job["source"]), Path(job.get("target", ""))
    try:
        if "read" in job:
            return {"text": reading.read(source, job["read"])}
        if "draw" in job:
            return drawing.draw(source, target, job["draw"])
        return _look(source, target, job)
    except RefusedError as error:
        return {"refused": error.code}
    except MemoryError:
        return {"refused": "bomb"}


def _look(source: Path, target: Path, job: dict[str, Any]) -> dict[str, Any]:
    with source.open("rb") as file:
        head = file.read(kinds.HEAD)
    kind = kinds.kind_of(head)
    if kind in ("jpeg", "png", "heic"):
        return _found(image.rewrite(source, target, kind, most_pixels=job["most_pixels"]), rewritten=True)
    if kind == "pdf":
        return _found("pdf", flags=pdf.check(source))
    if kind == "zip":
        return _found("docx", flags=docx.check(source, most_unpacked=job["most_unpacked"]))
    if kind == "text":
        text.rewrite(source, target)
        return _found("txt", rewritten=True)
    raise RefusedError("old_word" if kind == "ole" else "not_taken")


def _found(found: str, *, flags: list[str] | None = None, rewritten: bool = False) -> dict[str, Any]:
    return {"format": found, "flags": flags or [], "rewritten": rewritten}


def main() -> None:
    """Entry of the process."""
    job = json.load(sys.stdin)
    os.nice(5)
    for what, most in (
        (resource.RLIMIT_CPU, job["seconds"]), (resource.RLIMIT_AS, job["memory"]), (resource.RLIMIT_FSIZE, _LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
    json.dump(look(job), sys.stdout)
