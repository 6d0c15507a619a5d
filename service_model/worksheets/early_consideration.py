"""Early consideration: our understanding, the talk with a lead clinician, what more is needed (SM-2.97 to 2.112)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.casework.early_consideration import Attempt, EarlyFacts, before_deciding, may_decide, when_more_is_needed
from service_model.determination import Finding
from service_model.findings import met
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class EarlySheet(Part):
    """What the caseworker notes; attempts to reach the complainant are read from the case's contacts."""

    summary: str | None = Field(None, max_length=5000)
    enough: bool | None = None
    missing: tuple[str, ...] = Field((), max_length=50)
    deadline_given: date | None = None
    told_what_is_missing_on: date | None = None
    unsure_about_clinical_advice: bool | None = None
    clinician_discussion_held: bool | None = None
    clinician_name: str | None = Field(None, max_length=200)
    clinician_on: date | None = None
    clinician_note: str | None = Field(None, max_length=5000)
    standard: str | None = Field(None, max_length=500)
    why_no_standard: str | None = Field(None, max_length=2000)

    def facts(self, about: About) -> EarlyFacts:
        """As the rules read them."""
        attempts = tuple(
            Attempt(by="phone" if each.way == "phone" else "writing", on=each.at, answered=each.reached)
            for each in about.contacts if each.party == "complainant"
        )  # fmt: skip
        names = set(EarlyFacts.model_fields) & set(EarlySheet.model_fields)
        note = self.clinician_note if self.clinician_name and self.clinician_on else None
        return EarlyFacts(**{name: getattr(self, name) for name in names}, attempts=attempts, lead_clinician_note=note)


def judge(sheet: EarlySheet, about: About) -> Judged:
    """What a decision in early consideration still lacks, and whether it may be made on what there is."""
    facts = sheet.facts(about)
    return Judged(
        steps=(*(each for each in before_deciding(facts) if each.gate != "lead_clinician"), _clinician(sheet)),
        verdicts=(may_decide(facts, today=about.today),), duties=when_more_is_needed(facts),
    )  # fmt: skip


def _clinician(sheet: EarlySheet) -> Finding:
    """A discussion is documented with a note, a name and a date (SM-2.111)."""
    if not (sheet.unsure_about_clinical_advice or sheet.clinician_discussion_held):
        return met("lead_clinician", "No talk with a lead clinician is outstanding.", "SM-2.111", kind="policy")
    documented = sheet.clinician_note and sheet.clinician_name and sheet.clinician_on
    return step(
        "lead_clinician", documented, "Record the talk with the lead clinician: a note, their name and the date.", "SM-2.111"
    )
