"""POST /v1/earlier-contacts: has this person contacted us before? For staff of another system, before they make a case."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import true

from intake_api.audit import service as audit
from intake_api.casework import earlier, matching
from intake_api.clock import utc_now
from intake_api.db.session import WriteSession
from intake_api.problems import FieldError, Problem
from intake_api.security import ApiService, settings_of

router = APIRouter(prefix="/v1/earlier-contacts", tags=["cases"], dependencies=[ApiService])
TOO_LITTLE = "Give a name, a telephone number or an email address. A postcode or an organisation alone points to nobody."


class Who(BaseModel):
    """What is known of the person, and about whom they complain. It travels in the body, never in the address."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Annotated[str, Field(max_length=200)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    postcode: Annotated[str, Field(max_length=10)] | None = None
    organisation: Annotated[str, Field(max_length=300)] | None = None


class EarlierCase(BaseModel):
    """A case that may be the same person's. `is_same_organisation` is null where one of the two is not known."""

    reference: str
    received_at: str
    status: str
    organisation: str | None
    reasons: list[str]
    is_same_organisation: bool | None


class Looked(BaseModel):
    """The cases, what points strongest first; `search` goes with the case as `earlier_contacts.search`, within a day."""

    matches: list[EarlierCase]
    search: str


@router.post("", response_model=Looked)
def look(body: Who, request: Request, session: WriteSession) -> Any:
    """Look for earlier contacts of a person before a case is made for them. The look is recorded, without what was looked for."""
    known, now = matching.Known(**body.model_dump()), utc_now()
    if not matching.is_enough(known):
        raise Problem.not_valid([FieldError("name", TOO_LITTLE)])
    found = matching.find(session, known, within=true())
    audit.record(
        session, actor="service", action="earlier_contacts_looked_for", at=now,
        fields=body.model_dump(exclude_none=True), after={"found": str(len(found.matches))},
    )  # fmt: skip
    session.commit()
    return {"matches": earlier.as_json(found), "search": earlier.search_token(settings_of(request), found, now=now)}
