"""Deciding without clinical advice, or on an opinion without a standard: who agreed, and why (SM-3.12, 3.13, 3.50, 3.51)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.clinical_advice import AdviceFacts, ManagerView, NoStandardFacts, may_decide, may_rely_on_opinion
from service_model.determination import Finding
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged
from service_model.worksheets.clinical_advice import KIND as ADVICE

With = Literal["operations_manager", "lead_clinician", "clinical_adviser", "other"]
SAID: dict[With, str] = {
    "operations_manager": "Operations Manager", "lead_clinician": "lead clinician", "clinical_adviser": "clinical adviser",
    "other": "colleague",
}  # fmt: skip


class Discussion(Part):
    """One talk about it: with whom, when, and what was said."""

    role: With | None = None
    name: str | None = Field(None, max_length=200)
    on: date | None = None
    said: str | None = Field(None, max_length=5000)


class WithoutAdvice(Part):
    """Why no clinical advice is sought, or why an opinion without a standard is relied on, and who agreed."""

    clinical_view_needed: bool | None = None
    delegated_authority: bool | None = None
    manager_view: ManagerView | None = None
    lead_clinician_agrees: bool | None = None
    why_without_advice: str | None = Field(None, max_length=5000)
    no_standard_found: bool | None = Field(None, description="The adviser could not find a standard that applies")
    no_standard: NoStandardFacts = Field(default_factory=lambda: NoStandardFacts.model_validate({}))
    discussions: tuple[Discussion, ...] = ()


def judge(facts: WithoutAdvice, about: About) -> Judged:
    """Agreed and recorded, with each discussion that was held (SM-3.13, 3.50, 3.51)."""
    steps = [may_decide(as_rules_read(facts, about))]
    if facts.no_standard_found:
        steps.append(may_rely_on_opinion(facts.no_standard))
    if facts.manager_view is not None and not facts.delegated_authority:
        steps.append(_documented(facts))
    return Judged(steps=tuple(steps), verdicts=tuple(_noted(each, place) for place, each in enumerate(facts.discussions, 1)))


def as_rules_read(facts: WithoutAdvice, about: About) -> AdviceFacts:
    """The sheet as the rules of clinical advice read it: advice counts as received once a request says so."""
    received = any(each.facts.received_on for each in about.entries(ADVICE))
    names = ("clinical_view_needed", "delegated_authority", "manager_view", "lead_clinician_agrees", "why_without_advice")
    return AdviceFacts.model_validate({"advice_received": received or None, **{name: getattr(facts, name) for name in names}})


def agreed_by(facts: WithoutAdvice) -> str | None:
    """Who agreed that no advice is needed: the caseworker's own authority, a lead clinician, or the manager (SM-3.13)."""
    if facts.delegated_authority:
        return "delegated_authority"
    found = _agreement(facts)
    return found.name if found else None


def agreed_on(facts: WithoutAdvice) -> date | None:
    """The day of the discussion in which it was agreed."""
    found = None if facts.delegated_authority else _agreement(facts)
    return found.on if found else None


def _agreement(facts: WithoutAdvice) -> Discussion | None:
    wanted: With = "lead_clinician" if facts.manager_view == "unsure" and facts.lead_clinician_agrees else "operations_manager"
    return next((each for each in facts.discussions if each.role == wanted and each.name), None)


def _documented(facts: WithoutAdvice) -> Finding:
    """The discussion with the manager is on the decision form, with name and day (SM-3.13, 3.51)."""
    held = {each.role for each in facts.discussions if each.name and each.on}
    if "operations_manager" not in held:
        words = "Record the discussion with the Operations Manager: with whom and when."
        return not_met("discussion_recorded", words, "SM-3.13", "SM-3.51", kind="policy", needs=("discussions",))
    return met("discussion_recorded", "The discussion is recorded.", "SM-3.13", "SM-3.51", kind="policy")


def _noted(row: Discussion, place: int) -> Finding:
    when = f" on {row.on:%-d %B %Y}" if row.on else ""
    who = f"{SAID[row.role]} {row.name or ''}".strip() if row.role else row.name or "somebody"
    words = f"Discussed with {who}{when}. {row.said or ''}".strip()
    return met(f"discussion_{place}", words, "SM-3.13", "SM-3.51", kind="policy")
