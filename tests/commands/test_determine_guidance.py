"""`./redress determine --guidance`: what another version of the guidance would change, and records that contradict themselves."""

from __future__ import annotations

import json

import pytest

from commands.paths import ROOT
from tests.commands.test_json_commands import a_record, redress

V23 = ROOT / "tests" / "service_model" / "versions" / "v23.yaml"


def test_another_version_says_what_would_come_out_differently() -> None:
    late = a_record(today="2026-05-01", received_on="2026-05-01")  # they knew in July 2025: ten months
    found = json.loads(redress("determine", "--guidance", str(V23), "-", given=json.dumps(late)).stdout)
    assert (found["outcome"], found["guidance"], found["compared_with"]) == (
        "out_of_time", "Made-up guidance v23", "Service Model main guidance v22",
    )  # fmt: skip
    changes = {row["field"]: (row["now"], row["then"]) for row in found["changes"]}
    assert changes["outcome"] == ("ready_for_triage", "out_of_time")
    assert changes["next_question"] == (None, "delay_reasons")
    assert changes["findings.in_time.status"] == ("met", "not_met")


def test_the_same_version_changes_nothing() -> None:
    done = redress("determine", "--guidance", "v22", "-", given=json.dumps(a_record()))
    assert (done.returncode, json.loads(done.stdout)["changes"]) == (0, [])


@pytest.mark.parametrize("name", ["v99", "no/such/file.yaml"])
def test_a_version_that_is_not_there_is_said_plainly(name: str) -> None:
    done = redress("determine", "--guidance", name, "-", given="{}")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert name in done.stderr


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"issues": [{"event_on": "2025-02-31"}]}, "issues.0.event_on"),
        ({"issues": [{"complained_on": "2025-05", "replied_on": "2025-04"}]}, "issues.0.replied_on"),
        ({"issues": [{"aware_on": "2031-01-01"}]}, "issues.0.aware_on"),
        ({"issues": [{"local_stage": "not_started", "replied_on": "2025-04"}]}, "issues.0.replied_on"),
        ({"complaining_for": "self", "aggrieved_consent": True}, "aggrieved_consent"),
        ({"issues": [{"body": "nobody"}]}, "issues.0.body"),
        ({"authority": "atlantis"}, "authority"),
        ({"unanswered": {"colour": "dont_know"}}, "unanswered.colour"),
        ({"has_mp": "maybe"}, "has_mp"),
        ({"issues": [{"colour": "red"}]}, "issues.0.colour"),
    ],
)
def test_an_impossible_record_is_refused_by_the_name_of_its_field(record: dict[str, object], field: str) -> None:
    done = redress("determine", "-", given=json.dumps({"today": "2026-01-05", **record}))
    assert done.returncode == 1
    assert json.loads(done.stdout)["errors"][0]["field"] == field
    assert f"{field}: " in done.stderr
