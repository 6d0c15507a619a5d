"""Names of people and dates of birth in free text, by the words around them: offered to be hidden, never taken for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from narrative.contacts import Spot
from narrative.dates import find_dates

_LONGEST = 60_000
_NAME = r"[^\W\d_a-z][\w'’\-]*"  # begins with a capital of any alphabet that has them
_NAMES = rf"{_NAME}(?:[ ](?:(?:ap|bin|de|ferch|van|von|der|la|al)[ ])?{_NAME}){{0,3}}"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Sister|Nurse|Matron|Midwife|Councillor|Cllr)\.?"
_KIN = (
    r"mother|mum|mam|father|dad|son|daughter|brother|sister|wife|husband|partner|child|baby|aunt|uncle|cousin|niece|nephew|"
    r"grandmother|grandfather|nan|gran|grandad|grandson|granddaughter|neighbour|friend|carer|girlfriend|boyfriend|stepson|"
    r"stepdaughter|colleague|manager|supervisor"
)
_TITLED = re.compile(rf"\b{_TITLE}[ ](?P<name>{_NAMES})")
_NAMING = r"called|named|name[ ](?:is|was)|signed[ ]by|spoke[ ]to|spoken[ ]to|written[ ]by"
_CALLED = re.compile(rf"\b(?:{_NAMING})[ ](?P<name>{_NAMES})")
_RELATED = re.compile(rf"\b(?:{_KIN}),?[ ](?P<name>{_NAMES})")
_BIRTH = re.compile(r"\b(?:born|birth|d\.?o\.?b\b\.?|birthday)", re.I)
_NO_NAMES = re.compile(
    r"(?:I|I'm|I've|The|They|He|She|We|It|An?|And|But|In|On|At|My|Our|His|Her|Their|This|That|When|Then|If|NHS|GP|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber)(?![\w'])"
)


def find_people(text: str) -> list[Spot]:
    """What reads like the name of a person: after a title, after 'called', after 'my son'. In order, without overlaps.

    The value is the name alone; the place has its title too.
    """
    found: list[Spot] = []
    for spot in sorted(_people(text[:_LONGEST]), key=lambda each: (each.start, -each.end)):
        if not found or spot.start >= found[-1].end:
            found.append(spot)
    return found


def find_births(text: str, *, today: date) -> list[Spot]:
    """Dates with a word of birth shortly before them."""
    return [
        Spot("birth", each.edtf, each.start, each.end)
        for each in find_dates(text, today=today)
        if _BIRTH.search(text[max(0, each.start - 25) : each.start])
    ]


def _people(text: str) -> Iterator[Spot]:
    for match in _TITLED.finditer(text):
        yield Spot("person", match.group("name"), match.start(), match.end())
    for pattern in (_CALLED, _RELATED):
        for match in pattern.finditer(text):
            name = match.group("name")
            if not _NO_NAMES.match(name):
                yield Spot("person", name, match.start("name"), match.end("name"))
