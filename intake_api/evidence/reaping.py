"""Content that no file needs any more is deleted, and so is what a broken-off request left in the store.

Whoever keeps content and whoever deletes it first lock its row (service._keep, _reap), and touch the store only then:
so nothing is deleted while somebody is adding the same content again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations.models import Conversation
from intake_api.db.base import start_writing
from intake_api.evidence.models import EvidenceBlob, EvidenceFile
from intake_api.evidence.store import Store, StoreError
from intake_api.logging import describe, get_logger

log = get_logger(__name__)
IN_ONE_GO = 200
SETTLED = timedelta(hours=24)  # younger content without a row may belong to a request that is still under way
_needed = exists().where(EvidenceFile.sha256 == EvidenceBlob.sha256)


def delete_unneeded(sessions: sessionmaker[Session], store: Store) -> int:
    """Deletes files of talks that have no consent any more, and content that nobody needs. Answers how many contents went."""
    with sessions() as session:
        start_writing(session)
        silent = select(Conversation.id).where(Conversation.has_consent.is_(False))
        session.execute(delete(EvidenceFile).where(EvidenceFile.conversation_id.in_(silent)))
        session.commit()
        unneeded = list(session.scalars(select(EvidenceBlob.sha256).where(~_needed).limit(IN_ONE_GO)))
    return sum(reap(sessions, store, sha256) for sha256 in unneeded)


def reap(sessions: sessionmaker[Session], store: Store, sha256: str) -> bool:
    """Deletes one content if no file needs it. A store that is away leaves it for the next round."""
    with sessions() as session:
        start_writing(session)
        blob = session.get(EvidenceBlob, sha256, with_for_update=True)
        if blob is None or session.scalar(select(exists().where(EvidenceFile.sha256 == sha256))):
            return False
        try:
            store.delete(sha256)
        except StoreError as error:
            log.warning("evidence_store_away", exception=describe(error))
            return False
        session.delete(blob)
        session.commit()
    return True


def delete_orphans(sessions: sessionmaker[Session], store: Store, *, now: datetime) -> int:
    """Deletes content in the store that no row knows. It gets a row first, so that it goes the way of all others."""
    gone = 0
    for sha256 in store.older_than(now - SETTLED):
        with sessions() as session:
            start_writing(session)
            if session.get(EvidenceBlob, sha256) is not None:
                continue
            session.add(EvidenceBlob(sha256=sha256[:64], size=0, scan="waiting", scan_at=now + SETTLED, attempts=0))
            session.commit()
        gone += reap(sessions, store, sha256[:64])
    return gone
