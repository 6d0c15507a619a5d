"""What an MP did is not what the organisation did."""

from __future__ import annotations

import pytest

from actions.kit import load_kit
from actions.said import said_in
from actions.the_mp import is_only_of_the_mp, without_the_mp
from actions.when import dates_in
from tests.actions.person import TODAY, Person

LICENCE = "DVLA lost my driving licence in June 2025 and I could not go to work."


def at_local_stage() -> Person:
    person = Person().agreed_and_told(LICENCE).says("yes").presses("I have asked and am waiting")
    assert person.asked == "local_stage"
    return person


@pytest.mark.parametrize(
    "said",
    [
        "our MP answered and told me to take it to the ombudsman",
        "I had a letter back from my MP",
        "the MP's office emailed me their reply last week",
        "no, I never spoke to an MP",
    ],
)
def test_an_answer_of_the_mp_is_no_answer_of_theirs(said: str) -> None:
    person = at_local_stage().says(said)
    assert person.asked == "local_stage"
    assert (person.slots["local_stage"], person.slots["reply_format"], person.slots["replied_on"]) == (None, None, None)


def test_what_is_said_of_both_is_kept_of_each() -> None:
    person = at_local_stage().says("my MP wrote back to me, but they gave me their final answer in a letter")
    assert (person.slots["local_stage"], person.slots["reply_format"]) == ("final", "written")


def test_the_date_of_the_mps_letter_is_no_date_of_a_reply() -> None:
    text = "My MP replied on 4 June 2025."
    dates = load_kit().reader.read(text, today=TODAY).as_dict()["dates"]
    assert "replied_on" not in dates_in(text, dates, TODAY)


def test_not_having_been_to_an_mp_is_read_however_it_is_put() -> None:
    for said in (
        "I did not go to a bloody MP",
        "I've never even spoken to my local MP",
        "we haven't seen any MP",
        "no MP so far",
    ):
        assert said_in(said)["mp_referral"].value == "not_asked"


def test_only_the_words_about_the_mp_are_taken_out() -> None:
    text = "I wrote to my MP. The hospital sent a letter, and my MP's office said it was poor."
    assert without_the_mp(text).rstrip(" .") == "I wrote to my MP. The hospital sent a letter, and"
    assert not is_only_of_the_mp(text)


def test_an_mps_answer_is_not_offered_as_theirs_either() -> None:
    assert (
        "their final answer"
        not in at_local_stage().says("our MP answered and said to contact the ombudsman").heard.split("\n")[0]
    )
