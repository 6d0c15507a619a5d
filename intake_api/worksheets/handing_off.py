"""Worksheets, departures and signatures as case systems read them (GET /v1/cases/{reference}, under `work`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases import handing_off
from intake_api.cases.models import Case
from intake_api.casework import departures, issues, supervision
from intake_api.clock import utc_now
from intake_api.worksheets import about, service
from service_model.determination import Finding
from service_model.worksheets.suitability import party_roles


def worksheets(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every worksheet that was begun: its newest answers, how it stands, and what the rules find in it."""
    rows = service.fetch_newest(session, case)
    if not rows:
        return []
    base = about.make(session, case, None, utc_now(), rows=rows)
    headings = {each.id: each.heading for each in base.components}
    return [
        {
            "kind": each.kind.id, "heading": each.kind.heading, "paragraphs": list(each.kind.paragraphs),
            "component": headings.get(each.row.component_id or 0), "entry": each.row.entry or None, "version": each.row.version,
            "state": each.state, "by": each.row.made_by, "at": each.row.made_at.isoformat(), "answers": each.row.answers,
            "findings": [_finding(found) for found in (*each.judged.verdicts, *each.judged.steps)],
            "advice": [
                {"name": found.name, "choice": found.choice, "reason": found.reason, "paragraphs": list(found.paragraphs)}
                for found in each.judged.recommendations
            ],
        }
        for each in service.standings(session, case, base, rows=rows) if each.row is not None and not each.kind.is_privileged
    ]  # fmt: skip


def departed(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every departure from a rule: which, what was refused, why, by whom and when (SM-intro, 4)."""
    return [
        {"rule": each.rule, "departure": each.refused, "explanation": each.explanation, "place": each.place, "by": each.made_by,
         "at": each.made_at.isoformat()}
        for each in departures.fetch(session, case)
    ]  # fmt: skip


def signed(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every signature of a supervisor; `counts`: what was signed has not changed since."""
    return [
        {
            "task": each.task,
            "role": each.role,
            "by": each.made_by,
            "at": each.made_at.isoformat(),
            "note": each.note,
            "counts": supervision.counts(session, case, each),
        }
        for each in supervision.fetch(session, case)
    ]


def parties(session: Session, case: Case) -> dict[str, Any]:
    """Who is complainant, aggrieved and representative, by capacity and suitability (SM-2.261, 2.262)."""
    rows = [row for row in service.fetch_newest(session, case) if row.kind == "suitability"]
    base = about.make(session, case, None, utc_now(), rows=rows)
    return party_roles(base.complaint, base.sheet("suitability"))


def _finding(found: Finding) -> dict[str, Any]:
    return {"gate": found.gate, "status": found.status, "reason": found.reason, "paragraphs": list(found.paragraphs),
            "kind": found.kind}  # fmt: skip


handing_off.SECTIONS.update(
    components=issues.handed_off, worksheets=worksheets, departures=departed, sign_offs=signed, parties=parties
)
