"""What a judge says about a worksheet."""

from __future__ import annotations

from dataclasses import dataclass

from service_model.determination import Finding
from service_model.duties import Duty, Recommendation


@dataclass(frozen=True, slots=True)
class Judged:
    """`steps`: what has to be so; one that is not met is an open point. A policy step that is open refuses finishing until it

    is done or a departure is explained, a legal one until it is done, a guidance one only prompts (SM-intro-4).
    `verdicts`: what the rules find in the facts; never an open point. `locked`: fields that are not open yet, each with what
    comes first: an answer to one is refused, finished or not. The rest is shown, and nothing waits for it.
    """

    steps: tuple[Finding, ...] = ()
    verdicts: tuple[Finding, ...] = ()
    duties: tuple[Duty, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    locked: tuple[tuple[str, Finding], ...] = ()

    @property
    def open_points(self) -> tuple[Finding, ...]:
        """The steps that are not met, or of which nobody can tell."""
        return tuple(each for each in self.steps if each.status != "met")
