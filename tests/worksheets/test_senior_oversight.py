"""The high risk process at the desk: escalation, oversight, involvement, meetings, cover note, approvals (SM-10.62 to 10.71)."""

from __future__ import annotations

import pytest

from intake_api.staff.roles import Role
from service_model.risk.policy import RISK
from tests.casework.test_decision import PREMATURE, make_ready
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import fill, open_sheet, refused, said, saved, words_of

AT_THE_MEETING = {
    "allocation.decision_maker": "ombudsman", "allocation.meeting_on": "2026-11-20", "allocation.template_complete": "yes",
    "allocation.conflicts_considered": "yes", "allocation.declared_conflict": "no", "name": "R. Behrens",
    "allocation.is_complex": "yes",
}  # fmt: skip


@pytest.fixture
def sam(desk):
    return desk(name="sam.lee")


@pytest.fixture
def dee(desk):
    return desk(Role.ASSISTANT_DIRECTOR, "dee")


@pytest.mark.covers("SM-10.2")
def test_an_escalation_says_if_it_is_for_oversight_or_a_decision(sam, reference):
    page = words_of(open_sheet(sam, reference, "senior_escalation"))
    assert "Oversight" in page
    assert "A decision" in page
    assert "(SM-10.2)" in refused(sam, reference, "senior_escalation", {"why": "It is high risk."})
    saved(sam, reference, "senior_escalation", {"why": "It is high risk.", "purpose": "oversight"})
    assert fill(sam, reference, "senior_escalation", {"purpose": "supper"}).status_code == 422


@pytest.mark.covers("SM-10.65a")
def test_after_the_escalation_the_caseworker_keeps_the_case_and_oversight_is_shown(sam, dee, reference, case_of):
    sam.save(reference, "work", "take")
    saved(sam, reference, "senior_escalation", {"why": "It is high risk.", "purpose": "oversight"})
    assert open_sheet(sam, reference, "senior_oversight").count('name="version"') == 0  # not for a caseworker to choose
    saved(dee, reference, "senior_oversight", AT_THE_MEETING)
    page = said(sam.open(reference, "risk"))
    assert "The risk is managed by: sam.lee." in page
    assert "Oversight: The Ombudsman, R. Behrens." in page
    assert "With: sam.lee" in page


@pytest.mark.covers("SM-10.64b")
def test_where_the_ombudsman_has_no_room_a_deputy_is_suggested(sam, dee, submit, monkeypatch):
    full = RISK.oversight.model_copy(update={"ombudsman_cases": 1})
    monkeypatch.setitem(RISK.__dict__, "oversight", full)
    first, second = (submit(a_record()).json()["reference"] for _ in range(2))
    for case in (first, second):
        saved(sam, case, "senior_escalation", {"why": "It is high risk.", "purpose": "oversight"})
    assert "0 of 1" in words_of(open_sheet(dee, first, "senior_oversight"))
    saved(dee, first, "senior_oversight", AT_THE_MEETING)
    page = words_of(open_sheet(dee, second, "senior_oversight"))
    assert "1 of 1" in page
    assert "A deputy Ombudsman. The Ombudsman has no room for another case." in page


@pytest.mark.covers("SM-10.68b")
def test_planning_an_escalated_case_needs_an_involvement_request(sam, reference):
    planned = {"why": "It is high risk.", "purpose": "oversight", "investigation_planning": "yes"}
    assert "make an involvement request. (SM-10.68)" in refused(sam, reference, "senior_escalation", planned)
    saved(sam, reference, "senior_involvement", {"about": "investigation_planning", "level": "They see the plan."}, "entry-new")
    saved(sam, reference, "senior_escalation", planned)


@pytest.mark.covers("SM-10.68c")
def test_a_planning_meeting_without_its_briefing_is_flagged(sam, reference):
    asked = {"purpose": "planning", "template_attached": "yes"}
    page = words_of(saved(sam, reference, "senior_meeting", asked, "entry-new"))
    assert "1 open point" in page
    assert "Attach the briefing." in page
    page = words_of(saved(sam, reference, "senior_meeting", {**asked, "briefing_attached": "yes"}, "entry-1"))
    assert "1 open point" not in page


@pytest.mark.covers("SM-10.69a", "SM-10.69b")
def test_a_meeting_has_somebody_along_and_stays_open_until_its_notes_are_sent_for_approval(sam, reference, handed_off):
    held = {"held_on": "2026-11-20", "notes": "We talked.", "notes_by": "sam.lee"}
    assert "their role. (SM-10.69)" in refused(sam, reference, "senior_meeting", held, "entry-new")
    held |= {"accompanied_by": "M. Manager", "accompanied_as": "manager"}
    saved(sam, reference, "senior_meeting", held, "entry-new")
    over = {**held, "is_over": "yes", "notes_approval": "not_requested"}
    assert "Ask for the notes to be approved" in refused(sam, reference, "senior_meeting", over, "entry-1")
    saved(sam, reference, "senior_meeting", {**over, "notes_approval": "requested"}, "entry-1")
    (sheet,) = [row for row in handed_off(reference)["work"]["worksheets"] if row["kind"] == "senior_meeting"]
    assert (sheet["answers"]["notes_by"], sheet["answers"]["notes_approval"], sheet["by"]) == ("sam.lee", "requested", "sam.lee")


@pytest.fixture
def decided(desk, submit):
    """A case that a senior decision maker is asked to decide, with a decline that everybody has heard of."""
    mo = desk(Role.MANAGER, "mo")
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    make_ready(mo, case)
    saved(mo, case, "senior_escalation", {"why": "It is high risk.", "purpose": "decision"})
    mo.save(case, "decision", "decide", code="local_resolution_ongoing")
    mo.case = case
    return mo


@pytest.mark.covers("SM-10.70", "SM-10.71c")
def test_a_senior_decision_does_not_close_the_case_without_its_cover_note_and_its_approval(decided, case_of):
    case = decided.case
    page = said(decided.send(case, "decision", "close", id="1"))
    assert "Keep the cover note that records the senior decision first. (SM-10.70)" in page
    assert case_of(case).status != "closed"
    note = {"decision": "Decline.", "decided_by": "R. Behrens", "decided_on": "2026-11-25", "text": "Read in full, and agreed."}
    assert "(SM-10.70)" in refused(decided, case, "senior_cover_note", {**note, "text": ""}, "entry-new")
    saved(decided, case, "senior_cover_note", note, "entry-new")
    page = said(decided.send(case, "decision", "close", id="1"))
    assert "cover note that records the senior decision first" not in page.split("Decline")[0]
    assert "(SM-10.71)" in page
    emails = {"approved_by": "A deputy Ombudsman", "sent_on": "2026-11-25", "trail": "From: a deputy. I have read it. Approved."}
    saved(decided, case, "senior_approval_email", emails, "entry-new")
    assert "An approval, or the emails that show it, is on the case." in said(decided.open(case, "decision"))


@pytest.mark.covers("SM-10.71a", "SM-10.71b")
def test_an_approval_confirms_three_things_by_name_and_time(desk, decided, handed_off):
    rob = desk(Role.SENIOR_DECISION_MAKER, "rob")
    read = {"what": "The decline.", "was_read": "yes", "was_considered": "no", "is_approved": "yes"}
    assert "Confirm that they were considered. (SM-10.71)" in refused(rob, decided.case, "senior_approval", read, "entry-new")
    saved(rob, decided.case, "senior_approval", {**read, "was_considered": "yes"}, "entry-new")
    (sheet,) = [row for row in handed_off(decided.case)["work"]["worksheets"] if row["kind"] == "senior_approval"]
    assert sheet["by"] == "rob"
    assert sheet["at"]
    assert "An approval, or the emails that show it" in said(decided.open(decided.case, "decision"))
    assert 'name="version"' not in open_sheet(decided, decided.case, "senior_approval", "entry-1")
