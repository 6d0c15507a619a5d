"""The Public Value Model test and what may come after it (SM-2.77 to 2.96)."""

from __future__ import annotations

from pydantic import Field

from service_model.casework.public_value import PublicValueFacts, open_steps, recommended, total, triage_level
from service_model.casework.public_value_closing import MinimalIntervention, could_be_resolved
from service_model.findings import met
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged

PARLIAMENTARY = "answers.parliamentary"


class PublicValueSheet(PublicValueFacts):
    """The facts of the test, a note beside each question, links to what it rests on, and the factors of SM-2.85."""

    notes: dict[str, str] = Field(default_factory=dict, max_length=20)
    links: tuple[str, ...] = Field((), max_length=20)
    minimal: MinimalIntervention = Field(default_factory=lambda: MinimalIntervention.model_validate({}))


def judge(sheet: PublicValueSheet, about: About) -> Judged:
    """The steps of the test that are open, the total and level, and what is proposed. A person decides."""
    summed, level = total(sheet), triage_level(sheet)
    found = recommended(sheet, today=about.today)
    verdicts = () if summed is None else (met("total", f"Total {summed}, level {level or 'not placed'}.", "SM-2.84"),)
    resolve = could_be_resolved(sheet.minimal)
    return Judged(open_steps(sheet), verdicts, (*found.duties, *resolve.duties), (found, resolve))


def prefill(about: About) -> dict[str, object]:
    """A parliamentary case answers its own question of SM-2.83; it stays open to change."""
    kinds = {issue.organisation_kind for issue in about.complaint.issues}
    return {PARLIAMENTARY: True} if kinds == {"government"} else {}
