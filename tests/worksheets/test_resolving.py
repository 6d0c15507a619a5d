"""Mediation, resolution requests, information requests (SM-2.115 to 2.130, 3.63 to 3.65, 1.15)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intake_api.clock import london_day, utc_now
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import open_sheet, refused, saved, words_of

TALKS = {
    f"{side}_talk.{name}": "None stated"
    for side in ("complainant", "organisation") for name in ("views", "outcome_wanted", "preferred_contact", "adjustments")
}  # fmt: skip
MEDIATION = "dispute_resolution"


@pytest.mark.covers("SM-2.115")
def test_the_record_of_mediation_has_no_place_for_a_finding(desk, reference):
    page = open_sheet(desk(), reference, MEDIATION)
    form = page[page.index('id="worksheet"') :]
    form = form[: form.index("</form>")]
    assert 'name="complainant_talk.views"' in form
    for word in ("upheld", "finding", "maladministration", "failing"):
        assert word not in form.lower(), word


@pytest.mark.covers("SM-2.125b")
def test_a_conference_offers_exactly_three_formats_once_both_talks_are_complete(desk, reference):
    asha = desk()
    day = london_day(utc_now()) + timedelta(days=14)
    when = {"conference_at": f"{day}T10:00", "conference_format": "teleconference"}
    assert "SM-2.125" in refused(asha, reference, MEDIATION, when, finish=False)
    page = saved(asha, reference, MEDIATION, TALKS, finish=False)
    found = [value for value in ("in_person", "teleconference", "videoconference")
             if f'name="conference_format" type="radio" value="{value}"' in page]  # fmt: skip
    assert len(found) == 3
    assert page.count('name="conference_format" type="radio"') == 4  # and 'Not known yet'
    page = words_of(saved(asha, reference, MEDIATION, {**TALKS, **when}, finish=False))
    for side in ("complainant", "organisation"):
        assert f"Invite the {side} to the resolution conference on {day:%-d %B %Y}." in page


@pytest.mark.covers("SM-2.130a")
def test_mediation_outcomes_are_recorded_by_component(desk, submit, handed_off):
    record = a_record()
    record["issues"] += [{**record["issues"][0], "summary": words} for words in ("Rude staff", "Wrong sum")]
    case = submit(record).json()["reference"]
    asha = desk()
    asha.save(case, "issues", "from_record")
    outcome = {"by_mediation": "yes", "mediation_outcome": "They meet and apologise."}
    saved(asha, case, "mediation_outcome", outcome, "component-2")
    kept = handed_off(case)["work"]["worksheets"]
    assert [(each["component"], each["answers"]["mediation_outcome"]) for each in kept] == [
        ("2. Rude staff", "They meet and apologise."),
    ]  # fmt: skip


REQUEST = {
    "organisation": "Riverside NHS Trust",
    "requests": ["financial_redress", "service_improvements"],
    "action": "Pay 200 pounds.",
}


@pytest.mark.covers("SM-3.63b")
def test_a_resolution_request_offers_redress_and_service_improvements(desk, reference):
    page = open_sheet(desk(), reference, "resolution_request", "entry-new")
    assert 'name="requests" type="checkbox" value="financial_redress"' in page
    assert 'name="requests" type="checkbox" value="service_improvements"' in page
    assert "Financial redress Service improvements" in words_of(page)


@pytest.mark.covers("SM-3.65a")
def test_a_refusal_is_kept_with_its_date_and_reason(desk, reference):
    asha = desk()
    saved(asha, reference, "resolution_request", REQUEST, "entry-new")
    answer = {**REQUEST, "answer": "refused"}
    assert "SM-3.65" in refused(asha, reference, "resolution_request", answer, "entry-1")
    answer |= {"answered_on": "2026-03-09", "refusal_reason": "They see no failing."}
    saved(asha, reference, "resolution_request", answer, "entry-1")
    timeline = words_of(asha.open(reference, "timeline").text)
    assert (
        "What did the organisation answer?: Refused; When?: 9 March 2026; If it refused: why?: They see no failing." in timeline
    )


def test_entries_are_apart_each_with_its_own_history(desk, reference, handed_off):
    asha = desk()
    saved(asha, reference, "resolution_request", REQUEST, "entry-new")
    page = saved(asha, reference, "resolution_request", {**REQUEST, "organisation": "Hillside Surgery"}, "entry-new")
    assert "Version 1" in words_of(page)
    assert "Version 2" not in words_of(page)
    saved(asha, reference, "resolution_request", {**REQUEST, "action": "Say sorry."}, "entry-1")
    kept = handed_off(reference)["work"]["worksheets"]
    assert [(each["entry"], each["version"], each["answers"]["organisation"]) for each in kept] == [
        (1, 2, "Riverside NHS Trust"), (2, 1, "Hillside Surgery"),
    ]  # fmt: skip


@pytest.mark.covers("SM-1.15b")
@pytest.mark.parametrize("addressee", ["complainant", "organisation", "third_party"])
def test_an_information_request_goes_to_a_kind_of_addressee_and_is_open_until_answered(desk, reference, handed_off, addressee):
    asha = desk()
    page = open_sheet(asha, reference, "information_request", "entry-new")
    assert 'name="status" type="radio" value="open" checked' in page
    form = {"addressee_type": addressee, "addressee": "Anytown NHS Trust", "what": "The ward diary of May.",
            "relevance": "It shows who was there.", "status": "open"}  # fmt: skip
    saved(asha, reference, "information_request", form, "entry-new")
    row = handed_off(reference)["work"]["worksheets"][0]
    assert (row["answers"]["addressee_type"], row["answers"]["status"]) == (addressee, "open")
    saved(asha, reference, "information_request", {**form, "status": "answered", "answered_on": "2026-11-02"}, "entry-1")
    row = handed_off(reference)["work"]["worksheets"][0]
    assert (row["answers"]["status"], row["version"]) == ("answered", 2)


@pytest.mark.covers("SM-2.128b")
def test_an_agreed_action_is_never_labelled_a_recommendation(desk, reference, handed_off):
    asha = desk()
    held = {**TALKS, "conference_held": "yes", "outcomes.0.agreed_action": "They meet and apologise.",
            "outcomes.0.complainant_agrees": "yes", "outcomes.0.organisation_agrees": "yes"}  # fmt: skip
    page = words_of(saved(asha, reference, MEDIATION, held, finish=False))
    assert "The agreed action: They meet and apologise." in page
    row = handed_off(reference)["work"]["worksheets"][0]
    assert row["answers"]["outcomes"][0]["agreed_action"] == "They meet and apologise."
    assert "recommend" not in str(row).lower()
