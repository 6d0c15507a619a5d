"""Dates as people in the United Kingdom say them, relative to a given today, as EDTF with the days they may mean.

`when` reads how people speak, with `dateparser` underneath for what it misses. A date that cannot be (31 February) is a
problem; a date without a year is the most recent one.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from typing import NamedTuple

from narrative import calendar as cal
from narrative.calendar import ImpossibleDateError, Span
from narrative.denied import instead
from narrative.reading import FoundDate
from narrative.when.joining import a_year_of, in_year_of
from narrative.when.telling import Told, told
from narrative.when.words import Text

_LONGEST = 30_000
_SHORT = 90  # letters: a longer answer is a story, where a bare number or month may be something else
_TAKEN_BACK = re.compile(r"\b(sorry|no wait|i mean|actually|rather)\b", re.I)
_SAID_TO_BE = re.compile(
    r"\b(?:(?:it|that)(?: was|['’]?d be|['’]?d have been| would be| would have been| must have been)|found out|"
    r"noticed|so|happened|(?:it|things|all) went wrong|opened it|heard(?: of it| about it)?|"
    r"reali[sz]ed|learn(?:ed|t)|discovered|cancelled it|(?:fall|accident|mistake|incident|injury|error|fire|attack|crash) was)"
    r"(?: (?:about|around|roughly|on|in|the|a|just))*\s*$",
    re.I,
)
_ONLY_A_WEEKDAY = re.compile(r"(?:on |a |the )*(?:mon|tues?|wed(?:nes|s)?|thu(?:rs|r)?|fri|sat(?:ur)?|sun)(?:day)?\W*$", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.I)
_ONE_OF_THEM = re.compile(r"\b(?:an?|some|one)\s+$", re.I)  # 'a Tuesday, early November': which Tuesday is not known
_DATED = re.compile(r"\d")
_OPENING = re.compile(
    r"^(?:(?:i|it|that|this|we|they|he|she|was|were|is|think|thought|believe|reckon|guess|suppose|would have been|must "
    r"have been|been|"
    r"happened|started|first|noticed|knew|found out|it's|its|would|have|be|say|said|well|um|er|oh|so|about it|probably|maybe|"
    r"perhaps|sometime|some time|around|about|roughly|approximately|approx|circa|c|in|on|at|the|of|since|from|during|by|back|"
    r"not sure but|dunno|idk|hmm|yeah|only|just|like|date)\b[\s,.:]*)+",
    re.I,
)


class DateAnswer(NamedTuple):
    """The answer to 'when was it?': EDTF or the problem with it (date_unclear, date_future) and the words it stands in."""

    edtf: str | None
    problem: str | None
    words: str = ""


def find_dates(text: str, *, today: date) -> list[FoundDate]:
    """Every date in a text, in order, with offsets. Impossible dates are left out."""
    text = text[:_LONGEST]
    return [
        FoundDate(text[f.start : f.end], f.span.edtf, f.span.first.isoformat(), f.span.last.isoformat(), f.start, f.end)
        for f in told(Text(text, today))
    ]


def date_from(text: str, *, today: date) -> DateAnswer:
    """The date somebody answers when asked when it was. One in the future, or no such day, is a problem."""
    text = text[:_LONGEST]
    if len(text) <= _SHORT and (other := instead(text)):
        meant = date_from(other, today=today)
        if meant.edtf:
            return meant._replace(words=text.strip())
    try:
        found = list(told(Text(text, today, whole=len(text) <= _SHORT), strict=True))
    except ImpossibleDateError:
        return DateAnswer(None, "date_unclear", text.strip())
    if not found and (fallen_back := _by_dateparser(text, today)):
        found = [Told(0, len(text), fallen_back)]
    if not found:
        return DateAnswer(None, "date_unclear", text.strip())
    best = _best(text, found)
    words = text[best.start : best.end]
    if best.span.first > today:
        return DateAnswer(None, "date_future", words)
    span = best.span
    if span.last > today and "/" in span.edtf:
        span = cal.days(span.first, today)
    return DateAnswer(span.edtf, None, words)


def _best(text: str, found: list[Told]) -> Told:
    """The first time told; the last, when the first is taken back; one that is said to be it; a closer one within the first."""
    if len(found) > 1 and _TAKEN_BACK.search(text):
        last, first = found[-1], found[0]
        same = a_year_of(last.span, first.span.first.year) if last.span.yearless and not first.span.yearless else None
        return last._replace(span=same) if same else last
    best = found[0]
    for one in found[1:]:
        is_weekday, was_weekday = (_ONLY_A_WEEKDAY.match(text[each.start : each.end]) for each in (one, best))
        said, was_said = (_SAID_TO_BE.search(text, 0, each.start) for each in (one, best))
        roughly = was_weekday and not is_weekday and best is found[0] and _ONE_OF_THEM.search(text, 0, _word_at(text, best))
        if (said and not was_said and not is_weekday) or roughly or (was_weekday and _DATED.search(text[one.start : one.end])):
            best = one
    for one in found[1:]:
        if one.span.yearless and not best.span.yearless:
            one = one._replace(span=in_year_of(one.span, best.span))
        overlap = best.span.first <= one.span.last and one.span.first <= best.span.last
        if overlap and one.span.last - one.span.first < best.span.last - best.span.first:
            best = one
    return best


def _word_at(text: str, one: Told) -> int:
    """Where the weekday itself begins in the words of a time."""
    match = _WEEKDAY.search(text, one.start, one.end)
    return match.start() if match else one.start


def _by_dateparser(text: str, today: date) -> Span | None:
    """What the library makes of a short answer our own rules do not know; vague ones become their month or year."""
    import dateparser

    said = re.sub(r"\bback\b", "ago", _OPENING.sub("", text.strip()), flags=re.I)
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
