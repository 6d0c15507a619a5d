"""What somebody has to do, may do or must not do about a case: to whom, until when, and the paragraph that says so.

A finding says what is so; a duty says what follows for the people who work on the case. Letters take their
addressees from `to`, task lists take their dates from `by`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from service_model.determination import Force

Mp = Literal["referring_mp", "assisting_mp", "new_mp", "successor_mp"]
"""An MP with a part in the case."""
Party = Literal[
    "complainant", "aggrieved", "representative", "advocate", Mp,
    "lead_clinician", "clinical_adviser", "operations_manager", "information_access_team",
    "organisation", "principal_officer", "chief_executive", "permanent_secretary", "complaints_team", "liaison_point",
    "contractor", "second_tier", "other_handler", "other_organisation", "commissioner", "named_person", "other_ombudsman",
    "caseworker", "senior_caseworker", "manager", "assistant_director", "senior_decision_maker", "legal_team", "quality_team",
    "external_affairs", "information_security_manager", "review_and_feedback_team",
    "joint_working_team", "dispute_resolution_team", "early_consideration_team", "casework_team",
]  # fmt: skip
"""Who a duty is owed to, or who is told: roles, never names."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One step. `must` is False where the guidance leaves it to judgement; `not_to` forbids. `by` is the last moment inside."""

    name: str
    what: str
    kind: Force
    paragraphs: tuple[str, ...]
    to: tuple[Party, ...] = ()
    by: date | datetime | None = None
    must: bool = True
    not_to: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What Redress would choose, for a person to decide. `choice` is None while `needs` (facts) are unknown."""

    name: str
    choice: str | None
    reason: str
    paragraphs: tuple[str, ...]
    kind: Force = "guidance"
    needs: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
