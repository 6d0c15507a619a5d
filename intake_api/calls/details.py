"""Details that a known caller says are out of date: put right on the case, and traced (SM-1.63). Never before they are known."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from intake_api.calls import desk as calls
from intake_api.calls import screen
from intake_api.calls.desk import CallAt, MayCall
from intake_api.calls.models import Call, IdentityCheck
from intake_api.cases.models import Case
from intake_api.casework import matching
from intake_api.casework.forms import Filled, read
from intake_api.casework.matching import Known
from intake_api.casework.pages import Form
from intake_api.clock import utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import WriteSession
from intake_api.problems import Problem
from intake_api.staff.reach import open_case
from intake_api.staff.saving import after_saving, was_saved
from intake_api.templating import page
from narrative.contacts import phone_from

router = APIRouter(prefix=screen.PATH, include_in_schema=False)
NOT_KNOWN = "Ask the security questions first. Details change only for a caller who is known to be the complainant (SM-1.63)."


class NewDetails(Filled):
    """What is to be written in place of what is held; a blank leaves it as it is."""

    address: Annotated[str, Field(max_length=500)] | None = None
    postcode: Annotated[str, Field(max_length=10)] | None = None
    phone: Annotated[str, Field(max_length=20)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None


@router.post("/{call_id}/details", dependencies=[FormToken])
def correct_details(request: Request, staff: MayCall, call: CallAt, session: WriteSession, given: Form) -> Response:
    """Writes the new details, or says why not. The trail names the fields, never what stands in them."""
    case = _case_of(session, call)
    case = open_case(session, staff.user, case.reference, now=utc_now())
    if not is_known(session, call):
        raise Problem(422, "Not known yet", NOT_KNOWN)
    form, wrong = read(NewDetails, given)
    changes = form.model_dump(exclude_none=True) if form else {}
    if "phone" in changes:
        changes["phone"] = phone_from(changes["phone"])
        if changes["phone"] is None:
            wrong = {"phone": "This is no telephone number that we can ring. Check each digit."}
    if not wrong and not changes:
        wrong = {"address": "Write what is to be held from now on, in at least one of the boxes."}
    if wrong or case.contact is None:
        return page(request, "calls/details.html", 422, None, call=call, case=case, given=given.one, wrong=wrong)
    for name, value in changes.items():
        setattr(case.contact, name, value)
    matching.add_keys(session, case, Known(**{name: changes.get(name) for name in ("phone", "email", "postcode")}))
    calls.trace(session, call, staff, "contact_details_changed", utc_now(), fields=sorted(changes))
    session.commit()
    return after_saving(f"{screen.address(call)}/details")


@router.get("/{call_id}/details")
def ask_details(request: Request, staff: MayCall, call: CallAt, session: WriteSession) -> Response:
    """What is held, with a box for each to write it anew."""
    case = open_case(session, staff.user, _case_of(session, call).reference, now=utc_now())
    if not is_known(session, call):
        raise Problem(422, "Not known yet", NOT_KNOWN)
    return page(request, "calls/details.html", call=call, case=case, given={}, wrong={}, is_saved=was_saved(request))


def is_known(session: Session, call: Call) -> bool:
    """Did the newest check on this call find that the caller is the complainant?"""
    newest = select(IdentityCheck).where(IdentityCheck.call_id == call.id).order_by(IdentityCheck.id.desc()).limit(1)
    check = session.scalars(newest).first()
    return check is not None and check.is_known and check.third_party is None


def _case_of(session: Session, call: Call) -> Case:
    case = session.get(Case, call.case_id) if call.case_id else None
    if case is None:
        raise Problem(404, "No case", "This call is about no case that we know.")
    return case
