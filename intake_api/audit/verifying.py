"""Walks the chain from its first entry and says where it is broken, if it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from intake_api.audit.chain import GENESIS, digest
from intake_api.audit.models import THE_ONE, AuditEvent, AuditHead

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """An end of the chain: how many entries, and the digest of the last. Kept elsewhere, it proves that none was removed."""

    position: int
    digest: str

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Raises ValueError for what `./redress audit head` did not print."""
        position, _, known = text.strip().partition(":")
        if not position.isdigit() or len(known) != 64 or set(known) - set("0123456789abcdef"):
            raise ValueError(text)
        return cls(int(position), known)


@dataclass(frozen=True, slots=True)
class Report:
    """What the walk found. `broken_at` is the position of the first entry that is not as it was, None when all are."""

    head: Head
    broken_at: int | None = None
    why: str = ""


def fetch_head(connection: Connection) -> Head | None:
    """The end of the chain as the database holds it; None when there is none."""
    found = connection.execute(select(AuditHead.position, AuditHead.digest).where(AuditHead.id == THE_ONE)).one_or_none()
    return Head(found.position, found.digest) if found else None


def verify(connection: Connection, *, kept: Head | None = None) -> Report:
    """Reads every entry once, a few thousand at a time. `kept` is a head that was written down earlier."""
    noted = fetch_head(connection)  # read first: entries that come while we walk are after it
    table = AuditEvent.__table__
    walked, passed = Head(0, GENESIS), {Head(0, GENESIS)}
    query = select(table).order_by(table.c.position).execution_options(yield_per=BATCH)
    with connection.execute(query) as rows:
        for row in rows.mappings():
            place = walked.position + 1
            if row["position"] != place:
                return Report(walked, place, "It is missing: the entry that follows has a later number.")
            walked = Head(place, digest(walked.digest, place, dict(row)))
            if walked.digest != row["digest"]:
                return Report(walked, place, "It, or its digest, was changed after it was written.")
            if kept is not None and place == kept.position and walked != kept:
                return Report(walked, place, "It is not the entry that stood here when the kept head was written down.")
            if walked in (kept, noted):
                passed.add(walked)
    return Report(walked, *_missing_at_the_end(walked, passed, kept, noted))


def _missing_at_the_end(walked: Head, passed: set[Head], kept: Head | None, noted: Head | None) -> tuple[int | None, str]:
    following = walked.position + 1
    if kept is not None and kept not in passed:
        return following, f"It is missing: the kept head tells of {kept.position} entries."
    if noted is None and walked.position:
        return walked.position, "The end of the chain is not noted (table audit_head): entries may be missing after this one."
    if noted is not None and noted not in passed:
        return following, f"It is missing: the database itself noted {noted.position} entries."
    return None, ""
