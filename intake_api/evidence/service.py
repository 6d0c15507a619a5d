"""Adds files to a talk, lists them, deletes them. Only while the talk is open and there is consent (docs/decisions/003)."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations.models import Conversation
from intake_api.db.base import start_writing
from intake_api.evidence import reaping, scanning
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.inspecting import Found, inspect
from intake_api.evidence.models import EvidenceBlob, EvidenceFile, Scan
from intake_api.evidence.names import clean_name
from intake_api.evidence.store import Store
from intake_api.settings import Settings

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came: on the disk, with the sender's name for it, what they say it is, and their number for it if any."""

    path: Path
    name: str
    kind: str
    upload_id: str | None = None


def add(
    sessions: sessionmaker[Session], settings: Settings, store: Store, incoming: Incoming, *, conversation_id: str, now: datetime
) -> tuple[EvidenceFile, bool]:
    """Keeps a file; answers it, and whether it is new. The same file again, by number or by content, is the one already there.

    Raises RefusedError; `store.StoreError` and SQLAlchemyError when something is away. Then nothing is kept.
    """
    size, sent = incoming.path.stat().st_size, hash_of(incoming.path)
    with sessions() as session:
        _open_talk(session, conversation_id)
        known = _known(session, conversation_id, incoming.upload_id, sent)
        if known is not None:
            return known, False
        _check_room(session, settings, conversation_id, size)
    if size == 0:
        raise RefusedError("empty")
    if size > settings.evidence_max_file:
        raise RefusedError("too_large")
    scan = scanning.scan_now(settings, incoming.path)
    with tempfile.TemporaryDirectory(prefix="redress-") as folder:
        found = inspect(settings, incoming.path, Path(folder) / "rewritten")
        return _keep(sessions, settings, store, incoming, found, conversation_id=conversation_id, sent=sent, scan=scan, now=now)


def fetch_files(session: Session, conversation_id: str) -> list[EvidenceFile]:
    """The files of a talk, in the order they came."""
    mine = select(EvidenceFile).where(EvidenceFile.conversation_id == conversation_id)
    return list(session.scalars(mine.order_by(EvidenceFile.added_at, EvidenceFile.id)))


def fetch_file(session: Session, conversation_id: str, file_id: str) -> EvidenceFile | None:
    """One file of this talk, None for any other."""
    mine = select(EvidenceFile).where(EvidenceFile.id == file_id, EvidenceFile.conversation_id == conversation_id)
    return session.scalars(mine).one_or_none()


def remove(sessions: sessionmaker[Session], store: Store, *, conversation_id: str, file_id: str) -> bool:
    """Deletes one file of an open talk, and its content if nobody else needs it. False when there is no such file."""
    with sessions() as session:
        start_writing(session)
        _open_talk(session, conversation_id, lock=True)
        file = fetch_file(session, conversation_id, file_id)
        if file is None:
            return False
        session.execute(delete(EvidenceFile).where(EvidenceFile.id == file_id))
        session.commit()
    reaping.reap(sessions, store, file.sha256)
    return True


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(
    sessions: sessionmaker[Session], settings: Settings, store: Store, incoming: Incoming, found: Found, *,
    conversation_id: str, sent: str, scan: Scan, now: datetime,
) -> tuple[EvidenceFile, bool]:  # fmt: skip
    sha256, size = hash_of(found.kept), found.kept.stat().st_size
    with sessions() as session:
        start_writing(session)
        talk = _open_talk(session, conversation_id, lock=True)  # two files at once are counted one after the other
        known = _known(session, conversation_id, incoming.upload_id, sent)
        if known is not None:
            return known, False
        _check_room(session, settings, conversation_id, size)
        blob = _lock_blob(session, sha256, size, scan, now)
        if blob.scan == "infected":
            raise RefusedError("infected")
        if scan == "clean":
            blob.scan, blob.scan_at = scan, now
        if not store.has(sha256):
            store.put(sha256, found.kept)
        file = EvidenceFile(
            id=str(uuid.uuid4()), conversation_id=conversation_id, sha256=sha256, sent_sha256=sent, blob=blob,
            upload_id=incoming.upload_id or sent, name=clean_name(incoming.name, _ENDINGS[found.format]), kind=incoming.kind,
            format=found.format, flags=found.flags, added_at=now,
        )  # fmt: skip
        session.add(file)
        talk.updated_at = now
        session.commit()
    return file, True


_ENDINGS = {"jpeg": "jpg", "png": "png", "pdf": "pdf", "docx": "docx", "txt": "txt"}


def _open_talk(session: Session, conversation_id: str, *, lock: bool = False) -> Conversation:
    talk = session.get(Conversation, conversation_id, with_for_update=lock)
    if talk is None or talk.status != "open":
        raise RefusedError("not_open")
    if not talk.has_consent:
        raise RefusedError("no_consent")
    return talk


def _known(session: Session, conversation_id: str, upload_id: str | None, sent: str) -> EvidenceFile | None:
    same = or_(EvidenceFile.sent_sha256 == sent, EvidenceFile.upload_id == (upload_id or sent))
    found = session.scalars(select(EvidenceFile).where(EvidenceFile.conversation_id == conversation_id, same)).all()
    if any(file.upload_id == upload_id and file.sent_sha256 != sent for file in found):
        raise RefusedError("other_file")
    return found[0] if found else None


def _check_room(session: Session, settings: Settings, conversation_id: str, size: int) -> None:
    mine = select(func.count(), func.coalesce(func.sum(EvidenceBlob.size), 0)).select_from(EvidenceFile).join(EvidenceBlob)
    count, total = session.execute(mine.where(EvidenceFile.conversation_id == conversation_id)).one()
    if count >= settings.evidence_max_files:
        raise RefusedError("too_many")
    if int(total) + size > settings.evidence_max_total:
        raise RefusedError("no_room")


def _lock_blob(session: Session, sha256: str, size: int, scan: Scan, now: datetime) -> EvidenceBlob:
    """The row of a content, made if need be, and locked until this transaction ends (reaping waits for it)."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(EvidenceBlob).values(sha256=sha256, size=size, scan=scan, scan_at=now, attempts=0)
    made = new.on_conflict_do_update(index_elements=[EvidenceBlob.sha256], set_={"size": new.excluded.size}).returning(
        EvidenceBlob
    )
    blob: EvidenceBlob = session.scalars(made, execution_options={"populate_existing": True}).one()
    return blob
