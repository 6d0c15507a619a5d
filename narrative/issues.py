"""Heads of complaint: a first slice by sentence and simple cues, offered to the person, never assumed."""

from __future__ import annotations

from functools import cache

from narrative.grammar import Grammar, grammar_from
from narrative.reading import Head
from narrative.words import Words

_MOST = 10


@cache
def _grammar() -> Grammar:
    return grammar_from("issues")


def find_issues(words: Words) -> list[Head]:
    """One head for each kind of failing, in the words of the first sentence that speaks of it."""
    best: dict[str, Head] = {}
    for hit in _grammar().find(words):
        if hit.rule.name in best and words.starts[hit.first] >= best[hit.rule.name].start:
            continue
        start, end = _sentence(words, hit.first)
        if hit.rule.name not in best or start < best[hit.rule.name].start:
            best[hit.rule.name] = Head(hit.rule.name, words.text[start:end], hit.rule.confidence, start, end)
    return sorted(best.values(), key=lambda head: head.start)[:_MOST]


def _sentence(words: Words, place: int) -> tuple[int, int]:
    number, first, last = words.sentences[place], place, place
    while first > 0 and words.sentences[first - 1] == number and place - first < 40:
        first -= 1
    while last + 1 < len(words) and words.sentences[last + 1] == number and last - place < 40:
        last += 1
    return words.starts[first], words.ends[last]
