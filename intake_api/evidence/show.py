"""Draws the page from plain values; templates escape and lay out."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.responses import Response

from intake_api import wording
from intake_api.conversations.talk import Talk
from intake_api.db.session import session_maker
from intake_api.evidence import service, words
from intake_api.evidence.models import EvidenceFile
from intake_api.form import flow
from intake_api.languages import say
from intake_api.security import settings_of
from intake_api.templating import page

_STATE = {"clean": "label_evidence_scanned", "infected": "label_evidence_removed"}


def files_page(request: Request, talk: Talk, *, back: str = "", errors: list[str] | None = None, kind: str = "") -> Response:
    """The files of a talk, and the form to add more while it is open and there is consent."""
    settings = settings_of(request)
    with session_maker(request)() as session:
        files = [row(file) for file in service.fetch_files(session, talk.id)]
    is_chat = back == "chat"
    why_not = "ended" if talk.status != "open" else None if talk.has_consent else "no_consent"
    return page(
        request, "evidence.html", 422 if errors else 200, None,
        files=files, kinds=words.kind_labels(), kind=kind, errors=[{"text": one, "href": "#file"} for one in errors or []],
        back="/chat" if is_chat else _before(talk), back_name="chat" if is_chat else "",
        why_not=words.said(why_not, settings) if why_not else None,
        intro=words.said("intro", settings), hint=words.said("hint", settings), photos=words.said("photos", settings),
        added=words.said("added", settings) if request.query_params.get("added") and files else None,
        is_unscanned=any(file["is_unscanned"] for file in files), not_scanned=words.said("not_scanned", settings),
        label=lambda name: wording.text(f"label_evidence_{name}"),
    )  # fmt: skip


def _before(talk: Talk) -> str:
    return flow.previous(talk, None) if talk.has_consent and talk.status == "open" else "/form"


def row(file: EvidenceFile) -> dict[str, Any]:
    """One file as a person reads it."""
    return {
        "id": file.id, "name": file.name, "size": words.size(file.blob.size), "kind": words.kind_labels().get(file.kind, ""),
        "state": wording.text(_STATE.get(file.blob.scan, "label_evidence_not_scanned")),
        "is_unscanned": file.blob.scan in ("none", "waiting"),
    }  # fmt: skip


def summary(request: Request, talk: Talk) -> dict[str, Any]:
    """The line of check-your-answers, in the shape of the Design System's summary list."""
    with session_maker(request)() as session:
        names = [file.name for file in service.fetch_files(session, talk.id)]
    title = wording.text("label_evidence_row")
    return {
        "key": {"text": title}, "value": {"text": ", ".join(names) or wording.text("label_evidence_none_yet")},
        "actions": {"items": [{"href": "/form/evidence", "text": say("Change"), "visuallyHiddenText": title.lower()}]},
    }  # fmt: skip
