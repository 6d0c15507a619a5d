"""POST /v1/determinations: what can happen to a complaint, and why. Stores nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Body

from intake_api.authorities import authority
from intake_api.cases.checks import read_record
from intake_api.clock import today as london_today
from intake_api.problems import FieldError, Problem
from intake_api.rates import DeterminationLimit
from intake_api.security import Anyone
from service_model.published import published
from service_model.record import Complaint

router = APIRouter(prefix="/v1", tags=["determinations"])


def recommend(complaint: Complaint, *, today: date) -> dict[str, Any]:
    """The rules' answer in its published JSON shape."""
    return published(complaint, today=today, authority=authority(complaint.authority))


@router.post("/determinations", dependencies=[Anyone, DeterminationLimit])
def create_determination(body: dict[str, Any] = Body(...)) -> dict[str, Any]:
    """What follows from a complaint record; `today` (ISO date) may stand beside its fields. Nothing is kept."""
    today = _day(body.pop("today", None))
    return recommend(read_record(body, today=today, field=""), today=today)


def _day(given: Any) -> date:
    if given is None:
        return london_today()
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise Problem.not_valid([FieldError("today", "Give a date like 2026-01-05.")]) from None
