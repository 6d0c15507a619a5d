"""When the way somebody chose to be reached turns out not to be safe, it is asked again before anything is sent there."""

from __future__ import annotations

from actions.cues import has_cue
from actions.exchange import Exchange


def choose_again_if_unsafe(ex: Exchange) -> None:
    """Forgets the preferred way, once, if what they say of safe contact is about that very way (SM-1.7, 2.216)."""
    way, state = ex.state.answers.get("preferred_contact"), ex.state
    if way is None or state.notes.get("way_checked"):
        return
    if has_cue("unsafe_ways", str(state.answers.get("safe_contact") or ""), way):
        state.notes["way_checked"] = True
        state.forget("preferred_contact")
        ex.say("utter_way_not_safe")
