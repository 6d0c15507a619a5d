"""From the answers so far to the record, its determination and the next question."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.state import State
from service_model import determine, next_question
from service_model.determination import Determination
from service_model.facts import FACTS
from service_model.record import Complaint
from service_model.talking import record_of_talk


def complaint_of(state: State, **about: Any) -> Complaint:
    """The complaint record of this conversation. Raises pydantic.ValidationError for a value the record cannot hold."""
    return record_of_talk(
        state.answers, channel=state.channel, body=state.body, signals=state.signals, unanswered=state.unanswered,
        notes=state.notes, **about,
    )  # fmt: skip


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
