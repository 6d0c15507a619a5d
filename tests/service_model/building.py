"""Complaints for the tests, with sensible defaults: `a_complaint(given="ready_health", aware_on=...)`."""

from __future__ import annotations

from datetime import date
from typing import Any

from service_model import FACTS, Complaint, record_from

TODAY = date(2026, 6, 1)

READY_HEALTH = {
    "organisation": "Leeds General Infirmary",
    "local_stage": "final",
    "reply_format": "written",
    "further_stage_available": False,
    "meeting_offered": False,
    "aware_on": "2026-01-10",
    "complaining_for": "self",
}
READY_GOVERNMENT = {
    "organisation": "DWP",
    "mp_referral": "referred",
    "local_stage": "final",
    "further_stage_available": False,
    "aware_on": "2026-01-10",
    "complaining_for": "self",
}
GIVEN: dict[str, dict[str, Any]] = {"nothing": {}, "ready_health": READY_HEALTH, "ready_government": READY_GOVERNMENT}


def a_complaint(
    *,
    given: str = "nothing",
    channel: str | None = "web",
    signals: tuple[str, ...] = (),
    about: dict[str, Any] | None = None,
    issues: list[dict[str, Any]] | None = None,
    **facts: Any,
) -> Complaint:
    """A record from flat answers on top of `given`; an answer of None takes the default away. `issues` adds further ones."""
    answers = {name: value for name, value in {**GIVEN[given], **facts}.items() if value is not None}
    whole = {"channel": channel, "signals": [{"name": name} for name in signals], **(about or {})}
    record = record_from(answers, **whole)
    if not issues:
        return record
    data = record.model_dump(mode="json", exclude_none=True)
    issues = [{name: str(value) if isinstance(value, date) else value for name, value in row.items()} for row in issues]
    return Complaint.model_validate({**data, "issues": [*data.get("issues", []), *issues]})


def all_gate_facts() -> list[str]:
    """Every fact that a rule may need."""
    return [name for name, fact in FACTS.items() if fact.purpose == "gate"]
