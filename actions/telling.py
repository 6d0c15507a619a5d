"""Says what can happen to the complaint, as soon as it is known and whenever it changes. Never a promise (SM-1.31)."""

from __future__ import annotations

import re
from typing import Any

from actions.exchange import Exchange
from actions.explaining import paragraphs_words
from service_model.determination import Determination, Finding

UNREMARKABLE = {"request_for_action", "in_remit", "suitable_complainant"}


def tell_outcome(ex: Exchange, determination: Determination) -> bool:
    """Says the outcome once all the advice that goes with it is known, and when it changed. Returns True when it was said."""
    state = ex.state
    if determination.outcome is None or determination.next_question is not None:
        if state.outcome_told is not None and determination.outcome is None:
            state.outcome_told = None
            ex.say("utter_outcome_open_again")
        return False
    key = f"{determination.outcome}/{determination.closure_code}"
    if key == state.outcome_told:
        return False
    if state.outcome_told is not None:
        ex.say("utter_outcome_changed")
    state.outcome_told = key
    say_tidily(ex, f"utter_outcome_{determination.outcome}", outcome_words(determination))
    return True


def say_tidily(ex: Exchange, response: str, words: dict[str, Any]) -> None:
    """Says a response whose parts may be empty, without the gaps they leave."""
    text = ex.script.text(response, ex.state.channel, ex.state.as_slots(), **words)
    ex.say_text(re.sub(r"\n\s*\n\s*\n+", "\n\n", text).strip())


def outcome_words(determination: Determination) -> dict[str, str]:
    """What fills the wording of an outcome: outcome_reason, outcome_next, outcome_signposts."""
    reason = "\n".join(_with_paragraphs(row) for row in deciding_findings(determination))
    signposts = [f"{row.body}: {row.why} {row.contact}" for row in determination.signposts]
    named = tuple(f"Contact {row.body}." for row in determination.signposts)
    steps = [row for row in determination.next_steps if not row.startswith(named)]
    return {
        "outcome_reason": reason,
        "outcome_next": "\n".join(steps),
        "outcome_signposts": "\n".join(signposts),
    }


def deciding_findings(determination: Determination) -> list[Finding]:
    """The finding the outcome rests on; for a complaint that is ready, every gate that it passed and that says something."""
    deciding = [row for row in determination.findings if row.outcome == determination.outcome and row.status != "met"]
    if deciding:
        return deciding[:1]
    return [row for row in determination.findings if row.status == "met" and row.gate not in UNREMARKABLE]


def _with_paragraphs(finding: Finding) -> str:
    return f"{finding.reason} ({paragraphs_words(finding.paragraphs)})"
