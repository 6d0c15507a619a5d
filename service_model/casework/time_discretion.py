"""Whether to put the time limit to one side: the delay stretch by stretch, each reason, each factor (SM-2.272 to 2.293).

A person decides: nothing here accepts or refuses a reason by its type (SM-2.280).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import Case, View, case_of
from service_model.dates import VagueDate, date_range
from service_model.determination import Finding
from service_model.findings import cannot_tell, met
from service_model.gates.time_clock import Clock, clock_of
from service_model.gates.time_late import stretches_of
from service_model.gates.time_limit import in_time
from service_model.gates.victims import victims_exception
from service_model.record import Complaint, Part
from service_model.relevant_period import Stretch


class DelayReason(Part):
    """One reason for one stretch of the delay, or the note that none was given; and how it was considered."""

    about: VagueDate
    """The days it is about, such as 2024-01/2024-06."""
    words: str | None = None
    """None: they were asked, and gave no reason."""
    justified: bool | None = None
    considered: str | None = None


class TimeFacts(Part):
    """What the caseworker knows about the time limit of one part of the complaint."""

    reasons: tuple[DelayReason, ...] = ()
    spoke_or_tried: bool | None = None
    decision: Literal["set_aside", "out_of_time"] | None = None
    exceptional_circumstances: str | None = None
    """Why the limit is put aside though neither factor applies (SM-2.291)."""
    exceptional_reason: str | None = None
    """Why a complaint kept back by the pause is not considered (SM-2.288)."""
    assistant_director_agreed: bool | None = None
    assistant_director_reasons: str | None = None


@dataclass(frozen=True, slots=True)
class TimeOfPart:
    """The time limit for one part: its own verdict, clock and stretches. `clock` is None where its dates disagree."""

    number: int
    case: Case
    view: View
    finding: Finding
    clock: Clock | None
    stretches: tuple[Stretch, ...]

    @property
    def is_late(self) -> bool:
        """Out of time, so that putting the limit to one side has to be considered (SM-2.278)."""
        return self.finding.status == "not_met"


@dataclass(frozen=True, slots=True)
class Explained:
    """One stretch with the reasons that are about it, and the days of it that have none (SM-2.279, 2.284)."""

    stretch: Stretch
    reasons: tuple[DelayReason, ...]
    unexplained: tuple[tuple[date, date], ...]

    @property
    def unjudged(self) -> bool:
        """May it be the complainant's own delay, and nobody has said if it was justified? (SM-2.285)"""
        if not self.stretch.may_be_theirs:
            return False
        return not self.reasons or any(reason.justified is None for reason in self.reasons)


def time_of_each_part(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> tuple[TimeOfPart, ...]:
    """Each part has its own day of awareness, and a decision of its own (SM-2.293)."""
    case = case_of(complaint, today=today, authority=authority)
    victim = victims_exception(case)
    settled = {"met": True, "not_met": False}.get(victim.status) if victim else False
    case = replace(case, victims_exception=settled)
    return tuple(_part(case, view, number) for number, view in enumerate(case.views))


def _part(case: Case, view: View, number: int) -> TimeOfPart:
    clock = clock_of(case, view)
    return TimeOfPart(number, case, view, in_time(case, view), clock, stretches_of(case, view, clock) if clock else ())


def time_considered(parts: tuple[TimeOfPart, ...], facts: tuple[TimeFacts, ...]) -> Finding:
    """The time limit is considered in every case before a decision to investigate (SM-2.272).

    `facts` stand beside `parts`. A part needs no decision where it is in time, else a decision of its own.
    """
    if not parts:
        words = "There is no time limit result for this case."
        return cannot_tell("time_considered", words, "SM-2.272", needs=("time_limit_result",))
    decided = {number: row.decision for number, row in enumerate(facts)}
    for part in parts:
        if part.finding.status == "met" or decided.get(part.number):
            continue
        if part.is_late:
            words = "A part is out of time. Decide whether to put the limit to one side."
            return cannot_tell("time_considered", words, "SM-2.272", "SM-2.278", kind="policy", needs=("decision",))
        return cannot_tell("time_considered", "Settle if it came in time.", "SM-2.272", needs=part.finding.needs or ("aware_on",))
    return met("time_considered", "The time limit has been considered.", "SM-2.272")


def explained(part: TimeOfPart, facts: TimeFacts) -> tuple[Explained, ...]:
    """The whole relevant period, from awareness to receipt, with the reasons for each stretch of it (SM-2.279, 2.284)."""
    return tuple(_explained(stretch, facts.reasons) for stretch in part.stretches)


def unexplained(part: TimeOfPart, facts: TimeFacts) -> tuple[tuple[date, date], ...]:
    """The days of the relevant period that have neither a reason nor a note that none was given (SM-2.279)."""
    return tuple(_joined([gap for each in explained(part, facts) for gap in each.unexplained]))


def _explained(stretch: Stretch, reasons: tuple[DelayReason, ...]) -> Explained:
    begin, end = stretch.begin.earliest, stretch.end.latest
    about = tuple(each for each in reasons if date_range(each.about).earliest <= end and date_range(each.about).latest >= begin)
    if not stretch.may_be_theirs:
        return Explained(stretch, about, ())  # the organisation's own time is its reason (2.283)
    return Explained(stretch, about, tuple(_gaps(begin, end, about)))


def _gaps(begin: date, end: date, reasons: tuple[DelayReason, ...]) -> list[tuple[date, date]]:
    """The days from begin to end that no reason is about. The day it is complained of or brought needs no reason itself."""
    found, at = [], begin
    for earliest, latest in sorted(date_range(each.about) for each in reasons):
        if earliest > at:
            found.append((at, earliest - timedelta(days=1)))
        at = max(at, min(latest, end) + timedelta(days=1))
    if at < end:
        found.append((at, end))
    return found


def _joined(gaps: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Gaps that touch as one."""
    found: list[tuple[date, date]] = []
    for begin, end in sorted(gaps):
        if found and begin <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
