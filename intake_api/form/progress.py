"""How many questions are left, in chat and form alike: the rules are asked what they would still ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from intake_api import wording
from intake_api.conversations.talk import Talk
from intake_api.form import flow
from service_model import questions_ahead

LONGEST = 80  # more questions than any complaint has
# What the rest of an ordinary complaint is taken to be: a person who complains for themself, in time, with a final reply,
# and who wants a caseworker. Whatever is not here counts as one question left open, because its answer opens no other.
_ORDINARY: Mapping[str, Any] = {
    "asks_us_to_act": True, "nhs_funded": True, "prison_topic": "healthcare", "remit_category": "none",
    "legal_action": "not_taken", "other_body": "nobody", "victim_link": "none", "mp_referral": "referred", "local_stage": "final",
    "reply_format": "written", "further_stage_available": False, "meeting_offered": False, "exceptional_circumstances": "none",
    "second_tier_stage": "final", "nhs_funding_decision": "none", "complaining_for": "self",
    "aggrieved_situation": "can_complain", "joint_working": "not_joint", "wants_caseworker": True,
}  # fmt: skip


def questions_left(talk: Talk, *, today: date) -> int | None:
    """How many questions the rules would still ask if the rest goes as most complaints do, the one that is open included.

    None while the rules cannot know: before the story and the organisation are known, and when the talk is over.
    """
    if talk.status != "open" or not talk.asked or talk.slots.get("story") is None:
        return None
    if not any(flow.is_settled(talk, name) for name in ("organisation", "organisation_kind")):
        return None
    try:
        return _walk(talk, today)
    except (ValidationError, ValueError, KeyError):
        return None  # an answer the record cannot hold: better no number than a wrong one


def in_words(talk: Talk | None, *, today: date) -> str:
    """The same as a line of a page; empty where nothing can be said."""
    left = questions_left(talk, today=today) if talk else None
    return "" if not left else wording.text("widget_left_one" if left == 1 else "widget_left", number=left)


def _walk(talk: Talk, today: date) -> int | None:
    ahead = Talk(id=talk.id, channel=talk.channel, updated_at=talk.updated_at)
    ahead.state = {"slots": {**talk.slots, "unanswered": dict(talk.slots.get("unanswered") or {})}}
    asked: list[str] = []
    while len(asked) < LONGEST:
        judged = flow.judge(ahead, today=today)
        if judged.next_fact is None:
            return len(asked)
        if judged.determination.next_question is None and judged.next_fact != "wants_caseworker":
            dialogue = flow.dialogue_of(ahead)
            return len(asked) + len(questions_ahead(judged.complaint, judged.determination, dialogue=dialogue))
        asked.append(judged.next_fact)
        _suppose(ahead, judged.next_fact, today)
    return None


def _suppose(ahead: Talk, fact: str, today: date) -> None:
    value = f"{today:%Y-%m}" if fact in ("event_on", "aware_on") else _ORDINARY.get(fact)
    if value is None:
        ahead.slots["unanswered"][fact] = "dont_know"
    else:
        ahead.slots[fact] = value
