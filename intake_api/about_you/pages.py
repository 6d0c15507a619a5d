"""The pages: what the questions are for, one question a page, and taking it all back. The same for both doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.about_you import questions, service
from intake_api.about_you.doors import SENT, VERIFIED, Door, case_at
from intake_api.about_you.models import AboutYou
from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.conversations.chat_page import posted
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, WriteSession
from intake_api.languages import say
from intake_api.security import Anyone
from intake_api.templating import page

router = APIRouter(dependencies=[Anyone], include_in_schema=False)

Posted = Annotated[dict[str, str], Depends(posted)]
_PRIVATE = {"Cache-Control": "no-store"}


def _add(door: Door) -> None:
    """The routes of one door."""

    def read_start(request: Request, session: ReadSession) -> Response:
        case = case_at(request, session, door)
        return _start(request, session, door, case) if case else _go(door.way_back)

    def agree(request: Request, session: WriteSession, form: Posted) -> Response:
        case = case_at(request, session, door)
        if case is None:
            return _go(door.way_back)
        if form.get("agree") != "yes":
            return _start(
                request, session, door, case, error=say("Tick the box if you agree. If you do not, you can leave this page.")
            )
        row = service.agree(session, case, at=utc_now())
        first = questions.after(None, row.answers)
        session.commit()
        return _go(f"{door.base}/{first}")

    def read_end(request: Request, session: ReadSession) -> Response:
        case = case_at(request, session, door)
        return page(request, "about_you/end.html", 200, _PRIVATE, door=door, errors=[]) if case else _go(door.way_back)

    def take_back(request: Request, session: WriteSession) -> Response:
        case = case_at(request, session, door)
        if case is None:
            return _go(door.way_back)
        service.withdraw(session, case, at=utc_now())
        session.commit()
        return _go(f"{door.base}?gone=yes")

    def read_question(request: Request, session: ReadSession, question: str) -> Response:
        return _with_row(request, session, door, question, lambda _case, row: _question(request, door, row, question))

    def answer_question(request: Request, session: WriteSession, question: str, form: Posted) -> Response:
        def keep(case: Case, row: AboutYou) -> Response:
            given = None if form.get("action") == "skip" else form.get("answer") or row.answers.get(question)
            try:
                kept = service.answer(session, case, {question: given}, at=utc_now()).answers
            except service.NoSuchAnswerError:
                return _question(request, door, row, question, error=say("Choose one of the answers, or skip the question."))
            except service.NotAgreedError:  # taken back a moment ago, on another page
                return _go(door.base)
            following = questions.after(question, kept)
            session.commit()
            return _go(f"{door.base}/{following or 'end'}")

        return _with_row(request, session, door, question, keep)

    routes: tuple[tuple[str, Callable[..., Any], str, str], ...] = (
        ("", read_start, "GET", "What the questions about the person are for; the consent."),
        ("", agree, "POST", "They agree, and the questions begin."),
        ("/end", read_end, "GET", "All questions are over."),
        ("/take-back", take_back, "POST", "Deletes every answer."),
        ("/{question}", read_question, "GET", "One question."),
        ("/{question}", answer_question, "POST", "Keeps an answer, or skips the question."),
    )
    for path, does, method, about in routes:
        guards = [FormToken] if method == "POST" else []
        router.add_api_route(f"{door.base}{path}", does, methods=[method], description=about, dependencies=guards)


def _start(request: Request, session: Session, door: Door, case: Case, *, error: str = "") -> Response:
    row = service.fetch(session, case)
    return page(
        request, "about_you/start.html", 422 if error else 200, _PRIVATE,
        door=door, row=row, consent=say(service.CONSENT), told=told(row) if row and door.shows else [],
        is_gone=request.query_params.get("gone") == "yes" and row is None,
        errors=[{"text": error, "href": "#agree"}] if error else [],
    )  # fmt: skip


def _with_row(
    request: Request, session: Session, door: Door, question: str, do: Callable[[Case, AboutYou], Response]
) -> Response:
    """Goes on with what they told us; back to the start without a consent, or for a question that is not asked."""
    case = case_at(request, session, door)
    if case is None:
        return _go(door.way_back)
    row = service.fetch(session, case)
    known = questions.QUESTIONS.get(question)
    if row is None or known is None or not known.is_asked(row.answers):
        return _go(door.base)
    return do(case, row)


def _question(request: Request, door: Door, row: AboutYou, name: str, *, error: str = "") -> Response:
    question = questions.QUESTIONS[name]
    earlier = questions.before(name, row.answers)
    options = [(value, say(words)) for value, words in question.options.items()]
    return page(
        request, "about_you/question.html", 422 if error else 200, _PRIVATE,
        door=door, question=question, ask=say(question.ask), options=options,
        chosen=row.answers.get(name) if door.shows else None,
        back=f"{door.base}/{earlier}" if earlier else door.base,
        errors=[{"text": error, "href": "#answer"}] if error else [],
    )  # fmt: skip


def told(row: AboutYou) -> list[tuple[str, str]]:
    """The answers in words, in the order of the questions and the language of the request."""
    return [
        (say(question.short), say(question.options[row.answers[name]]))
        for name, question in questions.QUESTIONS.items()
        if row.answers.get(name) in question.options
    ]


def _go(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers=_PRIVATE)


for _door in (SENT, VERIFIED):
    _add(_door)
