"""The call screen: left the talk, in the middle the running note, right the live determination."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.responses import Response

from intake_api import wording
from intake_api.calls import earlier, live, notes
from intake_api.calls.models import LATER, Call
from intake_api.calls.notes import Note
from intake_api.calls.opening import Opening, opening
from intake_api.casework.matching import Found
from intake_api.clock import london_day, utc_now
from intake_api.conversations import chat_page
from intake_api.conversations.access import Desk
from intake_api.conversations.chat_page import Room, View
from intake_api.conversations.talk import Talk
from intake_api.db.session import session_maker
from intake_api.form import flow, questions
from intake_api.staff.models import StaffSession
from intake_api.templating import page
from service_model import FACTS

# Keys of the answers, in order. What is left out belongs to the actions of the screen (templates/calls/_keys.html).
ANSWER_KEYS = "1234567890abcdgijkmopsuvxyz"
PATH = "/staff/calls"


@dataclass(slots=True)
class Beside:
    """What stands beside the talk this time: `typed` and `theirs` when two people changed the note, `by_form` when the

    assistant is away and the form's questions are asked instead, `problem` what is wrong with the form's answer, `must_look`
    that earlier contacts are to be looked at before the case is made.
    """

    typed: str | None = None
    theirs: Note | None = None
    is_too_long: bool = False
    by_form: bool = False
    problem: str = ""
    answer: str = ""
    candidates: list[tuple[str, str]] = field(default_factory=list)
    urgent: str | None = None
    must_look: bool = False


def address(call: Call) -> str:
    """Where the screen of a call stands."""
    return f"{PATH}/{call.id}"


def room(request: Request, call: Call, staff: StaffSession, beside: Beside | None = None) -> Room:
    """The call as a place to talk in."""
    more = beside or Beside()

    def around(talk: Talk | None) -> dict[str, Any]:
        return _around(request, call, staff, talk, more)

    return Room(
        "calls/call.html", address(call), "What the caller says", "The caller said", "Read out", needs_token=True, beside=around
    )


def draw(
    request: Request, desk: Desk, call: Call, staff: StaffSession, beside: Beside, status: int = 200, typed: str = ""
) -> Response:
    """The screen as it stands, without a word to the assistant. `typed` goes back into the box."""
    view = View(desk.store.read(call.conversation_id), status=status, urgent=beside.urgent, typed=typed)
    return chat_page.draw(request, room(request, call, staff, beside), view)


def draw_now(request: Request, call: Call, staff: StaffSession, talk: Talk) -> Response:
    """The right column alone."""
    now = live.picture(talk, today=london_day(utc_now()))
    return page(request, "calls/_now.html", now=now, call=call, talk=talk, **_earlier(request, call, staff, talk))


def _around(request: Request, call: Call, staff: StaffSession, talk: Talk | None, more: Beside) -> dict[str, Any]:
    choices = _newest_choices(talk) if talk else []
    stands = more.theirs or notes.read(request, call)
    return {
        "call": call,
        "now": live.picture(talk, today=london_day(utc_now())) if talk else live.Picture(),
        "choices": choices, "answer_keys": ANSWER_KEYS,
        "is_choice": bool(choices) and _is_choice(talk),
        "note": stands.text if more.typed is None else more.typed, "note_version": stands.version,
        "theirs": more.theirs, "note_is_too_long": more.is_too_long, "longest_note": notes.LONGEST,
        "is_elsewhere": call.staff_id != staff.user_id, "is_later": call.status == LATER,
        "by_form": _form_question(talk, more) if talk else None, "beside": more, **_earlier(request, call, staff, talk),
        "opening": _opening(request, call, staff),
        "abuse": wording.text("utter_abuse", "phone"), "in_danger": live.said_for("self_harm_risk"),
    }  # fmt: skip


def _opening(request: Request, call: Call, staff: StaffSession) -> Opening:
    with session_maker(request)() as session:
        return opening(session, call, staff.user)


def _earlier(request: Request, call: Call, staff: StaffSession, talk: Talk | None) -> dict[str, Any]:
    """Earlier contacts, until the case is made: then it would only find itself."""
    if talk is None or talk.status not in ("open", "submit_pending"):
        return {"found": Found(), "is_unseen": False, "look_first": earlier.LOOK_FIRST}
    with session_maker(request)() as session:
        found = earlier.look(session, talk, staff.user)
    return {"found": found, "is_unseen": earlier.unseen(call, found), "look_first": earlier.LOOK_FIRST}


def _newest_choices(talk: Talk) -> list[dict[str, str]]:
    """The answers to the question that stands: where it was put again, not those of the time before."""
    for said in reversed(talk.messages):
        if said.sender == "person":
            return []
        if said.buttons:
            return said.buttons
    return []


def _is_choice(talk: Talk | None) -> bool:
    """Is the answer one of those on offer, rather than words to type?"""
    if talk is None or talk.slots.get("proposal"):
        return True
    fact = FACTS.get(talk.asked or "")
    return fact is None or fact.kind in ("bool", "choice")


def _form_question(talk: Talk, more: Beside) -> dict[str, Any] | None:
    """The question that is due, asked without the assistant, in the telephone's words; None when the assistant asks."""
    is_away = bool(talk.undelivered) or not talk.is_opened
    if talk.status != "open" or not (more.by_form or is_away):
        return None
    step = flow.next_step(talk, today=london_day(utc_now()))
    if step.page in ("check", "evidence"):
        title = wording.text("utter_ask_confirm_summary", "phone", summary=questions.summary(talk.slots))
        return {"step": "check", "said": title, "options": [("Send it", "send")], "fact": "", "typed": ""}
    if step.page == "outcome":
        return {"step": "outcome", "said": _outcome_words(talk), "options": [("Go on", "on")], "fact": "", "typed": ""}
    judged = flow.judge(talk, today=london_day(utc_now()))
    question = questions.question_for(step.fact or "", judged.complaint)
    waiting = talk.undelivered[-1].text if talk.undelivered and not talk.undelivered[-1].choice else ""
    return {
        "step": "question", "fact": question.fact.name, "said": wording.text(f"utter_ask_{question.fact.name}", "phone"),
        "options": [(option.title, option.payload) for option in (*question.options, *question.skips)],
        "is_choice": question.is_choice, "typed": more.answer or waiting, "candidates": more.candidates,
    }  # fmt: skip


def _outcome_words(talk: Talk) -> str:
    found = flow.judge(talk, today=london_day(utc_now())).determination
    name = f"utter_outcome_{found.outcome}"
    return wording.text(name, "phone") if wording.has(name) else ""
