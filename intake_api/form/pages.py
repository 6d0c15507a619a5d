"""The form's pages: one question each, the outcome with its reasons, the answers to check, the confirmation."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse, Response

from intake_api.adjustments import asking, needs
from intake_api.clock import london_day, utc_now
from intake_api.conversations import notices, safety, service
from intake_api.conversations.access import Desk, DeskOf, cookie_holder, set_cookie
from intake_api.conversations.chat_page import posted
from intake_api.conversations.clean import InputProblemError
from intake_api.conversations.store import BusyError, Hold
from intake_api.conversations.talk import Talk
from intake_api.form import flow, reading, sending, show
from intake_api.languages import say
from intake_api.problems import Problem
from intake_api.rates import count_opening
from intake_api.security import Anyone, settings_of

router = APIRouter(prefix="/form", dependencies=[Anyone], include_in_schema=False)

Posted = Annotated[dict[str, str], Depends(posted)]


def holder(request: Request) -> str | None:
    """The talk of this browser, which the chat may have begun."""
    return cookie_holder(request)


Holder = Annotated[str | None, Depends(holder)]


@router.get("")
def begin_form(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """Goes to the page that is due, in a new talk for who has none."""
    if conversation_id is not None:
        return _go(flow.next_step(desk.store.read(conversation_id), today=_today()).address)
    count_opening(request)
    conversation_id, token = service.begin(desk.store, channel="web", now=utc_now())
    response = _go("/form/consent_to_process")
    set_cookie(request, response, conversation_id, token)
    return response


@router.get("/outcome")
def read_outcome(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """What can happen to the complaint, why, which paragraphs say so, and who else can help."""
    if conversation_id is None:
        return _go("/form")
    talk = _read(desk, conversation_id)
    determination = flow.judge(talk, today=_today()).determination
    if determination.outcome is None:
        return _go("/form")
    return show.outcome_page(request, talk, determination)


@router.post("/outcome")
def accept_outcome(desk: DeskOf, conversation_id: Holder) -> Response:
    """Goes on after the outcome was told."""
    if conversation_id is None:
        return _go("/form")
    with desk.store.hold(conversation_id) as hold:
        determination = flow.judge(hold.talk, today=_today()).determination
        if determination.outcome is not None and hold.talk.status == "open":
            flow.tell(hold.talk, determination, today=_today())
        hold.release()
        return _go(flow.next_step(hold.talk, today=_today()).address)


@router.get("/check")
def read_check(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """Every answer, with a way to change each."""
    if conversation_id is None:
        return _go("/form")
    talk = _read(desk, conversation_id)
    step = flow.next_step(talk, today=_today())
    return show.check_page(request, talk) if step.page == "check" else _go(step.address)


@router.post("/check")
def send(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """Sends the complaint; what cannot be sent now is kept and sent later."""
    if conversation_id is None:
        return _go("/form")
    with desk.store.hold(conversation_id) as hold:
        step = flow.next_step(hold.talk, today=_today())
        if step.page != "check":
            return _go(step.address)
        refused = sending.send(request, hold, now=utc_now(), public_url=settings_of(request).public_url)
        if refused is not None:
            return show.check_page(request, hold.talk, refused=refused)
    return _go("/form/done")


@router.get("/done")
def read_done(request: Request, desk: DeskOf, conversation_id: Holder) -> Response:
    """The reference, or how the talk ended."""
    if conversation_id is None:
        return _go("/form")
    talk = _read(desk, conversation_id)
    return show.done_page(request, talk) if talk.status != "open" else _go(flow.next_step(talk, today=_today()).address)


@router.get("/{fact}")
def read_question(request: Request, desk: DeskOf, conversation_id: Holder, fact: str) -> Response:
    """One question, with the answer given before if there is one."""
    if conversation_id is None:
        return _go("/form")
    talk = _read(desk, conversation_id)
    question = flow.fitting_question(talk, fact, today=_today())
    if question is None:
        return _go(flow.next_step(talk, today=_today()).address)
    return show.question_page(request, talk, question)


@router.post("/{fact}")
def answer_question(request: Request, desk: DeskOf, conversation_id: Holder, fact: str, form: Posted) -> Response:
    """Takes one answer and goes to the next page; what cannot be used comes back with the reason, as it was typed."""
    signal = safety.signal_in(form.get("answer", "")) if form.get("answer") else None
    urgent = safety.words_for(signal, "web") if signal else None
    try:
        if conversation_id is None:
            return _go("/form") if urgent is None else show.safety_page(request, urgent, "/form")
        with desk.store.hold(conversation_id) as hold:
            return _answer(request, hold, fact, form, signal, urgent)
    except BusyError:
        raise Problem(409, say("Still answering"), say(notices.BUSY)) from None
    except SQLAlchemyError:
        if urgent is None:
            raise
        return show.safety_page(request, urgent, "/form")


def _answer(
    request: Request, hold: Hold, fact: str, form: dict[str, str], signal: dict[str, Any] | None, urgent: str | None
) -> Response:
    talk, now, today = hold.talk, utc_now(), _today()
    needs.speak_for(talk)
    question = flow.fitting_question(talk, fact, today=today)
    if question is None:
        return _go(flow.next_step(talk, today=today).address)
    try:
        given = reading.read(question, form, today=today)
        if not given.candidates:
            flow.answer(talk, question, given, now=now, today=today)
            if needs.is_under_18(talk):
                asking.note_under_18(talk)
    except InputProblemError as error:
        return show.question_page(request, talk, question, error=error, typed=form.get("answer", ""), urgent=urgent)
    if given.candidates:
        return show.candidates_page(request, talk, question, given)
    if signal is not None and urgent is not None:
        _note_risk(talk, signal, urgent)
    hold.release()
    address = flow.next_step(talk, today=today).address
    return show.safety_page(request, urgent, address) if urgent else _go(address)


def _note_risk(talk: Talk, signal: dict[str, Any], urgent: str) -> None:
    row = {key: signal[key] for key in ("name", "detail", "reason")}
    talk.add("assistant", urgent, utc_now(), kind="safety")
    talk.add_signals([row])
    known = talk.slots.setdefault("signals", [])
    if row["name"] not in [one.get("name") for one in known]:
        known.append(row)


def _read(desk: Desk, conversation_id: str) -> Talk:
    talk = desk.store.read(conversation_id)
    needs.speak_for(talk)
    return talk


def _today() -> Any:
    return london_day(utc_now())


def _go(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303)
