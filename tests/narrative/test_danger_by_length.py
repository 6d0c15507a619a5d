"""How long a text is decides how likely danger must be; and a language is no danger in itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from narrative import safety
from narrative.learned import Guess
from narrative.learned.examples import DANGER, RISKS, Example
from narrative.learned.training import Corpus
from narrative.words import words_of

CRY = "I want to kill myself."
CALM = "They wrote to me in March about the parking and I kept the letter."


def _heard(text: str, *, likely: float) -> bool:
    words = words_of(text)
    guesses = {label: Guess(label, likely, 0, len(words)) for label in (DANGER, *RISKS)}
    return bool(safety.assess_all(text, words, guesses))


@pytest.mark.parametrize("band", safety.BANDS)
def test_a_phrase_is_heard_where_the_model_does_not_find_it_surely_calm(band: safety.Band) -> None:
    text = CRY + f" {CALM}" * {22: 1, 40: 2}.get(band.most, 9)
    assert safety.band_of(words_of(text)) == band
    assert band.with_phrase < band.alone
    assert _heard(text, likely=band.with_phrase + 0.01)
    assert not _heard(text, likely=band.with_phrase - 0.01)


@pytest.mark.parametrize("band", safety.BANDS)
def test_the_model_alone_must_be_surer_the_longer_the_text(band: safety.Band) -> None:
    text = " ".join([CALM] * {22: 1, 40: 2}.get(band.most, 9))
    assert safety.band_of(words_of(text)) == band
    assert _heard(text, likely=band.alone + 0.01)
    assert not _heard(text, likely=band.alone - 0.01)


def test_people_who_write_in_other_languages_are_heard_and_mostly_left_in_peace() -> None:
    rows = yaml.safe_load((Path(__file__).parent / "cases" / "other_languages.yaml").read_text(encoding="utf-8"))
    heard = [text for text in rows["danger"] if safety.assess(text)]
    alarmed = [text for text in rows["calm"] if safety.assess(text)]
    assert len(heard) >= 0.9 * len(rows["danger"])  # measured: 19 of 20
    assert len(alarmed) <= 0.25 * len(rows["calm"]), alarmed  # measured: 7 of 41; it was 14 before there were plain complaints


def test_a_model_of_a_part_is_the_model_of_that_part_alone() -> None:
    said = [("I will end my life tonight", {"self_harm"}), ("I want to end my life", {"self_harm"}), ("I want my money", set())]
    rows = [
        Example(text, frozenset(labels), "risks", hand, i)
        for hand in ("one", "another")
        for i, (text, labels) in enumerate([*said, ("they lost my letter", set()), ("I want my letter back", set())])
    ]
    rows = [*rows, Example("something else altogether", frozenset(), "risks", "a third", 0)]
    part, alone = Corpus(rows).fit(range(5)), Corpus(rows[:5]).fit()
    assert part.labels == alone.labels == (DANGER, "self_harm")
    asked = words_of("I want to end it")
    assert part.whole(asked) == pytest.approx(alone.whole(asked), abs=1e-3)
    assert part.whole(words_of("end my life"))[0] > part.whole(words_of("my money letter"))[0]
