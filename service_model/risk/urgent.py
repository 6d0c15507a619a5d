"""What cannot wait: an immediate risk, a manager's ear for a high rating, legal correspondence. A task runs from its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime, Field

from service_model.deadlines import due
from service_model.duties import Duty
from service_model.record import Part
from service_model.risk.overall import Ratings
from service_model.risk.policy import RISK, RiskPolicy

LegalKind = Literal["serious_threat", "pre_action_protocol", "claim", "suggests_legal_action"]


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that began at a moment and is open until it is done."""

    duty: Duty
    since: datetime
    urgent: bool = True
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Not done yet."""
        return self.done_at is None

    @property
    def is_urgent(self) -> bool:
        """Urgent, for as long as it is open."""
        return self.urgent and self.is_open

    def open_for(self, now: datetime) -> timedelta:
        """How long it has been open, or was."""
        return (self.done_at or now) - self.since

    def is_over(self, now: datetime) -> bool:
        """Open past its last moment. A task that only says 'at once' is never over, only long open."""
        return self.is_open and isinstance(self.duty.by, datetime) and now > self.duty.by


class ImmediateRisk(Part):
    """A risk that cannot wait. It is settled by a decision and the time of it."""

    raised_at: AwareDatetime
    what: str | None = Field(None, max_length=2000)
    decision: str | None = Field(None, max_length=2000)
    decided_at: AwareDatetime | None = None


class LegalItem(Part):
    """Something received that threatens, begins or suggests legal action. `kind` None: nobody has read it closely yet."""

    received_at: AwareDatetime
    kind: LegalKind | None = None
    referred_at: AwareDatetime | None = None


def immediate_risk(risk: ImmediateRisk, *, policy: RiskPolicy = RISK) -> Task:
    """An immediate risk is considered at once; it stays open until a decision, with its time, is recorded (SM-10.36)."""
    done = risk.decided_at if risk.decision else None
    return Task(policy.duty("decide_immediate_risk"), since=risk.raised_at, done_at=done)


def manager_discussion(
    ratings: Ratings, *, rated_at: datetime, discussed_at: datetime | None = None, policy: RiskPolicy = RISK
) -> Task | None:
    """A case found high risk, before mitigation or after it, is discussed with the manager as soon as possible (SM-10.32)."""
    if not ratings.is_high:
        return None
    return Task(policy.duty("discuss_with_manager"), since=rated_at, done_at=discussed_at)


def legal_referral(item: LegalItem, *, policy: RiskPolicy = RISK) -> Task:
    """A legal challenge goes to the Legal Team as soon as received (SM-10.61), any letter that suggests legal action within
    24 hours (SM-9.44, 9.101). The 24 hours are the outer limit of both; what nobody has read closely is taken as a challenge."""
    challenge = item.kind != "suggests_legal_action"
    by = due(policy.deadlines["legal_correspondence"], item.received_at)
    duty = policy.duty("legal_challenge" if challenge else "legal_correspondence", by=by)
    return Task(duty, since=item.received_at, urgent=challenge, done_at=item.referred_at)
