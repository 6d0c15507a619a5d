"""A name found in a text, before it is settled which part it plays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from narrative.words import Words

SMALL = frozenset({"the", "of", "and", "for", "in", "at", "a", "an", "to", "on"})


class Found(NamedTuple):
    """Words `first` to `last` (exclusive) that name an organisation; `id` is None for one the register does not hold."""

    first: int
    last: int
    name: str
    id: str | None
    kind: str | None
    confidence: float
    is_general: bool = False  # 'council': a longer name around it is somebody else's


def words_between(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words that lie within these offsets."""
    return bisect_left(words.starts, start), bisect_right(words.ends, end)


def words_touched(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words that begin within these offsets: of 'the council's' also the one that ends after 'council'."""
    return bisect_left(words.starts, start), bisect_left(words.starts, end)


def apart(found: list[Found]) -> list[Found]:
    """Without overlaps, in order: names of the register first, then the longer; general names last."""
    chosen, taken = list[Found](), set[int]()
    for one in sorted(found, key=lambda f: (f.id is None or f.is_general, f.first - f.last, -f.confidence)):
        if taken.isdisjoint(range(one.first, one.last)):
            chosen.append(one)
            taken.update(range(one.first, one.last))
    return sorted(chosen, key=lambda f: f.first)
