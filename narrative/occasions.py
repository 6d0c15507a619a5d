"""Seasons, feasts, bank holidays, half terms, clock changes and lockdowns as dates; see `turns` for the shape of a rule."""

from __future__ import annotations

import re
from datetime import date

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.turns import part_letter, year_of, year_words


def seasons(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'in the spring', 'last summer', 'winter 2023', 'the autumn of last year'."""
    name, lead, part = m["season"].lower().replace("fall", "autumn"), (m["lead"] or "").lower().strip(), m["part"]
    year = year_of(m["year"], today) or year_words(m["yearwords"], today)
    if not (lead or part or year or whole):
        return None
    if year is None:
        start = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
        year = today.year if today >= date(today.year, start, 1) else today.year - 1
        if "last" in lead and cal.season(year, name).last >= today:
            year -= 1
    span = cal.season(year, name)
    if part:
        first = {"b": 0, "m": 1, "e": 2, "f": 0, "s": 1, "w": 0, "l": 2}[part_letter(part.lower())]
        on = cal.back(span.first, -first)
        return cal.month(on.year, on.month)
    return span


def feasts(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'Christmas', 'Easter 2024', 'last Christmas', 'when the clocks changed', 'February half term'."""
    said = m["feast"].lower()
    year = year_of(m["year"], today) or year_words(m["yearwords"], today)
    if re.match(r"\s*(?:card|present|party|dinner|decorations|resolution|shopping)", m.string[m.end():], re.I):  # fmt: skip
        return None
    names = _feast_names(said)
    if year is None:
        return _recent_feast(names, today, again="before last" in (m["lead"] or "").lower())
    first, last = cal.feast(names[0], year)
    return cal.days(first, last)


def _recent_feast(names: list[str], today: date, *, again: bool) -> Span:
    spans = sorted(cal.feast(name, year) for name in names for year in range(today.year - 2, today.year + 1))
    past = [span for span in spans if span[0] <= today]
    first, last = past[-2] if again else past[-1]
    return cal.days(first, last, yearless=True)


def _feast_names(said: str) -> list[str]:
    said = re.sub(r"[’'.]", "", said).replace("xmas", "christmas").replace("chrimbo", "christmas").replace("crimbo", "christmas")
    if "clock" in said:
        return (
            ["clocks back"] if "back" in said else ["clocks forward"] if "forward" in said else ["clocks back", "clocks forward"]
        )
    if "half" in said:
        for word, name in (("feb", "february half term"), ("oct", "october half term"), ("autumn", "october half term"),
        ("may", "may half term"),
                           ("whit", "may half term"), ("spring", "february half term"), ("summer", "may half term")):  # fmt: skip
            if word in said:
                return [name]
        return ["february half term", "may half term", "october half term"]
    said = re.sub(r"new ?years?", "new year", said)
    table = {"new year day": "new years day", "new year eve": "new years eve", "guy fawkes night": "guy fawkes",
    "easter break": "easter holidays",
             "easter holiday": "easter holidays", "shrove tuesday": "pancake day", "mothering sunday": "mothers day",
             "haloween": "halloween"}  # fmt: skip
    if said in table:
        return [table[said]]
    for start, name in (
        ("valentine", "valentines day"),
        ("mother", "mothers day"),
        ("father", "fathers day"),
        ("remembrance", "remembrance day"),
        ("st patrick", "st patricks day"),
    ):
        if said.startswith(start):
            return [name]
    return [said]


def bank_holiday(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'the bank holiday', 'the August bank holiday', 'the May bank holiday 2024', 'bank holiday Monday'."""
    which = (m["which"] or "").lower()
    number = {"aug": 8, "sum": 8, "may": 5, "ear": 5, "spr": 5, "whi": 5, "eas": 4}.get(which[:3])
    year = year_of(m["year"], today) or year_words(m["yearwords"], today)
    upto = today if year is None else date(year, 12, 31)
    return cal.day(cal.last_bank_holiday(upto, in_month=number), yearless=year is None)


def pandemic(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'in lockdown', 'the first lockdown', 'during covid'."""
    said = m.group().lower()
    if "second" in said:
        return cal.days(date(2020, 11, 5), date(2020, 12, 2))
    if "third" in said:
        return cal.days(date(2021, 1, 6), date(2021, 3, 29))
    if "first" in said:
        return cal.days(date(2020, 3, 23), date(2020, 7, 4))
    return cal.months(date(2020, 3, 1), date(2021, 7, 1))
