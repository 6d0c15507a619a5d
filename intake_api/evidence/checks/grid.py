"""The squares that lie over a page, by its shape alone: a letter for the column, a number for the row."""

from __future__ import annotations

UPRIGHT, ACROSS = 20, 26  # columns of a page that stands (A to T), and of one that lies (A to Z)
FLATNESS = 2**0.5  # a square is so many times as wide as high: 20 by 40 of them on A4, each a line or two of print


def grid(width: int, height: int) -> tuple[int, int]:
    """How many columns and rows lie over a page of that shape. The squares of all pages have one shape.

    >>> grid(1240, 1754), grid(1754, 1240), grid(1000, 1000), grid(1000, 50)
    ((20, 40), (26, 26), (20, 28), (26, 2))
    """
    columns = UPRIGHT if width <= height else ACROSS
    return columns, max(1, round(columns * height / width * FLATNESS))


def labels(columns: int, rows: int) -> tuple[list[str], list[str]]:
    """What stands over the columns and beside the rows.

    >>> labels(3, 2)
    (['A', 'B', 'C'], ['1', '2'])
    """
    return [chr(ord("A") + number) for number in range(columns)], [str(number + 1) for number in range(rows)]
