"""Is the person suitable to bring it: what they would see, the three questions, the checks of capacity (SM-2.247 to 2.264)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import Field

from service_model.casework.capacity import able_to_complain
from service_model.casework.suitability import ConsentTaken, SuitabilityFacts, category, suitable
from service_model.determination import Finding
from service_model.record import Complaint, Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step

CapacityCheck = Literal["contact_aggrieved", "contact_another_person", "medical_records", "clinical_advice"]
"""How a capacity check may be made (SM-2.253)."""


class SuitabilitySheet(Part):
    """What was found out about the person who brings the complaint, and about the aggrieved."""

    capacity_checks: tuple[CapacityCheck, ...] = ()
    capacity_shown: Literal["has_capacity", "lacks_capacity"] | None = None
    capacity_evidence: str | None = Field(None, max_length=2000)
    child_age: int | None = Field(None, ge=0, le=17)
    child_maturity: str | None = Field(None, max_length=2000)
    child_judged_able: bool | None = None
    consent_given: bool | None = None
    consent_method: Literal["telephone", "in_writing", "in_person"] | None = None
    consent_on: date | None = None
    consent_taken_by: str | None = Field(None, max_length=200)
    works_for_organisation: bool | None = None
    information_seen: tuple[str, ...] = Field((), max_length=50)
    conflict_of_interest: bool | None = None
    would_not_want_access: bool | None = None
    against_best_interest: bool | None = None
    suitability_concerns: bool | None = None
    judged_suitable: bool | None = None
    reasons: str | None = Field(None, max_length=5000)

    def facts(self) -> SuitabilityFacts:
        """As the rules read them. Consent counts when it is known how, when and by whom it was taken."""
        values: dict[str, Any] = {
            name: getattr(self, name) for name in SuitabilityFacts.model_fields if name not in ("consent", "information_seen")
        }
        taken = (self.consent_given, self.consent_method, self.consent_on, self.consent_taken_by)
        if None not in taken:
            values["consent"] = ConsentTaken(given=taken[0], method=taken[1], on=taken[2], taken_by=taken[3])
        return SuitabilityFacts(**values, information_seen=self.information_seen or None)


def judge(sheet: SuitabilitySheet, about: About) -> Judged:
    """Suitable or not as far as it can be told, and what the decision still lacks."""
    complaint, facts = about.complaint, sheet.facts()
    return Judged(
        steps=tuple(_steps(sheet, complaint, facts)), verdicts=(able_to_complain(complaint, facts), suitable(complaint, facts)),
    )  # fmt: skip


def _steps(sheet: SuitabilitySheet, complaint: Complaint, facts: SuitabilityFacts) -> Iterator[Finding]:
    if complaint.complaining_for == "self":
        return
    yield step(
        "information_seen",
        sheet.information_seen,
        "Say what kinds of information about the aggrieved they would see.",
        "SM-2.250",
    )
    found = suitable(complaint, facts)
    if found.status == "cannot_tell":
        yield step("suitable", False, found.reason, *found.paragraphs, needs=found.needs)


def party_roles(complaint: Complaint, sheet: SuitabilitySheet | None = None) -> dict[str, str | None]:
    """Who is what: by the name of the role, the name of the person (SM-2.261, 2.262).

    Somebody who can complain is the complainant, and who acts for them the representative. Of somebody who cannot, who acts is
    the complainant, of the type 'representative (person)'; while nobody can tell, roles stay as they were told.
    """
    facts = (sheet or SuitabilitySheet()).facts()
    if complaint.complaining_for != "someone_else":
        return {"complainant": complaint.complainant.name}
    able = able_to_complain(complaint, facts)
    if able.status == "met":
        return {"complainant": complaint.aggrieved_name, "representative": complaint.complainant.name}
    found: dict[str, str | None] = {"complainant": complaint.complainant.name, "aggrieved": complaint.aggrieved_name}
    if able.status == "not_met" and suitable(complaint, facts).status == "met":
        kind = category(complaint, facts)
        found["party_type"] = "representative (organisation)" if kind == "suitable_organisation" else "representative (person)"
    return found
