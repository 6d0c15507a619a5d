"""POST /v1/cases and GET /v1/cases/{reference}: for services that hold the API token."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from intake_api.audit import service as audit
from intake_api.cases import queries, reference, service
from intake_api.cases.models import ORDINARY, Case
from intake_api.clock import utc_now
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.problems import Problem
from intake_api.security import ApiService, settings_of

router = APIRouter(prefix="/v1/cases", tags=["cases"], dependencies=[ApiService])

Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


class CaseIn(BaseModel):
    """A complaint record (see `./redress schema`) and the conversation it was told in, if any."""

    model_config = ConfigDict(extra="forbid")

    record: dict[str, Any]
    conversation: str | None = Field(None, min_length=1, max_length=36, pattern=r"^[A-Za-z0-9-]+$")


class CaseReceipt(BaseModel):
    """The reference to give to the person, and what the rules recommend."""

    reference: str
    status: str
    determination: dict[str, Any]


class CaseOut(CaseReceipt):
    """A case as a case system reads it. `evidence` is what the conversation added to the record."""

    received_at: str
    channel: str | None
    authority: str
    is_urgent: bool
    record: dict[str, Any]
    evidence: dict[str, Any]


@router.post("", status_code=201, response_model=CaseReceipt)
def create_case(body: CaseIn, request: Request, response: Response, sessions: SessionMaker, idempotency_key: Key) -> Any:
    """Takes a complaint in. The same key and body again answer 200 with the same reference; another body answers 409."""
    submission = service.Submission(body.record, body.conversation, idempotency_key, actor="service")
    receipt = service.submit(sessions, submission, now=utc_now(), public_url=settings_of(request).public_url)
    response.status_code = 201 if receipt.is_new else 200
    return CaseReceipt(reference=receipt.reference, status=receipt.status, determination=receipt.determination)


@router.get("/{reference_text}", response_model=CaseOut)
def read_case(reference_text: str, session: WriteSession) -> Any:
    """The case with this reference, as it was submitted. The reading is recorded."""
    case = find_case(session, reference_text)
    audit.record(session, actor="service", action="case_read", at=utc_now(), subject=case.reference)
    shown = CaseOut(
        reference=case.reference, status=case.status, determination=case.determinations[-1].body,
        received_at=case.received_at.isoformat(), channel=case.channel, authority=case.authority,
        is_urgent=case.priority < ORDINARY, record=case.record, evidence=case.evidence,
    )  # fmt: skip
    session.commit()
    return shown


def find_case(session: WriteSession, reference_text: str) -> Case:
    """The case a typed reference means. Raises Problem 404, saying what may be wrong with the reference."""
    try:
        known = reference.parse(reference_text)
    except reference.BadReferenceError as error:
        raise Problem(404, "No such case", str(error)) from None
    case = queries.fetch_case(session, reference=known)
    if case is None:
        detail = "No case has this reference. Check each character, or ask the person to read it again."
        raise Problem(404, "No such case", detail)
    return case
