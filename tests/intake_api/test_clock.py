"""Moments as people in the United Kingdom read them, in winter and in summer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake_api.clock import in_london, time_in_london


@pytest.mark.parametrize(
    ("moment", "words", "time"),
    [
        (datetime(2026, 3, 5, 16, 7, tzinfo=UTC), "5 March 2026, 4:07pm", "4:07pm"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026, 12:30am", "12:30am"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 October 2026, 1:30am", "1:30am"),
        (datetime(2026, 12, 1, 12, 0, tzinfo=UTC), "1 December 2026, 12:00pm", "12:00pm"),
    ],
)
def test_a_moment_is_shown_in_the_time_of_the_country(moment: datetime, words: str, time: str) -> None:
    assert (in_london(moment), time_in_london(moment)) == (words, time)


def test_no_page_takes_the_day_of_a_moment_without_asking_where() -> None:
    """In summer the first hour of a day in London is still the day before in UTC, as the database has it."""
    folder = Path(__file__).parents[2] / "intake_api"
    taken = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if re.search(r"\.date\(\)", path.read_text("utf-8"))
    }
    assert taken == {"clock.py", "languages/rules.py"}  # the one that asks London, and one that reads a typed day
