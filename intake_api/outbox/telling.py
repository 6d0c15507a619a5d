"""Tells case systems what staff did with a case, in the transaction that does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.outbox.events import SCHEMA_VERSION, TOLD, What
from intake_api.outbox.models import OutboxEvent
from intake_api.outbox.service import case_link, new_message_id


def tell(
    session: Session, *, reference: str, action: str, role: str, at: datetime, before: Mapping[str, str | None] | None = None,
    after: Mapping[str, str | None] | None = None,
) -> OutboxEvent | None:  # fmt: skip
    """Writes the event of an entry of the trail, where it is one that is told (`events.TOLD`). Commit is the caller's.

    `role` is the role of whoever did it; their name stays in the house. The case's row is held until the transaction ends, so
    that its events are numbered in the order in which they happened.
    """
    what = TOLD[action](before or {}, after or {}) if action in TOLD else None
    return None if what is None else _write(session, what, reference=reference, role=role, at=at)


def _write(session: Session, what: What, *, reference: str, role: str, at: datetime) -> OutboxEvent:
    version = session.execute(select(Case.version).where(Case.reference == reference).with_for_update()).scalar_one()
    newest = session.scalar(select(func.max(OutboxEvent.sequence)).where(OutboxEvent.reference == reference)) or 0
    data = {
        "schema_version": SCHEMA_VERSION, "reference": reference, "sequence": newest + 1, "version": version,
        "at": at.isoformat(), "by": role, "link": case_link(session, reference), "change": what.model_dump(mode="json"),
    }  # fmt: skip
    event = OutboxEvent(
        message_id=new_message_id(), kind=what.kind, created_at=at, reference=reference, sequence=newest + 1,
        payload={"type": what.kind, "timestamp": at.isoformat(), "data": data},
    )  # fmt: skip
    session.add(event)
    return event
