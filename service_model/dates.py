"""Dates as people know them: a day, a month, a season, a stretch. They compare as ranges."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, NamedTuple

from dateutil.relativedelta import relativedelta
from edtf import parse_edtf, struct_time_to_date
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import AfterValidator, WithJsonSchema

_MONTH_OR_YEAR = re.compile(r"[1-8][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?")  # what is mostly said; the grammar of EDTF takes 10 ms


class DateRange(NamedTuple):
    """Every day a vague date may mean, both ends included."""

    earliest: date
    latest: date


@lru_cache(maxsize=4096)
def date_range(edtf: str) -> DateRange:
    """The days an EDTF string may mean (ISO 8601-2:2019 level 1: 2024-03-05, 2024-03, 2024, 2024-21, 2024-01/2024-03).

    A date marked uncertain or about (2024~) is padded on both sides, so that it is never taken for exact.
    Raises ValueError for anything else, and for a stretch without both ends or in the wrong order.
    """
    if plain := _plain(edtf):
        return plain
    begin, _, end = edtf.partition("/")
    if end and (first := _plain(begin)) and (last := _plain(end)) and first.earliest <= last.latest:
        return DateRange(first.earliest, last.latest)
    if len(edtf) > 40:
        raise ValueError("That is too long for a date. Use 2024-03-05, 2024-03, 2024 or 2024-01/2024-03.")
    if edtf.startswith("/") or edtf.endswith("/") or ".." in edtf:
        raise ValueError(f"{edtf!r} has no clear beginning and end. Give both, like 2024-01/2024-03.")
    try:
        parsed = parse_edtf(edtf)
        found = DateRange(struct_time_to_date(parsed.lower_fuzzy()), struct_time_to_date(parsed.upper_fuzzy()))
    except (EDTFParseException, ValueError, AttributeError, OverflowError) as error:
        raise ValueError(f"{edtf!r} is not a date we can read. Use 2024-03-05, 2024-03, 2024 or 2024-01/2024-03.") from error
    if found.earliest > found.latest:
        raise ValueError(f"{edtf!r} ends before it begins.")
    if edtf.endswith("-24") and len(edtf) == 7:  # the winter of a year is its beginning to some and its end to others
        year = found.earliest.year
        return DateRange(date(year - 1, 12, 1), date(year + 1, 3, 1) - timedelta(days=1))
    return found


def _plain(edtf: str) -> DateRange | None:
    """A day, a month or a year, read directly: the grammar of EDTF takes 10 ms for it. None for anything else."""
    if len(edtf) == 10 and edtf.isascii() and edtf.replace("-", "").isdigit():
        return DateRange(_day(edtf), _day(edtf))
    if _MONTH_OR_YEAR.fullmatch(edtf):
        first = _day(f"{edtf}-01" if len(edtf) == 7 else f"{edtf}-01-01")
        return DateRange(first, anniversary(first, 1 if len(edtf) == 7 else 12) - timedelta(days=1))
    return None


def _day(edtf: str) -> date:
    try:
        return date.fromisoformat(edtf)
    except ValueError as error:
        raise ValueError(f"{edtf!r} is not a day in the calendar. Check the day and the month.") from error


@lru_cache(maxsize=4096)
def anniversary(day: date, months: int) -> date:
    """The same day of the month that many months on; a day that month does not have becomes its last (29 to 28 February)."""
    try:
        return day + relativedelta(months=months)
    except (ValueError, OverflowError):  # past the end of the calendar
        return date.max


def _checked(edtf: str) -> str:
    date_range(edtf)
    return edtf


VagueDate = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"type": "string", "description": "EDTF: 2024-03-05, 2024-03, 2024, 2024-21 (spring) or 2024-01/2024-03"}),
]
