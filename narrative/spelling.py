"""Misspelt months, days, seasons and units, and the words meant."""

from __future__ import annotations

from functools import cache

from narrative.wordlists import load, misspellings


@cache
def slips() -> dict[str, str]:
    """A misspelling to the word meant; a word of its own is none."""
    rows = load("time_words")
    right, own = rows["right"].split(), rows["words_of_their_own"].split()
    found: dict[str, str] = {}
    for word in (word for word in right if len(word) >= 5):
        for wrong in misspellings(word):
            found.setdefault(wrong, word)
    for word in (*right, *own, *(f"{word}s" for word in right)):
        found.pop(word, None)
    misspelt: dict[str, str] = rows["misspelt"]
    return found | misspelt
