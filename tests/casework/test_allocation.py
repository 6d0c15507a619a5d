"""Passing on, the central allocation queue, categorisation, other categories, reallocation (SM-2.182 to 2.192)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.casework.models import CaseAllocation, CaseTask, CategoryReview
from intake_api.clock import london_day, utc_now
from intake_api.staff import words
from intake_api.staff.roles import Role
from service_model.casework.triage import CATEGORISATION
from tests.casework.conftest import said
from tests.intake_api.builders import a_record, form_token

NO_TO_ALL = {f"answer_{each.id}": "no" for each in CATEGORISATION.questions}
PASSED = {
    **NO_TO_ALL, "enough_information": "yes", "category": "general", "confirmed": "yes", "speciality": "none",
    "risk_assessment_required": "no",
}  # fmt: skip


def allocate(who, sessions, reference, to, query=""):
    with sessions() as session:
        version = session.scalars(select(Case.version).where(Case.reference == reference)).one()
    page = who.client.get(f"/staff/allocation{query}").text
    data = {"csrf_token": form_token(page), "form": "give", "id": reference, "version": str(version), "to": to}
    return who.client.post(f"/staff/allocation{query}", data=data, headers={"Accept": "text/html"})


def queue(who, category=""):
    return said(who.client.get(f"/staff/allocation?category={category}", headers={"Accept": "text/html"}))


def entry(sessions):
    with sessions() as session:
        return session.scalars(select(CaseAllocation)).one()


def last(sessions, action):
    with sessions() as session:
        return session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id.desc())).first()


@pytest.fixture
def ina(desk):
    return desk(Role.INTAKE, "ina")


@pytest.fixture
def mo(desk):
    return desk(Role.MANAGER, "mo")


@pytest.fixture
def asha(desk):
    return desk()


@pytest.fixture
def allocated(ina, mo, asha, reference, sessions):
    """A case in category general that asha was given from the queue."""
    ina.save(reference, "allocation", "pass_on", **PASSED)
    assert allocate(mo, sessions, reference, "asha").status_code == 303
    return reference


@pytest.mark.covers("SM-2.182a")
def test_a_case_that_is_passed_on_is_in_the_queue_in_the_same_transaction(ina, mo, reference, sessions):
    assert reference not in queue(mo)
    broken = ina.send(reference, "allocation", "pass_on", **{**PASSED, "goes_to": "another_team"})
    assert broken.status_code == 422
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(CaseAllocation)) == 0
    ina.save(reference, "allocation", "pass_on", **PASSED)
    assert reference in queue(mo)
    passed = last(sessions, "case_passed_on")
    with sessions() as session:
        version = session.scalars(select(Case.version).where(Case.reference == reference)).one()
    assert passed.details["after"]["version"] == str(version)  # one change, one version: entry and passing are the same
    assert entry(sessions).made_by == "ina"
    assert "waits in the allocation queue already" in said(ina.send(reference, "allocation", "pass_on", **PASSED))


def test_a_case_is_passed_on_only_once_triage_is_finished(ina, reference):
    answer = ina.send(reference, "allocation", "pass_on", **{**PASSED, "answer_systemic": ""})
    assert "Triage is not finished" in said(answer)
    assert "SM-1.36" in said(answer)


@pytest.mark.covers("SM-10.14b")
def test_passing_on_asks_if_a_risk_assessment_is_required_and_opens_its_task(ina, reference, sessions):
    blank = ina.send(reference, "allocation", "pass_on", **{**PASSED, "risk_assessment_required": ""})
    assert blank.status_code == 422
    assert "(SM-10.14b)" in said(blank)
    ina.save(reference, "allocation", "pass_on", **{**PASSED, "risk_assessment_required": "yes"})
    with sessions() as session:
        assert session.scalars(select(CaseTask).where(CaseTask.kind == "assess_risk")).one().paragraph == "SM-10.14"
    assert "Assess the risk of the case." in said(ina.open(reference, "work"))


@pytest.mark.covers("SM-2.182b")
def test_the_queue_suggests_by_category_only_who_works_on_it(desk, ina, mo, asha, reference, sessions):
    desk(Role.SENIOR_CASEWORKER, "sol")
    ina.save(reference, "allocation", "pass_on", **{**PASSED, "category": "senior_caseworker", "answer_high_risk": "yes"})
    page = mo.client.get("/staff/allocation?category=senior_caseworker").text
    assert 'value="sol"' in page
    assert 'value="asha"' not in page
    assert "sol, senior caseworker, 0 open" in said(mo.client.get("/staff/allocation"))
    assert reference not in queue(mo, "general")
    assert "Choose somebody who works on this category" in said(allocate(mo, sessions, reference, "asha"))


@pytest.mark.covers("SM-2.183")
def test_a_ready_case_is_allocated_and_one_marked_premature_is_not(ina, mo, asha, submit, sessions, case_of):
    ready, premature = (submit(a_record()).json()["reference"] for _ in range(2))
    for each in (ready, premature):
        ina.save(each, "allocation", "pass_on", **PASSED)
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == premature).values(outcome="premature", closure_code=None))
        session.commit()
    assert allocate(mo, sessions, ready, "asha").status_code == 303
    refused = allocate(mo, sessions, premature, "asha")
    assert refused.status_code == 422
    assert "not ready for a caseworker" in said(refused)
    assert "SM-2.183" in said(refused)
    assert "With: asha" in said(mo.open(ready))
    assert case_of(premature).assignee_id is None
    assert premature in queue(mo)
    assert ready not in queue(mo)


@pytest.mark.covers("SM-2.184")
def test_where_nobody_is_free_the_case_keeps_its_place_and_its_day(ina, mo, reference, sessions):
    ina.save(reference, "allocation", "pass_on", **PASSED)
    with sessions() as session:
        session.execute(update(CaseAllocation).values(made_at=datetime(2026, 11, 2, 9, tzinfo=UTC)))
        session.commit()
    page = queue(mo, "general")
    assert "Nobody works on this category now. The case keeps its place (SM-2.184)." in page
    assert "the case keeps its place (SM-2.184)" in said(allocate(mo, sessions, reference, "mo"))
    assert f"1 in general: {reference}" in queue(mo)
    assert "In the queue since 2 November 2026" in queue(mo)
    assert entry(sessions).made_at == datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_queue_shows_only_cases_in_reach_and_the_look_is_in_the_trail(desk, ina, reference, sessions):
    sol = desk(Role.SENIOR_CASEWORKER, "sol", team="South")
    ina.save(reference, "allocation", "pass_on", **PASSED)
    assert reference in queue(sol)
    with sessions() as session:
        session.execute(update(Case).values(team="North"))
        session.commit()
    assert reference not in queue(sol)
    assert allocate(sol, sessions, reference, "sol").status_code == 403
    assert last(sessions, "allocation_queue_viewed").actor == "staff:sol"


def test_a_case_in_the_queue_is_not_taken_past_it(ina, asha, reference):
    ina.save(reference, "allocation", "pass_on", **PASSED)
    assert "waits in the allocation queue" in said(asha.send(reference, "work", "take"))


@pytest.mark.covers("SM-2.185", "SM-2.188")
def test_categorisation_is_incomplete_until_each_criterion_is_answered(asha, allocated, sessions):
    with sessions() as session:
        session.execute(update(CaseAllocation).values(answers={}))
        session.commit()
    page = said(asha.open(allocated, "allocation"))
    for each in CATEGORISATION.questions:
        assert each.question in page
    assert f"Incomplete: {len(CATEGORISATION.questions)} of" in page
    asha.save(allocated, "allocation", "categorise", answer_systemic="no")
    assert f"Incomplete: {len(CATEGORISATION.questions) - 1} of" in said(asha.open(allocated, "allocation"))
    early = asha.send(allocated, "allocation", "categorise", answer_systemic="no", confirmed="yes")
    assert "Answer each question of the criteria" in said(early)
    assert "not confirmed yet" in said(asha.open(allocated, "decision"))
    asha.save(allocated, "allocation", "categorise", **NO_TO_ALL, confirmed="yes")
    assert "Complete." in said(asha.open(allocated, "allocation"))
    today = words.day(london_day(utc_now()))
    assert f"Category General, confirmed on {today} by asha (SM-2.188)" in said(asha.open(allocated, "decision"))


@pytest.mark.covers("SM-2.187")
def test_outside_the_criteria_a_note_goes_to_the_manager(asha, mo, allocated, sessions):
    assert "This is needed." in said(asha.send(allocated, "allocation", "allocate_differently"))
    asha.save(allocated, "allocation", "allocate_differently", why="It needs somebody who signs.")
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "category_review")).one()
    assert (task.role, task.paragraph) == (Role.MANAGER, "SM-2.187")
    assert "It needs somebody who signs." in said(mo.open(allocated, "allocation"))


@pytest.mark.covers("SM-2.189a", "SM-2.189b", "SM-2.192b")
def test_another_category_waits_for_reasons_and_for_a_manager(asha, mo, allocated, sessions, case_of):
    asha.save(allocated, "allocation", "ask_for_category", wanted="senior_caseworker")
    page = said(asha.open(allocated, "allocation"))
    assert "Reasons missing." in page
    assert "(SM-2.189a)" in page
    considered = {"id": "1", "answer": "agree", "circumstances": "More bodies than we knew.", "closeness": "It has just begun."}
    assert "The reasons are missing" in said(mo.send(allocated, "allocation", "answer_review", **considered))
    asha.save(allocated, "allocation", "give_reasons", id="1", why="There are three organisations.")
    assert "Reasons missing." not in said(asha.open(allocated, "allocation"))
    assert entry(sessions).category == "general"
    assert case_of(allocated).assignee_id is not None
    assert asha.send(allocated, "allocation", "answer_review", **considered).status_code == 403
    for left_out in ("circumstances", "closeness"):
        bare = mo.send(allocated, "allocation", "answer_review", **{**considered, left_out: ""})
        assert "SM-2.192b" in said(bare)
    assert entry(sessions).category == "general"
    mo.save(allocated, "allocation", "answer_review", **considered)
    assert entry(sessions).category == "senior_caseworker"
    assert case_of(allocated).assignee_id is None
    assert allocated in queue(mo, "senior_caseworker")
    with sessions() as session:
        row = session.scalars(select(CategoryReview)).one()
    assert (row.circumstances, row.closeness, row.decided_by) == ("More bodies than we knew.", "It has just begun.", "mo")
    assert last(sessions, "category_review_decided").details["fields"] == ["circumstances", "closeness"]


def test_a_closed_case_is_not_put_back_into_the_queue(asha, mo, allocated, sessions):
    asha.save(allocated, "allocation", "ask_for_category", wanted="senior_caseworker", why="Hm.")
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == allocated).values(status="closed"))
        session.commit()
    considered = {"id": "1", "answer": "agree", "circumstances": "Plain.", "closeness": "Done."}
    assert "This case is closed" in said(mo.send(allocated, "allocation", "answer_review", **considered))
    assert allocated not in queue(mo, "senior_caseworker")
    mo.save(allocated, "allocation", "answer_review", **{**considered, "answer": "decline"})


def test_a_change_that_the_manager_declines_leaves_everything(asha, mo, allocated, sessions, case_of):
    asha.save(allocated, "allocation", "ask_for_category", wanted="senior_caseworker", why="Hm.")
    mo.save(allocated, "allocation", "answer_review", id="1", answer="decline", circumstances="Plain.", closeness="Half done.")
    assert entry(sessions).category == "general"
    assert case_of(allocated).assignee_id is not None


def in_the_log(desk, reference):
    """What an auditor reads about a case."""
    return said(desk(Role.AUDITOR, "aud").client.get(f"/staff/audit?case={reference}", headers={"Accept": "text/html"}))


@pytest.mark.covers("SM-2.190")
def test_a_case_changes_hands_only_with_a_reason_that_is_kept(desk, asha, mo, allocated, sessions, case_of):
    desk(name="ben")
    bare = mo.send(allocated, "work", "give", to="ben")
    assert bare.status_code == 422
    assert "(SM-2.190)" in said(bare)
    assert "With: asha" in said(mo.open(allocated))
    mo.save(allocated, "work", "give", to="ben", reason="Asha is away.")
    assert "With: ben" in said(mo.open(allocated))
    entry = last(sessions, "case_reallocated").details
    assert (entry["before"]["assignee"], entry["after"]["assignee"]) == ("asha", "ben")
    assert "away" not in str(entry)
    assert "Asha is away." in in_the_log(desk, allocated)
    assert "(SM-2.190)" in said(asha.send(allocated, "work", "take"))


@pytest.mark.covers("SM-2.191")
def test_a_possible_systemic_issue_is_told_to_the_assistant_director(asha, allocated, sessions):
    asha.save(allocated, "allocation", "flag_systemic")
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "possible_systemic_issue")).one()
    assert task.role == Role.ASSISTANT_DIRECTOR
    for part in (allocated, "Department for Work and Pensions", "general", "complex and senior caseworker teams"):
        assert part in task.what
    assert "told already" in said(asha.send(allocated, "allocation", "flag_systemic"))


@pytest.mark.covers("SM-2.192a")
def test_new_information_that_affects_the_category_opens_a_review(asha, allocated, sessions):
    at = f"{london_day(utc_now())}T00:00"
    asha.save(
        allocated, "contacts", "record_contact", at=at, way="email", direction="in", party="complainant",
        about="A second hospital was involved.", affects_category="yes",
    )  # fmt: skip
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "category_review")).one()
    assert task.paragraph == "SM-2.192"
    assert "A second hospital was involved." in said(asha.open(allocated, "allocation"))


@pytest.mark.covers("SM-2.146")
def test_an_unfinished_second_tier_goes_on_only_with_a_reason_in_the_audit_log(ina, desk, submit, sessions):
    case = submit(a_record(issues__second_tier_stage="under_way")).json()["reference"]
    refused = ina.send(case, "allocation", "pass_on", **PASSED)
    assert refused.status_code == 422
    assert "SM-2.146" in said(refused)
    ina.save(case, "allocation", "pass_on", **PASSED, why_now="complainant terminally ill")
    assert "terminally" not in str(last(sessions, "case_passed_on").details)
    assert "Reason: complainant terminally ill" in in_the_log(desk, case)
