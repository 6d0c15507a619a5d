"""Signals in a text: what a caseworker should see, and what the next question depends on. Phrases: `data/signals.yaml`."""

from __future__ import annotations

from functools import cache

from narrative.grammar import Grammar, grammar_from
from narrative.reading import Risk, Signal
from narrative.words import Words

_RISK_SIGNAL = {"self_harm": "self_harm_risk", "harm_to_others": "harm_to_others", "child_at_risk": "child_at_risk"}


@cache
def _grammar() -> Grammar:
    return grammar_from("signals")


def find_signals(words: Words, risks: tuple[Risk, ...] = ()) -> list[Signal]:
    """Every signal once for each name and detail, where it first stands, in order. Risks are signals too."""
    best: dict[tuple[str, str | None], Signal] = {}
    for risk in risks:
        name = _RISK_SIGNAL[risk.name]
        best[name, None] = Signal(name, None, 0.8, risk.reason, risk.start, risk.end)
    for hit in _grammar().find(words):
        rule, start, end = hit.rule, words.starts[hit.first], words.ends[hit.last - 1]
        key = (rule.name, rule.detail)
        if key not in best or start < best[key].start:
            reason = f"{rule.reason} (“{words.text[start:end][:80]}”)"
            confidence = max(rule.confidence, best[key].confidence if key in best else 0)
            best[key] = Signal(rule.name, rule.detail, confidence, reason, start, end)
    return sorted(best.values(), key=lambda s: (s.start, s.name))
