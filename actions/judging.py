"""From the answers so far to the record, its determination and the next question."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.state import State
from service_model import determine, next_question
from service_model.determination import Determination
from service_model.facts import FACTS, record_from
from service_model.record import Complaint


def complaint_of(state: State, **about: Any) -> Complaint:
    """The complaint record of this conversation. Raises pydantic.ValidationError for a value the record cannot hold."""
    if state.body:
        about["issues"] = [{"body": state.body}]
    return record_from(
        state.answers,
        channel=state.channel,
        signals=[{key: row.get(key) for key in ("name", "detail", "reason")} for row in state.signals],
        unanswered=dict(state.unanswered),
        consents=list(state.notes.get("consents", [])),
        provenance=dict(state.notes.get("provenance", {})),
        **about,
    )


def judge(state: State, *, today: date) -> tuple[Determination, str | None]:
    """What follows from what is known, and the fact to ask next (None: nothing is left to ask)."""
    complaint = complaint_of(state)
    determination = determine(complaint, today=today)
    dialogue = {
        name: state.answers.get(name, state.unanswered.get(name))
        for name, fact in FACTS.items()
        if fact.path is None and state.is_settled(name)
    }
    return determination, next_question(complaint, determination, dialogue=dialogue)
