"""What the actions outside the form share: run one step of the engine with a given intent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.events import exchange_from, question_events, slot_events, utter
from actions.exchange import Exchange
from actions.kit import load_kit


class AsideAction(Action):
    """A named action whose `step` says something about an exchange. Subclasses give `called` and `step`."""

    called: ClassVar[str | None] = None
    step: ClassVar[Callable[[Exchange], None]]

    def name(self) -> str:
        """The name the domain knows."""
        return self.called or "aside_action"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says what the step says and sets what it changed."""
        kit = load_kit()
        ex = exchange_from(tracker, kit)
        type(self).step(ex)
        utter(dispatcher, ex.says, {"office_phone": kit.office_phone})
        result = ex.result()
        events = slot_events(tracker, {**result.slots, "office_phone": kit.office_phone})
        return [*events, *question_events(result)] if tracker.active_loop.get("name") else events
