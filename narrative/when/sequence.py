"""Which year a day or month without one means in a story: the years told around it decide, else it is the most recent one.

A story goes forward. Between two times that have their year it lies between them; after one, within the months that follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.ahead import leans_ahead, looks_ahead
from narrative.when.words import MONTHS, SEASONS, Hit, Text

_FINE = 100  # days: a longer time ('2019', 'between 2019 and 2023') tells too little of when the next thing was
_NEAR, _SOON = 200, 62  # letters and days after a time with its year in which a month without one is of the same year
_SEASON_SOON = 100  # days; likewise for a season
_FURTHER = 900  # letters between two times with a year in which those without one lie between them
_AT_HAND, _LONG_GONE = 45, 200  # days
_RECENT, _FAR = 75, 300  # days: what would be far ahead is what lately was
_BACKGROUND = frozenset({"since", "from", "born"})
_YEAR = re.compile(
    rf"\b(?P<name>{'|'.join((*MONTHS, *SEASONS))})\.?(?: of| in|,)? ?(?P<year>(?:19|20)\d\d)\b|"
    r"\b\d{1,2}[/.-](?P<month>\d{1,2})[/.-](?P<short>(?:20)?[12]\d)\b",
    re.IGNORECASE,
)


def keep(t: Text, i: int, hit: Hit) -> None:
    """Remembers a time that was told, for those that follow it. `i` is its first word."""
    span = hit.span
    length = (span.last - span.first).days
    t.before, t.before_end = span, t.tokens[hit.end - 1].end
    t.before_leans = hit.leans
    if length == 0:
        t.day = span
    if not t.whole and length <= _FINE and span.first <= t.today and _has_year(t, i, hit):
        t.anchor, t.anchor_end = span, t.before_end


def _has_year(t: Text, i: int, hit: Hit) -> bool:
    """Is its year told, here or by the time that it was found from? Not that of what has been so since then."""
    if t.at(i) in _BACKGROUND or t.at(i - 1) in _BACKGROUND:
        return False
    said = t.words[i : hit.end]
    if any(len(word) == 4 and word.isdigit() for word in said) or (hit.sort == "day" and said.count("/") == 2):
        return True
    near = t.anchor is not None and t.tokens[i].start - t.anchor_end <= _NEAR
    return near and t.anchor is not None and -62 <= (hit.span.first - t.anchor.first).days <= 370


def in_sequence(t: Text, i: int, known: Sequence[Span]) -> Span | None:
    """The one of these times, a year apart, that the years told around word `i` point to; None when none does."""
    if t.whole or not known:
        return None
    past = [span for span in known if span.first <= t.today]
    after, until = t.anchor, _next_with_year(t, i)
    if until is not None and until.first > t.today:
        until = None
    if after is not None and until is not None and after.first <= until.last:
        between = [span for span in past if after.first <= span.last and span.first <= until.last]
        if between:
            return between[0]
    if after is not None:
        later = [span for span in past if span.last >= after.first]
        soon = _SOON if (known[0].last - known[0].first).days < _SOON else _SEASON_SOON
        is_near = t.tokens[i].start - t.anchor_end <= _NEAR and later and (later[0].first - after.last).days <= soon
        return later[0] if is_near else None
    if until is not None and (earlier := [span for span in past if span.first <= until.last]):
        return earlier[-1]
    return None


def to_come(t: Text, i: int, known: Sequence[Span]) -> Span | None:
    """The next of these times when the words before it speak of what is to come; None when they do not, or it is too far."""
    if t.whole:
        return None
    place = t.tokens[i].start
    leans = leans_ahead(t.raw, place)
    sure = leans or looks_ahead(t.raw, place, sure=True)
    if not sure and not looks_ahead(t.raw, place):
        return None
    coming = [span for span in known if span.last >= t.today]
    gone = [span for span in known if span.last < t.today]
    if not coming:
        return None
    ahead = (coming[0].first - t.today).days
    back = (t.today - gone[-1].last).days if gone else 1000
    if not sure and (ahead > _AT_HAND or back < _LONG_GONE):  # 'by Valentine's Day', told in February
        return None
    if ahead > _FAR and back < _RECENT:
        return None
    return coming[0] if not leans or ahead <= back else None


def next_in_story(t: Text, known: Sequence[Span], *, within: timedelta = timedelta(days=370)) -> Span | None:
    """The first of these times after the one told before: 'the February after'."""
    if t.before is None:
        return None
    later = [span for span in known if span.first > t.before.last]
    return later[0] if later and later[0].first - t.before.last <= within else None


def before_in_story(t: Text, known: Sequence[Span]) -> Span | None:
    """The last of these times before the one told before: 'the autumn before'."""
    if t.before is None:
        return None
    earlier = [span for span in known if span.last < t.before.first]
    return earlier[-1] if earlier else None


def _next_with_year(t: Text, i: int) -> Span | None:
    if t.years is None:
        has_some = any(sign in t.raw for sign in ("20", "19", "/2"))
        t.years = [(m.start(), span) for m in _YEAR.finditer(t.raw) if (span := _span_of(m))] if has_some else []
    place = t.tokens[i].start
    reach = _FURTHER if t.anchor else _NEAR
    return next((span for start, span in t.years if place < start < place + reach), None)


def _span_of(match: re.Match[str]) -> Span | None:
    if match["name"]:
        name, year = match["name"].lower(), int(match["year"])
        return cal.month(year, MONTHS[name]) if name in MONTHS else cal.season(year, name.removesuffix("time"))
    number, short = int(match["month"]), match["short"]
    return cal.month(int(short[-2:]) + 2000, number) if 1 <= number <= 12 else None


def yearless(span: Span) -> Span:
    """The same time, with a year that was ours to find."""
    return replace(span, yearless=True)
