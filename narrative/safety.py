"""May somebody come to harm? Recall before precision: a missed one is a failure, a false one costs a kind sentence.

Two listeners, either of which raises the flag: a grammar of phrases (`data/safety.yaml`) and a small classifier
(`safety_classifier`). Neither needs the pipeline or the network, so the gateway asks them about every message before
anything else; when the classifier cannot be built the grammar listens alone.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, cast

from narrative.grammar import Grammar, grammar_from
from narrative.reading import Risk, RiskName
from narrative.words import Words, words_of

if TYPE_CHECKING:
    from narrative.safety_classifier import Classifier

_FIRST_THINGS_FIRST: tuple[RiskName, ...] = ("self_harm", "child_at_risk", "harm_to_others")
_LIKELY_ENOUGH = 0.3  # docs/decisions/012: what each threshold costs in misses and in false alarms
_FEWEST_WORDS = 4  # 'me too', 'at home' and 'goodbye' answer questions; a cry that short is one the grammar knows
_REASON = "The words are like those of people {}."
_LIKE: dict[RiskName, str] = {
    "self_harm": "who may harm themselves, or who fear that somebody will",
    "child_at_risk": "who are children on their own, or who fear for a child",
    "harm_to_others": "who may harm somebody, or who are threatened",
}
_log = logging.getLogger(__name__)


@cache
def _grammar() -> Grammar:
    return grammar_from("safety")


@cache
def _classifier() -> Classifier | None:
    try:
        from narrative.safety_classifier import classifier

        return classifier()
    except Exception as error:  # whatever is wrong with it, the grammar still listens
        _log.warning("the safety classifier could not be built; the grammar listens alone: %s", type(error).__name__)
        return None


def warm() -> None:
    """Builds grammar and classifier (about a second), so that the first message does not wait. Never raises."""
    assess("Is anybody there?")


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
    for risk in _sensed(words):
        found.setdefault(risk.name, risk)
    return tuple(found[name] for name in _FIRST_THINGS_FIRST if name in found)


def _sensed(words: Words) -> list[Risk]:
    """What the classifier hears: where its likeliest stretch of words stands."""
    listener = _classifier()
    if listener is None or len(words) < _FEWEST_WORDS:
        return []
    try:
        return [
            Risk(guess.name, words.starts[guess.first], words.ends[guess.last - 1], _REASON.format(_LIKE[guess.name]))
            for guess in listener.guess(words)
            if guess.likelihood >= _LIKELY_ENOUGH
        ]
    except Exception as error:
        _log.warning("the safety classifier failed; the grammar listens alone: %s", type(error).__name__)
        return []
