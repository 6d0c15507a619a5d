"""What a talk tells of a person's needs: what to offer them, and whether they are a child or young person themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from intake_api import voice
from intake_api.adjustments import looks
from intake_api.conversations.talk import Talk

_OFFERED: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("large_print", None): ("large",),
    ("disability", "sight"): ("large", "contrast"),
    ("disability", "dyslexia"): ("easy",),
    ("disability", "learning"): ("easy",),
    ("disability", "autism"): ("still", "easy"),
    ("disability", "adhd"): ("still", "easy"),
    ("disability", "dementia"): ("easy",),
    ("disability", "neurological"): ("still",),
    ("bsl", None): ("help",),
    ("interpreter", None): ("help",),
    ("disability", "hearing"): ("help",),
    ("disability", "speech"): ("help",),
}
_SAID = (  # for the answer to 'Is there anything we can do', typed in a word or two
    (re.compile(r"\b(large|larger|big|bigger) (print|text|type|font|letters)\b|\bprint bras\b", re.I), ("large",)),
    (re.compile(r"\beasy read\b|\b(simple|simpler|easy|easier|plain) (words|english|language)\b", re.I), ("easy",)),
)
_AGE = r"(?:[5-9]|1[0-7]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_NO_AGE = r"(?!\s*(?:weeks|months|days|miles|pounds|stone|minutes|hours|%|percent))"  # 'I am 14 weeks pregnant'
_YOUNG = re.compile(
    rf"\b(?:i am|i'?m|im|i’m) (?:only |just )?(?:a )?{_AGE}\b{_NO_AGE}"
    rf"(?:[ -]?(?:years?|yrs?)[ -]?(?:old)?)?|\bmy age is {_AGE}\b|\b(?:i am|i'?m|im|i’m) (?:a child|under (?:18|eighteen))\b",
    re.I,
)


def offers(talk: Talk | None, chosen: frozenset[str]) -> list[str]:
    """What would make it easier for who tells this, in order; nothing that is on already or was not wanted."""
    if talk is None or looks.DISMISSED in chosen:
        return []
    found: list[str] = []
    for row in (*talk.signals, *(talk.slots.get("signals") or [])):
        name, detail = row.get("name"), row.get("detail")
        found += _OFFERED.get((str(name), detail)) or _OFFERED.get((str(name), None), ())
    for words, offered in _SAID:
        if words.search(str(talk.slots.get("adjustments") or "")):
            found += offered
    return [name for name in dict.fromkeys(found) if name not in chosen]


def speak_for(talk: Talk | None) -> None:
    """From here on this request speaks as a child or young person needs it, unless they said that they are grown up."""
    speaks = voice.current()
    if looks.GROWN not in speaks.looks and is_under_18(talk):
        speaks.is_young = True


def is_under_18(talk: Talk | None) -> bool:
    """Does the person say of themselves that they are a child or young person, and complain for themselves?"""
    if talk is None or talk.slots.get("complaining_for") == "someone_else":
        return False
    if any(row.get("name") == "under_18" for row in talk.signals):
        return True
    return any(_YOUNG.search(text) for text in _own_words(talk))


def _own_words(talk: Talk) -> Iterable[str]:
    yield from (said.text for said in talk.messages if said.sender == "person" and not said.choice)
    slots: dict[str, Any] = talk.slots
    yield from (str(slots[name]) for name in ("story", "adjustments") if slots.get(name))
