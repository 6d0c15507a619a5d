"""Dates as written or spelt out: 3/4/24, '3rd of the 4th 24', 'Mon 3 Feb', 'May 2nd', '10th, 17th and 24th January'."""

from __future__ import annotations

from datetime import date

from narrative import calendar as cal
from narrative.calendar import ImpossibleDateError
from narrative.when.sequence import in_sequence, to_come
from narrative.when.words import FOREIGN, MONTHS, Hit, Text, cardinal, ordinal
from narrative.when.years import after_date, full_year, short_year

_SEPARATORS = {"/", ".", "-", "\\"}
_NAMED = {"mr", "mrs", "ms", "miss", "dr", "nurse", "sister", "called", "aunt", "sgt"}


def real_day(year: int, month: int, day: int) -> date:
    """That day, or an error which tells that there is none."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDateError(f"{day}/{month}/{year} is no day of the calendar.") from error


def likely_day(t: Text, i: int, month: int, day: int, *, recent: bool = False) -> date:
    """The most recent such day; unless it has to be `recent`, the one that the years told around it or words of what is to come
    point to."""
    around = (t.anchor or cal.day(t.today)).first.year
    back, on = (8, 5) if (month, day) == (2, 29) else (2, 2)
    years = sorted({*range(t.today.year - back, t.today.year + on), around - 1, around, around + 1})
    known = [cal.day(real_day(y, month, day)) for y in years if (month, day) != (2, 29) or y % 4 == 0]
    found = None if recent else to_come(t, i, known) or in_sequence(t, i, known)
    return (found or next(span for span in reversed(known) if span.first <= t.today)).first


_SHARES = frozenset(
    {"of", "price", "way", "full", "times", "pain", "share", "and", "hours", "mile", "miles", "inch", "pint", "x"}
)


def _opens_a_clause(t: Text, i: int) -> bool:
    """The first word of a sentence or line, with something done after it: no score, no half of anything."""
    at_head = (
        t.at(i - 1) in ("", ".", ";", "!", "?", "•", "*", "-", "–") or "\n" in t.raw[t.tokens[i - 1].end : t.tokens[i].start]
    )
    return at_head and (t.at(i + 3).isalpha() or t.at(i + 3) in (":", "-", "–", ",")) and t.at(i + 3) not in _SHARES


def figures(t: Text, i: int) -> Hit | None:
    """3/4/24, 03.04.2024, 3-4-24, 3 4 24, 2024-04-03, 030424, 04/2024, 3/4."""
    word = t.at(i)
    if not word.isdigit() or (t.glued(i) and t.at(i - 1) in ("/", ".", "-", ":", "£", "$", "€", "\\")):
        return None
    two, three = t.at(i + 2), t.at(i + 4)
    if t.at(i + 1) in _SEPARATORS and two.isdigit():
        if t.at(i + 3) == t.at(i + 1) and three.isdigit() and _ends(t, i + 5):
            if len(word) == 4 and len(two) <= 2 and len(three) <= 2:
                return Hit(cal.day(real_day(int(word), int(two), int(three))), "day", i + 5)
            if len(word) <= 2 and len(two) <= 2 and len(three) in (2, 4):
                year = int(three) if len(three) == 4 else short_year(int(three), t.today)
                if 1900 <= year <= t.today.year + 5:
                    return Hit(cal.day(real_day(year, int(two), int(word))), "day", i + 5)
            return None
        if not (t.glued(i + 1) and t.glued(i + 2)) or not _ends(t, i + 3):
            return None
        if len(two) == 4 and two[:2] in ("19", "20") and len(word) <= 2 and 1 <= int(word) <= 12 and t.at(i + 1) == "/":
            return Hit(cal.month(int(two), int(word)), "month", i + 3)
        if (
            t.whole
            and len(word) <= 2
            and len(two) == 2
            and t.at(i + 1) == "/"
            and 1 <= int(word) <= 12 < int(two) <= t.today.year % 100
        ):
            return Hit(cal.month(2000 + int(two), int(word)), "month", i + 3)
        if len(word) <= 2 and len(two) <= 2 and t.at(i + 1) == "/" and 1 <= int(word) <= 31 and 1 <= int(two) <= 12:
            if t.at(i + 3) in MONTHS:
                return None  # 'the night of 8/9 March'
            is_log = two.startswith("0") or (word != "24" and _opens_a_clause(t, i))  # '17/03 rang, 21/03 rang again'
            return Hit(cal.day(likely_day(t, i, int(two), int(word)), yearless=True), "day", i + 3, weak=not is_log)
        return None
    if t.whole and len(t.tokens) <= 3 and len(word) in (6, 8):
        year = int(word[4:]) if len(word) == 8 else short_year(int(word[4:]), t.today)
        if 1930 <= year <= t.today.year + 1:
            return Hit(cal.day(real_day(year, int(word[2:4]), int(word[:2]))), "day", i + 1)
    if t.whole and len(t.tokens) == 3 and len(word) <= 2 and t.at(i + 1).isdigit() and len(two) in (2, 4) and two.isdigit():
        year = int(two) if len(two) == 4 else short_year(int(two), t.today)
        return Hit(cal.day(real_day(year, int(t.at(i + 1)), int(word))), "day", i + 3)
    return None


def _ends(t: Text, i: int) -> bool:
    return not (
        t.glued(i) and (t.at(i).isalnum() or (t.at(i) in ("/", "-", ":", "%", ".") and t.glued(i + 1) and t.at(i + 1).isdigit()))
    )


def spoken(t: Text, i: int) -> Hit | None:
    """'oh five oh four twenty four': a whole answer in spoken figures."""
    if not t.whole or t.at(i) not in ("oh", "zero", "nought", "o"):
        return None
    parts: list[int] = []
    while len(parts) < 3:
        i += t.at(i) in ("oh", "zero", "nought", "o")
        if not (found := cardinal(t, i, 99)):
            return None
        parts.append(found[0])
        i = found[1]
    if parts[2] == 20 and (more := cardinal(t, i, 99)):
        parts[2], i = more
    return Hit(cal.day(real_day(short_year(parts[2] % 100, t.today), parts[1], parts[0])), "day", i)


def day_first(t: Text, i: int) -> Hit | None:
    """'3rd of March', '3 Feb', '14march24', 'the 3rd of the 4th', 'the 2nd of Jan 25', 'the 3rd inst.'"""
    found = ordinal(t, i) or (cardinal(t, i, 31) if not t.at(i).isdigit() or len(t.at(i)) <= 2 else None)
    if not found or not 1 <= found[0] <= 31 or (t.glued(i) and t.at(i - 1) in (".", "£", ":", ",")):
        return None
    day, j = found
    is_ordinal = ordinal(t, i) is not None
    if t.at(j) in ("inst", "instant", "ult", "ultimo"):
        month = cal.back(t.today.replace(day=1), 1 if t.at(j)[0] == "u" else 0)
        return Hit(cal.day(real_day(month.year, month.month, day)), "day", j + 1)
    k = t.skip(j, {"of", "day", "-", "de", "/", ",", "in"})
    if t.at(k) == "the" and is_ordinal and t.at(j) == "of" and (by := ordinal(t, k + 1)) and by[0] <= 12:
        year = after_date(t, by[1])
        on = real_day(year[0], by[0], day) if year else likely_day(t, i, by[0], day)
        return Hit(cal.day(on, yearless=not year), "day", year[1] if year else by[1])
    if k - j > 2 or (t.at(j) == "in" and not is_ordinal):
        return None
    number = MONTHS.get(t.at(k)) or FOREIGN.get(t.at(k))
    if number is None or (t.at(j) == "," and not is_ordinal) or (t.at(k) == "may" and t.at(k + 1) in ("be", "have", "not")):
        return None
    if t.at(k) in ("march", "may") and t.at(k + 1) in ("road", "street", "close", "avenue", "lane"):
        return None
    j = k + 1 + (t.at(k + 1) == "." and t.at(k) not in ("may",) and len(t.at(k)) <= 4 and bool(full_year(t, k + 2)))
    year, end = after_date(t, j), j
    if not year and t.at(j) in ("last", "gone", "just"):
        j += 2 if t.are(j, "just", "gone") else 1 if t.at(j) != "just" and t.at(j + 1) not in ("week", "month", "time") else 0
    on = real_day(year[0], number, day) if year else likely_day(t, i, number, day, recent=j > end)
    return Hit(cal.day(on, yearless=not year), "day", year[1] if year else j)


def month_first(t: Text, i: int) -> Hit | None:
    """'June the 3rd', 'May 2', 'Feb 2nd 2026'; 'Apr 24' is a month of a year when it can be."""
    number = MONTHS.get(t.at(i))
    if number is None or t.at(i - 1) in _NAMED:
        return None
    j = t.skip(i + 1, {"the", "."} if t.at(i + 1) == "the" or len(t.at(i)) < 5 else {"the"})
    word = t.at(j)
    if not (found := ordinal(t, j)):
        if not (word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31) or t.at(j + 1) in (":", "%", "am", "pm", "/"):
            return None
        if t.at(j + 1) == "." and t.glued(j + 2) and t.at(j + 2).isdigit():
            return None
        year_meant = 2000 + int(word)
        is_past = t.today.year - 8 <= year_meant and (year_meant, number) <= (t.today.year, t.today.month)
        if len(word) == 2 and is_past and not full_year(t, j + 1):
            return Hit(cal.month(year_meant, number), "month", j + 1)
        found = int(word), j + 1
        if t.at(j + 1) in _COUNTED or (
            t.at(i) in ("may", "march") and t.said(i).islower() and t.at(j + 1).isalpha() and not t.whole
        ):
            return None
    day, j = found
    if word.isalpha() and word in ("second", "third", "first") and t.at(j) and t.at(j - 2) != "the" and not full_year(t, j):
        return None
    if t.at(i) == "may" and t.at(j) in ("bank",):
        return None
    year = after_date(t, j)
    on = real_day(year[0], number, day) if year else likely_day(t, i, number, day)
    return Hit(cal.day(on, yearless=not year), "day", year[1] if year else j)


_COUNTED = {"people", "times", "weeks", "days", "months", "years", "hours", "of", "letters", "calls"}
