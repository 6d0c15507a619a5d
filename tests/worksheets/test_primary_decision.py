"""The Decision Form of a primary investigation, and what a decision asks of it (SM-2.195 to 2.211, 2.218 to 2.224, 3.100)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.casework.models import CaseDecision, CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import decide_component, make_ready, premature  # noqa: F401 - fixture
from tests.worksheets.conftest import open_sheet, refused, saved, words_of

FORM = "primary_decision"
REMIT = {"in_remit": "yes", "complainant_suitable": "yes"}
DONE = {**REMIT, "analysis": "The letters show two losses.", "outcome": "propose"}
PROPOSE = {"code": "propose_to_investigate", "why": "There are indications of failings."}


@pytest.fixture
def ready(desk, reference):
    """A senior caseworker whose case has all that is checked before a proposal, but for the Decision Form."""
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, reference)
    decide_component(senior, reference, "1", decision="propose_to_investigate")
    asked = next(iter(senior.client.get(f"/staff/cases/{reference}/adjustments").text.split('name="id" value="')[1:]))
    senior.save(
        reference, "adjustments", "decide_request", id=asked.split('"')[0], basis="other_accessibility", agreed="yes",
    )  # fmt: skip
    return senior


def decisions_made(sessions):
    with sessions() as session:
        return session.scalars(select(CaseDecision.code).order_by(CaseDecision.id)).all()


@pytest.mark.covers("SM-2.199b", "SM-2.207a")
def test_no_decision_is_made_before_the_analysis_is_recorded_on_the_decision_form(ready, reference, sessions):
    bare = ready.send(reference, "decision", "decide", **PROPOSE)
    assert bare.status_code == 422
    assert "SM-2.207" in said(bare)
    saved(ready, reference, FORM, REMIT, finish=False)
    still = ready.send(reference, "decision", "decide", **PROPOSE)
    assert still.status_code == 422
    assert "Record the analysis of the evidence before a decision is made. (SM-2.199" in said(still)
    assert decisions_made(sessions) == []
    saved(ready, reference, FORM, DONE)
    ready.save(reference, "decision", "decide", **PROPOSE)
    assert decisions_made(sessions) == ["propose_to_investigate"]


@pytest.mark.covers("SM-2.205")
def test_what_may_be_of_wider_importance_is_discussed_first_or_the_decision_says_why_not(ready, reference, sessions):
    flagged = {**DONE, "wider_importance": "yes"}
    saved(ready, reference, FORM, flagged)
    answer = said(ready.send(reference, "decision", "decide", **PROPOSE))
    assert "discuss it with your manager before you decide" in answer
    assert "SM-2.205" in answer
    ready.save(reference, "decision", "decide", **PROPOSE, despite="My manager is away until Monday.")
    with sessions() as session:
        assert session.scalars(select(CaseDecision.despite)).one() == "My manager is away until Monday."


@pytest.mark.covers("SM-2.205")
def test_discussed_with_the_manager_it_may_be_decided(ready, reference, sessions):
    talked = {"wider_importance": "yes", "discussed_with": "Jo Khan", "discussed_on": "2026-11-20"}
    saved(ready, reference, FORM, {**DONE, **talked})
    ready.save(reference, "decision", "decide", **PROPOSE)
    assert decisions_made(sessions) == ["propose_to_investigate"]


@pytest.mark.covers("SM-2.201a", "SM-2.196")
def test_three_outcomes_are_offered_once_remit_and_the_person_are_met(desk, reference):
    asha = desk()
    three = ("Propose to investigate", "Decline by specific discretion", "Decline by general discretion")
    page = open_sheet(asha, reference, FORM)
    assert not any(f'value="{name}"' in page for name in ("propose", "decline_specific", "decline_general"))
    early = refused(asha, reference, FORM, {"analysis": "Read.", "outcome": "propose"})
    assert "First answer: remit; suitability of the person complaining. (SM-2.200)" in early
    page = words_of(saved(asha, reference, FORM, REMIT, finish=False))
    assert all(words in page for words in three)
    assert "pheld" not in page  # a primary investigation has no such outcome


@pytest.mark.covers("SM-2.196")
def test_a_component_in_primary_investigation_is_proposed_or_declined_and_never_upheld(desk, reference):
    asha = desk()
    asha.save(reference, "work", "take")
    asha.save(reference, "issues", "from_record")
    page = asha.open(reference, "issues").text
    assert 'value="propose_to_investigate"' in page
    assert 'value="declined"' in page
    assert "upheld" not in page.casefold()


@pytest.mark.covers("SM-2.201b")
@pytest.mark.parametrize("words", [
    "The organisation responded reasonably", "It has already put things right",
    "It took action that prevents it from happening again",
])  # fmt: skip
def test_what_a_complaint_may_be_declined_for_is_a_list(desk, reference, words):
    page = saved(desk(), reference, FORM, {**REMIT, "outcome": "decline_general"}, finish=False)
    assert words in words_of(page)


@pytest.mark.covers("SM-2.203b")
def test_a_decision_has_one_reason_with_its_rationale(desk, premature, sessions):  # noqa: F811
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    two = senior.send(premature, "decision", "decide", code=["local_resolution_ongoing", "out_of_time"], why="Both.")
    assert two.status_code == 422
    assert "Choose one answer only." in said(two)
    assert decisions_made(sessions) == []
    senior.save(premature, "decision", "decide", code="local_resolution_ongoing", why="They still look at it.")
    assert decisions_made(sessions) == ["local_resolution_ongoing"]


@pytest.mark.covers("SM-2.197")
def test_evidence_that_was_asked_for_and_has_not_come_stands_on_the_decision_form(desk, reference):
    asha = desk()
    asked = {
        "requests.0.what": "The ward diary",
        "requests.0.asked_of": "organisation",
        "requests.0.relevance": "It shows who came.",
    }
    saved(asha, reference, "evidence_log", asked)
    waiting = "Still waiting for: The ward diary (organisation)."
    assert waiting in words_of(open_sheet(asha, reference, FORM))
    saved(asha, reference, "evidence_log", {**asked, "requests.0.answered_on": "2026-11-20"})
    assert waiting not in words_of(open_sheet(asha, reference, FORM))


@pytest.mark.covers("SM-2.209")
def test_the_duty_of_candour_is_flagged_at_the_head_of_the_case(desk, reference, handed_off):
    asha = desk()
    assert "Duty of Candour" not in words_of(asha.open(reference).text)
    saved(asha, reference, FORM, {"duty_of_candour": "yes"}, finish=False)
    assert "Duty of Candour" in words_of(asha.open(reference).text)
    assert handed_off(reference)["work"]["worksheets"][0]["answers"]["duty_of_candour"] is True


@pytest.mark.covers("SM-2.211b")
def test_a_requirement_that_is_skipped_is_a_departure_with_its_paragraph_and_an_explanation(desk, premature, handed_off):  # noqa: F811
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature, parties=("complainant",))
    answer = senior.send(premature, "decision", "decide", code="local_resolution_ongoing")
    assert answer.status_code == 422
    assert "Tell the MP who considers it. (SM-2.226)" in said(answer)
    senior.save(premature, "decision", "decide", code="local_resolution_ongoing", despite="The MP has just stood down.")
    [departure] = handed_off(premature)["work"]["departures"]
    assert (departure["rule"], departure["explanation"]) == ("SM-2.226", "The MP has just stood down.")


@pytest.mark.covers("SM-2.195a")
def test_an_agreed_referral_makes_the_case_complex_on_the_decision_form(desk, reference):
    asha, mo = desk(), desk(Role.ASSISTANT_DIRECTOR, "mo")
    assert "There is no complete referral" in refused(mo, reference, "complex_agreement", {"agreed": "yes"})
    saved(asha, reference, "complex_referral", {
        "discussed_with_manager": "yes", "discussed_with": "Jo Khan", "case_details": "Two trusts.", "why_complex": "Many.",
    })  # fmt: skip
    saved(mo, reference, "complex_agreement", {"agreed": "yes"})
    today = london_day(utc_now())
    assert f"Category: complex. Agreed by mo on {today.day} {today:%B %Y}." in words_of(open_sheet(asha, reference, FORM))


@pytest.mark.covers("SM-2.207b")
def test_a_manager_agrees_the_form_at_a_checkpoint_with_name_and_day(desk, reference):
    senior, mo = desk(Role.SENIOR_CASEWORKER, "sena"), desk(Role.MANAGER, "mo")
    given = {"checkpoint": "Before the proposal", "agreed": "yes"}
    assert "A manager agrees a checkpoint. (SM-2.207)" in refused(senior, reference, "agreement_checkpoint", given, "entry-new")
    page = words_of(saved(mo, reference, "agreement_checkpoint", given, "entry-new"))
    today = london_day(utc_now())
    assert f"finished, mo, {today.day} {today:%B %Y}" in page
    assert "Before the proposal" in page


@pytest.mark.covers("SM-2.223a")
def test_enough_to_decide_is_kept_with_its_reasons_and_the_day(desk, reference):
    asha = desk()
    assert "Record the reasons. (SM-2.223)" in refused(asha, reference, "enough_to_decide", {"enough": "yes"})
    page = words_of(saved(asha, reference, "enough_to_decide", {"enough": "yes", "reasons": "The letters tell it all."}))
    today = london_day(utc_now())
    assert "The letters tell it all." in page
    assert f"finished, asha, {today.day} {today:%B %Y}" in page


@pytest.mark.covers("SM-2.224a")
def test_not_enough_says_what_is_missing(desk, reference):
    asha = desk()
    given = {"enough": "no", "reasons": "We cannot tell who decided."}
    assert "Record what is missing. (SM-2.224)" in refused(asha, reference, "enough_to_decide", given)
    saved(asha, reference, "enough_to_decide", {**given, "still_missing": "The decision letter"})


@pytest.mark.covers("SM-2.218b")
def test_after_three_calls_that_nobody_answered_a_task_asks_if_there_is_enough(desk, reference, sessions):
    asha = desk()
    days = (london_day(utc_now()).isoformat(), "2026-11-20", "2026-11-20")
    for place, day in enumerate(days):
        with sessions() as session:
            assert "enough_to_decide" not in session.scalars(select(CaseTask.kind)).all()
        asha.save(reference, "contacts", "record_contact", at=f"{day}T00:0{place}", way="phone", reached="no")
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "enough_to_decide")).one()
    assert (task.what[:17], task.paragraph, task.done_at) == ("Enough to decide?", "SM-2.218", None)
    saved(asha, reference, "enough_to_decide", {"enough": "yes", "reasons": "The letters tell it all."})
    with sessions() as session:
        assert session.scalars(select(CaseTask.done_by).where(CaseTask.kind == "enough_to_decide")).one() == "asha"


@pytest.mark.covers("SM-2.208")
@pytest.mark.parametrize(("signed_as", "recorded"), [("individual", "Dr A Patel"), ("complaints_manager", "Elm Surgery")])
def test_of_a_gp_the_individual_who_signed_the_final_response_is_recorded(desk, reference, case_of, signed_as, recorded):
    given = {
        "organisation_type": "family_health_service_provider", "name": "Elm Surgery", "contract_type": "GMS",
        "signed_by": "Dr A Patel", "signed_as": signed_as,
    }  # fmt: skip
    asha = desk()
    bare = {name: value for name, value in given.items() if name != "signed_as"}
    assert "Who signed the final response" in refused(asha, reference, "provider", bare)
    saved(asha, reference, "provider", given)
    assert case_of(reference).organisation == recorded


@pytest.mark.covers("SM-3.79b", "SM-3.80")
@pytest.mark.parametrize("contract", ["PMS", "PDS", "GMS", "GDS", "other"])
def test_the_contract_of_a_family_health_provider_is_one_of_a_list_and_kept(desk, reference, handed_off, contract):
    asha = desk()
    assert f'value="{contract}"' in open_sheet(asha, reference, "provider")
    page = words_of(saved(asha, reference, "provider", {
        "organisation_type": "family_health_service_provider", "name": "Elm Surgery", "signed_by": "Dr A Patel",
        "signed_as": "individual", "contract_type": contract,
    }))  # fmt: skip
    assert f"Contract: {contract}." in page
    assert handed_off(reference)["work"]["worksheets"][0]["answers"]["contract_type"] == contract


@pytest.mark.covers("SM-3.100b")
def test_a_case_that_comes_first_has_ground_manager_and_day_in_the_trail(desk, reference, sessions):
    asha = desk()
    ground = {"ground": "terminal_illness", "prioritised": "yes"}
    assert "record with whom and when" in refused(asha, reference, "prioritising", ground)
    saved(asha, reference, "prioritising", {**ground, "manager": "mo", "discussed_on": "2026-11-20"})
    with sessions() as session:
        trace = session.scalars(select(AuditEvent).where(AuditEvent.action == "case_prioritised")).one()
    after = trace.details["after"]
    assert (after["ground"], after["manager"], after["discussed_on"]) == ("terminal_illness", "mo", "2026-11-20")
    assert trace.actor == "staff:asha"
