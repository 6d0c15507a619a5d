"""The story in the person's own words: what is read from it, and what is said back."""

from __future__ import annotations

from actions.applying import note_notice
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.proposals import add_signals, propose_from

ENOUGH = 3  # words
NOT_A_STORY = {"greet", "thanks", "affirm", "make_complaint"}


def is_no_story(ex: Exchange) -> bool:
    """A greeting or 'I want to complain': too little to be what happened."""
    words = ex.message.words
    if ex.message.clicked:
        return False
    if len(words) <= 15 and has_cue("no_beginning", ex.message.text):
        return True
    return len(words) < 3 or (len(words) <= 6 and ex.message.sure_intent in NOT_A_STORY)


def gather(ex: Exchange) -> str | None:
    """A story in bits ('dwp', 'pip', 'stopped'), as people write on a phone. Returns it whole once it is one, else None."""
    if (
        ex.message.sure_intent in NOT_A_STORY
        or has_cue("plain_yes_or_no", ex.message.text)
        or has_cue("no_beginning", ex.message.text)
    ):
        return None
    bits = [*ex.state.notes.get("story_bits", []), " ".join(ex.message.words)]
    ex.state.notes["story_bits"] = bits
    return ". ".join(bits) if sum(len(bit.split()) for bit in bits) >= ENOUGH else None


def after_story(ex: Exchange) -> None:
    """Reads the story, keeps proposals and signals, and acknowledges what was told (SM-1.31)."""
    text = str(ex.state.answers.get("story") or "")
    if not text:
        return
    propose_from(ex, text)
    if has_cue("copied_in", text) and not has_cue("asks_for_action", text):
        add_signals(ex, [{"name": "copied_in", "reason": "The person writes that this is a copy."}])
    ex.say(_acknowledgement(ex))
    if "notices" not in ex.state.notes:
        ex.say("utter_can_and_cannot")
        note_notice(ex, "what_we_can_and_cannot_do", "utter_can_and_cannot")


def _acknowledgement(ex: Exchange) -> str:
    signals = {row["name"] for row in ex.state.signals}
    if signals & {"bereavement", "avoidable_death"}:
        return "utter_acknowledge_bereavement"
    return "utter_acknowledge_story"
