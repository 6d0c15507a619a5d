"""What mediation brought for one component (SM-2.130, 2.131)."""

from __future__ import annotations

from pydantic import Field

from service_model.casework.dispute_outcome import Component, components_done
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged


class MediationOutcomeSheet(Part):
    """Was it settled by mediation, and how."""

    by_mediation: bool | None = None
    mediation_outcome: str | None = Field(None, max_length=5000)


def judge(facts: MediationOutcomeSheet, about: About) -> Judged:
    """A mediated part carries its outcome; the DR caseworker decides another one."""
    part = about.component
    name, decided = (part.heading, part.decision is not None) if part else ("this component", False)
    row = Component(name=name, by_mediation=facts.by_mediation, mediation_outcome=facts.mediation_outcome, decided=decided)
    return Judged(steps=(components_done((row,)),))
