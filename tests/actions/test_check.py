"""What a story says is offered once, in the person's own words, and not asked again; each head of complaint with it."""

from __future__ import annotations

import pytest

from actions import clock
from actions.judging import complaint_of
from actions.state import State
from service_model import Complaint
from tests.actions.person import Person

WARD = (
    "My dad was treated at Leighton Hospital in March 2025. They lost his hearing aids twice. Nobody would tell us where he was "
    "moved to. I complained in May 2025 and they sent me their final letter in July 2025. I'm his daughter."
)
SCAN = "My scan at Leighton Hospital was cancelled in March 2025. They lost my notes. Nobody ever rang me back to explain."


def record(person: Person) -> Complaint:
    state = State.from_slots({**person.slots, "requested_slot": person.asked}, channel=person.channel)
    return complaint_of(state, received_on=clock.today().isoformat())


def test_one_check_says_all_that_the_story_tells_in_their_words() -> None:
    person = Person().agreed_and_told(WARD)
    for words in ("Leighton Hospital", "your dad", "in March 2025", "in May 2025", "their final letter", "in July 2025"):
        assert words in person.heard
    assert set(person.titles) == {"Yes", "No, not all of it"}


def test_nothing_of_it_is_kept_before_the_yes() -> None:
    person = Person().agreed_and_told(WARD)
    assert not record(person).issues
    assert person.slots["local_stage"] is None


@pytest.mark.parametrize("yes", ["yes", "YES", "yes that's all right", "yep"])
def test_one_yes_settles_every_line(yes: str) -> None:
    person = Person().agreed_and_told(WARD).says(yes)
    kept = {name: person.slots[name] for name in ("event_on", "complained_on", "replied_on", "local_stage", "complaining_for")}
    assert kept == {
        "event_on": "2025-03", "complained_on": "2025-05", "replied_on": "2025-07", "local_stage": "final",
        "complaining_for": "someone_else",
    }  # fmt: skip
    assert person.slots["body"] == "mid_cheshire"
    assert record(person).provenance["complained_on"].source == "read_and_confirmed"
    assert person.asked not in kept


@pytest.mark.parametrize(
    ("said", "fact", "value"),
    [
        ("no, it was in April 2025", "event_on", "2025-04"),
        ("yes but they replied in August 2025", "replied_on", "2025-08"),
        ("almost, I complained in June 2025", "complained_on", "2025-06"),
        ("no it was Addenbrooke's hospital", "organisation", "Cambridge University Hospitals NHS Foundation Trust"),
    ],
)
def test_a_line_is_put_right_and_the_others_stand(said: str, fact: str, value: str) -> None:
    person = Person().agreed_and_told(WARD).says(said)
    assert person.slots[fact] == value
    assert person.slots["local_stage"] == "final"


def test_after_a_plain_no_the_wrong_part_is_asked_for_and_then_its_question() -> None:
    person = Person().agreed_and_told(SCAN).says("no")
    assert "What is not right?" in person.heard
    person.says("the date is wrong")
    assert person.asked == "event_on"
    person.says("June 2025")
    assert person.slots["event_on"] == "2025-06"
    assert person.slots["complaining_for"] == "self"


def test_a_no_that_stays_unclear_leads_to_each_question_in_turn() -> None:
    person = Person().agreed_and_told(SCAN).says("no").says("all of it is nonsense")
    assert person.asked == "organisation"
    assert record(person).issues == ()


def test_the_day_they_knew_is_never_taken_from_the_day_it_happened() -> None:
    person = Person().agreed_and_told(SCAN).says("yes")
    assert person.slots["aware_on"] is None
    assert person.slots["proposals"]["aware_on"]["guessed"] is True


def test_the_contact_details_in_a_story_are_checked_when_their_turn_comes() -> None:
    person = Person().agreed_and_told("The bank closed my account. My name is Joan Ashworth, joan@example.org, 07700 900123.")
    while person.asked != "name":
        person.says("yes please")
    assert "Joan Ashworth" in person.heard
    assert "joan@example.org" in person.heard
    person.says("yes")
    assert (person.slots["name"], person.slots["email"], person.slots["phone"]) == (
        "Joan Ashworth", "joan@example.org", "+447700900123",
    )  # fmt: skip


def test_heads_of_complaint_are_offered_and_kept_with_the_yes() -> None:
    person = Person().agreed_and_told(SCAN)
    assert "I think you are telling us about" in person.heard
    assert "1. " in person.heard
    heads = record(person.says("yes")).heads
    assert [(head.words, head.agreed) for head in heads] == [
        ("They lost my notes", True),
        ("Nobody ever rang me back to explain", True),
    ]


@pytest.mark.parametrize("said", ["the second one is not right", "not number 2", "yes but not the second"])
def test_a_head_they_do_not_mean_is_kept_with_the_no(said: str) -> None:
    heads = record(Person().agreed_and_told(SCAN).says(said)).heads
    assert [head.agreed for head in heads] == [True, False]


def test_what_is_missing_becomes_a_head_in_their_own_words() -> None:
    person = Person().agreed_and_told(SCAN).says("no").says("you left out that the nurse laughed at me")
    assert record(person).heads[-1].words == "you left out that the nurse laughed at me"


def test_one_thing_needs_no_list() -> None:
    person = Person().agreed_and_told("Royal Hallamshire Hospital lost the results twice, and that was all.")
    assert "1. " not in person.heard
    assert "Is that who your complaint is about?" in person.heard


def test_another_relative_is_put_right_and_said_back() -> None:
    person = Person().agreed_and_told(WARD).says("no it was my grandad")
    assert "you are here for your grandad" in person.heard
    assert person.slots["event_on"] == "2025-03"


def test_a_late_husband_is_someone_else_who_has_died() -> None:
    person = (
        Person()
        .agreed_and_told("Royal Oldham Hospital gave my late husband, who had a bad chest, no tablets for days.")
        .says("yes")
    )
    assert (person.slots["complaining_for"], person.slots["aggrieved_situation"]) == ("someone_else", "died")
