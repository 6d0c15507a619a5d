"""The case closed before: two fields may say that it was premature, and the time rules read either in one way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import Complaint, date_problems
from service_model.closed_before import first_received_on, premature_on, was_premature

BACK = date(2026, 4, 10)


def a_return(closed_as_premature_on: str | None = None, **previous: Any) -> Complaint:
    """A complaint that came back, with what either field says of the earlier case."""
    return Complaint.model_validate(
        {"closed_as_premature_on": closed_as_premature_on, "previous_case": previous or None, "received_on": BACK}
    )


@pytest.mark.parametrize(
    ("complaint", "premature", "on"),
    [
        (a_return("2025-06"), True, "2025-06"),
        (a_return(closed_as="premature", closed_on="2025-06-12"), True, "2025-06-12"),
        (a_return(closed_as="local_resolution_ongoing"), True, None),
        (a_return("2025-06", closed_as="premature", closed_on="2025-06-12"), True, "2025-06"),
        (a_return("2025-06", closed_as="not_in_writing", closed_on="2025-09-01"), True, "2025-06"),
        (a_return(closed_as="not_in_writing", closed_on="2025-09-01"), False, None),
        (a_return(closed_as="premature", closed_on="2025-06-12", same_organisation=False), False, None),
        (a_return(), False, None),
    ],
)
def test_either_field_says_that_it_was_premature_and_when(complaint: Complaint, premature: bool, on: str | None) -> None:
    assert (was_premature(complaint), premature_on(complaint)) == (premature, on)


@pytest.mark.parametrize(
    ("complaint", "counted_to"),
    [
        (a_return(closed_as="not_in_writing", received_on="2025-09-01"), date(2025, 9, 1)),
        (a_return(closed_as="premature", received_on="2025-09-01"), BACK),
        (a_return("2025-10-01", received_on="2025-09-01"), BACK),
        (a_return("2025-06", closed_as="not_in_writing", received_on="2025-09-01"), date(2025, 9, 1)),
        (a_return(closed_as="not_in_writing", received_on="2025-09-01", same_complaint=False), BACK),
        (a_return(closed_as="not_in_writing", received_on="2026-05-01"), BACK),
        (a_return(received_on="2025-09-01"), date(2025, 9, 1)),
        (a_return(), BACK),
    ],
)
def test_what_was_not_properly_made_counts_to_its_first_receipt_and_what_was_premature_does_not(
    complaint: Complaint, counted_to: date
) -> None:
    assert first_received_on(complaint, BACK) == counted_to


def test_an_earlier_case_cannot_have_been_closed_after_today() -> None:
    found = dict(date_problems(a_return(closed_as="premature", closed_on="2027-06-12"), today=BACK))
    assert list(found) == ["previous_case.closed_on"]
