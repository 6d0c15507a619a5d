"""The form: every message of an intake comes through here. It only translates; `turn.take_turn` decides."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.types import DomainDict

from actions import clock
from actions.events import question_events, slot_events, state_from, utter
from actions.kit import load_kit
from actions.message import message_from
from actions.turn import take_turn

HANDLED = {"action_submit"}  # after these the message has been dealt with: the form only asks again


class ValidateIntakeForm(FormValidationAction):
    """Takes one turn."""

    def name(self) -> str:
        """The name the domain knows."""
        return "validate_intake_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Says what the engine says and sets what changed, the next question last."""
        if _was_handled(tracker):
            return [SlotSet("requested_slot", tracker.slots.get("requested_slot"))]
        kit = load_kit()
        message = message_from(tracker.latest_message)
        result = take_turn(state_from(tracker), message, today=clock.today(), reader=kit.reader, script=kit.script)
        utter(dispatcher, result.says, {"office_phone": kit.office_phone})
        slots = {**result.slots, "office_phone": kit.office_phone}
        return [*slot_events(tracker, slots), *question_events(result)]


def _was_handled(tracker: Tracker) -> bool:
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action" and event.get("name") in HANDLED:
            return True
    return False
