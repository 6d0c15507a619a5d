"""What an amount of time says from the date told before: 'two weeks later', 'a month after that', 'two days before'."""

from __future__ import annotations

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.amounts import Amount, apart
from narrative.when.words import Hit, Text

_WHOSE = frozenset({"the", "my", "i", "we", "they", "he", "she", "her", "his", "our", "their", "your", "its", "it", "a", "an"})


def from_before(t: Text, a: Amount) -> Hit | None:
    """'two weeks later', 'a month after that', 'two days before', 'nine days on': from the date told before."""
    j, word = a.end, t.at(a.end)
    sharp = t.are(j, "to", "the", "day")
    if sharp:
        j, word = j + 3, t.at(j + 3)
    if a.unit == "h" or t.before is None or (t.before.last - t.before.first).days > 62:
        if word == "earlier" and t.before is None and a.unit != "h":
            return Hit(apart(a, cal.day(t.today), back=True), "range", j + 1) if t.whole else None
        return None
    if t.are(j, "on", "from", "that") or t.are(j, "on", "from", "this"):
        return Hit(_capped(t, apart(a, t.before, back=False, sharp=sharp or a.unit == "d")), "range", j + 3)
    if word in ("later", "afterwards", "afterward", "after", "on", "further"):
        k = j + 1 + (t.at(j + 1) in ("that", "this", "it") and word == "after") + (t.at(j + 1) == "on" and word == "further")
        if word == "on" and t.at(k) not in ("", ".", ",", ";", "and", "i", "he", "she", "we", "they"):
            return None
        if (
            word == "after"
            and k == j + 1
            and t.at(k) not in ("", ".", ",", ";", "and", "i", "he", "she", "we", "they", "the", "my", "a")
        ):
            return None
        return Hit(_capped(t, apart(a, t.before, back=False, sharp=sharp or a.unit == "d")), "range", k)
    if word in ("earlier", "before", "beforehand", "previously", "prior"):
        k = j + 1 + (t.at(j + 1) in ("that", "this"))
        if word == "before" and k == j + 1 and t.at(k) in _WHOSE and t.at(k - 1) != ",":
            return None
        return Hit(apart(a, t.before, back=True, sharp=sharp or a.unit == "d"), "range", k)
    return None


def _capped(t: Text, span: Span) -> Span:
    """Not past today, when it has begun."""
    return cal.days(span.first, t.today) if span.first <= t.today < span.last else span
