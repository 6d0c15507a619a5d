"""When another rating than the matrix's stands (SM-10.6, 10.7, 10.24, 10.30, 10.31, 10.34)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from service_model.risk import TemporaryRating
from service_model.risk.policy import CATEGORIES
from tests.service_model.risk.building import assessed, duty_names, rated

AGREED = {
    "wanted": "medium",
    "reviewed_again": True,
    "categories_covered": list(CATEGORIES),
    "discussed_with_manager": True,
    "manager_agrees": True,
    "manager": "Jo Khan",
    "explanation": "The family is under great strain.",
}
RIVERSIDE = TemporaryRating(
    rating="medium", organisation="Riverside NHS Trust", from_on=date(2026, 3, 1), to_on=date(2026, 4, 30), reasons="An inquiry."
)


def overridden(**facts: Any) -> Any:
    """A case the matrix rates low and somebody wants to be medium."""
    return assessed(rated("low"), override={**AGREED, **facts})


@pytest.mark.covers("SM-10.7")
def test_a_rating_is_replaced_only_once_the_override_process_has_ended() -> None:
    begun = assessed(rated("low"), override={"wanted": "medium"})
    assert begun.ratings.overall == "low"
    assert begun.finding("rating_for_another_reason").status == "cannot_tell"
    assert overridden().ratings.overall == "medium"


@pytest.mark.parametrize(
    ("facts", "paragraph", "needs"),
    [
        pytest.param({"reviewed_again": None}, "SM-10.30", "reviewed_again", marks=pytest.mark.covers("SM-10.30a")),
        pytest.param(
            {"discussed_with_manager": None}, "SM-10.31", "discussed_with_manager", marks=pytest.mark.covers("SM-10.31a")
        ),
        ({"manager_agrees": None}, "SM-10.31", "manager_agrees"),
        ({"explanation": None}, "SM-10.31", "explanation"),
        ({"manager": None}, "SM-10.31", "manager"),
    ],
)
def test_each_step_of_the_override_is_needed(facts: dict[str, Any], paragraph: str, needs: str) -> None:
    found = overridden(**facts)
    finding = found.finding("rating_for_another_reason")
    assert (finding.status, finding.paragraphs, finding.needs) == ("cannot_tell", (paragraph,), (needs,))
    assert found.ratings.overall == "low"


@pytest.mark.covers("SM-10.30b")
def test_the_second_review_covers_every_category() -> None:
    four = [each for each in CATEGORIES if each != "service"]
    finding = overridden(categories_covered=four).finding("rating_for_another_reason")
    assert finding.status == "cannot_tell"
    assert finding.reason == "The second review has not covered Our Service."


@pytest.mark.covers("SM-10.31b")
def test_the_agreed_rating_is_shown_with_the_matrix_result_the_explanation_and_the_manager() -> None:
    found = overridden()
    assert (found.ratings.overall, found.ratings.matrix) == ("medium", "low")
    reason = found.finding("rating_for_another_reason").reason
    assert "Jo Khan" in reason
    assert "The family is under great strain." in reason


def test_a_manager_who_does_not_agree_leaves_the_rating_as_it_is() -> None:
    found = overridden(manager_agrees=False)
    assert found.ratings.overall == "low"
    assert found.finding("rating_for_another_reason").status == "not_met"


def test_a_rating_may_be_lowered_by_the_same_process() -> None:
    assert assessed(rated("high", "high"), override={**AGREED, "wanted": "low"}).ratings.overall == "low"


def test_a_rating_raised_to_medium_needs_a_plan() -> None:
    found = assessed(rated("low", mitigation=None), override=AGREED)
    assert found.finding("mitigation_plan").status == "not_met"


@pytest.mark.covers("SM-10.6")
def test_an_organisation_has_a_higher_rating_within_the_dates_of_its_override_only() -> None:
    def on(day: date) -> str | None:
        return assessed(rated("low"), organisations=["riverside  NHS Trust"], today=day, temporary=(RIVERSIDE,)).ratings.overall

    assert on(date(2026, 3, 15)) == "medium"
    assert on(date(2026, 5, 2)) == "low"
    assert (on(date(2026, 2, 28)), on(date(2026, 3, 1)), on(date(2026, 4, 30))) == ("low", "medium", "medium")


def test_another_organisation_keeps_its_rating_and_a_group_of_cases_may_be_raised() -> None:
    assert assessed(rated("low"), organisations=["Hilltop NHS Trust"], temporary=(RIVERSIDE,)).ratings.overall == "low"
    pensions = RIVERSIDE.model_copy(update={"organisation": None, "group": "State Pension age", "rating": "high"})
    assert assessed(rated("low"), groups=["State Pension age"], temporary=(pensions,)).ratings.overall == "high"


def test_a_temporary_rating_never_lowers_one() -> None:
    found = assessed(rated("high", "high"), organisations=["Riverside NHS Trust"], temporary=(RIVERSIDE,)).ratings
    assert (found.overall, found.changes) == ("high", ())


@pytest.mark.parametrize("wrong", [{"organisation": None}, {"to_on": date(2026, 2, 1)}])
def test_a_temporary_rating_for_nothing_or_backwards_is_rejected(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TemporaryRating.model_validate({**RIVERSIDE.model_dump(), **wrong})


@pytest.mark.covers("SM-10.24")
def test_a_rating_raised_for_a_limited_time_stays_until_it_is_reviewed() -> None:
    limited = {"rating": "medium", "review_on": "2026-04-30", "reasons": "A new approach to these cases."}
    before = assessed(rated("low"), limited=limited, today=date(2026, 4, 29))
    on_the_day = assessed(rated("low"), limited=limited, today=date(2026, 4, 30))
    later = assessed(rated("low"), limited=limited, today=date(2026, 6, 1))
    reviewed = assessed(rated("low"), limited={**limited, "reviewed_on": "2026-06-01"}, today=date(2026, 6, 1))
    assert [each.ratings.overall for each in (before, on_the_day, later, reviewed)] == ["medium", "medium", "medium", "low"]
    due = ["review_raised_rating" in duty_names(each) for each in (before, on_the_day, later, reviewed)]
    assert due == [False, True, True, False]


@pytest.mark.covers("SM-10.34")
def test_under_senior_oversight_a_rating_changes_only_with_agreement() -> None:
    refused = assessed(rated("high", "medium"), oversight={"rating": "high", "agrees_to_change": False})
    assert refused.ratings.overall == "high"
    assert (refused.process[-1].status, refused.process[-1].paragraphs) == ("not_met", ("SM-10.34",))
    accepted = assessed(rated("high", "medium"), oversight={"rating": "high", "agrees_to_change": True})
    assert accepted.ratings.overall == "medium"
    assert accepted.finding("rating_under_oversight").status == "met"


def test_under_senior_oversight_an_agreement_nobody_has_recorded_changes_nothing() -> None:
    found = assessed(rated("high", "low"), oversight={"rating": "high"})
    assert found.ratings.overall == "high"
    assert found.finding("rating_under_oversight").needs == ("agrees_to_change",)


def test_a_managers_override_does_not_lift_the_lock_of_senior_oversight() -> None:
    found = assessed(rated("high", "high"), override={**AGREED, "wanted": "low"}, oversight={"rating": "high"})
    assert found.ratings.overall == "high"
