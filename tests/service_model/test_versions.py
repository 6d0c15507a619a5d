"""Law as it stood: the guidance in force on a day, rules with dates, and what another version would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from service_model import PHSO, determine
from service_model.authorities import load_authority, load_version
from service_model.authority import Authority, InForce
from tests.service_model.building import a_complaint

V23 = Path(__file__).parent / "versions" / "v23.yaml"
NEXT = load_version("phso", V23)
FRAME = {"guidance": "x", "in_force_from": "2027-04-01"}
BOTH = replace(PHSO, versions=(NEXT,))
TEN_MONTHS_OLD = a_complaint(given="ready_health", aware_on="2026-06-01", delay_reasons="ill")


def outcome(today: date, authority: Authority) -> tuple[str | None, str]:
    found = determine(TEN_MONTHS_OLD, today=today, authority=authority)
    return found.outcome, found.guidance


def test_a_determination_uses_and_names_the_guidance_in_force_on_the_day() -> None:
    assert outcome(date(2027, 3, 31), BOTH) == ("ready_for_triage", "Service Model main guidance v22")
    assert outcome(date(2027, 4, 1), BOTH) == ("out_of_time", "Made-up guidance v23")


def test_another_version_can_be_asked_for_before_it_is_in_force() -> None:
    assert outcome(date(2027, 3, 31), NEXT) == ("out_of_time", "Made-up guidance v23")


def test_a_version_keeps_what_it_does_not_change() -> None:
    assert NEXT.procedures["health"].months == 9
    assert NEXT.procedures["health"].statute == PHSO.procedures["health"].statute
    assert NEXT.procedures["parliamentary"] == PHSO.procedures["parliamentary"]
    assert NEXT.gates == PHSO.gates


@pytest.mark.parametrize("name", ["v22", "Service Model main guidance v22"])
def test_the_present_version_can_be_named(name: str) -> None:
    assert load_version("phso", name).guidance == PHSO.guidance


def test_a_version_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"no version 'v99'.*There are: Service Model main guidance v22, v22"):
        load_version("phso", "v99")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"guidance": "x"}, "give guidance, in_force_from and changes"),
        ({**FRAME, "changes": {"gates": ["no_such_gate"]}}, "no gate called 'no_such_gate'"),
        ({**FRAME, "changes": {"register": []}}, "register is the same"),
        ({"guidance": "x", "in_force_from": "some day", "changes": {}}, "in_force_from"),
    ],
)
def test_a_file_that_is_no_version_says_what_is_wrong(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(yaml.safe_dump(changed), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_version("phso", path)


def test_a_version_file_beside_the_authority_is_found(tmp_path: Path) -> None:
    packaged = Path(str(load_authority.__globals__["files"]("service_model"))) / "authorities" / "phso.yaml"
    (tmp_path / "phso.yaml").write_text(packaged.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "phso" / "versions").mkdir(parents=True)
    (tmp_path / "phso" / "versions" / "v23.yaml").write_text(V23.read_text(encoding="utf-8"), encoding="utf-8")
    found = load_authority(tmp_path / "phso.yaml")
    assert found.on(date(2027, 4, 1)).guidance == "Made-up guidance v23"
    assert found.on(date(2027, 3, 31)).guidance == "Service Model main guidance v22"


def test_a_rule_applies_to_complaints_that_arrive_while_it_is_in_force() -> None:
    """By the day the complaint reached the office, not by the day on which somebody looks at it."""
    dated = replace(PHSO, gates_in_force={"in_time": InForce(since=date(2026, 2, 1), until=date(2026, 3, 31))})
    for received, applies in {"2026-01-31": False, "2026-02-01": True, "2026-03-31": True, "2026-04-01": False}.items():
        complaint = a_complaint(given="ready_health", about={"received_on": received})
        gates = {finding.gate for finding in determine(complaint, today=date(2026, 6, 1), authority=dated).findings}
        assert ("in_time" in gates) is applies, received
