"""What to think of once a risk is recorded: a campaign may grow, a threat may hang on our action (SM-10.50 to 10.56)."""

from __future__ import annotations

from collections.abc import Iterable

from service_model.determination import Finding
from service_model.findings import cannot_tell, met
from service_model.risk.form import Risk

_NOW = ("now_and_continuing", "now_and_worsening")


def reputation_now_and_later(risks: Iterable[Risk]) -> Finding:
    """A risk to our reputation is thought of as it is now and as what it may become, such as national media (SM-10.56)."""
    name, open_ = "reputation_now_and_later", [risk for risk in risks if risk.is_open and risk.category == "reputation"]
    if not any(risk.timing in _NOW for risk in open_):
        return met(name, "No risk to our reputation is here now.", "SM-10.56")
    if any(risk.timing == "likely_in_future" for risk in open_):
        return met(name, "What it is now and what it may become are both recorded.", "SM-10.56")
    reason = "You have recorded what it is now. Add what it may become, such as interest of the national media."
    return cannot_tell(name, reason, "SM-10.56", needs=("timing",))


def breach_and_reputation(risks: Iterable[Risk]) -> Finding:
    """Loss or misuse of information may bring a separate risk to our reputation (SM-10.54)."""
    name, open_ = "breach_and_reputation", [risk for risk in risks if risk.is_open]
    if not any(risk.kind == "information_breach" for risk in open_) or any(risk.category == "reputation" for risk in open_):
        return met(name, "No breach waits for this.", "SM-10.54")
    reason = "Information was lost or misused. Consider a separate risk to our reputation, such as media interest."
    return cannot_tell(name, reason, "SM-10.54", needs=("category",))


def told_before_decision(risks: Iterable[Risk], *, was_told: bool | None) -> Finding:
    """Before a decision goes, where a threat hangs on what we do: was a suitable person such as an advocate told (SM-10.50)?"""
    name = "told_before_decision"
    if not any(risk.is_open and risk.kind == "threat_of_harm" and risk.tied_to_our_action for risk in risks):
        return met(name, "No threat of harm hangs on what we do.", "SM-10.50")
    if was_told is None:
        reason = "Somebody threatens harm that hangs on our decision. Was a suitable person, such as an advocate, told first?"
        return cannot_tell(name, reason, "SM-10.50", needs=("told_first",))
    return met(name, "A suitable person was told first." if was_told else "Nobody was told first.", "SM-10.50")


def prompts(risks: Iterable[Risk]) -> tuple[Finding, ...]:
    """What the recorded risks ask to think of."""
    rows = tuple(risks)
    return tuple(each for each in (reputation_now_and_later(rows), breach_and_reputation(rows)) if each.status != "met")
