"""Whose files these are: the talk's own bearer token, or the browser's cookie with the page's form token; and how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session, sessionmaker

from intake_api import csrf
from intake_api.conversations.access import cookie_holder, token_holder, unknown
from intake_api.db.base import start_writing
from intake_api.evidence import words
from intake_api.problems import FieldError, Problem
from intake_api.resume import limits
from intake_api.resume.access import network_of
from intake_api.resume.limits import Limit, TooManyError
from intake_api.security import bearer, guard, settings_of
from intake_api.settings import Settings

HOUR = timedelta(hours=1)
FORM = 100_000  # what stands around the files in a form
_STATUS = {
    "no_consent": 409, "not_open": 409, "other_file": 409, "too_large": 413, "no_room": 413, "not_taken": 415, "old_word": 415,
    "too_often": 429, "busy": 503, "off": 503, "away": 503,
}  # fmt: skip


def larger_bodies(settings: Settings) -> tuple[tuple[str, int], ...]:
    """The two addresses that take files, and how much each takes at once: one file; a page of files.

    The page takes twice what a talk may hold, so that who chose too much reads which file, and why, on the page.
    """
    return (
        (r"/v1/conversations/[0-9A-Za-z-]{1,40}/evidence", settings.evidence_max_file + FORM),
        (r"/form/evidence", 2 * settings.evidence_max_total + FORM),
    )


@guard
def owner(request: Request, conversation_id: str) -> str:
    """Who holds the talk's token, or its cookie. 404 for anyone else's talk. A cookie needs `check_form_token` as well."""
    if bearer(request) is None:
        mine = cookie_holder(request)
        if mine is not None and mine != conversation_id.lower():
            raise unknown()
        if mine is not None:
            return mine
    return token_holder(request, conversation_id)


Owner = Annotated[str, Depends(owner)]


def check_form_token(request: Request, given: str = "") -> None:
    """A browser's change must come from a page of ours: the token in the header X-CSRF-Token or the field csrf_token."""
    if bearer(request) is None:
        csrf.check(request, request.headers.get("x-csrf-token") or given)


def check_open(request: Request) -> None:
    """Raises Problem 503 where files are not taken."""
    if not settings_of(request).evidence:
        raise problem_of(request, "off")


def count_try(request: Request, sessions: sessionmaker[Session], conversation_id: str, *, now: datetime) -> None:
    """Counts one file, before it is read. Raises TooManyError."""
    settings = settings_of(request)
    by_talk = Limit("evidence-talk", conversation_id, settings.evidence_tries, HOUR)
    by_network = Limit("evidence-network", network_of(request), settings.evidence_tries_address, HOUR)
    with sessions() as session:
        start_writing(session)
        limits.check(session, settings, by_talk, by_network, now=now)
        session.commit()


def too_often(request: Request, error: TooManyError) -> Problem:
    """A 429 that says how long to wait."""
    found = problem_of(request, "too_often")
    found.headers["Retry-After"] = str(error.wait)
    return found


def problem_of(request: Request, code: str) -> Problem:
    """Why a file is not taken, in the shape of every problem; `type` ends in the code."""
    said = words.problem(code, settings_of(request))
    status = _STATUS.get(code, 422)
    headers = {"Retry-After": "5"} if status == 503 else None
    return Problem(status, "File not taken", said, [FieldError("file", said)], headers, kind=f"urn:redress:evidence:{code}")
