"""A person talking to the engine without Rasa: the real reader, the real rules, the real script."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.exchange import TurnResult
from actions.kit import load_kit
from actions.message import Message
from actions.script import value_of
from actions.state import State
from actions.turn import take_turn

TODAY = date(2026, 1, 5)


class Person:
    """Says things and hears the answers. `heard` is what the last turn said, with the question."""

    def __init__(self, *, channel: str = "web", **slots: Any) -> None:
        self.channel = channel
        self.slots: dict[str, Any] = slots
        self.asked: str | None = slots.get("requested_slot")
        self.heard = ""
        self.titles: dict[str, str] = {}

    def opens(self) -> Person:
        """Opens the chat."""
        return self._take(Message(intent="start_intake", clicked=True))

    def says(
        self, text: str, *, intent: str | None = None, signals: list[dict[str, Any]] | None = None, sure: float = 0.95
    ) -> Person:
        """Types a message; `intent` is what the classifier would make of it, and how `sure` it is."""
        return self._take(Message(text=text, intent=intent, confidence=sure if intent else 0.0, signals=signals or []))

    def presses(self, title: str) -> Person:
        """Presses a button that is on offer."""
        value = value_of(self.titles[title])
        if value.startswith("/"):
            return self._take(Message(intent=value[1:], clicked=True))
        return self._take(Message(intent="provide_info", choice=value, clicked=True))

    def agreed_and_told(self, story: str) -> Person:
        """Has said yes to the consent and told the story."""
        return self.opens().says("yes").says(story)

    def _take(self, message: Message) -> Person:
        kit = load_kit()
        state = State.from_slots({**self.slots, "requested_slot": self.asked}, channel=self.channel)
        result = take_turn(state, message, today=TODAY, reader=kit.reader, script=kit.script)
        self._note(result)
        return self

    def _note(self, result: TurnResult) -> None:
        script = load_kit().script
        self.slots, self.asked = result.slots, result.ask
        said, buttons = [], []
        for say in result.says:
            said.append(say.text or script.text(say.response or "", self.channel, result.slots, **say.values))
            buttons += [*script.variant(say.response or "", self.channel).get("buttons", []), *say.buttons]
        if result.ask and not result.asked_already:
            said.append(script.text(f"utter_ask_{result.ask}", self.channel, result.slots))
            buttons += script.buttons(result.ask, self.channel, result.slots)
        self.heard = "\n".join(said)
        self.titles = {button["title"]: button["payload"] for button in buttons}
