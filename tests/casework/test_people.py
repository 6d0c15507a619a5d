"""Earlier contacts shown at entry, adjustments, risk, findings and the guidance that changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select, true, update
from typer.testing import CliRunner

from commands.__main__ import app as commands
from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case, DeterminationSnapshot
from intake_api.casework import findings, guidance, matching, tasks
from intake_api.casework.matching import Known, keys_of
from intake_api.casework.models import CaseAdjustment, CaseTask, MatchKey
from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import CATEGORIES, PREMATURE, assess_low
from tests.intake_api.builders import MARKERS, a_record, form_token


def look(who, **fields):
    page = who.client.get("/staff/earlier-contacts").text
    data = {"csrf_token": form_token(page), "form": "look", **fields}
    return who.client.post("/staff/earlier-contacts", data=data)


@pytest.mark.covers("SM-1.1b")
def test_earlier_contacts_are_shown_before_a_case_is_made_with_the_reasons_and_the_organisation(desk, submit, sessions):
    first = submit(a_record()).json()["reference"]
    second = submit(a_record(issues__organisation="Marmalade Authority", issues__organisation_kind="other")).json()["reference"]
    third = submit(a_record(complainant={"name": "Somebody Else", "postcode": MARKERS["postcode"]})).json()["reference"]
    found = look(desk(), name="ms zephyrine QUILLFEATHER", phone="020 7946 0123", postcode="zq11qz", organisation="DWP")
    text = said(found)

    assert first in text
    assert second in text
    assert third not in text  # a postcode alone points to nobody
    row = text[text.index(first) :]
    assert "Same organisation" in row[:200]
    assert "Same telephone number, Same name, Same postcode" in text
    assert "Different organisation" in text[text.index(second) :]
    with sessions() as session:
        looked = session.scalars(select(AuditEvent).where(AuditEvent.action == "earlier_contacts_looked_for")).one()
    assert "quillfeather" not in str(looked.details).casefold()


def test_a_look_by_postcode_or_organisation_alone_asks_for_more(desk):
    asha = desk()
    for fields in ({}, {"postcode": "ZQ1 1QZ"}, {"organisation": "DWP"}):
        answer = look(asha, **fields)
        assert answer.status_code == 422
        assert "alone points to nobody" in said(answer)


def test_a_likely_duplicate_is_said_on_the_case(desk, submit):
    first, second = (submit(a_record()).json()["reference"] for _ in range(2))
    page = said(desk().open(second, "people"))
    assert f"Likely the same person about the same organisation: {first}" in page


@pytest.mark.parametrize(("one", "other"), [
    ({"name": "Dr. Anne O'Toole"}, {"name": "ANNE OTOOLE"}), ({"name": "Zoë Núñez"}, {"name": "zoe nunez"}),
    ({"phone": "07700 900123"}, {"phone": "+447700900123"}), ({"email": " Ann@Example.org "}, {"email": "ann@example.org"}),
    ({"postcode": "m1 1aa"}, {"postcode": "M11AA"}),
    ({"organisation": "DWP"}, {"organisation": "Department for Work and Pensions"}),
])  # fmt: skip
def test_what_is_typed_otherwise_has_the_same_key(one, other):
    assert keys_of(Known(**one)) == keys_of(Known(**other)) != frozenset()


@pytest.mark.parametrize("text", ["", "   ", "-", "'"])
def test_what_says_nothing_has_no_key(text):
    assert keys_of(Known(text, text, text, text, text)) <= {("email", text.strip())}


def test_keys_of_cases_from_before_are_made_by_one_command(submit, sessions, database_url):
    submit(a_record())
    with sessions() as session:
        kept = {(row.kind, row.key) for row in session.scalars(select(MatchKey))}
        session.execute(MatchKey.__table__.delete())
        session.commit()
    answer = CliRunner().invoke(commands, ["rekey", "--database", database_url])
    assert (answer.exit_code, answer.stdout) == (0, "1 case can be found again by name, telephone number, email and postcode.\n")
    with sessions() as session:
        assert {(row.kind, row.key) for row in session.scalars(select(MatchKey))} == kept


def test_many_cases_get_their_keys_a_part_at_a_time(submit, sessions):
    for _ in range(3):
        submit(a_record())
    with sessions() as session:
        first = matching.rebuild(session, limit=2)
        assert matching.rebuild(session, after_id=first, limit=2) is not None
        assert matching.rebuild(session, after_id=first + 1, limit=2) is None


@pytest.mark.parametrize(("one", "other", "says"), [
    ({"name": "Zoe Anne Núñez"}, {"name": "zoe nunez"}, "Same name"),
    ({"name": "Nunez"}, {"name": "Zoe Núñez"}, "Same last name"),
])  # fmt: skip
def test_a_name_without_its_middle_and_a_last_name_alone_are_found(submit, sessions, one, other, says):
    reference = submit(a_record(complainant=other)).json()["reference"]
    with sessions() as session:
        (match,) = matching.find(session, Known(**one), within=true()).matches
    assert (match.reference, match.reasons) == (reference, (says,))


def test_a_last_name_that_two_people_share_does_not_make_their_cases_one(submit, sessions):
    submit(a_record(complainant={"name": "Ann Example"}))
    with sessions() as session:
        assert not matching.find(session, Known(name="Ben Example"), within=true())


def test_of_another_teams_cases_only_their_number_is_told(desk, submit, sessions):
    hidden, seen = (submit(a_record()).json()["reference"] for _ in range(2))
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == hidden).values(team="North"))
        session.commit()
    asha, mo = desk(team="South"), desk(Role.MANAGER, "mo")
    page = said(look(asha, name="Zephyrine Quillfeather"))
    assert seen in page
    assert hidden not in page
    assert "1 more case fits and is another team's" in page
    assert hidden not in said(asha.open(seen, "people"))
    assert "1 more case fits" in said(asha.open(seen, "people"))
    assert "another team's case" in said(asha.send(seen, "people", "link_case", to=hidden, kind="duplicate"))
    mo.save(seen, "people", "link_case", to=hidden, kind="duplicate")
    assert f"{hidden}: Duplicate. Another team's case." in said(asha.open(seen, "people"))
    assert hidden in said(look(mo, name="Zephyrine Quillfeather"))


@pytest.mark.covers("SM-1.1c")
def test_shared_services_look_for_earlier_contacts_when_they_open_a_new_request(desk, submit):
    reference = submit(a_record()).json()["reference"]
    sam = desk(Role.SHARED_SERVICES, "sam")
    page = sam.client.get("/staff/calls/new").text
    form = {"csrf_token": form_token(page), "name": "Zephyrine Quillfeather", "postcode": MARKERS["postcode"]}
    found = sam.client.post("/staff/calls/find", data=form)
    assert reference in said(found)
    assert reference in said(look(sam, name="Zephyrine Quillfeather"))
    assert sam.client.get(f"/staff/cases/{reference}", headers={"Accept": "text/html"}).status_code == 403


@pytest.mark.covers("SM-2.15c")
def test_linked_cases_show_each_other(desk, submit):
    old, new = (submit(a_record()).json()["reference"] for _ in range(2))
    asha = desk()
    asha.save(new, "people", "link_case", to=old.lower().replace("-", " "), kind="restart")
    assert f"{new}: Restarted as" in said(asha.open(old, "people"))
    assert f"{old}: Restarted as" in said(asha.open(new, "people"))
    for to, says in ((new, "with itself"), (old, "linked already"), ("R-7K4M-2Q9T-C", "reference"), ("x", "looks like")):
        answer = asha.send(new, "people", "link_case", to=to, kind="duplicate")
        assert answer.status_code == 422
        assert says in said(answer)
    assert "linked already" in said(asha.send(old, "people", "link_case", to=new, kind="duplicate"))


@pytest.mark.covers("SM-1.43a", "SM-1.43b", "SM-1.43c", "SM-1.43d", "SM-1.43e")
def test_an_adjustment_is_agreed_with_the_disability_of_the_list_and_the_day(desk, reference, sessions):
    asha = desk()
    assert "Letters on lilac paper" in said(asha.open(reference, "adjustments"))
    agree = {"id": "1", "basis": "equality_act", "agreed": "yes"}
    bare = asha.send(reference, "adjustments", "decide_request", **agree)
    assert bare.status_code == 422
    assert "SM-1.43" in said(bare)
    odd = asha.send(reference, "adjustments", "decide_request", **agree, disability="lycanthropy")
    assert "Choose one of the list" in said(odd)
    asha.save(reference, "adjustments", "decide_request", **agree, disability="sight")
    with sessions() as session:
        row = session.scalars(select(CaseAdjustment)).one()
    assert (row.requested, row.agreed, row.disability, row.decided_on) == (
        MARKERS["adjustments"], True, "sight", london_day(utc_now())
    )  # fmt: skip
    assert "decided already" in said(asha.send(reference, "adjustments", "decide_request", **agree, disability="sight"))


@pytest.mark.covers("SM-1.44c", "SM-1.44d", "SM-1.44e")
def test_declining_an_adjustment_needs_reasons_and_other_help_and_tells_the_legal_team(desk, reference, sessions):
    asha, legal = desk(), desk(Role.LEGAL, "leo")
    decline = {"id": "1", "basis": "equality_act", "agreed": "no"}
    for more in ({}, {"refusal_reason": "No lilac paper."}, {"other_help": "Yellow paper."}):
        answer = asha.send(reference, "adjustments", "decide_request", **decline, **more)
        assert answer.status_code == 422
        assert "SM-1.44" in said(answer)
    asha.save(reference, "adjustments", "decide_request", **decline, refusal_reason="No lilac paper.", other_help="Yellow paper.")
    with sessions() as session:
        [(task, where)] = tasks.fetch_open_of_role(session, Role.LEGAL)
        kinds = session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()
        trail = session.scalars(select(AuditEvent).where(AuditEvent.action == "adjustment_decided")).one()
    assert (task.kind, where) == ("tell_the_legal_team", reference)
    assert "adjustment_outcome_letter" in kinds
    assert trail.details["after"]["answer"] == "declined"
    assert "lilac" not in str(trail.details)
    assert "not for your role" in said(asha.send(reference, "work", "finish_task", id=str(task.id)))
    legal.save(reference, "work", "finish_task", id=str(task.id))


@pytest.mark.covers("SM-1.47")
def test_another_accessibility_request_needs_no_disability(desk, reference):
    asha = desk()
    asha.save(reference, "adjustments", "decide_request", id="1", basis="other_accessibility", agreed="yes")
    assert "Other accessibility request" in said(asha.open(reference, "adjustments"))


@pytest.mark.covers("SM-1.43g")
def test_a_question_about_agreeing_goes_to_the_manager_and_the_request_stays_undecided(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "adjustments", "escalate_request", id="1")
    with sessions() as session:
        assert [task.kind for task, _ in tasks.fetch_open_of_role(session, Role.MANAGER)] == ["adjustment_escalated"]
        assert session.scalars(select(CaseAdjustment.agreed)).one() is None
    assert "asked already" in said(asha.send(reference, "adjustments", "escalate_request", id="1"))


def test_intake_may_agree_to_a_request_but_not_decline_it(desk, reference):
    ina = desk(Role.INTAKE, "ina")
    answer = ina.send(
        reference, "adjustments", "decide_request", id="1", basis="equality_act", agreed="no", refusal_reason="x", other_help="y"
    )
    assert "not decline it" in said(answer)


def test_an_assessment_is_refused_until_all_five_categories_are_answered(desk, reference, case_of):
    asha = desk()
    partly = {"no_risk_in": CATEGORIES[:3], "summary": "None.", "together": "keep", "mitigation": "None."}
    answer = asha.send(reference, "risk", "assess", point="propose_or_decline", **partly)
    assert answer.status_code == 422
    assert "Not answered: Our Service, Legal. (SM-10.17)" in said(answer)
    assert case_of(reference).risk is None
    assess_low(asha, reference)
    assert case_of(reference).risk == "low"


def test_a_high_risk_puts_the_case_first_and_waits_for_another_manager(desk, reference, case_of, sessions):
    mo, ann = desk(Role.MANAGER, "mo"), desk(Role.MANAGER, "ann")
    mo.save(
        reference, "risk", "add_risk", category="people", kind="threat_of_harm", description="He may hurt himself.", impact="3",
        likelihood="3", timing="likely_in_future", mitigation="accept", action="We ring him each week.", impact_after="3",
        likelihood_after="2", disclosure_considered="yes", if_it_happens="We call 999.", source="external",
        why_it_lowers="He is not alone with it.",
    )  # fmt: skip
    mo.save(
        reference, "risk", "assess", point="propose_or_decline", no_risk_in=CATEGORIES[1:], earlier_service_complaint="no",
        casework_staff_conflict="no", senior_staff_conflict="no", who_else_should_know="Nobody.",
        together="keep", mitigation="We ring him.",
    )  # fmt: skip
    case = case_of(reference)
    assert (case.risk, case.priority) == ("high", 0)
    assert "You made this assessment" in said(mo.send(reference, "risk", "agree_risk", id="1"))
    ann.save(reference, "risk", "agree_risk", id="1")
    assert "Agreed by ann" in said(mo.open(reference, "risk"))


def test_a_disagreement_with_a_finding_says_why_and_is_counted_by_rule(desk, submit, sessions):
    asha, ben = desk(), desk(name="ben")
    first, second = (submit(a_record()).json()["reference"] for _ in range(2))
    bare = asha.send(first, "findings", "review_finding", id="in_time", determination="1", agrees="no")
    assert bare.status_code == 422
    assert "Say why you disagree" in said(bare)
    asha.save(first, "findings", "review_finding", id="in_time", determination="1", agrees="no", reason="She knew in 2024.")
    ben.save(second, "findings", "review_finding", id="in_time", determination="2", agrees="yes")
    ben.save(second, "findings", "review_finding", id="in_remit", determination="2", agrees="yes")
    ben.save(second, "findings", "review_finding", id="in_remit", determination="2", agrees="yes")  # again: counted once
    with sessions() as session:
        rows = {row.gate: (row.reviewed, row.disagreed, row.rate) for row in findings.disagreement_by_rule(session)}
    assert rows == {"in_time": (2, 1, 0.5), "in_remit": (1, 0, 0.0)}
    for wrong in ({"id": "no_such_rule", "determination": "1"}, {"id": "in_time", "determination": "2"}):
        assert asha.send(first, "findings", "review_finding", agrees="yes", **wrong).status_code == 422


def answered_by_older_guidance(session, reference, **body):
    """An older version of the guidance gave the newest answer about this case."""
    case = session.scalars(select(Case).where(Case.reference == reference)).one()
    given = {**case.determinations[-1].body, **body}
    session.add(DeterminationSnapshot(case_id=case.id, made_at=utc_now(), guidance="Service Model main guidance v21", body=given))
    session.commit()


def test_open_cases_that_newer_guidance_would_answer_otherwise_are_listed_and_can_be_asked_anew(desk, submit, sessions, case_of):
    same, other, _new = (submit(a_record(**PREMATURE)).json()["reference"] for _ in range(3))
    now = case_of(other).closure_code
    with sessions() as session:
        answered_by_older_guidance(session, same)
        answered_by_older_guidance(session, other, outcome="ready_for_triage", closure_code=None)
    with sessions() as session:
        looked = guidance.would_differ(session, today=london_day(utc_now()))
    assert looked.looked_at == 2
    assert [(each.reference, each.before[0], each.now[1]) for each in looked.differing] == [(other, "ready_for_triage", now)]
    asha = desk()
    page = said(asha.client.get("/staff/guidance-changes"))
    assert other in page
    assert same not in page

    assert "The guidance has changed since" in said(asha.open(other, "findings"))
    asha.save(other, "findings", "determine_again")
    assert case_of(other).closure_code == now
    assert len(case_of(other).determinations) == 3
    assert other not in said(asha.client.get("/staff/guidance-changes"))


def test_many_cases_are_looked_at_a_part_at_a_time(submit, sessions):
    with sessions() as session:
        for _ in range(3):
            answered_by_older_guidance(session, submit(a_record()).json()["reference"])
        first = guidance.would_differ(session, today=london_day(utc_now()), limit=2)
        rest = guidance.would_differ(session, today=london_day(utc_now()), limit=2, after_id=first.following)
    assert (first.looked_at, rest.looked_at, rest.following) == (2, 1, None)
