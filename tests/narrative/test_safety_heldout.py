"""How many people in danger are heard in words nobody trained on. The floors are what was measured, not what is wanted.

`tests/heldout/safety.yaml` was written by an author who saw nothing the models learn from. Wanted: 0.97 heard, under 5 % false.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

import narrative.learned
from commands.evaluating.held_out import lists
from commands.evaluating.scores import share
from narrative import safety
from narrative.learned.examples import examples
from narrative.words import words_of
from tests.yardstick import seconds_of

HELD_OUT = lists("safety.yaml")


def _told(title: str, hits: int, of: int) -> float:
    found = share(hits, of)
    print(f"\n{title}: {hits} of {of} = {found.value:.3f} (95 % interval {found.low:.3f} to {found.high:.3f})")
    return found.value


@pytest.mark.parametrize(("kind", "floor"), [("self_harm", 0.85), ("child_at_risk", 0.85), ("harm_to_others", 0.85)])
def test_people_at_risk_are_heard_in_words_nobody_trained_on(kind: str, floor: float) -> None:
    heard = [text for text in HELD_OUT[kind] if safety.assess(text)]
    assert _told(f"held out, {kind}", len(heard), len(HELD_OUT[kind])) >= floor


def test_frightening_words_without_danger_raise_few_alarms() -> None:
    alarmed = [text for text in HELD_OUT["none"] if safety.assess(text)]
    assert _told("held out, false alarms", len(alarmed), len(HELD_OUT["none"])) <= 0.20


def test_no_held_out_sentence_was_trained_on() -> None:
    trained = {" ".join(words_of(row.text).folded) for row in examples()}
    held_out = [text for texts in HELD_OUT.values() for text in texts if len(text.split()) > 3]
    assert [text for text in held_out if " ".join(words_of(text).folded) in trained] == []


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def broken() -> None:
        raise OSError("gone")

    monkeypatch.setattr(narrative.learned, "fitted", broken)
    narrative.learned.model_or_none.cache_clear()
    yield
    narrative.learned.model_or_none.cache_clear()


@pytest.mark.usefixtures("no_model")
def test_without_the_model_the_grammar_listens_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        risk = safety.assess("I want to kill myself")
    assert risk is not None
    assert risk.name == "self_harm"
    assert "OSError" in caplog.text
    assert "myself" not in caplog.text


def test_a_message_is_weighed_at_once_and_a_very_long_one_soon() -> None:
    safety.warm()
    story = ". ".join(HELD_OUT["none"] * 3)[:20_000]
    short = seconds_of(lambda: safety.assess("I rang them in March and nobody called me back"), times=20)
    long = seconds_of(lambda: safety.assess(story))
    print(f"\nshort message {short * 1000:.2f} ms, 20,000 characters {long * 1000:.0f} ms")
    assert short < 0.01  # wanted: 0.002, on a quiet machine
    assert long < 0.3


@pytest.mark.parametrize("answer", ["me too", "my mum", "at home", "goodbye", "he is 6", "the police", "send it", "i am angry"])
def test_a_short_answer_to_a_question_is_no_cry_for_help(answer: str) -> None:
    assert safety.assess(answer) is None
