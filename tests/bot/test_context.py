"""The open question decides what a message can be."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.nlu.context import AskedContext
from tests.bot.conftest import ROOT

PIPELINE = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
CONFIG = {**AskedContext.get_default_config(), **next(row for row in PIPELINE if row["name"].endswith("AskedContext"))}
CONTEXT = AskedContext(CONFIG)


def decided(name: str, text: str, asked: str | None, sure: float = 0.9) -> str:
    return CONTEXT.decide({"name": name, "confidence": sure}, text, asked)["name"]


def test_every_fact_in_free_words_is_known_as_such(facts: dict[str, dict[str, Any]]) -> None:
    assert sorted(CONFIG["told"]) == sorted(name for name, row in facts.items() if row["kind"] == "text")
    assert sorted(CONFIG["names"]) == sorted(name for name, row in facts.items() if row["kind"] == "name")
    assert set(CONFIG["help"]) <= set(facts)


@pytest.mark.parametrize(
    "intent", ["ask_time_limit", "ask_mp", "out_of_scope", "make_complaint", "give_compliment", "ask_human", "stop"]
)
def test_a_story_is_never_mistaken_for_a_question(intent: str) -> None:
    story = (
        "My MP said there was a time limit and that I should stop ringing and ask for a person, so I did and they hung up on me"
    )
    assert decided(intent, story, "story", 0.99) == "provide_info"


WISHES = [
    ("ask_why", "why?"),
    ("ask_human", "can I speak to a person"),
    ("stop", "stop"),
    ("prefer_not_to_say", "I'd rather not say"),
    ("skip", "next question please"),
    ("pause", "save this for later"),
    ("delete_my_data", "wipe what I told you"),
    ("ask_process", "who will see this?"),
]


@pytest.mark.parametrize(("intent", "text"), WISHES)
def test_a_short_and_clear_wish_is_heard_in_the_middle_of_a_story(intent: str, text: str) -> None:
    assert decided(intent, text, "story") == intent


def test_an_unclear_wish_is_an_answer() -> None:
    assert decided("stop", "the end", "story", 0.45) == "provide_info"
    assert decided("stop", "the bus stop", "organisation", 0.45) == "provide_info"


@pytest.mark.parametrize(("intent", "text"), [("thanks", "Grace Thankyou"), ("greet", "Hope Hello"), ("stop", "Will Stop Jones")])
def test_a_name_that_sounds_like_a_wish_is_a_name(intent: str, text: str) -> None:
    assert decided(intent, text, "name", 0.65) == "provide_info"


def test_asking_for_help_is_the_answer_where_help_is_asked_about() -> None:
    assert decided("request_adjustment", "large print please", "adjustments") == "provide_info"
    assert decided("request_adjustment", "large print please", "phone") == "request_adjustment"


def test_a_question_in_place_of_a_date_is_heard() -> None:
    assert decided("ask_time_limit", "am I too late?", "aware_on", 0.5) == "ask_time_limit"
    assert decided("ask_time_limit", "late last year", "aware_on", 0.5) == "provide_info"


def test_a_guess_with_no_question_open_is_no_intent() -> None:
    assert decided("abuse", "flibbertigibbet", None, 0.1) == "provide_info"


def test_a_replaced_intent_is_sure_enough_to_be_used() -> None:
    assert CONTEXT.decide({"name": "out_of_scope", "confidence": 0.9}, "a long story " * 10, "story")["confidence"] >= 0.6
