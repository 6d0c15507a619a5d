"""`./redress coverage`: what counts as proved, what is lost, and what has to stand in docs/coverage.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.coverage import IN_SCOPE, in_catalogue_order, rows_that_wait, summary, table, troubles
from intake_api.rulebook.catalogue import CATALOGUE, files, identifiers, paragraph_of, requirements

SCOPE = [row.id for name in IN_SCOPE for row in requirements(CATALOGUE / name) if row.is_software]
ALL_BUT_TWO = {row: ["a test"] for row in SCOPE[2:]}


def found(proved: dict[str, list[str]], *, remembered: str, later: str, folder: Path) -> list[str]:
    (folder / "proved.txt").write_text(remembered, encoding="utf-8")
    (folder / "later.md").write_text(later, encoding="utf-8")
    return troubles(proved, remembered=folder / "proved.txt", later=folder / "later.md")


def test_all_is_well_when_each_row_is_in_one_place(tmp_path: Path) -> None:
    later = f"- {SCOPE[0]}, {SCOPE[1]}: a screen\n"
    assert found(ALL_BUT_TWO, remembered="\n".join(ALL_BUT_TWO), later=later, folder=tmp_path) == []


@pytest.mark.parametrize(
    ("remembered", "later", "said"),
    [
        ([*ALL_BUT_TWO, SCOPE[0]], f"- {SCOPE[0]}, {SCOPE[1]}: a screen", f"{SCOPE[0]} was proved by a test and is no more"),
        (ALL_BUT_TWO, f"- {SCOPE[0]}: a screen", f"{SCOPE[1]} is neither proved"),
        (ALL_BUT_TWO, f"- {SCOPE[0]}, {SCOPE[1]}, {SCOPE[2]}: a screen", f"{SCOPE[2]} is proved by a test; take it out"),
        (list(ALL_BUT_TWO)[1:], f"- {SCOPE[0]}, {SCOPE[1]}: a screen", f"1 rows are newly proved, {SCOPE[2]} first"),
    ],
)
def test_a_row_that_is_lost_nowhere_twice_or_new_is_named(remembered: list[str], later: str, said: str, tmp_path: Path) -> None:
    (problem,) = found(ALL_BUT_TWO, remembered="\n".join(remembered), later=later, folder=tmp_path)
    assert said in problem


def test_rows_in_the_reason_of_another_do_not_count_as_listed() -> None:
    text = "- SM-1.2a: as SM-1.3 says\n\n## Rows of the console, the API and the audit trail alone\n\nSM-2.9, SM-intro-4b."
    assert rows_that_wait(text) == ["SM-1.2a", "SM-2.9", "SM-intro-4b"]


def test_the_summary_has_the_published_shape_and_adds_up() -> None:
    counted = summary({"SM-2.21a": ["a test"]})
    assert set(counted) == {path.name for path in files()}
    intake = counted["service_model_intake.yaml"]
    assert set(intake) == {"rows", "software", "proved", "missing"}
    assert intake["proved"] == 1
    assert len(intake["missing"]) == intake["software"] - 1
    assert "SM-2.21a" not in intake["missing"]
    assert f"{sum(row['rows'] for row in counted.values()):5}" in table(counted)


def test_identifiers_are_read_the_same_with_and_without_their_rows() -> None:
    assert list(identifiers()) == [row.id for path in files() for row in requirements(path)]


def test_rows_stand_in_the_order_of_the_catalogue() -> None:
    assert in_catalogue_order({"SM-10.10": [], "SM-1.3a": [], "SM-2.21a": []}) == ["SM-1.3a", "SM-2.21a", "SM-10.10"]


@pytest.mark.parametrize(
    ("row", "paragraph"), [("SM-2.8ii-a", "SM-2.8"), ("SM-intro-3a", "SM-intro-3a"), ("CE-flow-2", "CE-flow-2")]
)
def test_a_row_belongs_to_a_paragraph(row: str, paragraph: str) -> None:
    assert paragraph_of(row) == paragraph
