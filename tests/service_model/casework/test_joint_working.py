"""Working with another ombudsman (SM-1.49 to 1.56)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import determine
from service_model.casework.joint_working import (
    JointCase,
    JointFacts,
    may_take_premature_case,
    next_step,
    parliamentary_with_council,
    points_to_joint_working,
    share_with,
    topics_in,
)
from service_model.record import Complaint
from tests.service_model.building import TODAY, a_complaint


def points(*topics: str, **known: Any) -> str:
    return points_to_joint_working(JointFacts.model_validate({"topics": topics, **known})).status


@pytest.mark.covers("SM-1.51b")
@pytest.mark.parametrize(
    "topic",
    [
        "community_mental_health_team", "integrated_mental_health_team", "children_in_transition", "learning_disabilities",
        "speech_and_language_therapy", "child_and_adolescent_mental_health", "safeguarding", "deprivation_of_liberty",
        "section_117", "continuing_care", "social_care", "jointly_funded_home_care", "carers_assessment", "local_authority_care",
        "direct_payments",
    ],
)  # fmt: skip
def test_these_topics_point_to_joint_working_by_themselves(topic: str) -> None:
    found = points_to_joint_working(JointFacts(topics=(topic,)))
    assert (found.status, found.paragraphs) == ("met", ("SM-1.51",))
    assert "Local Government and Social Care Ombudsman" in found.reason
    assert points("missed_gp_appointment") == "not_met"


@pytest.mark.parametrize(
    ("topic", "condition"),
    [
        pytest.param("care_act_assessment", "health_involvement", marks=pytest.mark.covers("SM-1.51c")),
        pytest.param("special_educational_needs", "nhs_support", marks=pytest.mark.covers("SM-1.51d")),
        pytest.param("care_programme_approach", "mental_health", marks=pytest.mark.covers("SM-1.51e")),
        pytest.param("hospital_discharge", "council_responsibilities", marks=pytest.mark.covers("SM-1.51f")),
        pytest.param("residential_placement", "gp_service", marks=pytest.mark.covers("SM-1.51h")),
    ],
)
def test_these_topics_point_to_it_only_with_something_beside_them(topic: str, condition: str) -> None:
    others = {"funders": ("council",)} if topic == "residential_placement" else {}
    assert points(topic, **{condition: True}) == "met"
    assert points(topic, **{condition: False}, **others) == "not_met"
    open_yet = points_to_joint_working(JointFacts(topics=(topic,)))
    assert open_yet.status == "cannot_tell"
    assert condition in open_yet.needs


@pytest.mark.covers("SM-1.51g")
@pytest.mark.parametrize(
    ("funders", "status"),
    [(("fnc", "council"), "met"), (("fnc", "self_funder"), "met"), (("council",), "not_met"), (("fnc",), "not_met")],
)
def test_a_residential_placement_paid_for_by_two_points_to_it(funders: tuple[str, ...], status: str) -> None:
    assert points("residential_placement", funders=funders, gp_service=False) == status


def test_the_topics_that_were_read_from_the_words_can_be_weighed() -> None:
    complaint = Complaint.model_validate({"signals": [{"name": "joint_working_topic", "detail": "section_117"}, {"name": "bsl"}]})
    assert topics_in(complaint) == ("section_117",)


@pytest.mark.covers("SM-1.49a")
def test_an_nhs_and_a_council_part_must_be_shared_with_the_other_ombudsman() -> None:
    joint = a_complaint(given="ready_health", issues=[{"organisation": "my council"}])
    (duty,) = share_with(joint, today=TODAY)
    assert (duty.name, duty.kind, duty.to, duty.must) == ("share_with_lgsco", "legal", ("other_ombudsman",), True)
    assert "SM-1.49" in duty.paragraphs
    assert share_with(a_complaint(given="ready_health"), today=TODAY) == ()


def test_a_refusal_to_share_goes_to_a_manager_first() -> None:
    joint = a_complaint(given="ready_health", joint_working="do_not_share", issues=[{"organisation": "my council"}])
    (duty,) = share_with(joint, today=TODAY)
    assert "manager" in duty.what


@pytest.mark.covers("SM-1.49b")
def test_of_several_other_ombudsmen_the_one_for_councils_comes_first() -> None:
    joint = a_complaint(given="ready_health", issues=[{"organisation": "my housing association"}, {"organisation": "my council"}])
    assert [duty.name for duty in share_with(joint, today=TODAY)] == ["share_with_lgsco", "share_with_housing_ombudsman"]


@pytest.mark.covers("SM-1.50b")
def test_with_another_ombudsman_it_is_closed_or_passed_on_as_fits() -> None:
    found = next_step("housing_ombudsman", JointCase())
    assert (found.choice, found.paragraphs) == ("close_or_pass_on", ("SM-1.50",))


@pytest.mark.covers("SM-1.50c")
def test_only_with_the_local_government_ombudsman_does_it_go_to_the_joint_team() -> None:
    assert next_step("housing_ombudsman", JointCase()).duties == ()
    assert [duty.to for duty in next_step("lgsco", JointCase()).duties] == [("joint_working_team",)]


@pytest.mark.covers("SM-1.51a")
def test_a_ready_case_goes_to_the_joint_team() -> None:
    found = next_step("lgsco", JointCase(ready=True))
    assert (found.choice, [duty.to for duty in found.duties]) == ("joint_working_team", [("joint_working_team",)])


@pytest.mark.covers("SM-1.52a")
def test_a_case_that_is_too_early_usually_waits_and_the_team_still_looks() -> None:
    found = next_step("lgsco", JointCase(ready=False))
    assert (found.choice, found.paragraphs) == ("finish_local_process", ("SM-1.52",))
    assert [duty.to for duty in found.duties] == [("joint_working_team",)]


@pytest.mark.covers("SM-1.52b")
def test_only_the_joint_team_takes_a_case_that_is_too_early_and_says_why() -> None:
    why = "The council's procedure is finished."
    assert may_take_premature_case("joint_working_team", why).status == "met"
    assert may_take_premature_case("intake_caseworker", why).status == "not_met"
    assert may_take_premature_case("joint_working_team", " ").needs == ("reason",)


@pytest.mark.covers("SM-1.53a")
def test_when_the_team_takes_it_intake_asks_for_consent_and_nothing_is_handed_over_before() -> None:
    waiting = next_step("lgsco", JointCase(ready=True, team_takes_it=True))
    assert (waiting.choice, waiting.needs, waiting.paragraphs) == (None, ("consent",), ("SM-1.53",))
    assert [(duty.name, duty.to) for duty in waiting.duties] == [("ask_consent_for_joint_working", ("complainant",))]
    agreed, refused = (next_step("lgsco", JointCase(team_takes_it=True, consent=answer)) for answer in (True, False))
    assert (agreed.choice, refused.choice) == ("joint_handling", "our_part_alone")


@pytest.mark.covers("SM-1.55d")
@pytest.mark.parametrize(("new", "choice"), [(True, "not properly made"), (False, "joint_working_team")])
def test_a_new_joint_case_by_telephone_can_close_as_not_properly_made(new: bool, choice: str) -> None:
    found = next_step("lgsco", JointCase(new_by_telephone=new))
    assert (found.choice, "SM-1.55" in found.paragraphs) == (choice, new)


@pytest.mark.covers("SM-1.56")
@pytest.mark.parametrize(("referral", "discussed"), [("referred", True), ("refused", False)])
def test_a_properly_made_government_case_with_a_council_part_is_discussed_with_the_team(referral: str, discussed: bool) -> None:
    knows = {"complainant_agrees_to_referral": True}
    joint = a_complaint(given="ready_government", mp_referral=referral, about=knows, issues=[{"organisation": "my council"}])
    duties = parliamentary_with_council(joint, determine(joint, today=TODAY), today=TODAY)
    assert [(duty.to, duty.paragraphs) for duty in duties] == ([(("joint_working_team",), ("SM-1.56",))] if discussed else [])


def test_a_government_case_alone_is_not_discussed_with_the_team() -> None:
    alone = a_complaint(given="ready_government")
    assert parliamentary_with_council(alone, determine(alone, today=TODAY), today=TODAY) == ()
