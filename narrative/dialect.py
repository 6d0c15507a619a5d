"""What is written in dialect or in text spelling, in the plain words that our phrases know ('ah'm still waitin')."""

from __future__ import annotations

import re
from functools import cache

from narrative.wordlists import load
from narrative.words import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?")


def in_plain_words(text: str) -> str:
    """The same text with each word of dialect in its plain spelling; a text without any comes back as it is.

    >>> in_plain_words("Ah've heard nowt yet"), in_plain_words("I have heard nothing yet")
    ('ive heard nothing yet', 'I have heard nothing yet')
    """
    plain = _plain_of()
    return _WORD.sub(lambda match: plain.get(fold(match[0].rstrip("'’")), match[0]), text)


@cache
def _plain_of() -> dict[str, str]:
    return {fold(said): str(word) for word, row in load("dialect").items() for said in str(row).split(", ")}
