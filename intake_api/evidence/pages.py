"""The page 'Add letters or photos', for form and chat: without JavaScript, several files at once, safe to send twice."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from intake_api import csrf
from intake_api.clock import utc_now
from intake_api.conversations.access import DeskOf, cookie_holder, desk_of
from intake_api.conversations.clean import without_control
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker, session_maker
from intake_api.evidence import offered, service, words
from intake_api.evidence.access import count_try, too_often
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.models import KINDS
from intake_api.evidence.receiving import Posted, read_form
from intake_api.evidence.router import take
from intake_api.evidence.show import files_page
from intake_api.evidence.store import store_of
from intake_api.problems import Problem
from intake_api.resume.limits import TooManyError
from intake_api.security import Anyone, settings_of

router = APIRouter(prefix="/form/evidence", dependencies=[Anyone], include_in_schema=False)
MOST_AT_ONCE = 50
CHAT = "chat"

Holder = Annotated[str | None, Depends(cookie_holder)]


@router.get("")
def read_files(request: Request, desk: DeskOf, conversation_id: Holder, back: str = "") -> Response:
    """What was added, and a box to add more. `back=chat` leads back to the chat."""
    if conversation_id is None:
        return _go("/form")
    if not settings_of(request).evidence:
        return _on(request, conversation_id, back)
    return files_page(request, desk.store.read(conversation_id), back=back)


@router.post("")
async def add_files(request: Request, conversation_id: Holder) -> Response:
    """Adds the files that were chosen; 'Continue' adds them too, and goes on."""
    if conversation_id is None:
        return _go("/form")
    try:
        await run_in_threadpool(count_try, request, session_maker(request), conversation_id, now=utc_now())
    except TooManyError as error:
        raise too_often(request, error) from None
    async with read_form(request, most_files=MOST_AT_ONCE) as posted:
        csrf.check(request, posted.fields.get("csrf_token", ""))
        return await run_in_threadpool(_take_all, request, conversation_id, posted)


@router.post("/{file_id}/delete", dependencies=[FormToken])
def delete_file(
    request: Request, desk: DeskOf, sessions: SessionMaker, conversation_id: Holder, file_id: str, back: str = ""
) -> Response:
    """Deletes one file; one that is gone already is no mistake."""
    if conversation_id is None:
        return _go("/form")
    with suppress(RefusedError):  # the page says why nothing can be changed any more
        service.remove(sessions, store_of(settings_of(request)), conversation_id=conversation_id, file_id=file_id)
    return _go(_here(back))


def _take_all(request: Request, conversation_id: str, posted: Posted) -> Response:
    fields, back = posted.fields, posted.fields.get("back", "")
    goes_on = fields.get("action") != "add"
    kind, errors = fields.get("kind", ""), []
    for nth, upload in enumerate(posted.files):
        try:
            if nth:  # the first was counted before the form was read
                count_try(request, session_maker(request), conversation_id, now=utc_now())
        except TooManyError as error:
            raise too_often(request, error) from None
        if why := _take_one(request, conversation_id, upload, kind):
            errors.append(why)
    if not posted.files and not goes_on:
        errors = [words.problem("no_file", settings_of(request))]
    if errors:
        talk = desk_of(request).store.read(conversation_id)
        return files_page(request, talk, back=back, errors=errors, kind=kind)
    return _on(request, conversation_id, back) if goes_on else _go(_here(back, added=bool(posted.files)))


def _take_one(request: Request, conversation_id: str, upload: UploadFile, kind: str) -> str | None:
    """Keeps one file; else says which it was and what is wrong with it."""
    try:
        take(request, upload, kind if kind in KINDS else "other", None, conversation_id)
    except Problem as problem:
        return f"{without_control(upload.filename or '')[:60]}: {problem.detail}"
    return None


def _on(request: Request, conversation_id: str, back: str) -> Response:
    """Goes on: to the chat, or to the page of the form that is due."""
    if back == CHAT:
        return _go("/chat")
    return _go(offered.go_on(desk_of(request).store, conversation_id))


def _here(back: str, *, added: bool = False) -> str:
    more = [part for part, is_so in (("back=chat", back == CHAT), ("added=1", added)) if is_so]
    return "/form/evidence" + ("?" + "&".join(more) if more else "")


def _go(address: str) -> Response:
    return RedirectResponse(address, status_code=303)
