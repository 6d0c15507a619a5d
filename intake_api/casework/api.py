"""POST /v1/cases/{reference}/adjustments and .../parties: what a case system records, in the name of a member of staff.

The same refusals as in the console, each with its paragraph; the same roles; the same trail. A key makes nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import IdempotencyKey
from intake_api.cases.router import Key, find_case
from intake_api.casework import adjustments, letters, parties
from intake_api.casework.changing import Change, RefusedError, begin, hold_newest
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker
from intake_api.problems import FieldError, Problem
from intake_api.security import ApiService, hashed
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, may
from service_model.record import PartyType

router = APIRouter(prefix="/v1/cases/{reference_text}", tags=["cases"], dependencies=[ApiService])


class _In(BaseModel):
    """`by` is the user name of the member of staff who recorded or decided it; their role has to allow it here too."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    by: Annotated[str, Field(min_length=1, max_length=80)]


class AdjustmentIn(_In):
    """A request for a reasonable adjustment, and what became of it. `agreed` is null while it is not decided (SM-1.42 to 1.47).

    One that is not agreed needs `requested`, `requested_on`, `refusal_reason` and `other_help` (SM-1.44); one that is agreed
    needs `requested` and `disability` (SM-1.43).
    """

    requested: Annotated[str, Field(max_length=2000)] | None = None
    requested_on: date | None = None
    agreed: bool | None = None
    basis: Literal["equality_act", "other_accessibility"] = "equality_act"
    disability: Annotated[str, Field(max_length=60)] | None = None
    refusal_reason: Annotated[str, Field(max_length=5000)] | None = None
    other_help: Annotated[str, Field(max_length=5000)] | None = None


class PartyIn(_In):
    """A person or an organisation with a part in the case. `type` is given only where it is known (SM-1.12)."""

    role: parties.Role
    name: Annotated[str, Field(min_length=1, max_length=200)]
    type: PartyType | None = None
    organisation: Annotated[str, Field(max_length=300, description="Of which it is a part, or where they work")] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    address: Annotated[str, Field(max_length=500)] | None = None


class MadeOut(BaseModel):
    """What was made: `adjustment-4`, `party-7`."""

    made: str


@router.post("/adjustments", status_code=201, response_model=MadeOut)
def add_adjustment(
    reference_text: str, body: AdjustmentIn, response: Response, sessions: SessionMaker, idempotency_key: Key
) -> MadeOut:
    """Records a request for an adjustment, decided or not. Refused with its paragraph while something is missing (1.43, 1.44)."""

    def do(change: Change) -> str:
        row = letters.add_adjustment(change, adjustments.NewRequest.model_validate(body.model_dump(exclude={"by"})))
        return f"adjustment-{row.id}"

    return _once(sessions, response, reference_text, idempotency_key, body, do)


@router.post("/parties", status_code=201, response_model=MadeOut)
def add_party(reference_text: str, body: PartyIn, response: Response, sessions: SessionMaker, idempotency_key: Key) -> MadeOut:
    """Adds a person or an organisation to the case, with the type where it is known (SM-1.12)."""

    def do(change: Change) -> str:
        row = parties.add(change, parties.NewParty.model_validate(body.model_dump(exclude={"by"})))
        return f"party-{row.id}"

    return _once(sessions, response, reference_text, idempotency_key, body, do)


def _once(
    sessions: SessionMaker, response: Response, reference_text: str, key: str, body: _In, do: Callable[[Change], str]
) -> MadeOut:
    """Makes it once for each key, in one transaction. Raises Problem: 404, 403, 409 (key used otherwise), 422 with the field."""
    now, kept = utc_now(), hashed(key)
    with sessions() as session:
        start_writing(session)
        version = hold_newest(session, reference_text)  # two who send the same at once wait here: the second finds the key
        case = find_case(session, reference_text)
        asked = hashlib.sha256(f"{type(body).__name__}\0{case.reference}\0{body.model_dump_json()}".encode()).hexdigest()
        if (known := session.get(IdempotencyKey, kept)) is not None:
            if known.request_hash != asked or known.made is None:
                raise Problem(409, "Key already used", "This Idempotency-Key was used for another request. Use a new key.")
            response.status_code = 200
            return MadeOut(made=known.made)
        user = _staff(session, body.by)
        change = begin(session, reference_text=reference_text, version=version, user=user, at=now)
        try:
            made = do(change)
        except RefusedError as error:
            session.rollback()
            raise Problem.not_valid(FieldError(name or "agreed", words) for name, words in error.wrong.items()) from None
        session.add(IdempotencyKey(key_hash=kept, request_hash=asked, case_id=case.id, created_at=now, made=made))
        session.commit()
    return MadeOut(made=made)


def _staff(session: Session, name: str) -> Any:
    user = session.scalars(select(StaffUser).where(StaffUser.username == name.casefold())).one_or_none()
    if user is None or not user.is_active or not may(user.role, Action.CHANGE_CASE):
        raise Problem.not_valid([FieldError("by", "Nobody of this user name works on cases.")])
    return user
