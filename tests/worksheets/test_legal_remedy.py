"""Alternative legal remedy: the analysis, the talk about money, what they can pay (SM-2.297 to 2.327)."""

from __future__ import annotations

import pytest

from tests.worksheets.conftest import fill, open_sheet, refused, saved, with_component, words_of

ANALYSIS = {"analysis": "She is 81, frail, and wants an apology more than money."}
KIND = "legal_remedy"
ABOVE = {**ANALYSIS, "money.sum_sought": "9000", "money.typology_from": "500", "money.typology_to": "1000"}


@pytest.fixture
def asha(desk):
    return desk()


@pytest.fixture
def place(asha, reference):
    return with_component(asha, reference)


@pytest.mark.covers("SM-2.297")
def test_the_analysis_of_the_circumstances_is_needed_and_kept(asha, reference, place):
    assert "SM-2.297" in refused(asha, reference, KIND, {"remedy.pursued": "no"}, place)
    page = words_of(saved(asha, reference, KIND, {**ANALYSIS, "remedy.pursued": "no"}, place))
    assert "Complete" in page
    assert "She is 81, frail" in page


@pytest.mark.covers("SM-2.299a", "SM-2.299b")
def test_redress_for_distress_needs_a_note_and_the_usual_amounts_with_the_range(asha, reference, place):
    form = {**ANALYSIS, "money.for_non_financial_loss": "yes"}
    said = refused(asha, reference, KIND, form, place)
    assert "Note the talk about the amount. (SM-2.299)" in said
    form |= {"amount_note": "We spoke on Monday."}
    for more in ({}, {"money.usual_amounts_explained": "yes"}, {"range_used": "500 to 1000 pounds"}):
        said = refused(asha, reference, KIND, {**form, **more}, place)
        assert "Explain the usual amounts, and note the range you used. (SM-2.299)" in said
        assert "Note the talk about the amount. (SM-2.299)" not in said
    saved(asha, reference, KIND, {**form, "money.usual_amounts_explained": "yes", "range_used": "500 to 1000 pounds"}, place)


@pytest.mark.covers("SM-2.300b")
@pytest.mark.parametrize("finish", [True, False])
def test_above_the_usual_whether_it_is_reasonable_waits_for_an_explanation_at_an_earlier_time(asha, reference, place, finish):
    form = {**ABOVE, "money.amount_discussed": "yes", "remedy.reasonable": "yes"}
    for explained in ("", "2031-01-01T10:00"):
        said = refused(asha, reference, KIND, {**form, "above_usual_explained_at": explained}, place, finish=finish)
        assert "Explain first that the sum is above the usual" in said
        assert "SM-2.300" in said
    saved(asha, reference, KIND, {**form, "above_usual_explained_at": "2026-03-02T10:00"}, place, finish=finish)


@pytest.mark.covers("SM-2.315a")
def test_above_the_usual_the_financial_position_is_locked_until_it_was_talked_about(asha, reference, place):
    assert 'name="money.can_pay"' in open_sheet(asha, reference, KIND, place)
    page = saved(asha, reference, KIND, ABOVE, place, finish=False)
    assert 'name="money.can_pay"' not in page
    assert "Locked: The sum is above the usual. Talk about it with them first. (SM-2.315)" in words_of(page)
    assert "SM-2.315" in refused(asha, reference, KIND, {**ABOVE, "money.can_pay": "yes"}, place, finish=False)
    page = saved(asha, reference, KIND, {**ABOVE, "money.amount_discussed": "yes"}, place, finish=False)
    assert 'name="money.can_pay"' in page


@pytest.mark.covers("SM-2.327a", "SM-2.327b")
def test_above_the_usual_cost_and_time_are_factors_that_can_be_answered(asha, reference, place, handed_off):
    form = {**ABOVE, "money.amount_discussed": "yes"}
    page = saved(asha, reference, KIND, form, place, finish=False)
    assert "Is the cost of legal action out of proportion? (SM-2.327)" in words_of(page)
    assert "Is the time that legal action may take unreasonable? (SM-2.327)" in words_of(page)
    saved(asha, reference, KIND, {**form, "money.cost_disproportionate": "yes", "money.time_disproportionate": "no"}, place)
    kept = handed_off(reference)["work"]["worksheets"][0]["answers"]["money"]
    assert (kept["cost_disproportionate"], kept["time_disproportionate"]) == (True, False)


@pytest.mark.covers("SM-2.308b")
def test_proceedings_against_them_offer_a_note_that_court_was_more_appropriate(asha, reference, place):
    assert "Court setting more appropriate" not in words_of(open_sheet(asha, reference, KIND, place))
    page = words_of(saved(asha, reference, KIND, {**ANALYSIS, "remedy.stage": "brought_against_them"}, place))
    assert "Court setting more appropriate (optional)" in page
    assert "Complete" in page


@pytest.mark.covers("SM-2.311i")
def test_there_is_an_other_factor_and_each_has_a_tick_that_it_was_discussed(asha, reference, place, handed_off):
    page = open_sheet(asha, reference, KIND, place)
    assert "Other factor" in words_of(page)
    factors = (
        "only_way",
        "cost_against_sum",
        "all_outcomes",
        "funding",
        "difficulty",
        "unwilling",
        "personal_circumstances",
        "time",
    )
    for name in (*factors, "other"):
        assert f'name="discussed.{name}"' in page
    form = {**ANALYSIS, "other_factor": "The court is 60 miles away.", "discussed.other": "yes", "discussed.time": "no"}
    saved(asha, reference, KIND, form, place)
    kept = handed_off(reference)["work"]["worksheets"][0]["answers"]
    assert kept["discussed"] == {"other": True, "time": False}
    assert kept["other_factor"] == "The court is 60 miles away."


@pytest.mark.covers("SM-2.316")
def test_who_cannot_give_a_figure_is_given_the_usual_amounts(asha, reference, place):
    form = {**ANALYSIS, "money.cannot_give_figure": "yes"}
    page = words_of(saved(asha, reference, KIND, form, place))
    assert "Give them the usual amounts in like cases." in page
    assert "1 open point" in page
    assert "Complete" in words_of(saved(asha, reference, KIND, {**form, "money.usual_amounts_explained": "yes"}, place))


@pytest.mark.covers("SM-2.318")
def test_who_agrees_the_usual_amounts_needs_the_basis_statement(asha, reference, place):
    form = {**ANALYSIS, "money.agrees_usual_amounts": "yes"}
    assert "SM-2.318" in refused(asha, reference, KIND, form, place)
    saved(asha, reference, KIND, {**form, "basis": "In line with past amounts and the typology."}, place)


@pytest.mark.covers("SM-2.326a", "SM-2.326b")
def test_each_reason_why_they_cannot_pay_is_considered_with_the_cost(asha, reference, place):
    form = {
        **ANALYSIS, "money.can_pay": "no", "money.legal_cost": "4000", "hardship.0.kind": "low_income",
        "hardship.0.words": "on Universal Credit",
    }  # fmt: skip
    answer = fill(asha, reference, KIND, form, place)
    assert answer.status_code == 422
    assert "Consider their reason: on Universal Credit. (SM-2.326)" in words_of(answer.text)
    assert 'value="on Universal Credit"' in answer.text
    considered = {**form, "hardship.0.considered": "A low income is a good reason."}
    said = refused(asha, reference, KIND, {**considered, "money.legal_cost": ""}, place)
    assert "Take account of what legal action may cost them. (SM-2.326)" in said
    saved(asha, reference, KIND, considered, place)
