"""What a decision reads of the worksheets: the open points of those that stand before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.worksheets import about, service
from intake_api.worksheets.kinds import KINDS
from service_model.determination import Finding
from service_model.findings import met, not_met, unique


def before_deciding(session: Session, case: Case, *, kind: str, now: datetime) -> tuple[Finding, ...]:
    """For a decision of that kind, one finding for each worksheet before it that was begun, or is required."""
    wanted = [each for each in KINDS.values() if kind in each.before]
    rows = service.fetch_newest(session, case)
    if not any(each.required for each in wanted) and not any(row.kind in {each.id for each in wanted} for row in rows):
        return ()
    base = about.make(session, case, None, now, rows=rows)
    found = service.standings(session, case, base, wanted, rows=rows)
    return tuple(_finding(each) for each in found if each.row is not None or each.kind.required)


def _finding(stands: service.Standing) -> Finding:
    gate, kind = f"worksheet_{stands.kind.id}", stands.kind
    where = "" if stands.place.text == "case" else f" ({stands.place.text.replace('-', ' ')})"
    if stands.state == "complete":
        return met(gate, f"{kind.heading}{where}: complete.", *kind.paragraphs, kind="policy")
    what = " ".join(each.reason for each in stands.open)
    cites = unique((*(each.paragraphs[0] for each in stands.open), *kind.paragraphs)) if stands.open else kind.paragraphs
    return not_met(gate, f"{kind.heading}{where}: {stands.in_words.lower()}. {what}".strip(), *cites, kind="policy")
