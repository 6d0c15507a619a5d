"""How dates are said: one pattern and one small function for each turn of phrase. Order breaks ties of equal length.

Each function takes the match, today, and whether the words are the whole answer (then a bare 'March' or '5/4' will do).
It gives the days meant, None when it is no date after all, and raises ImpossibleDateError for a day that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import ImpossibleDateError, Span

Rule = Callable[[re.Match[str], date, bool], Span | None]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
          "janurary": 1, "janury": 1, "febuary": 2, "feburary": 2, "febrary": 2, "febuarary": 2, "apirl": 4, "agust": 8, "augest": 8,
          "setember": 9, "septmber": 9, "septemeber": 9, "ocotber": 10, "novemeber": 11, "novermber": 11, "decmber": 12,
          "decemeber": 12, "jully": 7, "juli": 7, "januari": 1}  # fmt: skip
_MONTH_NUMBERS = {m: i for i, m in enumerate(_MONTHS, 1)} | _SHORT
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBERS = {w: i for i, w in enumerate(_WEEKDAYS)} | {
    "mon": 0, "tues": 1, "tue": 1, "weds": 2, "wed": 2, "wensday": 2, "wednsday": 2, "wendsday": 2, "thurs": 3, "thur": 3, "thu": 3,
    "fri": 4, "sat": 5, "teusday": 1, "tuseday": 1, "thursdsay": 3, "saterday": 5}  # fmt: skip

MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?P<weekday>mondays?|tuesday|wednesday|thursday|friday|saturday|sunday|wensday|wednsday|wendsday|teusday|tuseday|saterday|tues|tue|weds|thurs|thur|mon|wed|fri|sat)\b"
_ANY_WEEKDAY = r"(?:(?:mon|tues?|wed(?:s|nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?)?"
_ORDINAL = "|".join(sorted(cal.ORDINALS, key=len, reverse=True))
DAY = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_ORDINAL})"
YEAR = r"(?P<year>(?:19|20)\d\d|['’‘]\d\d|two thousand(?: and)?(?: [a-z]+(?:[- ][a-z]+)?)?|twenty (?:ten|eleven|twelve|\w+teen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?))\b"
_YEAR_WORDS = r"(?P<yearwords>last year|this year|the year before last|the year before|(?:of )?the same year)"
_PART = r"(?P<part>(?:right )?(?:at )?(?:the )?(?:very )?(?:beginning|start|early part|first half|middle|end|latter part|second half|back end|tail end|first week|last week)(?: of)?|early(?: in)?|mid|middle|late(?: in)?)[\s\-]+(?:the )?"
_NUM = r"(?P<num>\d{1,3}|a couple of|couple of|a couple|couple|a few|few|several|some|half an?|an?|(?:twenty|thirty|forty|fifty|sixty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?|mnths?|years?|yrs?|decades?)"
_ABOUT = r"(?P<about>just over|a little over|a bit over|well over|over|more than|at least|just under|under|less than|nearly|almost|nigh on|close to|getting on for|going on for|going on|coming up to|coming up for|about|around|roughly|approximately|approx\.?|some|maybe|probably|or so|like|circa|say|not quite|a good|good)"
_AGO = r"(?P<ago>ago|back|since|earlier|previously|before now|gone|past)"
_FEAST = (
    r"(?P<feast>christmas day|xmas day|christmas eve|xmas eve|christmas|xmas|chrimbo|crimbo|boxing day|new ?year[’']?s? ?day|new ?year[’']?s? ?eve|new ?years?(?:[’']s)?|easter sunday|easter monday|"
    r"easter holidays?|easter break|easter|good friday|hall?oween|bonfire night|guy fawkes(?: night)?|valentine[’']?s?(?: day)?|mother[’']?s? ?day|mothering sunday|father[’']?s? ?day|"
    r"remembrance (?:day|sunday)|st\.? patrick[’']?s? day|burns night|hogmanay|pancake day|shrove tuesday|lent|(?:feb(?:ruary)?|may|whitsun|whit|spring|oct(?:ober)?|autumn|summer) half[- ]?term|half[- ]?term|"
    r"summer holidays|(?:when )?the clocks? (?:changed|changing|went (?:back|forwards?)|going (?:back|forwards?)|go (?:back|forwards?)|change|last changed)|clock change)"
)  # fmt: skip

WORTH_A_LOOK = re.compile(
    r"\d|\b(?:ago|back|yesterday|today|tonight|yday|yest|last|this|previous|month|week|year|day|since|for|the|other|fortnight|spring|summer|autumn|"
    r"winter|christmas|xmas|chrimbo|crimbo|easter|new ?year|holiday|half[- ]?term|clocks?|lockdown|covid|pandemic|boxing|good friday|hall?oween|bonfire|"
    r"valentine|mother|father|hogmanay|burns|lent|in|on|two thousand|twenty|" + "|".join(_MONTH_NUMBERS) + "|" + "|".join(_WEEKDAY_NUMBERS) + r")\b",
    re.I,
)
JOINER = re.compile(r"\s*(?:,\s*)?(and|to|until|till|til|up to|through to|through|[-–—]|up until)\s*(?:the\s+|about\s+|around\s+|sometime in\s+|in\s+|late\s+)?", re.I)
LEADING = re.compile(
    r"\b(?:(?:the\s+)?(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\s+(?P<side>after|before|following)|(?P<unit>(?:the\s+)?(?:day|week|weekend|month|morning|evening|night))\s+(?P<side2>after|before|following)|"
    r"(?P<just>just|right|straight|shortly|soon|not long|a bit|a little|a few days|a day or two|a week or so|the day|immediately)\s+(?P<side3>after|before)|(?P<side4>after|before)|(?P<around>around|round about|round|over|sometime around|about))"
    r"\s+(?:the\s+|last\s+)?$", re.I,
)


def as_said(text: str) -> str:
    """Small words a date library does not know made plain: 'back' is 'ago', 'last' is nothing to it."""
    return re.sub(r"\bback\b", "ago", text, flags=re.I)


def _month_number(match: re.Match[str]) -> int:
    return _MONTH_NUMBERS[match["month"].lower()]


def _year_of(said: str | None, today: date) -> int | None:
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


def _year_words(said: str | None, today: date) -> int | None:
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
    year = _year_of(m["y"], today) or today.year
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
        return cal.month(_year_of(m["m"].rjust(2, "0"), today) or today.year, int(m["d"]))
    if not (whole or m["on"]) or not 1 <= int(m["m"]) <= 12 or int(m["d"]) > 31:
        return None
    return cal.day(_recent_day(int(m["m"]), int(m["d"]), today), yearless=True)


def day_month(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'5th of April 2024', 'April 5', 'Monday the 3rd of June last year'."""
    number, day = _month_number(m), _day_number(m["day"])
    if not 1 <= day <= 31:
        return None
    year = _year_of(m["year"], today) or _year_words(m["yearwords"], today)
    if year is None and (short := m.groupdict().get("short")):
        year = _year_of(short, today)
    if m["month"].islower() and m["month"] in ("may", "march", "mar", "sat", "sun", "dec") and not re.search(r"st|nd|rd|th|of|20\d\d", m.group()) \
            and not whole and not re.match(r"\s*(19|20)?\d\d\b|[.,;)]|$", m.string[m.end():]) and m["month"] == "may":  # fmt: skip
        return None
    if year is None:
        return cal.day(_recent_day(number, day, today), yearless=True)
    return cal.day(_day(year, number, day))


def month_year(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'March 2024', 'end of March last year', 'mid-March', 'last March', 'in March', 'March' as a whole answer."""
    number = _month_number(m)
    year = _year_of(m["year"], today) or _year_words(m["yearwords"], today)
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
        return said[0].isupper() and not said.isupper() and said.lower() in ("march", "august") and bool(before) and before[-1] not in ".!?"
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
    year = _year_of(m["year"], today)
    lead, part = (m["lead"] or "").strip().lower(), (m["part"] or "").lower()
    if year is None or not 1930 <= year <= today.year + 2:
        return None
    if not (lead or part or whole) and not _stands_alone(m):
        return None
    return part_of_year(year, part) if part else cal.year(year)


def _stands_alone(m: re.Match[str]) -> bool:
    """A bare number that could only be a year: not money, not counted things, not a reference."""
    before, after = m.string[max(0, m.start() - 12) : m.start()].lower(), m.string[m.end() : m.end() + 14].lower()
    if re.search(r"[£$€#/\-]\s*$|\b(ref|reference|number|no|no\.|ward|room|case|form|code|flat|page|line|at)[\s:.]*$|\d[\s,]$", before):
        return False
    return bool(re.match(r"\s*(?:$|[.,;:!?)]|and\b|to\b|when\b|i\b|my\b|but\b|because\b|the\b|we\b|he\b|she\b|they\b|until\b|it\b|so\b)", after))


def part_of_year(year: int, part: str) -> Span:
    """The beginning, middle or end of a year as months."""
    first, last = {
        "b": (1, 3), "m": (5, 8), "e": (10, 12), "f": (1, 6), "s": (7, 12), "w": (1, 1), "l": (12, 12),
    }[_part_letter(part)]  # fmt: skip
    return cal.months(date(year, first, 1), date(year, last, 1))


def _part_letter(part: str) -> str:
    for pattern, letter in (("first week", "w"), ("last week", "l"), ("first half", "f"), ("second half|latter", "s"), ("begin|start|early", "b"), ("mid", "m")):
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


def ago(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'three weeks back', 'eleven months ago', 'about two years ago', 'getting on for two years', 'a year and a half ago'."""
    about = (m["about"] or m["about2"] or "").lower()
    is_long = bool(re.match("getting on for|going on|coming up", about)) and m["unit"].lower()[0] == "y"
    if not (m["ago"] or m["been"] or whole or is_long):
        return None
    if (m["ago"] or "").lower() in ("past", "gone", "since", "earlier", "previously") and not (whole or m["been"]):
        if m["ago"].lower() != "since" or not re.match(r"\s*(?:i|we|my|the|they|he|she|it)\b", m.string[m.end():], re.I):  # fmt: skip
            return None
    if (m["ago"] or "").lower() == "back" and re.match(r"\s*(?:to|in|at|on|from|pain|home|surgery)\b", m.string[m.end():], re.I):  # fmt: skip
        return None
    low, high = _amount(m["num"], m["more"])
    if re.search(r"\bin\s+$", m.string[: m.start()], re.I) and not m["ago"]:
        return cal.days(today + timedelta(days=1), today + timedelta(days=3650)) if whole else None
    return _before_today(today, low, high, m["unit"].lower(), bool(m["half"] or m["half2"]), _manner(about, m["more"], m["num"]))


def _amount(said: str, more: str | None) -> tuple[float, float]:
    said = said.lower()
    if said.startswith("half"):
        return 0.5, 0.5
    if "couple" in said:
        return 2, 2
    if "few" in said or said == "some":
        return 2, 5
    if said == "several":
        return 3, 8
    low = high = float(cal.number_of(said) or 0)
    if more and (second := re.search(r"(?:or|to|-|–)\s*(\w+)", more, re.I)):
        other = cal.number_of(second.group(1))
        high = float(other) if other and other > low else high + 1 if "few" not in more else high + 4
    return low, high


def _manner(about: str, more: str | None, said: str) -> str:
    if about in ("nearly", "almost", "nigh on", "close to", "just under", "under", "less than", "not quite") or re.match("getting|going|coming", about):
        return "nearly"
    if about in ("just over", "a little over", "a bit over", "over", "more than", "at least", "well over", "a good", "good"):
        return "over"
    vague = about or (more and "so" in more) or re.search("few|several|couple|some", said.lower())
    return "about" if vague else "exact"


def _before_today(today: date, low: float, high: float, unit: str, half: bool, manner: str) -> Span | None:
    if half:
        low, high = low + 0.5, high + 0.5
    if high <= 0 or (unit[0] == "y" and high > 90) or (unit.startswith("dec") and high > 8):
        return None
    if unit[0] == "d" and not unit.startswith("dec"):
        return _days_before(today, int(low), int(high), manner)
    if unit[0] in "wf":
        times = 14 if unit[0] == "f" else 7
        return _weeks_before(today, low * times, high * times, manner)
    times = 120 if unit[0] == "d" else 12 if unit[0] == "y" else 1
    return _months_before(today, low * times, high * times, unit[0], manner)


def _days_before(today: date, low: int, high: int, manner: str) -> Span:
    slack = max(1, high // 5) if manner != "exact" else 0
    return cal.days(today - timedelta(days=high + slack * (manner != "nearly")), today - timedelta(days=max(0, low - slack * (manner != "over"))))


def _weeks_before(today: date, low: float, high: float, manner: str) -> Span:
    slack = 3 if manner == "exact" or low != high else 7
    early = 0 if manner == "nearly" else slack
    late = 0 if manner == "over" else slack
    return cal.days(today - timedelta(days=int(high) + early), today - timedelta(days=max(0, int(low) - late)))


def _months_before(today: date, low: float, high: float, unit: str, manner: str) -> Span:
    low_m, high_m = round(low), round(high)
    if manner == "exact" and low_m == high_m and unit == "m":
        on = cal.back(today, low_m)
        return cal.month(on.year, on.month)
    slack = _slack(high_m, unit, manner)
    early = 0 if manner == "nearly" else slack
    late = 0 if manner == "over" else slack
    return cal.months(cal.back(today, high_m + early), cal.back(today, max(0, low_m - late)))


def _slack(count: int, unit: str, manner: str) -> int:
    """How many months either side people may mean: more for years than for months, more for longer ago."""
    if unit == "m":
        return 1 if count <= 12 else 2
    exact = {12: 2, 18: 2, 24: 3, 30: 3}.get(count, 6 if count > 30 else 2)
    return exact if manner == "exact" else min(12, exact + 3)


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
    if not (whole or m["on"]) or not 1 <= number <= 31 or re.match(r"\s*(?:floor|ward|time|of|attempt|letter|call|january|febr)", m.string[m.end():], re.I):  # fmt: skip
        return None
    for back in range(14):
        on = cal.back(today.replace(day=1), back)
        if number <= cal.month_end(on.year, on.month).day and on.replace(day=number) <= today:
            return cal.day(on.replace(day=number), yearless=True)
    return None


def weekday(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'on Monday', 'last Tuesday', 'a week last Friday', 'Tuesday gone'."""
    lead = (m["lead"] or "").strip().lower()
    if not (lead or whole or m["gone"]) or m["weekday"].lower() not in _WEEKDAY_NUMBERS:
        return None
    if re.match(r"\s*(?:to|-|–|and|or|until|through)\s*(?:mon|tue|wed|thu|fri|sat|sun)|s\b|\s*(?:mornings|afternoons|nights|week\b)", m.string[m.end():], re.I):  # fmt: skip
        return None
    back = (today.weekday() - _WEEKDAY_NUMBERS[m["weekday"].lower()]) % 7 or 7
    if "week" in lead and "last" in lead and "before" not in lead:
        back += 7
    if "last week" in (m["gone"] or "").lower():
        back = today.weekday() + 7 - _WEEKDAY_NUMBERS[m["weekday"].lower()]
    return cal.day(today - timedelta(days=back))


def seasons(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'in the spring', 'last summer', 'winter 2023', 'the autumn of last year'."""
    name, lead, part = m["season"].lower().replace("fall", "autumn"), (m["lead"] or "").lower().strip(), m["part"]
    year = _year_of(m["year"], today) or _year_words(m["yearwords"], today)
    if not (lead or part or year or whole):
        return None
    if year is None:
        start = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
        year = today.year if today >= date(today.year, start, 1) else today.year - 1
        if "last" in lead and cal.season(year, name).last >= today:
            year -= 1
    span = cal.season(year, name)
    if part:
        first = {"b": 0, "m": 1, "e": 2, "f": 0, "s": 1, "w": 0, "l": 2}[_part_letter(part.lower())]
        on = cal.back(span.first, -first)
        return cal.month(on.year, on.month)
    return span


def feasts(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'Christmas', 'Easter 2024', 'last Christmas', 'when the clocks changed', 'February half term'."""
    said = m["feast"].lower()
    year = _year_of(m["year"], today) or _year_words(m["yearwords"], today)
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
        return ["clocks back"] if "back" in said else ["clocks forward"] if "forward" in said else ["clocks back", "clocks forward"]
    if "half" in said:
        for word, name in (("feb", "february half term"), ("oct", "october half term"), ("autumn", "october half term"), ("may", "may half term"),
                           ("whit", "may half term"), ("spring", "february half term"), ("summer", "may half term")):  # fmt: skip
            if word in said:
                return [name]
        return ["february half term", "may half term", "october half term"]
    said = re.sub(r"new ?years?", "new year", said)
    table = {"new year day": "new years day", "new year eve": "new years eve", "guy fawkes night": "guy fawkes", "easter break": "easter holidays",
             "easter holiday": "easter holidays", "shrove tuesday": "pancake day", "mothering sunday": "mothers day", "haloween": "halloween"}  # fmt: skip
    if said in table:
        return [table[said]]
    for start, name in (("valentine", "valentines day"), ("mother", "mothers day"), ("father", "fathers day"), ("remembrance", "remembrance day"), ("st patrick", "st patricks day")):
        if said.startswith(start):
            return [name]
    return [said]


def bank_holiday(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'the bank holiday', 'the August bank holiday', 'the May bank holiday 2024', 'bank holiday Monday'."""
    which = (m["which"] or "").lower()
    number = {"aug": 8, "sum": 8, "may": 5, "ear": 5, "spr": 5, "whi": 5, "eas": 4}.get(which[:3])
    year = _year_of(m["year"], today) or _year_words(m["yearwords"], today)
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


def after_or_before(lead: re.Match[str], span: Span, today: date) -> Span | None:
    """Bends a date by the words before it: 'the Tuesday after', 'just after', 'the week before', 'around'."""
    side = (lead["side"] or lead["side2"] or lead["side3"] or lead["side4"] or "").lower()
    after = side in ("after", "following")
    if lead["weekday"]:
        wanted = next(n for w, n in _WEEKDAY_NUMBERS.items() if w.startswith(lead["weekday"].lower()[:3]) and len(w) > 5)
        step = (wanted - span.last.weekday()) % 7 or 7 if after else (span.first.weekday() - wanted) % 7 or 7
        return cal.day(span.last + timedelta(days=step) if after else span.first - timedelta(days=step), yearless=span.yearless)
    if lead["unit"]:
        unit = lead["unit"].lower()
        reach = 31 if "month" in unit else 7 if "week" in unit else 1
        return _beside(span, 1, reach, after=after, today=today)
    if lead["around"]:
        return _around(span, lead["around"].lower(), today)
    if (span.last - span.first).days > 120:
        return None
    return _beside(span, 1, 14 if lead["just"] else 31, after=after, today=today)


def _around(span: Span, said: str, today: date) -> Span | None:
    """'around 5 March' is a few days either side; around a month or a year says nothing new."""
    length = (span.last - span.first).days
    if length > 20 or said == "about":
        return None
    reach = 3 if said == "over" else 5
    return cal.days(span.first - timedelta(days=reach), max(span.first, min(today, span.last + timedelta(days=reach))), yearless=span.yearless)


def _beside(span: Span, near: int, far: int, *, after: bool, today: date) -> Span | None:
    if after:
        first = span.last + timedelta(days=near)
        last = span.last + timedelta(days=far)
        return cal.days(first, max(first, min(last, today)) if first <= today else last)
    return cal.days(span.first - timedelta(days=far), span.first - timedelta(days=near))


_LEAD = r"(?:(?P<lead>(?:back in|in the|in|on|since the|since|last|this(?: past)?|next|during the|during|by the|by|until|till|til|from the|from|around the|around|about|sometime in|some time in|of|before last|every|the|that|previous|over the|over|coming|through|throughout|for|as of|after|before|for most of)(?: (?:last|the|this))?)[\s]+)?"
_YEAR_TAIL = rf"(?:,?\s*(?:of\s+|in\s+)?(?:{YEAR}|{_YEAR_WORDS}))?"
_I = re.IGNORECASE

_DIGIT = re.compile(r"\d\s?[/.\-\\]\s?\d")
_A_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|ju[nl]|aug|agust|sep|set|oct|ocot|nov|dec|apirl)", _I)
_A_YEAR = re.compile(r"(?:19|20)\d\d|['’‘]\d\d|two thousand|twenty ", _I)
_YEAR_WORD = re.compile("year", _I)
_A_UNIT = re.compile("day|week|wk|fortnight|month|mth|mnth|year|yr|decade", _I)
_NOWISH = re.compile("yesterday|yday|today|tonight|last|this|other|before|weekend", _I)
_A_WEEKDAY = re.compile(r"\b(?:mon|tue|teu|tus|wed|wen|thu|fri|sat|sun)", _I)
_A_SEASON = re.compile("spring|summer|autumn|winter", _I)
_A_FEAST = re.compile(
    "mas|crimbo|chrimbo|boxing|year|easter|friday|hall|hal|bonfire|fawkes|valentine|mother|father|remembrance|patrick|burns|hogmanay|"
    "pancake|shrove|lent|term|holiday|clock", _I,
)
_BANK = re.compile("bank", _I)
_PANDEMIC = re.compile("lockdown|covid|pandemic", _I)

RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], Rule], ...] = (
    (_DIGIT, re.compile(r"(?<![\d/.\-:£])(?P<d>\d{1,2})\s?(?P<sep>[/.\-\\])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?![\d/\-:]|\.\d)"), numeric),
    (_DIGIT, re.compile(r"(?<![\d/.\-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d\-])"), iso),
    (_DIGIT, re.compile(r"(?<![\d/.\-])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])"), month_slash_year),
    (_DIGIT, re.compile(r"(?P<on>\b(?:on|since|from|until|by|dated)\s+(?:the\s+)?)?(?<![\d/.\-£])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/%])", _I), day_slash_month),
    (_A_MONTH, re.compile(rf"\b{_ANY_WEEKDAY}(?:the\s+)?{DAY}\s*(?:of\s+|day of\s+|-)?{MONTH}(?:{_YEAR_TAIL}|\s+(?P<short>\d\d)(?=\s*[.!]?\s*$))(?!\w)", _I), day_month),
    (_A_MONTH, re.compile(rf"\b{_ANY_WEEKDAY}{MONTH}\s+(?:the\s+)?{DAY}(?!\d|:|\s?(?:am|pm|people|times|%))\b{_YEAR_TAIL}(?!\w)", _I), day_month),
    (re.compile(r"\d(?:st|nd|rd|th)", _I), re.compile(r"\b(?P<on>on\s+)?(?:the\s+)?(?P<day>\d{1,2}(?:st|nd|rd|th))\b", _I), day_of_month),
    (_A_MONTH, re.compile(rf"\b{_LEAD}(?:{_PART})?{MONTH}(?:-(?=\d))?{_YEAR_TAIL}(?!\w)", _I), month_year),
    (_A_YEAR, re.compile(rf"(?<![\w£$€.,/\-#]){_LEAD}(?:{_PART})?{YEAR}(?![\d%/\-]|\.\d|\s?(?:mg|ml|pounds|quid|people|times|calls|hours|miles|words|letters|patients|steps|cases|p\b|k\b))", _I), bare_year),
    (_YEAR_WORD, re.compile(rf"\b(?:{_PART})?(?P<named>(?:earlier |later |some ?time |back )?(?:last year|this year)|the year before last|the previous year)\b", _I), named_year),
    (_A_UNIT, re.compile(
        rf"\b(?P<been>(?:it[’']?s been|has been|have been|ive been|been waiting|waiting|waited|been going on|over the last|over the past|for the last|for the past|within the last|in the last)\s+(?:for\s+)?)?(?:{_ABOUT}\s+)?{_NUM}"
        rf"(?P<more>\s*(?:or|to|-|–)\s*(?:\d+|so|two|three|four|five|six|seven|eight|nine|ten|twelve|a few)\b)?(?P<half2>\s+and\s+(?:a\s+)?half)?\s*(?:{_UNIT.replace('?P<unit>', '?P<unit>')})\b(?P<more2>\s+or\s+(?:so|two|more))?"
        rf"(?P<half>\s+and\s+(?:a\s+)?half)?(?:\s+or\s+so)?(?:,?\s+(?P<about2>roughly|approximately|about))?(?:\s+{_AGO}\b)?", _I), ago),
    (_NOWISH, re.compile(r"\b(?:the day before yesterday|yesterday(?: (?:morning|afternoon|evening|night))?|yday|earlier today|today|tonight|last night|this (?:morning|afternoon|evening|week|month)|the other (?:day|night|week)|(?:the )?(?:week|month|weekend) before last|(?:at )?(?:last|the previous) (?:week|month|weekend)|at the weekend)\b", _I), around_now),
    (_A_WEEKDAY, re.compile(rf"\b(?:(?P<lead>a week last|week last|last week on|on|last|this past|this|since|by|until|from|the previous)\s+)?{WEEKDAY}(?P<gone>\s+(?:last week|of last week|last|gone|just gone|past|morning|night|evening|afternoon)\b)?", _I), weekday),
    (_A_SEASON, re.compile(rf"\b(?:(?P<lead>in the|in|last|this|since the|since|during the|over the|by the|that|the|from|until|of|around)\s+)?(?:{_PART})?(?P<season>spring|summer|autumn|winter)(?:time)?\b(?!\s+(?:water|road|street|ward|clean|term|fuel|house|holiday))(?:\s+time)?{_YEAR_TAIL}(?!\w)", _I), seasons),
    (_A_FEAST, re.compile(rf"\b(?:(?P<lead>last|this|the)\s+)?{_FEAST}\b(?:\s+(?:time|period|weekend|holidays?|week))?{_YEAR_TAIL}(?!\w)", _I), feasts),
    (_BANK, re.compile(rf"\b(?:(?P<which>august|aug|summer|may|early may|spring|whitsun|whit|easter)\s+)?bank\s?holiday(?:\s+(?:monday|weekend|friday))?{_YEAR_TAIL}(?!\w)", _I), bank_holiday),
    (_PANDEMIC, re.compile(r"\b(?:in |during |since |the |through )*(?:(?:first|second|third) lockdown|lockdown|covid(?:[- ]?19)? (?:pandemic|times|time)|during covid(?:[- ]?19)?|the pandemic|the start of covid)\b", _I), pandemic),
)  # fmt: skip
