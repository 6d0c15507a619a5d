"""Years as said: '2024', "'24", 'twenty nineteen', 'last year', 'the year before last', the nineties, 2023/24."""

from __future__ import annotations

from datetime import date

from narrative import calendar as cal
from narrative.when.words import Hit, Text, cardinal, some

_DECADES = {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90, "noughties": 0, "s": -1}
_THE = {"of", "in", "the", ",", "back"}


def short_year(number: int, today: date) -> int:
    """24 is 2024, 87 is 1987."""
    return number + (2000 if number <= today.year % 100 + 1 else 1900)


def full_year(t: Text, i: int) -> tuple[int, int] | None:
    """A year that can be nothing else: four figures, an apostrophe, or words."""
    word = t.at(i)
    if len(word) == 4 and word.isdigit():
        return (int(word), i + 1) if word[:2] in ("19", "20") else None
    if len(word) == 3 and word[1:].isdigit() and not word[0].isdigit():  # an apostrophe and two figures
        return short_year(int(word[1:]), t.today), i + 1
    if word == "two" and t.at(i + 1) == "thousand":
        j = i + 3 if t.at(i + 2) == "and" else i + 2
        rest = cardinal(t, j, 99)
        return (2000 + rest[0], rest[1]) if rest and 1 <= rest[0] <= 49 else (2000, i + 2)
    if word in ("twenty", "nineteen"):
        j = i + 2 if t.at(i + 1) == "-" else i + 1
        if t.at(j) in ("oh", "o") and (ones := cal.NUMBERS.get(t.at(j + 1), 0)) and ones < 10:
            return (2000 if word == "twenty" else 1900) + ones, j + 2
        if (rest := cardinal(t, j, 99)) and rest[0] >= 10 and not t.at(j).isdigit():
            return (2000 if word == "twenty" else 1900) + rest[0], rest[1]
    return None


def after_date(t: Text, i: int, *, short: bool = True) -> tuple[int, int] | None:
    """The year after a day and month: also '24', 'last year', 'this year', 'the same year', 'last', 'gone'."""
    j = t.skip(i, _THE | {"-", "/", "."}) if t.at(i) in _THE or t.glued(i) else i
    if found := full_year(t, j) or (relative_year(t, j)):
        return found
    word = t.at(j)
    if short and word.isdigit() and len(word) == 2 and (not t.at(j + 1) or t.at(j + 1) in _AFTER_SHORT or t.glued(j)):
        year = short_year(int(word), t.today)
        if t.today.year - 60 <= year <= t.today.year + 1 and not (t.at(j + 1) in ("st", "nd", "rd", "th") or t.are(j + 1, ":")):
            return year, j + 1
    if short and j > i and t.at(i) == "of" and len(word) == 2 and word.isdigit():
        return short_year(int(word), t.today), j + 1
    spoken = cardinal(t, j, 99)
    if short and spoken and 18 <= spoken[0] <= t.today.year % 100 and not word.isdigit() and not t.at(spoken[1]):
        return 2000 + spoken[0], spoken[1]
    return None


_AFTER_SHORT = some(". , ; ! ? ) and but i my he she they we it the when was is his her")


def relative_year(t: Text, i: int) -> tuple[int, int] | None:
    """'last year', 'the year before last', 'that year', 'the following year': its number and the place after."""
    i = t.skip(i, {"the", "of"})
    word, today = t.at(i), t.today
    if word == "year" and t.are(i + 1, "before", "last"):
        return today.year - 2, i + 3
    if word == "year" and t.at(i + 1) in ("before", "after") and t.before and not t.at(i + 2).isalpha():
        return t.before.first.year + (1 if t.at(i + 1) == "after" else -1), i + 2
    if t.at(i + 1) not in ("year", "yr"):
        return None
    if word in ("last", "previous", "this", "current", "next", "coming"):
        step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
        return today.year + step, i + 2
    if word in ("that", "same", "following") and t.before:
        return t.before.first.year + (word == "following"), i + 2
    return None


def year(t: Text, i: int) -> Hit | None:
    """A year or decade on its own; a tax or school year as 2023/24; a quarter."""
    word = t.at(i)
    if found := decade(t, i):
        return found
    if word == "q" and t.at(i + 1) in ("1", "2", "3", "4"):
        return quarter(t, i + 2, int(t.at(i + 1)))
    if found := tax_year(t, i):
        return found
    if _is_long_past(t, i):
        return Hit(cal.year(int(word)), "year", i + 1)
    if full := full_year(t, i):
        number, j = full
        if not 1930 <= number <= t.today.year + 2:
            return None
        if word.isdigit() and not _is_free(t, i):
            return None
        is_noted = t.at(i - 1) in _HAPPENED and t.at(j) in ("", ".", ",", ";", "!", ")")  # 'Reported 2019.'
        return Hit(cal.year(number), "year", j, weak=(word.isdigit() or word in ("twenty", "nineteen")) and not is_noted)
    if (
        word.isdigit()
        and len(word) == 2
        and t.at(i - 1) in ("in", "since")
        and t.at(i + 1) in _AFTER_SHORT | {"an", "", "until", "because"}
    ) and t.today.year - 25 <= 2000 + int(word) <= t.today.year:
        return Hit(cal.year(2000 + int(word)), "year", i + 1)
    if (related := relative_year(t, i)) and "year" in (t.at(i + 1), t.at(i), t.at(i + 2)):
        this = related[0] == t.today.year and t.at(i) == "this"
        span = cal.days(date(related[0], 1, 1), t.today) if this else cal.year(related[0])
        return Hit(span, "year", related[1])
    return None


def _is_long_past(t: Text, i: int) -> bool:
    """'since 1790', 'built in 1887': how long a house or a family has been there."""
    word = t.at(i)
    is_old = len(word) == 4 and word.isdigit() and 1500 <= int(word) < 1930 and _is_free(t, i)
    return is_old and (t.at(i - 1) == "since" or (t.at(i - 1) == "in" and t.at(i - 2) in ("built", "founded", "began", "opened")))


def _is_free(t: Text, i: int) -> bool:
    """Four figures that are no price, reference, part of a longer number or count of things."""
    return (
        t.at(i - 1) not in ("£", "$", "€", "#", "ref", "reference", "number", "no", "room", "flat", "form", "code", "page", "at")
        and not (t.at(i - 1) in ("/", "-", ":", ".", ",") and t.glued(i) and t.at(i - 2)[-1:].isdigit())
        and not (t.at(i - 1).isdigit() or t.at(i + 1).isdigit())
        and not (t.glued(i + 1) and (t.at(i + 1) in ("/", ":", "%", "@") or t.at(i + 1).isalnum()))
        and t.at(i + 1) not in _COUNTED
    )


_HAPPENED = some(
    "reported complained started began happened moved retired diagnosed born died approved refused joined opened closed married "
    "divorced arrived applied discharged released sentenced assessed built"
)
_COUNTED = some("pounds quid people times calls hours miles words letters patients steps cases p k mg ml calories")


def tax_year(t: Text, i: int) -> Hit | None:
    """'2023/24', '2023-24', 'the 2023 to 2024 tax year': April to April."""
    word = t.at(i)
    if len(word) != 4 or not word.isdigit() or word[:2] != "20" or t.at(i + 1) not in ("/", "-", "–", "to"):
        return None
    end, named = t.at(i + 2), t.at(i + 3) in ("tax", "financial") and t.at(i + 4) == "year"
    if not end.isdigit() or int(end[-2:]) != (int(word) + 1) % 100 or not (named or (len(end) == 2 and t.glued(i + 1))):
        return None
    begin = date(int(word), 4, 6)
    return Hit(cal.days(begin, date(begin.year + 1, 4, 5)), "range", i + (5 if named else 3), weak=not named)


def decade(t: Text, i: int) -> Hit | None:
    """'the nineties', 'the 1980s', 'the 90s'."""
    word = t.at(i)
    if word in _DECADES and word != "s" and t.at(i - 1) not in ("my", "his", "her", "their", "our"):
        start = 1900 + _DECADES[word] if _DECADES[word] else 2000
    elif word[-2:-1].isdigit() and word[-1:] == "0" and t.at(i + 1) == "s" and t.glued(i + 1):
        number = int(word.strip("'’‘")) if len(word) <= 4 else 1
        start = number if number > 1900 else 1900 + number
        if not (1930 <= start <= t.today.year) or t.at(i - 1) in ("my", "his", "her", "their", "our"):
            return None
        i += 1
    else:
        return None
    return Hit(years_from(start, start + 9), "decade", i + 1, weak=False)


def years_from(first: int, last: int) -> cal.Span:
    """A stretch of whole years."""
    return cal.Span(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31))


def quarter(t: Text, i: int, number: int) -> Hit | None:
    """'Q1 2024', 'the third quarter of last year'."""
    found = after_date(t, i)
    year_ = found[0] if found else t.today.year
    first = date(year_, 3 * number - 2, 1)
    if not found and first > t.today:
        first = first.replace(year=year_ - 1)
    return Hit(cal.months(first, cal.back(first, -2)), "range", found[1] if found else i)
