"""Says what can happen to the complaint, as soon as it is known and whenever it changes. Never a promise (SM-1.31)."""

from __future__ import annotations

from actions.exchange import Exchange
from actions.explaining import paragraphs_words
from service_model.determination import Determination, Finding


def tell_outcome(ex: Exchange, determination: Determination) -> bool:
    """Says the outcome when it is new. Returns True when something was said."""
    state = ex.state
    key = f"{determination.outcome}/{determination.closure_code}" if determination.outcome else None
    if key == state.outcome_told:
        return False
    before, state.outcome_told = state.outcome_told, key or state.outcome_told
    if key is None:
        return False
    if before is not None:
        ex.say("utter_outcome_changed")
    ex.say(f"utter_outcome_{determination.outcome}", **outcome_words(determination))
    return True


def outcome_words(determination: Determination) -> dict[str, str]:
    """What fills the wording of an outcome: outcome_reason, outcome_next, outcome_signposts."""
    deciding = deciding_finding(determination)
    reason = f"{deciding.reason} ({paragraphs_words(deciding.paragraphs)})" if deciding else ""
    signposts = [f"{row.body}: {row.why} {row.contact}".replace("  ", " ") for row in determination.signposts]
    return {
        "outcome_reason": reason,
        "outcome_next": "\n".join(determination.next_steps),
        "outcome_signposts": "\n".join(signposts),
    }


def deciding_finding(determination: Determination) -> Finding | None:
    """The finding the outcome rests on; for a complaint that is ready, the last gate that was met."""
    for finding in determination.findings:
        if finding.outcome == determination.outcome and finding.status != "met":
            return finding
    met = [row for row in determination.findings if row.status == "met"]
    return met[-1] if met else None
