"""What is said when no question is open: before an intake, and after it was sent, stopped or refused."""

from __future__ import annotations

from actions.cues import first_cue
from actions.exchange import Exchange

STOPS = ("stop", "delete_my_data")
AGAIN = ("greet", "make_complaint")
OTHER_NAMES = {"give_compliment": "utter_compliment", "pause": "utter_goodbye"}


def reply(ex: Exchange) -> None:
    """Says what fits the intent and how the complaint stands."""
    intent, stands = ex.message.intent or "", ex.state.submission
    asked = first_cue("questions", ex.message.text) if not ex.message.clicked else None
    if asked == "who_is_told" and stands == "stopped":
        asked = "nobody_is_told"
    ex.say(f"utter_{asked}" if asked else _response(intent, stands), reference=ex.state.reference)
    if intent == "check_status" and stands == "sent":
        ex.say("utter_reference_note", reference=ex.state.reference)


def _response(intent: str, stands: str | None) -> str:
    if intent in STOPS:
        return {"sent": "utter_stop_after_submission", "pending": "utter_stop_while_pending"}.get(stands or "", "utter_stopped")
    if intent in AGAIN:
        return "utter_submit_pending" if stands == "pending" else "utter_already_submitted"
    return OTHER_NAMES.get(intent, f"utter_{intent}")
