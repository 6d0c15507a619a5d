"""What a person fills in about the risks of a case. Every answer may be missing (None), and missing is not no."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from service_model.record import Part
from service_model.risk.policy import RISK, Category, MitigationOutcome, Rating, RiskKind
from service_model.risk.scale import Level

ImpactLevel = Annotated[Level, BeforeValidator(RISK.impact.level_of)]
LikelihoodLevel = Annotated[Level, BeforeValidator(RISK.likelihood.level_of)]
Timing = Literal["now_and_continuing", "now_and_worsening", "likely_in_future", "already_happened"]
FormPoint = Literal[
    "propose_or_decline", "investigation_confirmed", "provisional_views", "further_work", "compliance_escalation", "new_risk",
    "review",
]  # fmt: skip

_CATEGORY_OF_KIND: dict[str, Category] = {
    "threat_of_harm": "people",
    "terminal_illness": "people",
    "information_breach": "financial",
}


class Choice(Part):
    """A person's choice where the matrix says 'Medium or Low'. The reason for low is the external factor (SM-10.27)."""

    rating: Literal["medium", "low"]
    reasons: str = Field(min_length=1, max_length=2000)


class Mitigation(Part):
    """What is done about a risk, and what if it comes about all the same (SM-10.39, 10.41, 10.46)."""

    outcome: MitigationOutcome | None = None
    action: str | None = Field(None, max_length=5000)
    why_it_lowers: str | None = Field(None, max_length=2000)
    if_it_happens: str | None = Field(None, max_length=2000)
    contacts: str | None = Field(None, max_length=2000, description="Whom to contact if it comes about (SM-10.46)")


class ExternalFactor(Part):
    """Something beside the examples that may raise or lower an impact or a likelihood; none: considered, and it does not."""

    what: str = Field(min_length=1, max_length=2000)
    effect: Literal["raises", "lowers", "none"]


class Risk(Part):
    """One risk of a case. A threat of harm is always under People; an information breach always under Financial."""

    name: str | None = Field(None, max_length=80)
    category: Category | None = Field(None, description="None for a risk outside the five (SM-10.20)")
    kind: RiskKind = "general"
    description: str | None = Field(None, max_length=5000)
    source: Literal["external", "internal"] | None = None
    timing: Timing | None = None
    future_effect: str | None = Field(None, max_length=2000, description="What a past event may still lead to (SM-10.10)")
    relates_to_case: bool | None = Field(None, description="To the complaint, the injustice or the outcome sought (SM-10.18)")
    why_recorded_anyway: str | None = Field(None, max_length=2000)
    happened_on: date | None = Field(None, description="When information was lost or misused (SM-10.53)")
    impact: ImpactLevel | None = None
    likelihood: LikelihoodLevel | None = None
    choice: Choice | None = None
    mitigation: Mitigation | None = None
    impact_after: ImpactLevel | None = None
    likelihood_after: LikelihoodLevel | None = None
    choice_after: Choice | None = None
    disclosure_considered: bool | None = Field(None, description="Of a threat of harm, to a suitable person (SM-10.50)")
    tied_to_our_action: bool | None = None
    reported_on: date | None = Field(None, description="Of an information breach, to the Information Security Manager (SM-10.53)")
    resolved_by_management: bool | None = Field(None, description="Of a complaint about us (SM-10.59)")
    occurred_on: date | None = Field(None, description="When the risk came about (SM-10.11)")
    closed_on: date | None = Field(None, description="When it was no longer a concern (SM-10.44)")
    change_reviewed_on: date | None = Field(None, description="When the rating was reviewed after it came about or was closed")

    @model_validator(mode="before")
    @classmethod
    def _kind_sets_the_category(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("kind") in _CATEGORY_OF_KIND:
            return {**data, "category": _CATEGORY_OF_KIND[data["kind"]]}
        return data

    @property
    def is_open(self) -> bool:
        """Still a concern."""
        return self.closed_on is None

    @property
    def label(self) -> str:
        """What to call it to staff: its name, else what it is, kept short."""
        return self.name or (self.description or self.kind.replace("_", " "))[:80]


class Cumulative(Part):
    """What a person thought of several risks taken together (SM-10.37, 10.38)."""

    one_issue_one_plan: bool | None = None
    unlinked: bool | None = None
    higher_together: bool | None = None
    decision: Literal["keep", "raise"] | None = None
    reasons: str | None = Field(None, max_length=2000)


class LimitedRating(Part):
    """A higher rating until a suitable mitigation is surely in place (SM-10.24). It stands until somebody reviews it."""

    rating: Rating
    review_on: date
    reasons: str | None = Field(None, max_length=2000)
    reviewed_on: date | None = None


class TemporaryRating(Part):
    """A higher rating for an organisation or a group of cases, both days included (SM-10.6)."""

    rating: Literal["medium", "high"]
    from_on: date
    to_on: date
    organisation: str | None = Field(None, max_length=300)
    group: str | None = Field(None, max_length=200)
    reasons: str | None = Field(None, max_length=2000)

    @model_validator(mode="after")
    def _is_for_something(self) -> TemporaryRating:
        if not self.organisation and not self.group:
            raise ValueError("Say which organisation or which group of cases it is for.")
        if self.from_on > self.to_on:
            raise ValueError("It ends before it begins. Check the two days.")
        return self


class Override(Part):
    """A rating that somebody thinks is wrong, on its way through SM-10.30 and 10.31."""

    wanted: Rating
    why: str | None = Field(None, max_length=2000)
    reviewed_again: bool | None = None
    categories_covered: tuple[Category, ...] = ()
    discussed_with_manager: bool | None = None
    manager_agrees: bool | None = None
    manager: str | None = Field(None, max_length=200)
    explanation: str | None = Field(None, max_length=5000)


class Oversight(Part):
    """That the Ombudsman or a deputy has oversight, with the rating they know (SM-10.34)."""

    rating: Rating
    agrees_to_change: bool | None = None


class RiskForm(Part):
    """A risk assessment as a person fills it in."""

    point: FormPoint | None = None
    risks: tuple[Risk, ...] = Field(default=(), max_length=100)
    no_risk_in: tuple[Category, ...] = ()
    summary: str | None = Field(None, max_length=5000, description="Why the rating is low, where there is no risk (SM-10.22)")
    monitor: tuple[str, ...] = Field(default=(), description="What is no risk yet but helps to watch for one (SM-10.23)")
    plan: Mitigation | None = Field(None, description="One plan for several risks (SM-10.38)")
    mitigation_in_short: str | None = Field(None, max_length=5000, description="How the risks can be mitigated (SM-10.15)")
    external_factors: tuple[ExternalFactor, ...] = ()
    cumulative: Cumulative | None = None
    earlier_service_complaint: bool | None = Field(None, description="Has the complainant complained about us before (SM-10.58)")
    earlier_complaint_outcome: str | None = Field(None, max_length=500)
    who_else_should_know: str | None = Field(None, max_length=2000, description="Who, or that it is nobody (SM-10.35)")
    casework_staff_conflict: bool | None = Field(None, description="Does any casework staff have a conflict of interest")
    senior_staff_conflict: bool | None = None
    manager_discussed: bool | None = None
    manager_agrees: bool | None = Field(None, description="Does the manager agree that it is high (SM-10.32)")
    allocated: bool | None = Field(None, description="Has the case an owner already (SM-10.62)")
    previous_rating: Rating | None = Field(None, description="The level recorded by the assessment before this one")
    reallocation_or_supervision_considered: bool | None = Field(None, description="When the level changes (SM-10.45)")
    organisations: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    limited: LimitedRating | None = None
    override: Override | None = None
    oversight: Oversight | None = None
