"""What people read about their files: the script's own entries (domain.yml), with our numbers in them."""

from __future__ import annotations

from intake_api import wording
from intake_api.conversations.contacts import office
from intake_api.evidence.models import KINDS
from intake_api.settings import Settings


def problem(code: str, settings: Settings) -> str:
    """What is wrong with a file, and what to do."""
    return wording.text(
        f"utter_evidence_problem_{code}", "web", max_file=size(settings.evidence_max_file),
        max_files=settings.evidence_max_files, max_total=size(settings.evidence_max_total), office_phone=office().phone,
    )  # fmt: skip


def said(name: str, settings: Settings) -> str:
    """One more entry: `utter_evidence_<name>`."""
    return wording.text(
        f"utter_evidence_{name}", "web", max_file=size(settings.evidence_max_file), max_files=settings.evidence_max_files,
        office_phone=office().phone,
    )  # fmt: skip


def kind_labels() -> dict[str, str]:
    """What each kind of file is called."""
    return {kind: wording.text(f"label_evidence_{kind}") for kind in KINDS}


def size(count: int) -> str:
    """Bytes as people read them: 350 KB, 4.5 MB."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / (1024 * 1024):.1f}".removesuffix(".0") + " MB"
