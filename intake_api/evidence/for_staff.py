"""Evidence as staff read it: what it is, whether it was scanned, and what to know before opening it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from intake_api.evidence import service, words
from intake_api.evidence.models import EvidenceFile

KINDS = {"final_response": "Final response", "consent": "Consent form", "photo": "Photo", "other": "Other"}
SCANS = {
    "clean": ("Scanned", "govuk-tag--green"), "none": ("Not scanned", "govuk-tag--yellow"),
    "waiting": ("Not scanned yet", "govuk-tag--yellow"), "infected": ("Virus found, deleted", "govuk-tag--red"),
}  # fmt: skip
_WARNINGS = {
    "none": "No virus scanner is set up, so this file was not scanned.",
    "waiting": "The virus scanner did not answer when this file came. It is scanned as soon as it does. Wait, if you can.",
    "scripts": "This PDF holds scripts, as forms do. Open it in a viewer that does not run them.",
    "embedded": "This Word document holds other documents. Do not open those from inside it.",
}


def case_files(session: Session, conversation_id: str | None) -> list[dict[str, Any]]:
    """The files of a case, as its page shows them."""
    return [row(file) for file in service.fetch_files(session, conversation_id)] if conversation_id else []


def row(file: EvidenceFile) -> dict[str, Any]:
    """One file."""
    state, colour = SCANS[file.blob.scan]
    return {
        "id": file.id, "name": file.name, "kind": KINDS.get(file.kind, "Other"), "format": file.format.upper(),
        "size": words.size(file.blob.size), "added_at": file.added_at, "state": state, "colour": colour,
        "is_gone": file.blob.scan == "infected", "notes": [_WARNINGS[flag] for flag in file.flags if flag in _WARNINGS],
    }  # fmt: skip


def warnings(file: EvidenceFile) -> list[str]:
    """What to know before opening it; empty when it was scanned and nothing is special about it."""
    return [_WARNINGS[name] for name in (file.blob.scan, *file.flags) if name in _WARNINGS]
