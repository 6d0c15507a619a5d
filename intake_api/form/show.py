"""Draws the form's pages from plain values; templates escape and lay out."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.responses import Response

from intake_api import voice, wording
from intake_api.adjustments import needs
from intake_api.clock import london_day, utc_now
from intake_api.conversations import rendering
from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.conversations.contacts import office
from intake_api.conversations.talk import Talk
from intake_api.evidence import show as evidence
from intake_api.form import flow, progress, questions
from intake_api.form.questions import Question
from intake_api.form.reading import Given
from intake_api.languages import say
from intake_api.languages.rules import is_told
from intake_api.outcome.desk import has_outcome, sent_of
from intake_api.outcome.paragraphs import in_a_row
from intake_api.outcome.sheet import when
from intake_api.problems import FieldError
from intake_api.security import settings_of
from intake_api.templating import page
from service_model import FACTS, Determination

rendering.install()


def question_page(
    request: Request,
    talk: Talk,
    question: Question,
    *,
    error: InputProblemError | None = None,
    typed: str = "",
    urgent: str | None = None,
) -> Response:
    """One question; with an error, what was typed is still in the box."""
    name = question.fact.name
    offers = needs.offers(talk, voice.current().looks) if error is None else []
    value = talk.slots.get(name)
    before = questions.shown(name, talk.slots) if value is not None else ""
    return page(
        request, "form_question.html", 422 if error else 200, None,
        question=question, back=flow.previous(talk, name), urgent=urgent, offers=offers,
        errors=[{"text": say(error.message), "href": "#answer"}] if error else [],
        typed=without_control(typed) if error else before,
        chosen=next((row.payload for row in question.options if row.value == value and value is not None), None),
        autocomplete=questions.AUTOCOMPLETE.get(name, "off"), is_long=question.fact.kind == "text",
        left=progress.in_words(talk, today=london_day(utc_now())) if talk.asked == name else "",
        notice=talk.was_lost and name == "consent_to_process",
        statement=wording.text("utter_can_and_cannot", "form") if (talk.slots.get("history") or [])[-1:] == ["story"] else "",
    )  # fmt: skip


def candidates_page(request: Request, talk: Talk, question: Question, given: Given) -> Response:
    """Which of these organisations did you mean?"""
    back = flow.previous(talk, question.fact.name)
    none_of_these = wording.text("label_none_of_these")
    return page(
        request, "form_candidates.html", 200, None,
        question=question, back=back, typed=given.words, candidates=given.candidates, none_of_these=none_of_these, errors=[],
    )  # fmt: skip


def outcome_page(request: Request, talk: Talk, determination: Determination) -> Response:
    """What follows, with the reason, the paragraphs, the next steps and who else can help."""
    name = f"utter_outcome_{determination.outcome}"
    said = wording.text(name, "form") if wording.has(name) else ""
    deciding = next((row for row in determination.findings if row.outcome == determination.outcome and row.status != "met"), None)
    met = [row for row in determination.findings if row.status == "met"]
    reasons = [deciding] if deciding else met[-1:]
    return page(
        request, "form_outcome.html", 200, None,
        lead=said.split("\n\n")[0], lead_language=wording.language_of(name, "form") if said else voice.ENGLISH,
        reasons=[(row.reason, _paragraphs(row.paragraphs)) for row in reasons],
        determination=determination, back=flow.previous(talk, None), errors=[],
        has_english=not all(map(is_told, (*(row.reason for row in reasons), *determination.next_steps))),
    )  # fmt: skip


def check_page(request: Request, talk: Talk, *, refused: tuple[FieldError, ...] = ()) -> Response:
    """Every answer with a link to change it; what the case service refused stands above."""
    rows = [
        {
            "key": {"text": questions.label(name)},
            "value": {"html": rendering.lines(questions.shown(name, talk.slots))},
            "actions": {
                "items": [{"href": f"/form/{name}", "text": say("Change"), "visuallyHiddenText": questions.label(name).lower()}]
            },
        }
        for name in FACTS
        if name not in questions.LEFT_OUT and flow.is_settled(talk, name)
    ]
    if settings_of(request).evidence:
        rows.append(evidence.summary(request, talk))
    errors = [{"text": row.message, "href": f"/form/{_fact_at(row.field)}"} for row in refused]
    heading, _, lead = wording.text("utter_ask_confirm_summary", "form").partition("\n")
    return page(
        request, "form_check.html", 422 if refused else 200, None,
        rows=rows, errors=errors, back=flow.previous(talk, None), heading=heading, lead=lead,
    )  # fmt: skip


def done_page(request: Request, talk: Talk) -> Response:
    """The reference; or that it is kept and will be sent; or that nothing was sent."""
    ended: dict[str, str] = {}
    values: dict[str, Any] = {"reference": talk.reference or "", "office_phone": office().phone}
    if talk.status == "submit_pending":
        ended = {"title": say("Your complaint is kept safe"), "text": wording.text("utter_submit_pending", "form", **values)}
    elif talk.status == "stopped" and talk.slots.get("consent_to_process") is False:
        ended = {"title": say("We have not kept anything"), "text": wording.text("utter_refused_consent", "form", **values)}
    elif talk.status == "stopped" and talk.slots.get("wants_caseworker") is False:
        ended = {"title": say("Nothing has been sent"), "text": wording.text("utter_submit_not_needed", "form", **values)}
    elif talk.status == "stopped":
        ended = {"title": say("You have stopped"), "text": wording.text("utter_stopped", "form", **values)}
    sent = wording.text("utter_submitted", "form", **values) if talk.reference else ""
    case = sent_of(request, talk)
    return page(
        request, "form_done.html", 200, None,
        reference=talk.reference, ended=ended, sent=sent, errors=[], code=case.code if case else None,
        when=when(case) if case else "", can_keep=has_outcome(talk),
    )  # fmt: skip


def safety_page(request: Request, urgent: str, address: str) -> Response:
    """What must be said at once, then the way on."""
    return page(request, "form_safety.html", 200, None, urgent=urgent, address=address, errors=[])


def _paragraphs(cited: tuple[str, ...]) -> str:
    numbers = [row.removeprefix("SM-") for row in dict.fromkeys(cited)]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return say("paragraph {numbers} of our guidance", numbers=numbers[0])
    return say("paragraphs {numbers} of our guidance", numbers=in_a_row(numbers))


def _fact_at(field: str) -> str:
    path = field.removeprefix("record.")
    return next((name for name, fact in FACTS.items() if fact.path == path), "check")
