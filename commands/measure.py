"""What a benchmark row is, and the small measurements the rows are made of."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psutil


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `baseline` was measured in the same run; `ratio` is value / baseline; `met` compares with the target."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    target: str | None = None
    met: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """The published JSON shape."""
        return asdict(self)


def row(name: str, value: float, unit: str, *, baseline: float | None = None, at_most: float | None = None,
        at_least: float | None = None, ratio_at_most: float | None = None) -> Row:  # fmt: skip
    """A row with its ratio and, where targets are given, whether all of them were met."""
    ratio = round(value / baseline, 3) if baseline else None
    targets: list[tuple[str, bool]] = []
    if at_most is not None:
        targets.append((f"at most {at_most:g} {unit}", value <= at_most))
    if at_least is not None:
        targets.append((f"at least {at_least:g} {unit}", value >= at_least))
    if ratio_at_most is not None and ratio is not None:
        targets.append((f"at most {ratio_at_most:g} times the baseline", ratio <= ratio_at_most))
    target = " and ".join(words for words, _ in targets) or None
    met = all(is_met for _, is_met in targets) if targets else None
    return Row(name, _rounded(value), unit, _rounded(baseline) if baseline is not None else None, ratio, target, met)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds one call took."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile of a non-empty sequence; share from 0 to 1."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median_ms(act: Callable[[], object], *, times: int) -> float:
    """The median milliseconds of a call, after one that does not count."""
    act()
    return statistics.median(timed(act) for _ in range(times))


def resident_mib(pid: int) -> float:
    """Resident memory of a process and its children in MiB (pages they share count more than once)."""
    process = psutil.Process(pid)
    return sum(member.memory_info().rss for member in (process, *process.children(recursive=True))) / 2**20


def processor_seconds(pid: int) -> float:
    """What a process and its children have had of the processors; other programs hardly change it."""
    process = psutil.Process(pid)
    times = [member.cpu_times() for member in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def table(rows: Sequence[Row]) -> str:
    """The rows for a person to read."""
    lines = [("what", "value", "baseline", "ratio", "target", "met")]
    for row in rows:
        lines.append(
            (row.name, f"{row.value:g} {row.unit}", "" if row.baseline is None else f"{row.baseline:g} {row.unit}",
             "" if row.ratio is None else f"{row.ratio:.2f}", row.target or "", {None: "", True: "yes", False: "NO"}[row.met])
        )  # fmt: skip
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def _rounded(value: float) -> float:
    return float(f"{value:.4g}") if abs(value) < 1000 else float(round(value))
