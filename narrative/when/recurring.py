"""Times that come every year: months, seasons, feasts, holidays. Which one is meant: 'last', 'this', 'before last'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.ahead import is_arranged
from narrative.when.sequence import before_in_story, in_sequence, next_in_story, to_come, yearless
from narrative.when.words import Hit, Text
from narrative.when.years import after_date

InYear = Callable[[int], list[Span]]
LEADS = frozenset({"last", "this", "next", "coming", "previous", "past", "that", "following", "the", "same", "first"})


def lead_before(t: Text, i: int) -> str:
    """The words before a name that choose the year: 'last', 'this', 'the following', 'that'; '' for none."""
    word = t.at(i - 1)
    if word == "past" and t.at(i - 2) == "this":
        return "last"
    return word if word in LEADS else ""


def choose(t: Text, i: int, j: int, spans: InYear, sort: str) -> tuple[Span, int]:
    """The time meant by the name at i..j, by the year after it, or by 'last', 'gone', 'before last' around it; and the end."""
    if t.at(j) in ("time", "period"):
        j += 1
    if t.at(j) == "," and t.at(j + 1) == "the" and t.are(j + 2, "year", "before", "last"):
        j += 1
    first, second = t.at(j)[-2:], t.at(j + 2)
    if sort == "season" and t.at(j + 1) in ("/", "-") and first.isdigit() and second.isdigit() and int(second) == int(first) + 1:
        return spans(2000 + int(first))[0], j + 3  # 'winter 23/24'
    if (year := after_date(t, j, short=sort in ("month", "season"))) and (found := spans(year[0])):
        return found[0], year[1]
    lead, known = lead_before(t, i), _known(t, spans)
    past = [s for s in known if s.first <= t.today]
    done = [s for s in known if s.last < t.today]
    ahead = [s for s in known if s.first > t.today]
    if t.are(j, "before", "last") or (t.at(j) == "before" and t.before is None and lead == "the" and not t.at(j + 1).isalnum()):
        return yearless(done[-2]), j + 2 if t.at(j + 1) == "last" else j + 1
    beside = t.at(j) if lead == "the" and t.before and not t.at(j + 1).isalnum() else ""
    if beside == "before" and (earlier := before_in_story(t, known)):
        return earlier, j + 1
    if beside in ("after", "following") and (later := next_in_story(t, known)):
        return later, j + 1
    if t.at(j) in ("gone", "past") or t.are(j, "just", "gone") or t.are(j, "just", "past"):
        return yearless(done[-1] if sort != "month" else past[-1]), j + (2 if t.at(j) == "just" else 1)
    if lead in ("last", "previous", "past"):
        return yearless(done[-1]), j
    if lead == "this":
        return yearless(_nearest(t, past, ahead, sort)), j
    if lead in ("next", "coming"):
        return yearless(ahead[0]), j
    if t.before and (lean := _leaning(t, lead, t.at(i - 2), known, sort)):
        return lean, j
    coming = to_come(t, i, known) if sort != "season" else None
    if coming is None and not t.whole and is_arranged(t.raw, t.tokens[i].start):
        return yearless(past[-1]), j
    return yearless(coming or in_sequence(t, i, known) or past[-1]), j


def _known(t: Text, spans: InYear) -> list[Span]:
    around = (t.before or t.anchor or cal.day(t.today)).first.year
    years = sorted({*range(t.today.year - 3, t.today.year + 2), *(y for y in (around - 1, around, around + 1) if y > 1930)})
    return [span for year in years for span in spans(year)]


def _nearest(t: Text, past: list[Span], ahead: list[Span], sort: str) -> Span:
    """'this January' is of this year; 'this Christmas' the one to come when it is near."""
    begun = [s for s in past if s.first.year == t.today.year or s.last.year == t.today.year]
    if begun and (sort != "feast" or (ahead[0].first - t.today).days > 125):
        return begun[-1]
    return ahead[0] if ahead and (ahead[0].first - t.today).days < 200 else past[-1]


def _leaning(t: Text, lead: str, further: str, known: list[Span], sort: str) -> Span | None:
    """'that October', 'the following March', 'the January' follow the date told before."""
    if t.before is None or (t.before.last - t.before.first).days > 400:
        return None
    is_following = lead == "following" or (lead == "next" and further == "the")
    if lead not in ("that", "following", "the", "same"):
        return None
    if lead == "the" and sort == "season":
        return None
    later = [s for s in known if (s.first > t.before.last if is_following else s.last >= t.before.first + timedelta(days=0))]
    if is_following and later and (later[0].first - t.before.last).days > 370:
        return None
    found = later[0] if later else None
    if found is None or (found.first > t.today and lead in ("the", "that")):
        return None
    return found


def repeated(t: Text, i: int, spans: InYear, sort: str, end: int, times: int) -> Hit:
    """'two Christmases ago', 'three summers back'."""
    around = range(t.today.year - times - 2, t.today.year + 1)
    done = [s for y in around for s in spans(y) if s.last < t.today]
    return Hit(yearless(done[-times]), sort, end)
