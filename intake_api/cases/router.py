"""POST /v1/cases and GET /v1/cases/{reference}: for services that hold the API token."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from intake_api.audit import service as audit
from intake_api.cases import queries, reference, service
from intake_api.cases.handing_off import work_on
from intake_api.cases.models import RISK_FIRST, Case
from intake_api.casework import earlier
from intake_api.clock import utc_now
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.problems import Problem
from intake_api.security import ApiService, settings_of
from intake_api.settings import Settings

router = APIRouter(prefix="/v1/cases", tags=["cases"], dependencies=[ApiService])

Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


_EXAMPLE: dict[str, Any] = {
    "channel": "web", "story": "Nobody looked at my notes.", "issues": [{"organisation": "Anytown Surgery"}],
    "parties": [{
        "role": "complained_about", "name": "Dr Example", "type": "named_individual", "organisation": "Anytown Surgery",
    }],
}  # fmt: skip


class EarlierContacts(BaseModel):
    """That somebody looked for earlier contacts (`search`, of POST /v1/earlier-contacts), or why nobody did."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    search: str | None = Field(None, min_length=1, max_length=4000)
    not_looked_because: str | None = Field(None, min_length=1, max_length=1000)


class CaseIn(BaseModel):
    """A complaint record (see `./redress schema`) and the conversation it was told in, if any."""

    model_config = ConfigDict(extra="forbid")

    record: dict[str, Any] = Field(
        description="The complaint. `parties` holds other people and organisations; of whoever is complained about, `type` says"
        " what they are, where it is known: organisation, part_of_organisation, sole_practitioner or named_individual.",
        examples=[_EXAMPLE],
    )
    conversation: str | None = Field(None, min_length=1, max_length=36, pattern=r"^[A-Za-z0-9-]+$")
    earlier_contacts: EarlierContacts | None = Field(
        None, description="Needed for the channel phone where there are cases that may be the same person's"
    )


class CaseReceipt(BaseModel):
    """The reference to give to the person, and what the rules recommend."""

    reference: str
    status: str
    determination: dict[str, Any]


class CaseOut(CaseReceipt):
    """A case as a case system reads it. `evidence` is what the conversation added to the record,

    `work` what staff did: worksheets, departures from rules, signatures; who is complained about and what each of them is
    (`complained_about`), everybody with a part in the case (`people and organisations`).
    """

    received_at: str
    channel: str | None
    authority: str
    is_urgent: bool
    record: dict[str, Any]
    evidence: dict[str, Any]
    work: dict[str, Any]


@router.post("", status_code=201, response_model=CaseReceipt)
def create_case(body: CaseIn, request: Request, response: Response, sessions: SessionMaker, idempotency_key: Key) -> Any:
    """Takes a complaint in. The same key and body again answer 200 with the same reference; another body answers 409.

    409, too, for the channel phone while there are cases that may be the same person's and nobody has looked at them.
    """
    now, settings = utc_now(), settings_of(request)
    looked = _looked(settings, body.earlier_contacts, now)
    submission = service.Submission(body.record, body.conversation, idempotency_key, actor="service", looked=looked)
    receipt = service.submit(sessions, submission, now=now, public_url=settings.public_url)
    response.status_code = 201 if receipt.is_new else 200
    return CaseReceipt(reference=receipt.reference, status=receipt.status, determination=receipt.determination)


def _looked(settings: Settings, said: EarlierContacts | None, now: datetime) -> earlier.Looked:
    if said is None:
        return earlier.NOT_LOOKED
    seen = earlier.read_token(settings, said.search, now=now) if said.search else None
    return earlier.Looked(seen, is_sent=said.search is not None, reason=said.not_looked_because)


@router.get("/{reference_text}", response_model=CaseOut)
def read_case(reference_text: str, session: WriteSession) -> Any:
    """The case with this reference, as it was submitted. The reading is recorded."""
    case = find_case(session, reference_text)
    audit.record(session, actor="service", action="case_read", at=utc_now(), subject=case.reference)
    shown = CaseOut(
        reference=case.reference, status=case.status, determination=case.determinations[-1].body,
        received_at=case.received_at.isoformat(), channel=case.channel, authority=case.authority,
        is_urgent=case.priority == RISK_FIRST, record=case.record, evidence=case.evidence, work=work_on(session, case),
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
