"""Limits of time that mean the same on every machine.

How fast one and the same machine is differs by a third from hour to hour, and machines differ by a factor of three, so a limit in
plain seconds either fails on a slow day or would not notice that the work has doubled. Here a fixed piece of work of that kind
(letters, lists and dictionaries) is timed in turns with the work that is judged, and both are said in seconds of the
machine on which the yardstick takes `YARDSTICK_SECONDS`. What people really wait is measured by `./redress bench`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import pairwise
from math import inf

YARDSTICK_SECONDS = 0.004
_TEXT = "They said that nobody at the place had told them about my letter of 5 March. " * 40
_WORD = re.compile(r"\w+")


def seconds_of(work: Callable[[], object], *, times: int = 5, each: int = 1) -> float:
    """Processor seconds of one run of `work` on the yardstick's machine: the quickest of `times` rounds of `each` runs."""
    quickest = fixed = inf
    for _ in range(times):
        fixed = min(fixed, _processor_seconds(_fixed_work, 1))
        quickest = min(quickest, _processor_seconds(work, each))
    fixed = min(fixed, _processor_seconds(_fixed_work, 1))
    return quickest / fixed * YARDSTICK_SECONDS


def _processor_seconds(work: Callable[[], object], each: int) -> float:
    """What one run costs in processor time, so that other work on the machine does not count."""
    start = time.process_time()
    for _ in range(each):
        work()
    return (time.process_time() - start) / each


def _fixed_work() -> int:
    """Always the same: to cut a text into words, count pairs of them and put them in order."""
    counts: dict[tuple[str, str], int] = {}
    for turn in range(10):
        words = [word.group().casefold() for word in _WORD.finditer(f"{_TEXT}{turn}")]
        for pair in pairwise(words):
            counts[pair] = counts.get(pair, 0) + 1
    return len(sorted(counts, key=lambda pair: (-counts[pair], pair)))
