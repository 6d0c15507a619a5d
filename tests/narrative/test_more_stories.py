"""Seventy stories of several bodies and 130 answers: written before the reading was looked at, every fifth left unread.

The floors are what was measured; those of every fifth are what a stranger may expect (few stories: a wide margin).
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
UNREAD, READ = True, False


def _rows(name: str, *, unread: bool) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return [row for i, row in enumerate(rows) if (i % 5 == 4) is unread]


@pytest.fixture(scope="module")
def knowing() -> Reader:
    """A reader that knows the whole register."""
    return build_reader(Name(*row) for row in PHSO.register.spoken())


@pytest.mark.parametrize(("unread", "first", "third", "mentioned"), [(READ, 0.82, 0.94, 0.86), (UNREAD, 0.64, 0.78, 0.8)])
def test_who_is_complained_about_among_several(
    knowing: Reader, *, unread: bool, first: float, third: float, mentioned: float
) -> None:
    figures = [row.figure.value for row in reading.organisations(knowing, _rows("stories_more.yaml", unread=unread))]
    assert [figure >= floor for figure, floor in zip(figures, (first, third, mentioned), strict=True)] == [True] * 3, figures


@pytest.mark.parametrize(("unread", "floor"), [(READ, 0.89), (UNREAD, 0.94)])
def test_dates_in_a_story(knowing: Reader, *, unread: bool, floor: float) -> None:
    right, of = 0, 0
    for story in _rows("stories_more.yaml", unread=unread):
        found = knowing.read(story["text"], today=story["today"]).dates
        places = reading._places(story["text"], [row["said"] for row in story["dates"]])
        for row, (start, end) in zip(story["dates"], places, strict=True):
            of += 1
            right += any(reading._same_time(row, d.first, d.last) for d in found if d.start < end and start < d.end)
    assert right / of >= floor, right / of


@pytest.mark.parametrize(("unread", "floor"), [(READ, 0.95), (UNREAD, 0.84)])
def test_answers_to_when_it_happened(*, unread: bool, floor: float) -> None:
    rows = _rows("dates_again.yaml", unread=unread)
    wrong = [row["said"] for row in rows if not _is_right(row)]
    assert 1 - len(wrong) / len(rows) >= floor, wrong


def _is_right(row: dict[str, Any]) -> bool:
    edtf = date_from(row["said"], today=row["today"]).edtf
    if row["from"] is None or edtf is None:
        return edtf is row["from"]
    span = date_range(edtf)
    return reading._same_time(row, span.earliest.isoformat(), span.latest.isoformat())
