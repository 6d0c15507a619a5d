"""What each turn of phrase means: one small function a rule, from a match and today to the days meant.

Each takes the match, today, and whether the words are the whole answer (then a bare 'March' or '5/4' will do). It gives
the days meant, None when it is no date after all, and raises ImpossibleDateError for a day that does not exist.
The patterns themselves are in `phrases`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import ImpossibleDateError, Span

_MONTHS = (
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
)
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
          "janurary": 1, "janury": 1, "febuary": 2, "feburary": 2, "febrary": 2, "febuarary": 2, "apirl": 4, "agust": 8,
          "augest": 8,
          "setember": 9, "septmber": 9, "septemeber": 9, "ocotber": 10, "novemeber": 11, "novermber": 11, "decmber": 12,
          "decemeber": 12, "jully": 7, "juli": 7, "januari": 1}  # fmt: skip
MONTH_NUMBERS = {m: i for i, m in enumerate(_MONTHS, 1)} | _SHORT
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_NUMBERS = {w: i for i, w in enumerate(_WEEKDAYS)} | {
    "mon": 0, "tues": 1, "tue": 1, "weds": 2, "wed": 2, "wensday": 2, "wednsday": 2, "wendsday": 2, "thurs": 3, "thur": 3,
    "thu": 3,
    "fri": 4, "sat": 5, "teusday": 1, "tuseday": 1, "thursdsay": 3, "saterday": 5}  # fmt: skip


def as_said(text: str) -> str:
    """Small words a date library does not know made plain: 'back' is 'ago', 'last' is nothing to it."""
    return re.sub(r"\bback\b", "ago", text, flags=re.I)


def _month_number(match: re.Match[str]) -> int:
    return MONTH_NUMBERS[match["month"].lower()]


def year_of(said: str | None, today: date) -> int | None:
    """'2024', "'24", '24', 'two thousand and twenty-three', 'twenty nineteen' -> the year."""
    if not said:
        return None
    said = said.strip().lower().lstrip("'’‘")
    if said.isdigit():
        number = int(said)
        if number >= 100:
            return number
        return 2000 + number if number <= today.year % 100 + 1 else 1900 + number
    words = re.sub(r"^two thousand(?: and)?|^twenty\b", "", said, count=1).strip()
    return 2000 + (cal.number_of(words) or 0)


def year_words(said: str | None, today: date) -> int | None:
    if not said:
        return None
    said = said.lower()
    return today.year - (2 if "before last" in said else 1 if "last" in said or "before" in said else 0)


def _day(year: int, number: int, day: int) -> date:
    try:
        return date(year, number, day)
    except ValueError as error:
        raise ImpossibleDateError(f"{day}/{number}/{year} is no day of the calendar.") from error


def _recent_day(number: int, day: int, today: date) -> date:
    """The most recent such day; 29 February goes back to a leap year."""
    for year in range(today.year, today.year - 9, -1):
        if number == 2 and day == 29 and year % 4:
            continue
        if (found := _day(year, number, day)) <= today:
            return found
    raise ImpossibleDateError(f"{day}/{number} is no day of the calendar.")


def _day_number(said: str) -> int:
    said = re.sub(r"\s?(st|nd|rd|th)$", "", said.lower()) if said[0].isdigit() else said.lower()
    return int(said) if said.isdigit() else cal.ORDINALS[re.sub(r"\s+", " ", said)]


def numeric(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """5/4/25, 5.4.25, 05-04-2025: day, month, year."""
    year = year_of(m["y"], today) or today.year
    if not 1900 <= year <= today.year + 5:
        return None
    return cal.day(_day(year, int(m["m"]), int(m["d"])))


def iso(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """2025-04-05."""
    return cal.day(_day(int(m["y"]), int(m["m"]), int(m["d"])))


def month_slash_year(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """04/2025."""
    if not 1 <= int(m["m"]) <= 12:
        raise ImpossibleDateError("There is no such month.")
    return cal.month(int(m["y"]), int(m["m"]))


def day_slash_month(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'on 5/4', or '5/4' as a whole answer."""
    if whole and int(m["m"]) > 12 and 1 <= int(m["d"]) <= 12:
        return cal.month(year_of(m["m"].rjust(2, "0"), today) or today.year, int(m["d"]))
    if not (whole or m["on"]) or not 1 <= int(m["m"]) <= 12 or int(m["d"]) > 31:
        return None
    return cal.day(_recent_day(int(m["m"]), int(m["d"]), today), yearless=True)


def day_month(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'5th of April 2024', 'April 5', 'Monday the 3rd of June last year'."""
    number, day = _month_number(m), _day_number(m["day"])
    if not 1 <= day <= 31:
        return None
    year = year_of(m["year"], today) or year_words(m["yearwords"], today)
    if year is None and (short := m.groupdict().get("short")):
        year = year_of(short, today)
    if (
        m["month"].islower()
        and m["month"] in ("may", "march", "mar", "sat", "sun", "dec")
        and not re.search(r"st|nd|rd|th|of|20\d\d", m.group())
        and not whole
        and not re.match(r"\s*(19|20)?\d\d\b|[.,;)]|$", m.string[m.end() :])
        and m["month"] == "may"
    ):
        return None
    if year is None:
        return cal.day(_recent_day(number, day, today), yearless=True)
    return cal.day(_day(year, number, day))


def month_year(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'March 2024', 'end of March last year', 'mid-March', 'last March', 'in March', 'March' as a whole answer."""
    number = _month_number(m)
    year = year_of(m["year"], today) or year_words(m["yearwords"], today)
    lead, part = (m["lead"] or "").lower().strip(), (m["part"] or "").lower()
    if year is None and not (lead or part or whole or _is_month_name(m)):
        return None
    if year is not None and not 1900 <= year <= today.year + 5:
        return None
    yearless = year is None
    if year is None:
        year = _guessed_year(number, lead, today)
    span = cal.month(year, number, yearless=yearless)
    return _part_of_month(span, part, yearless=yearless) if part else span


def _guessed_year(number: int, lead: str, today: date) -> int:
    year = today.year if number <= today.month else today.year - 1
    if re.search(r"\blast$", lead) and number == today.month:
        return today.year - 1
    if re.search(r"\bbefore last$", lead):
        return year - 1
    return year + 1 if re.search(r"\b(next|coming)$", lead) else year


def _is_month_name(m: re.Match[str]) -> bool:
    """'March' with a capital inside a sentence is the month; 'may', 'mar', 'jan' without help are not."""
    said = m["month"]
    if said.lower() in ("may", "march", "mar", "dec", "sat", "june", "april", "jan", "august"):
        before = m.string[: m.start("month")].rstrip()
        if re.search(r"\b(?:between|from)$", before, re.I):
            return True
        if re.search(r"\b(?:mr|mrs|ms|miss|dr|nurse|sister|called)\.?$", before, re.I):
            return False
        return (
            said[0].isupper()
            and not said.isupper()
            and said.lower() in ("march", "august")
            and bool(before)
            and before[-1] not in ".!?"
        )
    return len(said) > 3


def _part_of_month(span: Span, part: str, *, yearless: bool) -> Span:
    first, last = span.first, span.last
    if "first week" in part:
        return cal.days(first, first.replace(day=7), yearless=yearless)
    if "last week" in part:
        return cal.days(last - timedelta(days=6), last, yearless=yearless)
    if "first half" in part:
        return cal.days(first, first.replace(day=15), yearless=yearless)
    if "second half" in part or "latter" in part:
        return cal.days(first.replace(day=15), last, yearless=yearless)
    if re.search("begin|start|early", part):
        return cal.days(first, first.replace(day=10), yearless=yearless)
    if "mid" in part:
        return cal.days(first.replace(day=11), first.replace(day=20), yearless=yearless)
    return cal.days(first.replace(day=21), last, yearless=yearless)


def bare_year(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'in 2023', 'since 2021', 'mid 2023', 'the beginning of last year'."""
    year = year_of(m["year"], today)
    lead, part = (m["lead"] or "").strip().lower(), (m["part"] or "").lower()
    if year is None or not 1930 <= year <= today.year + 2:
        return None
    if not (lead or part or whole) and not _stands_alone(m):
        return None
    return part_of_year(year, part) if part else cal.year(year)


def _stands_alone(m: re.Match[str]) -> bool:
    """A bare number that could only be a year: not money, not counted things, not a reference."""
    before, after = m.string[max(0, m.start() - 12) : m.start()].lower(), m.string[m.end() : m.end() + 14].lower()
    if re.search(
        r"[£$€#/\-]\s*$|\b(ref|reference|number|no|no\.|ward|room|case|form|code|flat|page|line|at)[\s:.]*$|\d[\s,]$", before
    ):
        return False
    return bool(
        re.match(
            r"\s*(?:$|[.,;:!?)]|and\b|to\b|when\b|i\b|my\b|but\b|because\b|the\b|we\b|he\b|she\b|they\b|until\b|it\b|so\b)", after
        )
    )


def part_of_year(year: int, part: str) -> Span:
    """The beginning, middle or end of a year as months."""
    first, last = {
        "b": (1, 3), "m": (5, 8), "e": (10, 12), "f": (1, 6), "s": (7, 12), "w": (1, 1), "l": (12, 12),
    }[part_letter(part)]  # fmt: skip
    return cal.months(date(year, first, 1), date(year, last, 1))


def part_letter(part: str) -> str:
    for pattern, letter in (
        ("first week", "w"),
        ("last week", "l"),
        ("first half", "f"),
        ("second half|latter", "s"),
        ("begin|start|early", "b"),
        ("mid", "m"),
    ):
        if re.search(pattern, part):
            return letter
    return "e"


def named_year(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'last year', 'earlier this year', 'the beginning of last year', 'the year before last'."""
    said, part = m["named"].lower(), (m["part"] or "").lower()
    year = today.year - (2 if "before" in said else 1 if "last" in said or "previous" in said else 0)
    if part:
        return part_of_year(year, part)
    if year == today.year:
        return cal.days(date(year, 1, 1), today)
    return cal.year(year)


def around_now(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'yesterday', 'the day before yesterday', 'the other day', 'last week', 'the month before last', 'last weekend'."""
    said = re.sub(r"\s+", " ", m.group().lower())
    monday = today - timedelta(days=today.weekday())
    if said in ("today", "tonight", "this morning", "this afternoon", "this evening", "earlier today"):
        return cal.day(today)
    if "day before" in said:
        return cal.day(today - timedelta(days=2))
    if re.search("yesterday|yday|last night|yest", said):
        return cal.day(today - timedelta(days=1))
    if re.search("other (day|night)", said):
        return cal.days(today - timedelta(days=10), today - timedelta(days=1))
    if "other week" in said:
        return cal.days(today - timedelta(days=28), today - timedelta(days=7))
    if "weekend" in said:
        back = 14 if "before last" in said else 7
        return cal.days(monday - timedelta(days=back - 5), monday - timedelta(days=back - 6))
    if "month" in said:
        on = cal.back(today, 2 if "before last" in said else 0 if "this" in said else 1)
        return cal.month(on.year, on.month) if "this" not in said else cal.days(today.replace(day=1), today)
    back = 14 if "before last" in said else 0 if "this" in said else 7
    return cal.days(monday - timedelta(days=back), min(today, monday - timedelta(days=back - 6)))


def day_of_month(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'on the 14th', or 'the 14th' as a whole answer: the most recent one."""
    number = _day_number(m["day"])
    if not (whole or m["on"]) or not 1 <= number <= 31 or re.match(
        r"\s*(?:floor|ward|time|of|attempt|letter|call|january|febr)", m.string[m.end():], re.I):  # fmt: skip
        return None
    for back in range(14):
        on = cal.back(today.replace(day=1), back)
        if number <= cal.month_end(on.year, on.month).day and on.replace(day=number) <= today:
            return cal.day(on.replace(day=number), yearless=True)
    return None


def weekday(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'on Monday', 'last Tuesday', 'a week last Friday', 'Tuesday gone'."""
    lead = (m["lead"] or "").strip().lower()
    if not (lead or whole or m["gone"]) or m["weekday"].lower() not in WEEKDAY_NUMBERS:
        return None
    if re.match(
        r"\s*(?:to|-|–|and|or|until|through)\s*(?:mon|tue|wed|thu|fri|sat|sun)|s\b|\s*(?:mornings|afternoons|nights|"
        r"week\b)", m.string[m.end():], re.I):  # fmt: skip
        return None
    back = (today.weekday() - WEEKDAY_NUMBERS[m["weekday"].lower()]) % 7 or 7
    if "week" in lead and "last" in lead and "before" not in lead:
        back += 7
    if "last week" in (m["gone"] or "").lower():
        back = today.weekday() + 7 - WEEKDAY_NUMBERS[m["weekday"].lower()]
    return cal.day(today - timedelta(days=back))
