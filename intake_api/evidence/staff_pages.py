"""Evidence for staff: a download, never shown in the browser; each is recorded; what is not known to be safe warns first."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker
from intake_api.evidence import for_staff, service
from intake_api.evidence.models import EvidenceFile
from intake_api.evidence.store import StoreError, store_of
from intake_api.logging import describe, get_logger
from intake_api.problems import Problem
from intake_api.security import settings_of
from intake_api.staff import reach
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action
from intake_api.templating import page

router = APIRouter(prefix="/staff/cases/{reference_text}/evidence/{file_id}", include_in_schema=False)
log = get_logger(__name__)
_TYPES = {
    "pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png", "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


@router.get("", dependencies=[allowed(Action.VIEW_CASE)])
def download(request: Request, staff: Staff, sessions: SessionMaker, reference_text: str, file_id: str) -> Response:
    """One file of a case; a page with the warning where there is one."""
    reference, file = _find(sessions, staff.user, reference_text, file_id)
    warnings = for_staff.warnings(file)
    if warnings:
        return page(request, "staff/evidence_warning.html", reference=reference, file=for_staff.row(file), warnings=warnings)
    return _send(request, sessions, staff.user.username, reference, file, "evidence_downloaded")


@router.post("", dependencies=[allowed(Action.VIEW_CASE), FormToken])
def download_all_the_same(request: Request, staff: Staff, sessions: SessionMaker, reference_text: str, file_id: str) -> Response:
    """The file, after its warning was read. That is recorded too."""
    reference, file = _find(sessions, staff.user, reference_text, file_id)
    action = "evidence_downloaded_with_warning" if for_staff.warnings(file) else "evidence_downloaded"
    return _send(request, sessions, staff.user.username, reference, file, action)


def _find(sessions: SessionMaker, user: StaffUser, reference_text: str, file_id: str) -> tuple[str, EvidenceFile]:
    with sessions() as session:
        case = reach.open_case(session, user, reference_text, now=utc_now())
        file = service.fetch_file(session, case.conversation_id, file_id) if case.conversation_id else None
        if file is None:
            raise Problem(404, "No such file", "This case has no such file. Go back to the case and choose one from its list.")
        if file.blob.scan == "infected":
            raise Problem(410, "File deleted", "The virus scanner found something in this file, and it was deleted.")
        return case.reference, file


def _send(request: Request, sessions: SessionMaker, username: str, reference: str, file: EvidenceFile, action: str) -> Response:
    try:
        chunks = store_of(settings_of(request)).chunks(file.sha256)
    except StoreError as error:
        log.error("evidence_store_away", exception=describe(error))
        raise Problem(503, "Not available just now", "The file store does not answer. Try again in a few minutes.") from None
    with sessions() as session:
        audit.record(session, actor=f"staff:{username}", action=action, at=utc_now(), subject=reference, after={"file": file.id})
        session.commit()
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Length": str(file.blob.size), "X-Download-Options": "noopen", "Cache-Control": "no-store, private",
    }  # fmt: skip
    return StreamingResponse(chunks, media_type=_TYPES[file.format], headers=headers)
