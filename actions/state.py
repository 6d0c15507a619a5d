"""What one conversation knows between two messages. It travels as Rasa's slots and is kept by the gateway."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from service_model.facts import FACTS

DIALOGUE_SLOTS = (
    "unanswered", "signals", "proposals", "proposal", "has_proposal", "proposal_words", "outcome_told", "misunderstood",
    "history", "changing", "submission", "reference", "summary", "body", "notes",
)  # fmt: skip


@dataclass
class State:
    """The answers so far and where the talk stands.

    `answers` maps fact to value, `unanswered` fact to 'dont_know' or 'prefer_not_to_say', `proposals` fact to
    {"value", "words"} read from free text and not yet confirmed. `notes` holds what only the engine needs: consents given,
    provenance, organisations offered, whether stopping was asked for, how often this question was interrupted.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    unanswered: dict[str, str] = field(default_factory=dict)
    signals: list[dict[str, Any]] = field(default_factory=list)
    proposals: dict[str, dict[str, Any]] = field(default_factory=dict)
    proposal: dict[str, Any] | None = None
    outcome_told: str | None = None
    misunderstood: int = 0
    history: list[str] = field(default_factory=list)
    changing: bool = False
    submission: str | None = None
    reference: str | None = None
    summary: str | None = None
    body: str | None = None
    notes: dict[str, Any] = field(default_factory=dict)
    channel: str = "web"

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any], *, channel: str = "web") -> State:
        """Reads the state out of Rasa's slots; missing ones are simply unknown."""
        slots = deepcopy(dict(slots))
        return cls(
            answers={name: slots[name] for name in FACTS if slots.get(name) is not None},
            asked=slots.get("requested_slot"),
            unanswered=slots.get("unanswered") or {},
            signals=slots.get("signals") or [],
            proposals=slots.get("proposals") or {},
            proposal=slots.get("proposal"),
            outcome_told=slots.get("outcome_told"),
            misunderstood=int(slots.get("misunderstood") or 0),
            history=slots.get("history") or [],
            changing=bool(slots.get("changing")),
            submission=slots.get("submission"),
            reference=slots.get("reference"),
            summary=slots.get("summary"),
            body=slots.get("body"),
            notes=slots.get("notes") or {},
            channel=channel,
        )

    def as_slots(self) -> dict[str, Any]:
        """The same as Rasa's slots: every fact and dialogue slot, None where nothing is known."""
        slots: dict[str, Any] = {name: self.answers.get(name) for name in FACTS}
        slots |= {name: getattr(self, name) for name in DIALOGUE_SLOTS if hasattr(self, name)}
        slots["has_proposal"] = self.proposal is not None
        slots["proposal_words"] = self.proposal["words"] if self.proposal else None
        return slots

    def forget(self, name: str) -> None:
        """Makes one fact unknown again, with everything kept beside it."""
        self.answers.pop(name, None)
        self.unanswered.pop(name, None)
        self.proposals.pop(name, None)
        self.notes.get("provenance", {}).pop(name, None)
        self.history = [row for row in self.history if row != name]
        if name == "organisation":
            self.body = None

    def is_settled(self, name: str) -> bool:
        """Answered, or the person said they do not know or would rather not say."""
        return name in self.answers or name in self.unanswered
