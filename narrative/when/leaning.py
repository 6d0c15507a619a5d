"""Times that lean on the date told before: 'the next day', 'the week after', 'that same night', 'the 24th'."""

from __future__ import annotations

from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.ahead import looks_ahead
from narrative.when.words import DAYTIME, WEEKDAYS, Hit, Text, cardinal, ordinal, some
from narrative.when.written import day_first, likely_day, real_day

_WHATS = DAYTIME - {"am", "pm", "tea"} | {"day", "week", "weekend", "month", "year", "days"}
_NO_DAY = some(
    "floor ward time times attempt letter call class person birthday year week month anniversary degree stage century "
    "appointment one trimester avenue street grade hand of rate party day night days nights visit occasion child baby wife "
    "husband"
)
_JOINS = frozenset({",", "and", "&", "or", "to", "-", "–", "/", "the", "till", "until"})


def leaning(t: Text, i: int) -> Hit | None:
    """'the next day', 'that night', 'the same week', 'the night before', 'the week after'."""
    before = t.before
    if before is None or (before.last - before.first).days > 40:
        return None
    k = i + (t.at(i) == "the")
    k += t.at(k) in ("very", "that")
    which = t.at(k)
    if which in ("next", "following", "same") or (t.at(k - 1) == "that" and which in _WHATS):
        j = k + 1 if which in ("next", "following", "same") else k
        what = t.at(j)
        if what not in _WHATS or (which == "next" and t.at(k - 1) != "the" and what not in DAYTIME | {"day"}):
            return None
        return _stepped(before, what, 1 if which in ("next", "following") else 0, j + 1, 1)
    if which in _WHATS and t.at(i) == "the" and t.at(k + 1) in ("before", "after", "following"):
        return _stepped(before, which, 1, k + 2, -1 if t.at(k + 1) == "before" else 1)
    return None


def _stepped(before: Span, what: str, steps: int, end: int, sign: int) -> Hit | None:
    step = timedelta(days=steps * sign)
    if what == "year":
        return Hit(cal.year(before.first.year + steps * sign), "year", end)
    if what == "month":
        on = cal.back(before.first.replace(day=1), -steps * sign)
        return Hit(cal.month(on.year, on.month), "month", end)
    if what in ("week", "weekend"):
        if before.first != before.last and steps and what == "week":
            edge = before.last if sign > 0 else before.first
            return Hit(cal.days(*sorted((edge + timedelta(days=sign), edge + timedelta(days=7 * sign)))), "week", end)
        monday = before.first - timedelta(days=before.first.weekday()) + 7 * step
        return Hit(cal.days(monday + timedelta(days=5 if what == "weekend" else 0), monday + timedelta(days=6)), "week", end)
    return Hit(cal.days(before.first + step, before.last + step), "day" if before.first == before.last else "range", end)


def bare_day(t: Text, i: int) -> Hit | None:
    """'the 24th', 'on 26th', '10th, 17th and 24th January', '9 to 11 June': the month comes after, or from the date before."""
    found = ordinal(t, i)
    plain = cardinal(t, i, 31) if not found else None
    day, j = found or plain or (0, i)
    if not 1 <= day <= 31 or (t.glued(i) and (plain or t.at(i - 1) not in ("/", "-", "–"))):
        return None
    if t.at(j) in _JOINS and (after := _next_day(t, t.skip(j, _JOINS))):
        year, month = after
        on = real_day(year, month, day)
        return Hit(cal.day(on, yearless=False), "day", j)
    if found and (of_same := _of_same_month(t, j)) and t.day:
        return Hit(cal.day(real_day(t.day.first.year, t.day.first.month, day)), "day", of_same)
    spelt = found is not None and not t.at(i).isdigit()
    of_month = (
        t.at(j) == "of" and t.at(j + 1) in ("last", "this", "next", "the", "that") and "month" in (t.at(j + 2), t.at(j + 1))
    )
    if not found or (
        spelt
        and not of_month
        and not (t.whole and t.at(i - 1) in ("the", "about", "on") and not t.at(j).isalpha())
        and not _is_a_day(t, i, j)
    ):
        return None
    if of_month:
        if t.are(j + 1, "the", "month", "before", "last"):
            steps, j = 2, j + 5
        else:
            steps, j = {"last": 1, "next": -1}.get(t.at(j + 1), 0), j + 3
        first = cal.back(t.today.replace(day=1), steps)
        return Hit(cal.day(real_day(first.year, first.month, day)), "day", j)
    if t.at(j) in _NO_DAY or (t.at(j).isalpha() and t.at(i - 1) not in _HELP and not t.whole and not _is_noted(t, i, j, day)):
        return None
    weak = t.at(i - 1) not in _HELP and t.at(i - 2) not in WEEKDAYS and not _is_noted(t, i, j, day)
    return Hit(cal.day(_such_day(t, i, day), yearless=True), "day", j, weak=weak)


_HELP = frozenset({"the", "on", "since", "until", "till", "by", "from", "to", "dated", "before", "after"}) | frozenset(WEEKDAYS)


_OPEN = frozenset(
    {"", ".", ",", ";", "!", ")", "and", "but", "i", "we", "they", "he", "she", "it", "when", "by", "with", "to", "at"}
)


def _is_a_day(t: Text, i: int, j: int) -> bool:
    """'on the fourteenth.', 'I shall not see the twelfth': a day in words, of the month told before or to come."""
    if t.at(i - 1) != "the" or t.at(j) not in _OPEN:
        return False
    if t.at(i - 2) in ("on", "by", "until", "till", "til", "see", "for", "before") and looks_ahead(t.raw, t.tokens[i - 1].start):
        return True
    if t.at(i - 2) == "on" and (found := ordinal(t, i)) and found[0] >= 5 and t.at(j) in ("", ".", ",", ";", "!", ")"):
        return True
    if t.before is None or (t.before.last - t.before.first).days > 45:
        return False
    return t.at(i - 2) in ("on", "by", "until", "till", "since", "from", "dated", "say", "says", "said") and (
        t.day is not None or j - i > 1 or t.at(j) != ","
    )


def _is_noted(t: Text, i: int, j: int, day: int) -> bool:
    """'signed for 22nd)', '8 June and 15th': a day of the month told just before."""
    if t.before is None or t.whole or day < 4 or t.tokens[i].start - t.before_end > 60 or t.glued(i):
        return False
    return t.at(j) in ("", ".", ",", ";", ")", "and") and (t.before.last - t.before.first).days <= 31


def _of_same_month(t: Text, j: int) -> int:
    """The place after 'of the same month', 'of same month', 'of that month'; 0 when that does not stand there."""
    k = t.skip(j, {"of", "the"})
    if t.at(j) != "of" or t.at(k) not in ("same", "that"):
        return 0
    return k + 2 if t.at(k + 1) == "month" else k + 1 if t.at(k) == "same" and not t.at(k + 1).isalnum() else 0


def nth_day(t: Text, i: int) -> Hit | None:
    """'on the second day', 'by the third night': counted from the stretch or the day told before, which is the first."""
    found = ordinal(t, i)
    if not found or t.before is None or not 2 <= found[0] <= 14 or (t.before.last - t.before.first).days > 3:
        return None
    number, j = found
    if t.at(j) not in ("day", "night", "morning") or t.at(i - 1) != "the" or t.at(i - 2) not in ("on", "by", "until", "till"):
        return None
    if t.at(j + 1) in ("of", "in", "after", "before"):
        return None
    on = t.before.first + timedelta(days=number - 1)
    return Hit(cal.day(on), "day", j + 1) if on <= t.today else None


def _next_day(t: Text, k: int, most: int = 4) -> tuple[int, int] | None:
    """The year and month of the day after this one in a list, when it has one of its own."""
    after = day_first(t, k) if ordinal(t, k) or cardinal(t, k, 31) else None
    if after is None and t.at(k)[:1].isdigit() and t.at(k) and (number := ordinal(t, k) or cardinal(t, k, 31)):
        j = number[1]
        return _next_day(t, t.skip(j, _JOINS), most - 1) if most and t.at(j) in _JOINS else None
    return (after.span.first.year, after.span.first.month) if after else None


def _such_day(t: Text, i: int, day: int) -> date:
    """The first such day of a month from the date before on; or the most recent one; or the next when that is spoken of."""
    place, started = t.tokens[i].start, t.at(i - 1) == "since"
    sure = not t.whole and not started and looks_ahead(t.raw, place, sure=True)
    is_letter = not t.whole and "dated" in (t.at(i - 1), t.at(i - 2))  # what is complained of came lately
    if t.before and not sure and not is_letter and (t.before.last - t.before.first).days <= 45:
        for ahead in range(2):
            first = cal.back(t.before.first.replace(day=1), -ahead)
            if day <= cal.month_end(first.year, first.month).day and t.before.first <= (on := first.replace(day=day)) <= t.today:
                return on
    if (
        t.before
        and t.before.first > t.today
        and not t.whole
        and day <= cal.month_end(t.before.first.year, t.before.first.month).day
    ):
        on = t.before.first.replace(day=day)
        if on >= t.before.first:
            return on
    ahead_of_us = sure or (not t.whole and not started and looks_ahead(t.raw, place))
    for step in range(14):
        first = cal.back(t.today.replace(day=1), -step if ahead_of_us else step)
        if day <= cal.month_end(first.year, first.month).day:
            on = first.replace(day=day)
            if (on > t.today) if ahead_of_us else (on <= t.today):
                return on
    return likely_day(t, i, 1, day)
