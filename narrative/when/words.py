"""The text as words with their places, and the words of time with their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.spelling import slips

_TOKEN = re.compile(r"['’‘]\d\d(?!\d)|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s'’‘]")


def some(said: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(said.split())


_ROOM = 32
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ABROAD = (
    "ionawr stycznia styczniu styczeń enero", "chwefror lutego lutym febrero", "mawrth marca marcu marzo",
    "ebrill kwietnia kwietniu abril", "mai maja maju mayo", "mehefin czerwca czerwcu junio", "gorffennaf lipca lipcu julio",
    "awst sierpnia sierpniu agosto", "medi września wrześniu septiembre", "hydref października październiku octubre",
    "tachwedd listopada listopadzie noviembre", "rhagfyr grudnia grudniu diciembre",
)  # fmt: skip
MONTHS = {m: n for n, m in enumerate(_MONTHS, 1)} | {m[:3]: n for n, m in enumerate(_MONTHS, 1)} | {"sept": 9}
FOREIGN = {word: n for n, row in enumerate(_ABROAD, 1) for word in row.split()}  # Welsh, Polish and Spanish; only beside a number
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = {w: n for n, w in enumerate(_DAYS)} | {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3,
                                                  "thurs": 3, "fri": 4, "sat": 5, "sun": 6}  # fmt: skip
SHADY = {
    "may",
    "march",
    "mar",
    "jan",
    "dec",
    "sat",
    "sun",
    "wed",
    "mon",
    "april",
    "june",
    "august",
    "fri",
    "thu",
}  # names and verbs
SEASONS = {"spring": 3, "springtime": 3, "summer": 6, "summertime": 6, "autumn": 9, "winter": 12, "wintertime": 12}
UNITS = {
    "hour": "h", "hours": "h", "hrs": "h", "hr": "h", "minute": "h", "minutes": "h", "mins": "h",
    "day": "d", "days": "d", "night": "d", "nights": "d", "week": "w", "weeks": "w", "wk": "w", "wks": "w", "fortnight": "f",
    "fortnights": "f", "month": "m", "months": "m", "mth": "m", "mths": "m", "mnth": "m", "mnths": "m", "year": "y",
    "years": "y", "yr": "y", "yrs": "y", "twelvemonth": "y", "decade": "x", "decades": "x", "weekend": "e",
    "weekends": "e", "quarter": "q",
}  # fmt: skip
DAYTIME = {"morning", "afternoon", "evening", "night", "teatime", "lunchtime", "dinnertime", "am", "pm", "tea", "nite"}
GONE = {"gone", "past", "last"}


class Token(NamedTuple):
    """A word in small letters without apostrophes, and its place."""

    word: str
    start: int
    end: int


@dataclass(slots=True)
class Text:
    """What is being read: the words, today, what was told before, and whether the whole is the answer to 'when?'."""

    raw: str
    today: date
    whole: bool = False
    tokens: list[Token] = field(default_factory=list)
    before: Span | None = None  # the date told before, when it is near
    before_end: int = -1_000  # the letter where it ends
    before_leans: bool = False  # a weekday that was found from a date before it: the next weekday goes on from there
    day: Span | None = None  # the day told last
    anchor: Span | None = None  # the time told last that has its year from the text
    anchor_end: int = -1_000
    years: list[tuple[int, Span]] | None = None  # where a month or day with its year stands; found when first asked for
    words: list[str] = field(default_factory=list)  # with room behind, which is also the room before the first

    def __post_init__(self) -> None:
        raw = self.raw
        spans = [found.span() for found in _TOKEN.finditer(raw)]
        said = [_meant(raw[start:end].lower()) for start, end in spans]
        self.tokens = [Token(word, start, end) for word, (start, end) in zip(said, spans, strict=True)]
        self.words = said + [""] * _ROOM

    def at(self, i: int) -> str:
        """The word there, or nothing."""
        return self.words[i]

    def are(self, i: int, *words: str) -> bool:
        """Do these words stand there?"""
        return self.words[i : i + len(words)] == list(words) if i >= 0 else False

    def skip(self, i: int, words: frozenset[str] | set[str]) -> int:
        """The first place from here with none of these words."""
        for _ in range(5):
            if self.at(i) not in words:
                break
            i += 1
        return i

    def glued(self, i: int) -> bool:
        """Does this token touch the one before it?"""
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end

    def said(self, i: int) -> str:
        """The word as written."""
        return self.raw[self.tokens[i].start : self.tokens[i].end]


class Hit(NamedTuple):
    """A time that was read: its days, what sort it is, the place after its last word, whether it needs help to be one."""

    span: Span
    sort: str  # day week month year season feast decade amount range
    end: int
    weak: bool = False
    leans: bool = False  # a weekday found from the date before it


_WORDS: set[str] = set()
_TEXTED = {"nxt": "next", "lst": "last"}


def _known() -> set[str]:
    if not _WORDS:
        _WORDS.update(MONTHS, WEEKDAYS, SEASONS, UNITS, cal.NUMBERS, cal.ORDINALS)
    return _WORDS


@lru_cache(20_000)  # the same words come again and again
def _meant(word: str) -> str:
    """The word meant by one that is spelt wrong; else without apostrophes."""
    if len(word) <= 3 or word in _known():
        return _TEXTED.get(word, word)
    return slips().get(word) or word.replace("'", "").replace("’", "")


def cardinal(t: Text, i: int, most: int = 999) -> tuple[int, int] | None:
    """A whole number in figures or words: 'twenty two', '14', and the place after it."""
    word = t.at(i)
    if word.isdigit():
        return (int(word), i + 1) if len(word) <= 3 and int(word) <= most else None
    number = cal.NUMBERS.get(word)
    if number is None or word in ("a", "an", "couple", "dozen"):
        return None
    if number >= 20:
        j = i + 2 if t.at(i + 1) == "-" else i + 1
        ones = cal.NUMBERS.get(t.at(j), 0)
        if 1 <= ones <= 9 and t.at(j) not in ("a", "an", "couple"):
            return number + ones, j + 1
    return number, i + 1


def ordinal(t: Text, i: int) -> tuple[int, int] | None:
    """'3rd', 'third', 'twenty-first': the number and the place after it."""
    word = t.at(i)
    if word.isdigit():
        if len(word) <= 2 and t.at(i + 1) in ("st", "nd", "rd", "th") and 1 <= int(word) <= 31:
            return int(word), i + 2
        return None
    if word in cal.ORDINALS:
        return cal.ORDINALS[word], i + 1
    if word in ("twenty", "thirty"):
        j = i + 2 if t.at(i + 1) == "-" else i + 1
        if (ones := cal.ORDINALS.get(t.at(j), 0)) and ones <= 9:
            return cal.NUMBERS[word] + ones, j + 1
    return None
