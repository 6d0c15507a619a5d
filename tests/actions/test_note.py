"""A note that staff wrote beside a call: what it says is offered, one question at a time, and never assumed."""

from __future__ import annotations

from actions.message import Message
from tests.actions.person import Person

STORY = "They lost my papers and nobody answers."
NOTE = "About the DWP. My name is Joan Ashworth, joan.ashworth@example.org. My MP has sent it to you."


def caller(story=STORY) -> Person:
    return Person(channel="phone").agreed_and_told(story)


def reads(person: Person, note: str) -> Person:
    """The gateway lets the engine read a note: the open question is put again."""
    return person._take(Message(intent="repeat_question", clicked=True, note=note))


def test_what_a_note_says_is_offered_for_the_question_that_stands_open_and_not_taken():
    person = caller()
    assert person.asked == "organisation"
    reads(person, NOTE)
    assert person.asked == "organisation"
    assert "Department for Work and Pensions" in person.heard
    assert person.slots["organisation"] is None
    assert any(payload.endswith("/affirm") for payload in person.titles.values())


def test_one_yes_takes_what_was_offered():
    person = reads(caller(), NOTE).says("yes", intent="affirm")
    assert person.slots["organisation"] == "Department for Work and Pensions"
    assert person.slots["mp_referral"] in (None, "referred")


def test_a_no_takes_nothing_and_asks():
    person = reads(caller(), "It is about the Home Office.").says("no", intent="deny")
    assert person.slots["organisation"] is None
    assert person.asked == "organisation"


def test_a_note_that_comes_with_an_answer_is_offered_for_the_questions_after_it():
    person = caller()
    person._take(Message(text="the DWP", note=NOTE))
    assert person.slots["organisation"] == "Department for Work and Pensions"
    assert person.slots["name"] is None
    assert person.slots["proposals"]["name"]["value"] == "Joan Ashworth"


def test_a_note_changes_no_answer_that_was_given():
    person = caller()._take(Message(text="the Home Office"))
    reads(person, NOTE)
    assert person.slots["organisation"] == "Home Office"


def test_before_the_caller_agrees_a_note_is_not_read():
    person = Person(channel="phone").opens()
    reads(person, NOTE)
    assert person.asked == "consent_to_process"
    assert not person.slots["proposals"]


def test_a_note_that_says_nothing_asks_the_question_again():
    person = reads(caller(), "hm hm hm")
    assert person.asked == "organisation"
    assert person.heard
