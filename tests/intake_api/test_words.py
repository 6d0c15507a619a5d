"""Everything a record can hold has a name on the staff pages."""

from __future__ import annotations

import pytest

from intake_api.languages.dates import vague_date
from intake_api.staff import present, words
from service_model.facts import FACTS
from service_model.record import Complaint, Issue, Person

ELSEWHERE = {"story", "complainant", "issues", "signals", "consents", "notices", "parties", "unanswered", "provenance", "heads"}


def paths():
    yield from (name for name in Complaint.model_fields if name not in ELSEWHERE)
    yield from (f"issues.{name}" for name in Issue.model_fields)
    yield from (f"complainant.{name}" for name in Person.model_fields)


@pytest.mark.parametrize("path", list(paths()))
def test_every_field_of_the_record_has_a_label(path):
    assert words.has_field(path)


def test_every_fact_that_steers_the_talk_has_a_label():
    assert all(words.field(name) != name for name, fact in FACTS.items() if fact.path is None)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2024-03-05", "5 March 2024"), ("2024-03", "March 2024"), ("2024", "2024"),
        ("2024-01/2024-03", "between 1 January 2024 and 31 March 2024"), ("2024-21", "between 1 March 2024 and 31 May 2024"),
    ],
)  # fmt: skip
def test_dates_are_said_as_precisely_as_they_are_known(edtf, said):
    assert vague_date(edtf) == said


@pytest.mark.parametrize(("code", "said"), [("nhs_trust", "NHS trust"), ("out_of_time", "Out of time"), (None, "Not known")])
def test_codes_are_said_in_words(code, said):
    assert words.code(code) == said


def test_what_staff_recorded_as_one_thing_is_shown_field_by_field():
    recorded = {"referral": {"requests_investigation": True}, "previous_case": {"closed_on": "2026-03-05"}}
    complaint = Complaint.model_validate(recorded)
    rows = {row.label: row.value for row in present._facts(complaint)}
    assert rows["Referral on file: requests investigation"] == "Yes"
    assert rows["Earlier case: closed on"] == "5 March 2026"
