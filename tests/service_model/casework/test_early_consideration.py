"""Early consideration: contact before deciding, and what follows when nobody answers (SM-2.100 to 2.104, 2.108 to 2.112)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from service_model.casework.early_consideration import (
    EarlyFacts,
    before_deciding,
    may_decide,
    no_answer,
    on_the_phone,
    tried_to_contact,
    when_more_is_needed,
    withdrawn,
)
from service_model.casework.told import DecisionGiven

TODAY = date(2025, 3, 20)
SPOKE = {"by": "phone", "on": "2025-03-03", "answered": True}


def early(*attempts: dict[str, Any], **given: Any) -> EarlyFacts:
    """A case on which the complainant was spoken to on 3 March 2025, unless other attempts are given."""
    return EarlyFacts.model_validate({"attempts": attempts or (SPOKE,), **given})


def no_reply(by: str, *days: str) -> tuple[dict[str, Any], ...]:
    """Attempts that did not reach them."""
    return tuple({"by": by, "on": day, "answered": False} for day in days)


@pytest.mark.covers("SM-2.100a")
def test_no_decision_without_an_attempt_to_reach_them() -> None:
    refused = may_decide(EarlyFacts.model_validate({"enough": True}), today=TODAY)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-2.100",))
    assert tried_to_contact(early(*no_reply("phone", "2025-03-03"))).status == "met"


@pytest.mark.covers("SM-2.100b")
@pytest.mark.parametrize(
    ("days", "status"),
    [
        (("2025-03-03", "2025-03-06"), "met"),
        (("2025-03-06", "2025-03-03"), "met"),
        (("2025-03-03", "2025-03-10"), "met"),  # the last day of the week is inside
        (("2025-03-03", "2025-03-11"), "not_met"),
        (("2025-03-03", "2025-03-11", "2025-03-14"), "met"),
        (("2025-03-03",), "not_met"),
    ],
)
def test_two_calls_in_a_week_that_reach_nobody_open_the_question_if_there_is_enough(days: tuple[str, ...], status: str) -> None:
    found = no_answer(early(*no_reply("phone", *days)), today=TODAY)
    assert (found.status, found.paragraphs) == (status, ("SM-2.100",))


@pytest.mark.covers("SM-2.100c")
@pytest.mark.parametrize(("today", "status"), [(date(2025, 3, 10), "not_met"), (date(2025, 3, 11), "met")])
def test_a_week_after_writing_without_an_answer_opens_the_question_if_there_is_enough(today: date, status: str) -> None:
    found = no_answer(early(*no_reply("writing", "2025-03-03")), today=today)
    assert (found.status, found.paragraphs) == (status, ("SM-2.100",))


def test_the_week_after_writing_ends_at_midnight_in_london() -> None:
    letter = early(*no_reply("writing", "2025-06-02"))
    assert no_answer(letter, today=datetime(2025, 6, 9, 22, 59, tzinfo=UTC)).status == "not_met"
    assert no_answer(letter, today=datetime(2025, 6, 9, 23, 0, tzinfo=UTC)).status == "met"


def test_a_call_of_which_nobody_noted_the_end_does_not_count_as_failed() -> None:
    calls = ({"by": "phone", "on": "2025-03-03"}, {"by": "phone", "on": "2025-03-04"})
    assert no_answer(early(*calls), today=TODAY).status == "not_met"


def test_whoever_answers_later_is_not_silent() -> None:
    answered = {"by": "writing", "on": "2025-03-05", "answered": True}
    assert no_answer(early(*no_reply("phone", "2025-03-03", "2025-03-04"), answered), today=TODAY).status == "not_met"
    assert no_answer(early(*no_reply("writing", "2025-03-03"), answered), today=TODAY).status == "not_met"


@pytest.mark.parametrize("silent", [no_reply("phone", "2025-03-03", "2025-03-06"), no_reply("writing", "2025-03-03")])
def test_silence_only_opens_the_question_and_does_not_answer_it(silent: tuple[dict[str, Any], ...]) -> None:
    found = may_decide(early(*silent), today=TODAY)
    assert (found.status, found.needs) == ("cannot_tell", ("enough",))


def test_a_decision_waits_while_an_answer_may_still_come() -> None:
    waiting = may_decide(early(*no_reply("writing", "2025-03-03"), enough=True), today=date(2025, 3, 10))
    assert (waiting.status, waiting.needs) == ("cannot_tell", ("attempts",))


@pytest.mark.covers("SM-2.101")
def test_a_reasonable_decision_on_what_there_is_is_issued() -> None:
    found = may_decide(early(*no_reply("phone", "2025-03-03", "2025-03-06"), enough=True), today=TODAY)
    assert (found.status, found.paragraphs) == ("met", ("SM-2.101",))


@pytest.mark.covers("SM-2.102a")
def test_what_is_missing_has_to_be_recorded() -> None:
    refused = may_decide(early(enough=False), today=TODAY)
    assert (refused.status, refused.needs, refused.paragraphs) == ("not_met", ("missing",), ("SM-2.102",))
    assert may_decide(early(enough=False, missing=("the final reply",)), today=TODAY).needs == ()


@pytest.mark.covers("SM-2.102b")
def test_the_complainant_is_told_what_is_missing_and_until_when() -> None:
    duties = when_more_is_needed(early(enough=False, missing=("the final reply",), deadline_given="2025-03-14"))
    (told,) = [duty for duty in duties if duty.to == ("complainant",)]
    assert (told.kind, told.must) == ("policy", True)
    assert "the final reply" in told.what
    assert "14 March 2025" in told.what
    assert when_more_is_needed(early(enough=None)) == ()


@pytest.mark.covers("SM-2.102c")
@pytest.mark.parametrize(
    ("deadline", "today", "choice"),
    [
        ("2025-03-14", date(2025, 3, 13), None),
        ("2025-03-14", date(2025, 3, 14), None),
        ("2025-03-14", date(2025, 3, 15), "withdrawn"),
        (None, date(2025, 3, 1), "withdrawn"),
    ],
)
def test_a_case_is_withdrawn_at_once_or_after_the_deadline_that_was_given(
    deadline: str | None, today: date, choice: str | None
) -> None:
    facts = early(enough=False, missing=("the final reply",), deadline_given=deadline)
    found = withdrawn(facts, today=today)
    assert (found.choice, found.paragraphs) == (choice, ("SM-2.102",))


def test_nobody_is_withdrawn_who_has_not_been_told_what_is_missing() -> None:
    facts = early(enough=False, missing=("the final reply",))
    assert ("complainant",) in [duty.to for duty in withdrawn(facts, today=TODAY).duties]
    told = early(enough=False, missing=("the final reply",), told_what_is_missing_on="2025-03-04")
    assert withdrawn(told, today=TODAY).duties == ()


@pytest.mark.parametrize("enough", [None, True])
def test_a_case_with_nothing_missing_is_not_withdrawn(enough: bool | None) -> None:
    assert withdrawn(early(enough=enough), today=TODAY).choice is None


@pytest.mark.covers("SM-2.104a")
def test_a_decision_that_can_be_given_in_a_call_is_given_then() -> None:
    given = DecisionGiven.model_validate({"others": ("referring_mp",), "written_wanted": True})
    duties = {duty.name: duty.to for duty in on_the_phone(given, decision_ready=True)}
    assert duties["give_decision_now"] == ("complainant",)
    assert duties["letter_to_complainant"] == ("complainant",)
    assert duties["notice"] == ("referring_mp",)
    assert on_the_phone(given, decision_ready=None) == ()


DECIDABLE = {"summary": "They waited too long.", "standard": "NHS Constitution"}


@pytest.mark.covers("SM-2.108a", "SM-2.108b")
@pytest.mark.parametrize(("summary", "left"), [(None, ["summary"]), ("", ["summary"]), ("They waited too long.", [])])
def test_a_decision_has_a_summary_of_any_length(summary: str | None, left: list[str]) -> None:
    steps = before_deciding(early(**{**DECIDABLE, "summary": summary}))
    assert [step.gate for step in steps] == left
    assert all((step.kind, step.paragraphs) == ("policy", ("SM-2.108",)) for step in steps)


@pytest.mark.covers("SM-2.111b")
def test_whoever_is_unsure_about_clinical_advice_asks_a_lead_clinician_first() -> None:
    unsure = {**DECIDABLE, "unsure_about_clinical_advice": True}
    (step,) = before_deciding(early(**unsure))
    assert (step.gate, step.kind, step.paragraphs) == ("lead_clinician", "policy", ("SM-2.111",))
    assert before_deciding(early(**unsure, lead_clinician_note="Dr Roe, 4 March: none needed.")) == ()
    assert before_deciding(early(**DECIDABLE, unsure_about_clinical_advice=False)) == ()


@pytest.mark.covers("SM-2.112")
def test_a_decision_without_a_standard_says_why() -> None:
    (step,) = before_deciding(early(summary="They waited too long."))
    assert (step.gate, step.kind, step.paragraphs) == ("standard", "policy", ("SM-2.112",))
    assert before_deciding(early(summary="They waited too long.", why_no_standard="The facts are not in dispute.")) == ()
