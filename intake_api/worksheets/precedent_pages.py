"""The precedent check: earlier components about the same organisations, and two optional searches by name (SM-2.265)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy.orm import Session
from starlette.responses import Response

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.casework import issues
from intake_api.casework.forms import Filled, Posted, read
from intake_api.casework.pages import Form, Trouble, Viewer, draw
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import WriteSession
from intake_api.staff.models import StaffUser
from intake_api.staff.reach import open_case
from intake_api.worksheets import precedents

router = APIRouter(prefix="/staff/cases/{reference_text}/precedents", include_in_schema=False)
_NO_NAME = "Give the name of the complainant, or of a person complained about."


class Names(Filled):
    """Who to look for. It travels in the form, never in the address."""

    complainant: Annotated[str, Field(max_length=200)] | None = None
    named_person: Annotated[str, Field(max_length=200)] | None = None


@router.get("")
def show_precedents(request: Request, reference_text: str, staff: Viewer, session: WriteSession) -> Response:
    """Components about the same organisations from the last two years. The look is recorded."""
    case = open_case(session, staff.user, reference_text, now=utc_now())
    _record(session, staff.user, case, ())
    return _drawn(request, session, case, staff.user)


@router.post("", dependencies=[FormToken])
def search_precedents(request: Request, reference_text: str, staff: Viewer, session: WriteSession, given: Form) -> Response:
    """The same, and the cases that a name points to. That it was looked for is recorded, without the name."""
    case = open_case(session, staff.user, reference_text, now=utc_now())
    form, wrong = read(Names, given)
    if form is not None and not (form.complainant or form.named_person):
        wrong = {"complainant": _NO_NAME}
    if form is None or wrong:
        return _drawn(request, session, case, staff.user, trouble=Trouble(given, wrong, status=422))
    _record(session, staff.user, case, form.model_dump(exclude_none=True))
    found = [
        each
        for name, search in ((form.complainant, precedents.of_complainant), (form.named_person, precedents.naming))
        for each in (search(session, case, staff.user, name) if name else ())
    ]
    return _drawn(request, session, case, staff.user, trouble=Trouble(given), found=found)


def _record(session: Session, user: StaffUser, case: Case, fields: object) -> None:
    names = list(fields) if isinstance(fields, dict) else ()
    audit.record(
        session,
        actor=f"staff:{user.username}",
        action="precedents_looked_for",
        at=utc_now(),
        subject=case.reference,
        fields=names,
    )
    session.commit()


def _drawn(
    request: Request, session: Session, case: Case, user: StaffUser, *, trouble: Trouble | None = None,
    found: list[precedents.Earlier] | None = None,
) -> Response:  # fmt: skip
    names = dict.fromkeys(each.organisation for each in issues.fetch(session, case) if each.organisation)
    organisations = list(names) or ([case.organisation] if case.organisation else [])
    today = london_day(utc_now())
    rows = {name: precedents.components_about(session, case, user, name, today=today) for name in organisations}
    return draw(
        request, session, case, user, template="casework/precedents.html", title="Precedent check", name="worksheets",
        shown={"by_organisation": rows, "found": found}, trouble=trouble or Trouble(Posted()),
    )  # fmt: skip
