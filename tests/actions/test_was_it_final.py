"""Whoever told of an answer is not asked whether they complained, but whether that answer was the final one."""

from __future__ import annotations

import pytest

from tests.actions.person import Person

SCAN = "Leighton Hospital cancelled my scan in January 2025. I wrote to them and had a reply in March 2025."


def test_it_is_asked_in_the_place_of_the_whole_question() -> None:
    person = Person().agreed_and_told(SCAN).says("yes")
    assert person.asked == "local_stage"
    assert "Was that their final answer?" in person.heard
    assert "Have you complained to them" not in person.heard


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("yes", "final"), ("yes that was their last word", "final"), ("no", "under_way"), ("not yet no", "under_way"),
        ("they said there will be another letter, it is still going on", "under_way"),
    ],
)  # fmt: skip
def test_a_no_leaves_it_unfinished(said: str, stage: str) -> None:
    assert Person().agreed_and_told(SCAN).says("yes").says(said).slots["local_stage"] == stage


def test_the_button_no_says_what_was_understood() -> None:
    person = Person().agreed_and_told(SCAN).says("yes").presses("No")
    assert person.slots["local_stage"] == "under_way"
    assert "it is not finished" in person.heard


def test_an_answer_told_beside_the_question_is_enough() -> None:
    person = Person().agreed_and_told("Leighton Hospital cancelled my scan in January 2025.").says("yes")
    person.says("I put it all on paper and in May 2025 they wrote back to me")
    assert person.asked == "local_stage"
    assert "Was that their final answer?" in person.heard


def test_it_is_asked_once() -> None:
    person = Person().agreed_and_told(SCAN).says("yes").says("the ward was filthy")
    assert "Was that their final answer?" not in person.heard


def test_a_bare_yes_to_the_whole_question_is_asked_about() -> None:
    person = Person().agreed_and_told("Leighton Hospital cancelled my scan.").says("yes").says("yes i have")
    assert person.asked == "local_stage"
    assert "is it not finished yet?" in person.heard


@pytest.mark.parametrize(
    "said",
    [
        "the manager says that it's their last word",
        "their decision was final",
        "yes, in july they give a letter and wrote it was finished",
    ],
)
def test_a_final_answer_in_other_words_is_heard_at_another_question(said: str) -> None:
    person = Person().agreed_and_told("They cancelled my scan and lost my notes.")
    assert person.asked == "organisation"
    assert person.says(said).slots["local_stage"] == "final"


def test_what_would_make_their_answer_unsaid_is_asked_about_first() -> None:
    person = Person().agreed_and_told(SCAN).says("yes").says("there was nothing of the sort, no I have not complained")
    assert "Do you mean that you have not complained" in person.heard
    assert (person.slots["local_stage"], person.slots["replied_on"]) == (None, "2025-03")
    assert person.says("yes").slots["local_stage"] == "not_started"


def test_a_longer_no_about_something_else_does_not_make_it_unfinished() -> None:
    person = Person().agreed_and_told(SCAN).says("yes").says("no but the sister on that ward was always kind to me")
    assert person.slots["local_stage"] is None
