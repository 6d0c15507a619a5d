"""Ratings before and after mitigation, and what a form must hold (SM-10.13 to 10.31, 10.37 to 10.45)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.risk import RiskForm, assess
from service_model.risk.change import cumulative_advice
from service_model.risk.form import Cumulative
from service_model.risk.rating import rate, rate_before
from tests.service_model.risk.building import A_PLAN, LEVELS, NO_PLAN, TODAY, a_form, a_risk, assessed, duty_names, rated


@pytest.mark.covers("SM-10.14c")
def test_an_impact_without_a_likelihood_gives_no_rating_and_says_what_is_missing() -> None:
    found = rate_before(a_risk(impact="2 - Moderate", likelihood=None))
    assert (found.reason, found.missing) == ("incomplete, likelihood missing", ("likelihood",))
    assert (found.rating, found.cell) == (None, None)
    assert rate_before(a_risk(impact="2 - Moderate", likelihood="unlikely")).rating == "low"


@pytest.mark.covers("SM-10.25")
def test_severity_is_weighed_against_likelihood() -> None:
    found = rate(3, 2)
    assert found.rating == "high"
    assert "SM-10.25" in found.paragraphs


@pytest.mark.covers("SM-10.26a")
def test_the_matrix_is_applied_before_and_after_mitigation() -> None:
    risk = a_risk(impact="critical", likelihood="likely", impact_after="moderate", likelihood_after="unlikely")
    found = assessed(risk).ratings
    assert (found.overall_before, found.overall) == ("high", "low")


@pytest.mark.covers("SM-10.26b", "SM-10.26c")
def test_the_rating_after_mitigation_is_recorded_and_the_one_before_still_referenced() -> None:
    found = assessed(rated("high", "low")).ratings
    assert found.overall == "low"
    assert found.recorded == "low (pre-mitigation high)"


@pytest.mark.covers("SM-10.15f")
def test_a_missing_rating_after_mitigation_keeps_the_form_from_being_submitted() -> None:
    found = assessed(rated("high"))
    (missing,) = (each for each in found.missing if "SM-10.15" in each.paragraphs)
    assert missing.needs == ("risks.0.impact_after", "risks.0.likelihood_after")
    assert found.ratings.overall_before == "high"
    assert found.ratings.overall is None
    assert found.finding("overall_rating").status == "cannot_tell"
    assert assessed(rated("high", "low")).missing == ()


def test_a_low_risk_stays_low_without_a_second_rating() -> None:
    found = assessed(rated("low"))
    assert found.missing == ()
    assert found.ratings.overall == "low"


@pytest.mark.covers("SM-10.17a")
def test_each_of_the_five_categories_is_answered() -> None:
    found = assessed(a_risk(category="people"), no_risk_in=["financial", "reputation", "service"])
    (missing,) = found.missing
    assert (missing.needs, missing.reason) == (("legal",), "Not answered: Legal.")
    assert found.ratings.overall is None
    assert assessed(a_risk(category="people")).missing == ()


@pytest.mark.covers("SM-10.22a")
def test_no_risk_in_all_five_categories_is_low() -> None:
    found = assessed()
    assert (found.ratings.overall, found.ratings.overall_before) == ("low", "low")
    assert found.finding("low_is_explained").paragraphs == found.finding("overall_rating").paragraphs == ("SM-10.22",)
    assert found.missing == ()


def test_a_form_on_which_nothing_is_said_has_no_rating_at_all() -> None:
    found = assess(RiskForm(), today=TODAY)
    assert (found.ratings.overall, found.ratings.overall_before, found.supervision.level) == (None, None, None)


@pytest.mark.covers("SM-10.22b")
def test_no_risk_needs_a_short_summary_why() -> None:
    (missing,) = assessed(summary=None).missing
    assert (missing.needs, missing.paragraphs) == (("summary",), ("SM-10.22",))


@pytest.mark.covers("SM-10.3b")
def test_the_rating_falls_to_low_when_the_only_risk_is_closed_and_rises_when_one_comes() -> None:
    high = rated("high", "high")
    assert assessed(high).ratings.overall == "high"
    closed = high.model_copy(update={"closed_on": TODAY})
    assert assessed(closed).ratings.overall == "low"
    assert assessed(closed, rated("medium", "medium")).ratings.overall == "medium"


@pytest.mark.covers("SM-10.27")
def test_medium_or_low_waits_for_a_choice_with_reasons() -> None:
    risk = a_risk(impact="moderate", likelihood="likely")
    found = rate_before(risk)
    assert found.reason.startswith("medium or low, choice required")
    assert found.rating is None
    chosen = a_risk(impact="moderate", likelihood="likely", choice={"rating": "low", "reasons": "An advocate is available."})
    assert rate_before(chosen).rating == "low"
    assert "SM-10.27" in rate_before(chosen).paragraphs


def test_an_open_choice_is_worked_with_as_medium_and_keeps_the_form_from_being_submitted() -> None:
    found = assessed(rated("medium or low", "medium or low"))
    assert found.ratings.overall == "medium"
    assert {need for each in found.missing for need in each.needs} == {"risks.0.choice", "risks.0.choice_after"}


@pytest.mark.covers("SM-10.29a")
def test_each_category_has_its_own_rating() -> None:
    found = assessed(rated("medium", category="people"), rated("high", category="legal")).ratings
    assert (found.before["people"], found.before["legal"]) == ("medium", "high")


@pytest.mark.covers("SM-10.29b")
def test_the_overall_rating_is_the_highest_left_after_mitigation() -> None:
    risks = [
        rated("high", "low", category="people"),
        rated("high", "medium", category="financial"),
        rated("low", "low", category="legal"),
    ]
    found = assessed(*risks, cumulative={"decision": "keep"})
    assert (found.ratings.overall, found.ratings.overall_before) == ("medium", "high")
    assert found.missing == ()
    said = found.finding("overall_rating")
    assert (said.status, said.paragraphs) == ("met", ("SM-10.26", "SM-10.29"))
    assert said.reason == "medium: the highest level left after mitigation."


def test_a_high_rating_is_known_even_while_another_is_missing() -> None:
    found = assessed(rated("high", "high"), a_risk(category="legal", impact=None, likelihood=None))
    assert found.ratings.overall == "high"
    assert assessed(rated("medium", "medium"), a_risk(category="legal", impact=None)).ratings.overall is None


@pytest.mark.covers("SM-10.37")
def test_four_medium_categories_stay_medium_with_a_prompt_to_consider_high() -> None:
    risks = [rated("medium", "medium", category=each) for each in ("people", "financial", "reputation", "legal")]
    found = assessed(*risks)
    assert found.ratings.overall == "medium"
    prompt = found.finding("cumulative_effect")
    assert prompt.status == "cannot_tell"
    assert "Consider high, cumulative effect" in prompt.reason
    assert "SM-10.37" in prompt.paragraphs
    assert prompt in found.missing


def test_a_person_raises_the_rating_for_cumulative_effect_only_with_reasons() -> None:
    risks = [rated("medium", "medium", category=each) for each in ("people", "legal")]
    unexplained = assessed(*risks, cumulative={"decision": "raise"})
    assert unexplained.ratings.overall == "medium"
    assert unexplained.finding("cumulative_effect").needs == ("cumulative.reasons",)
    raised = assessed(*risks, cumulative={"decision": "raise", "reasons": "Two plans by two teams."})
    assert raised.ratings.overall == "high"
    assert [(each.name, each.before, each.after) for each in raised.ratings.changes] == [("cumulative", "medium", "high")]
    assert raised.finding("overall_rating").reason == "high instead of medium. Two plans by two teams."


def test_one_risk_asks_nothing_about_cumulative_effect() -> None:
    assert assessed(rated("medium", "medium")).finding("cumulative_effect").status == "met"


@pytest.mark.parametrize(
    ("facts", "choice"),
    [
        pytest.param({"one_issue_one_plan": True}, "do_not_usually_raise", marks=pytest.mark.covers("SM-10.38b")),
        pytest.param({"unlinked": True}, "may_raise", marks=pytest.mark.covers("SM-10.38c")),
        pytest.param({"higher_together": True}, "may_raise", marks=pytest.mark.covers("SM-10.38d")),
        ({}, None),
    ],
)
def test_risks_taken_together_are_advised_on_by_what_links_them(facts: dict[str, bool], choice: str | None) -> None:
    found = cumulative_advice(Cumulative.model_validate(facts))
    assert (found.choice, found.paragraphs) == (choice, ("SM-10.38",))


@pytest.mark.covers("SM-10.39a")
def test_a_medium_rating_before_mitigation_needs_a_plan_and_a_low_one_does_not() -> None:
    unplanned = assessed(rated("medium", "medium", mitigation=NO_PLAN))
    (missing,) = unplanned.missing
    assert (missing.gate, missing.status, missing.paragraphs) == ("mitigation_plan", "not_met", ("SM-10.39",))
    assert "make_plan" in duty_names(unplanned)
    for planned in (assessed(rated("medium", "medium")), assessed(rated("low", mitigation=NO_PLAN))):
        assert planned.missing == ()
        assert "make_plan" not in duty_names(planned)


@pytest.mark.parametrize("plan", [{"outcome": "reduce"}, {"action": "Write to them."}])
def test_a_plan_without_its_outcome_or_its_action_is_none(plan: dict[str, str]) -> None:
    assert assessed(rated("medium", "medium", mitigation=plan)).finding("mitigation_plan").status == "not_met"


def test_one_plan_may_do_for_several_risks() -> None:
    risks = [rated("medium", "medium", category=each, mitigation=None) for each in ("people", "legal")]
    assert assessed(*risks, plan=A_PLAN).finding("mitigation_plan").status == "met"


def test_a_rating_lowered_to_low_still_has_its_plan() -> None:
    assert assessed(rated("high", "low", mitigation=None)).finding("mitigation_plan").status == "not_met"


@pytest.mark.covers("SM-10.41")
def test_a_lowered_rating_is_explained() -> None:
    found = assessed(rated("high", "medium", mitigation={**A_PLAN, "why_it_lowers": None}))
    assert [each.paragraphs for each in found.missing] == [("SM-10.41",)]
    assert assessed(rated("high", "medium")).missing == ()
    shared = assessed(rated("high", "medium", mitigation=None), plan=A_PLAN)
    assert shared.finding("lowering_is_explained").status == "met"
    accepted = assessed(rated("high", "low", mitigation=None), plan={**A_PLAN, "outcome": "accept", "why_it_lowers": None})
    assert accepted.finding("lowering_is_explained").paragraphs == ("SM-10.39", "SM-10.41")


@pytest.mark.covers("SM-10.39f")
def test_accepting_a_high_risk_and_rating_it_low_asks_for_a_reason() -> None:
    found = assessed(rated("high", "low", mitigation={"outcome": "accept", "action": "Nothing can be done."}))
    prompt = found.finding("lowering_is_explained")
    assert (prompt.needs, prompt.paragraphs) == (("risks.0.mitigation.why_it_lowers",), ("SM-10.39", "SM-10.41"))
    assert prompt in found.missing
    kept = assessed(rated("high", "high", mitigation={"outcome": "accept", "action": "Nothing can be done."}))
    assert kept.finding("lowering_is_explained").status == "met"


@pytest.mark.covers("SM-10.43")
def test_an_action_that_does_not_lower_the_rating_is_still_a_plan() -> None:
    found = assessed(rated("medium", "medium", mitigation={**A_PLAN, "action": "arrange advocate", "why_it_lowers": None}))
    assert found.missing == ()


@pytest.mark.covers("SM-10.45")
def test_a_new_level_asks_about_reallocation_and_supervision() -> None:
    blank = assessed(rated("high", "high"), previous_rating="medium")
    assert [(each.paragraphs, each.needs) for each in blank.missing] == [
        (("SM-10.45",), ("reallocation_or_supervision_considered",))
    ]
    assert "reallocation_or_supervision" in duty_names(blank)
    considered = assessed(rated("high", "high"), previous_rating="medium", reallocation_or_supervision_considered=True)
    same = assessed(rated("high", "high"), previous_rating="high")
    assert considered.missing == same.missing == ()


@pytest.mark.covers("SM-10.1a")
def test_the_supervision_a_case_needs_names_the_risk_as_its_reason() -> None:
    found = assessed(rated("medium", "medium", name="debts rising"))
    assert found.supervision.reasons == ("debts rising",)
    assert assessed(rated("low", name="debts rising")).supervision.reasons == ()


@pytest.mark.covers("SM-10.42")
def test_a_case_that_is_lowered_from_medium_is_supervised_as_a_low_one() -> None:
    risk = rated("medium", "medium")
    before = assessed(risk)
    after = assessed(rated("medium", "low"), previous_rating="medium", reallocation_or_supervision_considered=True)
    usual = assessed()
    assert after.supervision.level == usual.supervision.level != before.supervision.level


@pytest.mark.covers("SM-10.50a")
def test_a_threat_of_harm_asks_if_a_disclosure_was_considered() -> None:
    threat = rated("medium", "medium", kind="threat_of_harm")
    found = assessed(threat)
    assert [each.paragraphs for each in found.missing] == [("SM-10.50",)]
    assert "consider_disclosure" in duty_names(found)
    considered = assessed(threat.model_copy(update={"disclosure_considered": True}))
    assert considered.missing == ()
    assert "consider_disclosure" not in duty_names(considered)


def test_a_threat_tied_to_our_action_may_be_told_to_somebody_before_the_decision() -> None:
    tied = rated("medium", "medium", kind="threat_of_harm", tied_to_our_action=True)
    (duty,) = (each for each in assessed(tied).duties if each.name == "tell_before_decision")
    assert (duty.must, duty.paragraphs) == (False, ("SM-10.50",))


@pytest.mark.covers("SM-2.329b", "SM-3.125c")
@pytest.mark.parametrize("blank", ["casework_staff_conflict", "senior_staff_conflict"])
def test_a_blank_conflict_question_is_prompted_for_when_declining_or_proposing(blank: str) -> None:
    found = assessed(point="propose_or_decline", **{blank: None})
    (prompt,) = found.prompts
    assert prompt.reason == "conflict of interest not considered"
    assert prompt.needs == (blank,)
    assert {"SM-2.329", "SM-3.125"} <= set(prompt.paragraphs)
    assert assessed(point="propose_or_decline").prompts == ()


@pytest.mark.covers("SM-10.15g")
def test_a_plan_says_what_is_done_if_the_risk_happens_all_the_same() -> None:
    found = assessed(rated("medium", "medium", mitigation={**A_PLAN, "if_it_happens": " "}))
    assert [(each.paragraphs, each.needs) for each in found.missing] == [
        (("SM-10.15", "SM-10.46"), ("risks.0.mitigation.if_it_happens",))
    ]
    low = assessed(rated("low", mitigation=None))  # every risk, and not only one that needs a plan
    assert [(each.gate, each.needs) for each in low.missing] == [("what_if_it_happens", ("risks.0.mitigation.if_it_happens",))]
    assert assessed(rated("low", mitigation=NO_PLAN)).missing == ()
    assert assessed().missing == ()


@pytest.mark.covers("SM-10.58b")
def test_an_earlier_complaint_about_us_needs_its_outcome() -> None:
    about_us = rated("low", category="service")
    blank = assessed(about_us, earlier_service_complaint=True)
    assert [(each.paragraphs, each.needs) for each in blank.missing] == [(("SM-10.58",), ("earlier_complaint_outcome",))]
    assert assessed(about_us, earlier_service_complaint=True, earlier_complaint_outcome="not upheld").missing == ()
    assert assessed(about_us, earlier_service_complaint=None).missing[0].needs == ("earlier_service_complaint",)
    assert assessed(about_us, earlier_service_complaint=False).missing == ()


def test_earlier_cases_are_looked_at_even_where_nobody_has_found_a_risk_to_our_service() -> None:
    assert [each.needs for each in assessed(earlier_service_complaint=None).missing] == [("earlier_service_complaint",)]
    assert [each.needs for each in assessed(earlier_service_complaint=True).missing] == [("earlier_complaint_outcome",)]


@pytest.mark.covers("SM-10.59")
def test_a_complaint_about_us_that_management_cannot_resolve_goes_to_the_review_and_feedback_team() -> None:
    (duty,) = (each for each in assessed(rated("low", category="service", resolved_by_management=False)).duties)
    assert (duty.to, duty.kind, duty.paragraphs) == (("review_and_feedback_team",), "policy", ("SM-10.59",))
    for not_said in (None, True):
        assert assessed(rated("low", category="service", resolved_by_management=not_said)).duties == ()


ANY_LEVEL = [None, 1, 2, 3]


@pytest.mark.parametrize("impact", ANY_LEVEL)
@pytest.mark.parametrize("likelihood", ANY_LEVEL)
@pytest.mark.parametrize("after", [None, *LEVELS])
def test_no_overall_rating_is_below_a_risk_that_is_known_to_be_higher(impact: Any, likelihood: Any, after: str | None) -> None:
    levels = dict(zip(("impact_after", "likelihood_after"), LEVELS[after], strict=True)) if after else {}
    found = assess(a_form(a_risk(impact=impact, likelihood=likelihood, **levels)), today=TODAY).ratings
    rank = [None, "low", "medium", "high"]
    assert found.overall is None or rank.index(found.overall) >= rank.index(found.so_far)
