"""May somebody come to harm? Recall before precision: a missed one is a failure, a false one costs a kind sentence.

Needs no pipeline and no network, so the gateway runs it on every message before anything else. The phrases are in
`data/safety.yaml`.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from narrative.grammar import Grammar, grammar_from
from narrative.reading import Risk, RiskName
from narrative.words import Words, words_of

_FIRST_THINGS_FIRST: tuple[RiskName, ...] = ("self_harm", "child_at_risk", "harm_to_others")


@cache
def _grammar() -> Grammar:
    return grammar_from("safety")


def assess(text: str) -> Risk | None:
    """The gravest risk the text suggests (self_harm before child_at_risk before harm_to_others), or None. Never raises."""
    return next(iter(assess_all(text)), None)


def assess_all(text: str, words: Words | None = None) -> tuple[Risk, ...]:
    """Every kind of risk the text suggests, gravest first, each where it first stands. Never raises.

    `words` spares reading the words again when the caller has them.
    """
    if not isinstance(text, str) or not text:
        return ()
    words = words or words_of(text)
    found: dict[RiskName, Risk] = {}
    for hit in _grammar().find(words):
        name = cast(RiskName, hit.rule.name)
        start, end = words.starts[hit.first], words.ends[hit.last - 1]
        if name not in found or start < found[name].start:
            found[name] = Risk(name, start, end, hit.rule.reason)
    return tuple(found[name] for name in _FIRST_THINGS_FIRST if name in found)
