"""What an amount of time says: 'three weeks ago', 'a year last March', 'two days before Christmas', 'a month later'."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.amounts import Amount, amount, apart
from narrative.when.anchored import anchored
from narrative.when.feasts import times_ago
from narrative.when.later import from_before
from narrative.when.recurring import repeated
from narrative.when.single import single
from narrative.when.words import SEASONS, WEEKDAYS, Hit, Text, cardinal

_AGO = {"ago", "back", "agoo", "sinse"}
_NOT_BACK = {"to", "in", "at", "on", "from", "pain", "home", "surgery"}


def counted(t: Text, i: int) -> Hit | None:
    """The time told by an amount that begins here; None when it is only a length of time."""
    if found := _times_ago(t, i):
        return found
    a = amount(t, i)
    if a is None:
        return _last_few(t, i)
    return _ago(t, i, a) or _beside(t, i, a) or from_before(t, a) or _alone(t, i, a)


def _times_ago(t: Text, i: int) -> Hit | None:
    """'two Christmases ago', 'three summers back', 'two Fridays ago'."""
    number = cardinal(t, i, 30) or ((2, i + 2 + (t.at(i + 2) == "of")) if t.are(i, "a", "couple") else None)
    if not number:
        return None
    times, j = number
    name = t.at(j)
    if name.rstrip("s") in WEEKDAYS and t.at(j + 1) in ("ago", "back"):
        back = (t.today.weekday() - WEEKDAYS[name.rstrip("s")]) % 7 or 7
        return Hit(cal.day(t.today - timedelta(days=back + 7 * (times - 1))), "day", j + 2)
    if name.rstrip("s") in SEASONS and t.at(j + 1) in ("ago", "back"):
        return repeated(t, j, lambda y: [cal.season(y, name.rstrip("s"))], "season", j + 2, times)
    return times_ago(t, j, times)


_SPANS = {"year": 12, "month": 1}


def _last_few(t: Text, i: int) -> Hit | None:
    """'in the last six months', 'over the past few weeks': from then to today."""
    if t.at(i) == "last" and (days := _last_weekdays(t, i)):
        return days
    if t.at(i) not in ("last", "past") or (t.at(i - 1) not in ("the", "these", "this") and not (t.whole and i == 0)):
        return None
    if not (t.whole or t.at(i - 2) in ("in", "within", "over", "during", "sometime", "throughout")):
        return None
    if t.whole and t.at(i + 1) in _SPANS and t.at(i + 2) in ("", ".", "or"):
        return Hit(cal.days(cal.back(t.today, _SPANS[t.at(i + 1)]), t.today), "range", i + 2) if t.at(i) == "past" else None
    a = amount(t, i + 1)
    if a is None or a.unit == "h" or (a.low == a.high == 1 and not t.at(i + 1).isalpha()):
        return None
    exact = apart(replace(a, manner="exact", low=a.high), _now(t), back=True, sharp=True)
    return Hit(cal.days(exact.first, t.today), "range", a.end)


def _last_weekdays(t: Text, i: int) -> Hit | None:
    """'the last three Tuesdays': from the first of them to the last."""
    number = cardinal(t, i + 1, 12)
    if number is None or number[0] < 2 or not t.at(number[1]).endswith("s") or t.at(number[1])[:-1] not in WEEKDAYS:
        return None
    last = t.today - timedelta(days=(t.today.weekday() - WEEKDAYS[t.at(number[1])[:-1]]) % 7 or 7)
    return Hit(cal.days(last - timedelta(days=7 * (number[0] - 1)), last), "range", number[1] + 1)


def _now(t: Text) -> Span:
    return cal.day(t.today)


def _ago(t: Text, i: int, a: Amount) -> Hit | None:
    """'ago' and its like, with the day it is counted from: 'a fortnight ago yesterday', 'three weeks come Friday'."""
    j, word = a.end, t.at(a.end)
    sharp = False
    if t.are(j, "to", "the", "day"):
        sharp, j = True, j + 3
        word = t.at(j)
    if t.are(j, "before", "now"):
        return Hit(apart(a, _now(t), back=True), "range", j + 2)
    said = word in _AGO and not (word == "back" and t.at(j + 1) in _NOT_BACK and not t.whole)
    if said:
        j += 1
        if t.are(j, "now"):
            j += 1
        if t.are(j, "to", "the", "day"):
            sharp, j = True, j + 3
        if t.at(j) in _AFTERTHOUGHT:
            a, j = replace(a, manner=_AFTERTHOUGHT[t.at(j)]), j + 1
        if t.at(i - 1) == "time" and t.at(i - 2) in ("this", "same"):
            on = apart(a, _now(t), back=True, sharp=True)
            return Hit(cal.days(on.first - timedelta(days=14), on.last + timedelta(days=14)), "range", j)
        k = t.skip(j, _OR_MORE)
        if k > j and (t.at(k) in ("more", "longer") or (t.at(k) in ("bit", "little") and t.at(k + 1) in ("more", "longer"))):
            a, j = replace(a, manner="over"), k + 1 + (t.at(k) in ("bit", "little"))
        if a.unit == "h" and a.high < 20:
            return Hit(_now(t), "day", j)
    elif t.at(i - 1) in _ABROAD and _is_clause(t, i, j) and not a.is_vague and a.unit in "dwfmy":
        return Hit(apart(a, _now(t), back=True), "range", j)
    elif word in ("since", "past", "gone", "previously") and (
        t.whole or (word == "since" and (t.at(j + 1) in _WHO or t.at(i - 1) in ("thats", "its", "is", "be", "that's", "it's")))
    ):
        if found := anchored(t, i, a, j if word == "past" else j + 1):
            return found
        return Hit(apart(a, _now(t), back=True), "range", j + 1)
    if found := anchored(t, i, a, j + (word == "since"), said=said):
        return found
    if said or (sharp and t.whole):
        return Hit(apart(a, _now(t), back=True, sharp=sharp), "range", j)
    return None


_ABROAD = frozenset({"before", "since"})  # 'before two weeks I call': two weeks ago, as other languages say it
_CLAUSES = frozenset({"", ".", ",", ";", "!", "and", "but", "i", "we", "they", "he", "she", "my", "now", "for", "to", "in", "at"})


def _is_clause(t: Text, i: int, j: int) -> bool:
    """Does 'before two weeks' stand by itself, and not 'before two weeks of holiday'?"""
    if t.at(j) not in _CLAUSES:
        return False
    if t.at(j) in ("for", "to", "in", "at", "and"):
        return t.at(i - 1) == "before" and t.at(i) not in ("a", "an", "the", "one")
    return t.at(i - 1) == "since" or t.at(j) in ("i", "we", "they", "he", "she", "my") or t.at(i - 2) in ("", ".", ",", "!")


_BEGINS = frozenset(
    {"starts", "start", "begins", "ends", "expires", "closes", "leaves", "due", "moving", "flying"}
)  # '... in two days'
_AFTERTHOUGHT = {
    "nearly": "nearly",
    "almost": "nearly",
    "roughly": "about",
    "approx": "about",
    "approximately": "about",
    "ish": "about",
}
_OR_MORE = frozenset({",", "maybe", "perhaps", "possibly", "probably", "or", "if", "not", "even", "a"})
_WHO = {"i", "we", "my", "the", "they", "he", "she", "it", "next", "last"}


def _beside(t: Text, i: int, a: Amount) -> Hit | None:
    """'two days before Christmas', 'a week after the bank holiday', 'six months from March'."""
    j, word = a.end, t.at(a.end)
    if word not in ("before", "after", "from", "following", "prior") or a.unit == "h":
        return None
    k = t.skip(
        j + 1 + (word == "prior" and t.at(j + 1) == "to"), {"the", "that", "last", "my"} if t.at(j + 1) != "that" else {"the"}
    )
    named = single(t, k)
    if word == "from" and not t.whole and named is not None and named.sort == "day":
        return None  # 'gave me 28 days from the 3rd': the day itself is told, where they end is for others to say
    if named is None or (named.weak and named.sort not in ("month", "day")) or (named.span.last - named.span.first).days > 95:
        return None
    start = named.span if named.sort != "feast" or a.unit != "d" else _heart(named.span)
    if named.sort in ("feast", "term") and (start.last - start.first).days > 1:
        start = cal.day(start.first) if word in ("before", "prior") else start
    return Hit(
        replace(apart(a, start, back=word in ("before", "prior"), sharp=a.unit == "d"), yearless=named.span.yearless),
        "range",
        named.end,
    )


def _heart(span: Span) -> Span:
    """Days are counted from Christmas Day itself."""
    return cal.day(span.first + timedelta(days=1)) if (span.last - span.first).days == 2 else span


def _alone(t: Text, i: int, a: Amount) -> Hit | None:
    """A whole answer 'six weeks'; 'it's been getting on for three years'; 'in two weeks' time'."""
    j = a.end
    if t.at(i - 1) in ("in", "within") or t.are(j, "time") or t.are(j, "from", "now"):
        is_future = t.at(j) == "time" or t.are(j, "from", "now") or (t.at(i - 1) == "in" and (t.whole or t.at(i - 2) in _BEGINS))
        end = j + (1 if t.at(j) == "time" else 2 if t.are(j, "from", "now") else 0)
        return Hit(apart(a, _now(t), back=False), "range", end) if is_future else None
    if t.at(j) in (
        "before",
        "after",
        "from",
        "until",
        "for",
        "to",
        "in",
        "of",
        "with",
        "without",
        "on",
        "at",
        "late",
        "wait",
        "delay",
        "old",
    ):
        return None
    been = t.at(i - 1) in ("been", "for", "on", "over", "there") and any(
        t.are(i - n, *words)
        for words in (("its", "been"), ("it", "been"), ("s", "been"), ("has", "been"), ("been", "going", "on"))
        for n in range(2, 6))  # fmt: skip
    long = a.manner == "nearly" and a.unit == "y" and t.at(i) in ("getting", "going", "coming")
    if t.whole or been or long:
        if a.unit == "h":
            return Hit(_now(t), "day", j) if t.whole and a.high < 20 else None
        return Hit(apart(a, _now(t), back=True), "range", j + (t.at(j) == "now"), weak=False)
    return None
