"""Collects what the assistant says in one turn, as one message each, with its buttons and its name."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class TurnOutput(OutputChannel):
    """Its name chooses the wording: 'web' or 'phone'."""

    def __init__(self, channel: str) -> None:
        self.messages: list[dict[str, Any]] = []
        self.lost_action: str | None = None  # set by bot.patches when the action server did not answer
        self._channel = channel

    def name(self) -> str:  # type: ignore[override]
        """Rasa picks response variants by this name."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps text, buttons and custom together (Rasa's own channels split them)."""
        kept: dict[str, Any] = {"text": (message.get("text") or "").strip()}
        if message.get("buttons"):
            kept["buttons"] = [{"title": row["title"], "payload": row["payload"]} for row in message["buttons"]]
        if message.get("custom"):
            kept["custom"] = message["custom"]
        if message.get("utter_action"):
            kept["name"] = message["utter_action"]
        if kept["text"] or "buttons" in kept or "custom" in kept:
            self.messages.append(kept)
