"""Answers that cannot both be true: the record is refused by name, and in a talk the newer answer stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_model import PHSO, Complaint, answers_from
from service_model.contradictions import PAIRS, contradictions, outdated_by
from tests.service_model.building import READY_GOVERNMENT, READY_HEALTH, a_complaint
from tests.service_model.strategies import complaints


def found(complaint: Complaint) -> dict[str, str]:
    return dict(contradictions(complaint, authority=PHSO))


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"local_stage": "not_started", "replied_on": "2026-01"}, "issues.0.replied_on", "not complained"),
        ({"local_stage": "not_started", "complained_on": "2026-01"}, "issues.0.complained_on", "not complained"),
        ({"local_stage": "not_started", "reply_format": "audio"}, "issues.0.reply_format", "it replied"),
        ({"meeting_offered": False, "wants_meeting": True}, "issues.0.wants_meeting", "meeting_offered is false"),
        (
            {"legal_action": "not_taken", "remit_category": "alternative_legal_remedy_achieved"},
            "issues.0.remit_category",
            "legal_action says otherwise",
        ),
        ({"mp_referral": "not_asked", "put_to_mp_on": "2026-01-05"}, "put_to_mp_on", "no MP was asked"),
        ({"complaining_for": "self", "relationship": "friend"}, "relationship", "complaining_for is self"),
        ({"complaining_for": "self", "aggrieved_situation": "died"}, "aggrieved_situation", "another person"),
        ({"event_on": "2025-06", "complained_on": "2025-05-31"}, "issues.0.complained_on", "before it happened"),
        ({"event_on": "2025-06-02", "aware_on": "2025-06-01"}, "issues.0.aware_on", "before it happened"),
    ],
)
def test_the_field_and_the_contradiction_are_named(facts: dict[str, Any], field: str, said: str) -> None:
    problems = found(a_complaint(organisation="DWP", **facts))
    assert list(problems) == [field]
    assert said in problems[field]


@pytest.mark.parametrize("given_facts", [READY_HEALTH, READY_GOVERNMENT])
def test_a_record_that_fits_together_is_left_alone(given_facts: dict[str, Any]) -> None:
    assert found(a_complaint(**given_facts, event_on="2026-01", complained_on="2026-01-20", replied_on="2026-03")) == {}


def test_dates_that_may_be_the_same_day_do_not_contradict() -> None:
    assert found(a_complaint(event_on="2025-06-20", complained_on="2025-06", aware_on="2025")) == {}


def test_a_body_that_is_not_in_the_register_or_is_another_than_the_one_named_is_refused() -> None:
    assert "not in the register" in found(a_complaint(about={"issues": [{"body": "nobody"}]}))["issues.0.body"]
    assert "'dwp'" in found(a_complaint(organisation="DWP", about={"issues": [{"body": "hmrc"}]}))["issues.0.body"]
    assert found(a_complaint(organisation="the jobcentre", about={"issues": [{"body": "dwp"}]})) == {}


def test_a_fact_that_is_answered_cannot_also_be_left_open_but_one_issue_may_know_what_another_does_not() -> None:
    left = {"aware_on": "dont_know"}
    both = a_complaint(organisation="DWP", aware_on="2025", about={"unanswered": left})
    assert list(found(both)) == ["unanswered.aware_on"]
    assert found(a_complaint(organisation="DWP", about={"unanswered": left})) == {}
    other = a_complaint(organisation="DWP", aware_on="2025", about={"unanswered": left}, issues=[{"organisation": "HMRC"}])
    assert found(other) == {}


@pytest.mark.parametrize(
    ("said", "previous", "words"),
    [
        ("2025-06-01", {"closed_as": "premature", "closed_on": "2025-09-01"}, "closed as premature on 2025-09-01"),
        ("2025-06", {"closed_as": "local_resolution_ongoing", "closed_on": "2025-07-01"}, "Check both dates"),
        ("2025-06", {"closed_as": "no_mp_referral", "closed_on": "2025-06-12"}, "closed then as no_mp_referral"),
    ],
)
def test_the_earlier_closing_said_twice_has_to_be_the_same_closing(said: str, previous: dict[str, Any], words: str) -> None:
    problems = found(a_complaint(given="ready_health", about={"closed_as_premature_on": said, "previous_case": previous}))
    assert list(problems) == ["closed_as_premature_on"]
    assert words in problems["closed_as_premature_on"]


@pytest.mark.parametrize(
    "previous",
    [
        {"closed_as": "premature", "closed_on": "2025-06-12"},
        {"closed_as": "premature"},
        {"closed_on": "2025-09-01"},
        {"closed_as": "not_in_writing", "closed_on": "2025-09-01"},  # it came back twice
        {"closed_as": "premature", "closed_on": "2025-09-01", "same_complaint": False},
    ],
)
def test_an_earlier_closing_that_fits_or_is_another_one_is_left_alone(previous: dict[str, Any]) -> None:
    assert found(a_complaint(given="ready_health", about={"closed_as_premature_on": "2025-06", "previous_case": previous})) == {}


def test_a_second_issue_is_looked_at_like_the_first() -> None:
    second = {"organisation": "HMRC", "local_stage": "not_started", "replied_on": "2026-01"}
    assert list(found(a_complaint(given="ready_government", issues=[second]))) == ["issues.1.replied_on"]


def test_a_newer_answer_makes_the_older_fall_whichever_came_first() -> None:
    answers = {"local_stage": "not_started", "complained_on": "2026-01", "aware_on": "2025"}
    assert outdated_by("local_stage", answers) == ("complained_on",)
    assert outdated_by("complained_on", answers) == ("local_stage",)
    assert outdated_by("aware_on", answers) == ()


@settings(max_examples=150, deadline=None)
@given(complaint=complaints(), data=st.data())
def test_where_the_newest_answer_stands_no_pair_contradicts(complaint: Complaint, data: st.DataObject) -> None:
    """Whatever order the answers come in."""
    answers: dict[str, Any] = {}
    for name in data.draw(st.permutations(sorted(answers_from(complaint)))):
        answers[name] = answers_from(complaint)[name]
        for fallen in outdated_by(name, answers):
            del answers[fallen]
    assert [pair for pair in PAIRS if pair.clashes(answers.get(pair.fact), answers.get(pair.other))] == []
