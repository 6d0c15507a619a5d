"""The copies of a case: the list, one copy with the original beside it, the copy as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.cases.models import Case
from intake_api.casework import adjustments
from intake_api.casework.changing import RefusedError
from intake_api.casework.forms import Filled, Nothing
from intake_api.casework.pages import NO_TROUBLE, Form, Trouble, change, draw
from intake_api.casework.tabs import Act
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.documents import files
from intake_api.documents.pdf import UndrawableError
from intake_api.problems import Problem
from intake_api.redaction import blacking, marks, scan_pages, scans, service, squares
from intake_api.redaction.found import find, viewed
from intake_api.redaction.models import CaseCopy
from intake_api.redaction.recipients import RECIPIENTS, may_not_go
from intake_api.redaction.sources import Original, offered, original
from intake_api.security import settings_of
from intake_api.settings import Settings
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import open_case
from intake_api.staff.roles import Action
from intake_api.staff.saving import after_saving

router = APIRouter(prefix="/staff/cases/{reference_text}/copies", include_in_schema=False)
Redactor = Annotated[StaffSession, allowed(Action.REDACT)]
ACTS: Mapping[str, tuple[type[Filled], Callable[..., Any]]] = {
    "hide": (service.Hiding, service.hide), "show_again": (service.Showing, service.show_again),
    "take_up": (Nothing, service.take_up), "make_copy": (service.Making, service.make),
}  # fmt: skip


@router.get("")
def show_copies(request: Request, reference_text: str, staff: Redactor, session: WriteSession) -> Response:
    """The copies of a case, and a new one."""
    case = open_case(session, staff.user, reference_text, now=utc_now())
    viewed(session, case, staff.user, {"tab": "copies"})
    return _list(request, session, case, staff.user)


@router.post("", dependencies=[FormToken])
def begin_copy(request: Request, reference_text: str, staff: Redactor, sessions: SessionMaker, given: Form) -> Response:
    """Begins a copy, or says why not and keeps what was typed."""
    source = given.one.get("source", "")
    if scans.is_scan(source):
        found = scan_pages.ready_to_begin(request, reference_text, source, staff.user, sessions)
        act = Act(Action.REDACT, service.NewCopy, lambda changing, form: blacking.begin(changing, form, found).id)
    else:
        act = Act(Action.REDACT, service.NewCopy, lambda changing, form: service.begin(changing, settings_of(request), form).id)
    made, trouble = change(sessions, staff, reference_text, act, given)
    if trouble is None:
        return RedirectResponse(f"{request.url.path}/{made}", status_code=303)
    with sessions() as session:
        return _list(request, session, open_case(session, staff.user, reference_text, now=utc_now()), staff.user, trouble)


@router.get("/{copy_id}")
def show_copy(request: Request, reference_text: str, copy_id: int, staff: Redactor, session: WriteSession) -> Response:
    """One copy: the original with what is hidden, and the copy as it will leave, or as it left."""
    case, copy = find(session, staff.user, reference_text, copy_id)
    viewed(session, case, staff.user, {"tab": "copy", "copy": str(copy.id)})
    return _draw(request, session, case, copy, staff.user)


@router.post("/{copy_id}", dependencies=[FormToken])
def change_copy(
    request: Request, reference_text: str, copy_id: int, staff: Redactor, sessions: SessionMaker, given: Form
) -> Response:  # fmt: skip
    """Marks, unmarks, takes up the original anew, or makes the copy; or says why not and keeps what was typed."""
    found = scan_pages.ready(request, reference_text, copy_id, staff.user, sessions, given)
    schema, do = (ACTS if found is None else scan_pages.ACTS).get(given.one.get("form", ""), (None, None))
    if schema is None or do is None:
        raise Problem(422, "No such form", "This page has no such form. Load it again, and send your answer once more.")
    if found is None:
        act = Act(Action.REDACT, schema, lambda changing, form: do(changing, settings_of(request), copy_id, form))
    else:
        act = Act(Action.REDACT, schema, lambda changing, form: do(changing, copy_id, form, found))
    _made, trouble = change(sessions, staff, reference_text, act, given)
    if trouble is None:
        return after_saving(request.url.path)
    with sessions() as session:
        case, copy = find(session, staff.user, reference_text, copy_id)
        return _draw(request, session, case, copy, staff.user, trouble)


@router.get("/{copy_id}/file/{form}")
def take_copy(
    request: Request, reference_text: str, copy_id: int, form: Literal["txt", "docx", "pdf"], staff: Redactor,
    sessions: SessionMaker,
) -> Response:  # fmt: skip
    """The copy as a file. The download is recorded."""
    with sessions() as session:
        start_writing(session)
        case, copy = find(session, staff.user, reference_text, copy_id)
        if not scans.is_scan(copy.source):
            return _taken(session, case, copy, form, staff.user)
    if form != "pdf":
        raise Problem(404, "No such file", "This copy is made of pictures. Take it as PDF.")
    return scan_pages.take(request, reference_text, copy_id, staff.user, sessions)


def _taken(session: Session, case: Case, copy: CaseCopy, form: files.Format, user: StaffUser) -> Response:
    is_large = copy.recipient == "complainant" and adjustments.needs_large_print(session, case)
    try:
        document = service.document_of(copy, reference=case.reference, is_large=is_large)
    except RefusedError as error:
        raise Problem(422, "Not made yet", f"{error.message} Look at what is hidden, then make it.") from None
    viewed(session, case, user, {"copy": str(copy.id), "form": form, "recipient": copy.recipient}, "copy_downloaded")
    try:
        return files.handed_over(document, form, f"{case.reference}-copy-{copy.id}")
    except UndrawableError:
        detail = "Some letters in it are in a script that the PDF's fonts do not have. Take it as Word or text."
        raise Problem(422, "No PDF of this copy", detail) from None


def _list(request: Request, session: Session, case: Case, user: StaffUser, trouble: Trouble = NO_TROUBLE) -> Response:
    shown: dict[str, Any] = {
        "copies": service.fetch(session, case), "sources": offered(session, case), "recipients": RECIPIENTS,
        "wanted": request.query_params.get("source", ""), "said_hidden": _hidden,
    }  # fmt: skip
    return draw(
        request, session, case, user, template="redaction/copies.html", title="Copies for others", name="copies", shown=shown,
        trouble=trouble,
    )  # fmt: skip


def _draw(
    request: Request, session: Session, case: Case, copy: CaseCopy, user: StaffUser, trouble: Trouble = NO_TROUBLE
) -> Response:  # fmt: skip
    if scans.is_scan(copy.source):
        return scan_pages.draw_copy(request, session, case, copy, user, trouble)
    found, why_not = _original(session, settings_of(request), case, copy)
    is_stale = found is None or found.digest != copy.digest
    kept = marks.read(copy.marks)
    shown: dict[str, Any] = {
        "copy": copy, "who": RECIPIENTS[copy.recipient], "why": marks.WHY, "is_stale": is_stale, "changed": service.CHANGED,
        "by_hand": [(each, marks.WHY[each]) for each in marks.BY_HAND], "original": found, "why_not": why_not,
        "pieces": [] if is_stale or found is None else marks.pieces(found.text, kept),
        "copied": copy.text if copy.text is not None else "" if is_stale or found is None else marks.hidden(found.text, kept),
        "marks": [] if is_stale or found is None else [(each, found.text[each.start : each.end]) for each in kept],
        "suggestions": [] if is_stale or found is None or copy.text is not None else _suggestions(session, case, copy, found),
        "rules": may_not_go(case, copy.recipient), "counts": _hidden(copy),
    }  # fmt: skip
    title = f"Copy {copy.id}: {offered(session, case).get(copy.source, 'a text of the case')}"
    return draw(
        request, session, case, user, template="redaction/copy.html", title=title, name="copies", shown=shown, trouble=trouble
    )


def _original(session: Session, settings: Settings, case: Case, copy: CaseCopy) -> tuple[Original | None, str]:
    try:
        return original(session, settings, case, copy.source), ""
    except RefusedError as error:
        return None, error.message


def _suggestions(session: Session, case: Case, copy: CaseCopy, found: Original) -> list[tuple[marks.Mark, str]]:
    """What is suggested and not hidden yet, each with its words."""
    left = service.open_suggestions(session, case, copy, found, today=london_day(utc_now()))
    return [(each, found.text[each.start : each.end]) for each in left]


def _hidden(copy: CaseCopy) -> str:
    """How much is hidden in it, for which reasons."""
    counts = squares.counted(squares.read(copy.marks)) if scans.is_scan(copy.source) else marks.counted(marks.read(copy.marks))
    return marks.in_words(counts)
