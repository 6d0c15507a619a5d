"""The JSON API of what a person takes away, for the chat on other websites: the outcome, its files, the letters, the MP."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from intake_api.clock import london_day, utc_now
from intake_api.conversations.access import DeskOf, token_holder
from intake_api.db.session import SessionMaker
from intake_api.documents import files
from intake_api.documents.pdf import UndrawableError
from intake_api.languages.rules import told
from intake_api.letters.drafting import Draft, voice_of
from intake_api.letters.kinds import LetterKind
from intake_api.letters.pages import FILE_NAME as LETTER
from intake_api.letters.pages import drafted, kind_in
from intake_api.letters.reading import LONGEST, document_of, posted_draft
from intake_api.mp_lookup.access import BadPostcodeError, find_mp
from intake_api.outcome.desk import takeaway_for
from intake_api.outcome.pages import FILE_NAME
from intake_api.outcome.sheet import say, sheet_of
from intake_api.outcome.takeaway import Takeaway
from intake_api.problems import FieldError, Problem
from intake_api.resume.access import network_of
from intake_api.resume.limits import TooManyError

router = APIRouter(prefix="/v1/conversations/{conversation_id}", tags=["outcome"])

Holder = Annotated[str, Depends(token_holder)]


class LetterIn(BaseModel):
    """A letter as the person changed it, and how they take it."""

    model_config = ConfigDict(extra="forbid")

    letter: str = Field(min_length=1, max_length=LONGEST)
    complaint: str = Field("", max_length=LONGEST)
    format: files.Format
    language: str = Field("", max_length=10, description="en: our words in it are English; else as asked for")


class PostcodeIn(BaseModel):
    """Where somebody lives, to find their MP."""

    model_config = ConfigDict(extra="forbid")

    postcode: str = Field(max_length=40)


@router.get("/outcome")
def read_outcome(request: Request, desk: DeskOf, conversation_id: Holder) -> dict[str, Any]:
    """What was understood, what can happen and why, what to do until when, who else can help, which letters there are."""
    kept = _kept(request, desk, conversation_id)
    limit = kept.determination.time_limit
    return {
        "outcome": kept.determination.outcome, "lead": kept.lead, "guidance": kept.guidance,
        "reasons": [{**asdict(reason), "text": told(reason.text)} for reason in kept.reasons],
        "next_steps": list(map(told, kept.steps)),
        "time_limit": {"from": limit.from_, "to": limit.to, "text": kept.limit} if limit and kept.limit else None,
        "signposts": [{name: told(text) for name, text in asdict(each).items()} for each in kept.signposts],
        "understood": [{"label": label, "value": value} for label, value in kept.understood],
        "letters": [{"id": each.id, "title": each.title} for each in kept.letters],
        "sent": asdict(kept.sent) if kept.sent else None,
    }  # fmt: skip


@router.get("/outcome/file/{form}")
def take_outcome(request: Request, desk: DeskOf, conversation_id: Holder, form: files.Format) -> Response:
    """The same as a file: txt, docx or pdf."""
    kept = _kept(request, desk, conversation_id)
    try:
        return files.handed_over(sheet_of(kept, today=_today()), form, FILE_NAME)
    except UndrawableError:
        raise _no_pdf() from None


@router.get("/letters/{kind_id}")
def read_letter(request: Request, desk: DeskOf, conversation_id: Holder, kind_id: str, language: str = "") -> dict[str, Any]:
    """A letter as drafted, to check and change. `language=en`: in English, whatever language is asked for."""
    kept = _kept(request, desk, conversation_id)
    kind = _kind(kept, kind_id)
    written = drafted(request, desk.store.read(conversation_id), kind_id, language)
    if written is None:
        raise _no_letter()
    about = {"id": kind.id, "title": kind.title, "contact": kind.contact, "language": voice_of(language).language}
    return {**about, "gaps": list(written.gaps), **asdict(written)}


@router.post("/letters/{kind_id}")
def take_letter(request: Request, desk: DeskOf, conversation_id: Holder, kind_id: str, body: LetterIn) -> Response:
    """The letter as it was changed, as a file. Nothing of it is kept or sent."""
    kind = _kind(_kept(request, desk, conversation_id), kind_id)
    written: Draft = posted_draft({"letter": body.letter, "complaint": body.complaint})
    try:
        return files.handed_over(document_of(kind, written, voice_of(body.language).language), body.format, LETTER)
    except UndrawableError:
        raise _no_pdf() from None


@router.post("/mp")
def look_for_mp(request: Request, sessions: SessionMaker, conversation_id: Holder, body: PostcodeIn) -> dict[str, Any]:
    """Who is the MP for a postcode; without an answer, where to find out."""
    try:
        found = find_mp(request, sessions, body.postcode, network=network_of(request), now=utc_now())
    except BadPostcodeError:
        raise Problem.not_valid([FieldError("postcode", say("utter_mp_bad_postcode"))]) from None
    except TooManyError as error:
        raise Problem(429, "Too many tries", say("utter_mp_too_many"), headers={"Retry-After": str(error.wait)}) from None
    return {**asdict(found), "find_out": say("utter_mp_ask_parliament")}


def _kept(request: Request, desk: DeskOf, conversation_id: str) -> Takeaway:
    kept = takeaway_for(request, desk.store.read(conversation_id))
    if kept is None:
        raise Problem(404, say("utter_keep_nothing_title"), say("utter_keep_nothing"))
    return kept


def _kind(kept: Takeaway, kind_id: str) -> LetterKind:
    kind = kind_in(kept, kind_id)
    if kind is None:
        raise _no_letter()
    return kind


def _no_letter() -> Problem:
    return Problem(404, "Not Found", "There is no such letter for this outcome.")


def _no_pdf() -> Problem:
    return Problem(409, "No PDF", say("utter_keep_no_pdf"))


def _today() -> date:
    return london_day(utc_now())
