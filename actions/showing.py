"""How an answer is shown back to the person: dates in words, choices by their titles."""

from __future__ import annotations

import calendar
import re
from typing import Any

from actions.script import Script
from service_model.facts import FACTS

MONTHS = tuple(calendar.month_name)[1:]
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def date_words(edtf: str) -> str:
    """An EDTF date as a person would write it.

    >>> date_words("2024-03-05"), date_words("2024-03"), date_words("2024-21"), date_words("2024-01/2024-03")
    ('5 March 2024', 'March 2024', 'spring 2024', 'between January 2024 and March 2024')
    """
    edtf = edtf.rstrip("~?%")
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        return f"between {date_words(first)} and {date_words(last)}"
    year, *rest = edtf.split("-")
    if not rest:
        return year
    if rest[0] in SEASONS:
        return f"{SEASONS[rest[0]]} {year}"
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def phone_words(e164: str) -> str:
    """A UK number as it is written in the UK; others as they are.

    >>> phone_words("+447700900123"), phone_words("+442079460123")
    ('07700 900123', '020 7946 0123')
    """
    national = re.sub(r"^\+44", "0", e164)
    if national.startswith("07") and len(national) == 11:
        return f"{national[:5]} {national[5:]}"
    if national.startswith("02") and len(national) == 11:
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    return national


def shown(fact: str, value: Any, script: Script, words: str = "") -> str:
    """The answer in words; a stretch of time with the words the person used for it."""
    kind = FACTS[fact].kind
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if kind == "date":
        meant = date_words(str(value))
        return f"{words} ({meant})" if words and "/" in str(value) and len(words) <= 60 else meant
    if kind == "phone":
        return phone_words(str(value))
    titles = script.titles(fact).get(str(value))
    return titles[0] if titles else str(value)
