"""An amount of time counted back from a day named after it: 'three weeks come Friday', 'a year last March'."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.when.ahead import looks_ahead
from narrative.when.amounts import Amount, apart
from narrative.when.single import single
from narrative.when.words import MONTHS, WEEKDAYS, Hit, Text

_ON = {"on", "come", "last", "this", "next", "past", "gone", "today", "yesterday", "tomorrow", "in", "its", "be"}


def anchored(t: Text, i: int, a: Amount, j: int, *, said: bool = False) -> Hit | None:
    """The amount counted back from a day named after it."""
    word = t.at(j)
    if not (word in _ON or (said and word in WEEKDAYS)) or a.unit == "h":
        return None
    soon = a.manner == "nearly"
    a = replace(a, manner="exact") if a.low == a.high else a
    if word in ("past", "gone") and (t.at(j + 1) == "in" or (t.at(j + 1) == "on" and t.at(j + 2) in WEEKDAYS)):
        j, said = j + 1, True
    k = t.skip(j, {"on", "come", "its", "be", "in"})
    lead = t.at(j)
    core = k + (t.at(k) in ("last", "this", "next", "past", "gone", "coming", "the"))
    name = t.at(core)
    if name in WEEKDAYS and len(name) > 2:
        if lead in ("in", "the"):
            return None
        number = WEEKDAYS[name]
        recent = t.today - timedelta(days=(t.today.weekday() - number) % 7 or 7)
        coming = t.today + timedelta(days=(number - t.today.weekday()) % 7)
        if lead == "on" and not said and not t.whole and t.at(i - 1) not in ("be", "been"):
            if a.unit not in "wf" or "later" in (t.at(core + 1),):
                return None
            return Hit(apart(a, cal.day(coming), back=False, sharp=True), "day", core + 1)
        is_to_come = lead in ("come", "next", "this") or (lead == "on" and not said)
        return Hit(apart(a, cal.day(coming if is_to_come else recent), back=True, sharp=True), "day", core + 1)
    if name in ("today", "yesterday", "tomorrow"):
        step = {"today": 0, "yesterday": -1, "tomorrow": 1}[name]
        if name != "today" or said or t.whole or a.unit in "wfmy":
            is_to_come = name == "today" and not said and not t.whole and looks_ahead(t.raw, t.tokens[i].start)
            return Hit(apart(a, cal.day(t.today + timedelta(days=step)), back=not is_to_come, sharp=True), "day", core + 1)
        return None
    if lead in ("on", "gone", "past") and not said:
        return None
    if name in MONTHS and (said or lead != "in" or soon):
        number = MONTHS[name]
        if lead == "in" and soon:
            year = t.today.year + (number < t.today.month)
        elif lead in ("in", "this") or t.at(core - 1) in ("this", "in", "come"):
            year = t.today.year
        elif lead == "next" or t.at(core - 1) == "next":
            year = t.today.year + (number <= t.today.month)
        else:
            year = t.today.year - (number >= t.today.month)
        return Hit(apart(a, cal.month(year, number), back=True, sharp=True), "month", core + 1) if a.unit in "ym" else None
    if (
        a.unit == "y"
        and name not in ("week", "month", "year")
        and t.at(core - 1) in ("this", "last", "next", "come")
        and (named := single(t, core))
    ) and named.sort in ("feast", "season", "term"):
        return Hit(apart(a, named.span, back=True, sharp=True), named.sort, named.end)
    if name in ("week", "month") and t.at(core - 1) in ("last", "this", "next") and (named := single(t, core)):
        span = named.span
        if t.at(core - 1) == "this" and name == "month":
            span = cal.month(t.today.year, t.today.month)
        return Hit(apart(a, span, back=True, sharp=True), named.sort, named.end)
    return None
