"""The second development sets of answers and stories; the floors are what was measured when the reading was changed for them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.evaluating import reading
from narrative import Name, build_reader
from narrative.dates import date_from
from service_model import PHSO
from service_model.dates import date_range

_FOLDER = Path(__file__).parents[1] / "development"


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return rows


@pytest.mark.parametrize(("name", "floor"), [("dates_fresh.yaml", 0.93), ("dates_retired.yaml", 0.97)])
def test_answers_to_when_it_happened(name: str, floor: float) -> None:
    rows = _rows(name)
    wrong = [row["said"] for row in rows if not _is_right(row)]
    assert 1 - len(wrong) / len(rows) >= floor, wrong


def _is_right(row: dict[str, Any]) -> bool:
    on = row["today"] if isinstance(row["today"], date) else date.fromisoformat(row["today"])
    edtf = date_from(row["said"], today=on).edtf
    if edtf is None:
        return False
    span = date_range(edtf)
    return reading._same_time(row, span.earliest.isoformat(), span.latest.isoformat())


@pytest.mark.parametrize(("name", "first", "contacts"), [("stories_fresh.yaml", 0.89, 1.0), ("stories_retired.yaml", 0.93, 1.0)])
def test_bodies_and_contact_details(name: str, first: float, contacts: float) -> None:
    reader, stories = build_reader(Name(*row) for row in PHSO.register.spoken()), _rows(name)
    assert reading.organisations(reader, stories)[0].figure.value >= first
    assert [row.figure.value for row in reading.contacts(reader, stories)] == [contacts, contacts]
