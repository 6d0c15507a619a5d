"""All assessments of a case, in order: the rating is watched from its beginning to its end (SM-10.3, 10.12, 10.44)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from service_model.risk.assessment import Assessment
from service_model.risk.policy import Rating


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The recorded level went from one to another with the assessment of that day, and what the new one rests on."""

    on: date
    before: Rating | None
    after: Rating | None
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """Every assessment that was made, oldest first. One is added in any open stage; none is ever taken away."""

    assessments: tuple[Assessment, ...] = ()

    def with_added(self, assessment: Assessment) -> History:
        """The history with one more, in the order of their days; those of one day in the order they came."""
        return History(tuple(sorted((*self.assessments, assessment), key=lambda each: each.made_on)))

    @property
    def current(self) -> Assessment | None:
        """The latest."""
        return self.assessments[-1] if self.assessments else None

    @property
    def level_changes(self) -> tuple[LevelChange, ...]:
        """Each time the recorded level was another than the one before."""
        return tuple(_changes(self.assessments))


def _changes(rows: tuple[Assessment, ...]) -> Iterable[LevelChange]:
    for earlier, later in pairwise(rows):
        if earlier.ratings.overall != later.ratings.overall:
            why = later.finding("overall_rating").reason
            yield LevelChange(later.made_on, earlier.ratings.overall, later.ratings.overall, why)
