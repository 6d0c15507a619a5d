"""Questions to the Legal Team and the parliamentary team's manager; planned contacts; what somebody has to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.casework.models import CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff import words
from intake_api.staff.roles import Role
from tests.casework.conftest import said


@pytest.fixture
def ina(desk):
    return desk(Role.INTAKE, "ina")


def home(who):
    return said(who.client.get("/staff", headers={"Accept": "text/html"}))


@pytest.mark.covers("SM-2.3b")
def test_a_question_of_remit_goes_to_the_legal_team_after_line_management(desk, ina, reference, sessions):
    leo = desk(Role.LEGAL, "leo")
    query = {"of": "legal_remit", "question": "Is this school a public body?"}
    for answer in ("", "no"):
        early = ina.send(reference, "findings", "ask_query", **query, line_manager_consulted=answer)
        assert early.status_code == 422
        assert "Ask your line manager first" in said(early)
    ina.save(reference, "findings", "ask_query", **query, line_manager_consulted="yes")
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "query_1")).one()
    assert (task.role, task.done_at, task.paragraph) == (Role.LEGAL, None, "SM-2.3")
    assert "Answer a question about our remit." in home(leo)
    leo.save(reference, "findings", "answer_query", id="1", answer="It is one.")
    assert "It is one." in said(ina.open(reference, "findings"))
    assert "Read the answer to question 1" in home(ina)


@pytest.mark.covers("SM-2.34b", "SM-2.34c", "SM-2.26d")
def test_the_parliamentary_manager_is_asked_and_decides_if_legal_advice_is_needed(desk, ina, reference, sessions, service):
    mo = desk(Role.MANAGER, "mo")
    query = {"of": "parliamentary_manager", "question": "Does the Victims' Code cover this?"}
    ina.save(reference, "findings", "ask_query", **query)
    assert "For the parliamentary team manager: a question about the criteria." in home(mo)
    assert ina.send(reference, "findings", "answer_query", id="1", answer="Yes.").status_code == 403
    bare = mo.send(reference, "findings", "answer_query", id="1", answer="It does.")
    assert "Say if legal advice is needed" in said(bare)
    assert "This is needed." in said(mo.send(reference, "findings", "answer_query", id="1", legal_advice_needed="no"))
    mo.save(reference, "findings", "answer_query", id="1", answer="It plainly does.", legal_advice_needed="no")
    assert "Read the answer to question 1" in home(ina)  # it goes back to intake with the answer
    page = said(ina.open(reference, "findings"))
    assert "It plainly does." in page
    assert "Legal advice needed: no." in page
    assert "no such open question" in said(mo.send(reference, "findings", "answer_query", id="1", answer="x"))

    ina.save(reference, "findings", "ask_query", **query)
    mo.save(reference, "findings", "answer_query", id="2", answer="Ask them.", legal_advice_needed="yes")
    rows = service("GET", f"/v1/cases/{reference}").json()["work"]["requests"]
    assert [(row["to"], row["reference"], row["answer"]) for row in rows] == [
        ("parliamentary_manager", reference, "It plainly does."), ("parliamentary_manager", reference, "Ask them."),
        ("legal_team", reference, None),
    ]  # fmt: skip
    with sessions() as session:
        trail = session.scalars(select(AuditEvent).where(AuditEvent.action == "query_answered")).all()
    assert "plainly" not in str([row.details for row in trail])


def test_who_is_above_the_manager_on_the_line_may_answer_too(desk, ina, reference):
    ina.save(reference, "findings", "ask_query", of="parliamentary_manager", question="Does the Victims' Code cover this?")
    rob = desk(Role.SENIOR_DECISION_MAKER, "rob")
    rob.save(reference, "findings", "answer_query", id="1", answer="It does.", legal_advice_needed="no")


def test_nobody_answers_a_question_that_was_put_to_somebody_else(desk, ina, reference):
    mo = desk(Role.MANAGER, "mo")
    ina.save(reference, "findings", "ask_query", of="legal_referral", question="Is a referral required?")
    assert "for somebody else to answer" in said(mo.send(reference, "findings", "answer_query", id="1", answer="No."))


@pytest.mark.covers("SM-1.34b")
def test_a_planned_contact_stands_among_the_owners_tasks_on_its_day(desk, reference):
    asha, ben = desk(), desk(name="ben")
    asha.save(reference, "work", "take")
    day = london_day(utc_now()) + timedelta(days=9)
    past = asha.send(reference, "contacts", "plan_contact", on="2025-03-20", about="How she is")
    assert "That day is over" in said(past)
    asha.save(reference, "contacts", "plan_contact", on=day.isoformat(), about="How she is")
    assert f"{words.day(day)}: Contact complainant: How she is" in home(asha)
    assert "How she is" not in home(ben)
    assert f"By {words.day(day)}" in said(asha.open(reference, "work"))
