"""Giving many cases to one person: who may, what is told, and that nothing is overwritten unseen."""

from __future__ import annotations

import re
import threading

import pytest
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.casework.models import CaseAllocation, CaseTask
from intake_api.casework.reason_models import CaseReason
from intake_api.clock import utc_now
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from tests.intake_api.builders import Outline, form_token


def boxes(browser, query=""):
    """The value of each tick box on a page by reference."""
    page = browser.get(f"/staff/cases?{query}").text
    values = re.findall(r'name="case" value="([^"]+)"', page)
    return dict(zip(re.findall(r">(R-\w{4}-\w{4}-\w)<", page), values, strict=True))


def assign(browser, cases, assignee, state=""):
    token = form_token(browser.get("/staff/cases").text)
    return browser.post("/staff/cases/assign", data={"csrf_token": token, "case": cases, "assignee": assignee, "state": state})


def holders(sessions):
    with sessions() as session:
        return {row.reference: row.assignee_id for row in session.execute(select(Case.reference, Case.assignee_id))}


def test_ticked_cases_are_given_and_others_stay(as_role, a_case, sessions, user_id):
    senior, _asha = as_role(Role.SENIOR_CASEWORKER), as_role(Role.CASEWORKER, "asha")
    one, two, three = a_case(), a_case(), a_case()
    ticks = boxes(senior)
    text = Outline(assign(senior, [ticks[one], ticks[three]], user_id("asha"), "due=week").text).text
    assert "2 cases given to asha" in text
    assert holders(sessions) == {one: user_id("asha"), two: None, three: user_id("asha")}


def test_each_case_has_its_entry_in_the_trail(as_role, a_case, sessions, user_id):
    senior, _asha = as_role(Role.SENIOR_CASEWORKER, "sam"), as_role(Role.CASEWORKER, "asha")
    references = {a_case(), a_case()}
    assign(senior, list(boxes(senior).values()), user_id("asha"))
    with sessions() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "case_assigned")).all()
    assert {event.subject for event in events} == references
    assert {event.actor for event in events} == {"staff:sam"}
    for event in events:
        assert event.details == {"before": {"assignee": None}, "after": {"assignee": "asha", "version": "2"}}


def test_a_case_that_changed_meanwhile_is_told_and_not_overwritten(as_role, a_case, sessions, user_id):
    senior, _asha, _bo = as_role(Role.SENIOR_CASEWORKER), as_role(Role.CASEWORKER, "asha"), as_role(Role.CASEWORKER, "bo")
    stale, fresh = a_case(), a_case()
    ticks = boxes(senior)
    with sessions() as session:
        changed = {"assignee_id": user_id("bo"), "version": 2}
        session.execute(update(Case).where(Case.reference == stale).values(changed))
        session.commit()
    text = " ".join(Outline(assign(senior, [ticks[stale], ticks[fresh]], user_id("asha")).text).text.split())
    assert "1 case given to asha" in text
    assert f"{stale}, now assigned to bo" in text
    assert holders(sessions) == {stale: user_id("bo"), fresh: user_id("asha")}


def test_two_who_assign_the_same_case_at_once_do_not_both_win(as_role, a_case, sessions, user_id):
    first, second = as_role(Role.SENIOR_CASEWORKER, "sam"), as_role(Role.SENIOR_CASEWORKER, "sol")
    as_role(Role.CASEWORKER, "asha")
    reference = a_case()
    tick, answers = boxes(first)[reference], {}
    token = {browser: form_token(browser.get("/staff/cases").text) for browser in (first, second)}

    def give(browser, who):
        form = {"csrf_token": token[browser], "case": [tick], "assignee": who}
        answers[who] = Outline(browser.post("/staff/cases/assign", data=form).text).text

    both = [threading.Thread(target=give, args=pair) for pair in ((first, user_id("sam")), (second, user_id("asha")))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    winners = [who for who, text in answers.items() if "1 case given" in text]
    assert len(winners) == 1
    assert holders(sessions)[reference] == winners[0]
    with sessions() as session:
        assert session.scalars(select(Case.version).where(Case.reference == reference)).one() == 2


def test_cases_can_be_taken_from_everybody(as_role, a_case, sessions, user_id):
    senior = as_role(Role.SENIOR_CASEWORKER)
    reference = a_case(assignee_id=user_id("senior.caseworker"))
    assert "given to nobody" in assign(senior, [boxes(senior)[reference]], "nobody").text
    assert holders(sessions) == {reference: None}


def test_who_has_it_already_is_told_and_nothing_is_written(as_role, a_case, sessions, user_id):
    senior = as_role(Role.SENIOR_CASEWORKER)
    a_case(assignee_id=user_id("senior.caseworker"))
    answer = assign(senior, list(boxes(senior).values()), user_id("senior.caseworker"))
    assert "already" in answer.text
    with sessions() as session:
        assert session.scalars(select(Case.version)).one() == 1


def test_nothing_chosen_and_nobody_chosen_are_mistakes_that_keep_the_ticks(as_role, a_case, user_id):
    senior, _legal = as_role(Role.SENIOR_CASEWORKER), as_role(Role.LEGAL, "lee")
    reference = a_case()
    tick = boxes(senior)[reference]
    none_chosen = assign(senior, [], user_id("senior.caseworker"))
    assert (none_chosen.status_code, "Choose at least one case" in none_chosen.text) == (422, True)
    for nobody in ("", "999999", "x", user_id("lee")):  # a legal adviser works on no case
        answer = assign(senior, [tick], nobody)
        assert answer.status_code == 422
        assert "Choose who takes the cases" in answer.text
        assert re.search(rf'value="{re.escape(tick)}" id="[^"]+" checked', answer.text)


def test_forged_cases_are_counted_as_not_found(as_role, a_case, user_id):
    senior = as_role(Role.SENIOR_CASEWORKER)
    a_case()
    answer = assign(senior, ["1.999999", "x", "1.2.3", "' OR 1=1"], user_id("senior.caseworker"))
    assert "No case was given" in answer.text
    assert "1 of the cases chosen cannot be found" in answer.text


def test_a_role_that_may_not_assign_is_refused(as_role, a_case, sessions, user_id):
    worker = as_role(Role.CASEWORKER)
    reference = a_case()
    assert 'name="case"' not in worker.get("/staff/cases").text
    assert assign(worker, ["1.1"], user_id("caseworker")).status_code == 403
    assert holders(sessions) == {reference: None}


def test_cases_of_somebody_change_hands_together_only_with_a_reason(as_role, a_case, sessions, user_id):
    senior, _asha = as_role(Role.SENIOR_CASEWORKER), as_role(Role.CASEWORKER, "asha")
    reference = a_case(assignee_id=user_id("senior.caseworker"))
    text = Outline(assign(senior, [boxes(senior)[reference]], user_id("asha")).text).text
    assert "Say why they change hands (SM-2.190)" in text
    assert holders(sessions) == {reference: user_id("senior.caseworker")}
    data = {"csrf_token": form_token(senior.get("/staff/cases").text), "case": [boxes(senior)[reference]], "reason": "Away"}
    senior.post("/staff/cases/assign", data={**data, "assignee": user_id("asha")})
    assert holders(sessions) == {reference: user_id("asha")}
    with sessions() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "case_assigned")).one()
        kept = session.scalars(select(CaseReason)).one()
    assert (event.details["after"]["assignee"], "Away" in str(event.details)) == ("asha", False)
    assert (kept.reason, kept.made_by) == ("Away", "senior.caseworker")
    timeline = Outline(senior.get(f"/staff/cases/{reference}/timeline").text).text
    assert "Reason: Away" in timeline


def test_a_case_that_waits_to_be_allocated_is_not_assigned_past_its_queue(as_role, a_case, sessions, user_id):
    senior, _asha = as_role(Role.SENIOR_CASEWORKER), as_role(Role.CASEWORKER, "asha")
    reference = a_case()
    with sessions() as session:
        case_id = session.scalars(select(Case.id).where(Case.reference == reference)).one()
        made = {"made_by": "ina", "made_at": utc_now()}
        session.add(CaseAllocation(case_id=case_id, **made, category="general", passed={}, answers={}))
        session.commit()
    text = Outline(assign(senior, [boxes(senior)[reference]], user_id("asha")).text).text
    assert f"Allocate them there: {reference}" in text
    assert holders(sessions) == {reference: None}


@pytest.mark.covers("SM-2.212a", "SM-2.226a")
def test_a_case_given_with_others_begins_as_one_that_is_given_on_its_own_page(as_role, a_case, sessions, user_id):
    senior, _asha = as_role(Role.SENIOR_CASEWORKER), as_role(Role.CASEWORKER, "asha")
    with sessions() as session:
        session.execute(update(StaffUser).where(StaffUser.username == "asha").values(team="North"))
        session.commit()
    reference = a_case()
    assign(senior, list(boxes(senior).values()), user_id("asha"))
    with sessions() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        kinds = set(session.scalars(select(CaseTask.kind).where(CaseTask.case_id == case.id, CaseTask.done_at.is_(None))))
    assert (case.status, case.team) == ("in_progress", "North")
    assert {"first_contact", "contact_the_mp"} <= kinds


def test_nobody_is_given_a_case_of_which_they_declared_a_conflict_and_nobody_a_closed_one(as_role, a_case, sessions, user_id):
    senior, asha = as_role(Role.SENIOR_CASEWORKER), as_role(Role.CASEWORKER, "asha")
    hers, closed, free = a_case(), a_case(), a_case()
    ticks = boxes(senior)
    for answer in ("no", "yes"):  # the last one counts
        version = ticks[hers].partition(".")[0] if answer == "no" else "2"
        form = {"csrf_token": form_token(asha.get("/staff/cases").text), "form": "declare_conflict", "version": version}
        saved = asha.post(f"/staff/cases/{hers}/people", data={**form, "has_conflict": answer, "what": "My aunt."})
        assert saved.status_code == 303
    ticks = boxes(senior)
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == closed).values(status="closed"))
        session.commit()
    text = Outline(assign(senior, [ticks[hers], ticks[closed], ticks[free]], user_id("asha")).text).text
    assert f"asha has declared a conflict of interest on these. Choose somebody else: {hers}" in " ".join(text.split())
    assert f"These are closed, so nobody works on them. Restart a case first: {closed}" in " ".join(text.split())
    assert holders(sessions) == {hers: None, closed: None, free: user_id("asha")}
