"""A conversation's state outside Rasa and its tracker inside: there, and back again."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

State = dict[str, Any]


class UnknownStateError(ValueError):
    """The state names a slot or a form that this model does not know. `field` says which."""

    def __init__(self, field: str):
        super().__init__(f"{field} is not known to this model.")
        self.field = field


def tracker_for(sender: str, state: State | None, domain: Domain) -> DialogueStateTracker:
    """A fresh tracker that stands where `state` left off: the slots are set, the form waits for an answer.

    Raises UnknownStateError for a slot or form that the domain does not hold.
    """
    return DialogueStateTracker.from_events(sender, _events(state or {}, domain), slots=domain.slots, domain=domain)


def state_of(tracker: DialogueStateTracker) -> State:
    """What must be kept until the next message: every slot that is not as at the start, and the active form."""
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value not in (None, slot.initial_value)}
    return {"slots": slots, "active_loop": tracker.active_loop_name}


def _events(state: State, domain: Domain) -> list[Event]:
    slots, loop = state.get("slots") or {}, state.get("active_loop")
    known = {slot.name: slot for slot in domain.slots}
    for name in slots:
        if name not in known:
            raise UnknownStateError(f"state.slots.{name}")
    if loop is not None and loop not in domain.form_names:
        raise UnknownStateError("state.active_loop")
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]
    if loop:
        events += [ActionExecuted(loop), ActiveLoop(loop)]
    events += [SlotSet(name, value) for name, value in slots.items() if _may_be_set(known[name])]
    return events + ([ActionExecuted(ACTION_LISTEN_NAME)] if loop else [])


def _may_be_set(slot: Slot) -> bool:
    return slot.name != "session_started_metadata"
