"""The call screen's addresses: what the caller says, the note, and the form's questions while the assistant is away."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from intake_api.calls import by_form, earlier, live, notes, screen
from intake_api.calls.desk import CallAt, MayCall, go_on
from intake_api.calls.models import LATER, Call
from intake_api.calls.owning import own_new_case
from intake_api.calls.screen import Beside
from intake_api.clock import utc_now
from intake_api.conversations import chat_page
from intake_api.conversations.access import Desk, DeskOf
from intake_api.conversations.chat_page import posted
from intake_api.conversations.store import BusyError
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker, session_maker
from intake_api.staff.models import StaffSession

router = APIRouter(prefix=screen.PATH, include_in_schema=False)

Posted = Annotated[dict[str, str], Depends(posted)]


@router.get("/{call_id}")
def read_call(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, by: str = "") -> Response:
    """The call where it stands. `by=form`: the form's questions are asked until the assistant is tried again."""
    own_new_case(session_maker(request), call, desk.store.read(call.conversation_id))
    if by == "form":
        return screen.draw(request, desk, call, staff, Beside(by_form=True))
    return chat_page.show(request, screen.room(request, call, staff), desk, call.conversation_id)


@router.get("/{call_id}/now")
def read_now(request: Request, staff: MayCall, call: CallAt, desk: DeskOf) -> Response:
    """The live determination alone."""
    return screen.draw_now(request, call, staff, desk.store.read(call.conversation_id))


@router.post("/{call_id}", dependencies=[FormToken])
def post_call(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, form: Posted) -> Response:
    """What the caller says; the note travels with it, so that nothing is lost on the way round."""
    beside = _keep_note(request, desk, call, form)
    stands = notes.read(request, call)
    if call.status == LATER:
        go_on(session_maker(request), call)
    if form.get("action") == "note":
        return _read_note(request, desk, call, staff, form, beside)
    if earlier.would_send(desk.store.read(call.conversation_id), form) and _must_look(request, desk, call, staff):
        return screen.draw(request, desk, call, staff, replace(beside, must_look=True), 409, form.get("text", ""))
    unread = notes.unread(call, stands) if desk.store.read(call.conversation_id).has_consent else None
    here = screen.room(request, call, staff, beside)
    response = chat_page.take(request, here, desk, call.conversation_id, form, note=unread)
    talk = desk.store.read(call.conversation_id)
    notes.settle(session_maker(request), notes.unkept(request), call, talk)
    own_new_case(session_maker(request), call, talk)
    if unread and talk.has_consent and not talk.undelivered:
        notes.mark_read(session_maker(request), call, stands, now=utc_now())
    if beside.theirs or beside.is_too_long or (beside.urgent and response.status_code == 303):
        return screen.draw(request, desk, call, staff, beside)
    return response


@router.post("/{call_id}/note", dependencies=[FormToken])
def post_note(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, form: Posted) -> Response:
    """Keeps the note. A script gets {"version", "urgent"}; 409 with {"theirs", "version"} when somebody else changed it."""
    beside = _keep_note(request, desk, call, form)
    stands = beside.theirs or notes.read(request, call)
    if request.headers.get("x-requested-with") == "redress-call":
        if beside.is_too_long:
            return JSONResponse({"longest": notes.LONGEST}, 422)
        status = 409 if beside.theirs else 200
        theirs = beside.theirs.text if beside.theirs else None
        return JSONResponse({"version": stands.version, "theirs": theirs, "urgent": beside.urgent}, status)
    if beside.theirs or beside.is_too_long or beside.urgent:
        return screen.draw(request, desk, call, staff, beside, 409 if beside.theirs else 422 if beside.is_too_long else 200)
    return RedirectResponse(f"{screen.address(call)}#note", status_code=303)


@router.post("/{call_id}/form", dependencies=[FormToken])
def post_form(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, form: Posted) -> Response:
    """One answer to a question of the form, while the assistant is away."""
    kept = _keep_note(request, desk, call, form)
    if earlier.form_would_send(desk.store.read(call.conversation_id), form) and _must_look(request, desk, call, staff):
        return screen.draw(request, desk, call, staff, replace(kept, by_form=True, must_look=True), 409)
    beside = by_form.answer(request, desk, call, form)
    talk = desk.store.read(call.conversation_id)
    notes.settle(session_maker(request), notes.unkept(request), call, talk)
    own_new_case(session_maker(request), call, talk)
    if beside is not None:
        return screen.draw(request, desk, call, staff, beside, 422 if beside.problem else 200)
    return RedirectResponse(f"{screen.address(call)}?by=form", status_code=303)


@router.post("/{call_id}/new-request", dependencies=[FormToken])
def keep_new_request(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, sessions: SessionMaker) -> Response:
    """Staff looked at the earlier contacts that were found: this is a new request."""
    talk = desk.store.read(call.conversation_id)
    with sessions() as session:
        start_writing(session)
        earlier.keep_new_request(session, call, staff, earlier.look(session, talk, staff.user))
        session.commit()
    return RedirectResponse(screen.address(call), status_code=303)


def _must_look(request: Request, desk: Desk, call: Call, staff: StaffSession) -> bool:
    """Is there an earlier contact that nobody has looked at? Then no case is made yet (SM-1.1)."""
    talk = desk.store.read(call.conversation_id)
    with session_maker(request)() as session:
        return earlier.unseen(call, earlier.look(session, talk, staff.user))


def _keep_note(request: Request, desk: Desk, call: Call, form: dict[str, str]) -> Beside:
    """Keeps the note that came with a form, if one did, and looks for danger in what is new in it."""
    if "note" not in form:
        return Beside()
    before = notes.read(request, call)
    seen = int(form["note_version"]) if form.get("note_version", "").isdecimal() else before.version
    text = form["note"].replace("\r\n", "\n")
    if text == before.text:
        return Beside()
    talk = desk.store.read(call.conversation_id)
    try:
        kept = notes.save(session_maker(request), notes.unkept(request), call, text, seen=seen, is_kept=talk.has_consent)
    except notes.NoteChangedError as changed:
        return Beside(typed=text, theirs=changed.now)
    except notes.NoteTooLongError:
        return Beside(typed=text, is_too_long=True)
    call.note, call.note_version = kept.text, kept.version
    signal = notes.danger_in(before.text, kept.text)
    if signal is None:
        return Beside()
    try:
        with desk.store.hold(call.conversation_id) as hold:
            hold.talk.add_signals([{key: signal[key] for key in ("name", "detail", "reason")}])
            hold.release()
    except BusyError:
        pass  # the words are said all the same; the next change of the note notes it
    return Beside(urgent=live.said_for(str(signal["name"])))


def _read_note(request: Request, desk: Desk, call: Call, staff: StaffSession, form: dict[str, str], beside: Beside) -> Response:
    """The note as the story where that is asked; else what it says is offered for the questions that are open."""
    talk, stands = desk.store.read(call.conversation_id), notes.read(request, call)
    here = screen.room(request, call, staff, beside)
    if talk.asked == "story" and stands.text.strip():
        told = {**form, "action": "", "text": stands.text[: notes.MOST_READ], "choice": ""}
        response = chat_page.take(request, here, desk, call.conversation_id, told)
    else:
        reply = desk.gateway.read_note(call.conversation_id, stands.text[-notes.MOST_READ :]) if stands.text.strip() else None
        view = chat_page.View(desk.store.read(call.conversation_id), reply.notices if reply else [], typed=form.get("text", ""))
        response = chat_page.draw(request, here, view)
    notes.mark_read(session_maker(request), call, stands, now=utc_now())
    return response
