"""While the assistant is away: the form's questions on the call screen, over the same talk (form/flow.py)."""

from __future__ import annotations

from fastapi import Request

from intake_api.calls.live import said_for
from intake_api.calls.models import Call
from intake_api.calls.screen import Beside
from intake_api.clock import london_day, utc_now
from intake_api.conversations import notices, safety
from intake_api.conversations.access import Desk
from intake_api.conversations.clean import InputProblemError
from intake_api.conversations.store import BusyError, Hold
from intake_api.form import flow, reading, sending
from intake_api.security import settings_of


def answer(request: Request, desk: Desk, call: Call, form: dict[str, str]) -> Beside | None:
    """Takes one answer. None when it was taken; else what to show beside the question that stands."""
    try:
        with desk.store.hold(call.conversation_id) as hold:
            found = _step(request, hold, form)
            if hold.is_open:  # sending lets go itself
                hold.release()
            return found
    except BusyError:
        return Beside(by_form=True, problem=notices.BUSY, answer=form.get("answer", ""))


def _step(request: Request, hold: Hold, form: dict[str, str]) -> Beside | None:
    talk, now = hold.talk, utc_now()
    today = london_day(now)
    due = flow.next_step(talk, today=today)
    if due.page == "outcome" and form.get("choice") == "on":
        flow.tell(talk, flow.judge(talk, today=today).determination, today=today)
        return None
    if due.page in ("check", "evidence") and form.get("choice") == "send":
        refused = sending.send(request, hold, now=now, public_url=settings_of(request).public_url)
        return Beside(by_form=True, problem=" ".join(row.message for row in refused)) if refused else None
    question = flow.fitting_question(talk, form.get("fact", ""), today=today)
    if question is None:
        return None
    signal = safety.signal_in(form.get("answer", "")) if form.get("answer") else None
    urgent = said_for(str(signal["name"])) if signal else None
    try:
        given = reading.read(question, form, today=today)
        if given.candidates:
            return Beside(by_form=True, answer=form.get("answer", ""), candidates=given.candidates, urgent=urgent)
        for said in talk.undelivered:
            talk.mark_delivered(said, kind="unheard")  # it is answered here; the assistant must not take it for another answer
        flow.answer(talk, question, given, now=now, today=today)
    except InputProblemError as error:
        return Beside(by_form=True, problem=error.message, answer=form.get("answer", ""), urgent=urgent)
    if signal is not None:
        talk.add_signals([{key: signal[key] for key in ("name", "detail", "reason")}])
        return Beside(by_form=True, urgent=urgent)
    return None
