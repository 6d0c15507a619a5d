"""From Rasa to the engine and back: the only place that knows both."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import clock
from actions.exchange import Exchange, Say, TurnResult
from actions.kit import Kit
from actions.message import Message, message_from
from actions.state import State

SAID_BY_US = "said_by_us"  # a question with no wording in domain.yml: Rasa adds nothing to what we said


def state_from(tracker: Tracker) -> State:
    """The conversation as its slots hold it."""
    return State.from_slots(tracker.slots, channel=channel_of(tracker))


def channel_of(tracker: Tracker) -> str:
    """'phone' for staff on the phone, else 'web'."""
    return "phone" if tracker.get_latest_input_channel() == "phone" else "web"


def exchange_from(tracker: Tracker, kit: Kit, message: Message | None = None) -> Exchange:
    """An exchange for an action that stands outside the form."""
    return Exchange(state_from(tracker), message or message_from(tracker.latest_message), clock.today(), kit.reader, kit.script)


def utter(dispatcher: CollectingDispatcher, says: list[Say], values: dict[str, Any]) -> None:
    """Hands what is to be said to Rasa; `values` fills in what every wording may use."""
    for say in says:
        if say.response:
            dispatcher.utter_message(response=say.response, buttons=say.buttons, **{**values, **say.values})
        else:
            dispatcher.utter_message(text=_filled(say.text or "", values), buttons=say.buttons)


def slot_events(tracker: Tracker, slots: dict[str, Any]) -> list[EventType]:
    """A SlotSet for each slot that changed. `history` is always set: a form without any is taken for refused."""
    changed = {name: value for name, value in slots.items() if tracker.slots.get(name) != value}
    changed["history"] = slots["history"]
    return [SlotSet(name, value) for name, value in changed.items()]


def question_events(result: TurnResult) -> list[EventType]:
    """Which question comes next. Rasa puts the first one set and keeps the last: so what we put ourselves is not put twice."""
    events: list[EventType] = [SlotSet("requested_slot", SAID_BY_US)] if result.ask and result.asked_already else []
    return [*events, SlotSet("requested_slot", result.ask)]


def _filled(text: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
