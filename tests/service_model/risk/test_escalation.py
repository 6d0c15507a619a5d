"""What follows a high rating (SM-10.32 to 10.35, 10.62 to 10.64, 10.66, 10.67, 10.72, 3.126)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from service_model.findings import in_order
from service_model.risk import TemporaryRating
from service_model.risk.oversight import (
    Candidate,
    OversightAllocation,
    UpdatesStopped,
    allocation,
    decision_maker,
    owner,
    suggested_owners,
    updates_due,
)
from service_model.risk.urgent import manager_discussion
from tests.service_model.risk.building import assessed, at, duty_names, rated

SAM = Candidate(name="Sam Lee", role="caseworker")
ALEX = Candidate(name="Alex Roe", role="senior_caseworker")
HIGH = rated("high", "high", category="legal")
THREAT = rated("high", "high", kind="threat_of_harm", disclosure_considered=True)
ALLOCATION = {
    "decision_maker": "deputy_ombudsman",
    "conflicts_considered": True,
    "meeting_on": "2026-05-12",
    "template_complete": True,
}


def allocated(**facts: Any) -> dict[str, Any]:
    """The findings about an allocation that can be saved but for these facts, by name."""
    return {each.gate: each for each in allocation(OversightAllocation.model_validate({**ALLOCATION, **facts}))}


@pytest.mark.covers("SM-10.32a")
def test_a_high_rating_opens_a_discussion_with_the_manager_from_the_moment_it_is_saved() -> None:
    task = manager_discussion(assessed(HIGH).ratings, rated_at=at(10))
    assert task is not None
    assert (task.duty.to, task.duty.paragraphs, task.since, task.is_open) == (("manager",), ("SM-10.32",), at(10), True)
    assert task.open_for(at(12, 30)) == timedelta(hours=2, minutes=30)
    held = manager_discussion(assessed(HIGH).ratings, rated_at=at(10), discussed_at=at(11))
    assert held is not None
    assert not held.is_open


def test_a_manager_hears_of_a_rating_that_is_high_only_before_mitigation_and_not_of_a_medium_one() -> None:
    assert manager_discussion(assessed(rated("high", "low")).ratings, rated_at=at(10)) is not None
    assert manager_discussion(assessed(rated("medium", "medium")).ratings, rated_at=at(10)) is None


@pytest.mark.covers("SM-10.33", "SM-10.62a")
def test_an_agreed_high_rating_after_mitigation_lists_the_whole_escalation_process() -> None:
    found = assessed(HIGH, manager_agrees=True)
    cited = {paragraph for duty in found.duties for paragraph in duty.paragraphs}
    assert {f"SM-10.{number}" for number in (33, *range(62, 73))} <= cited
    lowered = assessed(rated("high", "medium", category="legal"), manager_agrees=True)
    assert not {"SM-10.33", "SM-10.63", "SM-10.72"} & {paragraph for duty in lowered.duties for paragraph in duty.paragraphs}


def test_the_steps_stand_in_the_order_of_the_guidance() -> None:
    duties = assessed(HIGH, manager_agrees=True, allocated=True).duties
    steps = [duty.paragraphs[-1] for duty in duties if duty.paragraphs[-1] >= "SM-10.62"]
    assert len(steps) == 11
    assert steps == list(in_order(steps))


@pytest.mark.covers("SM-10.63")
def test_oversight_is_asked_for_when_the_manager_agrees_it_is_high_after_mitigation() -> None:
    assert assessed(HIGH, manager_agrees=True).finding("senior_oversight").status == "met"
    assert "ask_for_oversight" in duty_names(assessed(HIGH, manager_agrees=True))
    lowered = assessed(rated("high", "medium", category="legal"), manager_agrees=True)
    assert lowered.finding("senior_oversight").status == "not_met"
    assert "ask_for_oversight" not in duty_names(lowered)


def test_oversight_waits_for_the_managers_word_and_for_the_rating() -> None:
    assert assessed(HIGH).finding("senior_oversight").needs == ("manager_agrees",)
    assert assessed(HIGH, manager_agrees=False).finding("senior_oversight").status == "not_met"
    assert assessed(rated("high", category="legal"), manager_agrees=True).finding("senior_oversight").needs == ("rating",)


@pytest.mark.covers("SM-3.126")
def test_a_case_found_high_when_declining_or_proposing_goes_to_the_escalation_process() -> None:
    found = assessed(HIGH, point="propose_or_decline")
    process = found.finding("high_risk_process")
    assert process.status == "met"
    assert "SM-3.126" in process.paragraphs
    assert "senior_oversight" in duty_names(found)
    medium = assessed(rated("medium", "medium"), point="propose_or_decline")
    assert medium.finding("high_risk_process").status == "not_met"
    assert "senior_oversight" not in duty_names(medium)


@pytest.mark.covers("SM-3.126")
def test_a_threat_of_harm_that_is_high_when_declining_or_proposing_starts_it_too() -> None:
    found = assessed(THREAT, point="propose_or_decline", manager_agrees=True)
    assert found.finding("high_risk_process").status == "met"
    assert "ask_for_oversight" in duty_names(found)


@pytest.mark.parametrize("point", ["provisional_views", "compliance_escalation"])
def test_a_threat_of_harm_alone_does_not_start_senior_oversight_where_the_guidance_says_so_but_leaves_it_open(
    point: str,
) -> None:
    found = assessed(THREAT, point=point, manager_agrees=True)
    assert found.ratings.overall == "high"
    assert found.finding("high_risk_process").status == "not_met"
    (left_open,) = (duty for duty in found.duties if duty.name == "oversight_if_wanted")
    assert not left_open.must
    assert "discuss_with_manager" in duty_names(assessed(THREAT, point=point))
    assert assessed(THREAT, HIGH, point=point, manager_agrees=True).finding("high_risk_process").status == "met"


def test_a_threat_of_harm_beside_an_organisation_rated_high_does_start_it() -> None:
    riverside = TemporaryRating(
        rating="high", organisation="Riverside NHS Trust", from_on=date(2026, 3, 1), to_on=date(2026, 4, 30)
    )
    found = assessed(THREAT, point="provisional_views", organisations=["Riverside NHS Trust"], temporary=(riverside,))
    assert found.finding("high_risk_process").status == "met"


def test_a_threat_of_harm_beside_a_risk_nobody_has_rated_leaves_it_open() -> None:
    found = assessed(THREAT, rated("high", category="legal"), point="provisional_views", manager_agrees=True)
    assert found.finding("high_risk_process").needs == ("rating",)
    assert "oversight_if_wanted" in duty_names(found)


@pytest.mark.parametrize(("allocated_before", "must"), [(False, [True]), (None, [False]), (True, [])])
def test_a_senior_caseworker_is_a_duty_only_where_the_case_is_known_not_to_be_allocated(
    allocated_before: bool | None, must: list[bool]
) -> None:
    duties = assessed(HIGH, allocated=allocated_before).duties
    assert [duty.must for duty in duties if duty.name == "senior_caseworker"] == must


@pytest.mark.parametrize(
    ("point", "status"),
    [("provisional_views", "not_met"), ("compliance_escalation", "not_met"), ("propose_or_decline", "met"), (None, "met")],
)
def test_another_risk_to_people_is_left_out_only_where_the_guidance_says_so(point: str | None, status: str) -> None:
    people = rated("high", "high", category="people")
    assert assessed(people, point=point).finding("high_risk_process").status == status


@pytest.mark.covers("SM-10.32b")
def test_a_plan_that_is_not_made_yet_is_completed_before_it_is_sent_for_review() -> None:
    unplanned = assessed(rated("high", "high", category="legal", mitigation=None), manager_agrees=True)
    refused = unplanned.finding("mitigation_plan")
    assert refused in unplanned.missing
    assert "SM-10.32" in refused.paragraphs
    assert "complete_plan" in duty_names(unplanned)
    assert "send_plan_for_review" not in duty_names(unplanned)


def test_a_plan_goes_to_an_assistant_director_once_the_manager_agrees() -> None:
    found = {duty.name: duty for duty in assessed(HIGH, manager_agrees=True).duties}
    assert found["send_plan_for_review"].to == ("assistant_director",)
    assert "send_plan_for_review" not in duty_names(assessed(HIGH))


@pytest.mark.covers("SM-10.35")
def test_of_a_high_risk_case_it_is_said_who_else_should_know() -> None:
    blank = assessed(HIGH, who_else_should_know=None)
    assert [(each.paragraphs, each.needs) for each in blank.missing] == [(("SM-10.35",), ("who_else_should_know",))]
    (duty,) = (each for each in blank.duties if each.name == "who_else_should_know")
    assert duty.to == ("external_affairs",)
    assert assessed(HIGH).missing == ()
    assert assessed(rated("medium", "medium"), who_else_should_know=None).missing == ()


@pytest.mark.covers("SM-10.62b")
def test_a_case_rated_high_before_allocation_is_offered_to_senior_caseworkers_only() -> None:
    assert suggested_owners([SAM, ALEX], rating="high", allocated=False) == (ALEX,)
    prompt = owner(SAM, rating="high", allocated=False)
    assert (prompt.status, prompt.paragraphs) == ("not_met", ("SM-10.62",))
    assert owner(ALEX, rating="high", allocated=False).status == "met"


@pytest.mark.parametrize(("rating", "allocated_before"), [("medium", False), ("low", False), ("high", True)])
def test_other_cases_are_offered_to_everybody(rating: Any, allocated_before: bool) -> None:
    assert suggested_owners([SAM, ALEX], rating=rating, allocated=allocated_before) == (SAM, ALEX)
    assert owner(SAM, rating=rating, allocated=allocated_before).status == "met"


def test_an_owner_waits_for_the_rating() -> None:
    assert owner(SAM, rating=None, allocated=False).needs == ("rating",)


@pytest.mark.covers("SM-10.67a")
def test_the_allocation_of_oversight_needs_the_conflict_question_answered() -> None:
    blank = allocated(conflicts_considered=None)["conflicts_of_interest"]
    assert (blank.status, blank.kind, blank.paragraphs) == ("cannot_tell", "policy", ("SM-10.67",))
    assert allocated()["conflicts_of_interest"].status == "met"
    assert allocated(declared_conflict=True)["conflicts_of_interest"].status == "not_met"


@pytest.mark.covers("SM-10.67b")
def test_the_director_of_legal_is_warned_against_where_legal_advice_is_key() -> None:
    director = {"decision_maker": "director_of_legal_and_professional_services"}
    warning = allocated(**director, legal_advice_is_key=True)["legal_advice"]
    assert (warning.status, warning.kind, warning.paragraphs) == ("not_met", "guidance", ("SM-10.67",))
    assert allocated(**director, legal_advice_is_key=False)["legal_advice"].status == "met"
    assert allocated(**director)["legal_advice"].needs == ("legal_advice_is_key",)
    assert allocated(legal_advice_is_key=True)["legal_advice"].status == "met"


@pytest.mark.covers("SM-10.66a")
def test_the_allocation_needs_the_date_of_its_meeting() -> None:
    blank = allocated(meeting_on=None)["assurance_meeting"]
    assert (blank.status, blank.paragraphs) == ("cannot_tell", ("SM-10.66",))
    assert allocated()["assurance_meeting"].status == "met"


@pytest.mark.covers("SM-10.66b")
@pytest.mark.parametrize(("complete", "status"), [(True, "met"), (False, "not_met"), (None, "cannot_tell")])
def test_the_template_is_complete_before_it_goes_to_the_assistant_director(complete: bool | None, status: str) -> None:
    assert allocated(template_complete=complete)["template"].status == status
    (duty,) = (each for each in assessed(HIGH, manager_agrees=True).duties if each.name == "submit_template")
    assert duty.to == ("assistant_director",)
    assert "Assistant Director - Casework for Senior Caseworkers" in duty.what


@pytest.mark.covers("SM-10.64a")
def test_a_systemic_case_is_suggested_for_the_ombudsman() -> None:
    def suggested(**facts: Any) -> str | None:
        return decision_maker(OversightAllocation.model_validate(facts)).choice

    assert suggested(is_systemic=True) == "ombudsman"
    assert suggested(is_systemic=False, is_complex=False) == "deputy_ombudsman"
    assert suggested(is_systemic=True, ombudsman_has_room=False) == "deputy_ombudsman"
    assert suggested() is None


@pytest.mark.covers("SM-10.72a")
def test_each_assurance_meeting_has_an_update_due_before_it() -> None:
    (update,) = updates_due([date(2026, 5, 12)], [])
    assert update.by == date(2026, 5, 11)
    assert update.paragraphs == ("SM-10.72",)
    assert updates_due([date(2026, 5, 12)], [date(2026, 5, 11)]) == ()


def test_an_update_does_for_one_meeting_only_and_not_on_the_day_itself() -> None:
    meetings = [date(2026, 5, 12), date(2026, 6, 9)]
    assert [each.by for each in updates_due(meetings, [date(2026, 5, 5)])] == [date(2026, 6, 8)]
    assert [each.by for each in updates_due(meetings, [date(2026, 5, 12)])] == [date(2026, 5, 11)]


@pytest.mark.covers("SM-10.72b")
def test_updates_stop_only_with_the_senior_decision_makers_agreement_or_the_end_of_the_work() -> None:
    meetings, sent = [date(2026, 5, 12), date(2026, 6, 9)], [date(2026, 5, 5)]
    assert len(updates_due(meetings, sent)) == 1
    agreed = UpdatesStopped(agreed_by="deputy_ombudsman", agreed_on=date(2026, 5, 12))
    assert updates_due(meetings, sent, stopped=agreed) == ()
    unsigned = UpdatesStopped(agreed_on=date(2026, 5, 12))
    assert len(updates_due(meetings, sent, stopped=unsigned)) == 1
    assert updates_due(meetings, sent, stopped=UpdatesStopped(work_finished_on=date(2026, 6, 1))) == ()
    assert len(updates_due(meetings, [], stopped=agreed)) == 1
