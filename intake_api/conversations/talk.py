"""A talk in memory: who said what, where it stands, and what a turn changes. Pure: no database, no network, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service_model.facts import FACTS
from service_model.talking import CONSENTS, consent_given

MAX_MESSAGES = 500
OUR_WORDINGS = ("last", "said")  # names of responses and how often; nothing of the person's


@dataclass(slots=True)
class Said:
    """One message of a talk, as it was said. See models.Message for the meaning of each field."""

    seq: int
    sender: str
    text: str
    at: datetime
    choice: str | None = None
    buttons: list[dict[str, str]] = field(default_factory=list)
    message_id: str | None = None
    reply_to: int | None = None
    delivered: bool = True
    kind: str = "talk"


@dataclass(slots=True)
class Consent:
    """One answer to one purpose, with the wording that was shown."""

    purpose: str
    given: bool
    wording_version: str
    at: datetime
    channel: str


@dataclass(slots=True)
class Talk:
    """A whole talk. `new_consents` are those this turn added; `saved_seq` is the last message the database holds and

    `unsaved` the numbers of older ones that changed since. `was_lost`: it was in memory only, and the memory is gone.
    `note` is what staff wrote beside a call and the assistant is to read with this turn; it is kept with the call, not here.
    """

    id: str
    channel: str
    updated_at: datetime
    status: str = "open"
    has_consent: bool = False
    is_opened: bool = False
    state: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    signals: list[dict[str, Any]] = field(default_factory=list)
    reference: str | None = None
    messages: list[Said] = field(default_factory=list)
    new_consents: list[Consent] = field(default_factory=list)
    saved_seq: int = 0
    unsaved: set[int] = field(default_factory=set)
    attempts: int = 0
    was_lost: bool = False
    note: str | None = None

    @property
    def slots(self) -> dict[str, Any]:
        """The dialogue's slots, ready to change."""
        slots: dict[str, Any] = self.state.setdefault("slots", {})
        return slots

    @property
    def facts(self) -> dict[str, Any]:
        """The answers so far: fact name to value."""
        return {name: value for name, value in self.slots.items() if name in FACTS and value is not None}

    @property
    def length(self) -> int:
        """How many messages there are, also of those that are not at hand."""
        return self.messages[-1].seq if self.messages else 0

    @property
    def has_said(self) -> bool:
        """Has the person said anything yet?"""
        return any(said.sender == "person" for said in self.messages)

    @property
    def undelivered(self) -> list[Said]:
        """What the person said that the assistant has not heard yet, oldest first."""
        return [said for said in self.messages if said.sender == "person" and not said.delivered]

    @property
    def offered(self) -> list[dict[str, str]]:
        """The buttons on offer now: those of what was said since the person last spoke, the newest question's first."""
        found: list[dict[str, str]] = []
        for said in reversed(self.messages):
            if said.sender == "person":
                break
            found += [button for button in said.buttons if button not in found]
        return found

    def add(self, sender: str, text: str, at: datetime, **more: Any) -> Said:
        """Appends a message and returns it."""
        said = Said(seq=(self.messages[-1].seq + 1) if self.messages else 1, sender=sender, text=text, at=at, **more)
        self.messages.append(said)
        self.updated_at = at
        return said

    def with_message_id(self, message_id: str) -> Said | None:
        """The person's message that was sent under this number, if it is known."""
        return next((said for said in self.messages if said.message_id == message_id), None)

    def mark_delivered(self, said: Said, *, kind: str | None = None) -> None:
        """The assistant has heard a message (or `kind` says why it never will)."""
        said.delivered, self.attempts = True, 0
        said.kind = kind or said.kind
        self.unsaved.add(said.seq)

    def has_gone_on(self, seen: str, message_id: str, answer: str) -> bool:
        """Has the person answered elsewhere since a page showed message `seen` as the last? Then its answers are stale.

        So is other words under a known number (an old page, gone back to). The same words again, a page that does not
        say what it showed, and a talk that was lost are not stale. `answer`: the button's payload, else the words.
        """
        known = self.with_message_id(message_id)
        if known is not None:
            return answer != (known.choice or known.text)
        if not seen.isdecimal() or self.was_lost:
            return False
        last = self.messages[-1].seq if self.messages else 0
        return int(seen[:9]) > last or any(said.sender == "person" and said.seq > int(seen[:9]) for said in self.messages)

    def replies_to(self, said: Said) -> list[Said]:
        """What the assistant answered to one message of the person."""
        return [reply for reply in self.messages if reply.reply_to == said.seq and reply.sender == "assistant"]

    def add_signals(self, found: list[dict[str, Any]]) -> None:
        """Notes signals once each."""
        known = {(row.get("name"), row.get("detail")) for row in self.signals}
        self.signals.extend(row for row in found if (row.get("name"), row.get("detail")) not in known)

    def take_state(self, state: dict[str, Any]) -> None:
        """Takes over the dialogue's new state, and what it means for the conversation."""
        self.state = state
        self.asked = self.slots.get("requested_slot")
        self.add_signals([row for row in self.slots.get("signals") or [] if isinstance(row, dict)])
        self.reference = self.slots.get("reference") or self.reference
        self.status = _status(self.slots, self.reference)

    def forget(self) -> None:
        """Drops every answer and what was read from it; how the talk ended stays, and which of our wordings were said last."""
        kept: dict[str, Any] = {"submission": self.slots.get("submission")}
        notes = self.slots.get("notes") or {}
        kept["notes"] = {name: notes[name] for name in OUR_WORDINGS if notes.get(name)} or None  # so that none is said twice
        if self.slots.get("consent_to_process") is False:
            kept["consent_to_process"] = False
        self.state = {"slots": {name: value for name, value in kept.items() if value is not None}, "active_loop": None}
        self.asked, self.signals = None, []


def consent_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, bool]:
    """Which consents a turn gave or refused: slot name to answer."""
    changed = {name: after.get(name) for name in CONSENTS if after.get(name) != before.get(name)}
    return {name: given for name, value in changed.items() if (given := consent_given(value)) is not None}


def _status(slots: Mapping[str, Any], reference: str | None) -> str:
    if reference or slots.get("submission") == "sent":
        return "submitted"
    return {"pending": "submit_pending", "stopped": "stopped"}.get(str(slots.get("submission")), "open")
