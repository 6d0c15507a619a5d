"""Two times that are one: 'between May and July', 'from the 1st to the 14th of June', '2021 or 2022', '22, November time'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when import parts
from narrative.when.words import MONTHS, WEEKDAYS, Hit, Text, ordinal

_TO = frozenset(
    {"to", "until", "till", "til", "-", "–", "—", "through", "or", "/", "going", "into", "thru", "maybe", "possibly", "perhaps"}
)
_FILL = frozenset({"the", "about", "around", "sometime", "in", "up", "of", "on", "last", "this"})
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn"}


def joined(t: Text, i: int, first: Hit) -> Hit:
    """The time with the one it is joined to, when there is one."""
    first = _part_after(t, _one_before(t, first))
    j = first.end
    between = "between" in (t.at(i), t.at(i - 1), t.at(i - 2), t.at(i + 1))
    k = t.skip(j, _TO)
    if between and t.at(j) in ("and", "&"):
        k = j + 1
    elif k == j and not (first.sort in ("part", "month") and t.at(j) in _PART_BEGINS and _is_part(t, i, first)):
        if not (t.at(j) == "and" and _is_part(t, i, first) and t.at(t.skip(j + 1, {"the"})) in _PART_BEGINS):
            return first
        k = j + 1
    from narrative.when.telling import plain

    k = t.skip(k, _FILL)
    if k - j > 4:
        return first
    second = plain(t, k)
    if second is None and first.sort == "day" and (bare := ordinal(t, k)) and t.at(bare[1]) not in ("floor", "time"):
        try:
            second = Hit(cal.day(first.span.first.replace(day=bare[0]), yearless=first.span.yearless), "day", bare[1])
        except ValueError:
            return first
    if second and first.sort == "day" and ordinal(t, k) and second.end <= k + 2 and second.span.yearless:
        try:
            second = second._replace(
                span=cal.day(first.span.first.replace(day=second.span.first.day), yearless=first.span.yearless)
            )
        except ValueError:
            return first
    if second and first.sort == "day" and t.at(k) in WEEKDAYS and second.span.first > t.today >= first.span.last:
        days_on = (WEEKDAYS[t.at(k)] - first.span.last.weekday()) % 7 or 7
        second = second._replace(span=cal.day(first.span.last + timedelta(days=days_on)))
    if second is None or (
        t.at(j) in ("or", "/", "going", "into") and second.sort != first.sort and {first.sort, second.sort} != {"part", "month"}
    ):
        return first
    a, b = first.span, second.span
    if a.yearless and not b.yearless:
        a = in_year_of(a, b)
    elif b.yearless and not a.yearless and b.last < a.first:
        b = _after(b, a)
    elif a.first > b.last and a.yearless:
        a = in_year_of(a, b)
    if a.first > b.last or (b.last - a.first).days > 366 * 12:
        return first
    return Hit(_between(a, b), "range", second.end)


_AFTER = {"end": "e", "start": "b", "beginning": "b", "middle": "m"}
_BEFORE_PART = frozenset({",", "the", "towards", "toward", "near", "at", "very", "probably", "maybe", "in", "about", "around"})


def _part_after(t: Text, hit: Hit) -> Hit:
    """'last month, towards the end'; 'March 2023, the beginning'."""
    j = t.skip(hit.end, _BEFORE_PART)
    if j == hit.end or t.at(j) not in _AFTER or t.at(j + 1) not in ("", ".", ",", "!", ")") or hit.sort not in _PARTED:
        return hit
    return hit._replace(span=parts.of(hit.span, hit.sort, _AFTER[t.at(j)]), sort="part", end=j + 1)


_PARTED = ("month", "year", "season", "week", "decade", "term")


def _one_before(t: Text, hit: Hit) -> Hit:
    """'last Thursday, the one before': a week or a year earlier."""
    j = t.skip(hit.end, {",", "but", "no", "-", "actually"})
    if not (t.are(j, "the", "one", "before") or (t.are(j, "the", "week", "before") and hit.sort == "day" and t.at(j + 3) == "")):
        return hit
    back = {"day": 7, "week": 7}.get(hit.sort)
    if back:
        step = timedelta(days=back)
        return hit._replace(span=cal.days(hit.span.first - step, hit.span.last - step), end=j + 3)
    return hit._replace(span=a_year_before(hit.span), end=j + 3) if hit.sort in ("month", "season", "feast", "year") else hit


_PART_BEGINS = frozenset({"early", "beginning", "start", "late", "end", "mid", "to", "and"})


def _is_part(t: Text, i: int, hit: Hit) -> bool:
    return any(t.at(n) in ("end", "late", "back", "tail", "mid", "start", "beginning", "early") for n in range(i, hit.end))


def _between(a: Span, b: Span) -> Span:
    if all(re.fullmatch(r"\d{4}(-\d\d)?", s.edtf) and s.edtf[5:7] < "13" for s in (a, b)):
        return Span(f"{a.edtf}/{b.edtf}", a.first, b.last)
    return cal.days(a.first, b.last, yearless=a.yearless and b.yearless)


def _after(span: Span, like: Span) -> Span:
    for step in range(1, 4):
        moved = a_year_of(span, span.first.year + step)
        if moved and moved.first >= like.first:
            return moved
    return span


def in_year_of(span: Span, like: Span) -> Span:
    """The same day or month in the year of another time, or the year before when it would come after it."""
    for year in (like.last.year, like.first.year, like.first.year - 1):
        moved = a_year_of(span, year)
        if moved and moved.first <= like.last:
            return moved
    return span


def a_year_of(span: Span, year: int) -> Span | None:
    """The same day, month or season in that year; None when it has no such day."""
    try:
        if span.edtf[5:] in _SEASONS:
            return cal.season(year, _SEASONS[span.edtf[5:]])
        if len(span.edtf) == 7 and span.edtf[5:].isdigit() and int(span.edtf[5:]) <= 12:
            return cal.month(year, span.first.month)
        return cal.days(span.first.replace(year=year), span.last.replace(year=year + span.last.year - span.first.year))
    except ValueError:
        return None


def a_year_before(span: Span) -> Span:
    """The same time a year earlier."""
    return replace(a_year_of(span, span.first.year - 1) or span, yearless=True)


def of_year(t: Text, hit: Hit) -> Hit:
    """'two thousand and twenty, in the summer', 'back in 22, November time': a year and then the time of it."""
    if hit.sort != "year" or hit.span.first.month != 1 or (hit.span.last - hit.span.first).days < 360:
        return hit
    if t.at(hit.end) not in (",", "in", "around", "about", "sometime") and not (t.whole and t.at(hit.end) in MONTHS):
        return hit
    from narrative.when.telling import plain

    later = plain(t, t.skip(hit.end, {",", "in", "the", "around", "about", "sometime", "it", "was"}))
    if later and later.span.yearless and later.sort in ("month", "season", "feast", "part", "day", "term"):
        return later._replace(span=replace(in_year_of(later.span, hit.span), yearless=False), weak=False)
    return hit
