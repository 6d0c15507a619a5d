"""Which organisation: resolved, offered as buttons, or kept as the person says it. Never guessed."""

from __future__ import annotations

from typing import Any

from actions.applying import apply
from actions.exchange import Exchange
from actions.script import offer
from narrative.answers import Answer

PREFIX = "body:"
NONE_OF_THESE = "body:none"


def settle_organisation(ex: Exchange, answer: Answer) -> str | None:
    """Sets the organisation, or offers what it may be. Returns None when set, 'offered', or the key of the problem."""
    if isinstance(answer.value, str) and answer.value.startswith(PREFIX):
        return _picked(ex, answer.value)
    asked_before = ex.state.notes.get("organisation_words")
    body = answer.value.get("body") if isinstance(answer.value, dict) else None
    if answer.candidates and body is None and not asked_before:
        return _offer(ex, answer)
    if answer.status == "answered" and isinstance(answer.value, dict):
        return apply(ex, "organisation", answer.value, words=answer.words)
    if answer.status == "unclear" and asked_before:
        return apply(ex, "organisation", {"text": ex.message.text.strip()[:300], "body": None}, words=ex.message.text)
    return answer.problem or "organisation_unclear"


def _offer(ex: Exchange, answer: Answer) -> str:
    names = {row["id"]: row["name"] for row in map(_row, answer.candidates[:4])}
    ex.state.notes["candidates"] = names
    ex.state.notes["organisation_words"] = ex.message.text.strip()[:300]
    buttons = [offer(name, PREFIX + body) for body, name in names.items()]
    buttons.append(offer(ex.script.text("label_none_of_these", "web") or "None of these", NONE_OF_THESE))
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
