"""When an assessment, a review or a referral is due (SM-10.3, 10.11 to 10.13, 10.36, 10.44, 10.61, 2.329, 3.125)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from service_model.risk.history import History
from service_model.risk.points import MadeAssessment, formal_assessment
from service_model.risk.urgent import ImmediateRisk, LegalItem, immediate_risk, legal_referral
from tests.service_model.risk.building import TODAY, a_risk, assessed, at, duty_names, rated

BEGAN = date(2026, 2, 20)


def made(point: str | None, on: date = TODAY) -> MadeAssessment:
    """An assessment that was made for that point."""
    return MadeAssessment.model_validate({"made_on": on, "point": point})


STEPS = [
    pytest.param("decline", "propose_or_decline", "provisional_views", marks=pytest.mark.covers("SM-10.13a")),
    pytest.param("propose", "propose_or_decline", "new_risk", marks=pytest.mark.covers("SM-10.13a")),
    pytest.param("confirm", "investigation_confirmed", "propose_or_decline", marks=pytest.mark.covers("SM-10.13b")),
    pytest.param(
        "share_provisional_views", "provisional_views", "investigation_confirmed", marks=pytest.mark.covers("SM-10.13c")
    ),
    pytest.param("open_further_work", "further_work", "provisional_views", marks=pytest.mark.covers("SM-10.13d")),
]


@pytest.mark.parametrize(("step", "point", "other"), STEPS)
def test_a_formal_step_is_refused_without_an_assessment_at_its_point(step: Any, point: str, other: str) -> None:
    for none_at_this_point in ([], [made(None)], [made(other)]):
        refused = formal_assessment(step, none_at_this_point, step_began_on=BEGAN, today=TODAY)
        assert (refused.status, refused.kind) == ("not_met", "policy")
        assert "SM-10.13" in refused.paragraphs
    assert formal_assessment(step, [made(point)], step_began_on=BEGAN, today=TODAY).status == "met"


@pytest.mark.covers("SM-2.329a")
def test_a_decision_not_to_investigate_is_refused_without_a_risk_assessment() -> None:
    refused = formal_assessment("decline", [], step_began_on=BEGAN, today=TODAY)
    assert refused.status == "not_met"
    assert "SM-2.329" in refused.paragraphs
    assert formal_assessment("decline", [made("propose_or_decline")], step_began_on=BEGAN, today=TODAY).status == "met"


@pytest.mark.covers("SM-3.125a")
def test_a_decline_is_refused_when_the_last_assessment_is_from_before_the_step() -> None:
    earlier = made("propose_or_decline", date(2026, 2, 19))
    refused = formal_assessment("decline", [earlier], step_began_on=BEGAN, today=TODAY)
    assert (refused.status, refused.needs) == ("not_met", ("assessment",))
    assert "SM-3.125" in refused.paragraphs
    same_day = formal_assessment("decline", [earlier, made("propose_or_decline", BEGAN)], step_began_on=BEGAN, today=TODAY)
    assert same_day.status == "met"


@pytest.mark.covers("SM-3.125b")
def test_a_proposal_is_refused_without_an_assessment_at_that_point() -> None:
    refused = formal_assessment("propose", [made("new_risk")], step_began_on=BEGAN, today=TODAY)
    assert refused.status == "not_met"
    assert "SM-3.125" in refused.paragraphs


def test_an_assessment_whose_step_has_no_beginning_cannot_be_told_to_be_at_its_point() -> None:
    found = formal_assessment("decline", [made("propose_or_decline")], step_began_on=None, today=TODAY)
    assert (found.status, found.needs) == ("cannot_tell", ("step_began_on",))


def test_an_assessment_dated_after_today_does_not_count() -> None:
    found = formal_assessment("decline", [made("propose_or_decline", date(2026, 3, 3))], step_began_on=BEGAN, today=TODAY)
    assert found.status == "not_met"


@pytest.mark.covers("SM-10.11")
def test_a_risk_that_came_about_asks_for_a_review_until_it_is_done() -> None:
    lost = rated("medium", "medium", description="may lose home", occurred_on="2026-03-01")
    (review,) = (duty for duty in assessed(lost).duties if duty.name == "review_rating")
    assert review.paragraphs == ("SM-10.11",)
    assert "may lose home" in review.what
    done = lost.model_copy(update={"change_reviewed_on": date(2026, 3, 2)})
    assert "review_rating" not in duty_names(assessed(done))
    assert "review_rating" not in duty_names(assessed(rated("medium", "medium")))


@pytest.mark.covers("SM-10.44a")
def test_a_risk_that_is_no_longer_a_concern_asks_for_a_review() -> None:
    closed = rated("medium", "medium", closed_on="2026-03-01")
    assert "review_after_change" in duty_names(assessed(closed))
    reviewed = closed.model_copy(update={"change_reviewed_on": date(2026, 3, 1)})
    assert "review_after_change" not in duty_names(assessed(reviewed))


@pytest.mark.covers("SM-10.12b")
def test_a_new_risk_without_an_assessment_is_outstanding() -> None:
    new = a_risk(description="threat of judicial review", category="legal", impact=None, likelihood=None)
    (outstanding,) = (duty for duty in assessed(new).duties if duty.name == "assess_new_risk")
    assert outstanding.paragraphs == ("SM-10.12",)
    assert "assess_new_risk" not in duty_names(assessed(rated("high", "high", category="legal")))


@pytest.mark.covers("SM-10.3a")
def test_every_assessment_is_kept_and_readable_in_order() -> None:
    first, second = assessed(today=date(2026, 1, 5)), assessed(rated("medium", "medium"), today=date(2026, 2, 5))
    third = assessed(rated("high", "low"), point="provisional_views", today=date(2026, 3, 5))
    two = History().with_added(second).with_added(first)
    assert two.with_added(third).assessments == (first, second, third)
    assert two.assessments == (first, second)
    assert two.with_added(third).current is third


@pytest.mark.covers("SM-10.44b")
def test_a_level_that_moved_is_readable_with_both_levels_and_the_day() -> None:
    rows = History().with_added(assessed()).with_added(assessed(rated("medium", "medium"), today=date(2026, 3, 9)))
    rows = rows.with_added(assessed(rated("medium", "medium"), today=date(2026, 4, 9)))
    (change,) = rows.level_changes
    assert (change.on, change.before, change.after) == (date(2026, 3, 9), "low", "medium")
    assert change.reason == "medium: the highest level left after mitigation."


@pytest.mark.covers("SM-10.61")
@pytest.mark.parametrize("kind", ["pre_action_protocol", "serious_threat", "claim"])
def test_a_legal_challenge_goes_to_the_legal_team_at_once_and_is_urgent_until_it_is_sent(kind: Any) -> None:
    received = at(9, 30)
    task = legal_referral(LegalItem(received_at=received, kind=kind))
    assert (task.duty.to, task.since, task.is_urgent) == (("legal_team",), received, True)
    assert "SM-10.61" in task.duty.paragraphs
    sent = legal_referral(LegalItem(received_at=received, kind=kind, referred_at=at(10)))
    assert not sent.is_urgent


def test_correspondence_that_suggests_legal_action_has_twenty_four_hours() -> None:
    task = legal_referral(LegalItem(received_at=at(9, 30), kind="suggests_legal_action"))
    assert task.duty.by == at(9, 30, day=3)
    assert "SM-9.101" in task.duty.paragraphs
    assert not task.is_urgent
    assert (task.is_over(at(9, 30, day=3)), task.is_over(at(9, 31, day=3))) == (False, True)


def test_legal_correspondence_nobody_has_read_closely_is_taken_as_a_challenge() -> None:
    assert legal_referral(LegalItem(received_at=at(9, 30))).is_urgent


def test_a_moment_without_a_zone_is_rejected() -> None:
    with pytest.raises(ValidationError, match="received_at"):
        LegalItem.model_validate({"received_at": "2026-03-02T09:30:00"})


@pytest.mark.parametrize(
    ("facts", "is_open"),
    [
        ({}, True),
        ({"decision": "Told the police."}, True),
        ({"decided_at": at(11)}, True),
        ({"decision": "Told the police.", "decided_at": at(11)}, False),
    ],
)
def test_an_immediate_risk_is_open_until_a_decision_with_its_time(facts: dict[str, Any], is_open: bool) -> None:
    task = immediate_risk(ImmediateRisk.model_validate({"raised_at": at(10), **facts}))
    assert task.is_open is is_open
    assert task.is_urgent is is_open
