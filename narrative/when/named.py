"""Months, seasons, weekdays, and days, weeks, months by their place from today: 'last week', 'the month before last'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from narrative import calendar as cal
from narrative.when.ahead import looks_ahead, tells_the_past
from narrative.when.recurring import choose, lead_before
from narrative.when.words import DAYTIME, FOREIGN, GONE, MONTHS, SEASONS, SHADY, WEEKDAYS, Hit, Text, some
from narrative.when.written import _NAMED

HELP = some(
    "in on since until till til by from around about during over through throughout for of before after last this next "
    "coming the that following mid early late between end start and or to then say back maybe"
)


def month(t: Text, i: int) -> Hit | None:
    """'March', 'last Feb', 'Jan this year', 'Nov time', 'Apr-24', 'mis Chwefror'."""
    word = t.at(i)
    number = MONTHS.get(word)
    if number is None:
        if word.endswith("ish") and (MONTHS.get(word[:-3]) or 0):
            number = MONTHS[word[:-3]]
        elif word in FOREIGN and (t.whole or t.at(i - 1) in ("mis", "ym", "w", "we", "od", "en", "de", "since", "ers", "mes")):
            number = FOREIGN[word]
        else:
            return None
    j = i + 1 + (t.at(i + 1) == "." and len(word) <= 4 and t.at(i + 2) != "" and bool(t.at(i + 2)[0].isdigit()))
    if word in FOREIGN and t.at(j) == "de":
        j += 1
    if t.at(j) in ("ish", "-") and t.at(j + 1) in ("ish", "time"):
        j += 2
    elif t.at(j) == "ish":
        j += 1
    if t.at(i - 1) in _NAMED or t.at(i + 1) in ("road", "street", "house", "avenue", "close") or t.at(i - 2) in _NAMED:
        return None
    if word in ("may", "march") and t.at(i - 1) in _SUBJECTS and t.at(i + 1).isalpha() and t.at(i + 1) not in ("and", "or"):
        return None
    span, end = choose(t, i, j, lambda y: [cal.month(y, number)], "month")
    weak = _is_shady_month(t, i, word) and (end == j or t.at(j) == "past")
    return Hit(replace(span, yearless=end == j or span.yearless), "month", end, weak=weak)


def _is_shady_month(t: Text, i: int, word: str) -> bool:
    """May it be a verb or a name here?"""
    before, said = t.at(i - 1), t.said(i)
    if word not in SHADY:
        return False
    if (
        _is_listed(t, i)
        or before in ("thats", "be")
        or (before in ("the", "that", "this", "like") and _is_after_article(t, i, said))
    ):
        return False
    if word == "may":
        if before in _BEFORE_MAY or (before == "now" and t.at(i - 2) in ("is", "its")):
            return False
        return not (before in ("time", "then", "this", "next", "first", "end") and t.at(i + 1) in (",", ".", "", "and", "then"))
    if (
        word == "march"
        and before in ("the", "a", "on", "to", "will", "that", "this")
        and t.at(i + 1) in ("on", "to", "was", "past", "in", "against", "for", "up")
    ):
        return True
    if word == "march" and said[0].isupper() and t.at(i - 1) not in ("", ".", "!", "?") and not said.isupper():
        return False
    if before in HELP and not (
        before in ("the", "and", "or", "about", "for", "to", "after")
        and word in ("april", "june", "august", "jan", "march", "mar")
    ):
        return False
    if word in ("april", "june", "august") and said.islower():
        return False
    if before in ("and", "or") and t.at(i - 2) not in MONTHS:
        return True
    return not (before in ("the", "be", "to") and t.at(i + 1) in ("", ".", ",", "and", "when", "i"))


_BEFORE_MAY = some("in since until till til by last around of during mid early late between from")
_VERBS_AFTER = some("be have not well also seem cause come go need on to was past against for up i")
_SUBJECTS = some("i we they he she it you who which there people")
_KIN = some("my our his her their your who whose said aged the is was has a")
_NOUNS_AFTER = some(
    "day days fair queen fly bush bank elections ball tree blossom past hare protest protester home back band 's s carter"
)
_PEOPLE = some("they we i she he it you nobody no nothing nothin nowt nout same still again came comes come went")


def _is_after_article(t: Text, i: int, said: str) -> bool:
    """'the May', 'in the June', 'that April'; not 'something that may happen', 'the march past', 'the August bank holiday'."""
    after = t.at(i + 1)
    if after in _NOUNS_AFTER or (t.at(i) == "march" and after in _VERBS_AFTER):
        return False
    if t.at(i - 1) == "the":
        return t.at(i) != "march" or said[0].isupper() or t.at(i - 2) in HELP or after in (",", ".", "", *_PEOPLE)
    if t.at(i - 1) == "like":
        return after in ("", ".", ",", "!", "?", "time") or t.at(i - 2) in (",", "about")
    opens = t.at(i - 2) in ("", ".", ",", ";", "(", "-") or t.at(i - 2) in HELP
    return opens and after not in _VERBS_AFTER and (said[0].isupper() or t.at(i) != "may")


def _is_listed(t: Text, i: int) -> bool:
    """'June, they said ... August same': a month at the head of a clause, after another time that was told."""
    if (
        t.before is None
        or t.tokens[i].start - t.before_end > 200
        or t.at(i - 1) not in (".", ",", ";", "-", "–", "then", "and", "!")
    ):
        return False
    after = t.at(i + 1)
    if t.at(i) == "may":
        return after in ("was", "same", ",", "nothing", "nowt", "again", "still", "came", ":")
    if after in (",", ":") and t.at(i - 1) in (".", ";", "!") and t.said(i)[0].isupper():
        return t.at(i + 2) not in _KIN  # 'June, my sister'
    return after in _PEOPLE or (after in (",", ":") and t.at(i + 2) in _PEOPLE)


def season(t: Text, i: int) -> Hit | None:
    """'the summer', 'last winter', 'autumn 2021', "spring '23", 'the winter before last'."""
    word = t.at(i)
    start = SEASONS.get(word) or SEASONS.get(word.rstrip("s"))
    if start is None or t.at(i + 1) in ("water", "road", "street", "ward", "clean", "fuel", "house", "school", "coat", "holiday"):
        return None
    if t.at(i + 1) == "time" and t.at(i - 1) in ("on", "to", "british", "into", "from"):
        return None  # what the clock says: 'still on summer time'
    name = word.rstrip("s").removesuffix("time")
    span, end = choose(t, i, i + 1, lambda y: [cal.season(y, name)], "season")
    helped = t.at(i - 1) in HELP and t.at(i - 1) not in ("to", "of", "and") and not (t.at(i - 1) == "in" and name == "winter")
    return Hit(replace(span, yearless=span.yearless or end == i + 1), "season", end, weak=not helped and end == i + 1)


def weekday(t: Text, i: int) -> Hit | None:
    """'last Tuesday', 'Thursday gone', 'Monday week', 'Weds last week', 'the Tuesday before last', 'Sunday night'."""
    word = t.at(i)
    number = WEEKDAYS.get(word)
    if number is None:
        return None
    if t.at(i + 1) in ("to", "-", "–", "until", "through") and t.at(i + 2) in WEEKDAYS:
        return None
    if t.at(i - 1) in ("to", "-", "–", "until", "through") and t.at(i - 2) in WEEKDAYS:
        return None
    if word in ("sat", "wed") and t.at(i - 1) == "the" and not t.whole:
        return None
    if (
        word == "sun"
        and not _ends_a_clause(t, i)
        and not (t.whole and t.at(i - 1) != "the")
        and t.at(i - 1) not in ("on", "last", "this")
    ):
        return None
    same = _same_day(t, i, number)
    if same is not None and t.at(i + 1) not in ("week", "fortnight", "before", "gone", "last"):
        return Hit(same, "day", t.skip(i + 1, DAYTIME))
    if (
        word in ("sat", "wed", "mon", "fri", "thu", "tue")
        and t.at(i - 1) not in ("on", "last", "next", "this", "the", "by", "since", "until", "till")
        and not t.whole
        and not _ends_a_clause(t, i)
    ):
        return None
    lead, j = lead_before(t, i), t.skip(i + 1, DAYTIME)
    if number == t.today.weekday() and not lead and not t.whole and _is_today(t, i, j):
        return Hit(cal.day(t.today), "day", j + (t.at(j) == "today"))
    monday = t.today - timedelta(days=t.today.weekday())
    back = (t.today.weekday() - number) % 7 or 7
    recent, ahead = t.today - timedelta(days=back), t.today + timedelta(days=7 - back if back < 7 else 7)
    k = j + 1 if t.at(j) in ("of", "in", ",") else j
    if t.at(k) == "the" and t.at(k + 1) == "week":
        k += 1
    if t.are(k, "week", "before", "last"):
        return Hit(cal.day(monday + timedelta(days=number - 14)), "day", k + 3)
    if t.at(k) in ("last", "this", "next", "that") and t.at(k + 1) in ("week", "wk"):
        if t.at(k) == "that" and t.before:
            begin = t.before.first - timedelta(days=t.before.first.weekday())
            return Hit(cal.day(begin + timedelta(days=number)), "day", k + 2)
        step = {"last": -7, "next": 7}.get(t.at(k), 0)
        return Hit(cal.day(monday + timedelta(days=number + step)), "day", k + 2)
    if t.at(j) == "week" and t.at(j + 1) not in ("of", "before", "after", "commencing"):
        return Hit(cal.day(recent - timedelta(days=7) if lead == "last" else ahead + timedelta(days=7)), "day", j + 1)
    if t.are(j, "before", "last"):
        return Hit(cal.day(recent - timedelta(days=7)), "day", j + 2)
    if t.at(j) == "fortnight":
        return Hit(cal.day(ahead + timedelta(days=14)), "day", j + 1)
    if t.at(j) in GONE or (t.at(j) == "just" and t.at(j + 1) in GONE):
        return Hit(cal.day(recent), "day", j + 1 + (t.at(j) == "just"))
    if lead == "last" and t.at(i - 2) == "week":
        return Hit(cal.day(recent - timedelta(days=7)), "day", j)
    if lead in ("last", "previous", "past"):
        return Hit(cal.day(recent), "day", j)
    if lead == "this" and t.whole:
        return Hit(cal.day(recent), "day", j)
    if lead == "this" and not looks_ahead(t.raw, t.tokens[i].start):
        is_past = tells_the_past(t.raw, t.tokens[i].start) or t.today - recent <= ahead - t.today
        return Hit(cal.day(recent if is_past else ahead), "day", j)
    if lead in ("this", "next", "coming"):
        return Hit(cal.day(ahead), "day", j)
    if found := _after_that(t, j, number):
        return found
    goes_on = lead in ("the", "that", "following", "same") or _goes_on(t, i)
    if goes_on and t.before and (t.before.last - t.before.first).days <= 10:
        begin = t.before.first + timedelta(days=lead == "following")
        on = begin + timedelta(days=(number - begin.weekday()) % 7)
        if on <= t.today or lead == "following":
            return Hit(cal.day(on), "day", j, leans=True)
    if not t.whole and t.at(i - 1) in ("a", "an"):
        return None
    if not t.whole and not lead and (since := _since_lately(t, number, recent)):
        return Hit(cal.day(since), "day", j)
    come = not t.whole and t.at(i - 1) not in ("since", "from") and looks_ahead(t.raw, t.tokens[i].start)
    weak = not t.whole and t.at(i - 1) not in HELP and len(word) < 4 and not t.said(i)[0].isupper() and t.at(i - 1) != "come"
    weak = weak and not _ends_a_clause(t, i)
    first = None if come or weak or t.whole else _first_of_several(t, i, number)
    return Hit(cal.day(ahead if come else first or recent), "day", j, weak=weak, leans=first is not None)


def _ends_a_clause(t: Text, i: int) -> bool:
    """'no one came mon.', 'thu morning': as phones write it. 'sat' and 'wed' are verbs too."""
    if t.at(i + 1) in DAYTIME and t.at(i + 1) not in ("tea", "am", "pm"):
        return True
    return t.at(i) in ("mon", "fri", "tue", "thu") and t.at(i + 1) in ("", ".", ",", "!", "?", *DAYTIME)


def _is_today(t: Text, i: int, j: int) -> bool:
    """'it's Thursday today', 'today is Friday', 'it is Tuesday and nobody rings': said of the day it is told on."""
    if t.at(j) == "today" or t.at(i - 1) == "todays" or t.are(i - 2, "today", "is") or t.are(i - 2, "today", ","):
        return True
    return t.at(i - 1) == "its" or t.are(i - 2, "it", "is")


def _since_lately(t: Text, number: int, recent: date) -> date | None:
    """After a day of these ten days, the weekday told next has been since then, when the last one was before it."""
    if t.before is None or t.before.first != t.before.last or not recent < t.before.first <= t.today:
        return None
    if (t.today - t.before.first).days > 10 or looks_ahead(t.raw, t.before_end):
        return None
    on = t.before.first + timedelta(days=(number - t.before.first.weekday()) % 7)
    return on if on <= t.today else None


def _after_that(t: Text, j: int, number: int) -> Hit | None:
    """'the Monday after that', 'the Friday after', 'the Sunday before that': from the day told before."""
    word = t.at(j)
    if word not in ("after", "following", "before") or t.whole or t.before is None or (t.before.last - t.before.first).days > 10:
        return None
    if t.at(j + 1).isalnum() and t.at(j + 1) not in ("that", "this"):
        return None
    end = j + 1 + (t.at(j + 1) in ("that", "this"))
    if word == "before":
        first = t.before.first
        return Hit(cal.day(first - timedelta(days=(first.weekday() - number) % 7 or 7)), "day", end, leans=True)
    on = t.before.last + timedelta(days=(number - t.before.last.weekday()) % 7 or 7)
    return Hit(cal.day(on), "day", end, leans=True) if on <= t.today or t.before.last > t.today else None


_PROMISED = some("said say says told promised by until till til before last next this come every")


def _first_of_several(t: Text, i: int, number: int) -> date | None:
    """'Tuesday I rang, Friday they came': the first of several weekdays in the order they are told, the last of them lately."""
    several, place = [number], i
    for k in range(i + 1, min(i + 60, len(t.tokens))):
        if t.at(k) not in WEEKDAYS or len(t.at(k)) < 4:
            continue
        is_own = (
            t.at(k - 1) in _PROMISED or t.at(k - 2) in _PROMISED or t.at(k + 1) in ("gone", "last", "week", "before", "after")
        )
        is_dated = t.at(k + 1)[:1].isdigit() or t.at(k + 2)[:1].isdigit()
        if is_own or is_dated or looks_ahead(t.raw, t.tokens[k].start) or t.are(k - 2, "week", "on"):
            break
        if t.tokens[k].start - t.tokens[place].end > _CHAIN or (len(several) > 1 and WEEKDAYS[t.at(k)] in several):
            break  # a weekday named again is the one told before
        several.append(WEEKDAYS[t.at(k)])
        place = k
    if len(several) == 1 or any(one == other for one, other in pairwise(several)):
        return None
    on = t.today - timedelta(days=(t.today.weekday() - several[-1]) % 7 or 7)
    for earlier in reversed(several[:-1]):
        on -= timedelta(days=(on.weekday() - earlier) % 7 or 7)
    return on


_CHAIN, _APPOSED = 160, 45  # letters between one weekday and the next, and between a date and its weekday


def _same_day(t: Text, i: int, number: int) -> cal.Span | None:
    """'the 28th of April, it was a Tuesday': the weekday of the date just told."""
    day = t.before
    if t.whole or day is None or day.first != day.last or day.first.weekday() != number:
        return None
    between = t.raw[t.before_end : t.tokens[i].start]
    is_near = len(between) <= _APPOSED and not re.search(r"[.!?;]|\b(?:and|then|until|till|to|but|next|last)\b", between)
    return day if is_near and t.at(i - 1) in ("a", "the", ",", "(", "was", "that", "on", "-") else None


def _goes_on(t: Text, i: int) -> bool:
    """A weekday soon after one that was found from a date before it: 'the Monday I rang, they said Thursday'."""
    return not t.whole and t.before_leans and t.tokens[i].start - t.before_end <= _CHAIN
