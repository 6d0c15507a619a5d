"""Boxes on the pages of a scan: how a square is typed, which part of the page a box hides, and how what is hidden is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from intake_api.redaction.marks import WHY

_SQUARE = re.compile(r"([A-Za-z])0*([0-9]{1,4})", re.ASCII)


class WrongSquareError(Exception):
    """What was typed is no square of that page. The message says what is."""


class Box(NamedTuple):
    """A black box on one page: from one square to another, both hidden, and the code of why.

    Pages, columns and rows are counted from 1. `columns` and `rows` tell how many squares lay over the page when it was marked,
    so that the box stays the same part of the page whatever is laid over pages later.
    """

    page: int
    columns: int
    rows: int
    left: int
    top: int
    right: int
    bottom: int
    why: str

    @property
    def squares(self) -> str:
        """As it was typed.

        >>> Box(1, 20, 40, 3, 3, 8, 5, "other").squares, Box(1, 20, 40, 20, 40, 20, 40, "other").squares
        ('C3 to H5', 'T40')
        """
        first, last = _named(self.left, self.top), _named(self.right, self.bottom)
        return first if first == last else f"{first} to {last}"

    @property
    def key(self) -> str:
        """Tells it from the other boxes of a copy.

        >>> Box(2, 20, 40, 3, 3, 8, 5, "other").key
        '2-C3-H5'
        """
        return f"{self.page}-{_named(self.left, self.top)}-{_named(self.right, self.bottom)}"

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Its edges as shares of the page: left, top, right, bottom.

        >>> Box(1, 20, 40, 1, 1, 10, 40, "other").shares
        (0.0, 0.0, 0.5, 1.0)
        """
        return (self.left - 1) / self.columns, (self.top - 1) / self.rows, self.right / self.columns, self.bottom / self.rows


def box(page: int, grid: tuple[int, int], first: str, last: str, why: str) -> Box:
    """The box between two corners, whichever of them is named first. Raises WrongSquareError (`parse`).

    >>> box(1, (20, 40), "h3", "C 5", "address").squares
    'C3 to H5'
    """
    columns, rows = grid
    (one, two), (other, another) = parse(first, grid), parse(last, grid)
    edges = min(one, other), min(two, another), max(one, other), max(two, another)
    return Box(page, columns, rows, *edges, why)


def parse(typed: str, grid: tuple[int, int]) -> tuple[int, int]:
    """Column and row, from 1, of a square as people type it: C3, c3, ' c 03 '. Raises WrongSquareError.

    >>> parse("C3", (20, 40)), parse(" t 040", (20, 40))
    ((3, 3), (20, 40))
    """
    columns, rows = grid
    text = "".join(typed.split())
    if not text:
        raise WrongSquareError("Type a square: a letter and a number, such as C3.")
    found = _SQUARE.fullmatch(text)
    if found is None:
        raise WrongSquareError(f"'{text[:20]}' is no square. Type a letter and a number, such as C3.")
    column, row = ord(found[1].upper()) - ord("A") + 1, int(found[2])
    if column > columns or not 1 <= row <= rows:
        raise WrongSquareError(f"This page has no square {text[:20].upper()}. Its squares go from A1 to {_named(columns, rows)}.")
    return column, row


def read(rows: Iterable[Iterable[Any]]) -> list[Box]:
    """Boxes as the database has them."""
    return [Box._make([*map(int, numbers), str(why)]) for *numbers, why in rows]


def joined(boxes: Iterable[Box]) -> list[Box]:
    """In the order they are read. The same squares a second time are one box, for the reason given last.

    >>> [(each.key, each.why) for each in joined([box(2, (20, 40), "A1", "A1", "other"), box(1, (20, 40), "B2", "C2", "other"),
    ...                                           box(2, (20, 40), "A1", "A1", "health")])]
    [('1-B2-C2', 'other'), ('2-A1-A1', 'health')]
    """
    return sorted({each.key: each for each in boxes}.values(), key=lambda each: (each.page, each.top, each.left, each))


def of_page(boxes: Iterable[Box], page: int) -> list[Box]:
    """Those on one page."""
    return [each for each in boxes if each.page == page]


def by_page(boxes: Iterable[Box]) -> dict[int, list[tuple[float, float, float, float]]]:
    """What is black on which page, as shares of it."""
    found: dict[int, list[tuple[float, float, float, float]]] = {}
    for each in boxes:
        found.setdefault(each.page, []).append(each.shares)
    return found


def counted(boxes: Iterable[Box]) -> dict[str, int]:
    """How many boxes there are for each reason."""
    return Counter(each.why for each in boxes)


def said(page: int, boxes: Sequence[Box], why: Mapping[str, str] = WHY) -> str:
    """What is hidden on a page, in words. `boxes` are those of that page.

    >>> said(1, [box(1, (20, 40), "C3", "H5", "address"), box(1, (20, 40), "A9", "A9", "health")])
    "Page 1: 2 boxes hidden: C3 to H5 (Address), A9 (About somebody's health)"
    >>> said(2, [])
    'Page 2: nothing hidden'
    """
    if not boxes:
        return f"Page {page}: nothing hidden"
    each = ", ".join(f"{one.squares} ({why.get(one.why, why['other'])})" for one in boxes)
    return f"Page {page}: {len(boxes)} {'box' if len(boxes) == 1 else 'boxes'} hidden: {each}"


def _named(column: int, row: int) -> str:
    return f"{chr(ord('A') + column - 1)}{row}"
