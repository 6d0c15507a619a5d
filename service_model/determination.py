"""What the rules answer: findings with reasons, and the determination they add up to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["met", "not_met", "cannot_tell"]
Force = Literal["legal", "policy", "guidance"]
Outcome = Literal[
    "ready_for_triage", "premature", "not_properly_made", "out_of_jurisdiction", "out_of_remit", "out_of_time",
    "unsuitable_complainant", "alternative_legal_remedy", "other_forum", "further_information_required",
    "joint_working", "enquiry", "review_request", "service_complaint", "positive_feedback", "other_procedure_first",
    "stage_1", "stage_2", "stage_3", "corporate_complaint",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flag:
    """Something the caseworker should look at, with why."""

    name: str
    reason: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signpost:
    """Another way that is open: who can help, why, and how to reach them."""

    body: str
    why: str
    contact: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The last day in time, as a range when the day of awareness is vague. ISO dates."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One gate's answer. `needs` names the facts that would settle it, most useful first.

    `outcome` is what follows: on `not_met`, the outcome the complaint ends with (None lets it go on); on
    `cannot_tell`, the outcome if nobody can answer what is needed (None flags it and goes on). `is_elsewhere`: the part is
    dealt with in another process, so no further gate is asked about it.
    """

    gate: str
    status: Status
    reason: str
    paragraphs: tuple[str, ...]
    kind: Force
    needs: tuple[str, ...] = ()
    outcome: Outcome | None = None
    closure_code: str | None = None
    flags: tuple[Flag, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    next_steps: tuple[str, ...] = ()
    time_limit: TimeLimit | None = None
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Determination:
    """A recommendation with its reasons. `outcome` is None while a fact that could change it can still be asked."""

    outcome: Outcome | None
    closure_code: str | None
    findings: tuple[Finding, ...]
    next_question: str | None
    missing: tuple[str, ...]
    flags: tuple[Flag, ...]
    signposts: tuple[Signpost, ...]
    next_steps: tuple[str, ...]
    time_limit: TimeLimit | None
    guidance: str

    def as_dict(self) -> dict[str, Any]:
        """The published JSON shape."""
        shape = asdict(self)
        published = ("gate", "status", "reason", "paragraphs", "kind", "needs")
        shape["findings"] = [{key: finding[key] for key in published} for finding in shape["findings"]]
        if self.time_limit:
            shape["time_limit"] = {"from": self.time_limit.from_, "to": self.time_limit.to}
        return shape
