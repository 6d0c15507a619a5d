"""Dates as people in the United Kingdom say them, relative to a given today, as EDTF with the days they may mean.

Own rules for how people speak (`phrases`), `dateparser` underneath for what they miss. Every rule is a small function
of a match and today. A date that cannot be (31 February) raises; a date without a year is the most recent one.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from narrative import calendar as cal
from narrative.bending import after_or_before
from narrative.calendar import ImpossibleDateError, Span
from narrative.phrases import JOINER, LEADING, RULES, WORTH_A_LOOK
from narrative.reading import FoundDate
from narrative.turns import as_said

_LONGEST = 30_000
_AROUND = 70  # letters before and after a telling word in which a date may stand
_OPENING = re.compile(
    r"^(?:(?:i|it|that|this|we|they|he|she|was|were|is|think|thought|believe|reckon|guess|suppose|would have been|must "
    r"have been|been|"
    r"happened|started|first|noticed|knew|found out|it's|its|would|have|be|say|said|well|um|er|oh|so|about it|probably|maybe|"
    r"perhaps|sometime|some time|around|about|roughly|approximately|approx|circa|c|in|on|at|the|of|since|from|during|by|back|"
    r"not sure but|date)\b[\s,.:]*)+",
    re.I,
)


class _Found(NamedTuple):
    start: int
    end: int
    span: Span


class DateAnswer(NamedTuple):
    """The answer to 'when was it?': EDTF or the problem with it (date_unclear, date_future) and the words it stands in."""

    edtf: str | None
    problem: str | None
    words: str = ""


def find_dates(text: str, *, today: date) -> list[FoundDate]:
    """Every date in a text, in order, with offsets. Impossible dates are left out."""
    return [
        FoundDate(text[f.start : f.end], f.span.edtf, f.span.first.isoformat(), f.span.last.isoformat(), f.start, f.end)
        for f in _find(text[:_LONGEST], today, alone=False)
    ]


def date_from(text: str, *, today: date) -> DateAnswer:
    """The date somebody answers when asked when it was. One in the future, or no such day, is a problem."""
    try:
        found = list(_find(text[:_LONGEST], today, alone=True, strict=True))
    except ImpossibleDateError:
        return DateAnswer(None, "date_unclear", text.strip())
    if not found and (fallen_back := _by_dateparser(text, today)):
        found = [_Found(0, len(text), fallen_back)]
    if not found:
        return DateAnswer(None, "date_unclear", text.strip())
    best = found[-1] if len(found) > 1 and re.search(r"\b(sorry|no wait|i mean|actually|rather)\b", text, re.I) else found[0]
    words = text[best.start : best.end]
    if best.span.first > today:
        return DateAnswer(None, "date_future", words)
    span = best.span
    if span.last > today and "/" in span.edtf:
        span = cal.days(span.first, today)
    return DateAnswer(span.edtf, None, words)


def _find(text: str, today: date, *, alone: bool, strict: bool = False) -> Iterator[_Found]:
    if WORTH_A_LOOK.search(text) is None:
        return iter(())
    found: list[_Found] = []
    for trigger, pattern, make in RULES:
        for match in _matches(trigger, pattern, text):
            try:
                span = make(match, today, _is_whole(text, match) if alone else False)
            except ImpossibleDateError:
                if strict:
                    raise
                continue
            except (ValueError, OverflowError):
                continue
            if span is not None:
                found.append(_Found(match.start(), match.start() + len(match.group().rstrip(" .,;:!?")), span))
    return iter(_joined(text, _widest(found), today))


def _matches(trigger: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The pattern's matches, looked for only around the words without which it cannot match."""
    low = high = -1
    for hit in trigger.finditer(text):
        if high < 0:
            low, high = max(0, hit.start() - _AROUND), hit.end() + _AROUND
        elif hit.start() - _AROUND <= high:
            high = hit.end() + _AROUND
        else:
            yield from pattern.finditer(text, low, high)
            low, high = max(hit.start() - _AROUND, high), hit.end() + _AROUND
    if high >= 0:
        yield from pattern.finditer(text, low, high)


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Is the match, but for a few opening words and full stops, the whole answer?"""
    before = _OPENING.sub("", text[: match.start()].strip() + " ").strip(" ,.:-")
    return not before and len(text) - match.end() < 40


def _widest(found: list[_Found]) -> list[_Found]:
    """The longest of those that overlap; the first rule wins a tie."""
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if not any(one.start < c.end and c.start < one.end for c in chosen):
            chosen.append(one)
    return sorted(chosen)


def _joined(text: str, found: list[_Found], today: date) -> list[_Found]:
    """'between January and March 2024' is one stretch; 'the Tuesday after', 'just before', 'around' bend what follows."""
    out: list[_Found] = []
    for one in found:
        if out and (joined := _stretch(text, out[-1], one)):
            out[-1] = joined
            continue
        lead = LEADING.search(text, max(0, one.start - 40), one.start)
        if lead and (span := after_or_before(lead, one.span, today)) and not any(f.end > lead.start() for f in out):
            one = _Found(lead.start(), one.end, span)
        out.append(one)
    return out


def _stretch(text: str, left: _Found, right: _Found) -> _Found | None:
    joiner = JOINER.fullmatch(text[left.end : right.start])
    if joiner is None:
        return None
    opening = re.search(
        r"\b(between|from|anywhere between|any ?time between)\s+(the\s+)?$", text[max(0, left.start - 24) : left.start], re.I
    )
    word = joiner.group(1).lower()
    if opening is None and word == "and":
        return None
    first = left.span
    if first.yearless and not right.span.yearless:
        first = _with_year(first, right.span)
    if first.first > right.span.last:
        return None
    start = left.start - (len(opening.group()) if opening else 0)
    return _Found(start, right.end, _between(first, right.span))


def _with_year(span: Span, like: Span) -> Span:
    """The same day or month in the year of another date, or the year before when it would come after it."""
    for year in (like.last.year, like.first.year, like.first.year - 1):
        try:
            if len(span.edtf) == 7 and span.edtf[5:].isdigit() and int(span.edtf[5:]) <= 12:
                moved = cal.month(year, span.first.month)
            else:
                moved = cal.days(span.first.replace(year=year), span.last.replace(year=year))
        except ValueError:
            continue
        if moved.first <= like.last:
            return moved
    return span


def _between(first: Span, last: Span) -> Span:
    if all(re.fullmatch(r"\d{4}(-\d\d)?", s.edtf) and s.edtf[5:7] < "13" for s in (first, last)):
        return Span(f"{first.edtf}/{last.edtf}", first.first, last.last)
    return cal.days(first.first, last.last)


def _by_dateparser(text: str, today: date) -> Span | None:
    """What the library makes of a short answer our own rules do not know; vague ones become their month or year."""
    import dateparser

    said = as_said(_OPENING.sub("", text.strip()))
    if not 3 <= len(said) <= 40 or not re.search(r"[a-z]{3}|\d[/.\- ]\d", said, re.I) or re.fullmatch(r"[\d\s:.,]{1,5}", said):
        return None
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": datetime.combine(today, time(12)), "PREFER_DATES_FROM": "past",
                "REQUIRE_PARTS": ["month", "year"], "STRICT_PARSING": False, "RETURN_TIME_AS_PERIOD": False}  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = dateparser.DateDataParser(languages=["en"], settings=settings).get_date_data(said)
    if parsed is None or parsed["date_obj"] is None:
        return None
    on = parsed["date_obj"].date()
    if parsed["period"] == "month":
        return cal.month(on.year, on.month)
    return cal.year(on.year) if parsed["period"] == "year" else cal.day(on)
