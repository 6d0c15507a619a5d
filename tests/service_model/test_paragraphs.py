"""Which paragraphs the law or the office's policy marks: the packaged list is what the catalogue's rows add up to."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import pytest
import yaml

from intake_api.rulebook.catalogue import Requirement, requirements
from intake_api.rulebook.catalogue import files as catalogue_files
from service_model.findings import in_order

MARKED: dict[str, list[str]] = yaml.safe_load(files("service_model").joinpath("paragraphs.yaml").read_text(encoding="utf-8"))


def rows() -> list[Requirement]:
    """Every requirement of the Service Model main guidance."""
    return [row for path in catalogue_files() if path.name.startswith("service_model_") for row in requirements(path)]


def numbers(kind: str, found: Iterable[Requirement]) -> list[str]:
    """The paragraphs that hold a requirement of that kind, as the guidance numbers them."""
    return [each.removeprefix("SM-") for each in in_order(row.paragraph for row in found if row.kind == kind)]


def differences(marked: list[str], rebuilt: list[str]) -> list[str]:
    """What to change in the packaged list, one line each; nothing where it is the same."""
    added = [f"add {each}" for each in rebuilt if each not in marked]
    return [*added, *(f"take out {each}" for each in marked if each not in rebuilt)]


@pytest.mark.parametrize("kind", ["legal", "policy"])
def test_the_marks_are_those_of_the_catalogue(kind: str) -> None:
    rebuilt = numbers(kind, rows())
    assert differences(MARKED[kind], rebuilt) == [], f"service_model/paragraphs.yaml, {kind}: not what the catalogue says."
    assert MARKED[kind] == rebuilt, f"service_model/paragraphs.yaml, {kind}: out of order, or one stands twice."


def test_there_are_no_other_marks_in_either() -> None:
    assert set(MARKED) == {"legal", "policy"}
    assert {row.kind for row in rows()} == {"legal", "policy", "guidance"}


def test_a_difference_is_named_both_ways() -> None:
    assert differences(["1.1", "1.3"], ["1.1", "1.2"]) == ["add 1.2", "take out 1.3"]
