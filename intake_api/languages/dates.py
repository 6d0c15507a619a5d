"""Days and vague dates in the words of the page's language."""

from __future__ import annotations

from datetime import date

from intake_api import voice
from intake_api.languages.catalogue import catalogue, say
from service_model.dates import date_range


def day(moment: date) -> str:
    """5 March 2024; 5 Mawrth 2024."""
    return f"{moment.day} {month(moment)} {moment.year}"


def month(moment: date) -> str:
    """The name of a month."""
    months = catalogue(voice.current().language).months
    return months[moment.month - 1] if months else f"{moment:%B}"


def vague_date(edtf: str) -> str:
    """An EDTF date in words: 5 March 2024; March 2024; 2024; else from the first to the last day it may mean."""
    first, last = date_range(edtf)
    if edtf == first.isoformat():
        return day(first)
    if edtf == f"{first:%Y-%m}":
        return f"{month(first)} {first.year}"
    if edtf == f"{first:%Y}":
        return edtf
    return say("between {first} and {last}", first=day(first), last=day(last))
