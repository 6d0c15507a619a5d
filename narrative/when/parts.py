"""Parts of a time: its beginning, middle and end, halves, first week; 'mid to late', 'end of'."""

from __future__ import annotations

from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.words import Text

_SAID = {
    "b": ("beginning", "start", "first part", "early part", "early doors", "first thing", "top", "front end",
    "opening", "outset"),
    "B": ("early", "earlier", "earlier on", "early on"),
    "m": ("middle", "mid", "midway through", "halfway through", "half way through", "middle part"),
    "e": ("end", "back end", "backend", "tail end", "latter end", "close", "very end", "latter part", "last part",
    "fag end", "back of"),
    "E": ("late", "later", "later on", "towards the end", "toward the end"),
    "f": ("first half",),
    "s": ("second half", "latter half", "last half"),
    "w": ("first week", "first few days", "opening week", "first couple of weeks"),
    "W": ("last week", "last few days", "final week"),
    "t": ("turn",),
    "D": ("first day",), "L": ("last day", "final day"),
    "o": ("most", "much", "whole", "all", "rest", "course", "entirety"),
}  # fmt: skip
_PARTS = {tuple(p.split()): letter for letter, row in _SAID.items() for p in row}
_FIRST = {p[0] for p in _PARTS}
PART_WORDS = frozenset(_FIRST) | {"very", "right"}
_FOLLOW = frozenset({"of", "in", "the", "-", "on", "about", "around"})


def part(t: Text, i: int) -> tuple[str, int] | None:
    """The letter of the part said here and the place after it: 'the back end of', 'mid-', 'mid to late'."""
    j = t.skip(i, {"the", "right", "very", "at", "towards", "toward", "just"}) if t.at(i) in ("the", "right", "very") else i
    for length in (4, 3, 2, 1):
        key = tuple(t.at(j + n) for n in range(length))
        if letter := _PARTS.get(key):
            break
    else:
        return None
    j += length
    if letter in "bBmeE" and t.at(j) in ("to", "-", "/", "or") and (more := part(t, j + 1)) and more[0] in "bBmeE":
        letter, j = letter + more[0], more[1]
        return letter, t.skip(j, _FOLLOW)
    if letter in "beosfwWtDL" and letter != "b" and t.at(j) not in ("of", "in", "the", "last", "this") and not t.at(j).isalnum():
        return None
    k = t.skip(j, _FOLLOW)
    return letter, k


def of(span: Span, sort: str, letters: str) -> Span:
    """That part of the days of a time."""
    if len(letters) == 2:
        return _one(_of(span, sort, letters[0]).first, _of(span, sort, letters[1]).last, span)
    found = _of(span, sort, letters)
    return Span(found.edtf, found.first, found.last, span.yearless)


def _one(first: date, last: date, like: Span) -> Span:
    return cal.days(first, max(first, last), yearless=like.yearless)


def _of(span: Span, sort: str, letter: str) -> Span:
    first, last = span.first, span.last
    length = (last - first).days + 1
    if letter == "o" or (length <= 1 and sort != "day"):
        return span
    if letter == "D":
        return cal.day(first)
    if letter == "L":
        return cal.day(last)
    if 360 <= length < 370 and first.month == first.day == 1:
        return _of_year(first.year, letter)
    if letter in "wW":
        return (
            cal.days(first, min(last, first + timedelta(days=6)))
            if letter == "w"
            else cal.days(max(first, last - timedelta(days=6)), last)
        )
    if sort == "month":
        at = {"b": (1, 10), "B": (1, 10), "m": (11, 20), "e": (21, 31), "E": (21, 31), "f": (1, 15), "s": (16, 31), "t": (1, 5)}[
            letter
        ]
        return cal.days(first.replace(day=at[0]), first.replace(day=min(at[1], last.day)))
    if sort == "week":
        begin, end = {"b": (0, 1), "B": (0, 2), "m": (2, 3), "e": (4, 6), "E": (3, 6), "f": (0, 3), "s": (3, 6), "t": (0, 0)}[
            letter
        ]
        return cal.days(first + timedelta(days=begin), min(last, first + timedelta(days=end)))
    if length <= 2:
        return span
    third = max(1, round(length * (0.25 if length > 40 and sort != "season" else 1 / 3)))
    cut = {
        "b": (0, third), "B": (0, third), "m": (length // 3, length - length // 3), "e": (length - third, length),
        "E": (length - third, length), "f": (0, length // 2), "s": (length // 2, length), "t": (0, 3),
    }[letter]  # fmt: skip
    if sort == "decade":
        years = {"b": (0, 3), "B": (0, 3), "m": (4, 6), "e": (6, 9), "E": (6, 9), "f": (0, 4), "s": (5, 9), "t": (0, 1)}[letter]
        return Span(
            f"{first.year + years[0]}/{first.year + years[1]}",
            date(first.year + years[0], 1, 1),
            date(first.year + years[1], 12, 31),
        )
    return cal.days(first + timedelta(days=cut[0]), first + timedelta(days=cut[1] - 1))


def _of_year(year: int, letter: str) -> Span:
    if letter == "t":
        return cal.days(date(year - 1, 12, 20), date(year, 1, 12))
    begin, end = {"b": (1, 2), "B": (1, 3), "m": (5, 8), "e": (10, 12), "E": (10, 12), "f": (1, 6), "s": (7, 12), "w": (1, 1),
                  "W": (12, 12)}[letter]  # fmt: skip
    if letter == "w":
        return cal.days(date(year, 1, 1), date(year, 1, 7))
    if letter == "W":
        return cal.days(date(year, 12, 25), date(year, 12, 31))
    return cal.months(date(year, begin, 1), date(year, end, 1))
