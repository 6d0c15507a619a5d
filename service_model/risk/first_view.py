"""What the first contact suggests that a person should assess as a risk. It suggests; it never rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from service_model.record import Complaint
from service_model.risk.form import Risk
from service_model.risk.known import KnownFacts
from service_model.risk.policy import RISK, Category, Point, RiskKind, RiskPolicy, Suggests

NOTHING_MORE = KnownFacts.model_validate({})
FIRST_POINT: Point = get_args(Point)[0]
"""The first formal point of a case; a risk that is found is assessed before it, when it is found (SM-10.12, 10.13)."""


@dataclass(frozen=True, slots=True)
class SuggestedRisk:
    """A risk that a person should look at and rate. `because` names the signals and facts that suggest it.

    `immediate`: it cannot wait (SM-10.36). `due_at`: the formal point by which it is assessed, at the latest.
    """

    name: str
    category: Category
    kind: RiskKind
    why: str
    paragraphs: tuple[str, ...]
    because: tuple[str, ...]
    immediate: bool = False
    due_at: Point = FIRST_POINT

    def as_risk(self) -> Risk:
        """The entry a person completes: no impact, no likelihood."""
        return Risk.model_validate(
            {"name": self.name, "category": self.category, "kind": self.kind, "description": self.why, "source": "external"}
        )


def risks_from(complaint: Complaint, *, known: KnownFacts = NOTHING_MORE, policy: RiskPolicy = RISK) -> tuple[SuggestedRisk, ...]:
    """The risks that the signals and answers suggest, what cannot wait first. Threats of harm are always there (SM-10.49).

    What was given as 'I do not know' suggests nothing. Pure, and never raises.
    """
    signals = {signal.name for signal in complaint.signals}
    found = []
    for name, row in policy.first_view.items():
        because = _because(row, complaint, signals, known)
        if because:
            found.append(SuggestedRisk(name, row.category, row.kind, row.why, row.paragraphs, because, row.immediate))
    return tuple(sorted(found, key=lambda each: not each.immediate))


def _because(row: Suggests, complaint: Complaint, signals: set[str], known: KnownFacts) -> tuple[str, ...]:
    found = [f"signal {name}" for name in row.signals if name in signals]
    found += [fact for fact, answers in row.answers.items() if getattr(complaint, fact) in answers]
    for fact, answers in row.issue_answers.items():
        if any(getattr(issue, fact) in answers for issue in complaint.issues):
            found.append(fact)
    found += [fact for fact in row.known if getattr(known, fact)]
    return tuple(found)
