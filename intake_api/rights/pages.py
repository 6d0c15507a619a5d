"""'Your information' and 'Privacy and cookies': what is stored, for how long, a copy of it, and deleting a draft."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api import csrf
from intake_api.about_you import doors
from intake_api.adjustments import looks
from intake_api.conversations.access import COOKIE, DeskOf, cookie_holder
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, SessionMaker
from intake_api.languages import choosing
from intake_api.languages.dates import day
from intake_api.rights import copies, deleting
from intake_api.rights.periods import deleted_on, periods
from intake_api.security import Anyone, settings_of
from intake_api.templating import page

router = APIRouter(dependencies=[Anyone], include_in_schema=False)
HOME = "/your-information"

Holder = Annotated[str | None, Depends(cookie_holder)]


@router.get(HOME)
def show_information(request: Request, desk: DeskOf, conversation_id: Holder, deleted: str = "") -> Response:
    """What we hold of the person at this browser, and what they can do with it."""
    talk = desk.store.read(conversation_id) if conversation_id else None
    gone = deleted_on(talk) if talk else None
    return page(
        request, "your_information.html", talk=talk, gone_on=day(gone) if gone else "", periods=periods(settings_of(request)),
        can_delete=talk is not None and deleting.can_delete(talk), was_deleted=bool(deleted),
    )  # fmt: skip


@router.get(f"{HOME}/complaint.json")
def download_data(desk: DeskOf, session: ReadSession, conversation_id: Holder) -> Response:
    """The complaint as data."""
    if conversation_id is None:
        return RedirectResponse(HOME, status_code=303)
    body = json.dumps(copies.as_data(desk.store.read(conversation_id), session), indent=2, ensure_ascii=False)
    return _file(body, "application/json", "complaint.json")


@router.get(f"{HOME}/complaint.txt")
def download_text(desk: DeskOf, conversation_id: Holder) -> Response:
    """The complaint to read or print."""
    if conversation_id is None:
        return RedirectResponse(HOME, status_code=303)
    return _file(copies.as_text(desk.store.read(conversation_id)), "text/plain", "complaint.txt")


@router.get(f"{HOME}/delete")
def ask_delete(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """Asks before anything is deleted."""
    if conversation_id is None or not deleting.can_delete(desk.store.read(conversation_id)):
        return RedirectResponse(HOME, status_code=303)
    return page(request, "delete_draft.html")


@router.post(f"{HOME}/delete", dependencies=[FormToken])
def delete_draft(desk: DeskOf, sessions: SessionMaker, conversation_id: Holder) -> Response:
    """Deletes the draft; what was sent stays."""
    if conversation_id is None or not deleting.delete_draft(desk.store, sessions, conversation_id):
        return RedirectResponse(HOME, status_code=303)
    response = RedirectResponse(f"{HOME}?deleted=yes", status_code=303)
    response.delete_cookie(COOKIE)
    return response


@router.get("/privacy")
def show_privacy(request: Request) -> Response:
    """What is kept, why, who sees it, how long; and every cookie of the public pages."""
    return page(
        request, "privacy.html", periods=periods(settings_of(request)),
        cookies={"talk": COOKIE, "status": doors.COOKIE, "form": csrf.COOKIE, "looks": looks.COOKIE, "language": choosing.COOKIE},
    )  # fmt: skip


def _file(body: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)
