"""What a supervisor's signature covers: a digest of what stood there to be signed. A change after it needs it anew (intro, 5)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.issued_models import CaseIssued
from intake_api.casework.models import CaseComponent, CaseDecision
from intake_api.worksheets.models import CaseWorksheet

WORKSHEET = "worksheet:"
_OF_COMPONENT = (
    "id", "heading", "organisation", "summary", "decision", "reason", "explanation", "material_evidence", "size", "importance",
    "investigation_decision",
)  # fmt: skip
_OF_DECISION = ("id", "code", "why", "despite")
Place = tuple[str, int | None, int]
"""A worksheet: its kind, its component, its entry (0 where it is none)."""


def covered(session: Session, case: Case, task: str, *, instead: Mapping[Place, Mapping[str, Any]] | None = None) -> str:
    """SHA-256 (hex) of what a signature of this task is about, as it is now.

    Of a worksheet: the newest answers of its kind, saved or finished; `instead` holds answers that are about to be saved. Of a
    decision, and of provisional views and a final report: the components, their decisions and every worksheet; of closing the
    overall decision too; of what is issued all that was issued before.
    """
    sheets = _sheets(session, case)
    sheets.update(instead or {})
    if task.startswith(WORKSHEET):
        kind = task.removeprefix(WORKSHEET)
        return _digest({"sheets": _listed({place: row for place, row in sheets.items() if place[0] == kind})})
    about: dict[str, Any] = {"sheets": _listed(sheets), "components": _rows(session, case, CaseComponent, _OF_COMPONENT)}
    if task == "close":
        about["decisions"] = _rows(session, case, CaseDecision, _OF_DECISION)
    if task in ("provisional_views", "final_report"):
        about["issued"] = _rows(session, case, CaseIssued, ("id", "kind"))
    return _digest(about)


def _sheets(session: Session, case: Case) -> dict[Place, Mapping[str, Any]]:
    rows = session.scalars(select(CaseWorksheet).where(CaseWorksheet.case_id == case.id).order_by(CaseWorksheet.id))
    return {(row.kind, row.component_id, row.entry): row.answers for row in rows}


def _listed(sheets: Mapping[Place, Mapping[str, Any]]) -> list[Any]:
    named = ((f"{kind}/{component or 0}/{entry}", answers) for (kind, component, entry), answers in sheets.items() if answers)
    return sorted(named, key=lambda each: each[0])


def _rows(session: Session, case: Case, table: Any, names: tuple[str, ...]) -> list[list[Any]]:
    rows = session.scalars(select(table).where(table.case_id == case.id).order_by(table.id))
    return [[getattr(row, name) for name in names] for row in rows]


def _digest(about: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(about, sort_keys=True, default=str).encode()).hexdigest()
