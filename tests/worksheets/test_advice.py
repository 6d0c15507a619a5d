"""Clinical, legal and other advice: requests, what they wait for, what is kept of them (SM-3.12 to 3.21, 3.37 to 3.58)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.casework import tasks
from intake_api.casework.models import CaseTask
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import decide_component, make_ready
from tests.worksheets.conftest import fill, open_sheet, refused, saved, with_component, words_of

ADVICE, NEW = "clinical_advice", "entry-new"
ASKED = {
    "specialty": "Surgery",
    "format": "documented_discussion",
    "questions.0.question": "Was it late?",
    "questions.0.component": "1",
}
ADVISER = {"adviser": "A12", "adviser_specialty": "surgery", "adviser_experience": "20 years"}


def open_points(page):
    text = words_of(page)
    start = text.find("Open points")
    ends = [at for at in (text.find(mark, start) for mark in ("What the rules say", "What follows", "The request")) if at > 0]
    return text[start : min(ends)] if start >= 0 else ""


@pytest.fixture
def asha(desk, reference):
    """A caseworker whose case has a component."""
    who = desk()
    with_component(who, reference)
    return who


def kinds_open(sessions):
    with sessions() as session:
        return session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()


@pytest.mark.covers("SM-3.14a")
def test_a_new_request_is_for_a_documented_discussion_and_may_be_written(asha, reference):
    page = open_sheet(asha, reference, ADVICE, NEW)
    assert 'value="documented_discussion" checked' in page
    assert 'value="written"' in page
    assert 'value="written" checked' not in page


@pytest.mark.covers("SM-3.14b")
@pytest.mark.parametrize("tick", ["long_period", "complex_treatment"])
def test_a_long_period_or_complex_treatment_suggests_written_advice(asha, reference, tick):
    page = words_of(saved(asha, reference, ADVICE, {**ASKED, tick: "yes"}, NEW))
    assert "Written: A long period of care, or treatment that is complex, is more likely to suit written advice. SM-3.14" in page


@pytest.mark.covers("SM-3.15b")
def test_each_question_is_about_a_component(asha, reference):
    bare = {**ASKED, "questions.0.component": ""}
    assert "Choose the component that each question is about. (SM-3.15)" in refused(asha, reference, ADVICE, bare, NEW)
    saved(asha, reference, ADVICE, ASKED, NEW)


@pytest.mark.covers("SM-3.16a")
def test_requests_sent_together_have_the_same_time(asha, reference):
    saved(asha, reference, ADVICE, {**ASKED, "sent_at": "2026-11-20T10:30"}, NEW)
    page = words_of(saved(asha, reference, ADVICE, {**ASKED, "specialty": "Nursing", "sent_with": "1"}, NEW))
    assert "Sent at 20 November 2026, 10:30, together with request 1." in page
    assert "Sent at 20 November 2026, 10:30." in words_of(open_sheet(asha, reference, ADVICE, "entry-1"))


@pytest.mark.covers("SM-3.16b")
def test_a_request_about_the_impact_waits_for_the_advice_it_follows(asha, reference):
    saved(asha, reference, ADVICE, ASKED, NEW)
    page = saved(asha, reference, ADVICE, {**ASKED, "specialty": "Psychology", "waits_for": "1"}, NEW)
    assert "It waits for the advice of request 1, which is outstanding. SM-3.16" in open_points(page)
    saved(asha, reference, ADVICE, {**ASKED, "received_on": "2026-11-20", "relevant_standard": "yes"}, "entry-1")
    assert "It waits for" not in open_points(open_sheet(asha, reference, ADVICE, "entry-2"))


@pytest.mark.covers("SM-3.16c")
def test_two_advisers_ask_if_a_case_conference_would_help(asha, reference):
    asked = "is a case conference helpful?"
    assert asked not in open_points(saved(asha, reference, ADVICE, ASKED, NEW))
    saved(asha, reference, ADVICE, {**ASKED, "specialty": "Nursing"}, NEW)
    assert asked in open_points(open_sheet(asha, reference, ADVICE, "entry-1"))


@pytest.fixture
def ready(desk, reference):
    """A senior caseworker who could propose an investigation, and the request for advice that stands before it."""
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, reference)
    decide_component(senior, reference, "1", decision="propose_to_investigate")
    senior.save(reference, "adjustments", "decide_request", id="1", basis="other_accessibility", agreed="yes")
    saved(senior, reference, "primary_decision", {
        "in_remit": "yes", "complainant_suitable": "yes", "analysis": "Read.", "outcome": "propose",
    })  # fmt: skip
    return senior


DECIDE = {"code": "propose_to_investigate", "why": "There are indications of failings."}


@pytest.mark.parametrize(("row", "flag", "says", "settled"), [
    pytest.param(
        "SM-3.18", "inconsistent", "question or challenge it, and record that.", {"challenge": "Why the second date?"},
        marks=pytest.mark.covers("SM-3.18"),
    ),
    pytest.param(
        "SM-3.20", "quality_concern", "discuss it with a lead clinician, and record who and when.",
        {"clinician": "Lee", "clinician_on": "2026-11-20"}, marks=pytest.mark.covers("SM-3.20"),
    ),
])  # fmt: skip
def test_a_doubt_about_the_advice_is_settled_before_the_decision(ready, reference, row, flag, says, settled):
    advice = {**ASKED, "received_on": "2026-11-20", "relevant_standard": "yes", "how_used": "In full.", flag: "yes"}
    saved(ready, reference, ADVICE, advice, NEW, finish=False)
    answer = ready.send(reference, "decision", "decide", **DECIDE)
    assert answer.status_code == 422
    assert says in said(answer)
    assert row in said(answer)
    saved(ready, reference, ADVICE, {**advice, **settled}, "entry-1")
    ready.save(reference, "decision", "decide", **DECIDE)


@pytest.mark.covers("SM-3.19a", "SM-3.19b")
def test_a_follow_up_goes_to_the_same_adviser_and_is_a_request_like_any_other(asha, reference):
    saved(asha, reference, ADVICE, {**ASKED, **ADVISER}, NEW)
    page = words_of(saved(asha, reference, ADVICE, {**ASKED, "follow_up_to": "1"}, NEW))
    assert "A follow-up to request 1. It goes to A12, who gave the advice. SM-3.19" in page
    assert "Advice request 2" in words_of(asha.open(reference, "worksheets").text)


@pytest.mark.covers("SM-3.21b")
def test_a_request_for_the_advisers_name_is_referred_and_the_explanation_is_kept(asha, reference, sessions):
    told = {"name_asked": "yes", "for_regulator": "yes"}
    assert "explain that we do not name advisers" in refused(asha, reference, ADVICE, {**ASKED, **told}, NEW)
    told["explained_not_named"] = "I told her on the phone that we name no adviser."
    page = words_of(saved(asha, reference, ADVICE, {**ASKED, **told}, NEW))
    assert "I told her on the phone that we name no adviser." in page
    with sessions() as session:
        referred = session.scalars(select(CaseTask).where(CaseTask.kind == "refer_name_request")).one()
    assert referred.what == "Information Access and Assurance Team: refer the request for the name. (Advice request 1)"
    assert "tell_lead_clinician" in kinds_open(sessions)


@pytest.mark.covers("SM-3.37")
def test_an_adviser_of_another_specialty_is_not_assigned(asha, reference):
    dentist = {**ASKED, "specialty": "Cardiology", **ADVISER, "adviser_specialty": "dentistry"}
    text = refused(asha, reference, ADVICE, dentist, NEW)
    assert "The adviser's specialty is dentistry, and Cardiology is needed. Assign another adviser. (SM-3.37)" in text
    bare = {**dentist, "adviser_specialty": "cardiology", "adviser_experience": ""}
    assert "Give the adviser's specialty and experience. (SM-3.37)" in refused(asha, reference, ADVICE, bare, NEW)
    saved(asha, reference, ADVICE, {**dentist, "adviser_specialty": "cardiology"}, NEW)


@pytest.mark.covers("SM-3.39a", "SM-3.39b")
def test_a_request_names_the_standard_and_the_comments_that_are_on_file(asha, reference):
    saved(asha, reference, "clinical_analysis", {
        "standards.0.title": "NICE guideline 27", "standards.0.given_by": "organisation", "explanation": "It was an emergency.",
    }, "component-1", finish=False)  # fmt: skip
    page = open_sheet(asha, reference, ADVICE, NEW)
    assert 'value="NICE guideline 27"' in page
    assert "It was an emergency." in page
    without = refused(asha, reference, ADVICE, {**ASKED, "standard_given": "NICE guideline 27", "their_comments": ""}, NEW)
    assert "They commented on the approach they took. Put those comments into the request. (SM-3.39)" in without
    saved(asha, reference, ADVICE, {
        **ASKED, "standard_given": "NICE guideline 27", "their_comments": "It was an emergency.",
    }, NEW)  # fmt: skip


@pytest.mark.covers("SM-3.49a", "SM-3.49b")
def test_advice_that_came_says_if_there_is_a_standard_and_unclear_advice_is_clarified(asha, reference, sessions):
    came = {**ASKED, "received_on": "2026-11-20"}
    assert "a relevant standard: yes, no, or unclear? (SM-3.49)" in refused(asha, reference, ADVICE, came, NEW)
    saved(asha, reference, ADVICE, {**came, "relevant_standard": "unclear"}, NEW)
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "clarify_standard")).one()
    assert (task.what, task.paragraph) == (
        "Clinical adviser: ask the adviser to make clear if there is a relevant standard. (Advice request 1)", "SM-3.49"
    )  # fmt: skip


@pytest.mark.covers("SM-3.13b", "SM-3.13e")
def test_deciding_without_clinical_advice_is_discussed_agreed_and_kept(asha, reference, sessions):
    agreed = {"clinical_view_needed": "yes", "manager_view": "agrees", "why_without_advice": "The dates alone decide it."}
    assert "Record the discussion with the Operations Manager" in refused(asha, reference, "without_clinical_advice", agreed)
    talk = {"discussions.0.role": "operations_manager", "discussions.0.name": "Jo Khan", "discussions.0.on": "2026-03-02"}
    page = words_of(saved(asha, reference, "without_clinical_advice", {**agreed, **talk}))
    assert "Discussed with Operations Manager Jo Khan on 2 March 2026." in page
    assert "The dates alone decide it." in page
    with sessions() as session:
        trace = session.scalars(select(AuditEvent).where(AuditEvent.action == "no_clinical_advice_agreed")).one()
    assert (trace.details["after"]["agreed_by"], trace.details["after"]["discussed_on"]) == ("Jo Khan", "2026-03-02")
    assert "why_without_advice" in trace.details["fields"]
    assert "dates alone" not in str(trace.details)


@pytest.mark.covers("SM-3.13e")
def test_delegated_authority_stands_in_the_trail_as_who_agreed(asha, reference, sessions):
    own = {"clinical_view_needed": "yes", "delegated_authority": "yes", "why_without_advice": "The dates alone decide it."}
    saved(asha, reference, "without_clinical_advice", own)
    with sessions() as session:
        trace = session.scalars(select(AuditEvent).where(AuditEvent.action == "no_clinical_advice_agreed")).one()
    assert trace.details["after"]["agreed_by"] == "delegated_authority"


@pytest.mark.covers("SM-3.51a")
def test_each_discussion_about_a_missing_standard_is_an_entry_with_its_day(asha, reference):
    talks = {
        "discussions.0.role": "operations_manager", "discussions.0.name": "Jo Khan", "discussions.0.on": "2026-03-02",
        "discussions.1.role": "lead_clinician", "discussions.1.name": "Lee Moss", "discussions.1.on": "2026-03-04",
    }  # fmt: skip
    steps = {"no_standard_found": "yes", "no_standard.steps_taken": "Two libraries.", "no_standard.manager_view": "unsure",
             "no_standard.lead_clinician_agrees": "yes", "clinical_view_needed": "no"}  # fmt: skip
    page = words_of(saved(asha, reference, "without_clinical_advice", {**steps, **talks}))
    assert "Discussed with Operations Manager Jo Khan on 2 March 2026." in page
    assert "Discussed with lead clinician Lee Moss on 4 March 2026." in page
    assert "Two libraries." in page


@pytest.mark.covers("SM-3.52a")
def test_a_question_to_the_legal_team_can_be_asked_on_any_open_case_and_is_on_its_list(asha, desk, reference, sessions):
    leo = desk(Role.LEGAL, "leo")
    assert "Write the question" in refused(asha, reference, "legal_request", {"purpose": "to_reach_a_view"}, NEW)
    saved(asha, reference, "legal_request", {"question": "Does the 1993 Act reach this?"}, NEW)
    with sessions() as session:
        [(task, where)] = tasks.fetch_open_of_role(session, Role.LEGAL)
    assert (task.kind, where, task.paragraph) == ("legal_advice", reference, "SM-3.52")
    assert "1993" not in task.what
    assert "Does the 1993 Act reach this?" in open_sheet(leo, reference, "legal_request", "entry-1")


def test_what_the_legal_team_is_asked_is_handed_to_no_case_system_and_no_letter(asha, reference, handed_off):
    saved(asha, reference, "legal_request", {"question": "Does the 1993 Act reach this?"}, NEW)
    assert "1993 Act" not in str(handed_off(reference))
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    assert "1993 Act" not in asha.open(reference, "letters/1").text


@pytest.mark.covers("SM-3.54c")
def test_advice_on_the_drafting_of_a_letter_is_asked_for_from_the_letter(asha, reference, sessions):
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    asha.save(reference, "letters/1", "ask_drafting_advice")
    with sessions() as session:
        [(task, _)] = tasks.fetch_open_of_role(session, Role.LEGAL)
    assert (task.kind, task.paragraph) == ("drafting_advice", "SM-3.54")
    assert task.what == "Advise on the drafting of letter 1 (Acknowledgement)."
    assert "asked already" in said(asha.send(reference, "letters/1", "ask_drafting_advice"))


@pytest.mark.covers("SM-3.58a")
def test_advice_of_a_peer_is_kept_with_giver_role_and_day(asha, reference, handed_off):
    given = {"giver": "Sam Lee", "role": "peer", "on": "2026-03-02", "content": "Ask for the ward diary."}
    for name in given:
        bare = {**given, name: ""}
        assert "who gave the advice, in what role, when" in refused(asha, reference, "other_advice", bare, NEW)
    saved(asha, reference, "other_advice", given, NEW)
    assert handed_off(reference)["work"]["worksheets"][0]["answers"] == given


@pytest.mark.covers("SM-3.58b")
def test_advice_on_equality_is_in_the_specialist_section_and_nowhere_else(asha, reference):
    assert "Equality" not in open_sheet(asha, reference, "other_advice", NEW)
    given = {"type": "equality_diversity_inclusion", "question": "How do we meet her needs?"}
    saved(asha, reference, "specialist_advice", given, NEW)
    listed = words_of(asha.open(reference, "worksheets").text)
    assert "Specialist advice 1" in listed
    assert "Advice 1" not in listed.replace("Specialist advice 1", "")
    assert fill(asha, reference, "other_advice", {"role": "equality_diversity_inclusion"}, NEW).status_code == 422
