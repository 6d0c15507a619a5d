"""Patterns that are searched together: those that cannot match, for want of three letters in a row, are passed over.

Which letters a pattern needs is worked out from the pattern itself when it is built: 'rang me' is of no use to a text without
'ran'. A pattern of which nothing can be said ('at|in|of') is always searched, so the answer is that of searching for all.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from typing import Any

_SIZE = 3  # letters


class Together:
    """Named patterns; `found` gives the names of those that are somewhere in a text."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._rows = [(1 << i, name, pattern) for i, (name, pattern) in enumerate(patterns.items())]
        self._always = 0
        self._by_letters: dict[str, int] = {}
        for bit, _, pattern in self._rows:
            needs = letters_needed(pattern)
            if needs is None:
                self._always |= bit
            for letters in needs or ():
                self._by_letters[letters] = self._by_letters.get(letters, 0) | bit

    def found(self, text: str) -> set[str]:
        """The names of the patterns that `search` finds in the text."""
        worth, known = self._always, self._by_letters
        for letters in {text[i : i + _SIZE] for i in range(len(text) - _SIZE + 1)} & known.keys():
            worth |= known[letters]
        return {name for bit, name, pattern in self._rows if worth & bit and pattern.search(text)}


def letters_needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Rows of three letters of which any text that matches has at least one; None when that cannot be told.

    >>> sorted(letters_needed(re.compile("(?:rang|called) me$")))
    [' me']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    try:  # the parser of the standard library, which has no public name: without it every pattern is searched
        parser = importlib.import_module("re._parser")
    except ImportError:
        return None
    return _needed(parser.parse(pattern.pattern, pattern.flags))


def _needed(tree: Any) -> frozenset[str] | None:
    """The smallest set that any part of a sequence needs: each part has to match."""
    best: frozenset[str] | None = None
    run = ""
    for sort, arg in [*((str(op), arg) for op, arg in tree), ("END", None)]:
        if sort == "LITERAL":
            run += chr(arg)
            continue
        needs = frozenset({run[:_SIZE]}) if len(run) >= _SIZE else None
        run = ""
        for one in (needs, _needed_by_part(sort, arg)):
            if one and (best is None or len(one) < len(best)):
                best = one
    return best


def _needed_by_part(sort: str, arg: Any) -> frozenset[str] | None:
    if sort == "SUBPATTERN":
        _, flags, _, inner = arg
        return None if flags & re.IGNORECASE else _needed(inner)
    if sort in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, inner = arg
        return _needed(inner) if least else None
    if sort == "BRANCH":
        branches = [_needed(branch) for branch in arg[1]]
        return frozenset().union(*(one for one in branches if one)) if all(branches) else None
    return None


__all__ = ["Together", "letters_needed"]
