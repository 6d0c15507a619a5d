"""The letters' pages. What the person changed comes with each request and goes away with the answer: nothing of it is kept."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api import languages, voice, wording
from intake_api.clock import london_day, utc_now
from intake_api.conversations.access import DeskOf, cookie_holder
from intake_api.conversations.chat_page import posted
from intake_api.conversations.talk import Talk
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker
from intake_api.documents import files
from intake_api.documents.model import Document, is_right_to_left
from intake_api.documents.pdf import UndrawableError
from intake_api.letters.drafting import Draft, draft, voice_of
from intake_api.letters.finding_mp import Answer, look_for
from intake_api.letters.kinds import LetterKind
from intake_api.letters.reading import LONGEST, TooLongError, document_of, posted_draft
from intake_api.mp_lookup.access import closing, lookup_of
from intake_api.outcome.desk import takeaway_for
from intake_api.outcome.takeaway import Takeaway
from intake_api.security import Anyone
from intake_api.templating import page

router = APIRouter(prefix="/letters", dependencies=[Anyone], include_in_schema=False, lifespan=closing)

Holder = Annotated[str | None, Depends(cookie_holder)]
Posted = Annotated[dict[str, str], Depends(posted)]
FILE_NAME = "letter"
say = partial(wording.text, channel="form")


@router.get("/{kind_id}")
def read_letter(request: Request, desk: DeskOf, conversation_id: Holder, kind_id: str, language: str = "") -> Response:
    """A letter in the person's own words, to check and change. `language=en`: our words in it are English."""
    if conversation_id is None:
        return RedirectResponse("/outcome", status_code=303)
    talk = desk.store.read(conversation_id)
    kept = takeaway_for(request, talk)
    kind, written = kind_in(kept, kind_id), drafted(request, talk, kind_id, language)
    if kept is None or kind is None or written is None:
        return RedirectResponse("/outcome", status_code=303)
    return _draw(request, kind, written, language=language, postcode=kept.complaint.complainant.postcode or "")


@router.post("/{kind_id}", dependencies=[FormToken])
def take_letter(
    request: Request, desk: DeskOf, sessions: SessionMaker, conversation_id: Holder, kind_id: str, form: Posted
) -> Response:
    """The letter as it was changed: as a page, as a file, or with the MP's name in it."""
    talk = desk.store.read(conversation_id) if conversation_id else None
    kind = kind_in(takeaway_for(request, talk), kind_id) if talk else None
    if kind is None:
        return page(request, "outcome/nothing.html", 404, None, is_open=False, errors=[])
    language = form.get("language", "")
    draw = partial(_draw, request, kind, language=language)
    try:
        written = posted_draft(form)
    except TooLongError:
        typed = Draft(form.get("letter", ""), form.get("complaint", ""))
        return draw(typed, wrong={"letter": say("utter_letter_too_long", most=f"{LONGEST:,}")})
    take = form.get("take", "page")
    if take == "change":
        return draw(written)
    if take == "mp":
        answer = look_for(request, sessions, form.get("postcode", ""), written)
        return draw(answer.draft, postcode=form.get("postcode", "")[:40], answer=answer, wrong=answer.wrong)
    if not written.letter:
        return draw(written, wrong={"letter": say("utter_letter_empty")})
    document = document_of(kind, written, voice_of(language).language)
    if take not in ("docx", "pdf", "txt"):
        return page(
            request, "letters/paper.html", 200, None,
            kind=kind, draft=written, blocks=_for_page(document), language=language, written_in=document.language, errors=[],
        )  # fmt: skip
    try:
        return files.handed_over(document, take, FILE_NAME)  # type: ignore[arg-type]
    except UndrawableError:
        return draw(written, wrong={"letter": say("utter_keep_no_pdf")})


def drafted(request: Request, talk: Talk, kind_id: str, language: str) -> Draft | None:
    """The letter as we write it, in the page's language or in English; None where it does not fit the outcome."""
    with voice.speaking(voice_of(language)):
        kept = takeaway_for(request, talk)
        kind = kind_in(kept, kind_id)
        if kept is None or kind is None:
            return None
        return draft(kind, kept.complaint, talk.slots, today=london_day(utc_now()), last_day=kept.last_day)


def kind_in(kept: Takeaway | None, kind_id: str) -> LetterKind | None:
    """The letter on offer with this identifier."""
    return next((each for each in kept.letters if each.id == kind_id), None) if kept else None


def _draw(
    request: Request, kind: LetterKind, written: Draft, *, language: str, postcode: str = "", answer: Answer | None = None,
    wrong: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    problems = wrong or {}
    return page(
        request, "letters/letter.html", 422 if problems else 200, None,
        kind=kind, draft=written, gaps=written.gaps, postcode=postcode, back="/outcome",
        language=language, written_in=voice_of(language).language,
        asks_mp=kind.template == "mp" and not kind.is_to_chair, can_find_mp=lookup_of(request) is not None,
        mp_says=answer.says if answer else "", found_mp=answer is not None and answer.is_found,
        errors=[{"text": text, "href": f"#{field}"} for field, text in problems.items()],
        wrong={field: {"text": text, "visuallyHiddenText": languages.say("Error")} for field, text in problems.items()},
    )  # fmt: skip


def _for_page(document: Document) -> list[dict[str, Any]]:
    rows = [
        {"kind": type(block).__name__, "dir": "rtl" if is_right_to_left(getattr(block, "text", "")) else "ltr", **asdict(block)}
        for block in document.blocks
    ]
    return [{**row, "items_": row.pop("items", ())} for row in rows]  # a dict's own `items` would win in a template
