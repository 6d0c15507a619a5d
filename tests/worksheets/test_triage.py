"""The Public Value Model and early consideration (SM-2.78 to 2.112)."""

from __future__ import annotations

import pytest

from intake_api.clock import london_day, utc_now
from tests.casework.conftest import said
from tests.casework.test_decision import make_ready
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import open_sheet, saved, with_component, words_of

KIND = "public_value_model"
SCORES = {f"scores.{name}": "3" for name in ("claimed_injustice", "access", "wider_interest", "recurrence")}


@pytest.mark.covers("SM-2.78a")
def test_a_case_waiting_for_triage_has_an_empty_test_attached(desk, reference):
    asha = desk()
    assert "Waiting for triage" in words_of(asha.open(reference, "work").text)
    assert "Public Value Model Not begun" in words_of(asha.open(reference, "worksheets").text)
    page = open_sheet(asha, reference, KIND)
    assert "Version 1" not in words_of(page)
    assert 'name="scores.access"' in page


@pytest.mark.covers("SM-2.81a")
def test_the_claimed_injustice_stands_there_in_their_own_words(desk, submit):
    case = submit(a_record(injustice="I could not work for a year")).json()["reference"]
    page = words_of(open_sheet(desk(), case, KIND))
    assert "The claimed injustice, in their own words Injustice I could not work for a year" in page


@pytest.mark.covers("SM-2.83c")
def test_a_parliamentary_case_answers_its_own_question_and_stays_open_to_change(desk, submit, handed_off):
    asha = desk()
    government = submit(a_record()).json()["reference"]
    nhs = submit(a_record(issues__organisation="Anytown NHS Trust", issues__organisation_kind="nhs_trust")).json()["reference"]
    checked = 'name="answers.parliamentary" type="radio" value="yes" checked'
    assert checked in open_sheet(asha, government, KIND)
    assert checked not in open_sheet(asha, nhs, KIND)
    saved(asha, government, KIND, {"answers.parliamentary": "no"}, finish=False)
    assert handed_off(government)["work"]["worksheets"][0]["answers"]["answers"] == {"parliamentary": False}


@pytest.mark.covers("SM-2.83e", "SM-2.83f")
@pytest.mark.parametrize("name", ["wider_interest", "external_factors"])
def test_a_yes_opens_a_note_that_is_kept_with_the_answer(desk, reference, handed_off, name):
    asha = desk()
    assert f'name="notes.{name}"' not in open_sheet(asha, reference, KIND)
    page = saved(asha, reference, KIND, {f"answers.{name}": "yes"}, finish=False)
    assert f'name="notes.{name}"' in page
    form = {f"answers.{name}": "yes", f"notes.{name}": "national recall", "links": "https://example.org/recall"}
    saved(asha, reference, KIND, form, finish=False)
    kept = handed_off(reference)["work"]["worksheets"][0]["answers"]
    assert kept == {"answers": {name: True}, "notes": {name: "national recall"}, "links": ["https://example.org/recall"]}


@pytest.mark.covers("SM-2.83g")
def test_earlier_cases_on_the_same_organisation_and_issue_are_counted(desk, submit):
    asha = desk()
    cases = [submit(a_record(issues__summary=f"{words}")).json()["reference"] for words in ["Lost papers"] * 5 + ["Rude staff"]]
    for case in cases:
        asha.save(case, "issues", "from_record")
    page = words_of(open_sheet(asha, cases[0], KIND))
    assert "On the same issue and organisation 4 SM-2.83" in page
    assert "On the same organisation 5" in page


@pytest.mark.covers("SM-2.84a")
def test_scores_answers_and_total_go_into_the_hand_off(desk, reference, handed_off):
    form = {**SCORES, "injustices.0.words": "I could not heat.", "injustices.0.level": "3", "adjustments_considered": "yes",
            "precedent_check": "none found", "answers.ongoing_impact": "yes"}  # fmt: skip
    saved(desk(), reference, KIND, form)
    row = handed_off(reference)["work"]["worksheets"][0]
    assert set(row["answers"]["scores"].values()) == {3}
    assert len(row["answers"]["scores"]) == 4
    assert row["answers"]["answers"] == {"ongoing_impact": True}
    assert "Total 12, level 3." in [each["reason"] for each in row["findings"] if each["gate"] == "total"]


@pytest.mark.covers("SM-2.85b", "SM-2.85c")
def test_minimal_intervention_asks_its_circumstances_with_yes_or_no(desk, reference):
    page = open_sheet(desk(), reference, KIND)
    for name, label in (("few_contacts", "A few telephone calls or contacts"),
                        ("simple_and_linked", "Simple, with outcome linked to complaint and injustice")):  # fmt: skip
        assert label in words_of(page)
        for answer in ("yes", "no"):
            assert f'name="minimal.{name}" type="radio" value="{answer}"' in page


@pytest.mark.covers("SM-2.98")
def test_the_tools_of_early_consideration_are_for_whoever_has_the_case(desk, reference, handed_off):
    ben = desk(name="ben", team="Specialist health")
    saved(ben, reference, "early_consideration", {"summary": "They lost her papers."}, finish=False)
    assert handed_off(reference)["work"]["worksheets"][0]["by"] == "ben"
    saved(ben, reference, "public_value_model", {"answers.ongoing_impact": "no"}, finish=False)


@pytest.mark.covers("SM-2.111c")
def test_a_talk_with_a_lead_clinician_needs_a_note_with_name_and_date_before_a_decision(desk, submit):
    late = {"issues__local_stage": "under_way", "issues__reply_format": None, "issues__replied_on": None,
            "issues__exceptional_circumstances": "none", "complainant__adjustments": None}  # fmt: skip
    case = submit(a_record(**late)).json()["reference"]
    asha = desk()
    make_ready(asha, case)
    noted = {"summary": "Papers were lost.", "standard": "The Charter", "clinician_discussion_held": "yes"}
    saved(asha, case, "early_consideration", noted, finish=False)
    answer = asha.send(case, "decision", "decide", code="local_resolution_ongoing")
    assert answer.status_code == 422
    assert "Record the talk with the lead clinician: a note, their name and the date." in said(answer)
    noted |= {"clinician_name": "Dr Webb", "clinician_on": str(london_day(utc_now())), "clinician_note": "No advice is needed."}
    saved(asha, case, "early_consideration", noted)
    asha.save(case, "decision", "decide", code="local_resolution_ongoing")


def test_a_component_does_not_stand_in_the_way_of_the_count(desk, reference):
    asha = desk()
    with_component(asha, reference)
    assert "On the same issue and organisation 0" in words_of(open_sheet(asha, reference, KIND))
