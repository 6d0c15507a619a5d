"""A part of a time, told: 'the back end of October', 'early 2022', 'the start of the month'."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when import parts
from narrative.when.ahead import looks_ahead
from narrative.when.joining import a_year_before
from narrative.when.single import single
from narrative.when.words import Hit, Text


def partial(t: Text, k: int) -> Hit | None:
    """'the back end of October', 'mid to late May', 'the start of the month', 'early 2022', 'end of last week'."""
    if t.at(k) not in parts.PART_WORDS and not (t.at(k) == "the" and t.at(k + 1) in parts.PART_WORDS):
        return None
    if (whole := single(t, k + (t.at(k) == "the"))) and whole.sort == "feast":
        return None  # 'the early May bank holiday' is no part of another
    if (found := parts.part(t, k)) is None:
        return None
    letters, j = found
    if t.at(j) == "month" and t.at(j - 1) == "the" and (month := _month_told(t, k)):
        return Hit(parts.of(month, "month", letters), "part", j + 1)
    if t.at(j) in ("month", "year", "week") and t.at(j - 1) == "the" and not t.are(j, t.at(j), "before"):
        span = {"month": cal.month(t.today.year, t.today.month), "year": cal.year(t.today.year)}.get(t.at(j)) or _week(t)
        named: Hit | None = Hit(span, t.at(j), j + 1)
    else:
        j = t.skip(j, {"last", "this", "that", "next", "previous", "following"})
        named = _whole_of(t, single(t, j), j)
    if named is None or (letters in ("o", "B", "E") and named.sort in ("day",)) or (named.sort == "day" and letters not in "bme"):
        return None
    if named.sort == "day":
        return None if letters not in ("m",) or t.at(j - 1) == "of" else named
    if letters in ("B", "E") and t.at(k) in ("earlier", "later"):
        return _earlier(t, named, letters)
    if (
        named.weak
        and letters in ("o", "e", "b")
        and t.at(j) in ("may", "march")
        and t.at(j - 1) not in ("of", "in", "-", t.at(k))
    ):
        return None
    if named.sort == "range" and letters not in ("B", "E", "b", "e", "m"):
        return None
    if named.sort == "term" and letters in "be":
        letters = {"b": "w", "e": "W"}[letters]
    span = parts.of(named.span, named.sort, letters)
    if (
        span.yearless
        and span.first > t.today
        and t.at(j - 1) not in ("this", "next")
        and not looks_ahead(t.raw, t.tokens[k].start)
    ):
        span = parts.of(a_year_before(named.span), named.sort, letters)
    return Hit(span, "part", named.end)


def _month_told(t: Text, k: int) -> Span | None:
    """'the end of the month' in a story is of the month told before."""
    if t.before is None or t.whole or (t.before.last - t.before.first).days > 31 or looks_ahead(t.raw, t.tokens[k].start):
        return None
    return cal.month(t.before.first.year, t.before.first.month)


def _whole_of(t: Text, named: Hit | None, j: int) -> Hit | None:
    """This year and this month are whole when a part of them is told."""
    if named and t.at(j - 1) == "this" and t.at(j) in ("year", "month", "week"):
        whole = {"month": cal.month(t.today.year, t.today.month), "year": cal.year(t.today.year)}.get(t.at(j)) or _week(t)
        return named._replace(span=whole)
    if named is None and t.at(j) in ("month", "year") and t.at(j - 1) == "that" and t.before:
        first = t.before.first
        return Hit(cal.month(first.year, first.month) if t.at(j) == "month" else cal.year(first.year), t.at(j), j + 1)
    return named


def _week(t: Text) -> Span:
    monday = t.today - timedelta(days=t.today.weekday())
    return cal.days(monday, monday + timedelta(days=6))


def _earlier(t: Text, named: Hit, letters: str) -> Hit | None:
    """'earlier this year' lies before now; 'later last year' in its second half."""
    span = named.span
    if span.first <= t.today <= span.last and letters == "B":
        length = (t.today - span.first).days
        return Hit(cal.days(span.first, span.first + timedelta(days=round(length * 0.8))), "part", named.end)
    return Hit(replace(parts.of(span, named.sort, "f" if letters == "B" else "s"), yearless=span.yearless), "part", named.end)
