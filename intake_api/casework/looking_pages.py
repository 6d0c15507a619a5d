"""Pages beside a single case: earlier contacts of somebody who gets in touch, and cases a change of guidance touches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from intake_api.audit import service as audit
from intake_api.casework import guidance, matching, words
from intake_api.casework.forms import Filled, read
from intake_api.casework.pages import Form, Trouble
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, WriteSession
from intake_api.staff import words as staff_words
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession
from intake_api.staff.reach import visible_to
from intake_api.staff.roles import Action, Role, may
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False)
Viewer = Annotated[StaffSession, allowed(Action.VIEW_CASE)]
Looker = Annotated[StaffSession, allowed(Action.LOOK_FOR_CONTACTS)]
_MORE = "Give a name, a telephone number or an email address. A postcode or an organisation alone points to nobody."


class WhoIsIt(Filled):
    """What is known of somebody who gets in touch. It travels in the form, never in the address."""

    name: Annotated[str, Field(max_length=200)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    postcode: Annotated[str, Field(max_length=10)] | None = None
    organisation: Annotated[str, Field(max_length=300)] | None = None


@router.get("/earlier-contacts")
def ask_who(request: Request, staff: Looker) -> Response:
    """Where staff look for earlier contacts before a new case is made."""
    return page(request, "casework/earlier.html", **_shown(Trouble(), staff))


@router.post("/earlier-contacts", dependencies=[FormToken])
def find_earlier(request: Request, staff: Looker, session: WriteSession, given: Form) -> Response:
    """The cases that may be the same person's, with the reasons. The look is recorded, without what was looked for."""
    form, wrong = read(WhoIsIt, given)
    if form is not None and not matching.is_enough(matching.Known(**form.model_dump())):
        wrong = {"name": _MORE}
    if form is None or wrong:
        return page(request, "casework/earlier.html", 422, None, **_shown(Trouble(given, wrong), staff))
    found = matching.find(session, matching.Known(**form.model_dump()), within=visible_to(staff.user))
    audit.record(
        session, actor=f"staff:{staff.user.username}", action="earlier_contacts_looked_for", at=utc_now(),
        fields=form.model_dump(exclude_none=True), after={"found": str(len(found.matches)), "of_other_teams": str(found.hidden)},
    )  # fmt: skip
    session.commit()
    headers = {"Cache-Control": "no-store"}
    return page(request, "casework/earlier.html", 200, headers, found=found, has_looked=True, **_shown(Trouble(given), staff))


@router.get("/guidance-changes")
def show_differing(
    request: Request, staff: Viewer, session: ReadSession, after: Annotated[int, Query(ge=0, lt=2**31)] = 0
) -> Response:
    """Open cases that an older version of the guidance answered, and of which the rules would now say something else."""
    looked = guidance.would_differ(session, today=london_day(utc_now()), after_id=after)
    return page(request, "casework/differing.html", looked=looked, words=staff_words)


def _shown(trouble: Trouble, staff: StaffSession) -> dict[str, object]:
    role = Role(staff.user.role)
    return {
        "may_call": may(role, Action.TAKE_CALL), "may_open": may(role, Action.VIEW_CASE),
        "filled": trouble.filled, "filled_all": trouble.filled_all, "fault": trouble.fault, "errors": trouble.errors(),
        "code": words.code,
    }  # fmt: skip
