"""Which organisation: resolved, offered as buttons, or kept as the person says it. Never guessed."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from actions.applying import apply
from actions.cues import everyday_words
from actions.exchange import Exchange
from actions.script import offer
from narrative.answers import Answer
from service_model import PHSO
from service_model.bodies import normalise

NEARLY = 85  # rapidfuzz ratio, 0 to 100
PREFIX = "body:"
NONE_OF_THESE = "body:none"


def settle_organisation(ex: Exchange, answer: Answer) -> str | None:
    """Sets the organisation, or offers what it may be. Returns None when set, 'offered', or the key of the problem."""
    if isinstance(answer.value, str) and answer.value.startswith(PREFIX):
        return _picked(ex, answer.value)
    asked_before = ex.state.notes.pop("organisation_words", None)
    if answer.status == "answered" and isinstance(answer.value, dict):
        value = _resolved(answer.value)
        offered = [] if value["body"] or asked_before else map(_row, answer.candidates)
        near = [row for row in offered if _shares_a_word(value["text"], row)]
        return _offer(ex, near) if near else apply(ex, "organisation", value, words=answer.words)
    if answer.status == "unclear" and asked_before:
        return apply(ex, "organisation", {"text": ex.message.text.strip()[:300], "body": None}, words=ex.message.text)
    return answer.problem or "organisation_unclear"


def _resolved(value: dict[str, Any]) -> dict[str, Any]:
    """The register's exact reading of a short answer ('the dwp') where the reader of free text leaves it open."""
    if value.get("body"):
        return value
    body = PHSO.register.look(value["text"]).body
    return {"text": body.name, "body": body.id} if body else {"text": value["text"], "body": None}


def _shares_a_word(text: str, candidate: dict[str, str]) -> bool:
    """A near miss is worth offering only if a telling word is nearly the same: 'sheffeild hospital' and Sheffield."""
    said = [word for word in normalise(text).split() if len(word) > 3 and word not in everyday_words()]
    body = PHSO.register.bodies.get(candidate["id"])
    names = " ".join(normalise(name) for name in (body.name, *body.aliases)) if body else normalise(candidate["name"])
    known = [word for word in names.split() if len(word) > 3 and word not in everyday_words()]
    return any(fuzz.ratio(mine, theirs) >= NEARLY for mine in said for theirs in known)


def _offer(ex: Exchange, candidates: list[dict[str, str]]) -> str:
    names = {row["id"]: row["name"] for row in candidates[:4]}
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


def _row(candidate: Any) -> dict[str, str]:
    if isinstance(candidate, dict):
        return {"id": str(candidate["id"]), "name": str(candidate["name"])}
    return {"id": str(getattr(candidate, "id", candidate)), "name": str(getattr(candidate, "name", candidate))}
