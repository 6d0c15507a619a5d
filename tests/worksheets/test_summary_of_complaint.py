"""The summary of complaint: reviewed first, resting on a conversation, ranked, finished into components (SM-2.227 to 2.232)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.casework.models import CaseComponent
from intake_api.clock import london_day, utc_now
from tests.casework.test_decision import today_at
from tests.worksheets.conftest import open_sheet, refused, saved, with_component, words_of

SHEET, FORM = "summary_of_complaint", "primary_decision"


@pytest.fixture
def talked(desk, reference):
    """A caseworker who has spoken with the complainant."""
    asha = desk()
    asha.save(reference, "contacts", "record_contact", at=today_at(), way="phone", reached="yes", about="We talked it over.")
    return asha


def issues(*rows):
    return {f"issues.{place}.{name}": value for place, row in enumerate(rows) for name, value in row.items()}


LOST, RUDE = {"issue": "Lost papers", "going_forward": "yes"}, {"issue": "Rude receptionist", "going_forward": "yes"}
SIGNS = {"issue": "Car park signs", "going_forward": "no"}
REST = {"record_reviewed": "yes", "contact": "1", "text": "They lost her papers twice."}


@pytest.mark.covers("SM-2.227a")
def test_the_review_comes_first(desk, reference):
    asha = desk()
    asked = "Review the complaint and what intake recorded first"
    assert asked in words_of(open_sheet(asha, reference, SHEET))
    assert asked not in words_of(saved(asha, reference, SHEET, {"record_reviewed": "yes"}, finish=False))


@pytest.mark.covers("SM-2.227b")
def test_a_summary_that_rests_on_no_conversation_needs_a_reason(talked, reference, handed_off):
    bare = {**REST, "contact": "", **issues(LOST)}
    assert "Choose the contact the summary rests on. (SM-2.227)" in refused(talked, reference, SHEET, bare)
    saved(talked, reference, SHEET, bare, rests_on_contact="She wrote all of it to us in a letter.")
    assert handed_off(reference)["work"]["departures"][0]["explanation"] == "She wrote all of it to us in a letter."
    page = words_of(saved(talked, reference, SHEET, {**REST, **issues(LOST)}))
    assert "phone call, complainant" in page


@pytest.mark.covers("SM-2.228")
def test_the_order_of_importance_is_kept_and_stands_on_the_decision_form(talked, reference):
    rows = [{**LOST, "rank": "3"}, {"issue": "Misdiagnosis", "going_forward": "yes", "rank": "1"}, {**RUDE, "rank": "2"}]
    saved(talked, reference, SHEET, {**REST, **issues(*rows)})
    form = words_of(open_sheet(talked, reference, FORM))
    assert "By importance to the complainant: 1. Misdiagnosis; 2. Rude receptionist; 3. Lost papers." in form


@pytest.mark.covers("SM-2.230a")
def test_an_issue_left_out_without_agreement_is_the_caseworkers_decision_with_reasons(talked, reference):
    bare = {**REST, **issues(LOST, {**SIGNS, "agreed": "no"})}
    assert "Car park signs: They do not agree. Record why it is more proportionate" in refused(talked, reference, SHEET, bare)
    why = {"agreed": "no", "reasons": "It is not for us.", "service_impact": "She may be disappointed."}
    page = words_of(saved(talked, reference, SHEET, {**REST, **issues(LOST, {**SIGNS, **why})}))
    assert "Left out by the caseworker's decision: Car park signs (It is not for us.)." in page


@pytest.mark.covers("SM-2.231b")
def test_an_issue_that_both_leave_out_stands_on_the_decision_form_as_agreed(talked, reference):
    saved(talked, reference, SHEET, {**REST, **issues(LOST, {**SIGNS, "agreed": "yes"})})
    assert "Agreed to be left out: Car park signs." in words_of(open_sheet(talked, reference, FORM))


@pytest.mark.covers("SM-2.232a", "SM-2.232b")
def test_finished_it_stands_on_the_decision_form_and_each_issue_that_goes_forward_is_one_component(talked, reference, sessions):
    everything = {**REST, **issues(LOST, RUDE, {**SIGNS, "agreed": "yes"})}
    saved(talked, reference, SHEET, everything, finish=False)
    with sessions() as session:
        assert session.scalars(select(CaseComponent)).all() == []
    saved(talked, reference, SHEET, everything)
    saved(talked, reference, SHEET, {**everything, "complainant_told_on": "2026-11-27"})
    with sessions() as session:
        assert session.scalars(select(CaseComponent.heading).order_by(CaseComponent.id)).all() == [
            "Lost papers",
            "Rude receptionist",
        ]
    today = london_day(utc_now())
    form = words_of(open_sheet(talked, reference, FORM))
    assert f"Summary of {today.day} {today:%B %Y}, by asha: They lost her papers twice." in form


@pytest.mark.covers("SM-2.242b")
def test_a_component_has_one_subject(desk, reference):
    asha = desk()
    place = with_component(asha, reference)
    both = refused(asha, reference, "component_details", {"subject": ["delay", "records"]}, place)
    assert "Choose one answer only." in both
    page = words_of(saved(asha, reference, "component_details", {"subject": "delay"}, place))
    assert "Subject Not known Delay" in page
