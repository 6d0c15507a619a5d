"""Answering those who contact us, and ringing back those who ask (SM-1.27, 1.34)."""

from __future__ import annotations

from datetime import date, datetime

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.deadlines import due, is_over
from service_model.duties import Duty, Party, Recommendation
from service_model.record import Part


class InboundContact(Part):
    """A party got in touch. `restricted`: they are under restrictions of the unreasonable behaviour policy."""

    received_on: date
    answered_on: date | None = None
    restricted: bool | None = None


def answer_to_contact(contact: InboundContact, *, party: Party = "complainant", authority: Authority = PHSO) -> Recommendation:
    """Any contact is acknowledged or answered within ten working days, unless the party is under restrictions (1.27).

    Whether somebody is under restrictions is never guessed: unknown means that the clock runs.
    """
    if contact.restricted:
        return Recommendation("answer_to_contact", "none_due", "restricted, SM-1.27b", ("SM-1.27",), "policy")
    if contact.answered_on is not None:
        return Recommendation("answer_to_contact", "answered", "They have had an answer.", ("SM-1.27",), "policy")
    last = due(authority.deadlines["acknowledge_contact"], contact.received_on)
    what = "Acknowledge their contact, or answer it."
    duty = Duty("acknowledge_or_answer", what, "policy", ("SM-1.27",), (party,), by=last)
    return Recommendation(
        "answer_to_contact", "answer", "They are waiting for an answer.", ("SM-1.27",), "policy", duties=(duty,)
    )


def is_answer_overdue(contact: InboundContact, *, today: date, authority: Authority = PHSO) -> bool:
    """Have the ten working days gone by without an answer? Nothing is overdue to a party under restrictions (1.27)."""
    waiting = contact.answered_on is None and not contact.restricted
    return waiting and is_over(authority.deadlines["acknowledge_contact"], contact.received_on, today)


def call_back(asked_at: datetime, *, party: Party = "complainant", authority: Authority = PHSO) -> Duty:
    """A request for a call back is met within a reasonable time, usually 48 hours (1.34)."""
    last = due(authority.deadlines["call_back"], asked_at)
    return Duty("call_back", "Ring them back. Usually within 48 hours.", "policy", ("SM-1.34",), (party,), by=last)
