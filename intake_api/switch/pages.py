"""The console page of the switch, and what an embedding page may ask about the assistant."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.conversations.access import DeskOf
from intake_api.conversations.clean import without_control
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession
from intake_api.security import Anyone, settings_of
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.roles import Action
from intake_api.switch.service import LONGEST_NOTICE
from intake_api.templating import page

router = APIRouter(include_in_schema=False)
public = APIRouter(prefix="/v1/assistant", tags=["conversations"])

TOO_LONG = f"The notice is too long. Use {LONGEST_NOTICE} characters or fewer."


class AssistantOut(BaseModel):
    """Can people talk with the assistant now? `notice` is the operator's; `form` is where complaints are always taken."""

    available: bool
    notice: str | None
    form: str


@public.get("", dependencies=[Anyone], response_model=AssistantOut)
def read_assistant(request: Request, desk: DeskOf) -> AssistantOut:
    """Whether an operator switched the assistant off, and what they want people to know."""
    state = desk.switch.read()
    form = f"{settings_of(request).public_url.rstrip('/')}/form"
    return AssistantOut(available=state.is_on, notice=state.notice or None, form=form)


@router.get("/staff/assistant", dependencies=[allowed(Action.SWITCH_ASSISTANT)])
def show_switch(request: Request, staff: Staff, desk: DeskOf, session: ReadSession) -> Response:
    """The switch as it stands, and its latest changes."""
    return _draw(request, desk, session)


@router.post("/staff/assistant", dependencies=[allowed(Action.SWITCH_ASSISTANT), FormToken])
def turn_switch(
    request: Request, staff: Staff, desk: DeskOf, session: ReadSession,
    assistant: Annotated[str, Form(max_length=3)] = "", notice: Annotated[str, Form(max_length=5_000)] = "",
) -> Response:  # fmt: skip
    """Switches the assistant on or off, with or without a notice; it holds from the next request on.

    Each change is in the audit trail under the name of who made it.
    """
    words = without_control(notice).strip()
    if assistant not in ("on", "off"):
        return _draw(request, desk, session, error="Choose whether the assistant is on or off.", typed=words)
    if len(words) > LONGEST_NOTICE:
        return _draw(request, desk, session, error=TOO_LONG, typed=words, field="notice")
    desk.switch.change(is_on=assistant == "on", notice=words, actor=f"staff:{staff.user.username}", now=utc_now())
    return RedirectResponse("/staff/assistant", status_code=303)


def _draw(
    request: Request, desk: DeskOf, session: ReadSession, *, error: str = "", typed: str | None = None, field: str = "assistant"
) -> Response:
    state = desk.switch.read()
    changes = list(reversed(audit.fetch_events_about(session, subject="assistant", limit=10)))
    notice = state.notice if typed is None else typed
    return page(
        request, "staff/assistant.html", 422 if error else 200, None,
        state=state, notice=notice, error=error, field=field, changes=changes,
    )  # fmt: skip
