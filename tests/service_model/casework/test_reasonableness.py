"""The points that speak for or against expecting legal action, one by one, and put together."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.reasonableness import Point, Weighing, mixed_outcomes, points, weighed

ABLE: dict[str, Any] = {
    "circumstances": {
        "only_way": True, "difficulty": "low", "wants_legal_action": True, "nothing_makes_it_hard": True, "terminally_ill": False,
        "takes_too_long": False,
    },
    "remedy": {
        "pursued": False, "stage": "not_taken", "available": True, "outcomes": [{"what": "payment", "law_can_give": True}],
    },
    "money": {
        "sum_sought": 20000, "typology_from": 100, "typology_to": 450, "legal_cost": 3000, "cost_disproportionate": False,
        "amount_discussed": True, "can_pay": True,
    },
}  # fmt: skip


def weighing(**parts: dict[str, Any]) -> Weighing:
    """Somebody for whom nothing speaks against going to court, with some of it replaced."""
    return Weighing.model_validate({name: {**ABLE[name], **parts.get(name, {})} for name in ABLE})


def point(name: str, **parts: dict[str, Any]) -> Point:
    """One of the points."""
    return next(each for each in points(weighing(**parts)) if each.name == name)


def test_the_points_stand_in_the_guidances_order() -> None:
    assert [each.name for each in points(weighing())] == [
        "only_way",
        "cost_against_sum",
        "all_outcomes",
        "funding",
        "difficulty",
        "unwilling",
        "personal_circumstances",
        "time",
    ]


@pytest.mark.covers("SM-2.311a")
def test_the_only_way_to_have_a_planning_decision_overturned_speaks_for_it() -> None:
    outcome = {"outcomes": [{"what": "overturn planning decision", "law_can_give": True}]}
    found = point("only_way", circumstances={"only_way": True}, remedy=outcome)
    assert (found.weighs, found.paragraphs) == ("for", ("SM-2.311",))
    assert point("only_way", circumstances={"only_way": False}, remedy=outcome).weighs == "neither"


@pytest.mark.covers("SM-2.311b")
def test_legal_action_that_costs_more_than_the_sum_speaks_against_it() -> None:
    found = point("cost_against_sum", money={"sum_sought": 500, "legal_cost": 3000})
    assert (found.weighs, found.paragraphs) == ("against", ("SM-2.311",))
    assert point("cost_against_sum", money={"sum_sought": 20000, "legal_cost": 3000}).weighs == "neither"


def test_a_cost_below_the_sum_may_still_be_out_of_proportion() -> None:
    assert point("cost_against_sum", money={"cost_disproportionate": True}).weighs == "against"
    unknown = point("cost_against_sum", money={"cost_disproportionate": None})
    assert (unknown.weighs, unknown.needs) == ("unknown", ("cost_disproportionate",))


@pytest.mark.covers("SM-2.311c")
def test_a_service_improvement_that_the_law_cannot_give_is_shown() -> None:
    outcomes = [{"what": "payment", "law_can_give": True}, {"what": "service improvement", "law_can_give": False}]
    found = point("all_outcomes", remedy={"outcomes": outcomes})
    assert found.reason.startswith("All outcomes: no")
    assert "service improvement" in found.reason
    assert "SM-2.311" in found.paragraphs
    assert point("all_outcomes").reason == "All outcomes: yes."


@pytest.mark.covers("SM-2.311d")
def test_someone_who_says_they_cannot_fund_a_claim_speaks_against_it() -> None:
    found = point("funding", money={"can_pay": False})
    assert found.weighs == "against"
    assert "SM-2.311" in found.paragraphs
    assert point("funding", money={"can_pay": True}).weighs == "for"


@pytest.mark.covers("SM-2.311e")
def test_a_complex_claim_speaks_against_it() -> None:
    found = point("difficulty", circumstances={"difficulty": "high", "difficulty_words": "complex causation"})
    assert (found.weighs, found.paragraphs) == ("against", ("SM-2.311",))
    assert "complex causation" in found.reason
    assert point("difficulty", circumstances={"difficulty": "low"}).weighs == "neither"


@pytest.mark.covers("SM-2.311f")
def test_fear_of_court_speaks_against_it_with_that_reason() -> None:
    why = "very frightened of attending court"
    found = point("unwilling", circumstances={"wants_legal_action": False, "unwilling_because": why})
    assert (found.weighs, found.paragraphs) == ("against", ("SM-2.311",))
    assert why in found.reason
    no_reason = point("unwilling", circumstances={"wants_legal_action": False})
    assert (no_reason.weighs, no_reason.needs) == ("unknown", ("unwilling_because",))


@pytest.mark.covers("SM-2.311g")
def test_severe_depression_speaks_against_it() -> None:
    found = point("personal_circumstances", circumstances={"hard_for_them_because": "severe depression makes a claim difficult"})
    assert (found.weighs, found.paragraphs) == ("against", ("SM-2.311",))
    assert point("personal_circumstances", circumstances={"nothing_makes_it_hard": True}).weighs == "neither"


@pytest.mark.covers("SM-2.311h")
def test_a_terminal_illness_with_an_outcome_we_can_achieve_speaks_against_it() -> None:
    found = point("time", circumstances={"terminally_ill": True, "achievable_by_us": True})
    assert (found.weighs, found.paragraphs) == ("against", ("SM-2.311",))
    unknown = point("time", circumstances={"terminally_ill": True, "achievable_by_us": None})
    assert (unknown.weighs, unknown.needs) == ("unknown", ("achievable_by_us",))
    assert point("time").weighs == "neither"


@pytest.mark.covers("SM-2.328b")
@pytest.mark.parametrize(("kind", "good"), [("low_income", True), ("difficult_financial_circumstances", True), ("other", False)])
def test_low_income_is_likely_to_be_a_good_reason(kind: str, good: bool) -> None:
    found = point("funding", money={"can_pay": False, "cannot_pay_because": [{"kind": kind, "words": "Universal Credit"}]})
    assert found.weighs == "against"
    assert found.good_reason is good
    assert ("Likely good reason" in found.reason) is good
    assert ("SM-2.328" in found.paragraphs) is good


@pytest.mark.parametrize(
    ("part", "facts"),
    [
        ("circumstances", {"difficulty": "high"}),
        ("circumstances", {"hard_for_them_because": "dementia"}),
        ("circumstances", {"takes_too_long": True}),
        ("money", {"can_pay": False}),
        ("money", {"legal_cost": 30000}),
    ],
)
def test_one_point_against_is_not_outvoted(part: str, facts: dict[str, Any]) -> None:
    assert weighed(weighing()).choice == "likely_reasonable"
    assert weighed(weighing(**{part: facts})).choice == "may_be_unreasonable"


def test_a_sum_above_the_usual_that_nobody_explained_leaves_it_open() -> None:
    found = weighed(weighing(money={"amount_discussed": None}))
    assert (found.choice, found.needs) == (None, ("amount_discussed",))


@pytest.mark.parametrize("fact", ["only_way", "difficulty", "nothing_makes_it_hard", "takes_too_long"])
def test_what_is_not_known_leaves_it_open_and_is_named(fact: str) -> None:
    found = weighed(weighing(circumstances={fact: None}))
    assert found.choice is None
    assert found.needs


@pytest.mark.covers("SM-2.320b")
def test_with_mixed_outcomes_the_sum_is_still_compared() -> None:
    outcomes = [{"what": "payment", "law_can_give": True}, {"what": "service improvement", "law_can_give": False}]
    found = mixed_outcomes(weighing(remedy={"outcomes": outcomes}))
    flag = next(flag for flag in found.flags if flag.name == "in_excess")
    assert "SM-2.320" in flag.paragraphs
    assert "in_excess" not in {flag.name for flag in mixed_outcomes(weighing()).flags}
