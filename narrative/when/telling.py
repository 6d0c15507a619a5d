"""A whole telling of a time, from its first word: leading words, parts, what bends it, and what it is joined to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from narrative import calendar as cal
from narrative.calendar import ImpossibleDateError, Span
from narrative.when import parts
from narrative.when.bending import bent
from narrative.when.counted import counted
from narrative.when.counts import MANNER_TAILS, MANNER_WORDS
from narrative.when.events import EVENT_WORDS
from narrative.when.feasts import FEAST_WORDS, KIDS_THEN, KIDS_WORDS
from narrative.when.joining import joined, of_year
from narrative.when.partial import partial
from narrative.when.sequence import keep
from narrative.when.single import single
from narrative.when.words import FOREIGN, MONTHS, SEASONS, UNITS, WEEKDAYS, Hit, Text, some

_REACH = 400  # letters: a time does not lean on a date told long before
_LEADS = some(
    "in on at since from until till til by during over through throughout around about for of the last this next coming "
    "previous past "
    "that back other sometime some time dated beginning between anywhere any within circa approx"
)
_HELPS = some(
    "in on since from until till til by during over throughout around about for dated between before after circa back of"
)


class Told(NamedTuple):
    """A time, with the letters it stands in."""

    start: int
    end: int
    span: Span


def told(t: Text, *, strict: bool = False) -> Iterator[Told]:
    """Every time in the text, in order. `strict` passes on the error of a day that does not exist."""
    i, total = 0, len(t.tokens)
    while i < total:
        if not _may_begin(t, i):
            i += 1
            continue
        if t.before and t.tokens[i].start - t.before_end > _REACH:
            t.before = None
        try:
            hit = read(t, i)
        except ImpossibleDateError:
            if strict:
                raise
            hit = None
        except (ValueError, OverflowError, IndexError):
            hit = None
        if hit is None or hit.end <= i:
            i += 1
            continue
        keep(t, i, hit)
        yield Told(t.tokens[i].start, t.before_end, hit.span)
        i = hit.end


def read(t: Text, i: int) -> Hit | None:
    """The time whose telling begins at this word."""
    if (
        t.at(i - 1) in ("every", "each", "any")
        or (t.at(i - 1) == "other" and t.at(i - 2) == "every")
        or t.at(i) in ("every", "each")
    ):
        return None
    best: Hit | None = None
    k = i
    for _ in range(5):  # the leading words may begin the time themselves: 'last few weeks', 'the end of'
        if (found := _from(t, k, i)) and (best is None or found.end > best.end):
            best = found
        if t.at(k) not in _LEADS:
            break
        k += 1
    if best is None or (best.weak and not t.whole):
        return None
    return joined(t, i, best)


def plain(t: Text, k: int) -> Hit | None:
    """A time without leading words: a part of one, or one that stands by itself."""
    return _longest(partial(t, k), single(t, k))  # 'early May' and 'the early May bank holiday' begin alike


def _from(t: Text, k: int, i: int) -> Hit | None:
    found = _longest(bent(t, k), partial(t, k), counted(t, k) if _counts(t, k) else None, single(t, k))
    if found is None:
        return None
    if found.weak and found.sort == "year" and t.at(k - 1) == "to" and found.span.first > t.today:
        found = found._replace(weak=False)  # 'moved to 2027'
    if found.weak and (t.at(k - 1) in _HELPS or (t.at(k - 1) == "the" and found.sort == "day" and t.at(k - 2) in _HELPS)):
        found = found._replace(weak=not _is_helped(t, k, found))
    return of_year(t, found)


def _is_helped(t: Text, k: int, hit: Hit) -> bool:
    """'in 2022', 'on 3/4', 'by Friday' are times; 'of', 'for' and 'about' help only some."""
    before = t.at(k - 1)
    if hit.sort == "month":
        return before in ("in", "since", "until", "till", "til", "by", "during", "throughout", "between", "from", "back") or (
            before in ("of", "around", "for", "about")
            and len(t.at(k)) > 3
            and t.at(k) not in ("may", "march", "april", "june", "august")
        )
    if hit.sort == "season":
        return before in ("in", "since", "during", "over", "by", "until", "till", "around", "from", "back", "throughout")
    return before not in ("about", "for", "over") or (hit.sort == "year" and before == "for")


def _longest(*hits: Hit | None) -> Hit | None:
    best: Hit | None = None
    for hit in hits:
        if hit and (best is None or hit.end > best.end or (hit.end == best.end and best.weak and not hit.weak)):
            best = hit
    return best


def _counts(t: Text, k: int) -> bool:
    word = t.at(k)
    return word in cal.NUMBERS or word.isdigit() or word in MANNER_WORDS or word in _AMOUNTS


_AMOUNTS = {"few", "several", "half", "fortnight", "couple", "coupla", "last", "past", "ten"}


_OTHER = some(
    "yesterday yesterdays yday yest today tonight now tomorrow tomoz tomo tomoro tomora tmrw "
    "lastnight nite day night morning afternoon evening weekend weekends "
    "week wk month year "
    "term fortnight other same earlier next following q w wc commencing oh zero nought o eve just right shortly soon straight "
    "immediately directly not before after prior a an half quarter nineties eighties seventies sixties noughties very time"
)
_BEGIN = frozenset(
    {*MONTHS, *FOREIGN, *WEEKDAYS, *SEASONS, *cal.NUMBERS, *cal.ORDINALS, *MANNER_WORDS, *parts.PART_WORDS,
     *FEAST_WORDS, *EVENT_WORDS,
     *_AMOUNTS, *_OTHER}
)  # fmt: skip


def _may_begin(t: Text, i: int) -> bool:
    """A quick look: can a telling begin with this word?"""
    word = t.at(i)
    if word in _BEFORE_OTHERS:
        following = t.at(i + 1)
        if word == "all" and following in ("saints", "souls"):
            return True
        return following in _GOES_ON or following.endswith("ish") or _is_figure(following)
    if word in KIDS_WORDS:
        return t.at(i + 1) in KIDS_THEN
    return word in _BEGIN or (word.endswith("ish") and word[:-3] in MONTHS) or _is_figure(word)


def _is_figure(word: str) -> bool:
    return not word.isalpha() and (word[:1].isdigit() or word[:1] in _MARKS)


_MARKS = ("'", "’", "‘")
_OPENERS = frozenset(
    {"a", "an", "some", "like", "good", "not", "just", "right", "all", "over", "under", "most", "say", "must", "i", "up"}
)
_BEFORE_OTHERS = _LEADS | _OPENERS
_GOES_ON = _BEGIN | _LEADS | MANNER_TAILS | frozenset(UNITS)
