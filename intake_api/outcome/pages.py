"""The page a person keeps, and its files. The talk's own cookie opens it; nothing of the person stands in an address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api.clock import london_day, utc_now
from intake_api.conversations.access import DeskOf, cookie_holder
from intake_api.conversations.chat_page import posted
from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.conversations.talk import Talk
from intake_api.csrf import FormToken
from intake_api.documents import files, pdf
from intake_api.form import flow, reading
from intake_api.form.questions import question_for
from intake_api.outcome.desk import takeaway_for
from intake_api.outcome.paragraphs import numbers
from intake_api.outcome.sheet import sheet_of, when
from intake_api.security import Anyone
from intake_api.templating import page

router = APIRouter(prefix="/outcome", dependencies=[Anyone], include_in_schema=False)

Holder = Annotated[str | None, Depends(cookie_holder)]
Posted = Annotated[dict[str, str], Depends(posted)]
FILE_NAME = "what-can-happen"
WHEN = "aware_on"
LONGEST = 500


@router.get("")
def read_outcome(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """What we understood, what can happen and why, what to do until when, and who else can help: to keep."""
    return _draw(request, desk.store.read(conversation_id) if conversation_id else None)


@router.post("/when", dependencies=[FormToken])
def say_when(request: Request, desk: DeskOf, conversation_id: Holder, form: Posted) -> Response:
    """Takes the day on which the time limit hangs, where the outcome came before anybody asked for it."""
    if conversation_id is None:
        return _go("/outcome")
    today = london_day(utc_now())
    with desk.store.hold(conversation_id) as hold:
        kept = takeaway_for(request, hold.talk)
        if kept is None or not kept.asks_when:
            return _go("/outcome")
        question = question_for(WHEN, kept.complaint)
        try:
            given = reading.read(question, {"answer": form.get("answer", "")}, today=today)
            flow.answer(hold.talk, question, given, now=utc_now(), today=today)
        except InputProblemError as error:
            return _draw(request, hold.talk, error=error.message, typed=without_control(form.get("answer", ""))[:LONGEST])
        hold.release()
    return _go("/outcome")


@router.get("/file/{form}")
def take_file(request: Request, desk: DeskOf, conversation_id: Holder, form: files.Format) -> Response:
    """The same as a file."""
    takeaway = takeaway_for(request, desk.store.read(conversation_id)) if conversation_id else None
    if takeaway is None:
        return _go("/outcome")
    try:
        return files.handed_over(sheet_of(takeaway, today=london_day(utc_now())), form, FILE_NAME)
    except pdf.UndrawableError:
        return _go("/outcome")


def _draw(request: Request, talk: Talk | None, *, error: str = "", typed: str = "") -> Response:
    kept = takeaway_for(request, talk) if talk else None
    if talk is None or kept is None:
        return page(request, "outcome/nothing.html", 200, None, is_open=talk is not None and talk.status == "open", errors=[])
    return page(
        request, "outcome/outcome.html", 422 if error else 200, None,
        kept=kept, talk=talk, numbers=numbers, when=when(kept.sent) if kept.sent else "",
        question=question_for(WHEN, kept.complaint) if kept.asks_when else None, typed=typed,
        errors=[{"text": error, "href": "#answer"}] if error else [],
        can_be_pdf=pdf.can_be_pdf(sheet_of(kept, today=london_day(utc_now()))),
    )  # fmt: skip


def _go(address: str) -> Response:
    return RedirectResponse(address, status_code=303)
