"""The calendar behind the dates: numbers as said, spans of days as EDTF, feasts, holidays, half terms, clock changes."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays
from dateutil.easter import EASTER_ORTHODOX, easter

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
NUMBERS: dict[str, int] = {word: n for n, word in enumerate(_ONES.split())} | _TENS | {"a": 1, "an": 1, "couple": 2, "dozen": 12}
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
ORDINALS |= {"twelth": 12, "twelvth": 12, "eigth": 8, "nineth": 9, "fith": 5}  # as they are often spelt
ORDINALS |= {f"{t}{sep}{word}": n + m for t, n in (("twenty", 20), ("thirty", 30)) for sep in "- "
             for m, word in enumerate(_ORDINALS[:9], 1) if n + m < 32}  # fmt: skip


class ImpossibleDateError(ValueError):
    """31 February, month 13: said as a date, but no such day exists."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days a text may mean, with their EDTF; `yearless` when the year was ours to guess."""

    edtf: str
    first: date
    last: date
    yearless: bool = False


def number_of(said: str) -> int | None:
    """'eleven', '11', 'twenty-two', 'a' -> the number; None for anything else."""
    said = said.strip().lower()
    if said.isdigit():
        return int(said)
    if said in NUMBERS:
        return NUMBERS[said]
    tens, _, ones = said.replace("-", " ").partition(" ")
    if tens in _TENS and ones in NUMBERS and NUMBERS[ones] < 10:
        return _TENS[tens] + NUMBERS[ones]
    return None


def day(on: date, *, yearless: bool = False) -> Span:
    """One day."""
    return Span(on.isoformat(), on, on, yearless)


@lru_cache(2_000)
def month(year: int, number: int, *, yearless: bool = False) -> Span:
    """One month."""
    return Span(f"{year:04d}-{number:02d}", date(year, number, 1), month_end(year, number), yearless)


def year(number: int) -> Span:
    """One year."""
    return Span(f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def days(first: date, last: date, *, yearless: bool = False) -> Span:
    """A stretch of days."""
    if first == last:
        return day(first, yearless=yearless)
    return Span(f"{first.isoformat()}/{last.isoformat()}", first, last, yearless)


def months(first: date, last: date) -> Span:
    """A stretch of whole months, from the month of `first` to the month of `last`."""
    if (first.year, first.month) == (last.year, last.month):
        return month(first.year, first.month)
    end = month_end(last.year, last.month)
    return Span(f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}", first.replace(day=1), end)


@lru_cache(2_000)
def season(year_: int, name: str) -> Span:
    """A season: spring is March to May; the winter of a year begins in its December."""
    if name == "winter":
        return months(date(year_, 12, 1), date(year_ + 1, 2, 1))
    code, start = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9)}[name]
    return Span(f"{year_:04d}-{code}", date(year_, start, 1), month_end(year_, start + 2))


@lru_cache(2_000)
def month_end(year_: int, number: int) -> date:
    """The last day of a month."""
    return date(year_, number, monthrange(year_, number)[1])


def back(on: date, count: int) -> date:
    """The same day so many months before, or the last day of a shorter month."""
    total = on.year * 12 + on.month - 1 - count
    if not 12 <= total < 9999 * 12:
        raise ImpossibleDateError("That is too long ago.")
    year_, number = divmod(total, 12)
    return date(year_, number + 1, min(on.day, monthrange(year_, number + 1)[1]))


def bank_holidays(year_: int) -> list[tuple[date, str]]:
    """The bank holidays of England in one year, in order, with their names."""
    return _bank_holidays(year_)


@cache
def _bank_holidays(year_: int) -> list[tuple[date, str]]:
    return sorted(holidays.country_holidays("GB", subdiv="ENG", years=[year_]).items())


def last_bank_holiday(today: date, *, in_month: int | None = None) -> date:
    """The most recent bank holiday, today or before (in one month, when asked for)."""
    for year_ in range(today.year, today.year - 3, -1):
        for on, _ in reversed(_bank_holidays(year_)):
            if on <= today and (in_month is None or on.month == in_month):
                return on
    return today


def feast(name: str, year_: int) -> tuple[date, date]:
    """The first and last day of a feast or other well-known time of that year."""
    sunday = easter(year_)
    fixed: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
        "christmas": ((12, 24), (12, 26)), "christmas day": ((12, 25), (12, 25)), "christmas eve": ((12, 24), (12, 24)),
        "boxing day": ((12, 26), (12, 26)), "new year": ((1, 1), (1, 2)), "new years day": ((1, 1), (1, 1)),
        "new years eve": ((12, 31), (12, 31)), "halloween": ((10, 31), (10, 31)), "bonfire night": ((11, 5), (11, 5)),
        "valentines day": ((2, 14), (2, 14)), "remembrance day": ((11, 11), (11, 11)), "st patricks day": ((3, 17), (3, 17)),
        "burns night": ((1, 25), (1, 25)), "hogmanay": ((12, 31), (12, 31)), "summer holidays": ((7, 20), (9, 3)),
        "st davids day": ((3, 1), (3, 1)), "candlemas": ((2, 2), (2, 2)), "michaelmas": ((9, 29), (9, 29)),
        "twelfth night": ((1, 5), (1, 6)), "midsummer": ((6, 21), (6, 24)), "guy fawkes": ((11, 5), (11, 5)),
    }  # fmt: skip
    if name in fixed:
        (m1, d1), (m2, d2) = fixed[name]
        return date(year_, m1, d1), date(year_, m2, d2)
    around_easter = {"easter": (-2, 1), "good friday": (-2, -2), "easter sunday": (0, 0), "easter monday": (1, 1),
                     "easter holidays": (-9, 8), "pancake day": (-47, -47), "mothers day": (-21, -21),
                         "maundy thursday": (-3, -3), "ash wednesday": (-46, -46),
                     "palm sunday": (-7, -7), "whit sunday": (49, 49), "whit week": (49, 56),
                     "lent": (-46, -1)}  # fmt: skip
    if name in around_easter:
        before, after = around_easter[name]
        return sunday + timedelta(days=before), sunday + timedelta(days=after)
    return _term_or_clock(name, year_)


def _term_or_clock(name: str, year_: int) -> tuple[date, date]:
    if name == "clocks back":
        return (_last_sunday(year_, 10),) * 2
    if name == "clocks forward":
        return (_last_sunday(year_, 3),) * 2
    if name in _JEWISH:
        return _jewish(name, year_)
    if name == "holi":
        return _holi(year_)
    if name == "orthodox easter":
        sunday = easter(year_, EASTER_ORTHODOX)
        return sunday - timedelta(days=2), sunday + timedelta(days=1)
    if name in _IN_SINGAPORE:
        return _elsewhere(name, year_)
    if name == "may day":
        return (next(on for on, known in _bank_holidays(year_) if "May Day" in known),) * 2
    if name == "black friday":
        first = date(year_, 11, 1)
        return (first + timedelta(days=(3 - first.weekday()) % 7 + 22),) * 2
    if name == "fathers day":
        first = date(year_, 6, 1)
        return (first + timedelta(days=(6 - first.weekday()) % 7 + 14),) * 2
    monday = _half_term_monday(name, year_)
    return monday, monday + timedelta(days=4)


# Feasts that move with the moon, as a country that keeps them has them in its holidays
_IN_SINGAPORE = {"diwali": "Deepavali", "eid al fitr": "Hari Raya Puasa", "eid al adha": "Hari Raya Haji",
    "chinese new year": "Chinese New Year",
                 "ramadan": "Hari Raya Puasa"}  # fmt: skip


@cache
def _elsewhere(name: str, year_: int) -> tuple[date, date]:
    kept = holidays.country_holidays("SG", years=[year_])
    first = min(on for on, known in kept.items() if _IN_SINGAPORE[name] in known)
    if name == "ramadan":
        return first - timedelta(days=30), first - timedelta(days=1)
    return first, first + timedelta(days=1 if "eid" in name else 0)


# Their name in the holidays of Israel, the first month they may begin in, and how many days from the evening before
_JEWISH = {"hanukkah": ("Hanukkah", 11, 8), "passover": ("Pesach", 3, 8), "rosh hashanah": ("Rosh Hashanah", 9, 2),
           "yom kippur": ("Yom Kippur", 9, 1)}  # fmt: skip


@cache
def _jewish(name: str, year_: int) -> tuple[date, date]:
    label, month_, length = _JEWISH[name]
    kept = holidays.country_holidays("IL", years=[year_], language="en_US", categories=("public", "school"))
    first = min(on for on, known in kept.items() if label in known and on.month >= month_) - timedelta(days=1)
    return first, first + timedelta(days=length)


@cache
def _holi(year_: int) -> tuple[date, date]:
    kept = holidays.country_holidays("IN", years=[year_], categories=("public", "optional"))
    first = min((on for on, known in kept.items() if "Holi" in known.split("; ")), default=date(year_, 3, 14))
    return first - timedelta(days=1), first


def _half_term_monday(name: str, year_: int) -> date:
    """February: the week of the third Monday; May: the spring bank holiday's week; October: the last Monday up to the 28th."""
    if name == "february half term":
        first = date(year_, 2, 1)
        return first + timedelta(days=(-first.weekday()) % 7 + 14)
    if name == "may half term":
        return max(on for on, _ in _bank_holidays(year_) if on.month in (5, 6) and on.weekday() == 0)
    end = date(year_, 10, 28)
    return end - timedelta(days=end.weekday())


def _last_sunday(year_: int, number: int) -> date:
    end = month_end(year_, number)
    return end - timedelta(days=(end.weekday() + 1) % 7)
