"""domain.yml: every fact can be asked, in every voice, with the answers the rules know."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

Domain = dict[str, Any]
Facts = dict[str, dict[str, Any]]
NO_OPENING = {"consent_to_process", "consent_to_obtain", "confirm_summary", "story"}  # 'I don't know' is no answer to these
SAFETY = {
    "utter_safety_self_harm": ["999", "116 123", "111", "option 2", "85258"],
    "utter_safety_harm_to_others": ["999", "116 123", "111", "option 2", "85258"],
    "utter_safety_child_at_risk": ["999", "0800 1111", "116 123", "111", "option 2", "85258"],
}
OUTCOMES = [
    "ready_for_triage", "premature", "not_properly_made", "out_of_jurisdiction", "out_of_remit", "out_of_time",
    "unsuitable_complainant", "alternative_legal_remedy", "other_forum", "further_information_required", "enquiry",
    "joint_working",
]  # fmt: skip
PLAINER = {"easy", "young"}  # the voices for who asked for simpler words, where they are written
PLAIN = re.compile(r"\{([a-z_]+)\}")


def answers(row: dict[str, Any]) -> set[str]:
    """The values of a variant's buttons that answer the question."""
    payloads = [button["payload"] for button in row.get("buttons", [])]
    return {json.loads(text.removeprefix("/provide_info"))["answer"] for text in payloads if text.startswith("/provide_info")}


def plain_variants(domain: Domain, fact: str) -> list[dict[str, Any]]:
    """The variants of a question that need no proposal."""
    return [row for row in domain["responses"][f"utter_ask_{fact}"] if not row.get("condition")]


def test_every_fact_is_a_slot_and_may_be_asked_by_the_form(domain: Domain, facts: Facts) -> None:
    assert list(facts) == domain["forms"]["intake_form"]["required_slots"]
    assert set(facts) <= set(domain["slots"])


def test_every_fact_has_wording_in_three_voices_and_a_label(domain: Domain, facts: Facts) -> None:
    for fact in facts:
        assert {row.get("channel") for row in plain_variants(domain, fact)} - PLAINER == {None, "phone", "form"}, fact
        assert domain["responses"][f"utter_label_{fact}"], fact


def test_the_phone_voice_says_what_to_note(domain: Domain, facts: Facts) -> None:
    for fact in facts:
        rows = [row for row in plain_variants(domain, fact) if row.get("channel") == "phone"]
        assert all(row["text"].split("\n\n")[-1].startswith("Note: ") for row in rows), fact


def test_the_form_voice_begins_with_one_short_question(domain: Domain, facts: Facts) -> None:
    for fact in facts:
        (row,) = [row for row in plain_variants(domain, fact) if row.get("channel") == "form"]
        first = row["text"].split("\n")[0]
        assert first.endswith("?") or fact == "confirm_summary", fact
        assert len(first) < 90, fact


def test_the_buttons_are_the_options_of_the_fact(domain: Domain, facts: Facts) -> None:
    wanted = {"choice": lambda row: set(row["options"]), "bool": lambda row: {"true", "false"}}
    for fact, row in facts.items():
        for variant in plain_variants(domain, fact):
            expected = wanted[row["kind"]](row) if row["kind"] in wanted else set()
            assert answers(variant) == expected, (fact, variant.get("channel"))


def test_every_question_but_consent_can_be_left_open(domain: Domain, facts: Facts) -> None:
    for fact in set(facts) - NO_OPENING:
        for variant in plain_variants(domain, fact):
            payloads = {button["payload"] for button in variant.get("buttons", [])}
            assert payloads & {"/dont_know", "/prefer_not_to_say"}, (fact, variant.get("channel"))
    for fact in ("consent_to_process", "consent_to_obtain"):
        for variant in plain_variants(domain, fact):
            assert not {button["payload"] for button in variant["buttons"]} & {"/dont_know", "/prefer_not_to_say"}


def test_a_proposal_is_asked_with_its_words_and_a_yes_and_a_no(domain: Domain, facts: Facts) -> None:
    for fact in facts:
        for row in domain["responses"][f"utter_ask_{fact}"]:
            if row.get("condition"):
                assert "{proposal_words}" in row["text"], fact
                assert [button["payload"] for button in row["buttons"]] == ["/affirm", "/deny"], fact


def test_a_fact_that_is_a_date_or_an_organisation_can_be_proposed(domain: Domain, facts: Facts) -> None:
    for fact, row in facts.items():
        if row["kind"] in ("date", "organisation"):
            assert any(variant.get("condition") for variant in domain["responses"][f"utter_ask_{fact}"]), fact


@pytest.mark.parametrize("name", SAFETY)
def test_the_safety_texts_hold_every_number_and_ask_for_nothing(domain: Domain, name: str) -> None:
    for row in domain["responses"][name]:
        assert all(number in row["text"] for number in SAFETY[name])
        assert not PLAIN.search(row["text"])
        assert "buttons" not in row
    assert "carry on here" in domain["responses"][name][0]["text"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_words_with_its_reason_and_what_to_do(domain: Domain, outcome: str) -> None:
    spoken = [row for row in domain["responses"][f"utter_outcome_{outcome}"] if row.get("channel") != "form"]
    assert spoken  # the form's page shows reasons and steps in parts of its own
    for row in spoken:
        assert {"outcome_reason", "outcome_next"} <= set(PLAIN.findall(row["text"]))


def test_every_button_is_an_intent_the_model_knows(domain: Domain) -> None:
    intents = {name for row in domain["intents"] for name in ([row] if isinstance(row, str) else row)}
    for name, rows in domain["responses"].items():
        for row in rows:
            for button in row.get("buttons", []):
                assert re.match(r"/([a-z_]+)", button["payload"])[1] in intents, name


def test_the_greeting_says_what_this_is_and_how_to_reach_a_person(domain: Domain) -> None:
    text = domain["responses"]["utter_greet"][0]["text"]
    for words in ("not a person", "I can ", "I cannot ", "used for your complaint", "ask for a person at any time"):
        assert words in text


def test_consent_says_what_why_who_how_long_and_how_to_stop(domain: Domain) -> None:
    for row in plain_variants(domain, "consent_to_process"):
        for words in (
            "what you tell us",
            "look at your complaint",
            "Our caseworkers will see it",
            "30 days",
            "stop at any time",
            "delete",
        ):
            assert words in row["text"], row.get("channel")


def test_nothing_is_promised_and_no_advice_given(domain: Domain) -> None:
    promised = re.compile(
        r"\bwe will (investigate|uphold|win|pay)|\byou will (get|win|receive)|\bguarantee|\bI promise\b", re.IGNORECASE
    )
    for name, rows in domain["responses"].items():
        assert not any(promised.search(row.get("text", "")) for row in rows), name


def test_no_entry_of_the_script_is_written_twice() -> None:
    """Rasa refuses to train on it; other readers would silently take the last."""
    root = yaml.compose((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))
    for _, part in root.value:
        if isinstance(part, yaml.MappingNode):
            names = [key.value for key, _ in part.value]
            assert len(names) == len(set(names)), sorted(name for name in set(names) if names.count(name) > 1)
