"""Steps at intake and bodies that answered before us, on the real pages and in the hand-off record."""

from __future__ import annotations

import pytest

from intake_api.staff.roles import Role
from service_model.casework.triage import CATEGORISATION
from tests.casework.test_decision import PREMATURE, decide_component, make_ready
from tests.intake_api.builders import STORY, a_record
from tests.worksheets.conftest import fill, open_sheet, refused, said, saved, words_of

DWP, ICE = "Department for Work and Pensions", "Independent Case Examiner"
PASSED = {
    **{f"answer_{each.id}": "no" for each in CATEGORISATION.questions}, "enough_information": "yes", "confirmed": "yes",
    "category": "complex_and_significant", "answer_systemic": "yes", "speciality": "none", "risk_assessment_required": "no",
}  # fmt: skip


@pytest.fixture
def asha(desk):
    return desk()


@pytest.fixture
def both(asha, reference):
    """A case with a component about DWP and one about its second tier."""
    for heading, organisation in (("Lost papers", DWP), ("A slow review", ICE)):
        about = {"heading": heading, "summary": f"{heading}, in full.", "organisation": organisation}
        asha.save(reference, "issues", "add_component", **about)
    return reference


@pytest.mark.covers("SM-2.153")
def test_decisions_about_the_organisation_and_its_second_tier_may_differ(asha, both, handed_off):
    decide_component(asha, both, "1", decision="propose_to_investigate")
    decide_component(asha, both, "2", reason="premature")
    rows = {row["organisation"]: row["decisions"]["primary_investigation"] for row in handed_off(both)["work"]["components"]}
    assert rows == {DWP: "propose_to_investigate", ICE: "declined"}
    page = said(asha.open(both, "issues"))
    assert DWP in page
    assert ICE in page


@pytest.mark.covers("SM-2.154a", "SM-2.166b")
@pytest.mark.parametrize(("kind", "evidence"), [
    ("second_tier", "other_reply_is_evidence"), ("commissioner", "other_reply_is_the_only_evidence"),
])  # fmt: skip
def test_the_others_reply_is_evidence_without_the_other_being_complained_about(asha, reference, kind, evidence):
    answers = {"facts.original": DWP, "facts.other": ICE, "facts.chosen": "original", evidence: "yes"}
    page = words_of(saved(asha, reference, kind, answers))
    assert f"The complaint is about: {DWP}." in page
    assert "That makes it no part of the complaint." in page
    assert "Complete" in page


@pytest.mark.covers("SM-2.155b", "SM-2.168b")
@pytest.mark.parametrize(("kind", "cites"), [("second_tier", "SM-2.155"), ("commissioner", "SM-2.168")])
def test_about_the_other_alone_its_response_is_judged_with_reasons(asha, reference, handed_off, kind, cites):
    answers = {
        "facts.original": DWP, "facts.other": ICE, "facts.chosen": "other", "facts.raised_with_other": "yes",
        "facts.addressed_by_other": "yes",
    }  # fmt: skip
    assert cites in refused(asha, reference, kind, answers)
    judged = {"facts.other_reply_reasonable": "no", "facts.other_reply_reasons": "It never asked her."}
    saved(asha, reference, kind, {**answers, **judged})
    (sheet,) = [row for row in handed_off(reference)["work"]["worksheets"] if row["kind"] == kind]
    assert sheet["answers"]["facts"]["other_reply_reasonable"] is False
    assert sheet["answers"]["facts"]["other_reply_reasons"] == "It never asked her."
    assert sheet["answers"]["facts"]["other"] == ICE


@pytest.mark.covers("SM-2.157a")
def test_the_complaint_summary_has_no_component_of_a_body_that_was_not_assessed(asha, both):
    saved(asha, both, "second_tier", {"facts.original": DWP, "facts.other": ICE, "facts.chosen": "original"})
    page = words_of(open_sheet(asha, both, "second_tier"))
    summary = page[page.index("Complaint summary") :]
    assert "Lost papers, in full." in summary
    assert "A slow review" not in summary


@pytest.mark.covers("SM-2.71c")
def test_what_the_organisation_said_is_required_where_staff_asked_and_handed_off_with_its_day(asha, reference, handed_off):
    assert "SM-2.71" in refused(asha, reference, "local_resolution", {"staff_asked": "yes"})
    saved(asha, reference, "local_resolution", {
        "staff_asked": "yes", "confirmation.outcome": "complete", "confirmation.asked_on": "2025-03-05",
    })  # fmt: skip
    (sheet,) = [row for row in handed_off(reference)["work"]["worksheets"] if row["kind"] == "local_resolution"]
    assert sheet["answers"]["confirmation"] == {"outcome": "complete", "asked_on": "2025-03-05"}


@pytest.mark.covers("SM-2.47a")
def test_a_new_mp_is_a_new_record_and_the_old_one_stays_as_it_was(asha, reference, handed_off):
    saved(asha, reference, "member_of_parliament", {"name": "An Old Member", "constituency": "Marmalade North"}, "entry-new")

    def records():
        rows = handed_off(reference)["work"]["worksheets"]
        return {row["entry"]: (row["answers"], row["version"]) for row in rows if row["kind"] == "member_of_parliament"}

    before = records()
    saved(asha, reference, "member_of_parliament", {"name": "A New Member", "constituency": "Marmalade North"}, "entry-new")
    after = records()
    assert after[1] == before[1]
    assert after[2][0]["name"] == "A New Member"


@pytest.mark.covers("SM-1.39c")
def test_special_handling_holds_the_decision_the_reason_the_manager_and_the_day(asha, reference, handed_off):
    assert "SM-1.39" in refused(asha, reference, "priority", {"reason": "Terminal illness", "decision": "prioritised"})
    saved(asha, reference, "priority", {
        "reason": "Terminal illness", "discussed_with": "K. Lee", "discussed_on": "2026-11-20", "decision": "prioritised",
    })  # fmt: skip
    block = handed_off(reference)["work"]["special handling"]
    assert (block["decision"], block["reason"], block["manager"], block["date"]) == (
        "prioritised", "Terminal illness", "K. Lee", "2026-11-20"
    )  # fmt: skip


@pytest.mark.covers("SM-1.50a")
def test_a_joint_working_case_is_marked_with_the_other_body(asha, reference, handed_off):
    assert handed_off(reference)["work"]["joint working"] == {}
    saved(asha, reference, "joint_working", {"confirmed": "yes", "other_body": "Local Government Ombudsman"})
    assert handed_off(reference)["work"]["joint working"] == {
        "joint working case": "yes", "other_body": "Local Government Ombudsman"
    }  # fmt: skip


@pytest.mark.covers("SM-1.54a")
def test_a_decision_on_a_joint_case_without_its_sign_off_warns_and_asks_for_it_or_a_reason(desk, submit):
    mo = desk(Role.MANAGER, "mo")
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    make_ready(mo, case)
    saved(mo, case, "joint_working", {"confirmed": "yes", "other_body": "Local Government Ombudsman"})
    warned = mo.send(case, "decision", "decide", code="local_resolution_ongoing")
    assert warned.status_code == 422
    assert "Ask for the sign-off" in said(warned)
    assert "SM-1.54" in said(warned)
    saved(mo, case, "joint_working", {
        "confirmed": "yes", "other_body": "Local Government Ombudsman", "signed_off_by": "J. Team", "signed_off_on": "2026-11-20",
    })  # fmt: skip
    mo.save(case, "decision", "decide", code="local_resolution_ongoing")


@pytest.mark.covers("SM-2.41a")
def test_before_a_referral_is_asked_for_the_likely_action_is_recorded(asha, reference):
    started = {"referral_may_be_required": "yes", "asking_is_proportionate": "yes", "request_started": "yes"}
    page = refused(asha, reference, "ask_for_referral", started)
    assert "Say first which action is likely at primary investigation. (SM-2.41)" in page
    assert fill(asha, reference, "ask_for_referral", {**started, "likely_outcome": "A proposal."}).status_code == 303


@pytest.mark.covers("SM-1.11")
def test_summary_injustice_and_wanted_outcome_are_three_fields(reference, handed_off):
    block = handed_off(reference)["work"]["complaint"]
    assert block["complaint_summary"] == STORY
    assert block["injustice_claimed"] == "I could not pay for heating."
    assert block["desired_outcomes"] == "An apology from the marmalade office."


@pytest.mark.covers("SM-2.9c")
def test_what_came_through_social_media_is_delivered_by_twitter(submit, handed_off):
    case = submit(a_record(channel="social_media")).json()["reference"]
    assert handed_off(case)["work"]["complaint"]["delivery_method"] == "Twitter"


@pytest.mark.covers("SM-1.22c", "SM-1.38a")
def test_the_hand_off_holds_the_category_and_where_the_case_goes_by_whom_and_when(desk, reference, handed_off):
    desk(Role.INTAKE, "ina").save(reference, "allocation", "pass_on", **PASSED)
    block = handed_off(reference)["work"]["triage"]
    assert block["category"] == "complex_and_significant"
    assert block["confirmations"]["complex_and_significant"] is True
    assert (block["allocation"]["goes_to"], block["allocation"]["by"]) == ("early_consideration_team", "ina")
    assert block["allocation"]["at"]


@pytest.mark.covers("SM-1.37a")
def test_a_category_is_set_while_an_information_request_is_open(desk, reference):
    ina = desk(Role.INTAKE, "ina")
    request = {
        "addressee_type": "organisation", "addressee": "Anytown NHS Trust", "what": "Its file", "status": "open",
        "relevance": "It holds the dates.",
    }  # fmt: skip
    saved(ina, reference, "information_request", request, "entry-new")
    ina.save(reference, "allocation", "pass_on", **{**PASSED, "enough_information": "no", "category": "senior_caseworker"})
    assert "Category: Senior caseworker" in said(ina.open(reference, "allocation"))
    assert "Open" in words_of(open_sheet(ina, reference, "information_request", "entry-1"))


@pytest.mark.covers("SM-1.62")
def test_consent_to_pass_the_case_on_is_kept_for_each_body_by_itself(asha, reference, handed_off):
    assert "SM-1.62" in refused(asha, reference, "consent_to_refer", {"body": "LGSCO", "given": "yes"}, "entry-new")
    saved(asha, reference, "consent_to_refer", {"body": "LGSCO", "given": "yes", "answered_on": "2026-11-20"}, "entry-new")
    assert handed_off(reference)["work"]["consents"]["bodies"] == {"LGSCO": {"given": True, "on": "2026-11-20"}}


@pytest.mark.covers("SM-2.35b")
def test_a_case_passed_through_on_the_criteria_needs_a_note_that_is_handed_off(desk, submit, handed_off):
    ina = desk(Role.INTAKE, "ina")
    victim = {"mp_referral": "not_asked", "issues__victim_link": "victims_code", "issues__reasonable_link": True}
    answer = submit(a_record(**victim, put_to_mp_on=None))
    assert answer.status_code == 201, answer.text
    case = answer.json()["reference"]
    more = {"why_now": "The criteria are met."}
    bare = ina.send(case, "allocation", "pass_on", **PASSED, **more)
    assert "(SM-2.35b)" in said(bare)
    ina.save(case, "allocation", "pass_on", **PASSED, **more, criteria_note="Victims' Code, no referral needed.")
    assert handed_off(case)["work"]["triage"]["note_on_the_criteria"] == "Victims' Code, no referral needed."
    assert "Victims' Code, no referral needed." in said(ina.open(case, "allocation"))


@pytest.mark.covers("SM-1.43f")
def test_an_agreed_adjustment_is_in_its_block(asha, reference, handed_off):
    name = "accessibility and reasonable adjustment"
    assert handed_off(reference)["work"][name] == []
    asha.save(reference, "adjustments", "decide_request", id="1", basis="equality_act", agreed="yes", disability="sight")
    (row,) = handed_off(reference)["work"][name]
    assert (row["requested"], row["disability"]) == ("Letters on lilac paper", "sight")


@pytest.mark.covers("SM-2.58c")
def test_a_case_that_came_back_has_the_closed_ones_reference_and_the_other_way_round(asha, submit, handed_off):
    old, new = (submit(a_record()).json()["reference"] for _ in range(2))
    asha.save(old, "people", "link_case", to=new, kind="restart")
    assert [row["reference"] for row in handed_off(new)["work"]["related_references"]] == [old]
    assert [row["reference"] for row in handed_off(old)["work"]["related_references"]] == [new]


def test_the_hand_off_holds_the_risks_with_every_version_of_their_plans(asha, reference, handed_off):
    risk = {
        "category": "reputation", "source": "external", "description": "A campaign", "impact": "1", "likelihood": "1",
        "timing": "likely_in_future", "if_it_happens": "Press office.",
    }  # fmt: skip
    asha.save(reference, "risk", "add_risk", **risk)
    asha.save(reference, "risk", "change_risk", id="1", **{**risk, "description": "A louder campaign"})
    (row,) = handed_off(reference)["work"]["risk"]["risks"]
    assert [each["description"] for each in row["versions"]] == ["A campaign", "A louder campaign"]
