"""Risks with their plans and versions, assessments, who is told: section 10 of the guidance at the desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.casework.models import CaseAssessment, CaseRiskVersion, CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff import words
from intake_api.staff.roles import Role
from service_model.risk import RISK
from tests.casework.conftest import said
from tests.casework.test_decision import CATEGORIES, PREMATURE, assess_low, make_ready
from tests.intake_api.builders import a_record

CAMPAIGN = {
    "category": "reputation", "source": "external", "description": "Local media campaign", "impact": "2", "likelihood": "1",
    "timing": "now_and_continuing", "mitigation": "accept", "action": "We watch the papers.", "if_it_happens": "Press office.",
}  # fmt: skip
THREAT = {
    "category": "people", "kind": "threat_of_harm", "source": "external", "description": "He may hurt himself.", "impact": "3",
    "likelihood": "3", "timing": "likely_in_future", "mitigation": "accept", "action": "We ring him each week.",
    "impact_after": "3", "likelihood_after": "2", "disclosure_considered": "yes", "if_it_happens": "We call 999.",
    "why_it_lowers": "He is not alone with it.",
}  # fmt: skip
ASKED = {
    "point": "propose_or_decline", "earlier_service_complaint": "no", "casework_staff_conflict": "no",
    "senior_staff_conflict": "no", "together": "keep", "mitigation": "As the plans say.", "who_else_should_know": "Nobody.",
}  # fmt: skip


def assess(who, case, without, **more):
    return who.send(case, "risk", "assess", **{**ASKED, "no_risk_in": [each for each in CATEGORIES if each != without], **more})


def trail(sessions, action):
    with sessions() as session:
        return session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)).all()


@pytest.fixture
def asha(desk):
    return desk()


@pytest.fixture
def high(desk, asha, reference):
    """A case that asha found high."""
    asha.save(reference, "risk", "add_risk", **THREAT)
    assert assess(asha, reference, "people").status_code == 303
    return reference


@pytest.mark.covers("SM-10.1b")
def test_a_risk_says_where_it_comes_from_and_can_hold_a_mitigation(asha, reference):
    bare = asha.send(reference, "risk", "add_risk", **{**CAMPAIGN, "source": ""})
    assert bare.status_code == 422
    asha.save(reference, "risk", "add_risk", **CAMPAIGN)
    page = said(asha.open(reference, "risk"))
    assert "From outside" in page
    assert "Accept: We watch the papers." in page


@pytest.mark.covers("SM-10.4")
def test_the_owner_of_a_risk_is_the_owner_of_the_case_and_the_rating_says_to_whom_it_is_reported(desk, reference):
    sam = desk(name="sam.lee")
    sam.save(reference, "work", "take")
    sam.save(reference, "risk", "add_risk", **CAMPAIGN)
    page = said(sam.open(reference, "risk"))
    assert "Owner: sam.lee." in page
    assert "The risk is managed by: sam.lee." in page
    assert assess(sam, reference, "reputation").status_code == 303
    assert RISK.supervision["low"].what in said(sam.open(reference, "risk"))


@pytest.mark.covers("SM-10.12a")
def test_the_head_of_a_case_shows_the_rating_and_when_it_was_last_reviewed(asha, reference):
    assert "Risk: Not assessed, last reviewed: Never." in said(asha.open(reference, "work"))
    assess_low(asha, reference)
    assert f"Risk: Low, last reviewed: {words.day(london_day(utc_now()))}." in said(asha.open(reference, "contacts"))


@pytest.mark.covers("SM-10.14a")
def test_the_trail_holds_author_time_considerations_and_mitigations_of_each_assessment(asha, reference, sessions):
    asha.save(reference, "risk", "add_risk", **CAMPAIGN)
    assess(asha, reference, "reputation")
    assess(asha, reference, "reputation", point="review")
    first, second = trail(sessions, "risk_assessed")
    assert first.actor == "staff:asha"
    assert first.at <= second.at
    after = first.details["after"]
    assert "Reputation/Political" in after["considered"]
    assert "People: none" in after["considered"]
    assert after["mitigations"] == "accept"
    assert (after["number"], second.details["after"]["number"]) == ("1", "2")
    assert "papers" not in str(first.details)  # words stay in the assessment
    assert "We watch the papers." in said(asha.open(reference, "risk"))


@pytest.mark.covers("SM-10.15d", "SM-10.15e")
def test_the_questions_of_cumulative_effect_and_of_mitigation_are_always_answered(asha, reference):
    for name, cites in (("together", "SM-10.15d"), ("mitigation", "SM-10.15e")):
        answer = assess(asha, reference, None, summary="Nothing points to a risk.", **{name: ""})
        assert answer.status_code == 422
        assert f"({cites})" in said(answer)
    assert assess(asha, reference, None, summary="Nothing points to a risk.").status_code == 303


def test_one_risk_is_not_higher_together_with_none(asha, reference):
    asha.save(reference, "risk", "add_risk", **CAMPAIGN)
    answer = assess(asha, reference, "reputation", together="raise", together_reasons="It feels so.")
    assert "There are not several risks" in said(answer)


@pytest.mark.covers("SM-10.17b")
def test_examples_of_each_impact_stand_beside_the_choice_for_every_category(asha, reference):
    page = said(asha.open(reference, "risk"))
    for category in CATEGORIES:
        for level in ("minor", "moderate", "critical"):
            assert RISK.impact_examples.examples[category][level] in page
    assert "These are a default, not the authority's own" in page


@pytest.mark.covers("SM-10.23")
def test_what_is_to_be_watched_stands_in_the_risk_section_and_leaves_the_rating(asha, reference, case_of):
    assess_low(asha, reference)
    note = "Attempts in 2019. No sign that what we do could add to it."
    asha.save(reference, "risk", "add_monitor", text=note)
    assert f"To watch: {note}" in said(asha.open(reference, "decision"))
    assert note in said(asha.open(reference, "risk"))
    assert note not in said(asha.open(reference, "work"))
    assert case_of(reference).risk == "low"


@pytest.mark.covers("SM-10.28")
def test_external_factors_are_kept_with_their_effect(asha, reference, sessions):
    page = said(asha.open(reference, "risk"))
    for title in ("Serious allegations", "Complainant vulnerable", "Advocate or other representative available"):
        assert title in page
    odd = assess(asha, reference, None, summary="None.", other_factor="A court case")
    assert "together (SM-10.28)" in said(odd)
    assess(
        asha, reference, None, summary="None.", advocate_available="lowers", complainant_vulnerable="raises",
        serious_allegations="none", other_factor="A court case", other_effect="raises",
    )  # fmt: skip
    with sessions() as session:
        form = session.scalars(select(CaseAssessment.form)).one()
    assert {row["what"]: row["effect"] for row in form["external_factors"]} == {
        "Advocate or other representative available": "lowers", "Complainant vulnerable": "raises", "Serious allegations": "none",
        "A court case": "raises",
    }  # fmt: skip


@pytest.mark.covers("SM-10.matrix-plan-fields")
def test_a_plan_that_is_changed_twice_keeps_both_descriptions_with_their_days(asha, reference, sessions):
    asha.save(reference, "risk", "add_risk", **CAMPAIGN)
    asha.save(reference, "risk", "change_risk", id="1", **{**CAMPAIGN, "description": "Campaign in two papers", "impact": "3"})
    asha.save(reference, "risk", "change_risk", id="1", **{**CAMPAIGN, "description": "Campaign in the north"})
    same = asha.send(reference, "risk", "change_risk", id="1", **{**CAMPAIGN, "description": "Campaign in the north"})
    assert "Nothing in it is different" in said(same)
    with sessions() as session:
        for number, day in ((2, 2), (3, 16)):
            at = datetime(2026, 3, day, 10, tzinfo=UTC)
            session.execute(update(CaseRiskVersion).where(CaseRiskVersion.number == number).values(made_at=at))
        session.commit()
    page = said(asha.open(reference, "risk"))
    history = page[page.index("Versions of risk 1") :]
    assert history.index("2 March 2026") < history.index("Campaign in two papers") < history.index("16 March 2026")
    assert "3 - Critical" in history
    assert "Unlikely" in history
    changed = trail(sessions, "risk_changed")[0]
    assert changed.details["fields"] == ["description", "impact"]
    assert "papers" not in str(changed.details)


@pytest.mark.covers("SM-10.32c")
def test_the_plan_of_a_high_risk_goes_to_an_assistant_director_with_the_task(desk, asha, high, sessions):
    dee = desk(Role.ASSISTANT_DIRECTOR, "dee")
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "review_mitigation")).one()
    assert (task.role, task.about) == (Role.ASSISTANT_DIRECTOR, "risk#assessment-1")
    page = dee.open(high, "work").text
    assert f'href="/staff/cases/{high}/{task.about}"' in page
    plan = dee.open(high, "risk")
    assert 'id="assessment-1"' in plan.text
    assert "We ring him each week." in said(plan)
    assert asha.send(high, "risk", "review_plan", id="1").status_code == 403
    dee.save(high, "risk", "review_plan", id="1", note="Ring twice a week.")
    assert "Plan reviewed by dee." in said(dee.open(high, "risk"))
    assert "no mitigation plan that waits" in said(dee.send(high, "risk", "review_plan", id="1"))


def test_a_low_case_has_no_plan_to_review(desk, asha, reference):
    assess_low(asha, reference)
    answer = desk(Role.ASSISTANT_DIRECTOR, "dee").send(reference, "risk", "review_plan", id="1")
    assert "no mitigation plan that waits" in said(answer)


@pytest.mark.covers("SM-10.39c", "SM-10.39d", "SM-10.39e", "SM-10.40")
def test_the_plan_form_says_what_each_aim_means_and_what_the_guidance_suggests(asha, reference):
    page = said(asha.open(reference, "risk"))
    form = page[page.index("Add a risk") :]
    for aim, meaning in (
        ("Remove", "Our action can prevent the risk."),
        ("Avoid", "By doing something different we can greatly reduce the likelihood."),
        ("Reduce", "We cannot wholly prevent the risk but can reduce its impact or its likelihood."),
    ):
        assert f"{aim} {meaning}" in form
    assert "People Prioritise the case for allocation (terminal illness) SM-10.48" in page
    ill = {**CAMPAIGN, "category": "people", "kind": "terminal_illness", "description": "She is dying."}
    asha.save(reference, "risk", "add_risk", **ill)
    changed = said(asha.open(reference, "risk"))
    assert "The guidance suggests: Prioritise the case for allocation (SM-10.48)" in changed


@pytest.mark.covers("SM-10.46")
def test_what_is_done_if_it_happens_and_who_is_contacted_are_read_with_the_assessment(asha, reference):
    plan = {**CAMPAIGN, "if_it_happens": "Use the disclosure policy.", "contacts": "Tell the advocate."}
    asha.save(reference, "risk", "add_risk", **plan)
    assess(asha, reference, "reputation")
    page = said(asha.open(reference, "risk"))
    whole = page[page.index("Assessment 1") : page.index("Risk 1: Reputation or political Local media")]
    assert "If it happens: Use the disclosure policy." in whole
    assert "Whom to contact: Tell the advocate." in whole


@pytest.mark.covers("SM-10.50b")
def test_before_a_decision_that_a_threat_hangs_on_goes_it_is_asked_who_was_told(desk, submit, sessions):
    mo = desk(Role.MANAGER, "mo")
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    make_ready(mo, case)
    mo.save(case, "risk", "add_risk", **THREAT, tied_to_our_action="yes")
    mo.save(case, "decision", "decide", code="local_resolution_ongoing")
    mo.save(case, "letters", "write_letter", kind="premature")
    asks = "Was a suitable person, such as an advocate, told first?"
    assert asks in said(mo.open(case, "letters/1"))
    held = mo.send(case, "letters/1", "print_letter")
    assert held.status_code == 422
    assert asks in said(held)
    assert mo.send(case, "letters/1", "print_letter", told_first="yes").status_code == 303
    assert trail(sessions, "told_before_decision")[0].details["after"]["told"] == "yes"


@pytest.mark.covers("SM-10.54c")
def test_a_breach_with_a_risk_to_our_reputation_suggests_two_talks(asha, reference):
    breach = {
        "category": "financial", "kind": "information_breach", "source": "internal", "description": "A letter went astray.",
        "timing": "already_happened", "happened_on": "2026-11-02", "impact": "2", "mitigation": "reduce",
        "action": "We ask for it.",
    }  # fmt: skip
    asha.save(reference, "risk", "add_risk", **breach)
    assert "Consider a separate risk to our reputation" in said(asha.open(reference, "risk"))
    asha.save(reference, "risk", "add_risk", **CAMPAIGN)
    page = said(asha.open(reference, "risk"))
    assert "Consider a separate risk to our reputation" not in page
    form = page[page.index("Change risk 1 or its plan") : page.index("Risk 1 is no concern any more")]
    assert "Discuss it with the complainant (SM-10.54)" in form
    assert "Discuss it with the Information Commissioner (SM-10.54)" in form
    assert "Report the breach" in said(asha.send(reference, "risk", "close_risk", id="1"))


@pytest.mark.covers("SM-10.56b")
def test_what_a_campaign_may_become_is_asked_for(asha, reference):
    asha.save(reference, "risk", "add_risk", **CAMPAIGN)
    asks = "Add what it may become, such as interest of the national media. (SM-10.56)"
    assert asks in said(asha.open(reference, "risk"))
    asha.save(reference, "risk", "add_risk", **{**CAMPAIGN, "description": "National media", "timing": "likely_in_future"})
    assert asks not in said(asha.open(reference, "risk"))


@pytest.mark.covers("SM-10.58a")
def test_earlier_cases_of_the_same_person_stand_where_our_service_is_assessed(asha, submit):
    first, second, case = (submit(a_record()).json()["reference"] for _ in range(3))
    page = said(asha.open(case, "risk"))
    section = page[page.index("Earlier cases of the same person, for Our Service") :]
    assert first in section
    assert second in section


@pytest.mark.covers("SM-10.65b")
def test_a_high_risk_case_shows_who_is_responsible_overall(asha, high):
    assert "Overall responsible: Assistant Director - Casework for Senior Caseworkers" in said(asha.open(high, "risk"))


def test_a_low_case_shows_nobody_above_its_caseworker(asha, reference):
    assess_low(asha, reference)
    assert "Overall responsible" not in said(asha.open(reference, "risk"))
