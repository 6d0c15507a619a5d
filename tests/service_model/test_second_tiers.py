"""The file of second tier complaint handlers: an authority names it, beside its own file or in the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from service_model import PHSO
from service_model.second_tiers import load_second_tiers

ROW = """
second_tiers:
  assessor: {name: Sample Assessor, role: part, of: [sample], contact: "Phone 020 7946 0000", source: made up}
"""


def test_an_authority_that_names_no_file_has_no_second_tiers() -> None:
    assert load_second_tiers(None) == {}


def test_a_file_beside_the_authority_comes_before_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "second_tiers.yaml").write_text(ROW, encoding="utf-8")
    found = load_second_tiers("second_tiers.yaml", beside=tmp_path)
    assert [(name, each.title, each.through) for name, each in found.items()] == [("assessor", "the Sample Assessor", False)]


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match=r"nowhere\.yaml"):
        load_second_tiers("nowhere.yaml")


def test_a_row_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(ROW.replace("source: made up", "source: made up, phone: 1"), encoding="utf-8")
    with pytest.raises(ValueError, match="phone"):
        load_second_tiers("odd.yaml", beside=tmp_path)


def test_an_organisation_without_one_or_not_named_has_none() -> None:
    assert PHSO.second_tier_of("home_office") is None
    assert PHSO.second_tier_of(None) is None
