"""People decide; senior caseworkers are caseworkers; the guidance and its force stand beside every answer (introduction, 1.1)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from service_model import PHSO, determine
from service_model.casework.judgement import is_same_organisation, may_act, other_choice
from service_model.record import Issue
from tests.service_model.building import TODAY, a_complaint


def finding_of(gate: str, **facts: object) -> tuple[str, tuple[str, ...]]:
    found = determine(a_complaint(**facts), today=TODAY)  # type: ignore[arg-type]
    finding = next(each for each in found.findings if each.gate == gate)
    return finding.kind, finding.paragraphs


@pytest.mark.covers("SM-intro-4a")
def test_staff_may_choose_another_step_and_say_why() -> None:
    recommended = determine(
        a_complaint(organisation="DWP", mp_referral="not_asked", has_mp=True, local_stage="final"), today=TODAY
    )
    assert recommended.closure_code == "No MP referral"
    without, with_reason = (
        other_choice(recommended.closure_code, "pass for further consideration", why) for why in (" ", "The MP rang to refer it.")
    )
    assert (without.status, without.needs) == ("cannot_tell", ("explanation",))
    assert with_reason.status == "met"
    assert "The MP rang to refer it." in with_reason.reason
    assert other_choice("premature", "premature", None).status == "met"


@pytest.mark.covers("SM-intro-6a")
@pytest.mark.parametrize(
    ("role", "allowed", "may"),
    [
        ("senior_caseworker", "caseworker", True), ("caseworker", "caseworker", True), ("caseworker", "senior_caseworker", False),
        ("manager", "caseworker", False),
    ],
)  # fmt: skip
def test_a_task_for_caseworkers_is_open_to_senior_caseworkers(role: str, allowed: str, may: bool) -> None:
    assert may_act(role, [allowed]) is may


@pytest.mark.covers("SM-intro-9")
def test_a_stored_result_keeps_the_guidance_it_was_made_from() -> None:
    complaint = a_complaint(given="ready_health")
    stored = json.dumps(determine(complaint, today=TODAY).as_dict())
    later = determine(complaint, today=TODAY, authority=replace(PHSO, guidance="Service Model main guidance v23"))
    assert later.guidance == "Service Model main guidance v23"
    assert json.loads(stored)["guidance"] == "Service Model main guidance v22"


@pytest.mark.covers("SM-1.1b")
def test_an_earlier_contact_is_about_the_same_organisation_or_about_another() -> None:
    trust, department = Issue.model_validate({"organisation": "Anytown NHS Trust"}), Issue.model_validate({"organisation": "DWP"})
    new = Issue.model_validate({"organisation": "anytown  NHS trust"})
    assert is_same_organisation(trust, new) is True
    assert is_same_organisation(department, new) is False
    assert is_same_organisation(department, Issue.model_validate({"organisation": "Department for Work and Pensions"})) is True
    assert is_same_organisation(Issue.model_validate({}), new) is None
