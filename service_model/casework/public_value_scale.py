"""The Public Value Model's scale: four criteria, the levels of injustice and the thresholds in force (SM-2.78, 2.84, 2.89).

The guidance gives none of these numbers: an authority's file does, and says if they are only a default.
"""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field, model_validator

from service_model.casework.scales import load_packaged
from service_model.record import Part


class Question(Part):
    """One of the questions of SM-2.83, in the guidance's words."""

    id: str = Field(max_length=60)
    question: str = Field(max_length=500)


class Criterion(Part):
    """One of the four criteria: what it may score, how much that counts, and the questions that inform it."""

    id: str = Field(max_length=60)
    title: str = Field(max_length=200)
    questions: tuple[str, ...]
    lowest: int = Field(ge=0)
    highest: int = Field(ge=1)
    weight: int = Field(ge=0)


class Levels(Part):
    """The Severity Scale of Injustice: its lowest and its highest level (SM-2.89)."""

    lowest: int = Field(ge=0)
    highest: int = Field(ge=1)


class Threshold(Part):
    """Capacity and demand as agreed by the Executive Team, from a day on (SM-2.84). None: no such limit is in force."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    version: str
    from_: date = Field(alias="from")
    capacity_limit: bool = Field(description="Is demand higher than capacity, so that fewer cases are considered (SM-2.78)")
    total: int | None = Field(None, description="The lowest total that is considered further")
    severity: int | None = Field(None, description="The lowest level of injustice that is considered further (SM-2.79)")


class PublicValueScale(Part):
    """The whole scale. `default` is true while it is ours and not the authority's own."""

    source: str
    default: bool
    criteria: tuple[Criterion, ...] = Field(min_length=4, max_length=4, description="Four distinct criteria (SM-2.78)")
    injustice_levels: Levels
    thresholds: tuple[Threshold, ...] = Field(min_length=1)
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> PublicValueScale:
        if len({each.id for each in self.criteria}) < len(self.criteria):
            raise ValueError("criteria: the four have to be distinct")
        known = {each.id for each in self.questions}
        for criterion in self.criteria:
            if criterion.highest < criterion.lowest:
                raise ValueError(f"criteria: highest of {criterion.id} is below its lowest")
            if unknown := sorted(set(criterion.questions) - known):
                raise ValueError(f"criteria: {criterion.id} names {', '.join(unknown)}, which is none of the questions")
        return self

    def in_force(self, on: date) -> Threshold | None:
        """The threshold that applies on that day; None before the first."""
        begun = [each for each in self.thresholds if each.from_ <= on]
        return max(begun, key=lambda each: each.from_) if begun else None

    def note(self) -> str:
        """What must be said beside every result: whose numbers these are."""
        return " The scale is a default, not from the guidance and not the authority's own." if self.default else ""


SCALE = load_packaged("phso_public_value", PublicValueScale)
