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
        notices=list(state.notes.get("notices", [])),
        provenance=_with_who_said_it(state),
        **about,
    )


def _with_who_said_it(state: State) -> dict[str, Any]:
    """Where each answer came from; someone who acts for another gives them as the representative (SM-1.10)."""
    who = {"self": "complainant", "someone_else": "representative"}.get(str(state.answers.get("complaining_for")))
    rows = dict(state.notes.get("provenance", {}))
    return {name: {**row, "given_by": who} for name, row in rows.items()} if who else rows


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
