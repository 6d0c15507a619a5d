"""What the rules say to the person (reasons, next steps, who else can help) in the page's language.

The rules write whole English sentences, with names and days in them. A catalogue has them under `rules` with {names} in
their place: the sentence is found by its shape, and what stood in its gaps is put into the other language's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

from intake_api import voice
from intake_api.languages.catalogue import Catalogue, catalogue
from intake_api.languages.dates import day

_GAP = re.compile(r"\\\{(\w+)\\\}")
_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z])")
_SMALL = re.compile(r"[a-z]")
_NAMES = frozenset({"body", "other", "number"})  # gaps for names and numbers; what stands in others is English words


def told(english: str) -> str:
    """A sentence of the rules in the language of this request; English where its catalogue has none."""
    return _translated(english) or english


def is_told(english: str) -> bool:
    """Has the language of this request these words, or is it English?"""
    return voice.current().language == voice.ENGLISH or _translated(english) is not None


def told_in_page(english: str) -> str:
    """The same for a page: what stays English is marked as English."""
    found = told(english)
    return found if is_told(english) else Markup('<span lang="en">{}</span>').format(found)


def _translated(english: str) -> str | None:
    speaks = catalogue(voice.current().language)
    whole = _one(english, speaks)
    if whole is not None:
        return whole
    parts = [_one(part, speaks) for part in _SENTENCES.split(english)]
    return None if None in parts else " ".join(str(part) for part in parts)


def _one(english: str, speaks: Catalogue) -> str | None:
    found = speaks.pages.get(english) or speaks.rules.get(english)
    if found is not None:
        return found
    for shape, words in _shapes(tuple(speaks.rules.items())):
        if match := shape.fullmatch(english):
            filled = _filled(words, match.groupdict(), speaks)
            if filled is not None:
                return filled
    return None


def _filled(words: str, values: Mapping[str, str], speaks: Catalogue) -> str | None:
    """None where a value is English words that the catalogue does not have: then the sentence stays English as a whole."""
    for name, value in values.items():
        said = _value(value, speaks, may_be_a_name=name in _NAMES)
        if said is None:
            return None
        words = words.replace("{" + name + "}", said)
    return words


def _value(value: str, speaks: Catalogue, *, may_be_a_name: bool) -> str | None:
    """A name stays as it is, without English's article; a day and what the catalogue knows are said in its language."""
    bare = re.sub(r"^[Tt]he ", "", value)
    for known in (value, bare):
        if found := speaks.pages.get(known) or speaks.rules.get(known):
            return found
    try:
        return day(datetime.strptime(value, "%d %B %Y").date())  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return bare if may_be_a_name and not _SMALL.match(bare) else None


@lru_cache(maxsize=8)
def _shapes(rows: Iterable[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with gaps, those that say the most themselves first."""
    with_gaps = sorted((row for row in rows if "{" in row[0]), key=lambda row: -len(re.sub(r"\{\w+\}", "", row[0])))
    return tuple((re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(english))), words) for english, words in with_gaps)
