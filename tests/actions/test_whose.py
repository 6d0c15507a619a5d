"""Whose complaint it is, put right at whatever question it is said, and never guessed from a relative in the story."""

from __future__ import annotations

import pytest

from actions.whose import Whose, whose
from tests.actions.person import Person

LICENCE = "DVLA lost my driving licence in June 2025 and I could not go to work."


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("no wait, it happened to my uncle, not to me", Whose("someone_else", "your uncle")),
        ("this is for my grandson", Whose("someone_else", "your grandson")),
        ("I'm writing on behalf of my mother-in-law", Whose("someone_else", "your mother-in-law")),
        ("I ask on my own account", Whose("self", None)),
        ("it is about me and not my brother", Whose("self", None)),
        ("not for my son, it's my own claim", Whose("self", None)),
        ("it was my nan who told them", None),
        ("they gave me that letter, I think that my sister has it", None),
        ("it is my aunt's house", None),
        ("my wife drove me there", None),
    ],
)
def test_it_is_read_where_it_is_said_in_so_many_words(said: str, meant: Whose | None) -> None:
    assert whose(said) == meant


@pytest.mark.parametrize("said", ["oh sorry, it was my nephew not me", "its for my grandad actually"])
def test_another_person_is_put_right_at_another_question(said: str) -> None:
    person = Person().agreed_and_told(LICENCE).says("yes")
    assert (person.asked, person.slots["complaining_for"]) == ("mp_referral", "self")
    person.says(said, intent="correct_answer")
    assert person.slots["complaining_for"] == "someone_else"
    assert person.asked == "mp_referral"
    assert "Thank you for putting me right" in person.heard


def test_it_is_taken_beside_a_question_while_it_is_open() -> None:
    person = Person().agreed_and_told("DVLA lost a driving licence in June 2025.").says("yes")
    assert person.slots["complaining_for"] is None
    person.says("I have not asked an MP, and it is for my daughter")
    assert person.slots["complaining_for"] == "someone_else"


def test_what_was_read_of_a_relative_is_dropped_when_it_is_their_own() -> None:
    person = Person().agreed_and_told("Royal Oldham Hospital left my late uncle in pain in March 2025.")
    assert "your uncle died" in person.heard
    person.says("No, that is not what I meant. I am complaining for myself.")
    assert (person.slots["complaining_for"], person.slots["aggrieved_situation"]) == ("self", None)
    assert person.slots["event_on"] == "2025-03"


@pytest.mark.parametrize(
    "story",
    [
        "My PIP claim at the DWP has been stuck since March 2025. My dad was in hospital in Lahore and I could not go to him.",
        "My late brother's friend said I should write. Leighton Hospital gave me the wrong drops in March 2025.",
        "My husband's father died at home. In March 2025 Leighton Hospital lost the notes.",
    ],
)
def test_a_relative_in_the_story_is_not_who_it_is_for(story: str) -> None:
    heard = Person().agreed_and_told(story).heard
    assert "you are here for your" not in heard
    assert "died" not in heard


def test_the_loss_is_honoured_and_nobody_is_thanked_for_speaking_for_another() -> None:
    heard = (
        Person().agreed_and_told("My benefits claim at the DWP was closed in March 2025, the week my aunt died in Kenya.").heard
    )
    assert "very sorry for your loss" in heard
    assert "speaking up for them" not in heard


@pytest.mark.parametrize(
    "story",
    [
        "My late wife's cousin asks me to write. Leighton Hospital put me on the wrong ward in March 2025.",
        "Musgrove Park sent my grandad home in February 2025 and he came back with sepsis two days later by ambulance.",
        "If you had to wait ten hours for an ambulance with a smashed ankle on a cold floor, would you be happy?",
    ],
)
def test_nobody_is_told_of_a_loss_they_did_not_have(story: str) -> None:
    assert "sorry for your loss" not in Person().agreed_and_told(story).heard


def test_a_widower_speaks_for_whoever_died() -> None:
    person = Person().agreed_and_told("Leighton Hospital lost the notes in March 2025. Their final letter came in May 2025.")
    person.says("yes").says("no").says("no")
    assert person.asked == "complaining_for"
    person.says("I am her widower and executor")
    assert (person.slots["complaining_for"], person.slots["relationship"]) == ("someone_else", "personal_representative")


def test_who_passed_from_this_world_has_died() -> None:
    heard = Person().agreed_and_told("My brother Alan Page passed from this world at Leighton Hospital in March 2025.").heard
    assert "your brother died" in heard


def test_a_relative_who_answers_for_them_changes_nothing() -> None:
    person = (
        Person()
        .agreed_and_told("Leighton Hospital lost my notes in March 2025. Their final letter came in May 2025.")
        .says("yes")
    )
    assert (person.asked, person.slots["complaining_for"]) == ("further_stage_available", "self")
    person.says("my brother says no", intent="correct_answer")
    assert person.slots["complaining_for"] == "self"
    assert person.slots["further_stage_available"] is False
