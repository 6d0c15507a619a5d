"""Provisional views and the final report are issued; on a joint case with its sign-off or a reason (SM-1.54, 8, 9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.casework.issued_models import CaseIssued
from intake_api.casework.models import CaseDeparture, CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import CATEGORIES
from tests.worksheets.conftest import saved
from tests.worksheets.test_primary_decision import DONE, FORM, PROPOSE, ready  # noqa: F401 - fixture

TODAY = london_day(utc_now())
JOINT = {"confirmed": "yes", "other_body": "Local Government Ombudsman"}
SIGNED = {"signed_off_by": "J. Team", "signed_off_on": str(TODAY)}
VIEWS = {"sent_to": ["complainant", "organisation"]}
REPORT = {"sent_to": ["complainant", "organisation", "referring_mp"], "recommends": "no"}
NOT_WAITED = {"departure-comments_are_over": "Both have answered already."}


@pytest.fixture
def sena(ready, reference):  # noqa: F811
    """A senior caseworker whose case is under investigation, with its risk reviewed for provisional views."""
    saved(ready, reference, FORM, DONE)
    ready.save(reference, "decision", "decide", **PROPOSE)
    ready.save(
        reference, "risk", "assess", point="provisional_views", no_risk_in=CATEGORIES, summary="Nothing points to a risk.",
        earlier_service_complaint="no", casework_staff_conflict="no", senior_staff_conflict="no", together="keep",
        mitigation="There is none.",
    )  # fmt: skip
    return ready


@pytest.fixture
def issued(sessions):
    """What was issued, in order."""

    def read():
        with sessions() as session:
            return list(session.scalars(select(CaseIssued).order_by(CaseIssued.id)))

    return read


def issue(who, case, form, **fields):
    return who.send(case, "investigation", form, **fields)


@pytest.mark.covers("SM-1.54b")
@pytest.mark.parametrize(
    ("form", "fields", "what"),
    [("issue_views", VIEWS, "provisional views"), ("issue_report", {**REPORT, **NOT_WAITED}, "the final report")],
)
def test_on_a_joint_case_neither_is_issued_without_the_joint_sign_off(sena, reference, issued, sessions, form, fields, what):
    saved(sena, reference, "joint_working", JOINT, joint_sign_off="The team is not there yet.")
    if form == "issue_report":
        sena.save(reference, "investigation", "issue_views", **VIEWS, **SIGNED)
    before = len(issued())
    warned = issue(sena, reference, form, **fields, note="The hearing aid.")
    assert warned.status_code == 422
    assert f"This is a joint case. To issue {what}, ask for the sign-off" in said(warned)
    assert "Depart from SM-1.54: explain why" in said(warned)
    assert "The hearing aid.</textarea>" in warned.text
    assert len(issued()) == before
    half = issue(sena, reference, form, **fields, signed_off_by="J. Team")
    assert half.status_code == 422  # by whom, and not when
    sena.save(reference, "investigation", form, **fields, **SIGNED)
    assert issued()[-1].signed_off_by == "J. Team"
    assert "Joint sign-off J. Team" in said(sena.open(reference, "investigation"))


@pytest.mark.covers("SM-1.54b")
@pytest.mark.parametrize(("form", "fields"), [("issue_views", VIEWS), ("issue_report", {**REPORT, **NOT_WAITED})])
def test_or_with_a_reason_which_is_kept_and_not_in_the_trail(sena, reference, issued, sessions, service, form, fields):
    saved(sena, reference, "joint_working", JOINT, joint_sign_off="The team is not there yet.")
    if form == "issue_report":
        sena.save(reference, "investigation", "issue_views", **VIEWS, **SIGNED)
    sena.save(reference, "investigation", form, **fields, **{"departure-joint_sign_off": "Agreed by quincunx at noon."})
    with sessions() as session:
        kept = session.scalars(select(CaseDeparture).where(CaseDeparture.place.startswith("issue_"))).all()
        trail = [str(row.details) for row in session.scalars(select(AuditEvent).where(AuditEvent.subject == reference))]
    assert ("SM-1.54", "Agreed by quincunx at noon.") in [(each.rule, each.explanation) for each in kept]
    assert not [row for row in trail if "quincunx" in row]
    handed = service("GET", f"/v1/cases/{reference}").json()["work"]
    assert handed["issued"][-1]["signed_off_by"] is None
    assert "quincunx" in str(handed["departures"])


def test_agreed_to_share_and_nobody_said_if_it_is_joint_asks_first(desk, submit):
    from tests.intake_api.builders import a_record

    case = submit(a_record(joint_working="share")).json()["reference"]
    page = said(issue(desk(), case, "issue_views", **VIEWS))
    assert "nobody has said if this is a joint case" in page
    assert "SM-1.54, SM-1.50" in page


def test_on_any_other_case_they_are_recorded_with_day_and_person_in_history_and_hand_over(
    sena, reference, issued, sessions, service
):
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    (row,) = issued()
    assert (row.kind, row.issued_on, row.made_by, row.comments_by) == (
        "provisional_views", TODAY, "sena", TODAY + timedelta(days=14)
    )  # fmt: skip
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "provisional_views_comments")).one()
        entry = session.scalars(select(AuditEvent).where(AuditEvent.action == "provisional_views_issued")).one()
    assert (task.due_on, task.done_at) == (row.comments_by, None)
    assert entry.details["after"]["joint"] == "no"
    assert "Provisional views issued" in said(sena.open(reference, "timeline"))
    early = issue(sena, reference, "issue_report", **REPORT)
    assert "Wait at least until the day after" in said(early)
    sena.save(reference, "investigation", "issue_report", **REPORT, **NOT_WAITED)
    assert [each["kind"] for each in service("GET", f"/v1/cases/{reference}").json()["work"]["issued"]] == [
        "provisional_views", "final_report"
    ]  # fmt: skip
    assert "was issued on" in said(issue(sena, reference, "issue_report", **REPORT, **NOT_WAITED))
    with sessions() as session:
        assert session.scalars(select(CaseTask.done_at).where(CaseTask.kind == "provisional_views_comments")).one() is not None


def test_whoever_has_to_have_it_is_not_left_out(sena, reference, issued):
    sena.save(reference, "people", "add_party", role="complained_about", name="Dr Example", type="named_individual")
    page = issue(sena, reference, "issue_views", sent_to=["complainant"])
    assert "the organisation complained about too" in said(page)
    assert "each person named in the complaint: Dr Example. (SM-8.2)" in said(page)
    doctor = page.text.split('name="named_persons" type="checkbox" value="')[1].split('"')[0]
    sena.save(
        reference,
        "investigation",
        "issue_views",
        sent_to=["complainant"],
        named_persons=[doctor],
        not_shared_because="They agreed.",
    )
    assert issued()[0].named_persons == ["Dr Example"]
    explained = {"departure-shared_with_parties": "x", "departure-shared_with_named_persons": "x"}
    by_law = issue(sena, reference, "issue_report", sent_to=["complainant"], recommends="no", **NOT_WAITED, **explained)
    assert by_law.status_code == 422  # who gets a final report is law: no reason makes up for it
    assert "the MP who referred it too. (SM-9.1, SM-9.2)" in said(by_law)
    assert "Dr Example. (SM-9.1, SM-9.2)" in said(by_law)


def test_views_that_go_again_say_what_changed(sena, reference, issued):
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    assert "Say in the note what has changed (SM-8.70)" in said(issue(sena, reference, "issue_views", **VIEWS))
    sena.save(reference, "investigation", "issue_views", **VIEWS, note="A second letter was found.")
    assert len(issued()) == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"issued_on": str(TODAY + timedelta(days=1))}, "still to come"), ({"issued_on": "2001-01-01"}, "Check the year"),
        ({"issued_on": "soon"}, "Give a date like"), ({"comments_by": str(TODAY)}, "after they are issued"),
        ({"sent_to": ["wizard"]}, "Choose from the list"), ({"named_persons": ["added-9"]}, "named on this case"),
        ({"signed_off_on": "2999-01-01"}, "still to come"), ({"note": "x" * 5001}, "5,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_issued(sena, reference, issued, fields, says):
    answer = issue(sena, reference, "issue_views", **{**VIEWS, **fields})
    assert answer.status_code == 422
    assert says in said(answer) or says.replace(",", "") in said(answer)
    assert issued() == []


def test_not_before_a_proposal_and_the_risk_review_and_not_by_intake(desk, reference, issued):
    asha, ina = desk(), desk(Role.INTAKE, "ina")
    page = said(issue(asha, reference, "issue_views", **VIEWS))
    assert "No approved decision to propose an investigation is on this case. (SM-5.28)" in page
    assert "make a formal risk assessment first" in page
    assert "No provisional views were issued" not in page
    assert issue(ina, reference, "issue_views", **VIEWS).status_code == 403
    assert "Issue final report" not in said(ina.open(reference, "investigation"))
    assert issued() == []
