"""The JSON API of evidence: /v1/conversations/{id}/evidence."""

from __future__ import annotations

import re
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse

from intake_api.clock import utc_now
from intake_api.db.session import SessionMaker, session_maker
from intake_api.evidence import service
from intake_api.evidence.access import Owner, check_form_token, check_open, count_try, problem_of, too_often
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.models import KINDS, EvidenceFile
from intake_api.evidence.receiving import on_disk, read_form
from intake_api.evidence.store import StoreError, store_of
from intake_api.logging import describe, get_logger
from intake_api.problems import FieldError, Problem
from intake_api.resume.limits import TooManyError
from intake_api.security import settings_of

router = APIRouter(prefix="/v1/conversations/{conversation_id}/evidence", tags=["evidence"])
log = get_logger(__name__)
_UPLOAD_ID = r"[A-Za-z0-9._-]{1,64}"


class FileOut(BaseModel):
    """One file. `scanned`: true; false while the virus scanner is away (it is scanned later); "not_scanned": there is none.

    `removed`: a virus was found later, and the content is gone. `size` is what is kept: photos are written anew.
    """

    id: str
    name: str
    size: int
    kind: Literal["final_response", "consent", "photo", "other"]
    format: Literal["pdf", "jpeg", "png", "docx", "txt"]
    scanned: Literal["not_scanned"] | bool
    removed: bool
    added_at: str


class FilesOut(BaseModel):
    """The files of a talk, and how much it may hold."""

    files: list[FileOut]
    max_files: int
    max_file_size: int
    max_total_size: int


class FileIn(BaseModel):
    """The multipart form: `file`, and if you like what it is and your own number for it. Sent again, it counts once."""

    file: str = Field(json_schema_extra={"format": "binary"})
    kind: Literal["final_response", "consent", "photo", "other"] = "other"
    upload_id: str | None = Field(None, pattern=f"^{_UPLOAD_ID}$")
    csrf_token: str | None = Field(None, description="Where a cookie opens the talk; or send it as X-CSRF-Token")


_FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FileIn.model_json_schema()}}}}


@router.post("", status_code=201, response_model=FileOut, openapi_extra=_FORM)
async def add_file(request: Request, conversation_id: Owner) -> Response:
    """Add a letter or photo. 201 when it is new, 200 when it was here already (the same upload_id, or the same content)."""
    check_open(request)
    try:
        await run_in_threadpool(count_try, request, session_maker(request), conversation_id, now=utc_now())
    except TooManyError as error:
        raise too_often(request, error) from None
    async with read_form(request, most_files=1) as posted:
        check_form_token(request, posted.fields.get("csrf_token", ""))
        kind, upload_id = posted.fields.get("kind") or "other", posted.fields.get("upload_id") or None
        if not posted.files:
            raise problem_of(request, "no_file")
        _check_fields(kind, upload_id)
        file, is_new = await run_in_threadpool(take, request, posted.files[0], kind, upload_id, conversation_id)
    return JSONResponse(file_out(file).model_dump(), 201 if is_new else 200)


@router.get("", response_model=FilesOut)
def list_files(request: Request, conversation_id: Owner, sessions: SessionMaker) -> FilesOut:
    """The files of this talk."""
    settings = settings_of(request)
    with sessions() as session:
        files = [file_out(file) for file in service.fetch_files(session, conversation_id)]
    return FilesOut(
        files=files, max_files=settings.evidence_max_files, max_file_size=settings.evidence_max_file,
        max_total_size=settings.evidence_max_total,
    )  # fmt: skip


@router.delete("/{file_id}", status_code=204)
def delete_file(request: Request, conversation_id: Owner, sessions: SessionMaker, file_id: str) -> Response:
    """Delete a file, while the talk is open."""
    check_form_token(request)
    try:
        found = service.remove(
            sessions, store_of(settings_of(request)), conversation_id=conversation_id, file_id=file_id
        )  # fmt: skip
    except RefusedError as error:
        raise problem_of(request, error.code) from None
    if not found:
        raise Problem(404, "Not Found", "There is no such file in this conversation. It may be deleted already.")
    return Response(status_code=204)


def take(
    request: Request, upload: UploadFile, kind: str, upload_id: str | None, conversation_id: str
) -> tuple[EvidenceFile, bool]:
    """Keeps one upload. Raises Problem with the reason in plain English when it is not taken."""
    settings = settings_of(request)
    try:
        with on_disk(upload) as path:
            incoming = service.Incoming(path, upload.filename or "", kind, upload_id)
            return service.add(
                session_maker(request), settings, store_of(settings), incoming, conversation_id=conversation_id, now=utc_now()
            )
    except RefusedError as error:
        log.info("evidence_refused", why=error.code)
        raise problem_of(request, error.code) from None
    except StoreError as error:
        log.error("evidence_store_away", exception=describe(error))
        raise problem_of(request, "away") from None


def file_out(file: EvidenceFile) -> FileOut:
    """A file as JSON."""
    scanned: Any = {"clean": True, "none": "not_scanned"}.get(file.blob.scan, False)
    return FileOut(
        id=file.id, name=file.name, size=file.blob.size, kind=file.kind, format=file.format, scanned=scanned,
        removed=file.blob.scan == "infected", added_at=file.added_at.isoformat(),
    )  # fmt: skip


def _check_fields(kind: str, upload_id: str | None) -> None:
    errors = []
    if kind not in KINDS:
        errors.append(FieldError("kind", f"Give one of {', '.join(KINDS)}."))
    if upload_id is not None and not re.fullmatch(_UPLOAD_ID, upload_id):
        errors.append(FieldError("upload_id", "Use up to 64 letters, digits, dots, dashes and underscores."))
    if errors:
        raise Problem.not_valid(errors)
