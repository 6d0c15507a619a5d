"""Answering those who contact us, and ringing back those who ask (SM-1.27, 1.34, 2.222)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.deadlines import due, is_over
from service_model.duties import Duty, Party, Recommendation
from service_model.record import Part

Paragraph = Literal["SM-1.27", "SM-2.222"]
"""Contact at intake, and at any stage after it: the same rule, twice in the guidance."""


class InboundContact(Part):
    """A party got in touch. `restricted`: restrictions of the unreasonable behaviour policy are in force for them."""

    received_on: date | datetime
    answered_on: date | datetime | None = None
    restricted: bool | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """The deadline that a paragraph sets, and what the contact log says of a party under restrictions."""

    deadline: str
    restricted: str


_CLOCKS: dict[Paragraph, _Clock] = {
    "SM-1.27": _Clock("acknowledge_contact", "restricted, SM-1.27b"),
    "SM-2.222": _Clock(
        "answer_a_party", "No answer is due: restrictions of the unreasonable behaviour policy are in force for them."
    ),
}


def answer_to_contact(
    contact: InboundContact, *, party: Party = "complainant", at: Paragraph = "SM-1.27", authority: Authority = PHSO
) -> Recommendation:
    """Any contact is acknowledged or answered within ten working days, unless the party is under restrictions (1.27, 2.222).

    Whether somebody is under restrictions is never guessed: unknown means that the clock runs.
    """
    name, clock, cites = "answer_to_contact", _CLOCKS[at], (at,)
    if contact.restricted:
        return Recommendation(name, "none_due", clock.restricted, cites, "policy")
    if contact.answered_on is not None:
        return Recommendation(name, "answered", "They have had an answer.", cites, "policy")
    last = due(authority.deadlines[clock.deadline], contact.received_on)
    duty = Duty("acknowledge_or_answer", "Acknowledge their contact, or answer it.", "policy", cites, (party,), by=last)
    return Recommendation(name, "answer", "They are waiting for an answer.", cites, "policy", duties=(duty,))


def is_answer_overdue(contact: InboundContact, *, today: date, at: Paragraph = "SM-1.27", authority: Authority = PHSO) -> bool:
    """Have the ten working days gone by without an answer? Nothing is overdue to a party under restrictions (1.27, 2.222)."""
    waiting = contact.answered_on is None and not contact.restricted
    return waiting and is_over(authority.deadlines[_CLOCKS[at].deadline], contact.received_on, today)


def call_back(asked_at: datetime, *, party: Party = "complainant", authority: Authority = PHSO) -> Duty:
    """A request for a call back is met within a reasonable time, usually 48 hours (1.34)."""
    last = due(authority.deadlines["call_back"], asked_at)
    return Duty("call_back", "Ring them back. Usually within 48 hours.", "policy", ("SM-1.34",), (party,), by=last)
