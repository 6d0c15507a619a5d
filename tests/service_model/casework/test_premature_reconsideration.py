"""Is it premature after all? The points weighed once a caseworker has looked closely."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import determine
from service_model.casework.premature_reconsideration import (
    Point,
    ReconsiderationFacts,
    close_as_premature,
    considered,
    may_send_back,
    points,
    reconsidered,
    returning,
)
from tests.service_model.building import TODAY, a_complaint

NOTHING_AGAINST: dict[str, Any] = {
    "further_local_action_possible": True,
    "relationship_broken_down": False,
    "too_small_to_send_back": False,
    "evidence_at_risk": False,
    "chances_not_taken": 0,
    "other_closure_fits_better": "none",
}


def facts(**given: Any) -> ReconsiderationFacts:
    """Every point answered, and none against closing as premature."""
    return ReconsiderationFacts.model_validate({**NOTHING_AGAINST, **given})


def the(name: str, found: ReconsiderationFacts) -> Point:
    """The point of that name."""
    return next(point for point in points(found) if point.name == name)


@pytest.mark.covers("SM-2.267")
def test_new_facts_make_a_ready_case_not_ready() -> None:
    before = reconsidered(a_complaint(given="ready_health"), today=TODAY)
    after = reconsidered(
        a_complaint(given="ready_health", local_stage="under_way", exceptional_circumstances="none"), today=TODAY
    )
    assert (before.status, after.status) == ("met", "not_met")
    assert "SM-2.267" in after.paragraphs


@pytest.mark.covers("SM-2.268a")
def test_closing_as_premature_is_refused_until_every_point_is_considered() -> None:
    found = considered(ReconsiderationFacts(further_local_action_possible=True))
    assert (found.status, found.paragraphs, found.kind) == ("not_met", ("SM-2.268",), "policy")
    assert len(found.needs) == 5
    assert considered(facts()).status == "met"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        pytest.param({name: answer}, point, marks=pytest.mark.covers(row))
        for row, name, answer, point in (
            ("SM-2.268b", "further_local_action_possible", False, "further_local_action_possible"),
            ("SM-2.268c", "relationship_broken_down", True, "relationship_broken_down"),
            ("SM-2.268d", "too_small_to_send_back", True, "too_small_to_send_back"),
            ("SM-2.268e", "evidence_at_risk", True, "evidence_at_risk"),
            ("SM-2.268f", "chances_not_taken", 3, "fair_on_chances_so_far"),
        )
    ],
)
def test_each_point_may_weigh_against_a_premature_closure(given: dict[str, Any], name: str) -> None:
    point = the(name, facts(**given))
    assert (point.weighs, point.paragraphs) == ("against", ("SM-2.268",))
    assert the(name, facts()).weighs == "for"
    assert the(name, ReconsiderationFacts()).weighs == "open"
    assert close_as_premature(facts(**given)).choice == "keep"


@pytest.mark.covers("SM-2.268f")
def test_the_caseworkers_view_of_fairness_leads_and_its_note_is_kept() -> None:
    point = the("fair_on_chances_so_far", facts(chances_not_taken=3, fair_on_chances_so_far=False, fairness_note="New staff."))
    assert point.weighs == "for"
    assert "New staff." in point.reason


@pytest.mark.covers("SM-2.268g")
def test_a_legal_remedy_is_shown_with_a_warning_of_its_time_limits() -> None:
    point = the("other_closure_fits_better", facts(other_closure_fits_better="alternative_legal_remedy"))
    assert point.weighs == "against"
    assert "alternative legal remedy" in point.reason
    assert "time limits" in point.reason
    assert "time limits" not in the("other_closure_fits_better", facts(other_closure_fits_better="resolution")).reason


def test_with_nothing_against_it_may_close_and_both_sides_are_told() -> None:
    found = close_as_premature(facts())
    assert found.choice == "close"
    assert {duty.name: duty.to for duty in found.duties if duty.must} == {
        "agree_further_response": ("organisation",),
        "tell_of_time_limit": ("complainant",),
    }


def test_an_open_point_leaves_the_recommendation_open() -> None:
    found = close_as_premature(facts(evidence_at_risk=None))
    assert (found.choice, found.needs) == (None, ("evidence_at_risk",))


@pytest.mark.covers("SM-2.270")
@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, "cannot_tell"),
        ({"organisation_agreed_on": date(2026, 5, 4)}, "met"),
        ({"organisation_agreed_on": date(2026, 5, 4), "told_on": date(2026, 5, 5)}, "met"),
        ({"organisation_agreed_on": date(2026, 5, 6), "told_on": date(2026, 5, 5)}, "cannot_tell"),
        ({"reason_without_agreement": "It would not answer the phone."}, "met"),
        ({"reason_without_agreement": " "}, "cannot_tell"),
    ],
)
def test_the_organisation_agrees_before_the_complainant_is_told(given: dict[str, Any], status: str) -> None:
    found = may_send_back(facts(**given))
    assert (found.status, found.paragraphs) == (status, ("SM-2.270",))


@pytest.mark.covers("SM-2.271b")
def test_who_comes_back_after_a_premature_closure_makes_a_new_complaint_linked_to_the_old() -> None:
    again = returning(earlier_case="case closed on 5 January 2026", came_back_on=date(2026, 3, 3))
    assert (again.received_on, again.linked_to) == (date(2026, 3, 3), "case closed on 5 January 2026")


@pytest.mark.covers("SM-2.271b")
@pytest.mark.parametrize(
    ("aware_on", "status"), [("2025-03-03", "met"), ("2025-03-02", "not_met")], ids=["in time that day", "a day late"]
)
@pytest.mark.parametrize("closed_as", ["premature", "local_resolution_ongoing"])
def test_the_limit_of_the_new_complaint_counts_to_the_day_it_came_back(aware_on: str, status: str, closed_as: str) -> None:
    again = returning(earlier_case="R-1007", came_back_on=date(2026, 3, 3))
    earlier = {"closed_as": closed_as, "closed_on": "2026-01-05", "received_on": "2025-12-01", "reference": again.linked_to}
    about = {"received_on": again.received_on, "previous_case": earlier}
    found = determine(a_complaint(given="ready_health", aware_on=aware_on, about=about), today=TODAY)
    (in_time,) = (each for each in found.findings if each.gate == "in_time")
    assert in_time.status == status
    assert "SM-2.292" in in_time.paragraphs
    (link,) = (flag for flag in found.flags if flag.name == "returning_complainant")
    assert "R-1007" in link.reason
    assert "both_dates_of_receipt" not in {flag.name for flag in found.flags}
