"""How a call ends: finished, or to be finished later; what was decided, promised and asked for on it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.calls import desk as calls
from intake_api.calls import details, live, notes, outcomes, screen
from intake_api.calls.desk import CallAt, MayCall
from intake_api.calls.models import ENDED, LATER, Call
from intake_api.clock import london_day, utc_now
from intake_api.conversations import service
from intake_api.conversations.access import Desk, DeskOf
from intake_api.conversations.talk import Talk
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import ReadSession, SessionMaker, session_maker
from intake_api.templating import page
from service_model.casework.contact_preferences import WEEKDAYS

router = APIRouter(prefix=screen.PATH, include_in_schema=False)


async def every_field(request: Request) -> dict[str, list[str]]:
    """The posted fields, each with all its values."""
    form = await request.form()
    return {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}


Whole = Annotated[dict[str, list[str]], Depends(every_field)]


@router.get("/{call_id}/end")
def ask_ending(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, session: ReadSession) -> Response:
    """How the call ended; once that is kept, what follows from it."""
    return _page(request, session, desk, call)


@router.post("/{call_id}/end", dependencies=[FormToken])
def keep_ending(
    request: Request, staff: MayCall, call: CallAt, desk: DeskOf, session: ReadSession, sessions: SessionMaker, form: Whole
) -> Response:
    """Keeps how the call ended. What is wrong comes back with everything as it was chosen."""
    talk, now = desk.store.read(call.conversation_id), utc_now()
    chosen = {name: values[-1] for name, values in form.items()}
    is_joint = live.picture(talk, today=london_day(now)).is_joint
    given, problems = outcomes.read(chosen, weekdays=form.get("weekdays", []), is_joint=is_joint)
    note = notes.read(request, call).text.strip()
    if call.case_id is not None and not note:
        words = "Write the note of this conversation first, on the call screen. Then the call can be closed (SM-1.34)."
        problems.append(outcomes.FieldProblem("note", words))
    if problems:
        return _page(request, session, desk, call, chosen=chosen, weekdays=form.get("weekdays", []), problems=problems)
    with sessions() as write:
        start_writing(write)
        outcomes.keep_conversation(write, call, staff, note, now=now)
        outcomes.keep(write, call, staff, given, wants_call_back=chosen.get("call_back") == "yes", now=now)
        write.commit()
    return RedirectResponse(f"{screen.address(call)}/end", status_code=303)


@router.post("/{call_id}/later", dependencies=[FormToken])
def put_by(request: Request, staff: MayCall, call: CallAt, desk: DeskOf, sessions: SessionMaker) -> Response:
    """They rang off: what they agreed to have kept waits to be finished; without their yes nothing is kept."""
    talk, now = desk.store.read(call.conversation_id), utc_now()
    keeps = talk.has_consent and talk.status == "open"
    with sessions() as session:
        start_writing(session)
        calls.change(session, call, status=LATER if keeps else ENDED, ended_at=now, ended_by="rang_off")
        calls.trace(session, call, staff, "call_ended", now, after={"ended_by": "rang_off"})
        session.commit()
    if not keeps and talk.status == "open":
        service.abandon(desk.store, call.conversation_id)
        notes.settle(session_maker(request), notes.unkept(request), call, desk.store.read(call.conversation_id))
    return RedirectResponse(f"{screen.PATH}/new", status_code=303)


def _page(
    request: Request, session: Session, desk: Desk, call: Call, *,
    chosen: dict[str, str] | None = None, weekdays: list[str] | None = None, problems: list[outcomes.FieldProblem] | None = None,
) -> Response:  # fmt: skip
    talk = desk.store.read(call.conversation_id)
    today = london_day(utc_now())
    promise = outcomes.fetch_promise(session, call)
    seen = live.picture(talk, today=today)
    return page(
        request, "calls/end.html", 422 if problems else 200, None,
        call=call, talk=talk, now=seen, endings=outcomes.ENDINGS, consents=outcomes.CONSENTS, all_weekdays=WEEKDAYS,
        chosen=chosen if chosen is not None else _kept(call, talk, promise is not None),
        weekdays=weekdays if weekdays is not None else call.wishes.get("weekdays", []),
        may_correct=call.case_id is not None and details.is_known(session, call),
        promise=promise, follows=outcomes.following(call, talk, promise, today=today) if call.ended_by else None,
        errors=[{"text": row.message, "href": f"#{row.field}"} for row in problems or []],
        wrong={row.field: row.message for row in problems or []},
    )  # fmt: skip


def _kept(call: Call, talk: Talk, has_promise: bool) -> dict[str, str]:
    """The page's fields as they are kept; what was answered in the talk already stands there."""
    said = {"share": "yes", "do_not_share": "no"}.get(str(talk.slots.get("joint_working")), "")
    away, painful = (call.wishes.get(name) or [{}] for name in ("unavailable", "sensitive"))
    flags: dict[str, Any] = {name: getattr(call, name) for name in ("decision_given", "written_wanted", "form_completed")}
    day = painful[0]
    return {
        "ended_by": call.ended_by or "", "joint_consent": call.joint_consent or said, "call_back": "yes" if has_promise else "",
        **{name: {True: "yes", False: "no"}.get(value, "") for name, value in flags.items()},
        "away_from": away[0].get("begin", ""), "away_to": away[0].get("end", ""),
        "painful": f"2024-{day['month']:02}-{day['day']:02}" if day else "",
    }  # fmt: skip
