"""How much of what strangers write raises the alarm. The floors are what was measured, not what is wanted (0.97 and 5 %).

`heldout/safety.yaml` was written before the classifier's examples were finished; nothing was copied either way, but one
author wrote both. `cases/safety.yaml` is the set the grammar was tuned on: its figures flatter. `pytest -s` prints both.
"""

from __future__ import annotations

import logging
import time
from math import sqrt
from pathlib import Path

import pytest
import yaml

from narrative import safety, safety_classifier
from narrative.words import words_of
from tests.narrative.conftest import CASES

KINDS = ("self_harm", "child_at_risk", "harm_to_others")
HELD_OUT = Path(__file__).parent / "heldout" / "safety.yaml"


def _table(path: Path) -> dict[str, list[str]]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def _wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, hits / of
    middle, half = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def _told(title: str, hits: int, of: int) -> float:
    low, high = _wilson(hits, of)
    print(f"\n{title}: {hits} of {of} = {hits / of:.3f} (95 % interval {low:.3f} to {high:.3f})")
    return hits / of


@pytest.mark.parametrize(("kind", "floor"), [("self_harm", 0.73), ("child_at_risk", 0.73), ("harm_to_others", 0.52)])
def test_people_at_risk_are_noticed_in_words_nobody_tuned_on(kind: str, floor: float) -> None:
    texts = _table(HELD_OUT)[kind]
    named = [text for text in texts if kind in {risk.name for risk in safety.assess_all(text)}]
    alarmed = [text for text in texts if safety.assess(text)]
    _told(f"held out, {kind}, some alarm", len(alarmed), len(texts))
    share = _told(f"held out, {kind}, named so", len(named), len(texts))
    for text in texts:
        if text not in named:
            print(f"  {'named otherwise' if text in alarmed else 'missed'}: {text}")
    assert share >= floor


def test_frightening_words_without_danger_raise_few_alarms_in_words_nobody_tuned_on() -> None:
    texts = _table(HELD_OUT)["none"]
    alarmed = [text for text in texts if safety.assess(text)]
    share = _told("held out, false alarms", len(alarmed), len(texts))
    for text in alarmed:
        print(f"  false: {text}")
    assert share <= 0.16


def test_the_tuned_set_flatters_and_still_holds() -> None:
    for kind, texts in _table(CASES / "safety.yaml").items():
        found = sum(bool(safety.assess(t)) if kind == "none" else kind in {r.name for r in safety.assess_all(t)} for t in texts)
        share = _told(f"tuned set, {kind}", found, len(texts))
        assert share <= 0.15 if kind == "none" else share >= 0.95


def test_examples_keep_apart_by_line_are_told_apart() -> None:
    """Cross-validation in three parts: variants of one line are never on both sides."""
    rows = safety_classifier.examples()
    heard, at_risk, alarms, calm = 0, 0, 0, 0
    for part in range(3):
        model = safety_classifier.Classifier([row for row in rows if row.line % 3 != part])
        for row in (row for row in rows if row.line % 3 == part):
            likely = any(guess.likelihood >= safety._LIKELY_ENOUGH for guess in model.guess(words_of(row.text)))
            at_risk, calm = at_risk + bool(row.label), calm + (not row.label)
            heard, alarms = heard + (likely and bool(row.label)), alarms + (likely and not row.label)
    assert _told("cross-validation, classifier alone, some alarm", heard, at_risk) >= 0.68
    assert _told("cross-validation, classifier alone, false alarms", alarms, calm) <= 0.11


def test_no_held_out_sentence_was_trained_on() -> None:
    trained = {" ".join(words_of(row.text).folded) for row in safety_classifier.examples()}
    assert [t for texts in _table(HELD_OUT).values() for t in texts if " ".join(words_of(t).folded) in trained] == []


def test_without_the_classifier_the_grammar_listens_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("gone")

    monkeypatch.setattr(safety_classifier, "classifier", broken)
    safety._classifier.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            risk = safety.assess("I want to kill myself")
    finally:
        safety._classifier.cache_clear()
    assert risk is not None
    assert risk.name == "self_harm"
    assert "OSError" in caplog.text
    assert "myself" not in caplog.text


def test_a_message_is_weighed_at_once_and_a_very_long_one_soon() -> None:
    safety.warm()
    story = ". ".join(_table(HELD_OUT)["none"] * 3)[:20_000]
    short = min(_took("I rang them in March and nobody called me back") for _ in range(20))
    long = min(_took(story) for _ in range(5))
    print(f"\nshort message {short * 1000:.2f} ms, 20,000 characters {long * 1000:.0f} ms")
    assert short < 0.01  # wanted: 0.002, on a quiet machine
    assert long < 0.3  # wanted: 0.06


def _took(text: str) -> float:
    start = time.perf_counter()
    safety.assess(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("answer", ["me too", "my mum", "at home", "goodbye", "he is 6", "the police", "send it", "i am angry"])
def test_a_short_answer_to_a_question_is_no_cry_for_help(answer: str) -> None:
    assert safety.assess(answer) is None
