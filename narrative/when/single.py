"""One time that stands by itself: a written date, a month, a year, a weekday, a season, a feast, a day named from today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.when.ages import age
from narrative.when.events import EVENT_WORDS, event
from narrative.when.feasts import FEAST_WORDS, feast
from narrative.when.leaning import bare_day, leaning, nth_day
from narrative.when.named import month, season, weekday
from narrative.when.near import near_now, this_time, unit
from narrative.when.words import FOREIGN, MONTHS, SEASONS, WEEKDAYS, Hit, Text, ordinal, some
from narrative.when.written import day_first, figures, month_first, spoken
from narrative.when.years import quarter, year

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1, "penultimate": -2}

_FIRST = frozenset({"last", "final", "penultimate", "oh", "nought", "o"})
_RELATIVE = some(
    "went going back yesterday yesterdays yday yest today tonight now tomorrow tomoz tomo tomoro tomora tmrw "
    "lastnight nite day night morning evening "
    "afternoon teatime lunchtime weekend "
    "weekends week wk month year term fortnight this same earlier next following previous the that very coming current "
    "q nineties eighties seventies sixties noughties quarter of"
)


def single(t: Text, i: int) -> Hit | None:
    """The time which begins at this word; the longest reading when there are several."""
    word = t.at(i)
    if word[:1].isdigit() or word[:1] in "'’‘":
        return _longest(t, i, nth, nth_day, figures, day_first, bare_day, event, feast, year, near_now, age) if word else None
    if word in WEEKDAYS:
        return dated_weekday(t, i)
    if word in MONTHS or word in FOREIGN or (word.endswith("ish") and word[:-3] in MONTHS):
        return _longest(t, i, month_first, feast, month)
    if word.rstrip("s") in SEASONS or word in SEASONS:
        return _longest(t, i, feast, season)
    if word in cal.NUMBERS or word in cal.ORDINALS or word in _FIRST:
        return _longest(t, i, nth, nth_day, spoken, day_first, bare_day, event, feast, near_now, year, unit, age)
    if word in FEAST_WORDS or word in EVENT_WORDS or word in _RELATIVE:
        return _longest(t, i, near_now, this_time, event, feast, unit, leaning, year)
    return None


def _longest(t: Text, i: int, *ways: Callable[[Text, int], Hit | None]) -> Hit | None:
    best: Hit | None = None
    for way in ways:
        if (found := way(t, i)) and (best is None or found.end > best.end):
            best = found
    return best


def dated_weekday(t: Text, i: int) -> Hit | None:
    """'Mon 3 Feb', 'Tues 4th', 'the Sunday, the 2nd'; 'Friday of the bank holiday', 'a Sunday in the middle of March'."""
    j = t.skip(i + 1, {",", "the", ".", "on", "morning", "afternoon", "evening", "night"})
    if t.at(j)[:1].isdigit() or t.at(j) in MONTHS or ordinal(t, j):
        dated = _longest(t, j, figures, day_first, month_first, bare_day)
        if dated and dated.sort == "day" and dated.span.yearless and (such := _such_a_day(t, i, j, dated)):
            return dated._replace(span=such, weak=False)
        if dated and dated.sort == "day" and not (t.at(j) in MONTHS and t.at(i + 1) == "on"):
            return dated._replace(weak=False)
    return weekday(t, i)


def _such_a_day(t: Text, i: int, j: int, dated: Hit) -> cal.Span | None:
    """'Friday 13th', no month: the last 13th that was a Friday; None when the day read already is one, or has its month."""
    number, of_month = WEEKDAYS[t.at(i)], dated.span.first
    found = ordinal(t, j)
    if found is None or found[1] != dated.end or of_month.weekday() == number or of_month > t.today:
        return None
    for back in range(14):
        month = cal.back(t.today.replace(day=1), back)
        if found[0] <= cal.month_end(month.year, month.month).day:
            on = month.replace(day=found[0])
            if on <= t.today and on.weekday() == number:
                return cal.day(on, yearless=True)
    return None


def nth(t: Text, i: int) -> Hit | None:
    """'first Monday in May', 'the last weekend of August', '2nd week of Feb', 'third quarter of last year'."""
    count, j = _NTH.get(t.at(i), 0), i + 1
    if not count and (found := ordinal(t, i)) and found[0] <= 5:
        count, j = found
    upto = count
    if t.at(j) in ("or", "and", "to", "/") and (other := _NTH.get(t.at(j + 1), 0)) > count:
        upto, j = other, j + 2
    what = t.at(j)
    if not count or not (what in WEEKDAYS or what in ("week", "weekend", "quarter", "wk", "day", "full", "fortnight")):
        return None
    j += what == "full"
    what = t.at(j)
    if what == "quarter" and count > 0:
        return quarter(t, j + 1, count) if t.at(j + 1) in ("of", "in") else None
    if t.at(j + 1) not in ("in", "of") and t.at(j + 1) not in MONTHS:
        return None
    k = t.skip(j + 1, {"in", "of", "the", "this", "last", "that", "next"})
    named = single(t, k)
    if named is None or (named.span.last - named.span.first).days < 6:
        return None
    first, last = named.span.first, named.span.last
    if what == "day":
        on = first + timedelta(days=count - 1) if count > 0 else last + timedelta(days=count + 1)
        return Hit(cal.day(on), "day", named.end)
    if what == "fortnight":
        return Hit(cal.days(first, first + timedelta(days=13)), "range", named.end)
    if what in ("week", "wk"):
        begin = first + timedelta(days=7 * (count - 1)) if count > 0 else last - timedelta(days=7 * -count - 1)
        return Hit(
            replace(cal.days(begin, min(last, begin + timedelta(days=6 + 7 * (upto - count)))), yearless=named.span.yearless),
            "week",
            named.end,
        )
    number = 5 if what == "weekend" else WEEKDAYS.get(what, 0)
    if count > 0:
        on = first + timedelta(days=(number - first.weekday()) % 7 + 7 * (count - 1))
    else:
        on = last - timedelta(days=(last.weekday() - number) % 7 + 7 * (-count - 1))
    if not first <= on <= last:
        return None
    return Hit(
        cal.days(on, on + timedelta(days=1)) if what == "weekend" else cal.day(on, yearless=named.span.yearless),
        "week" if what == "weekend" else "day",
        named.end,
    )
