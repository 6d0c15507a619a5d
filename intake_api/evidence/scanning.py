"""Asks the virus scanner: as a file comes in, and later about files that came while it was away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.db.base import start_writing
from intake_api.evidence import clamd
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.models import EvidenceBlob, EvidenceFile, Scan
from intake_api.evidence.store import Store, StoreError
from intake_api.logging import describe, get_logger
from intake_api.settings import Settings

log = get_logger(__name__)
IN_ONE_GO = 20
LONGEST_PAUSE = 3600.0


def scan_now(settings: Settings, path: Path) -> Scan:
    """What to write beside a file that came in. Raises RefusedError when a virus was found."""
    if not settings.clamd:
        return "none"
    try:
        found = clamd.scan(settings.clamd, _pieces(path), timeout=settings.clamd_timeout)
    except clamd.ScannerAwayError as error:
        log.warning("scanner_away", exception=describe(error))
        return "waiting"
    if found is not None:
        log.warning("evidence_infected", signature=found[:80])
        raise RefusedError("infected")
    return "clean"


def scan_waiting(sessions: sessionmaker[Session], settings: Settings, store: Store, *, now: datetime) -> int:
    """Scans what waits for it, and what came when there was no scanner. Answers how many got a verdict.

    What is infected is deleted from the store; its rows stay, so that person and staff can see what became of it.
    """
    if not settings.clamd:
        return 0
    due = select(EvidenceBlob.sha256).where(EvidenceBlob.scan.in_(("waiting", "none")), EvidenceBlob.scan_at <= now)
    with sessions() as session:
        waiting = list(session.scalars(due.order_by(EvidenceBlob.scan_at).limit(IN_ONE_GO)))
    done = 0
    for sha256 in waiting:
        try:
            found = clamd.scan(settings.clamd, store.chunks(sha256), timeout=settings.clamd_timeout)
        except FileNotFoundError:
            log.error("evidence_missing", sha256=sha256)
            _postpone(sessions, sha256, now)
            continue
        except (clamd.ScannerAwayError, *StoreError) as error:
            log.warning("scanner_away", exception=describe(error))
            _postpone(sessions, sha256, now)
            continue
        if found is not None:
            log.warning("evidence_infected", signature=found[:80])
        _note(sessions, store, sha256, "clean" if found is None else "infected", now)
        done += 1
    return done


def _note(sessions: sessionmaker[Session], store: Store, sha256: str, verdict: Scan, now: datetime) -> None:
    with sessions() as session:
        start_writing(session)
        blob = session.get(EvidenceBlob, sha256, with_for_update=True)
        if blob is None:
            return
        blob.scan, blob.scan_at = verdict, now
        if verdict == "infected":
            store.delete(sha256)
            touched = select(Case.reference).join(EvidenceFile, EvidenceFile.conversation_id == Case.conversation_id)
            for reference in session.scalars(touched.where(EvidenceFile.sha256 == sha256).distinct()):
                audit.record(session, actor="system", action="evidence_infected", at=now, subject=reference)
        session.commit()


def _postpone(sessions: sessionmaker[Session], sha256: str, now: datetime) -> None:
    with sessions() as session:
        start_writing(session)
        blob = session.get(EvidenceBlob, sha256, with_for_update=True)
        if blob is not None:
            blob.scan, blob.attempts = "waiting", blob.attempts + 1
            blob.scan_at = now + timedelta(seconds=min(LONGEST_PAUSE, 5.0 * 2.0 ** min(blob.attempts, 20)))
            session.commit()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(clamd.CHUNK):
            yield piece
