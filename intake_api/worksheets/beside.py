"""What stands beside the questions of a worksheet: facts of the case that whoever fills it in has to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.words import code
from intake_api.staff import words as staff_words
from service_model.casework.time_discretion import TimeFacts
from service_model.casework.time_factors import factors
from service_model.dates import DateRange
from service_model.worksheets import About, time_limit, two_bodies


@dataclass(frozen=True, slots=True)
class Beside:
    """A heading, and rows of {"label", "value"}; `source` may name a paragraph.

    `trace` is the action that the audit trail notes when somebody looks at it, for what is more private than the case.
    """

    heading: str
    rows: Sequence[dict[str, str]] = field(default_factory=tuple)
    trace: str = ""


def wanted_outcomes(_session: Session, _case: Case, about: About) -> Beside:
    """What they want, in their own words, beside the judgement and never in place of it (SM-3.8)."""
    said = about.complaint.outcome_sought or "Not told yet"
    return Beside("What they want, in their own words", ({"label": "Outcome", "value": said},))


def claimed_injustice(_session: Session, _case: Case, about: About) -> Beside:
    """The injustice as they claim it, unaltered (SM-2.81)."""
    said = about.complaint.injustice or "Not told yet"
    return Beside("The claimed injustice, in their own words", ({"label": "Injustice", "value": said},))


def dates_of_the_limit(_session: Session, _case: Case, about: About) -> Beside:
    """The day of awareness, the day it is compared with, the verdict, and what counts for and against (SM-2.294)."""
    part = time_limit.part_of(about)
    if part is None or part.clock is None:
        return Beside(
            "Dates", ({"label": "Time limit", "value": part.finding.reason if part else "Not known for this component"},)
        )
    own = about.own.facts.facts if about.own else TimeFacts()
    weighed = factors(part, time_limit.with_approval(own, about))
    return Beside("Dates and factors", (
        {"label": "Became aware", "value": _days(part.clock.known)},
        {"label": "Compared with", "value": _days(part.clock.brought)},
        {"label": "Time limit", "value": part.finding.reason},
        *({"label": code(each.weight), "value": each.words, "source": ", ".join(each.paragraphs)} for each in weighed),
    ))  # fmt: skip


def complaint_summary(_session: Session, _case: Case, about: About) -> Beside:
    """The complaint summary: the components about whom was assessed, and no others (SM-2.157)."""
    facts = about.own.facts if about.own else two_bodies.TwoBodiesSheet()
    rows = [{"label": each.heading, "value": each.summary or "No summary"} for each in two_bodies.components_of(facts, about)]
    empty = [{"label": "Components", "value": "None about whom it is"}]
    return Beside("Complaint summary: components about whom was assessed", tuple(rows or empty))


def _days(days: DateRange) -> str:
    """A day, or the days it may be; an end that nobody knows reads as such."""
    if days.earliest == days.latest:
        return staff_words.day(days.earliest)
    first = "not known" if days.earliest == date.min else staff_words.day(days.earliest)
    last = "not known" if days.latest == date.max else staff_words.day(days.latest)
    return f"{first} to {last}"
