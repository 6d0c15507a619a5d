"""A copy of pictures: its page under squares and as it leaves, each of its pictures, the copy as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session, sessionmaker
from starlette.responses import Response

from intake_api.cases.models import Case
from intake_api.casework.changing import RefusedError
from intake_api.casework.forms import Filled, Nothing, Posted
from intake_api.casework.pages import NO_TROUBLE, Trouble, draw
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker
from intake_api.evidence.models import EvidenceFile
from intake_api.problems import Problem
from intake_api.redaction import blacking, marks, scans, squares
from intake_api.redaction.found import find, viewed
from intake_api.redaction.models import CaseCopy
from intake_api.redaction.recipients import RECIPIENTS, may_not_go
from intake_api.redaction.scans import Ready, Scan
from intake_api.redaction.sources import offered
from intake_api.security import settings_of
from intake_api.settings import Settings
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import open_case
from intake_api.staff.roles import Action

router = APIRouter(prefix="/staff/cases/{reference_text}/copies", include_in_schema=False)
Redactor = Annotated[StaffSession, allowed(Action.REDACT)]
ACTS: Mapping[str, tuple[type[Filled], Callable[..., Any]]] = {
    "hide_box": (blacking.HidingBox, blacking.hide), "show_boxes": (blacking.ShowingBoxes, blacking.show_again),
    "take_up": (Nothing, blacking.take_up), "make_scan": (blacking.MakingScan, blacking.make),
}  # fmt: skip
NOT_MADE = "This copy is not made yet. Look at what is hidden, then make it."


@router.get("/{copy_id}/pages/{number}/{side}")
def show_picture(
    request: Request, reference_text: str, copy_id: int, number: int, side: Literal["original", "copy"], staff: Redactor,
    sessions: SessionMaker,
) -> Response:  # fmt: skip
    """One page of a copy as a picture: the original under its squares, or the copy as it leaves. That it was seen is recorded."""
    with sessions() as session:
        start_writing(session)
        case, copy = find(session, staff.user, reference_text, copy_id)
        boxes, file = squares.read(copy.marks) if scans.is_scan(copy.source) else [], _file(session, case, copy)
        viewed(session, case, staff.user, {"copy": str(copy.id), "page": str(number)[:9], "picture": side}, "copy_picture_viewed")
    try:
        content = scans.picture(settings_of(request), file, number, boxes, is_original=side == "original")
    except RefusedError as error:
        raise Problem(422, "No picture", error.message) from None
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


def take(request: Request, reference_text: str, copy_id: int, user: StaffUser, sessions: sessionmaker[Session]) -> Response:
    """The copy as it leaves: one PDF of pictures. The download is recorded once it is drawn."""
    with sessions() as session:
        case, copy = find(session, user, reference_text, copy_id)
        if copy.text is None:
            raise Problem(422, "Not made yet", NOT_MADE)
        file = _file(session, case, copy)
    try:
        content = whole(settings_of(request), file, copy, case.reference)
    except RefusedError as error:
        raise Problem(422, "No PDF of this copy", error.message) from None
    with sessions() as session:
        start_writing(session)
        after = {"copy": str(copy.id), "form": "pdf", "recipient": copy.recipient}
        viewed(session, open_case(session, user, reference_text, now=utc_now()), user, after, "copy_downloaded")
    name = f"{case.reference}-copy-{copy.id}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


def whole(settings: Settings, file: EvidenceFile, copy: CaseCopy, reference: str) -> bytes:
    """The PDF. Raises RefusedError."""
    return scans.whole(settings, file, squares.read(copy.marks), title=f"Copy, {reference}")


def ready_to_begin(request: Request, reference_text: str, source: str, user: StaffUser, sessions: sessionmaker[Session]) -> Ready:
    """The file that a new copy is of, looked at before the database is locked."""
    with sessions() as session:
        case = open_case(session, user, reference_text, now=utc_now())
        try:
            file = scans.file_of(session, case, source)
        except RefusedError as error:
            return error
    return _looked(settings_of(request), file)


def ready(
    request: Request, reference_text: str, copy_id: int, user: StaffUser, sessions: sessionmaker[Session], given: Posted
) -> Ready | None:  # fmt: skip
    """The file of a copy, looked at (and drawn whole, to be made) before the database is locked. None for a copy of text."""
    with sessions() as session:
        case, copy = find(session, user, reference_text, copy_id)
        if not scans.is_scan(copy.source):
            return None
        try:
            file = scans.file_of(session, case, copy.source)
        except RefusedError as error:
            return error
    found = _looked(settings_of(request), file)
    if given.one.get("form") == "make_scan" and given.one.get("looked") and found_is(found, copy):
        try:
            whole(settings_of(request), file, copy, case.reference)
        except RefusedError as error:
            return error
    return found


def found_is(found: Ready, copy: CaseCopy) -> bool:
    """Is the file still the one that was marked?"""
    return isinstance(found, Scan) and found.digest == copy.digest


def draw_copy(
    request: Request, session: Session, case: Case, copy: CaseCopy, user: StaffUser, trouble: Trouble = NO_TROUBLE
) -> Response:  # fmt: skip
    """The page of a copy of pictures."""
    try:
        found: Ready = _looked(settings_of(request), scans.file_of(session, case, copy.source))
    except RefusedError as error:
        found = error
    boxes, is_stale = squares.read(copy.marks), not found_is(found, copy)
    pages = [] if is_stale or isinstance(found, RefusedError) else found.pages
    shown: dict[str, Any] = {
        "copy": copy, "who": RECIPIENTS[copy.recipient], "is_stale": is_stale, "changed": blacking.CHANGED,
        "why_not": found.message if isinstance(found, RefusedError) else "", "why": marks.WHY,
        "by_hand": [(each, marks.WHY[each]) for each in marks.BY_HAND], "boxes": boxes,
        "pages": [(number, page, squares.said(number, squares.of_page(boxes, number))) for number, page in enumerate(pages, 1)],
        "rules": may_not_go(case, copy.recipient), "counts": marks.in_words(squares.counted(boxes)),
    }  # fmt: skip
    title = f"Copy {copy.id}: {offered(session, case).get(copy.source, 'a file of the case')}"
    return draw(
        request, session, case, user, template="redaction/scan.html", title=title, name="copies", shown=shown, trouble=trouble
    )


def _file(session: Session, case: Case, copy: CaseCopy) -> EvidenceFile:
    """The file of a copy, still the one that was marked. Raises Problem."""
    if not scans.is_scan(copy.source):
        raise Problem(404, "No pictures", "This copy is made of text. Take it as PDF, Word or text.")
    try:
        file = scans.file_of(session, case, copy.source)
    except RefusedError as error:
        raise Problem(422, "No picture", error.message) from None
    if file.sha256 != copy.digest:
        raise Problem(409, "The original has changed", "It has changed since this copy was marked. Nothing is drawn of it.")
    return file


def _looked(settings: Settings, file: EvidenceFile) -> Ready:
    try:
        return scans.look(settings, file)
    except RefusedError as error:
        return error
