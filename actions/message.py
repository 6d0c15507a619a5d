"""One message from the person, as the engine reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SURE = 0.6  # below this an intent is a guess and only the words count


@dataclass(frozen=True)
class Message:
    """`text` as typed; `choice` the value of a clicked button or None; `signals` what the gateway already noticed.

    `note` is what a member of staff wrote beside a call: read for answers to offer, never an answer itself.
    """

    text: str = ""
    intent: str | None = None
    confidence: float = 1.0
    choice: str | None = None
    clicked: bool = False
    signals: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""

    @property
    def sure_intent(self) -> str | None:
        """The intent when it is more than a guess."""
        return self.intent if self.intent and (self.clicked or self.confidence >= SURE) else None

    @property
    def words(self) -> list[str]:
        """The words of the message."""
        return self.text.split()


def message_from(latest: dict[str, Any]) -> Message:
    """Translates Rasa's latest message: a payload ('/intent{...}') is a click, anything else was typed or said."""
    metadata = latest.get("metadata") or {}
    intent = latest.get("intent") or {}
    text = latest.get("text") or ""
    clicked = text.startswith("/")
    choice = next((row.get("value") for row in latest.get("entities") or [] if row.get("entity") == "answer"), None)
    return Message(
        text="" if clicked else str(metadata.get("full_text") or text),
        intent=intent.get("name"),
        confidence=float(intent.get("confidence") or 0.0),
        choice=str(choice) if clicked and choice is not None else None,
        clicked=clicked,
        signals=list(metadata.get("signals") or []),
        note=str(metadata.get("note") or ""),
    )
