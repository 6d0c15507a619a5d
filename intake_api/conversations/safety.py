"""Safety first: looked at before anything else, whatever else is down. Never raises."""

from __future__ import annotations

from typing import Any

from intake_api import wording
from intake_api.case_status.in_chat import without_them
from intake_api.logging import describe, get_logger

log = get_logger("intake_api.conversations.safety")

SIGNALS = {"self_harm": "self_harm_risk", "harm_to_others": "harm_to_others", "child_at_risk": "child_at_risk"}
# Only for the day the script itself cannot be read; otherwise domain.yml's utter_safety_* is what is said.
LAST_RESORT = (
    "If you or someone else is in danger now, call 999. You can talk to Samaritans at any time, free, on 116 123. "
    "Children and young people can call Childline, free, on 0800 1111."
)


def signal_in(text: str) -> dict[str, Any] | None:
    """What the text suggests about harm, as a signal {"name", "detail", "reason"}; None when it suggests nothing.

    A reader that fails is not a reason to stop: it is logged and the message goes on.
    """
    try:
        from narrative import safety

        risk = safety.assess(without_them(text))
    except Exception as error:
        log.error("safety_check_failed", exception=describe(error))
        return None
    if risk is None:
        return None
    return {"name": SIGNALS.get(risk.name, risk.name), "detail": None, "reason": risk.reason, "risk": risk.name}


def words_for(signal: dict[str, Any], channel: str) -> str:
    """What must be said at once: the script's words for this risk."""
    try:
        return wording.text(f"utter_safety_{signal['risk']}", channel) or LAST_RESORT
    except Exception as error:
        log.error("safety_wording_missing", exception=describe(error))
        return LAST_RESORT
