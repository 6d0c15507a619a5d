"""Shares with their intervals, and precision, recall and F1 of labels."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple, TypeVar

T = TypeVar("T")
_Z = 1.959964  # 95 %


class Interval(NamedTuple):
    """A figure from 0 to 1 and its 95 % interval."""

    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Interval:
    """A share and its Wilson interval (Wilson 1927). Of nothing: 0, from 0 to 1."""
    if not of:
        return Interval(0, 0, 1)
    p, z2 = hits / of, _Z * _Z
    middle, half = p + z2 / (2 * of), _Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    return Interval(p, (middle - half) / (1 + z2 / of), (middle + half) / (1 + z2 / of))


def bootstrapped[T](rows: Sequence[T], figure: Callable[[Sequence[T]], float], *, times: int = 500) -> Interval:
    """A figure of the rows and the interval in which it lies for 95 % of as many rows drawn again (Efron 1979)."""
    draw = random.Random(7)  # noqa: S311 - the same interval for the same rows
    again = sorted(figure(draw.choices(rows, k=len(rows))) for _ in range(times))
    return Interval(figure(rows), again[int(times * 0.025)], again[int(times * 0.975) - 1])


@dataclass
class Tally:
    """Right, false and missed of one label."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> Interval:
        """Of what was said, how much is so."""
        return share(self.right, self.right + self.false)

    @property
    def recall(self) -> Interval:
        """Of what is so, how much was said."""
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two; 0 when nothing is right."""
        return 2 * self.right / (2 * self.right + self.false + self.missed) if self.right else 0.0

    @property
    def support(self) -> int:
        """How often the label is so."""
        return self.right + self.missed


@dataclass
class Tallies:
    """One tally for each label."""

    by_label: dict[str, Tally] = field(default_factory=dict)

    def add(self, wanted: set[str], found: set[str]) -> None:
        """Counts one text."""
        for label in wanted | found:
            tally = self.by_label.setdefault(label, Tally())
            tally.right += label in wanted and label in found
            tally.false += label not in wanted
            tally.missed += label not in found

    def total(self) -> Tally:
        """All labels together."""
        rows = self.by_label.values()
        return Tally(sum(t.right for t in rows), sum(t.false for t in rows), sum(t.missed for t in rows))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the wanted labels of their F1; `pairs` are (wanted, found)."""
    right = Counter(wanted for wanted, found in pairs if wanted == found)
    wanted, found = Counter(w for w, _ in pairs), Counter(f for _, f in pairs)
    return sum(2 * right[k] / (wanted[k] + found[k]) for k in wanted) / len(wanted)
