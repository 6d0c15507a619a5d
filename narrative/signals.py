"""Signals in a text: what a caseworker should see, and what the next question depends on.

Two listeners: the phrases of `data/signals.yaml` and the model fitted to the examples (`learned`). The model alone must be
surer than the model that agrees with a phrase; how sure is in `data/thresholds.yaml`. What was never learned goes by its phrases.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from narrative.grammar import Grammar, Hit, Rule, grammar_from
from narrative.learned import Guess, model_or_none
from narrative.reading import Risk, Signal
from narrative.wordlists import load
from narrative.words import Words

_RISK_SIGNAL = {"self_harm": "self_harm_risk", "harm_to_others": "harm_to_others", "child_at_risk": "child_at_risk"}

Key = tuple[str, str | None]  # name and detail


class Threshold(NamedTuple):
    """How likely the model must find a signal: on its own, and when a phrase says so too."""

    alone: float
    with_phrase: float


@cache
def _grammar() -> Grammar:
    return grammar_from("signals")


@cache
def _rules() -> dict[Key, Rule]:
    """A rule for each signal, for its reason."""
    found: dict[Key, Rule] = {}
    for rule in _grammar().rules():
        found.setdefault((rule.name, rule.detail), rule)
    return found


@cache
def thresholds() -> dict[str, Threshold]:
    """For each label of the model. A label that is not in the file goes by its phrases alone."""
    rows = load("thresholds")
    return {label: Threshold(float(row["alone"]), float(row["with_phrase"])) for label, row in rows.items()}


def find_signals(words: Words, risks: tuple[Risk, ...] = (), guesses: dict[str, Guess] | None = None) -> list[Signal]:
    """Every signal once for each name and detail, where it stands, in order. Risks are signals too.

    `guesses` are what the model said of these words; without them the phrases stand alone.
    """
    guesses = guesses or {}
    found: dict[Key, Signal] = {}
    for risk in risks:
        name = _RISK_SIGNAL[risk.name]
        found[name, None] = Signal(name, None, 0.8, risk.reason, risk.start, risk.end)
    for key, hit in _first_hits(words).items():
        guess, threshold = guesses.get(_label(key)), thresholds().get(_label(key))
        if guess is None or threshold is None or guess.likelihood >= threshold.with_phrase:
            found[key] = _from_phrase(words, hit, guess)
    for label, guess in guesses.items():
        key = _key(label)
        if label in thresholds() and key not in found and guess.likelihood >= thresholds()[label].alone:
            found[key] = _from_model(words, key, guess)
    return sorted(found.values(), key=lambda s: (s.start, s.name))


def _first_hits(words: Words) -> dict[Key, Hit]:
    best: dict[Key, Hit] = {}
    for hit in _grammar().find(words):
        key = (hit.rule.name, hit.rule.detail)
        if key not in best or hit.first < best[key].first:
            best[key] = hit
    return best


def _from_phrase(words: Words, hit: Hit, guess: Guess | None) -> Signal:
    start, end = words.starts[hit.first], words.ends[hit.last - 1]
    reason = f"{hit.rule.reason} (“{words.text[start:end][:80]}”)"
    confidence = max(hit.rule.confidence, round(guess.likelihood, 2)) if guess else hit.rule.confidence
    return Signal(hit.rule.name, hit.rule.detail, confidence, reason, start, end)


def _from_model(words: Words, key: Key, guess: Guess) -> Signal:
    model, rule = model_or_none(), _rules().get(key)
    telling = ", ".join(f"“{word}”" for word in model.telling(words, guess)) if model else ""
    reason = (rule.reason if rule else "The words are like those of others who speak of this") + (
        f" ({telling})" if telling else ""
    )
    return Signal(*key, round(guess.likelihood, 2), reason, words.starts[guess.first], words.ends[guess.last - 1])


def _label(key: Key) -> str:
    return f"{key[0]}/{key[1]}" if key[1] else key[0]


def _key(label: str) -> Key:
    name, _, detail = label.partition("/")
    return name, detail or None
