"""Dates as people know them, and the ones that cannot be right."""

from __future__ import annotations

from datetime import date

import pytest

from service_model import Complaint, check_dates
from service_model.checks import date_problems
from service_model.dates import anniversary, date_range
from tests.service_model.building import TODAY, a_complaint


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-24", "2023-12-01", "2025-02-28"),
        ("2024-01/2024-03", "2024-01-01", "2024-03-31"),
        ("2024~", "2023-01-01", "2025-12-31"),
    ],
)
def test_a_vague_date_is_every_day_it_may_mean(said: str, earliest: str, latest: str) -> None:
    assert tuple(map(str, date_range(said))) == (earliest, latest)


@pytest.mark.parametrize(
    "said",
    ["", "yesterday", "2024-02-30", "2024-13", "2024-01/..", "/2024", "2024-03/2024-01", "2" * 50, "٢٠٢٤-٠٣-٠٥", "2024-3-05 "],
)
def test_what_is_no_date_is_refused_in_plain_words(said: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar|beginning|begins"):
        date_range(said)


@pytest.mark.parametrize(
    ("day", "months", "falls_on"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2025-06-01", 12, "2026-06-01"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_the_anniversary(day: str, months: int, falls_on: str) -> None:
    assert str(anniversary(date.fromisoformat(day), months)) == falls_on


@pytest.mark.parametrize("field", ["event_on", "aware_on", "complained_on", "replied_on", "put_to_mp_on"])
def test_a_date_after_today_is_refused_by_name(field: str) -> None:
    with pytest.raises(ValueError, match=f"{field}: 2026-06-02 is after today"):
        check_dates(a_complaint(**{field: "2026-06-02"}), TODAY)


@pytest.mark.parametrize("said", ["2026-06-01", "2026-06", "2026", "2026-05/2026-07"])
def test_a_date_that_may_be_today_or_before_is_taken(said: str) -> None:
    check_dates(a_complaint(aware_on=said), TODAY)


def test_a_reply_before_the_complaint_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"issues\.0\.replied_on: The reply"):
        check_dates(a_complaint(complained_on="2026-03-02", replied_on="2026-03-01"), TODAY)


def test_a_reply_in_the_same_month_as_the_complaint_is_taken() -> None:
    check_dates(a_complaint(complained_on="2026-03-20", replied_on="2026-03"), TODAY)


def test_every_problem_is_named() -> None:
    complaint = a_complaint(aware_on="2027", put_to_mp_on="2028", about={"received_on": "2027-01-01"})
    assert [field for field, _ in date_problems(complaint, TODAY)] == ["received_on", "put_to_mp_on", "issues.0.aware_on"]


def test_the_record_refuses_a_date_it_cannot_read_and_names_it() -> None:
    with pytest.raises(ValueError, match="aware_on"):
        Complaint.model_validate({"issues": [{"aware_on": "last Tuesday"}]})
