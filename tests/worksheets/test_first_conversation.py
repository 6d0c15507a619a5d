"""The sheet for the conversation with the complainant: what it asks, what it prompts for, what it keeps (SM-2.219, 2.220)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.casework.models import CaseAdjustment
from intake_api.clock import london_day, utc_now
from tests.casework.test_decision import today_at
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import open_sheet, saved, words_of

SHEET = "first_conversation"
HEALTH = {
    "issues__organisation": "Sheffield Teaching Hospitals NHS Foundation Trust", "issues__organisation_kind": "nhs_trust",
    "mp_referral": None, "put_to_mp_on": None,
}  # fmt: skip


def part(page, heading):
    """The words of a page between this heading and the next one of the sheet."""
    text = words_of(page)
    return text[text.index(heading) :] if heading in text else ""


def open_points(page):
    text = words_of(page)
    start = text.find("Open points")
    return text[start : text.find("What the rules say", start)] if start >= 0 else ""


@pytest.mark.covers("SM-2.219b", "SM-2.220")
def test_what_was_covered_in_one_call_is_done_in_the_next_and_the_rest_is_open(desk, reference):
    asha, ben = desk(), desk(name="ben")
    five = ("introduced", "identity_verified", "circumstances_acknowledged", "stage_explained", "timescales_explained")
    saved(asha, reference, SHEET, dict.fromkeys(five, "yes") | {"next_contact_on": "2027-01-15"}, finish=False)
    page = open_sheet(ben, reference, SHEET)
    done = words_of(page)
    assert (
        "Done already: identity checked, introduction, circumstances acknowledged, stage explained, timescales explained" in done
    )
    left = open_points(page)
    for words in ("Say who you are", "Check who you are speaking to", "Acknowledge what happened", "Explain how long it takes"):
        assert words not in left
    for words in ("Find out what else is needed", "Give your contact details", "Early Dispute Resolution"):
        assert words in left


@pytest.mark.covers("SM-2.219c")
def test_not_a_good_time_asks_for_a_day_to_call_back(desk, reference):
    asha = desk()
    assert "Callback date missing" in open_points(saved(asha, reference, SHEET, {"good_time": "no"}, finish=False))
    page = saved(asha, reference, SHEET, {"good_time": "no", "callback_on": "2027-01-15"}, finish=False)
    assert "Callback date missing" not in open_points(page)


@pytest.mark.covers("SM-2.219e")
def test_before_anything_is_saved_it_says_where_the_case_is_and_what_the_two_next_steps_are(desk, reference):
    asha = desk()
    asha.save(reference, "work", "take")
    page = words_of(open_sheet(asha, reference, SHEET))
    assert "Primary investigation" in page
    assert "We act on it now" in page
    assert "It is passed on for detailed investigation" in page


@pytest.mark.covers("SM-2.219f")
def test_an_adjustment_without_an_agreed_way_is_prompted_for_and_stays_open(desk, reference, sessions):
    asha = desk()
    assert 'value="yes" checked' in open_sheet(asha, reference, SHEET)  # asked for at intake: Letters on lilac paper
    left = open_points(saved(asha, reference, SHEET, {"adjustment_asked": "yes", "good_time": "yes"}))
    assert "agree and record a way of contact that meets it. SM-2.219" in left
    with sessions() as session:
        assert session.scalars(select(CaseAdjustment.agreed)).one() is None
    page = saved(asha, reference, SHEET, {"adjustment_asked": "yes", "agreed_way": "Letters on lilac paper"})
    assert "agree and record a way" not in open_points(page)


@pytest.mark.covers("SM-2.219h")
def test_injustice_and_outcome_are_two_fields_and_each_is_asked_for(desk, reference):
    left = open_points(saved(desk(), reference, SHEET, {"claimed_injustice": "No heating for a winter."}))
    assert "Outcome sought missing. Record each of the two. SM-2.219" in left
    assert "Claimed injustice missing" not in left


@pytest.mark.covers("SM-2.219i")
def test_with_the_duty_of_candour_it_says_that_some_outcomes_may_not_be_achievable(desk, reference):
    asha = desk()
    assert "some may not be achievable" not in words_of(open_sheet(asha, reference, SHEET)).casefold()
    saved(asha, reference, "primary_decision", {"duty_of_candour": "yes"}, finish=False)
    page = open_sheet(asha, reference, SHEET)
    assert "some may not be achievable" in words_of(page).casefold()
    assert "Some may not be achievable." in open_points(saved(asha, reference, SHEET, {"outcome_sought": "The truth."}))


@pytest.mark.covers("SM-2.219j")
@pytest.mark.parametrize(("changes", "is_asked"), [(HEALTH, True), ({}, False)], ids=["health", "parliamentary"])
def test_clinical_advice_is_explained_in_health_cases(desk, submit, changes, is_asked):
    case = submit(a_record(**changes)).json()["reference"]
    assert ("Clinical advice explained" in words_of(open_sheet(desk(), case, SHEET))) is is_asked


@pytest.mark.covers("SM-2.219n")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_early_dispute_resolution_is_answered_with_yes_or_no(desk, reference, answer):
    asha = desk()
    page = saved(asha, reference, SHEET, {"introduced": "yes"})
    assert "Is the case suitable for Early Dispute Resolution?" in open_points(page)
    assert "open points" in words_of(page)
    page = saved(asha, reference, SHEET, {"introduced": "yes", "suits_early_resolution": answer})
    assert "Early Dispute Resolution" not in open_points(page)


@pytest.mark.covers("SM-2.219o", "SM-2.219p")
def test_every_answer_is_kept_with_the_caseworker_and_the_time(desk, reference, handed_off):
    asha = desk()
    asha.save(reference, "contacts", "record_contact", at=today_at(), way="phone", reached="yes", about="We talked.")
    answers = {
        "contact": "1", "introduced": "yes", "good_time": "yes", "claimed_injustice": "No heating.", "outcome_sought": "Sorry.",
        "suits_early_resolution": "no", "contact_details": "020 7946 0000",
    }  # fmt: skip
    history = part(saved(asha, reference, SHEET, answers), "History")
    today = london_day(utc_now())
    assert f"finished, asha, {today.day} {today:%B %Y}" in history
    for words in ("No heating.", "Sorry.", "Contact details given Not known 020 7946 0000", "phone call"):
        assert words in history
    assert "Worksheet saved" in words_of(asha.open(reference, "timeline").text)
    kept = next(each for each in handed_off(reference)["work"]["worksheets"] if each["kind"] == SHEET)
    assert kept["answers"]["contact_details"] == "020 7946 0000"
    assert kept["answers"]["suits_early_resolution"] is False
