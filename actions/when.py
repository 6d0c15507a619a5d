"""Which date of a text is the date of what: 'I complained in May', 'their last letter came in August'."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from actions.the_mp import without_the_mp

LAST, NEAR = ("replied_on",), 6  # of several answers told as plainly (within so many characters) the last is meant
AROUND = 70  # characters either side of a date that tell what it is the date of
CUES: tuple[tuple[str, str], ...] = (
    ("put_to_mp_on", r"\bmps?\b|member of parliament"),
    (
        "replied_on",
        r"\b(repl(y|ied)|respon(se|ded)|answer(ed)?|wrote back|(final|last) letter|letter from|got back to)\b"
        r"|\b(?:they|he|she|manager|trust|hospital|surgery|practice|department|office|team) "
        r"(?:then |have |has )?(?:wrote|written|emailed)\b"
        r"|\bletter\b(?: \w+){0,2}? (?:send|sent|came|come|arrived)\b|"
        r"\b(?:they|it) (?:send|sent|gave|give) (?:me |us )?(?:a |the |their )?"
        r"(?:letter|answer|reply|decision)\b",
    ),
    (
        "complained_on",
        r"\b(complain(ed|t)|wrote to|written to|raised it|complaint (went|was|sent|made|in)"
        r"|(sent|made|put) (in )?(a|my|the) complaint)\b",
    ),
    ("aware_on", r"\b(found out|realis(ed|e)|discover(ed)?|first knew|told me|told us|learn(t|ed)|noticed|became aware)\b"),
)
NOT_A_MATTER = re.compile(
    r"\b(born|birth|dob|d\.o\.b|aged?|married|retired|since|adjudicator|case examiner|independent examiner)\b", re.IGNORECASE
)
DURATION = re.compile(r"^(waited|waiting|for|over|within|after)\b|\b(longer|wait)\b", re.IGNORECASE)
BEFORE_A_DATE = re.compile(r"^(?:in|on|at|by|since|from|around|about) (?=\w*\d|[a-z]{3,9}\b)", re.IGNORECASE)
_NEXT = r",?\s+(?:and|but)\b|,\s*(?:then\b|(?=(?:i|we|they|he|she|it|my|their|the|reply|answer|complain\w*)\b))"
_BEFORE = re.compile(rf"[.!?;\n]|\band then\b|{_NEXT}", re.IGNORECASE)
_AFTER = re.compile(rf"[.!?;\n]|{_NEXT}", re.IGNORECASE)


def dates_in(text: str, dates: list[dict[str, Any]], today: date) -> dict[str, dict[str, Any]]:
    """Every date of a story as what it seems to be the date of; one without telling words is when it happened.

    That they knew of it on that day is a guess of ours (`guessed`), which is asked about and never taken with the rest.
    """
    found = dates_said(text, dates, today)
    for row in _of_the_matter(text, dates, today):
        if not _cued(text, row):
            found.setdefault("event_on", _row(row))
    if "aware_on" not in found and "event_on" in found:
        found["aware_on"] = {**found["event_on"], "guessed": True}
    return found


def dates_said(text: str, dates: list[dict[str, Any]], today: date) -> dict[str, dict[str, Any]]:
    """The dates whose own words tell what they are the date of: 'they replied in August'; of several the one nearest to them."""
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for row in _of_the_matter(text, dates, today):
        for gap, fact in _cued(text, row)[:1]:
            if fact not in found or _is_meant(fact, gap, row, *found[fact]):
                found[fact] = (gap, _row(row))
    return {fact: row for fact, (_, row) in found.items()}


def _is_meant(fact: str, gap: int, row: dict[str, Any], before: int, other: dict[str, Any]) -> bool:
    """Rather than another date of the same? The one nearest to its words; of several answers told as plainly the last."""
    if fact in LAST and abs(gap - before) <= NEAR:
        return bool(str(row["edtf"]) > str(other["value"]))
    return gap < before


def _of_the_matter(text: str, dates: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    return [
        row
        for row in dates
        if str(row["from"]) <= today.isoformat()
        and not DURATION.search(row["text"])
        and not NOT_A_MATTER.search(_clause(text, row["start"], row["end"]))
    ]


def _cued(text: str, row: dict[str, Any]) -> list[tuple[int, str]]:
    """What the words around a date say that it is the date of, with how far they are from it: the nearest first."""
    around = _clause(text, row["start"], row["end"])
    place = around.find(row["text"])
    of_them = without_the_mp(around)  # 'my MP wrote back in June' is no reply of theirs
    return sorted(
        (_gap(match, place, place + len(row["text"])), name)
        for name, cue in _cues()
        for match in cue.finditer(of_them if name == "replied_on" else around)
    )


def _gap(match: re.Match[str], first: int, last: int) -> int:
    """Characters between a cue and the date; words after the date count for less, for most people say first what they did."""
    return first - match.end() if match.end() <= first else 12 + 2 * max(0, match.start() - last)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(cue, re.IGNORECASE)) for name, cue in CUES)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {"value": row["edtf"], "words": BEFORE_A_DATE.sub("", row["text"]), "text": row["text"]}


def _clause(text: str, start: int, end: int) -> str:
    """The words around a date, no further than its sentence and 70 characters."""
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return _BEFORE.split(left)[-1] + text[start:end] + _AFTER.split(right)[0]
