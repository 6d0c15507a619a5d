"""A primary investigation on the pages of a case: contact, components, documents, lead cases (SM-2.212 to 2.246, 3.98)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.casework.models import CaseComponent, CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import decide_component, make_ready, newest, premature, today_at  # noqa: F401 - fixture
from tests.intake_api.builders import MARKERS, a_record


@pytest.mark.covers("SM-2.212b")
def test_first_contact_is_recorded_on_a_case_that_nobody_has_reviewed(desk, reference, sessions):
    asha = desk()
    asha.save(
        reference, "contacts", "record_contact", at=today_at(), way="phone", reached="yes", about="We introduced ourselves."
    )
    assert "We introduced ourselves." in said(asha.open(reference, "contacts"))


@pytest.mark.covers("SM-2.217c", "SM-2.221")
def test_each_attempt_is_an_entry_with_day_time_way_and_result(desk, reference):
    asha = desk()
    for at in ("2026-11-19T09:05", "2026-11-19T14:10", "2026-11-20T16:15"):
        asha.save(reference, "contacts", "record_contact", at=at, way="phone", reached="no")
    asha.save(reference, "contacts", "record_contact", at="2026-11-21T10:00", way="email")
    page = said(asha.open(reference, "contacts"))
    log = page[page.index("Contacts so far") :]
    assert log.count("No answer") == 3
    for when in ("19 November 2026, 9:05am", "19 November 2026, 2:10pm", "20 November 2026, 4:15pm"):
        assert when in log
    timeline = said(asha.open(reference, "timeline"))
    assert timeline.count("Contact recorded") == 4
    assert "Phone call" in timeline
    assert "Email" in timeline


@pytest.mark.covers("SM-2.225")
def test_who_comes_back_after_withdrawn_gets_a_new_case_arranged_by_the_same_caseworker(desk, premature, submit, sessions):  # noqa: F811
    sam, senior = desk(name="sam.lee"), desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(sam, premature, code="withdrawn")
    sam.save(premature, "decision", "decide", code="withdrawn", why="What we asked for did not come.")
    decision = str(newest(sessions).id)
    senior.save(premature, "decision", "approve", id=decision)
    for party in ("complainant", "referring_mp"):
        sam.save(premature, "contacts", "record_contact", at=today_at(), way="post", party=party, is_decision="yes")
    sam.save(premature, "decision", "close", id=decision)

    senior.save(premature, "decision", "came_back", received_on=str(london_day(utc_now())), about="She sent the letter.")
    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "new_case_after_withdrawn")).one()
    assert task.what == "sam.lee: arrange for a new case, linked to the one closed as withdrawn."
    new = submit(a_record()).json()["reference"]
    assert new != premature
    sam.save(new, "people", "link_case", to=premature, kind="restart")
    assert f"{premature}: Restarted as" in said(sam.open(new, "people"))
    assert f"{new}: Restarted as" in said(sam.open(premature, "people"))


@pytest.mark.covers("SM-2.234")
def test_the_note_of_a_call_and_a_letter_that_went_are_among_the_documents(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "contacts", "record_contact", at=today_at(), way="phone", reached="yes", about="We summed it up.")
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    asha.save(reference, "letters/1", "print_letter")
    page = said(asha.open(reference, "documents"))
    assert "We summed it up." in page
    assert "Acknowledgement (1)" in page


def component_as_systems_read_it(service, reference):
    return service("GET", f"/v1/cases/{reference}").json()["work"]["components"][0]


@pytest.mark.covers("SM-2.235", "SM-2.245")
@pytest.mark.parametrize("stage", ["assessment", "primary_investigation"])
def test_a_component_has_a_decision_for_each_stage_and_assessment_is_primary_investigation(desk, reference, service, stage):
    asha = desk()
    asha.save(reference, "issues", "add_component", heading="Lost papers", organisation="DWP", summary="Twice.")
    before = component_as_systems_read_it(service, reference)
    assert (before["heading"], before["organisation"]) == ("Lost papers", "DWP")
    assert before["decisions"] == {"primary_investigation": None, "detailed_investigation": None}
    decide_component(asha, reference, "1", decision="propose_to_investigate", stage=stage)
    after = component_as_systems_read_it(service, reference)["decisions"]
    assert after == {"primary_investigation": "propose_to_investigate", "detailed_investigation": None}


def test_a_component_is_not_decided_for_a_stage_there_is_none_of(desk, reference):
    asha = desk()
    asha.save(reference, "issues", "from_record")
    answer = asha.send(reference, "issues", "decide_component", id="1", decision="propose_to_investigate", stage="report")
    assert answer.status_code == 422


@pytest.mark.covers("SM-2.241b")
def test_the_same_area_about_the_same_organisation_is_one_component(desk, reference, sessions):
    asha = desk()
    first = {"heading": "Misdiagnosis", "organisation": "Riverside NHS Trust", "summary": "They saw it late."}
    asha.save(reference, "issues", "add_component", **first)
    twice = asha.send(reference, "issues", "add_component", **first)
    assert twice.status_code == 422
    assert "One is enough (SM-2.241)" in said(twice)
    asha.save(reference, "issues", "add_component", **{**first, "organisation": "Hillside NHS Trust"})
    with sessions() as session:
        assert len(session.scalars(select(CaseComponent)).all()) == 2


@pytest.mark.covers("SM-3.98a")
def test_the_details_of_a_linked_case_stay_readable_from_the_lead_once_it_is_declined(desk, submit, sessions, case_of):
    other = {"name": "Ann Example", "phone": "+447700900123", "email": "ann@example.org", "postcode": "M1 1AA"}
    lead = submit(a_record()).json()["reference"]
    linked = submit(a_record(complainant=other)).json()["reference"]
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    senior.save(linked, "people", "link_case", to=lead, kind="lead_case")
    make_ready(senior, linked, code="other_reason")
    senior.save(
        linked, "decision", "decide", code="other_reason", why="It is linked to a lead case.", despite="The lead says it all.",
    )  # fmt: skip
    boss = desk(Role.MANAGER, "mo")
    decision = str(newest(sessions).id)
    boss.save(linked, "decision", "approve", id=decision)
    for party in ("complainant", "referring_mp"):
        senior.save(linked, "contacts", "record_contact", at=today_at(), way="post", party=party, is_decision="yes")
    senior.save(linked, "decision", "close", id=decision)
    assert case_of(linked).status == "closed"

    page = said(senior.open(lead, "people"))
    kept = page[page.index("Who complained in cases of the same lead") :]
    for words in (linked, "Ann Example", "ann@example.org", "M1 1AA"):
        assert words in kept
    assert MARKERS["name"] not in kept[: kept.index("How letters call them")]


def test_who_may_not_see_the_linked_case_does_not_see_its_details(desk, submit, sessions):
    lead, linked = submit(a_record()).json()["reference"], submit(a_record(complainant__name="Ann Example")).json()["reference"]
    health = desk(Role.CASEWORKER, "hal", team="health")
    health.save(linked, "work", "take")
    health.save(linked, "people", "link_case", to=lead, kind="lead_case")
    assert "Ann Example" in said(health.open(lead, "people"))
    assert "Ann Example" not in said(desk(name="tax", team="tax").open(lead, "people"))
