"""The public pages: save and come back later, come back with a code, ask for a new code. No contact or code in an address."""

from __future__ import annotations

from collections.abc import Set
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake_api import voice
from intake_api.clock import london_day, utc_now
from intake_api.conversations import safety
from intake_api.conversations.access import COOKIE, DeskOf, cookie_holder, set_cookie
from intake_api.conversations.chat_page import posted
from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker
from intake_api.form.questions import shown
from intake_api.languages import say
from intake_api.languages.dates import day as in_words
from intake_api.resume import codes, recap, service
from intake_api.resume.access import MethodsOf, network_of, said
from intake_api.resume.contact import LONGEST, Method, read_contact
from intake_api.resume.limits import TooManyError
from intake_api.security import Anyone, settings_of
from intake_api.templating import page

router = APIRouter(prefix="/resume", dependencies=[Anyone], include_in_schema=False)

Posted = Annotated[dict[str, str], Depends(posted)]
Holder = Annotated[str | None, Depends(cookie_holder)]


@router.get("")
def ask_code(request: Request, desk: DeskOf, methods: MethodsOf) -> Response:
    """Asks for the contact and the code."""
    return _draw(request, "resume.html", methods, has_other=_has_open_talk(request, desk))


@router.post("", dependencies=[FormToken])
def come_back(request: Request, desk: DeskOf, sessions: SessionMaker, methods: MethodsOf, form: Posted) -> Response:
    """Opens the talk that contact and code belong to, and goes on where it stopped."""
    errors: list[InputProblemError] = []
    contact = _tried(errors, read_contact, form.get("contact", ""))
    code = _tried(errors, codes.read_code, form.get("code", ""))
    if not errors:
        try:
            resumed = service.go_on(
                sessions, settings_of(request), contact=contact, code=code, network=network_of(request), now=utc_now()
            )
        except service.WrongCodeError:
            errors.append(InputProblemError("contact", said("wrong")))
        except TooManyError as error:
            errors.append(InputProblemError("contact", said("too_many_tries")))
            return _draw(request, "resume.html", methods, errors, form, status=429, retry_after=error.wait)
    if errors:
        return _draw(request, "resume.html", methods, errors, form, has_other=_has_open_talk(request, desk))
    with voice.speaking(voice.plain_english()):  # the chat's words are English
        address = recap.welcome_back(desk.store, resumed.conversation_id, utc_now(), is_first=resumed.is_first)
    response = RedirectResponse(address, status_code=303)
    set_cookie(request, response, resumed.conversation_id, resumed.token)
    return response


@router.get("/new-code")
def ask_for_new_code(request: Request, methods: MethodsOf) -> Response:
    """For who has lost the code, or waited too long."""
    return _draw(request, "resume_new_code.html", methods)


@router.post("/new-code", dependencies=[FormToken])
def send_new_code(request: Request, sessions: SessionMaker, methods: MethodsOf, form: Posted) -> Response:
    """Says the same whether or not we know the contact."""
    try:
        contact = read_contact(form.get("contact", ""), methods)
        service.ask_new_code(sessions, settings_of(request), contact=contact, network=network_of(request), now=utc_now())
    except InputProblemError as error:
        return _draw(request, "resume_new_code.html", methods, [error], form)
    except TooManyError as error:
        problem = InputProblemError("contact", said("too_many_messages"))
        return _draw(request, "resume_new_code.html", methods, [problem], form, status=429, retry_after=error.wait)
    return _draw(request, "resume_asked.html", methods, sent_to=contact.address)


@router.get("/save")
def ask_contact(request: Request, desk: DeskOf, methods: MethodsOf, conversation_id: Holder) -> Response:
    """Asks where to send the code; says plainly when there is nothing to save."""
    talk = desk.store.read(conversation_id) if conversation_id else None
    if talk is None or not talk.has_consent or talk.status != "open":
        why = "not_open" if talk is not None and talk.status != "open" else "no_consent"
        return _draw(request, "resume_nothing.html", methods, why=said(why), is_over=why == "not_open")
    facts = (("email", "email"), ("text", "phone"))
    known = next((shown(fact, talk.slots) for method, fact in facts if method in methods and talk.slots.get(fact)), "")
    return _draw(request, "resume_save.html", methods, form={"contact": known}, back=_way_back(talk))


@router.post("/save", dependencies=[FormToken])
def save(
    request: Request, desk: DeskOf, sessions: SessionMaker, methods: MethodsOf, conversation_id: Holder, form: Posted
) -> Response:
    """Sends the code and says where to; drawn at once, so that the contact stands in no address and is not kept."""
    if conversation_id is None:
        return RedirectResponse("/resume/save", status_code=303)
    talk = desk.store.read(conversation_id)
    back = _way_back(talk)
    try:
        contact = read_contact(form.get("contact", ""), methods)
        until = service.save(
            sessions, settings_of(request), conversation_id=conversation_id, contact=contact, network=network_of(request),
            now=utc_now(),
        )  # fmt: skip
    except InputProblemError as error:
        return _draw(request, "resume_save.html", methods, [error], form, back=back)
    except service.NotSavedError:
        return RedirectResponse("/resume/save", status_code=303)
    except TooManyError as error:
        problem = InputProblemError("contact", said("too_many_messages"))
        return _draw(request, "resume_save.html", methods, [problem], form, status=429, retry_after=error.wait, back=back)
    day = london_day(until - timedelta(seconds=1))
    sent_to = form["contact"].strip()
    return _draw(request, "resume_saved.html", methods, sent_to=sent_to, last_day=in_words(day), on=back)


@router.post("/leave", dependencies=[FormToken])
def leave(request: Request) -> Response:
    """Closes the talk on this device, for who shares it. What was saved stays saved."""
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(COOKIE)
    return response


def _tried(errors: list[InputProblemError], read: Any, typed: str) -> Any:
    try:
        return read(typed)
    except InputProblemError as error:
        errors.append(error)
        return None


def _has_open_talk(request: Request, desk: DeskOf) -> bool:
    """Does this browser hold another unfinished talk, which coming back would close here?"""
    conversation_id = cookie_holder(request)
    talk = desk.store.read(conversation_id) if conversation_id else None
    return talk is not None and talk.has_consent and talk.status == "open"


def _way_back(talk: Any) -> str:
    return "/form" if talk.messages and talk.messages[-1].kind == "form" else "/chat"


def _draw(
    request: Request, name: str, methods: Set[Method], problems: list[InputProblemError] | None = None,
    form: dict[str, str] | None = None, *, status: int = 200, retry_after: int | None = None, **context: Any,
) -> Response:  # fmt: skip
    """A page, with what was typed and what is wrong with it; and with the words that must not wait, whatever the box was for."""
    typed = {name: without_control(value)[:LONGEST] for name, value in (form or {}).items() if name in ("contact", "code")}
    signal = safety.signal_in(typed.get("contact", "")) if problems else None
    settings = settings_of(request)
    wrong = {problem.field: {"text": say(problem.message), "visuallyHiddenText": say("Error")} for problem in problems or []}
    return page(
        request, name, status if status != 200 or not problems else 422,
        {"Retry-After": str(retry_after)} if retry_after else None,
        public_url=settings.public_url.rstrip("/"), days=settings.resume_days, methods=methods, typed=typed,
        urgent=safety.words_for(signal, "web") if signal else None,
        errors=[{"text": say(problem.message), "href": f"#{problem.field}"} for problem in problems or []],
        wrong=wrong, **context,
    )  # fmt: skip
