"""The chain: each entry's digest covers the entry and the digest of the one before, so that nothing can be changed unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Session

from intake_api.audit.models import THE_ONE, AuditEvent, AuditHead

GENESIS = "0" * 64  # stands before the first entry


def digest(previous: str, position: int, entry: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over a JSON list of what the entry says, keys sorted, times in UTC. Not to be changed: old entries stay."""
    at: datetime = entry["at"]
    said = [
        previous, position, at.astimezone(UTC).isoformat(timespec="microseconds"), entry["actor"], entry["action"],
        entry["subject"], entry["request_id"], entry["details"],
    ]  # fmt: skip
    form = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(form.encode()).hexdigest()


def append(session: Session, entries: Sequence[AuditEvent]) -> None:
    """Gives entries their places at the end of the chain and writes them. Other writers wait until this transaction ends."""
    connection = session.connection()
    before, last = _take_head(connection, len(entries))
    rows = []
    for position, entry in enumerate(entries, start=before + 1):
        names = ("at", "actor", "action", "subject", "request_id", "details")
        row = {name: getattr(entry, name) for name in names}
        last = digest(last, position, row)
        rows.append({**row, "position": position, "digest": last})
    connection.execute(insert(AuditEvent), rows)
    connection.execute(update(AuditHead).where(AuditHead.id == THE_ONE).values(digest=last))


def _take_head(connection: Connection, count: int) -> tuple[int, str]:
    """Locks the end of the chain, moves it on, and answers where it was: position and digest."""
    forward = update(AuditHead).where(AuditHead.id == THE_ONE).values(position=AuditHead.position + count)
    found = connection.execute(forward.returning(AuditHead.position, AuditHead.digest)).one_or_none()
    if found is None:
        _found_again(connection)
        found = connection.execute(forward.returning(AuditHead.position, AuditHead.digest)).one()
    return found.position - count, found.digest


def _found_again(connection: Connection) -> None:
    """A new table has no end yet. One that was lost is where the last entry stands: `./redress audit verify` tells of it."""
    last = connection.execute(
        select(AuditEvent.position, AuditEvent.digest).order_by(AuditEvent.position.desc()).limit(1)
    ).one_or_none()
    position, known = (last.position, last.digest) if last else (0, GENESIS)
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_if_new
    else:
        from sqlalchemy.dialects.sqlite import insert as insert_if_new  # type: ignore[assignment]
    row = insert_if_new(AuditHead).values(id=THE_ONE, position=position, digest=known)
    connection.execute(row.on_conflict_do_nothing())
