"""What is published about a record beside its determination: where triage starts."""

from __future__ import annotations

import json

from hypothesis import given, settings

from service_model import Complaint, determine
from service_model.published import published
from tests.service_model.building import TODAY, a_complaint
from tests.service_model.strategies import complaints


def test_a_terminal_illness_is_recommended_for_priority_and_suggested_as_a_risk() -> None:
    found = published(a_complaint(given="ready_health", signals=("terminal_illness",)), today=TODAY)["triage"]
    names = {row["name"]: row for row in found["recommendations"]}
    assert names["priority"]["choice"] is not None
    assert "SM-1.39" in names["priority"]["paragraphs"]
    assert any(row["category"] == "people" for row in found["risks"])


def test_a_threat_of_harm_stands_first_among_the_risks() -> None:
    found = published(a_complaint(given="ready_health", signals=("mp_involved", "self_harm_risk")), today=TODAY)["triage"]
    assert found["risks"][0]["immediate"]
    assert found["risks"][0]["because"] == ["signal self_harm_risk"]


def test_the_deadlines_count_from_the_day_it_was_received() -> None:
    received = a_complaint(given="ready_health", about={"received_on": "2026-05-22"})
    by = {row["name"]: row["by"] for row in published(received, today=TODAY)["triage"]["deadlines"]}
    assert by == {"acknowledge_contact": "2026-06-08", "contact_if_not_progressed": "2026-06-05"}  # 25 May is a bank holiday


@settings(max_examples=100, deadline=None)
@given(complaint=complaints())
def test_the_determination_is_published_unchanged_and_everything_is_json(complaint: Complaint) -> None:
    found = published(complaint, today=TODAY)
    again = json.loads(json.dumps(found))
    assert again.pop("triage") == found["triage"]
    assert again == json.loads(json.dumps(determine(complaint, today=TODAY).as_dict()))
    for row in found["triage"]["recommendations"]:
        assert row["choice"] is not None or row["needs"] or row["reason"]
        assert row["paragraphs"]
