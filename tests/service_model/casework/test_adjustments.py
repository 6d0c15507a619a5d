"""Reasonable adjustments: considered always, told, recorded, and raised where nobody asked (SM-1.42 to 1.48)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import determine
from service_model.casework.adjustments import (
    AdjustmentRequest,
    adjustments_considered,
    adjustments_to_raise,
    duties_after,
    what_to_record,
)
from tests.service_model.building import TODAY, a_complaint


def a_request(**known: Any) -> AdjustmentRequest:
    return AdjustmentRequest.model_validate({"requested": "large print", "requested_on": "2026-05-01", **known})


@pytest.mark.covers("SM-1.42")
def test_no_case_closes_over_a_request_that_nobody_has_decided() -> None:
    found = adjustments_considered([a_request(agreed=True), a_request(requested="more time")])
    assert (found.status, found.kind, found.paragraphs) == ("not_met", "legal", ("SM-1.42",))
    assert "more time" in found.reason
    assert "large print" not in found.reason
    assert adjustments_considered([a_request(agreed=False)]).status == "met"
    assert adjustments_considered([]).status == "met"


@pytest.mark.covers("SM-1.45a")
@pytest.mark.parametrize("agreed", [True, False])
def test_the_complainant_hears_the_outcome_whatever_it_is(agreed: bool) -> None:
    letters = [duty for duty in duties_after(a_request(agreed=agreed)) if duty.name == "adjustment_outcome_letter"]
    assert [letter.to for letter in letters] == [("complainant",)]
    assert "large print" in letters[0].what


@pytest.mark.covers("SM-1.44e")
def test_the_legal_team_is_told_when_an_adjustment_is_not_agreed_and_only_then() -> None:
    told = {
        agreed: [duty for duty in duties_after(a_request(agreed=agreed)) if "legal_team" in duty.to] for agreed in (True, False)
    }
    assert (len(told[True]), len(told[False])) == (0, 1)
    assert told[False][0].must


def test_nothing_follows_before_it_is_decided() -> None:
    assert duties_after(a_request()) == ()
    assert what_to_record(a_request()).needs == ("agreed",)


@pytest.mark.covers("SM-1.43b")
def test_an_agreed_adjustment_is_recorded_with_the_disability_and_the_day() -> None:
    blank = what_to_record(a_request(agreed=True, agreed_on="2026-05-02"))
    assert (blank.status, blank.needs, blank.paragraphs) == ("cannot_tell", ("disability",), ("SM-1.43",))
    assert what_to_record(a_request(agreed=True)).needs == ("disability", "agreed_on")
    assert what_to_record(a_request(agreed=True, disability=" ", agreed_on="2026-05-02")).needs == ("disability",)
    assert what_to_record(a_request(agreed=True, disability="sight", agreed_on="2026-05-02")).status == "met"


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("requested_on", marks=pytest.mark.covers("SM-1.44b")),
        pytest.param("refusal_reason", marks=pytest.mark.covers("SM-1.44c")),
        pytest.param("other_help_considered", marks=pytest.mark.covers("SM-1.44d")),
    ],
)
def test_a_refused_adjustment_is_recorded_with_when_why_and_with_other_help(blank: str) -> None:
    told = {"refusal_reason": "It cannot be done in time.", "other_help_considered": True}
    assert what_to_record(a_request(agreed=False, **told)).status == "met"
    found = what_to_record(a_request(agreed=False, **{**told, blank: None}))
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", (blank,), ("SM-1.44",))


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        pytest.param("refusal_reason", " ", marks=pytest.mark.covers("SM-1.44c")),
        pytest.param("other_help_considered", False, marks=pytest.mark.covers("SM-1.44d")),
    ],
)
def test_a_reason_without_words_and_other_help_nobody_considered_do_not_record_a_refusal(name: str, empty: object) -> None:
    told = {"refusal_reason": "It cannot be done in time.", "other_help_considered": True}
    assert what_to_record(a_request(agreed=False, **{**told, name: empty})).needs == (name,)


@pytest.mark.covers("SM-1.47")
def test_a_wish_outside_the_equality_act_is_recorded_for_itself_and_needs_no_disability() -> None:
    wish = a_request(requested="please call only after 4pm, I work nights", basis="other_accessibility")
    found = what_to_record(wish)
    assert (found.status, found.paragraphs, found.needs) == ("met", ("SM-1.47",), ())
    assert "accessibility section" in found.reason
    assert adjustments_considered([wish]).status == "met"


def test_a_need_that_the_story_shows_is_raised_and_nothing_is_set() -> None:
    complaint = a_complaint(given="ready_health", signals=("disability", "large_print"), story="I am partially sighted")
    found = adjustments_to_raise(complaint, today=TODAY)
    assert found.choice == "ask"
    assert "large print" in found.reason
    assert complaint.complainant.adjustments is None
    assert "large_print" in {flag.name for flag in determine(complaint, today=TODAY).flags}


@pytest.mark.parametrize(("signals", "adjustments"), [((), None), (("disability",), "Large print please")])
def test_nothing_is_raised_without_a_sign_or_where_they_have_said_what_they_need(
    signals: tuple[str, ...], adjustments: str | None
) -> None:
    complaint = a_complaint(given="ready_health", signals=signals, adjustments=adjustments)
    assert adjustments_to_raise(complaint, today=date(2026, 6, 1)).choice == "none"
