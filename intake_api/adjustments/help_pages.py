"""'Help to complain': relay services, interpreters, an advocate, 'please phone me'; asked for here, seen by the caseworker."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api import voice
from intake_api.adjustments import asking
from intake_api.adjustments.pages import Choices
from intake_api.conversations import service
from intake_api.conversations.access import DeskOf, cookie_holder, set_cookie
from intake_api.conversations.talk import Talk
from intake_api.csrf import FormToken
from intake_api.db.base import utc_now
from intake_api.security import Anyone
from intake_api.templating import page
from service_model import PHSO

router = APIRouter(prefix="/help", dependencies=[Anyone], include_in_schema=False)

ADVOCATES = ("nhs_advocacy", "citizens_advice")
FOR_THE_YOUNG = ("children_help", "nhs_advocacy")
RELAYS = ("relay_uk", "bsl_relay")

Holder = Annotated[str | None, Depends(cookie_holder)]


@router.get("")
def show_help(request: Request, desk: DeskOf, conversation_id: Holder, noted: str = "") -> Response:
    """How to reach us, who can help, and what to ask us for."""
    talk = desk.store.read(conversation_id) if conversation_id else None
    names = (*FOR_THE_YOUNG, "citizens_advice") if voice.current().is_young else ADVOCATES
    return page(
        request, "help.html", talk=talk, chosen=asking.asked_for(talk), can_ask=_can_ask(talk), is_noted=bool(noted),
        relays=PHSO.signposts_for(*RELAYS), advocates=PHSO.signposts_for(*names), errors=[],
    )  # fmt: skip


@router.post("", dependencies=[FormToken])
def ask_for_help(request: Request, desk: DeskOf, conversation_id: Holder, form: Choices) -> Response:
    """Notes what is asked for in the person's talk; begins one for who has none."""
    response: Response = RedirectResponse("/help?noted=yes", status_code=303)
    if conversation_id is None:
        conversation_id, token = service.begin(desk.store, channel="web", now=utc_now())
        set_cookie(request, response, conversation_id, token)
    with desk.store.hold(conversation_id) as hold:
        if not _can_ask(hold.talk):
            return RedirectResponse("/help", status_code=303)
        asking.ask(hold.talk, form.get("help", []))
        hold.release()
    return response


def _can_ask(talk: Talk | None) -> bool:
    """After it was sent a caseworker has the complaint: then a call is the way."""
    return talk is None or talk.status == "open"
