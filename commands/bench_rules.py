"""The part of `./redress bench` about the rules: one determination, many records, and how many questions people are asked."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from commands.measure import Row, row
from commands.paths import PYTHON, ROOT, SetupError, say

if TYPE_CHECKING:
    from commands.system import System

_SETUP = (
    "from datetime import date; from commands.sample import RECORD; from service_model import determine; "
    "from service_model.record import Complaint; complaint = Complaint.model_validate(RECORD); today = date(2026, 1, 5)"
)


def one_determination() -> list[Row]:
    """A complete record of two issues, timed by pyperf in processes of its own; beside it, only reading the record (pydantic)."""
    determined = _pyperf("determine(complaint, today=today)")
    read = _pyperf("Complaint.model_validate(RECORD)")
    return [
        row("determination, two issues, median (baseline: reading the record)", determined, "ms", baseline=read, at_most=1),
        row("determination from JSON-like data, two issues, median", determined + read, "ms"),
    ]


def _pyperf(statement: str) -> float:
    """The median of a statement in milliseconds."""
    import pyperf

    with tempfile.TemporaryDirectory(prefix="redress-pyperf-") as folder:
        out = Path(folder) / "out.json"
        command = [str(PYTHON), "-m", "pyperf", "timeit", "--fast", "--quiet", "--inherit-environ", "PYTHONPATH", "-o", str(out)]
        command += ["-s", _SETUP, statement]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SetupError(f"pyperf could not time {statement!r}: {done.stderr[-500:]}")
        return float(pyperf.Benchmark.load(str(out)).median()) * 1000


def many_records(count: int = 10_000) -> list[Row]:
    """That many records through one `./redress determine` as JSON Lines; the memory at the end beside that after a tenth."""
    from commands.sample import RECORD

    line = json.dumps({"today": "2026-01-05", **RECORD}).encode() + b"\n"
    command = [str(PYTHON), "-P", "-m", "commands", "determine", "-"]
    began = os.times().elapsed
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as running:
        assert running.stdin is not None  # noqa: S101 - PIPE was asked for
        sizes = []
        for part in (count // 10, count - count // 10):
            for _ in range(part):
                running.stdin.write(line)
            running.stdin.flush()
            sizes.append(psutil.Process(running.pid).memory_info().rss / 2**20)
        running.stdin.close()
        status = running.wait(600)
    seconds = os.times().elapsed - began
    if status:
        raise SetupError(f"determine ended with {status} on the sample record.")
    return [
        row(f"{count:,} records as JSON Lines, one process", seconds, "s"),
        row("memory at their end (baseline: after a tenth)", sizes[1], "MiB", baseline=sizes[0], ratio_at_most=1.1),
    ]


def questions(system: System, api_token: str) -> list[Row]:
    """For each outcome, the median number of questions over the scripted people in tests/conversations; the baseline is a
    fixed questionnaire that asks everything the record can hold."""
    from commands import playing
    from service_model import FACTS

    asked: dict[str, list[int]] = defaultdict(list)
    for path in playing.intakes():
        played = playing.play(playing.read(path), system.url, api_token)
        asked[played.outcome or "none"].append(len(played.asked))
    say(f"Questions counted over {sum(map(len, asked.values()))} conversations")
    return [
        row(f"questions until {outcome} (n={len(counts)}), median", statistics.median(counts), "questions", baseline=len(FACTS))
        for outcome, counts in sorted(asked.items())
    ]
