"""Dates as people know them: a day, a month, a season, a stretch. They compare as ranges."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, NamedTuple

from edtf import parse_edtf, struct_time_to_date
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import AfterValidator, WithJsonSchema


class DateRange(NamedTuple):
    """Every day a vague date may mean, both ends included."""

    earliest: date
    latest: date


@lru_cache(maxsize=4096)
def date_range(edtf: str) -> DateRange:
    """The days an EDTF string may mean (ISO 8601-2:2019 level 1: 2024-03-05, 2024-03, 2024, 2024-21, 2024-01/2024-03).

    Raises ValueError for anything else, and for a stretch without both ends or in the wrong order.
    """
    if edtf.startswith("/") or edtf.endswith("/") or ".." in edtf:
        raise ValueError(f"{edtf!r} has no clear beginning and end. Give both, like 2024-01/2024-03.")
    try:
        parsed = parse_edtf(edtf)
        found = DateRange(struct_time_to_date(parsed.lower_strict()), struct_time_to_date(parsed.upper_strict()))
    except (EDTFParseException, ValueError, AttributeError, OverflowError) as error:
        raise ValueError(f"{edtf!r} is not a date we can read. Use 2024-03-05, 2024-03, 2024 or 2024-01/2024-03.") from error
    if found.earliest > found.latest:
        raise ValueError(f"{edtf!r} ends before it begins.")
    return found


def _checked(edtf: str) -> str:
    date_range(edtf)
    return edtf


VagueDate = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"type": "string", "description": "EDTF: 2024-03-05, 2024-03, 2024, 2024-21 (spring) or 2024-01/2024-03"}),
]
