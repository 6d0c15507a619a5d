"""What is passed over for speed would not have been found: quick looks agree with the long way round."""

from __future__ import annotations

import re
from importlib.resources import files

import numpy as np
import pytest

from narrative import blame_features
from narrative.learned.features import features
from narrative.learned.model import Model
from narrative.quick_look import Together, letters_needed
from narrative.when import events, feasts
from narrative.words import words_of


@pytest.fixture(scope="module")
def stretches() -> list[str]:
    """Stretches of one to nine words of the texts from which blame is learned, as the patterns see them."""
    lines = files("narrative").joinpath("data", "blame", "examples.txt").read_text(encoding="utf-8").splitlines()
    rows = [words_of(line).folded for line in lines if line.strip() and not line.startswith("#")]
    return [" ".join(row[i : i + 1 + i % 9]) for row in rows for i in range(0, len(row), 4)]


@pytest.mark.parametrize("part", ["before", "after", "later", "sort"])
def test_patterns_searched_together_find_what_each_finds_alone(part: str, stretches: list[str]) -> None:
    table = {name: re.compile(pattern.pattern) for name, pattern in blame_features._compiled()[part].items()}
    together = Together(table)
    for said in stretches:
        assert together.found(said) == {name for name, pattern in table.items() if pattern.search(said)}


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("(?:rang|called)$", {"ran", "cal"}),
        ("(?:never )?came", {"cam"}),  # what may be missing is not needed
        ("(?:at|came)", None),  # nor is one of several, when another has no three letters
        ("(?!never)rang", {"ran"}),
        ("(?i:rang)", None),
        (r"\w+", None),
    ],
)
def test_the_letters_that_a_pattern_needs(pattern: str, letters: set[str] | None) -> None:
    assert letters_needed(re.compile(pattern)) == letters


def test_the_letters_of_a_pattern_without_regard_to_case_are_not_known() -> None:
    assert letters_needed(re.compile("rang", re.I)) is None


def test_events_looked_for_by_their_first_word_are_those_that_fit() -> None:
    then = [*events.EVENT_WORDS, "died", "funeral", "babet", "eunice hit", "weekend", "from the east", "was buried"]
    for word in events.EVENT_WORDS:
        for window in (f"{word}{end} {following}" for following in then for end in ("", "st", "nd", "rd")):
            fits = [row for row in events._EVENTS if row[0].match(window)]
            assert [row for row in events._likely(word) if row[0].match(window)] == fits


def test_feasts_that_may_begin_with_the_letter_a_are_those_that_fit() -> None:
    for window in (f"a {following}" for following in (*feasts.FEAST_WORDS, "levels results day", "- level results")):
        fits = [row for row in feasts._RE if row[0].match(window)]
        assert [row for row in feasts._likely("a") if row[0].match(window)] == fits


@pytest.mark.parametrize(
    "text", ["They never rang me back about the scan", "They", "rang rang rang", "Nobody came. Nobody rang."]
)
def test_what_words_bring_is_summed_as_if_one_by_one(text: str) -> None:
    words = words_of(text)
    own_and_near = list(features(words))
    known = sorted({name for own, near in own_and_near for name in (*own, *near[::2])})  # of the last word some, of none all
    known = [name for name in known if not name.endswith(" rang")]
    numbers = np.random.default_rng(5)
    idf, weights = numbers.random(len(known), np.float32), numbers.random((len(known), 3), np.float32) - 0.5
    model = Model(["a", "b", "c"], known, idf, weights, np.zeros(3, np.float32))
    running, length = model._running(words)
    of_word = [[known.index(name) for name in (*own, *near) if name in known] for own, near in own_and_near]
    expected = np.cumsum([(weights[ids] * idf[ids, None]).sum(axis=0) for ids in of_word], axis=0)
    assert np.allclose(running[1:], expected, atol=1e-5)
    assert np.allclose(length[1:], np.cumsum([(idf[ids] ** 2).sum() for ids in of_word]), atol=1e-5)
    assert not running[0].any()
    assert length[0] == 0
