"""Components, the decision, its approval, closing, coming back: a person decides, and nobody approves their own decision."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.casework import decisions
from intake_api.casework.models import CaseComponent, CaseDecision, CaseReturn, CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.intake_api.builders import a_record

CATEGORIES = ["people", "financial", "reputation", "service", "legal"]
PREMATURE = {"issues__local_stage": "under_way", "issues__reply_format": None, "issues__replied_on": None}
PREMATURE["issues__exceptional_circumstances"] = "none"


@pytest.fixture
def premature(submit):
    """A case that the rules recommend to close as premature."""
    answer = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()
    assert answer["determination"]["closure_code"] == "Premature: local resolution ongoing"
    return answer["reference"]


def today_at(time="00:00"):
    return f"{london_day(utc_now())}T{time}"


def make_ready(who, case, *, code="local_resolution_ongoing", parties=("complainant", "referring_mp")):
    """Everything that is checked before a decision: a component with its own, contact, the MP, risk, no conflict."""
    who.save(case, "work", "take")
    who.save(case, "issues", "from_record")
    decide_component(who, case, "1", reason=code)
    for party in parties:
        who.save(case, "contacts", "record_contact", at=today_at(), way="post", party=party)
    assess_low(who, case)
    who.save(case, "people", "declare_conflict", has_conflict="no")


def decide_component(who, case, id_, **fields):
    filled = {"decision": "declined", "explanation": "They are still looking at it.", "material_evidence": "Their letter of May."}
    who.save(case, "issues", "decide_component", id=id_, **{**filled, **fields})


def assess_low(who, case):
    who.save(
        case, "risk", "assess", point="propose_or_decline", no_risk_in=CATEGORIES, summary="Nothing points to a risk.",
        earlier_service_complaint="no", casework_staff_conflict="no", senior_staff_conflict="no", together="keep",
        mitigation="There is none.",
    )  # fmt: skip


def newest(sessions):
    with sessions() as session:
        return session.scalars(select(CaseDecision).order_by(CaseDecision.id.desc())).first()


@pytest.mark.covers("SM-2.243a", "SM-2.243b")
def test_a_component_is_declined_only_with_a_reason_why_and_on_what_evidence(desk, premature, sessions):
    asha = desk()
    asha.save(premature, "issues", "from_record")
    bare = {"id": "1", "decision": "declined"}
    for more, says in (
        ({}, "Choose the reason"), ({"reason": "premature"}, "SM-2.243"),
        ({"reason": "premature", "explanation": "Too early."}, "SM-2.243"),
    ):  # fmt: skip
        answer = asha.send(premature, "issues", "decide_component", **bare, **more)
        assert answer.status_code == 422
        assert says in said(answer)
    with sessions() as session:
        assert session.scalars(select(CaseComponent.decision)).all() == [None]


@pytest.mark.covers("SM-2.236b", "SM-2.237a", "SM-2.242a", "SM-2.236a")
def test_two_headings_are_two_components_each_with_its_own_decision(desk, reference, sessions):
    asha = desk()
    assert "This is needed." in said(asha.send(reference, "issues", "add_component", heading="Misdiagnosis"))
    asha.save(reference, "issues", "add_component", heading="Misdiagnosis", summary="They saw it late.", is_about_handling="no")
    asha.save(reference, "issues", "add_component", heading="Rude receptionist", summary="He shouted.", is_about_handling="yes")
    twice = asha.send(reference, "issues", "add_component", heading="misdiagnosis", summary="Again.")
    assert "One is enough (SM-2.241)" in said(twice)
    decide_component(asha, reference, "1", decision="propose_to_investigate")
    with sessions() as session:
        rows = session.scalars(select(CaseComponent).order_by(CaseComponent.id)).all()
    assert [(row.heading, row.decision) for row in rows] == [
        ("Misdiagnosis", "propose_to_investigate"), ("Rude receptionist", None)
    ]  # fmt: skip
    assert [row.is_about_handling for row in rows] == [False, True]


@pytest.mark.covers("SM-2.239", "SM-3.119", "SM-2.244")
def test_without_components_or_with_one_undecided_there_is_no_decision(desk, premature, sessions):
    asha = desk()
    empty = asha.send(premature, "decision", "decide", code="premature", despite="All the same.")
    assert "Record the components" in said(empty)
    asha.save(premature, "issues", "from_record")
    asha.save(premature, "issues", "add_component", heading="The third", summary="And the jam.")
    decide_component(asha, premature, "1", reason="premature")
    answer = asha.send(premature, "decision", "decide", code="premature", despite="All the same.")
    assert answer.status_code == 422
    assert "Decide first: The third. (SM-3.119)" in said(answer)
    assert newest(sessions) is None


def test_every_required_check_is_shown_and_a_check_that_is_not_met_needs_a_reason_and_approval(desk, premature, sessions):
    mo = desk(Role.MANAGER, "mo")
    mo.save(premature, "issues", "from_record")
    decide_component(mo, premature, "1", reason="local_resolution_ongoing")
    mo.save(premature, "people", "declare_conflict", has_conflict="no")
    page = said(mo.open(premature, "decision"))
    checks = ("Contact was made or tried", "The MP is informed", "Adjustments are considered", "Risk is assessed")
    for words in (*checks, "No conflict of interest"):
        assert words in page

    refused = mo.send(premature, "decision", "decide", code="local_resolution_ongoing")
    assert refused.status_code == 422
    assert "Try to reach the complainant before you go on, decide" in said(refused)
    mo.save(premature, "decision", "decide", code="local_resolution_ongoing", despite="They asked us to close it today.")
    made = newest(sessions)
    assert made.state == "waiting"  # a manager may approve, but not this of their own
    assert {"attempts_to_contact", "mp_informed", "formal_risk_assessment"} <= set(made.unmet)


def test_a_decision_other_than_recommended_says_why(desk, premature, sessions):
    asha = desk()
    make_ready(asha, premature, code="out_of_time")
    refused = asha.send(premature, "decision", "decide", code="out_of_time")
    assert "We recommended 'Premature: local resolution ongoing'. Write down why" in said(refused)
    asha.save(premature, "decision", "decide", code="out_of_time", why="They knew three years ago; the local process is over.")
    made = newest(sessions)
    assert (made.recommended, made.closure_code) == ("Premature: local resolution ongoing", "out of time")


def test_a_senior_caseworker_needs_no_approval_for_what_is_recommended(desk, premature, sessions):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    senior.save(premature, "decision", "decide", code="local_resolution_ongoing")
    assert newest(sessions).state == "approved"


def test_a_caseworkers_decision_waits_for_another_person(desk, premature, sessions):
    asha, senior = desk(), desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(asha, premature)
    asha.save(premature, "decision", "decide", code="local_resolution_ongoing")
    waiting = str(newest(sessions).id)
    assert asha.send(premature, "decision", "approve", id=waiting).status_code == 403
    assert "Say what has to change" in said(senior.send(premature, "decision", "send_back", id=waiting))
    senior.save(premature, "decision", "send_back", id=waiting, note="Say which letter.")
    assert "Say which letter." in said(asha.open(premature, "decision"))

    asha.save(premature, "decision", "decide", code="local_resolution_ongoing")
    senior.save(premature, "decision", "approve", id=str(newest(sessions).id))
    assert (newest(sessions).state, newest(sessions).approved_by) == ("approved", "sena")
    with sessions() as session:
        assert "approve_decision" not in session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()


def test_nobody_approves_their_own_decision_whatever_their_role(desk, premature, sessions):
    mo = desk(Role.ASSISTANT_DIRECTOR, "mo")
    make_ready(mo, premature, code="out_of_time")
    mo.save(premature, "decision", "decide", code="out_of_time", why="They knew three years ago.")
    answer = mo.send(premature, "decision", "approve", id=str(newest(sessions).id))
    assert answer.status_code == 422
    assert "You made this decision. Another person approves it." in said(answer)
    assert newest(sessions).state == "waiting"


def test_who_declared_a_conflict_approves_nothing_on_the_case(desk, premature, sessions):
    asha, senior = desk(), desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(asha, premature)
    asha.save(premature, "decision", "decide", code="local_resolution_ongoing")
    senior.save(premature, "people", "declare_conflict", has_conflict="yes", what="My brother works there.")
    for form in ("approve", "send_back"):
        answer = senior.send(premature, "decision", form, id=str(newest(sessions).id), note="x")
        assert answer.status_code == 422
        assert "somebody else approves it (SM-2.329)" in said(answer)
    assert newest(sessions).state == "waiting"


def test_two_decisions_at_once_are_refused(desk, premature):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    senior.save(premature, "decision", "decide", code="local_resolution_ongoing")
    assert "Withdraw it first" in said(senior.send(premature, "decision", "decide", code="local_resolution_ongoing"))


@pytest.mark.covers("SM-2.62b", "SM-2.61", "SM-2.63b", "SM-2.64b")
def test_a_case_closes_when_everybody_has_heard_and_restarts_only_after_a_review(desk, premature, case_of, sessions):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    senior.save(premature, "decision", "decide", code="local_resolution_ongoing")
    first = str(newest(sessions).id)
    early = senior.send(premature, "decision", "close", id=first)
    assert "Address the decision letter to the complainant" in said(early)
    assert "Send the MP a copy" in said(early)
    for party in ("complainant", "referring_mp"):
        senior.save(premature, "contacts", "record_contact", at=today_at(), way="post", party=party, is_decision="yes")
    senior.save(premature, "decision", "close", id=first)
    assert case_of(premature).status == "closed"

    assert "This case is closed" in said(senior.send(premature, "work", "take"))
    senior.save(premature, "contacts", "record_contact", at=today_at(), way="phone", direction="in", party="complainant")  # 2.62
    senior.save(premature, "decision", "came_back", received_on=str(london_day(utc_now())), about="They sent the final reply.")
    assert case_of(premature).status == "closed"
    with sessions() as session:
        came = str(session.scalars(select(CaseReturn.id)).one())
        assert "review_return" in session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()

    unlike = senior.send(premature, "decision", "review_return", id=came, ready_now="no", progressed="no", choice="restart")
    assert "Nothing has moved on since the decision. (SM-2.62)" in said(unlike)
    nowhere = senior.send(premature, "decision", "review_return", id=came, ready_now="yes", choice="restart")
    assert "Choose one (SM-2.64)" in said(nowhere)
    senior.save(
        premature, "decision", "review_return", id=came, ready_now="yes", choice="restart", route="casework_team",
    )  # fmt: skip
    assert case_of(premature).status == "in_progress"
    assert "cannot be" not in said(senior.open(premature, "decision"))
    again = senior.send(premature, "decision", "close", id=first)
    assert "not approved" in said(again)  # the old decision closes nothing any more: a new one is needed (2.63)


@pytest.mark.covers("SM-2.63b", "SM-3.109a", "SM-3.109b")
def test_who_heard_of_the_first_decision_has_not_heard_of_the_one_after_a_restart(desk, premature, case_of, sessions):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)

    def decide_and_tell():
        senior.save(premature, "decision", "decide", code="local_resolution_ongoing")
        assert "Address the decision letter" in said(senior.send(premature, "decision", "close", id=str(newest(sessions).id)))
        for party in ("complainant", "referring_mp"):
            senior.save(premature, "contacts", "record_contact", at=today_at(), way="post", party=party, is_decision="yes")
        senior.save(premature, "decision", "close", id=str(newest(sessions).id))

    decide_and_tell()
    senior.save(premature, "decision", "came_back", received_on=str(london_day(utc_now())), about="They sent the final reply.")
    restart = {"ready_now": "yes", "choice": "restart", "route": "casework_team"}
    senior.save(premature, "decision", "review_return", id="1", **restart)
    senior.save(premature, "letters", "write_letter", kind="premature")
    early = senior.send(premature, "letters/1", "print_letter")
    assert "none is approved yet" in said(early)
    assess_low(senior, premature)
    decide_and_tell()
    assert case_of(premature).status == "closed"


def test_the_way_the_components_went_binds_where_the_guidance_says_so(desk, premature):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    senior.save(premature, "issues", "add_component", heading="The second", summary="The jam.")
    decide_component(senior, premature, "2", decision="propose_to_investigate")
    answer = senior.send(premature, "decision", "decide", code="local_resolution_ongoing", why="Because.")
    assert "it is 'propose to investigate'" in said(answer)
    assert "SM-3.122" in said(answer)


@pytest.mark.covers("SM-3.124")
def test_with_two_codes_the_tally_is_shown_and_the_reason_kept(desk, premature, sessions):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    for number in ("2", "3"):
        senior.save(premature, "issues", "add_component", heading=f"Part {number}", summary="The jam.")
        decide_component(senior, premature, number, reason="out_of_time", size="large", importance="high")
    page = said(senior.open(premature, "decision"))
    assert "out of time 2 Large, Large High, High" in page
    assert "SM-3.124" in said(senior.send(premature, "decision", "decide", code="out_of_time"))
    senior.save(premature, "decision", "decide", code="out_of_time", why="Most of it, and what matters most.")
    assert newest(sessions).why == "Most of it, and what matters most."


def test_an_adjustment_that_is_not_decided_keeps_the_decision_back_whatever_the_reason(desk, submit, sessions):
    case = submit(a_record(**PREMATURE)).json()["reference"]
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, case)
    answer = senior.send(case, "decision", "decide", code="local_resolution_ongoing", despite="We are in a hurry.")
    assert "Not decided yet: Letters on lilac paper. (SM-1.42)" in said(answer)
    assert newest(sessions) is None


def test_a_code_or_a_decision_of_another_case_is_refused(desk, premature, reference, sessions):
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, premature)
    assert "Choose one of the closure codes" in said(senior.send(premature, "decision", "decide", code="whatever"))
    senior.save(premature, "decision", "decide", code="local_resolution_ongoing")
    other = senior.send(reference, "decision", "withdraw", id=str(newest(sessions).id))
    assert "This case has no such decision" in said(other)
    assert newest(sessions).state == "approved"


def test_intake_decides_nothing(desk, premature):
    ina = desk(Role.INTAKE, "ina")
    assert ina.send(premature, "decision", "decide", code="premature").status_code == 403
    assert 'value="decide"' not in ina.open(premature, "decision").text


@pytest.mark.parametrize(("role", "diverges", "is_despite", "risk", "waits"), [
    (Role.CASEWORKER, False, False, None, True), (Role.SENIOR_CASEWORKER, False, False, "low", False),
    (Role.SENIOR_CASEWORKER, True, False, "low", True), (Role.MANAGER, False, True, "low", True),
    (Role.ASSISTANT_DIRECTOR, False, False, "high", True),
])  # fmt: skip
def test_who_needs_another_persons_approval(role, diverges, is_despite, risk, waits):
    assert decisions.needs_approval(role, diverges=diverges, is_despite=is_despite, risk=risk) is waits
