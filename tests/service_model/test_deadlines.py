"""Deadlines: the first day does not count, the last is still inside, and bank holidays are no working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_model.authority import Deadline
from service_model.deadlines import due, is_over, is_working_day, london_day, working_days_after

TEN_WORKING = Deadline(paragraph="SM-1.27", days=10, working=True)
A_WEEK = Deadline(paragraph="SM-2.100", days=7)
TWO_DAYS_OF_HOURS = Deadline(paragraph="SM-1.34", hours=48)


@pytest.mark.parametrize(
    ("event", "last"),
    [
        (date(2026, 6, 1), date(2026, 6, 15)),  # no holiday between
        (date(2026, 12, 18), date(2027, 1, 6)),  # Christmas, the day in lieu of Boxing Day, New Year
        (date(2026, 4, 2), date(2026, 4, 20)),  # Good Friday and Easter Monday
        (date(2026, 5, 23), date(2026, 6, 8)),  # from a Saturday; the bank holiday is the Monday after
    ],
)
def test_ten_working_days_skip_weekends_and_bank_holidays(event: date, last: date) -> None:
    assert due(TEN_WORKING, event) == last


def test_a_week_is_seven_calendar_days_even_over_christmas() -> None:
    assert due(A_WEEK, date(2026, 12, 22)) == date(2026, 12, 29)


def test_forty_eight_hours_are_clock_hours_through_a_weekend_and_a_clock_change() -> None:
    saturday = datetime(2026, 10, 24, 10, 0, tzinfo=UTC)
    assert due(TWO_DAYS_OF_HOURS, saturday) == saturday + timedelta(hours=48)
    assert not is_over(TWO_DAYS_OF_HOURS, saturday, saturday + timedelta(hours=48))
    assert is_over(TWO_DAYS_OF_HOURS, saturday, saturday + timedelta(hours=48, seconds=1))


def test_the_last_day_is_still_inside_until_midnight_in_london() -> None:
    event = date(2026, 6, 1)
    assert not is_over(A_WEEK, event, datetime(2026, 6, 8, 22, 59, tzinfo=UTC))  # 23:59 in London
    assert is_over(A_WEEK, event, datetime(2026, 6, 8, 23, 0, tzinfo=UTC))  # midnight in London


def test_hours_counted_from_a_day_without_a_time_are_refused() -> None:
    with pytest.raises(ValueError, match="date and time"):
        due(TWO_DAYS_OF_HOURS, date(2026, 6, 1))
    with pytest.raises(ValueError, match="moment"):
        is_over(TWO_DAYS_OF_HOURS, datetime(2026, 6, 1, tzinfo=UTC), date(2026, 6, 5))


def test_a_moment_belongs_to_the_day_it_has_in_london() -> None:
    assert london_day(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == date(2026, 6, 2)
    assert london_day(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), number=st.integers(1, 40))
def test_the_last_working_day_is_one_and_each_more_is_later(day: date, number: int) -> None:
    last = working_days_after(day, number)
    assert is_working_day(last)
    assert working_days_after(day, number - 1) < last
