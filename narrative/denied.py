"""Answers that first say what it was not: 'not last week, the week before', 'not May, June'."""

from __future__ import annotations

import re

_NOT = r"\bnot (?:(?:last|this|the|in|on|that) )*"
_BEFORE = re.compile(
    rf"{_NOT}(?P<noun>[a-z]+)(?: (?:just )?(?:gone|past))?[\s,;.\-]*(?:but )?(?:it was )?(?:in )?the (?P<other>one|[a-z]+) before"
    r"(?: (?:that|it|last))?\W*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"^\W*(?:no\W+)?(?:it was ){{0,1}}{_NOT}[\w\-]+(?: (?:just )?gone)?\s*(?:[,;.]|but|\s-)+\s*(?:it was )?(?P<rest>.*\w.*)$",
    re.IGNORECASE,
)


def instead(text: str) -> str | None:
    """What is meant in place of what is denied, in words that can be read as a time; None when nothing is denied."""
    if "not " not in text.lower():
        return None
    if match := _BEFORE.search(text):
        noun = match["noun"] if match["other"].lower() == "one" else match["other"]
        return "the day before yesterday" if match["noun"].lower() == "yesterday" else f"the {noun} before last"
    match = _INSTEAD.match(text)
    return match["rest"] if match else None
