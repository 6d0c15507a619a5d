"""135 stories and 150 answers of three hands who saw nothing else, read for their errors: floors guard what was reached.

At their first reading: decision 022.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.evaluating import reading
from narrative import Name, build_reader
from narrative.dates import date_from
from narrative.reader import Reader
from service_model import PHSO
from service_model.dates import date_range

_FOLDER = Path(__file__).parents[1] / "development"


def rows(name: str) -> list[dict[str, Any]]:
    """One of the two sets."""
    found: list[dict[str, Any]] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def knowing() -> Reader:
    """A reader that knows the whole register."""
    return build_reader(Name(*row) for row in PHSO.register.spoken())


def test_dates_in_stories_and_none_made_up(knowing: Reader) -> None:
    right, of, made_up, found_all = 0, 0, 0, 0
    for story in rows("stories_voices.yaml"):
        found = knowing.read(story["text"], today=story["today"]).dates
        places = list(reading._places(story["text"], [row["said"] for row in story["dates"]]))
        of, found_all = of + len(places), found_all + len(found)
        made_up += sum(not any(d.start < end and start < d.end for start, end in places) for d in found)
        for row, (start, end) in zip(story["dates"], places, strict=True):
            right += any(reading._same_time(row, d.first, d.last) for d in found if d.start < end and start < d.end)
    assert right / of >= 0.89, right / of
    assert made_up / found_all <= 0.03, made_up


def test_who_is_complained_about(knowing: Reader) -> None:
    figures = [row.figure.value for row in reading.organisations(knowing, rows("stories_voices.yaml"))]
    assert [figure >= floor for figure, floor in zip(figures, (0.79, 0.87, 0.7), strict=True)] == [True] * 3, figures


def test_answers_to_when_they_first_knew() -> None:
    wrong = [row["said"] for row in rows("dates_voices.yaml") if not _is_right(row)]
    assert len(wrong) <= 13, wrong


def _is_right(row: dict[str, Any]) -> bool:
    edtf = date_from(row["said"], today=row["today"]).edtf
    if row["from"] is None or edtf is None:
        return row["from"] is None and edtf is None
    span = date_range(edtf)
    return reading._same_time(row, span.earliest.isoformat(), span.latest.isoformat())
