"""The page of a worksheet: one address for each, read and saved as the tabs of a case are. The list is a tab (casework.tabs)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.cases.router import find_case
from intake_api.casework import issues
from intake_api.casework.pages import NO_TROUBLE, Form, Trouble, Viewer, change, draw
from intake_api.casework.tabs import Act, View
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.problems import Problem
from intake_api.staff.models import StaffUser
from intake_api.staff.reach import open_case
from intake_api.staff.saving import after_saving
from intake_api.worksheets import handing_off, service, show
from intake_api.worksheets.kinds import KINDS, Kind
from intake_api.worksheets.places import Place, read_place

router = APIRouter(prefix="/staff/cases/{reference_text}/worksheets", include_in_schema=False)
HAND_OFF = handing_off  # that it was loaded is what gives case systems the worksheets


@router.get("/{kind_name}/{place_text}")
def show_worksheet(
    request: Request, reference_text: str, kind_name: str, place_text: str, staff: Viewer, session: WriteSession
) -> Response:
    """A worksheet: the questions, what the rules say of the answers, every version. The view is recorded."""
    case = open_case(session, staff.user, reference_text, now=utc_now())
    kind, place = _find(kind_name, place_text)
    _must_exist(session, case.reference, kind, place)
    shown = _shown(session, case, staff.user, kind, place)
    actor = f"staff:{staff.user.username}"
    audit.record(
        session, actor=actor, action="case_viewed", at=utc_now(), subject=case.reference,
        after={"tab": f"worksheet {kind.id}", "place": place.text},
    )  # fmt: skip
    for each in shown["beside"]:
        if each.trace:
            audit.record(session, actor=actor, action=each.trace, at=utc_now(), subject=case.reference)
    session.commit()
    return _drawn(request, session, case, staff.user, kind, place, shown)


@router.post("/{kind_name}/{place_text}", dependencies=[FormToken])
def save_worksheet(
    request: Request, reference_text: str, kind_name: str, place_text: str, staff: Viewer, sessions: SessionMaker, given: Form
) -> Response:
    """Saves a worksheet, or says why not and keeps what was typed."""
    kind, place = _find(kind_name, place_text)
    act = Act(kind.needs, service.SheetForm, service.save)
    made, trouble = change(sessions, staff, reference_text, act, given, rest=(kind, place, given))
    if trouble is None:
        address = request.url.path.removesuffix(place_text) + made.text
        return after_saving(address)
    with sessions() as session:
        case = find_case(session, reference_text)
        return _drawn(request, session, case, staff.user, kind, place, _shown(session, case, staff.user, kind, place), trouble)


def _shown(session: WriteSession, case: Case, user: StaffUser, kind: Kind, place: Place) -> dict[str, Any]:
    now = utc_now()
    return show.sheet(View(session, case, user, now, london_day(now)), kind, place)


def _drawn(
    request: Request, session: WriteSession, case: Case, user: StaffUser, kind: Kind, place: Place, shown: dict[str, Any],
    trouble: Trouble = NO_TROUBLE,
) -> Response:  # fmt: skip
    shown |= show.asking(kind, shown["answers"], trouble.given)
    title = f"{kind.entry} {place.entry or '(new)'}" if kind.scope == "entries" else kind.heading
    return draw(
        request, session, case, user, template="casework/worksheet.html", title=title, name="worksheets", shown=shown,
        trouble=trouble,
    )  # fmt: skip


def _find(kind_name: str, place_text: str) -> tuple[Kind, Place]:
    kind = KINDS.get(kind_name)
    place = read_place(kind, place_text) if kind else None
    if kind is None or place is None:
        raise Problem(404, "No such worksheet", "There is no such worksheet. Choose one from the list of the case.")
    return kind, place


def _must_exist(session: WriteSession, reference: str, kind: Kind, place: Place) -> None:
    case = find_case(session, reference)
    if place.component_id and place.component_id not in {each.id for each in issues.fetch(session, case)}:
        raise Problem(404, "No such component", "This case has no such component. Choose one from the list of the case.")
    if place.entry and not service.fetch_versions(session, case, kind, place):
        raise Problem(404, "No such entry", "This case has no such entry. Choose one from the list of the case.")
