"""What the words around an organisation say about the part it plays, as named features that can be read and weighed.

An organisation may be named several times; each feature says whether it holds at any of the places, so that a body that was
asked for help and then failed the person shows both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from narrative import said_of_all
from narrative.quick_look import Together
from narrative.words import Words

_ORG = "xorg"  # stands for any organisation among the words
_BEFORE, _AFTER, _ZONE = 9, 9, 45  # words looked at before and after a name, and in what follows it
_STRIP = re.compile(
    r"(?: (?:the|my|our|a|an|way|this|that|his|her|their|those|local|old|so|called|nhs|"
    r"your|staff|people|lot|team|bloody|useless|both|either|me|us|him|again))+$"
)


def _compiled() -> dict[str, dict[str, re.Pattern[str]]]:
    tables = yaml.safe_load(files("narrative").joinpath("data", "blame", "patterns.yaml").read_text(encoding="utf-8"))
    known = {name: f"(?:{words})" for name, words in tables.pop("words").items()} | {"ORG": _ORG}
    return {part: {name: re.compile(_filled(text, known)) for name, text in table.items()} for part, table in tables.items()}


def _filled(pattern: str, known: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z]+)\}", lambda slot: known[slot[1]], pattern)


_COMPILED = _compiled()
_OF_ALL = Together(_COMPILED.pop("all"))
NAMES = (
    *(f"{part}: {name}" for part, table in _COMPILED.items() for name in table),
    "first named", "last named", "only one", "named again", "nothing bad follows",
    "a rival is blamed outright", "blamed outright", "told, and then it failed",
    "told, and nothing follows", "a bystander, blamed outright", "mine says",
    "pointed at", "a rival is pointed at", *said_of_all.NAMES,
)  # fmt: skip
"""Every feature, in the order of the weights."""
_AROUND = {part: Together({f"{part}: {name}": pattern for name, pattern in table.items()}) for part, table in _COMPILED.items()}
_BYSTANDERS = tuple(
    f"sort: {sort}" for sort in ("an ombudsman", "adviser", "watchdog", "politician", "private", "professional", "school")
)
_OUTRIGHT = (
    "before: topic",
    "after: failed outright",
    "before: done by",
    "before: waiting for",
    "after: harm",
    "after: did not",
    "after: to blame",
    "before: it is",
)
_POINTED = ("before: topic", "before: pointed at", "before: apology wanted", "after: asked outright")
_MILD = (
    "before: not",
    "after: helped",
    "after: advised",
    "after: says he",
    "after: no business of theirs",
    "before: only at",
    "before: complaint in hand",
    "before: spelt",
    "before: missed, taken there",
)
_BAD = ("after: harm", "after: did not", "after: they", "later: they failed", "later: I was", "later: nobody", "later: harm")


class Mention(NamedTuple):
    """Words `first` to `last` (exclusive) that name the body of that number."""

    first: int
    last: int
    body: int


def features(words: Words, mentions: Sequence[Mention], bodies: int) -> list[set[str]]:
    """The features that hold for each body, 0 to `bodies`. `mentions` in order, without overlaps."""
    tokens, sentences, clauses, places = _tokens(words, mentions)
    named = [(place, mention.body) for place, mention in zip(places, mentions, strict=True)]
    held = said_of_all.said_of_all(tokens, clauses, sentences, named, bodies, _OF_ALL)
    times = [0] * bodies
    for mention, place, following in zip(mentions, places, _following(mentions, places, len(tokens)), strict=True):
        before, after = _sentence(tokens, sentences, place)
        parts = {
            "before": _STRIP.sub("", f" {before}"),
            "after": after,
            "later": " ".join(tokens[place + 1 : min(_own_end(sentences, place, following), place + _ZONE)]),
        }
        for part, said in parts.items():
            held[mention.body] |= _AROUND[part].found(said)
        held[mention.body] |= _sorts(" ".join(words.folded[mention.first : mention.last]))
        times[mention.body] += 1
    for body in range(bodies):
        _about_all(
            held[body], times[body], is_first=mentions[0].body == body, is_last=mentions[-1].body == body, is_only=bodies == 1
        )
    pointed = [any(name in each for name in _POINTED) and not any(name in each for name in _MILD) for each in held]
    for body, each in enumerate(held):
        each |= {"pointed at"} if pointed[body] else {"a rival is pointed at"} if any(pointed) else set()
    outright = [_is_outright(each) for each in held]
    serious = [is_so and not any(sort in each for sort in _BYSTANDERS) for is_so, each in zip(outright, held, strict=True)]
    for body, each in enumerate(held):
        each |= {"blamed outright"} if outright[body] else set()
        each |= {"a rival is blamed outright"} if not outright[body] and any(serious) else set()
        each |= {"a bystander, blamed outright"} if outright[body] and not serious[body] else set()
    return held


@lru_cache(4_000)  # the same names come again and again
def _sorts(name: str) -> frozenset[str]:
    return frozenset(_AROUND["sort"].found(name))


def _about_all(each: set[str], times: int, *, is_first: bool, is_last: bool, is_only: bool) -> None:
    bad = any(name in each for name in _BAD)
    told = "before: told, asked" in each
    each |= {"first named"} if is_first else set()
    each |= {"last named"} if is_last else set()
    each |= {"only one"} if is_only else set()
    each |= {"named again"} if times > 1 else set()
    each |= set() if bad else {"nothing bad follows"}
    if "sort: mine" in each and ("after: says" in each or "after: says he" in each):
        each.add("mine says")
    if told:
        each.add("told, and then it failed" if bad else "told, and nothing follows")


def _is_outright(each: set[str]) -> bool:
    return any(name in each for name in _OUTRIGHT) and not any(name in each for name in _MILD)


def _tokens(words: Words, mentions: Sequence[Mention]) -> tuple[list[str], list[int], list[int], list[int]]:
    """The words with one token for each mention, the number of the sentence and clause of each, and where the mentions are."""
    tokens, kept, places, at = list[str](), list[int](), list[int](), 0
    for mention in mentions:
        places.append(len(tokens) + mention.first - at)
        tokens += [*words.folded[at : mention.first], _ORG]
        kept += range(at, mention.first + 1)
        at = mention.last
    kept += range(at, len(words))
    tokens += words.folded[at:]
    return tokens, [words.sentences[i] for i in kept], [words.clauses[i] for i in kept], places


def _following(mentions: Sequence[Mention], places: list[int], end: int) -> list[int]:
    """For each mention the place where another body is named next, else the end."""
    found = [end] * len(mentions)
    for k in range(len(mentions) - 2, -1, -1):
        found[k] = found[k + 1] if mentions[k + 1].body == mentions[k].body else places[k + 1]
    return found


def _own_end(sentences: list[int], place: int, following: int) -> int:
    """Where what is said of the one at `place` ends: before the sentence that names the next one, or in its own."""
    end = following
    if following < len(sentences) and sentences[following] != sentences[place]:
        while sentences[end - 1] == sentences[following]:
            end -= 1
    return end


def _sentence(tokens: list[str], sentences: list[int], place: int) -> tuple[str, str]:
    number = sentences[place]
    begin = max(0, place - _BEFORE)
    end = min(len(tokens), place + 1 + _AFTER)
    before = [w for w, s in zip(tokens[begin:place], sentences[begin:place], strict=True) if s == number]
    after = [w for w, s in zip(tokens[place + 1 : end], sentences[place + 1 : end], strict=True) if s == number]
    return " ".join(before), " ".join(after)


__all__ = ["NAMES", "Mention", "features"]
