"""Every wording of domain.yml can be read by somebody of nine to eleven."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from intake_api.readability import grade, long_words, longest_sentence, plain

DOMAIN = Path(__file__).parents[2] / "domain.yml"
HIGHEST_GRADE = 6.0  # where age 11 ends; the median of all wordings is far below
LONGEST_SENTENCE = 25  # words, as the style of GOV.UK has it
SHORT = 10  # words; the formula says nothing of a label or a clause, so there each word counts
FIELD_WORDS = {"organisation", "apology", "examiner", "regulator", "prosecutor", "continuing", "security"}
"""Long words that are the thing's own name: on a person's letter, on a button of the rules, or what they ask for."""


def _wordings() -> list[tuple[str, str]]:
    responses: dict[str, list[dict[str, Any]]] = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["responses"]
    return [
        (f"{name}@{row.get('channel', 'web')}.{nth}", row["text"])
        for name, rows in responses.items()
        for nth, row in enumerate(rows)
        if "text" in row
    ]


def _titles() -> set[str]:
    responses = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["responses"]
    return {button["title"] for rows in responses.values() for row in rows for button in row.get("buttons", [])}


WORDINGS = _wordings()
LONG = [(name, text) for name, text in WORDINGS if len(plain(text).split()) >= SHORT]
BRIEF = [(name, text) for name, text in WORDINGS if len(plain(text).split()) < SHORT]


@pytest.mark.parametrize(("name", "text"), LONG, ids=[name for name, _ in LONG])
def test_a_wording_is_plain(name: str, text: str) -> None:
    assert grade(text) <= HIGHEST_GRADE, f"{name}: grade {grade(text):.1f}"
    assert longest_sentence(text) <= LONGEST_SENTENCE, f"{name}: a sentence of {longest_sentence(text)} words"


def test_short_wordings_and_buttons_hold_no_long_words_but_those_of_the_field() -> None:
    rows = [*BRIEF, *((title, title) for title in _titles())]
    hard = {name: words for name, text in rows if (words := {word.lower() for word in long_words(text)} - FIELD_WORDS)}
    assert hard == {}


def test_the_measure_finds_officialese() -> None:
    assert grade("The aforementioned organisation has demonstrated unreasonable procrastination regarding your application.") > 12
    assert longest_sentence("word " * 30) == 30
    assert long_words("an unreasonable procrastination") == ["unreasonable", "procrastination"]


def test_a_name_counts_as_one_short_word() -> None:
    assert (
        plain("Ask the Local Government and Social Care Ombudsman on 0300 061 0614 or www.lgo.org.uk.")
        == "Ask the Sam on Sam or Sam."
    )
