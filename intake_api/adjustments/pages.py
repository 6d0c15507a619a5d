"""'How this page looks and reads': choices that work at once, on every public page, without scripts; and the offer of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api import voice
from intake_api.adjustments import looks
from intake_api.conversations.clean import without_control
from intake_api.csrf import FormToken
from intake_api.languages.choosing import inside, keep
from intake_api.security import Anyone
from intake_api.templating import page

router = APIRouter(prefix="/adjustments", dependencies=[Anyone], include_in_schema=False)


async def choices(request: Request) -> dict[str, list[str]]:
    """The posted fields; a field may come more than once (checkboxes)."""
    form = await request.form()
    return {name: [str(value) for value in form.getlist(name) if isinstance(value, str)] for name in form}


Choices = Annotated[dict[str, list[str]], Depends(choices)]


@router.get("")
def show_choices(request: Request, to: str = "/") -> Response:
    """The choices, with those that are on ticked."""
    return page(request, "adjustments.html", chosen=voice.current().looks, to=inside(to), errors=[])


@router.post("", dependencies=[FormToken])
def keep_choices(request: Request, form: Choices) -> Response:
    """Keeps the choices and goes back to the page the person came from."""
    chosen = set(form.get("look", [])) & set(looks.NAMES)
    kept = voice.current().looks - set(looks.NAMES)
    if "young" in voice.current().looks and "young" not in chosen:
        kept |= {looks.GROWN}
    if "young" in chosen:
        kept -= {looks.GROWN}
    return _kept(request, {*chosen, *kept}, form)


@router.post("/offer", dependencies=[FormToken])
def answer_offer(request: Request, form: Choices) -> Response:
    """Takes what was offered, or leaves it; either way it is not offered again."""
    accepted = set(form.get("look", [])) & set(looks.NAMES) if form.get("answer") == ["yes"] else set()
    return _kept(request, {*voice.current().looks, *accepted, looks.DISMISSED}, form)


def _kept(request: Request, chosen: set[str], form: dict[str, list[str]]) -> Response:
    response = RedirectResponse(inside(without_control((form.get("to") or ["/"])[0])), status_code=303)
    keep(request, response, looks.COOKIE, looks.write(chosen))
    return response
