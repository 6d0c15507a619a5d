"""Why staff did something: the words stay with the case, the audit trail holds their digest (decision 035).

A reason may say something of a person, and the trail can neither change nor lose an entry. So the words go when the case goes,
and until then the digest shows whether they are still what was written. Entries from before hold the words themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.casework.changing import Change
from intake_api.casework.reason_models import CaseReason

GONE = "The reason is gone with its case."
CHANGED = "The reason on the case is not the one that was given."


def keep(change: Change, action: str, reason: str | None) -> str | None:
    """Keeps the reason of a change on the case; answers the digest for its trace, None where there is no reason."""
    if not reason:
        return None
    change.session.add(CaseReason(**change.stamp(), action=action, reason=reason))
    return digest(reason)


def digest(reason: str) -> str:
    """SHA-256 (hex) of the words, as the trail has it."""
    return hashlib.sha256(reason.encode()).hexdigest()


def words_of(session: Session, events: Iterable[AuditEvent]) -> dict[int, str]:
    """The reason of each entry that has its digest, by the entry's id: as the case has it, or that it is gone or was changed."""
    wanted = {event.id: event for event in events if event.subject and event.action in REASONED and _digest_of(event)}
    subjects = {event.subject for event in wanted.values()}
    query = select(Case.reference, CaseReason).join(Case, Case.id == CaseReason.case_id).where(Case.reference.in_(subjects))
    kept: dict[Any, list[str]] = {}
    for reference, row in session.execute(query) if subjects else ():
        kept.setdefault((reference, row.action, row.made_at), []).append(row.reason)
    return {
        place: _said(kept.get((event.subject, event.action, event.at), []), _digest_of(event)) for place, event in wanted.items()
    }


def handed_off(session: Session, case: Case) -> list[dict[str, str]]:
    """Every reason as case systems read it: why it was passed on, changed hands, went to another team (SM-2.146, 2.190)."""
    rows = session.scalars(select(CaseReason).where(CaseReason.case_id == case.id).order_by(CaseReason.id))
    return [{"action": row.action, "reason": row.reason, "by": row.made_by, "at": row.made_at.isoformat()} for row in rows]


REASONED = frozenset({"case_assigned", "case_reallocated", "case_moved", "case_passed_on"})
"""The entries whose reason is kept here. Departures and worksheets keep their own words."""


def _digest_of(event: AuditEvent) -> str:
    return str(event.details.get("after", {}).get("digest") or "")


def _said(kept: list[str], wanted: str) -> str:
    return next((each for each in kept if digest(each) == wanted), CHANGED if kept else GONE)
