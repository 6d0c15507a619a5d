"""What people ask us beside their complaint is answered, and a question to us is no answer to ours."""

from __future__ import annotations

import pytest

from actions.exchange import Exchange
from actions.kit import load_kit
from actions.message import Message
from actions.replies import reply
from actions.state import State
from tests.actions.person import TODAY, Person

WARD = "Royal Hallamshire Hospital lost the results twice and nobody there would say sorry."


def at_local_stage() -> Person:
    return Person().agreed_and_told(WARD).presses("Yes")


ANSWERED = [
    ("and how long does this go on for", "within two weeks"),
    ("when will someone ring me", "within two weeks"),
    ("could we get compensation for it", "cannot promise money"),
    ("will they pay me damages?", "cannot promise money"),
    ("are you gonna tell the ward it was me", "I do not tell them"),
    ("would my doctor find out", "caseworkers"),
    ("whos gonna read it", "Our caseworkers see what you write"),
    ("can you overturn what the magistrates decided", "cannot change what a court"),
    ("do you reckon I will win", "cannot give legal or medical advice"),
    ("what are my chances", "cannot give legal or medical advice"),
    ("what is an advocate", "helps you to say what you want"),
    ("who looks at this", "Our caseworkers see what you write"),
    ("was that unlawful, what they did", "cannot give legal or medical advice"),
    ("could complaining hurt my appeal", "cannot give legal or medical advice"),
    ("what would you accept", "cannot give legal or medical advice"),
    ("does she need to sign something", "they need to agree"),
    ("cheers but who should I go to", "I can tell you who may help"),
    ("is there anyone to do this in Welsh", "form in Welsh"),
    ("can you tell me that once more", "Here it is again"),
]


@pytest.mark.parametrize(("asked", "answer"), ANSWERED)
@pytest.mark.parametrize("intent", [None, "ask_process", "thanks"])
def test_a_question_is_answered_and_then_ours_is_put_again(asked: str, answer: str, intent: str | None) -> None:
    person = at_local_stage().says(asked, intent=intent)
    assert answer in person.heard
    assert person.asked == "local_stage"
    assert person.slots["local_stage"] is None


@pytest.mark.parametrize(
    "said",
    [
        "what would happen then",
        "who decides that",
        "do they need to answer me first?",
        "is a letter from the ward the final answer?",
        "how long have they got to reply?",
    ],
)
def test_a_question_to_us_tells_nothing_of_what_they_did(said: str) -> None:
    person = at_local_stage().says(said)
    assert person.asked == "local_stage"
    assert person.slots["local_stage"] is None


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("they told me how long it takes and that it is not finished", "under_way"),
        ("I got their final letter, they will not pay me compensation", "final"),
        ("no, I have not complained", "not_started"),
    ],
)
def test_an_answer_with_such_words_stays_an_answer(said: str, stage: str) -> None:
    assert at_local_stage().says(said).slots["local_stage"] == stage


def test_what_a_no_to_being_kept_means_is_said_before_it_is_given() -> None:
    person = Person().opens().says("what happens if I refuse")
    assert "I keep nothing" in person.heard
    assert person.asked == "consent_to_process"


@pytest.mark.parametrize("said", ["quiero un intérprete", "prosze o tlumacza"])
def test_an_interpreter_is_asked_for_in_other_languages(said: str) -> None:
    person = at_local_stage().says(said)
    assert person.slots["adjustments"] == said
    assert person.asked == "local_stage"


@pytest.mark.parametrize("said", ["what does witness mean", "whats a step"])
def test_a_word_that_is_not_known_is_put_more_simply(said: str) -> None:
    person = at_local_stage().says(said)
    assert "Did you tell them that you are unhappy?" in person.heard
    assert person.slots["local_stage"] is None


@pytest.mark.parametrize("said", ["would you change what the judge ordered", "not the court", "no MP"])
def test_a_judge_or_an_mp_takes_no_organisations_place(said: str) -> None:
    person = Person().agreed_and_told("HMRC lost my tax return twice and never said sorry.")
    assert person.asked == "organisation"
    person.says(said)
    assert person.slots["organisation"] is None


def test_a_court_in_a_question_changes_no_organisation() -> None:
    person = Person().agreed_and_told("HMRC lost my tax return twice and never said sorry.").says("yes")
    assert person.slots["organisation"] == "HM Revenue and Customs"
    person.says("can you change what the court thinks of it", intent="correct_answer")
    assert person.slots["organisation"] == "HM Revenue and Customs"


def test_a_court_that_is_named_instead_is_taken() -> None:
    person = Person().agreed_and_told("HMRC lost my tax return twice and never said sorry.").says("no, the county court")
    assert person.slots["organisation"] == "HM Courts and Tribunals Service"


@pytest.mark.parametrize(("stands", "is_nobody"), [("stopped", True), ("sent", False), ("pending", False)])
def test_after_they_stopped_nobody_is_told(stands: str, *, is_nobody: bool) -> None:
    kit = load_kit()
    ex = Exchange(State(submission=stands), Message(text="will you tell the hospital?"), TODAY, kit.reader, kit.script)
    reply(ex)
    (said,) = [say.text or kit.script.text(say.response or "", "web", {}) for say in ex.says]
    assert said.startswith("Nobody.") is is_nobody
    assert ("caseworkers" in said) is not is_nobody
