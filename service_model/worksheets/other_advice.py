"""Advice from a manager or a peer that helps a case on (SM-3.58)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

GiverRole = Literal["manager", "peer", "other"]


class OtherAdvice(Part):
    """One piece of advice."""

    giver: str | None = Field(None, max_length=200)
    role: GiverRole | None = None
    on: date | None = None
    content: str | None = Field(None, max_length=10_000)


def judge(facts: OtherAdvice, about: About) -> Judged:
    """Who gave it, in what role, when, and what it was (SM-3.58)."""
    needs = tuple(name for name in ("giver", "role", "on", "content") if not getattr(facts, name))
    if needs:
        words = "Record who gave the advice, in what role, when, and what it was."
        return Judged(steps=(not_met("advice_recorded", words, "SM-3.58", kind="policy", needs=needs),))
    words = f"Advice of {facts.giver} ({facts.role}), {facts.on:%-d %B %Y}."
    return Judged(steps=(met("advice_recorded", words, "SM-3.58", kind="policy"),))
