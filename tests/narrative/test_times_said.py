"""The development sets of dates: answers and stories written apart from the reading, and words of time that are no date."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.evaluating.reading import _same_time
from narrative.dates import date_from, find_dates
from service_model.dates import date_range

_FOLDER = Path(__file__).parents[1] / "development"


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return rows


def _is_right(row: dict[str, Any]) -> bool:
    answer = date_from(row["said"], today=row["today"])
    if row["from"] is None:
        return answer.edtf is None
    if row["from"] > row["today"]:
        return answer.problem == "date_future"
    if answer.edtf is None:
        return False
    span = date_range(answer.edtf)
    return _same_time(row, span.earliest.isoformat(), span.latest.isoformat())


def test_answers_to_when_it_happened() -> None:
    rows = _rows("dates_more.yaml")
    wrong = [row["said"] for row in rows if not _is_right(row)]
    assert len(wrong) / len(rows) <= 0.05, wrong


def test_every_date_of_a_short_story() -> None:
    missed, of = [], 0
    for story in _rows("date_stories.yaml"):
        found, after = find_dates(story["text"], today=story["today"]), dict[str, int]()
        for row in story["dates"]:
            of += 1
            start = story["text"].index(row["said"], after.get(row["said"], 0))
            end = after[row["said"]] = start + len(row["said"])
            if not any(_same_time(row, d.first, d.last) for d in found if d.start < end and start < d.end):
                missed.append((story["id"], row["said"]))
    assert len(missed) / of <= 0.06, missed


@pytest.mark.parametrize(
    "text",
    [
        "I may have been wrong about the second nurse", "You can't just march in here and demand things",
        "We had to wait nine hours on a trolley", "There was a two week delay before anybody looked",
        "I paid £2,024 for the work and £1999 for the boiler", "Room 2019, second floor, ward 3",
        "My ref is 2023/117 and the case number is 12/34", "My daughter June and my mum April are witnesses",
        "call me on 020 7946 0123 or 07700 900 456", "I live at 14 March Street", "every Christmas we go to my sister's",
        "a week's wages, two weeks' notice, ten days' leave", "He earns 2000 a month", "Open 9 to 5 Monday to Friday",
    ],
)  # fmt: skip
def test_words_of_time_that_are_no_date(text: str) -> None:
    assert find_dates(text, today=date(2026, 3, 4)) == []
