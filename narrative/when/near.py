"""Days, weeks and months by their place from today: 'yesterday', 'last week', 'the month before last'."""

from __future__ import annotations

from datetime import timedelta

from narrative import calendar as cal
from narrative.when.ahead import looks_ahead
from narrative.when.words import DAYTIME, Hit, Text

_TEXTED = {"moz": 1, "moro": 1, "morro": 1, "morrow": 1, "mrw": 1, "mro": 1, "day": 0, "nite": 0, "night": 0}  # '2moz'


def near_now(t: Text, i: int) -> Hit | None:
    """'yesterday', 'the day before yesterday', 'this morning', 'last night', 'tomorrow', 'yesterday fortnight'."""
    word = t.at(i)
    if word == "2" and t.glued(i + 1) and t.at(i + 1) in _TEXTED:
        return Hit(cal.day(t.today + timedelta(days=_TEXTED[t.at(i + 1)])), "day", t.skip(i + 2, DAYTIME))
    if word in ("today", "tonight", "now") and (word != "now" or (t.whole and len(t.tokens) < 4)):
        return Hit(cal.day(t.today), "day", i + 1)
    if word == "lastnight":
        return Hit(cal.day(t.today - timedelta(days=1)), "day", i + 1)
    if word in ("yesterday", "yday", "yest", "yesterdays"):
        j = t.skip(i + 1, DAYTIME)
        days = 8 if t.at(j) == "week" else 15 if t.at(j) == "fortnight" else 1
        return Hit(cal.day(t.today - timedelta(days=days)), "day", j + (days > 1))
    if word in ("tomorrow", "tomoz", "tmrw", "tomo", "tomoro", "tomora"):
        return Hit(cal.day(t.today + timedelta(days=1)), "day", t.skip(i + 1, DAYTIME))
    if word in ("day", "night", "morning", "evening") and t.at(i + 1) == "before" and t.at(i + 2) in ("yesterday", "last"):
        return Hit(cal.day(t.today - timedelta(days=2)), "day", i + 3)
    if word in ("day", "night", "nite") and t.are(i + 1, "b", "4") and t.at(i + 3) in ("yesterday", "last"):
        return Hit(cal.day(t.today - timedelta(days=2)), "day", i + 4)
    if word == "day" and t.are(i + 1, "after", "tomorrow"):
        return Hit(cal.day(t.today + timedelta(days=2)), "day", i + 3)
    if word in ("last", "this", "earlier", "first") and t.at(i + 1) in (
        "night",
        "morning",
        "afternoon",
        "evening",
        "today",
        "lunchtime",
        "teatime",
    ):
        if word == "first" or (word == "last" and t.at(i + 1) != "night"):
            return None
        return Hit(cal.day(t.today - timedelta(days=1 if word == "last" else 0)), "day", i + 2)
    return None


def this_time(t: Text, i: int) -> Hit | None:
    """'this time last year', 'this time last week', 'this time two years ago' (the latter by `amounts`)."""
    if not t.are(i, "this", "time") and not t.are(i, "same", "time"):
        return None
    if t.at(i + 2) != "last" or t.at(i + 3) not in ("year", "month", "week"):
        return None
    on, slack = {"year": (cal.back(t.today, 12), 14), "month": (cal.back(t.today, 1), 4),
                 "week": (t.today - timedelta(days=7), 1)}[t.at(i + 3)]  # fmt: skip
    return Hit(cal.days(on - timedelta(days=slack), on + timedelta(days=slack)), "range", i + 4)


def unit(t: Text, i: int) -> Hit | None:
    """'last week', 'this month', 'the weekend before last', 'the other week', 'the weekend just gone'."""
    lead = (
        t.at(i - 1)
        if t.at(i - 1)
        in ("last", "this", "next", "previous", "past", "other", "coming", "the", "that", "same", "following", "at", "current")
        else ""
    )
    what, today = t.at(i), t.today
    if what not in (
        "day",
        "night",
        "week",
        "wk",
        "weekend",
        "month",
        "year",
        "morning",
        "fortnight",
        "term",
        "weekends",
        "quarter",
    ) or not (lead or (t.whole and t.are(i + 1, "before", "last"))):
        return None
    if lead == "past" and t.at(i - 2) != "this":
        return None
    j, steps = i + 1, {"last": 1, "previous": 1, "past": 1, "next": -1, "coming": -1}.get(lead, 0)
    further = False
    if t.are(j, "before", "last"):
        steps, j, further = 2, j + 2, True
    elif t.at(j) in ("gone", "past") or t.are(j, "just", "gone") or t.are(j, "just", "past"):
        steps, j, further = 1, j + (2 if t.at(j) == "just" else 1), True
    monday = today - timedelta(days=today.weekday())
    if lead == "other":
        reach = {"day": (8, 2), "night": (8, 2), "morning": (8, 1), "week": (21, 7), "weekend": (16, 5), "month": (70, 25)}.get(
            what
        )
        return Hit(cal.days(*(today - timedelta(days=n) for n in reach)), "range", j) if reach else None
    if lead in ("the", "that", "same", "following") and not further and what != "weekend":
        return None
    if what in ("weekend", "weekends"):
        if lead == "this":
            steps = -1 if looks_ahead(t.raw, t.tokens[i].start) else 1
            steps = 1 if today.weekday() < 5 and steps == 1 else 0
        if lead == "the" and not further and not t.whole and today.weekday() < 5 and looks_ahead(t.raw, t.tokens[i].start):
            steps, lead = 0, "coming"
        saturday = monday + timedelta(days=5 - 7 * (steps if steps > 0 or lead in ("next", "this", "coming") else 1))
        return Hit(cal.days(saturday, saturday + timedelta(days=1)), "week", j)
    if lead == "at":
        return None
    if what in ("week", "wk"):
        first = monday - timedelta(days=7 * steps)
        last = first + timedelta(days=6)
        return Hit(cal.days(first, min(last, today) if steps == 0 else last), "week", j)
    if what == "month":
        on = cal.back(today.replace(day=1), steps)
        return Hit(cal.month(on.year, on.month), "month", j)
    if what == "year":
        return Hit(cal.year(today.year - steps), "year", j)
    if what == "fortnight" and lead in ("last", "past"):
        return Hit(cal.days(today - timedelta(days=14), today), "range", j)
    return None
