"""The whole published answer about a record: the determination, and what a caseworker's triage starts from."""

from __future__ import annotations

from datetime import date
from typing import Any

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.first_view import first_view
from service_model.deadlines import due, london_day
from service_model.determination import Determination
from service_model.duties import Recommendation
from service_model.engine import determine
from service_model.record import Complaint
from service_model.risk.first_view import SuggestedRisk, risks_from

_FROM_RECEIPT = ("acknowledge_contact", "contact_if_not_progressed")


def published(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> dict[str, Any]:
    """The determination in its published shape, with `triage`: recommendations, suggested risks, deadlines from receipt.

    Recommendations have a choice of None while `needs` are unknown; risks are for a person to rate. JSON-like values only.
    """
    in_force = authority.on(today)
    determination = determine(complaint, today=today, authority=in_force)
    return {**determination.as_dict(), "triage": triage(complaint, determination, today=today, authority=in_force)}


def triage(complaint: Complaint, determination: Determination, *, today: date, authority: Authority = PHSO) -> dict[str, Any]:
    """What triage starts from: {"recommendations": [...], "risks": [...], "deadlines": [...]}, each with its paragraphs."""
    received = complaint.received_on or today
    view = first_view(complaint, determination, today=today, authority=authority)
    return {
        "recommendations": [_recommendation(row) for row in view],
        "risks": [_risk(row) for row in risks_from(complaint)],
        "deadlines": [
            {"name": name, "by": london_day(due(deadline, received)).isoformat(), "paragraphs": [deadline.paragraph]}
            for name in _FROM_RECEIPT
            if (deadline := authority.deadlines.get(name)) is not None
        ],
    }


def _recommendation(row: Recommendation) -> dict[str, Any]:
    return {
        "name": row.name, "choice": row.choice, "reason": row.reason, "paragraphs": list(row.paragraphs), "kind": row.kind,
        "needs": list(row.needs),
    }  # fmt: skip


def _risk(row: SuggestedRisk) -> dict[str, Any]:
    return {
        "name": row.name, "category": row.category, "why": row.why, "because": list(row.because), "immediate": row.immediate,
        "paragraphs": list(row.paragraphs),
    }  # fmt: skip
