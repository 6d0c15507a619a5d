"""Words before a time that bend it: 'just before', 'the week after', 'the Tuesday after', 'around', 'week commencing'."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.single import single
from narrative.when.words import WEEKDAYS, Hit, Text

_CLOSE = {"just", "right", "shortly", "soon", "straight", "immediately", "directly"}
_REACH = {"day": (1, 1), "days": (1, 3), "night": (1, 1), "evening": (1, 1), "morning": (1, 1), "week": (1, 7), "wk": (1, 7),
"wks": (1, 21),
          "weeks": (1, 21), "weekend": (1, 7), "month": (1, 31), "months": (1, 92), "year": (1, 365)}  # fmt: skip
_ABOUT = frozenset({"around", "round", "about", "circa", "approx", "approximately", "roughly"})
_BENDS = _ABOUT | _CLOSE | {*_REACH, "not", "a", "run", "lead", "eve", "before", "after", "prior"}
_SKIP = frozenset({"the", "last", "this", "my", "our", "all", "national", "that", "when"})


def bent(t: Text, i: int) -> Hit | None:
    """The time bent by the words which begin here."""
    return _commencing(t, i) or _weekday_of(t, i) or _side(t, i)


def _commencing(t: Text, i: int) -> Hit | None:
    """'week commencing 3 March', 'w/c 3/3', 'w/e 16 March', 'the week of the 12th': Monday to Sunday."""
    j, ends = 0, False
    if (
        t.at(i) == "weekend"
        and t.at(i + 1) == "of"
        and (named := single(t, t.skip(i + 2, {"the"})))
        and (named.sort == "day" or (named.sort in ("feast", "event") and (named.span.last - named.span.first).days < 6))
    ):
        on = named.span.first
        saturday = on - timedelta(days=on.weekday() - 5)
        first = min(saturday, on) if named.sort == "event" else saturday
        weekend = cal.days(first, saturday + timedelta(days=1), yearless=named.span.yearless)
        return Hit(weekend, "week", named.end, leans=named.leans)
    if t.at(i) in ("week", "wk"):
        if t.at(i + 1) in ("commencing", "beginning", "starting", "comm", "ending"):
            j, ends = i + 2, t.at(i + 1) == "ending"
        elif (t.at(i + 1) in ("of", "with") and t.at(i + 2) in ("the", *WEEKDAYS)) or (
            t.at(i + 1) == "of" and t.at(i + 2)[:1].isdigit()
        ):
            j = i + 2
    elif t.at(i) == "w" and t.at(i + 1) in ("/", ".") and t.at(i + 2) in ("c", "e", "b", "s"):
        j, ends = i + 3, t.at(i + 2) == "e"
    elif t.at(i) in ("wc", "commencing") and t.at(i + 1)[:1].isdigit():
        j = i + 1
    if not j:
        return None
    named = single(t, t.skip(j, {"the", "on"}))
    if named is None or (named.span.last - named.span.first).days > 5:
        return None
    on = named.span.last if ends else named.span.first
    if t.at(i + 1) == "of":
        on -= timedelta(days=on.weekday())
    first = on - timedelta(days=6) if ends else on
    return Hit(cal.days(first, first + timedelta(days=6), yearless=named.span.yearless), "week", named.end)


def _weekday_of(t: Text, i: int) -> Hit | None:
    """'the Tuesday after Easter', 'the Friday night of the bank holiday', 'a Sunday in the middle of March'."""
    if t.at(i) not in WEEKDAYS:
        return None
    number = WEEKDAYS[t.at(i)]
    j = t.skip(i + 1, {"morning", "afternoon", "evening", "night"})
    word = t.at(j)
    if word not in ("after", "before", "following", "of", "in"):
        return None
    k = t.skip(j + 1, _SKIP)
    from narrative.when.telling import plain

    named = plain(t, k)
    if (
        named is None
        or named.sort in ("amount",)
        or (word in ("of", "in") and named.sort == "month" and t.at(k - 1) not in _SKIP and t.at(k - 1) not in ("of", "in"))
    ):
        return None
    first, last = named.span.first, named.span.last
    if (last - first).days > 32:
        is_one = t.at(i - 1) in ("a", "one", "some") and word in ("of", "in") and (last - first).days < 130
        return named._replace(weak=False) if is_one else None
    if word in ("after", "following"):
        on = last + timedelta(days=(number - last.weekday()) % 7 or 7)
    elif word == "before":
        on = first - timedelta(days=(first.weekday() - number) % 7 or 7)
    elif (last - first).days <= 4:
        on = min(
            (first + timedelta(days=n) for n in range(-4, 5 + (last - first).days)),
            key=lambda d: (d.weekday() != number, abs((d - first).days)),
        )
    elif (last - first).days <= 7:
        on = first + timedelta(days=(number - first.weekday()) % 7)
    else:
        return named._replace(weak=False)
    return Hit(cal.day(on, yearless=named.span.yearless), "day", named.end)


def _side(t: Text, i: int) -> Hit | None:
    """'just before Christmas', 'the day after the bank holiday', 'after Easter', 'not long before lockdown', 'around 5 March'."""
    if t.at(i) not in _BENDS:
        return None
    j, near = i, 0
    reach: tuple[int, int] | None = None
    if t.at(j) in _CLOSE:
        j, near = j + 1, 1
    elif t.are(j, "not", "long"):
        j, near = j + 2, 1
    elif t.at(j) in ("a",) and t.at(j + 1) in ("bit", "little", "while", "short"):
        j, near = t.skip(j + 2, {"while", "time"}), 1
    elif t.at(j) in _REACH and t.at(j + 1) in ("before", "after", "following", "prior"):
        reach, j = _REACH[t.at(j)], j + 1
    elif t.are(j, "a", "day", "or", "two") or t.are(j, "a", "week", "or", "so") or t.are(j, "a", "week", "or", "two"):
        reach, j = ((1, 3) if t.at(j + 1) == "day" else (4, 12)), j + 4
    elif t.at(j) in ("run", "lead") and t.at(t.skip(j + 1, {"up", "-"})) == "to":
        reach, word_at = (1, 21), t.skip(j + 1, {"up", "-"})
        return _before(t, word_at + 1, reach)
    elif t.are(j, "eve", "of"):
        return _before(t, j + 2, (1, 1))
    if t.at(j) in _REACH and t.at(j + 1) in ("leading", "running") and t.are(j + 2, "up", "to"):
        return _before(t, j + 4, _REACH[t.at(j)])
    if near:
        j = t.skip(j, {"a", "bit", "little"})
    word = t.at(j)
    if word in _ABOUT:
        return _around(t, t.skip(j, _ABOUT | {"the"}))
    if word not in ("before", "after", "following", "prior") or (word == "following" and not reach):
        return None
    k = t.skip(j + 1 + (word == "prior" and t.at(j + 1) == "to"), _SKIP)
    from narrative.when.telling import plain

    named = plain(t, k)
    if named is None or (named.weak and not named.span.yearless):
        return None
    length = (named.span.last - named.span.first).days
    if reach is None and length > 120 and named.sort not in ("event", "term", "year", "season"):
        return None
    low, high = reach or (1, 9 if near else 21 if named.sort in ("feast", "term", "month", "season", "event") else 10)
    if word in ("before", "prior"):
        edge = _day_of(named, t, k).first
        span = cal.days(edge - timedelta(days=high), edge - timedelta(days=low), yearless=named.span.yearless)
    else:
        high = min(high, 9) if reach is None and not near and named.sort == "feast" else min(high, 8) if near else high
        edge = _day_of(named, t, k).last if named.sort != "event" else named.span.last
        first, last = edge + timedelta(days=low), edge + timedelta(days=high)
        span = cal.days(first, max(first, min(last, t.today)) if first <= t.today else last, yearless=named.span.yearless)
    return Hit(span, "day" if low == high else "range", named.end)


def _before(t: Text, k: int, reach: tuple[int, int]) -> Hit | None:
    """'the week leading up to Christmas', 'the run-up to Easter'."""
    named = single(t, t.skip(k, _SKIP))
    if named is None or named.weak:
        return None
    edge = named.span.first
    span = cal.days(edge - timedelta(days=reach[1]), edge - timedelta(days=reach[0]), yearless=named.span.yearless)
    return Hit(span, "range", named.end)


def _day_of(named: Hit, t: Text, k: int) -> Span:
    return named.span


def _around(t: Text, k: int) -> Hit | None:
    named = single(t, k)
    if named is None or named.sort not in ("day", "feast"):
        return None
    span, today = named.span, t.today
    if named.sort == "feast" and "christmas" in t.at(k) + t.at(k + 1):
        slack = 7
    else:
        slack = 3 if (span.last - span.first).days <= 3 else 0
    if not slack:
        return named._replace(weak=False)
    wide = cal.days(span.first - timedelta(days=slack), max(span.first, min(today, span.last + timedelta(days=slack))))
    return Hit(replace(wide, yearless=span.yearless), "range", named.end)
