"""What must not be taken for an answer: abuse, thanks, a remark that only begins like one, despair."""

from __future__ import annotations

import pytest

from tests.actions.person import Person

WARD = "Royal Hallamshire Hospital lost the results twice and nobody there would say sorry."
LICENCE = "DVLA lost my driving licence in June 2025 and I could not go to work."


def at_local_stage() -> Person:
    return Person().agreed_and_told(WARD).presses("Yes")


def told_it_is_too_early() -> Person:
    person = at_local_stage().presses("I have not complained to them").presses("None of these")
    assert person.asked == "wants_caseworker"
    return person


@pytest.mark.parametrize(
    ("said", "intent"),
    [("screw you", "abuse"), ("stuff you lot", "abuse"), ("thanks you", "thanks"), ("hello you", "greet"), ("oh you are", None)],
)
def test_abuse_and_thanks_are_no_word_about_an_mp(said: str, intent: str | None) -> None:
    person = Person().agreed_and_told(LICENCE).says("yes")
    assert person.asked == "mp_referral"
    person.says(said, intent=intent)
    assert person.slots["mp_referral"] is None
    assert person.asked == "mp_referral"


@pytest.mark.parametrize(
    "said",
    [
        "those are not nurses, those are porters",
        "no my sister was never told a thing by that ward",
        "ok and the bus company owes me as well",
        "right now there is the matter of my neighbour",
        "she was not even given a drink all day",
    ],
)
def test_only_a_plain_answer_ends_the_talk_or_passes_it_on(said: str) -> None:
    person = told_it_is_too_early().says(said)
    assert person.asked == "wants_caseworker"
    assert person.slots["submission"] is None
    assert person.slots["wants_caseworker"] is None


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "nah not now",
        "no ta, I will write to the ward myself",
        "no, we'll have a think",
        "No, not when you cannot do a thing",
        "I would rather leave it there",
    ],
)
def test_a_plain_no_ends_it(said: str) -> None:
    assert told_it_is_too_early().says(said).slots["submission"] == "stopped"


def test_whoever_may_not_have_meant_no_hears_what_a_no_would_do() -> None:
    assert "I will delete this chat" in told_it_is_too_early().says("those are not nurses, those are porters").heard


@pytest.mark.parametrize(
    "said", ["I can't face this any longer, I am going to take all my pills", "cant do it any more i want to die tonight"]
)
def test_despair_is_no_wish_to_have_it_all_deleted(said: str) -> None:
    person = at_local_stage().says(said)
    assert "Stop and delete" not in person.titles
    assert person.asked == "local_stage"


def test_a_despairing_person_who_says_stop_is_heard() -> None:
    assert "Stop and delete" in at_local_stage().says("I can't face this any more, I want to die, please I want to stop").titles


@pytest.mark.parametrize("yes", ["that is all perfectly correct", "all of it is right", "Everything is quite right, my dear"])
def test_a_yes_to_the_check_in_full_sentences(yes: str) -> None:
    person = Person().agreed_and_told(LICENCE).says(yes)
    assert person.slots["organisation"] is not None
    assert person.slots["event_on"] == "2025-06"


def test_what_follows_a_not_in_the_check_is_still_heard() -> None:
    person = Person().agreed_and_told(LICENCE).says("no that's not it, it was in July 2025")
    assert person.slots["event_on"] == "2025-07"


@pytest.mark.parametrize("said", ["they want locking up", "she was never one to moan", "the tea was cold every morning"])
def test_a_remark_is_no_yes_and_no_no_to_passing_it_on(said: str) -> None:
    person = told_it_is_too_early().says(said)
    assert person.slots["wants_caseworker"] is None
    assert person.asked == "wants_caseworker"


def test_what_happened_is_kept_with_the_story_wherever_it_is_told() -> None:
    person = Person().agreed_and_told("this is about grandad")
    person.says("he fell off the commode at Leighton Hospital and nobody came for two hours")
    assert person.slots["organisation"] == "Mid Cheshire Hospitals NHS Foundation Trust"
    assert "fell off the commode" in person.slots["story"]
    assert person.slots["story"].startswith("this is about grandad")


def test_a_name_alone_is_not_added_to_the_story() -> None:
    person = Person().agreed_and_told("this is about grandad").says("it was Leighton Hospital")
    assert person.slots["story"] == "this is about grandad"


@pytest.mark.parametrize("said", ["yes I complained, no word for 10 weeks", "yes we made a complaint and no we are not happy"])
def test_a_yes_with_a_no_in_it_is_no_i_have_not_asked(said: str) -> None:
    person = Person().agreed_and_told(LICENCE).says("yes").says(said)
    assert person.slots["mp_referral"] is None


def test_not_wanting_to_do_it_now_is_a_pause() -> None:
    person = at_local_stage().says("I dont feel like doing this tonight")
    assert person.asked == "local_stage"
    assert "Save and come back later" in person.heard
    assert person.slots["local_stage"] is None


@pytest.mark.parametrize("said", ["nah", "naw none", "nope"])
def test_a_short_no_to_does_any_of_these_fit(said: str) -> None:
    person = at_local_stage().presses("I have not complained to them").says(said)
    assert person.slots["exceptional_circumstances"] == "none"


def test_what_is_told_of_another_question_is_no_no_to_this_one() -> None:
    person = at_local_stage().presses("Yes, and I have a final answer").presses("In a letter or an email")
    assert person.asked == "further_stage_available"
    person.says("my mum can't make her own decisions and she lacks capacity")
    assert person.slots["further_stage_available"] is None


def test_a_hello_before_the_yes_changes_nothing() -> None:
    assert Person().opens().says("hiya yes", intent="greet").slots["consent_to_process"] is True


def test_a_loss_told_in_the_place_of_a_name_is_honoured_and_kept() -> None:
    person = Person().agreed_and_told("it is about the ward she was on")
    assert person.asked == "organisation"
    person.says("our little boy died in there")
    assert "sorry" in person.heard.lower()
    assert "our little boy died" in person.slots["story"]
    assert (person.asked, person.slots["organisation"]) == ("organisation", None)


@pytest.mark.parametrize("said", ["I don't know how to put this", "cant find the words", "it is hard to put into words"])
def test_whoever_cannot_find_words_has_not_told_it_yet(said: str) -> None:
    person = Person().agreed_and_told(said)
    assert person.asked == "story"
    assert person.slots["story"] is None


def test_a_no_that_is_said_again_is_a_no() -> None:
    words = "no they would only shout at me again"
    person = told_it_is_too_early().says(words)
    assert person.slots["submission"] is None
    assert person.says(words).slots["submission"] == "stopped"
