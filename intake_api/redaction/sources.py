"""What of a case a copy can be made of, and each text as it stands now. Of a file as pictures: scans."""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import letters
from intake_api.casework.changing import RefusedError
from intake_api.casework.letter_kinds import KINDS
from intake_api.casework.letter_looks import whole_text
from intake_api.evidence import for_staff, service
from intake_api.evidence.checks.refused import RefusedError as UnreadableError
from intake_api.evidence.drawing import FORMATS
from intake_api.evidence.inspecting import text_of
from intake_api.evidence.models import EvidenceFile
from intake_api.evidence.store import StoreError, store_of
from intake_api.redaction import scans
from intake_api.redaction.case_file import case_file
from intake_api.settings import Settings
from service_model.record import Complaint

READABLE = ("txt", "docx", "pdf")
NO_TEXT = (
    "There is no text in this file that can be read, as in a photo or a scan. Choose it in the list as pictures, and mark what "
    "is to be black."
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # they part a word and show nothing


@dataclass(frozen=True, slots=True)
class Original:
    """A text as it stands now. `notes` tell staff what it leaves out already."""

    title: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Tells whether it is still the same text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def offered(session: Session, case: Case) -> Mapping[str, str]:
    """What a copy can be of: the code and its name."""
    found = {"file": "The case file, with all that may be shared", "story": "What happened, in the person's own words"}
    for letter in letters.fetch(session, case):
        found[f"letter:{letter.id}"] = f"Letter {letter.id}: {KINDS[letter.kind].title}"
    for file in for_staff.case_files(session, case.conversation_id):
        name, format = f"{file['kind']}: {file['name']}", file["format"].casefold()
        if format in READABLE and not file["is_gone"]:
            found[f"evidence:{file['id']}"] = name
        if format in FORMATS and not file["is_gone"]:
            found[f"{scans.KIND}:{file['id']}"] = f"{name}, as pictures with black boxes"
    return found


def original(session: Session, settings: Settings, case: Case, source: str) -> Original:
    """The text. Raises RefusedError for what the case does not have, or what cannot be read."""
    kind, _, key = source.partition(":")
    if kind == "story":
        return Original("What happened, in the person's own words", _plain(Complaint.model_validate(case.record).story or ""))
    if kind == "file":
        whole = case_file(session, case)
        notes = (
            f"Left out: {whole.legal_left_out} notes of legal advice or of asking for it. They are privileged (SM-3.53).",
            f"Left out: {whole.notes_left_out} notes that nobody has read yet to see if they may be shared.",
        )
        counts = (whole.legal_left_out, whole.notes_left_out)
        return Original("Case file", _plain(whole.text), tuple(note for note, count in zip(notes, counts, strict=True) if count))
    if kind == "letter" and key.isascii() and key.isdigit() and len(key) < 10:
        letter = letters.own(session, case, int(key))
        return Original(f"Letter: {KINDS[letter.kind].title}", _plain(whole_text(letter)))
    file = service.fetch_file(session, case.conversation_id, key) if kind == "evidence" and case.conversation_id else None
    if file is None:
        raise RefusedError("This case has no such text. Choose one from the list.", "source")
    return Original(file.name, _plain(_read(settings, file)))


def _read(settings: Settings, file: EvidenceFile) -> str:
    if file.blob.scan == "infected" or file.format not in READABLE:
        raise RefusedError(NO_TEXT, "source")
    try:
        with tempfile.TemporaryDirectory(prefix="redress-copy-") as folder:
            source = Path(folder) / "file"
            with source.open("wb") as written:
                written.writelines(store_of(settings).chunks(file.sha256))
            text = text_of(settings, source, file.format)
    except StoreError:
        raise RefusedError("The file store does not answer. Try again in a few minutes.", "source") from None
    except UnreadableError:
        raise RefusedError(NO_TEXT, "source") from None
    if not text.strip():
        raise RefusedError(NO_TEXT, "source")
    return text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_UNSEEN).strip()
