"""A typed answer is said back as it was read, so that a misreading is seen; a button and plain words are not."""

from __future__ import annotations

import pytest

from actions.kit import load_kit
from actions.phrasing import clause
from service_model.facts import FACTS
from tests.actions.person import Person

PAPERS = "They lost every paper that I ever sent them and would not say sorry for it."
WARD = "Royal Hallamshire Hospital lost the results twice and nobody there would say sorry."


def at_the_mp() -> Person:
    return Person().agreed_and_told(PAPERS).says("hmrc")


def test_every_option_can_be_said_back() -> None:
    script = load_kit().script
    silent = {"confirm_summary"}
    missing = [
        (fact.name, option)
        for fact in FACTS.values()
        if fact.kind == "choice" and fact.name not in silent
        for option in fact.options
        if not clause(fact.name, option, script)
    ]
    assert missing == []


def test_a_typed_choice_is_said_back_and_a_button_is_not() -> None:
    typed = at_the_mp().says("she has sent it over to you already")
    assert "your MP has sent it to us" in typed.heard
    pressed = at_the_mp().presses("My MP has sent it to you")
    assert "your MP has sent it to us" not in pressed.heard


def test_the_words_of_a_button_are_not_said_back() -> None:
    assert "I understand" not in at_the_mp().says("my mp has sent it to you").heard


@pytest.mark.parametrize("said", ["yes I got their final reply", "yes they gave me a final answer in a letter"])
def test_a_final_reply_is_no_referral_and_is_kept_where_it_belongs(said: str) -> None:
    person = at_the_mp().says(said)
    assert person.slots["mp_referral"] is None
    assert person.slots["local_stage"] == "final"
    assert "you have their final answer" in person.heard
    assert person.asked == "mp_referral"
    assert "MP" in person.heard


def test_a_bare_yes_to_the_mp_question_is_asked_about() -> None:
    person = at_the_mp().says("yes")
    assert person.asked == "mp_referral"
    assert "sent your complaint to us" in person.heard


def test_two_misreadings_are_not_said_back_in_the_same_words() -> None:
    person = Person().agreed_and_told(WARD).presses("Yes")
    first = person.says("they gave me their last word on it, a final response").heard
    second = person.says("they put it in a letter to me").heard
    assert not set(first.splitlines()) & set(second.splitlines())


def test_a_date_in_other_words_is_said_back_with_the_days_it_may_mean() -> None:
    person = Person().agreed_and_told(WARD).presses("Yes")
    while person.asked != "aware_on":
        stage = {"local_stage": "they sent me their final answer", "reply_format": "in a letter"}
        person.says(stage.get(str(person.asked), "no"))
    heard = person.says("about five months ago").heard
    assert "'about five months ago'" in heard
    assert "2025" in heard


def test_several_answers_in_one_message_are_kept_and_said_back_in_one_sentence() -> None:
    person = Person().agreed_and_told(WARD).presses("Yes")
    person.says("I complained in May 2025 and they replied with their final letter in July 2025")
    kept = {name: person.slots[name] for name in ("local_stage", "reply_format", "complained_on", "replied_on")}
    assert kept == {"local_stage": "final", "reply_format": "written", "complained_on": "2025-05", "replied_on": "2025-07"}
    (sentence,) = [line for line in person.heard.splitlines() if "I understand that" in line]
    assert sentence.count("that") >= 4
    assert person.asked not in kept


def test_nothing_said_before_the_consent_is_kept_or_said_back() -> None:
    person = Person().opens().says("I complained to the hospital in May 2025 and got their final letter in July 2025")
    assert person.asked == "consent_to_process"
    assert person.slots["local_stage"] is None
    assert "final answer" not in person.heard
