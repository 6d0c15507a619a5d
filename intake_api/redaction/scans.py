"""Files that a copy is made of as pictures: photos, scans, any PDF. Drawn anew each time from what the store holds."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.changing import RefusedError
from intake_api.evidence import drawing, service
from intake_api.evidence.checks.refused import RefusedError as UndrawableError
from intake_api.evidence.drawing import MOST_PAGES, Page
from intake_api.evidence.models import EvidenceFile
from intake_api.evidence.store import StoreError, store_of
from intake_api.redaction.squares import Box, by_page, of_page
from intake_api.settings import Settings

KIND = "scan"
GONE = "The file is not in the file store any more, so no pictures can be drawn of it. Ask whoever runs Redress."
SPOILT = "The file in the store is not the one that was sent in, so no pictures are drawn of it. Ask whoever runs Redress."
_WHY_NOT = {
    "infected": "A virus was found in this file, and it was deleted. There is nothing to copy.",
    "waiting": "This file was not scanned for viruses yet. Wait until it is, then try again.",
    "many_pages": f"This file has more than {MOST_PAGES} pages, more than can be copied as pictures. Ask for the pages that "
    "matter as files of their own.",
    "narrow": "A page of this file is far longer than it is wide, too long to be marked. Ask for it in several pictures.",
    "no_page": "This file has no such page.",
    "busy": "Too many files are being looked at. Try again in a minute.",
    "bomb": "Drawing this file takes too much time or memory. Ask for it in parts, or as a photo or a scan.",
    "damaged": "This file is damaged and cannot be drawn. Ask the person to send it again.",
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as pictures: what tells whether it is still the same, and its pages."""

    digest: str
    pages: tuple[Page, ...]


Ready = Scan | RefusedError
"""A file that was looked at before the database is locked for a change, or why it could not be."""


def is_scan(source: str) -> bool:
    """Is a copy of this source made of pictures?"""
    return source.startswith(f"{KIND}:")


def file_of(session: Session, case: Case, source: str) -> EvidenceFile:
    """The file that a copy is of. Raises RefusedError for one of another case, and for one that is not drawn."""
    kind, _, key = source.partition(":")
    file = service.fetch_file(session, case.conversation_id, key) if kind == KIND and case.conversation_id else None
    if file is None or file.format not in drawing.FORMATS:
        raise RefusedError("This case has no such picture or PDF. Choose one from the list.", "source")
    if file.blob.scan in ("infected", "waiting"):
        raise RefusedError(_WHY_NOT[file.blob.scan], "source")
    return file


def look(settings: Settings, file: EvidenceFile) -> Scan:
    """Its pages. Raises RefusedError."""
    return Scan(file.sha256, _drawn(settings, file, lambda source: drawing.measure(settings, source, file.format)))


def picture(settings: Settings, file: EvidenceFile, number: int, boxes: Sequence[Box], *, is_original: bool) -> bytes:
    """One page as JPEG: as it leaves, or as it is, under its squares and with the boxes outlined. Raises RefusedError."""
    shares = [each.shares for each in of_page(boxes, number)]
    return _drawn(
        settings, file,
        lambda source: drawing.page(settings, source, file.format, number, shares, is_original=is_original),
    )  # fmt: skip


def whole(settings: Settings, file: EvidenceFile, boxes: Sequence[Box], *, title: str) -> bytes:
    """The copy that leaves: a PDF of pictures. Raises RefusedError."""
    shares = by_page(boxes)
    return _drawn(settings, file, lambda source: drawing.whole(settings, source, file.format, shares, title=title))


def certain(ready: Ready, field: str = "") -> Scan:
    """What was looked at. Raises RefusedError, at that field of the form, where it could not be."""
    if isinstance(ready, RefusedError):
        raise RefusedError(ready.message, field)
    return ready


def _drawn[T](settings: Settings, file: EvidenceFile, draw: Callable[[Path], T]) -> T:
    with _fetched(settings, file) as source:
        try:
            return draw(source)
        except UndrawableError as error:
            raise RefusedError(_WHY_NOT.get(error.code, _WHY_NOT["damaged"]), "source") from None


@contextmanager
def _fetched(settings: Settings, file: EvidenceFile) -> Iterator[Path]:
    """The file in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="redress-copy-") as folder:
        source, digest = Path(folder) / "file", hashlib.sha256()
        try:
            with source.open("wb") as written:
                for chunk in store_of(settings).chunks(file.sha256):
                    digest.update(chunk)
                    written.write(chunk)
        except FileNotFoundError:
            raise RefusedError(GONE, "source") from None
        except StoreError:
            raise RefusedError("The file store does not answer. Try again in a few minutes.", "source") from None
        if digest.hexdigest() != file.sha256:
            raise RefusedError(SPOILT, "source")
        yield source
