"""Plain words about other questions, wherever they stand: 'I got their final letter' tells how far the complaint has got."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from actions.the_mp import ABOUT_THEM, without_the_mp
from narrative.dialect import in_plain_words

REACH = 40  # characters before the words in which `unless` takes them back
LONGEST = 160
_LEAD = re.compile(
    r"^\W*(?:(?:no(?! mp\b)|nope|yes|yeah|oh|wait|sorry|well|ok)\b[\s,.!]+)+", re.IGNORECASE
)  # 'no, I have their answer'


class Found(NamedTuple):
    """An option of a fact and the person's own words that speak of it."""

    value: Any
    words: str


def said_in(text: str) -> dict[str, Found]:
    """Fact to what the text plainly says of it (said.yaml). The first option that fits is taken.

    >>> said_in("They sent me their final letter and my MP refused to help")["local_stage"].value
    'final'
    """
    text = in_plain_words(_LEAD.sub("", text))
    of_them = without_the_mp(text)
    found = {}
    for fact, unless, options in _facts():
        among = of_them if fact in ABOUT_THEM else text
        hit = next((Found(_typed(value), _sentence(text, match)) for value, patterns in options
                    if (match := _first(patterns, unless, among))), None)  # fmt: skip
        if hit:
            found[fact] = hit
    return found


def _typed(value: str) -> Any:
    return {"true": True, "false": False}.get(value, value)


def _first(patterns: tuple[re.Pattern[str], ...], unless: re.Pattern[str] | None, text: str) -> re.Match[str] | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            if unless is None or not unless.search(text[max(0, match.start() - REACH) : match.start()]):
                return match
    return None


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence around the words; only the words themselves where it is long."""
    left = re.split(r"[.!?;\n]", text[: match.start()])[-1]
    right = re.split(r"[.!?;\n]", text[match.end() :])[0]
    whole = " ".join((left + match[0] + right).split())
    return whole if len(whole) <= LONGEST else " ".join(match[0].split())


@lru_cache(maxsize=1)
def _facts() -> tuple[tuple[str, re.Pattern[str] | None, tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]], ...]:
    rows = yaml.safe_load(files("actions").joinpath("said.yaml").read_text(encoding="utf-8"))
    return tuple(
        (
            fact,
            re.compile(options["unless"], re.IGNORECASE) if "unless" in options else None,
            tuple(
                (option, tuple(re.compile(row, re.IGNORECASE) for row in patterns))
                for option, patterns in options.items()
                if option != "unless"
            ),
        )
        for fact, options in rows.items()
    )
