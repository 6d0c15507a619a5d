"""What we make cheaper about Rasa's trackers, which hold a hundred slots and the events that filled them.

Applied and checked with the rest (bot/faster.py, bot/patches.py); tests hold each beside the stock one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from typing import Any

import rasa
from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.shared.constants import DEFAULT_SENDER_ID
from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS, DEFAULT_SLOT_NAMES, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, Restarted, SlotSet, UserUttered
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

HARMLESS = (SlotSet, ActionExecuted, ActiveLoop, BotUttered)  # events that change no slot but the one they name


def expected() -> dict[Callable[..., Any], list[str]]:
    """What is replaced here, and the parameters it must have."""
    return {
        DialogueStateTracker.copy: ["self"],
        DialogueStateTracker.travel_back_in_time: ["self", "target_time"],
        FormAction._temporary_tracker: ["self", "current_tracker", "additional_events", "domain"],
        ActionExtractSlots.run: ["self", "output_channel", "nlg", "tracker", "domain"],
        RemoteAction._action_call_format: ["self", "tracker", "domain"],
        Domain.is_empty: ["self"],
    }


def apply() -> None:
    """Puts the cheaper parts in place; twice does no harm."""
    Slot.__copy__ = copy_of_slot  # type: ignore[attr-defined]
    DialogueStateTracker.copy = copy_of_tracker  # type: ignore[method-assign]
    FormAction._temporary_tracker = temporary_tracker  # type: ignore[method-assign]
    RemoteAction._action_call_format = action_call  # type: ignore[method-assign]
    nothing = Domain.empty().as_dict()
    Domain.is_empty = lambda self: self.as_dict() == nothing  # type: ignore[method-assign] # stock: makes an empty one each turn
    stock = ActionExtractSlots.run
    if not hasattr(stock, "stock"):
        ActionExtractSlots.run = extracting(stock)  # type: ignore[method-assign]


def copy_of_slot(slot: Slot) -> Slot:
    """As copy.copy makes it, without asking the pickle protocol how."""
    made = slot.__class__.__new__(slot.__class__)
    made.__dict__.update(slot.__dict__)
    return made


def copy_of_tracker(self: DialogueStateTracker) -> DialogueStateTracker:
    """The same state with slots and events of its own. Stock: an empty tracker to which every event happens again."""
    return copy_with(self, self.slots)


def copy_with(self: DialogueStateTracker, own: Collection[str]) -> DialogueStateTracker:
    """A copy with these slots of its own; the others are the same objects: for a copy in which nothing else is set."""
    made = self.__class__.__new__(self.__class__)
    made.__dict__.update(self.__dict__)
    made.sender_id, made.sender_source = self.sender_id or DEFAULT_SENDER_ID, None
    made.model_id = made.assistant_id = None  # the copied events bear them already
    made.slots = {name: copy_of_slot(slot) if name in own else slot for name, slot in self.slots.items()}
    made.events = copy.copy(self.events)
    made.active_loop = copy.copy(self.active_loop)
    return made


def temporary_tracker(
    self: FormAction, current_tracker: DialogueStateTracker, additional_events: list[Event], domain: Domain
) -> DialogueStateTracker:
    """The tracker as it would be after these events of the form. Stock: everything before happens again, too."""
    happens = (
        SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(current_tracker)),
        ActionExecuted(self.name()),
        *additional_events,
    )
    if any(isinstance(event, Restarted) for event in current_tracker.events):  # the stock one begins after it
        earlier = current_tracker.events_after_latest_restart()
        made = DialogueStateTracker.from_events(current_tracker.sender_id, earlier, slots=domain.slots)
    elif all(isinstance(event, HARMLESS) for event in happens):  # of a hundred slots the form changes a few, and nobody others
        made = copy_with(current_tracker, {event.key for event in happens if isinstance(event, SlotSet)})
    else:
        made = copy_of_tracker(current_tracker)
    for event in happens:
        made.update(event)
    return made


def extracting(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Rasa's own filling of slots: none of ours is filled by it, which it finds out anew, slot by slot, every turn."""
    known: dict[int, bool] = {}

    async def run(self: ActionExtractSlots, output_channel: Any, nlg: Any, tracker: Any, domain: Domain) -> list[Event]:
        if id(domain) not in known:
            known[id(domain)] = fills_slots(domain)
        return await stock(self, output_channel, nlg, tracker, domain) if known[id(domain)] else []

    run.stock = stock  # type: ignore[attr-defined]
    return run


def fills_slots(domain: Domain) -> bool:
    """Is there a slot that Rasa fills from the message, by itself or by an action named for it?"""
    mappings = [row for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES for row in slot.mappings]
    by_itself = any(row.get("type") != "custom" or row.get("action") for row in mappings)
    return by_itself or ACTION_VALIDATE_SLOT_MAPPINGS in domain.user_actions


def action_call(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """What an action is told: every slot, but of the events only those since the person spoke.

    The earlier ones are those with which the channel put the slots in place (bot/channels/state.py).
    """
    events = list(tracker.events)
    spoke = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    told = {**tracker.current_state(), "events": [event.as_dict() for event in events[spoke[-1] if spoke else 0 :]]}
    return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": told, "version": rasa.__version__}
