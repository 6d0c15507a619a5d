"""The public page: reference and code in, where the complaint is out. Neither stands in an address."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from intake_api import languages, wording
from intake_api.about_you.doors import open_door
from intake_api.case_status import stages
from intake_api.case_status.asking import Asked, ask
from intake_api.conversations.chat_page import posted
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker
from intake_api.languages.dates import day
from intake_api.security import Anyone
from intake_api.templating import page

router = APIRouter(prefix="/status", dependencies=[Anyone], include_in_schema=False)

Posted = Annotated[dict[str, str], Depends(posted)]
say = partial(wording.text, channel="form")


@router.get("")
def ask_reference(request: Request) -> Response:
    """Asks for the reference and the code."""
    return _draw(request, Asked())


@router.post("", dependencies=[FormToken])
def show_status(request: Request, sessions: SessionMaker, form: Posted) -> Response:
    """Where the complaint is; the same answer for every pair that does not fit."""
    asked = ask(request, sessions, reference=form.get("reference", ""), code=form.get("code", ""))
    if asked.found is None:
        return _draw(request, asked)
    rows = [(say(f"utter_status_{step}"), day(on)) for step, on in asked.found.steps]
    shown = page(
        request, "case_status/status.html", 200, None,
        rows=rows, stage=asked.found.stage, now=stages.name(asked.found.stage), means=stages.meaning(asked.found.stage),
        is_more_needed=asked.found.needs_more, errors=[],
    )  # fmt: skip
    open_door(request, shown, asked.found.case_id)
    return shown


def _draw(request: Request, asked: Asked) -> Response:
    headers = {"Retry-After": str(asked.wait)} if asked.wait else None
    return page(
        request, "case_status/ask.html", 429 if asked.wait else 422 if asked.problems else 200, headers,
        typed=asked.typed,
        wrong={field: {"text": text, "visuallyHiddenText": languages.say("Error")} for field, text in asked.problems.items()},
        errors=[{"text": text, "href": f"#{field}"} for field, text in asked.problems.items()],
    )  # fmt: skip
