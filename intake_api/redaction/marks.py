"""Marks in a text: which passages are hidden and why; the copy without them, and the two side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

WHY = {
    "other_person": "Name of another person", "own_name": "Name of the person who complains", "phone": "Telephone number",
    "email": "Email address", "postcode": "Postcode", "address": "Address", "birth": "Date of birth", "nhs": "NHS number",
    "ni": "National Insurance number", "prison": "Prison number", "legal": "Legal advice, which is privileged (SM-3.53)",
    "third_party": "About somebody else", "health": "About somebody's health", "other": "Another reason",
}  # fmt: skip
"""Why something is hidden. The copy itself says so at each place."""
BY_HAND = ("third_party", "health", "other_person", "address", "other")


class Mark(NamedTuple):
    """Characters `start` to `end` (exclusive) of the original, and the code of why they are hidden."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original: shown in the copy, or hidden for a reason."""

    text: str
    why: str | None = None


def read(rows: Iterable[Iterable[Any]]) -> list[Mark]:
    """Marks as the database has them."""
    return [Mark(int(start), int(end), str(why)) for start, end, why in rows]


def joined(marks: Iterable[Mark]) -> list[Mark]:
    """In order, without overlaps: where two overlap, both passages are hidden, for the reason of the longer one.

    >>> joined([Mark(5, 9, "email"), Mark(0, 6, "address"), Mark(20, 20, "other")])
    [Mark(start=0, end=9, why='address')]
    """
    found: list[Mark] = []
    for mark in sorted(each for each in marks if each.end > each.start):
        last = found[-1] if found else None
        if last is None or mark.start >= last.end:
            found.append(mark)
            continue
        why = last.why if last.end - last.start >= mark.end - mark.start else mark.why
        found[-1] = Mark(last.start, max(last.end, mark.end), why)
    return found


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The whole original in order, each run shown or hidden."""
    return [piece for piece in _pieces(text, joined(marks)) if piece.text]


def hidden(text: str, marks: Iterable[Mark]) -> str:
    """The copy: each hidden passage is replaced by a note of why, of a length that tells nothing of what stood there."""
    return "".join(f"[Hidden: {_said(each.why)}]" if each.why else each.text for each in pieces(text, marks))


def counted(marks: Iterable[Mark]) -> dict[str, int]:
    """How many passages are hidden for each reason."""
    return Counter(mark.why for mark in joined(marks))


def in_words(counts: Mapping[str, int]) -> str:
    """How much is hidden for which reason.

    >>> in_words({"email": 2, "birth": 1}), in_words({})
    ('Email address: 2; Date of birth: 1', 'Nothing')
    """
    return "; ".join(f"{WHY.get(why, why)}: {number}" for why, number in counts.items()) or "Nothing"


def places_of(text: str, passage: str, why: str) -> list[Mark]:
    """Every place where a passage stands, as whole words, whatever its capitals and line breaks.

    >>> places_of("Ann met Joanna. ANN left.", "ann", "other_person")
    [Mark(start=0, end=3, why='other_person'), Mark(start=16, end=19, why='other_person')]
    """
    words = passage.split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    before, after = (r"(?<!\w)" if passage.strip()[0].isalnum() else ""), (r"(?!\w)" if passage.strip()[-1].isalnum() else "")
    return [Mark(found.start(), found.end(), why) for found in re.finditer(f"{before}{pattern}{after}", text, re.IGNORECASE)]


def _pieces(text: str, marks: list[Mark]) -> Iterator[Piece]:
    at = 0
    for mark in marks:
        yield Piece(text[at : mark.start])
        yield Piece(text[mark.start : mark.end], mark.why)
        at = mark.end
    yield Piece(text[at:])


def _said(why: str) -> str:
    words = WHY.get(why, WHY["other"]).partition(" (")[0]
    return words[:1].lower() + words[1:] if not words.startswith(("NHS", "National")) else words
