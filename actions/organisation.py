"""Which organisation: resolved, offered as buttons, or kept as the person says it. Never guessed."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from actions.applying import apply
from actions.cues import everyday_words, has_cue
from actions.exchange import Exchange
from actions.script import offer
from narrative.answers import Answer, read_answer
from service_model import PHSO
from service_model.register import normalise

NAMED_ONE_BY_ONE = ("nhs_trust", "government")
SHARED = 6  # buttons for one name of several bodies
NEARLY = 85  # rapidfuzz ratio, 0 to 100
PREFIX = "body:"
NONE_OF_THESE = "body:none"
_LEAD = re.compile(
    r"^\W*(?:(?:well|um+|er+m?|oh|yes|yeah|sorry)\b[\s,]*)*(?:(?:it'?s|it is|it was|i mean|about|against)\s+)+", re.IGNORECASE
)


def settle_organisation(ex: Exchange, answer: Answer) -> str | None:
    """Sets the organisation, or offers what it may be. Returns None when set, 'offered', or the key of the problem."""
    if isinstance(answer.value, str) and answer.value.startswith(PREFIX):
        return _picked(ex, answer.value)
    asked_before = ex.state.notes.pop("organisation_words", None)
    if not (isinstance(answer.value, dict) and answer.value.get("body")) and _is_no_name(ex):
        ex.state.notes.pop("offered", None)
        return "organisation_unclear"
    if answer.status == "answered" and isinstance(answer.value, dict):
        value = _resolved(answer.value, answer.words or ex.message.text)
        near = {} if value["body"] or asked_before else near_misses(value["text"])
        return _offer(ex, near) if near else apply(ex, "organisation", value, words=answer.words)
    if answer.status == "unclear" and asked_before:
        return apply(ex, "organisation", {"text": ex.message.text.strip()[:300], "body": None}, words=ex.message.text)
    return answer.problem or "organisation_unclear"


def _is_no_name(ex: Exchange) -> bool:
    """'Are you even listening', 'they wrote back in August', 'June': nobody's name, so not to be taken or guessed from."""
    text = ex.message.text
    if PHSO.register.look(text).kind is not None:
        return False
    if len(ex.message.words) < 3:
        return read_answer("date", text, today=ex.today).status == "answered"
    return has_cue("no_name", text)


def _resolved(value: dict[str, Any], said: str) -> dict[str, Any]:
    """The register's exact reading of a short answer ('the dwp') where the reader of free text leaves it open."""
    if value.get("body") in PHSO.register.kinds:  # 'the council, South Kesteven': the sort is known, the one only by their words
        return {**value, "text": _LEAD.sub("", said).strip(" .!")[:300] or value["text"]}
    if value.get("body"):
        return value
    body = PHSO.register.look(value["text"]).body
    return {"text": body.name, "body": body.id} if body else {"text": value["text"], "body": None}


def near_misses(text: str) -> dict[str, str]:
    """The bodies that share the name ('QE hospital'), else up to four (identifier to name) with a telling word nearly the same.

    Where the words show a kind, only bodies of that kind; a surgery, a shop or a prison is known by its kind alone.
    """
    found = PHSO.register.look(text)
    kind = found.kind
    if found.candidates and kind in (None, *NAMED_ONE_BY_ONE):
        return {body.id: body.name for body in found.candidates[:SHARED]}
    said = _telling_words(text)
    if not said or kind not in (None, *NAMED_ONE_BY_ONE):
        return {}
    bodies = [body for body in PHSO.register.bodies.values() if kind is None or body.kind == kind]
    scores = {body.id: _likeness(said, (body.name, *body.aliases)) for body in bodies}
    near = sorted((body for body in bodies if scores[body.id] >= NEARLY), key=lambda body: (-scores[body.id], body.name))
    return {body.id: body.name for body in near[:4]}


def _likeness(said: list[str], names: tuple[str, ...]) -> float:
    return max((fuzz.ratio(mine, theirs) for mine in said for name in names for theirs in _telling_words(name)), default=0.0)


def _telling_words(text: str) -> list[str]:
    return [word for word in normalise(text).split() if len(word) > 3 and word not in everyday_words()]


def _offer(ex: Exchange, names: dict[str, str]) -> str:
    ex.state.notes["candidates"] = names
    ex.state.notes["organisation_words"] = ex.message.text.strip()[:300]
    buttons = [offer(name, PREFIX + body) for body, name in names.items()]
    buttons.append(offer(ex.script.text("label_none_of_these", "web"), NONE_OF_THESE))
    ex.state.notes["offered"] = buttons
    ex.say("utter_organisation_candidates", buttons=buttons)
    ex.asked_already = True
    return "offered"


def _picked(ex: Exchange, value: str) -> str | None:
    notes = ex.state.notes
    words = notes.pop("organisation_words", "")
    names = notes.pop("candidates", {})
    body = value.removeprefix(PREFIX)
    notes.pop("offered", None)
    if value == NONE_OF_THESE or body not in names:
        return apply(ex, "organisation", {"text": words, "body": None}, words=words)
    return apply(ex, "organisation", {"text": names[body], "body": body}, words=words)
