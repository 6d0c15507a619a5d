"""The clock of the time limit for one issue: from when they first knew, to when it was brought (SM-2.273 to 2.277, 2.292)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service_model.authority import Procedure
from service_model.case import Case, View
from service_model.dates import DateRange, anniversary, date_range
from service_model.determination import TimeLimit
from service_model.findings import unique

Verdict = bool | None
"""Late: True or False where every day that the dates may mean says so, else None."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Everything the limit is told from. Ranges are as wide as what is still unknown; date.min and date.max mean no end."""

    procedure: Procedure
    known: DateRange
    brought: DateRange
    cites: tuple[str, ...]

    @property
    def limit(self) -> DateRange:
        """The last day in time: the anniversary of the day they first knew."""
        months = self.procedure.months
        return DateRange(anniversary(self.known.earliest, months), anniversary(self.known.latest, months))

    @property
    def late(self) -> Verdict:
        """In time only if it is on every day the dates may mean, late only if it is on every one (readings, Time)."""
        if self.known.earliest > date.min and self.brought.latest <= self.limit.earliest:
            return False
        if self.known.latest < date.max and self.brought.earliest > self.limit.latest:
            return True
        return None

    @property
    def shown(self) -> TimeLimit | None:
        """The limit to show; None while an end of it is unknown."""
        if self.known.earliest == date.min or self.known.latest == date.max:
            return None
        return TimeLimit(self.limit.earliest.isoformat(), self.limit.latest.isoformat())


def clock_of(case: Case, view: View) -> Clock | None:
    """The clock of one issue; None when its dates disagree, for then nothing follows from them."""
    known = first_known(case, view)
    if known is None:
        return None
    return Clock(_limit_of(case, view), known, _brought(case, case.procedure_of(view)), cites(case, view))


def cites(case: Case, view: View) -> tuple[str, ...]:
    """The paragraphs that this clock rests on."""
    victim = ("SM-2.275",) if case.victims_exception else ()
    at_once = ("SM-2.277",) if view.issue.knew_at_the_time else ()
    again = ("SM-2.292",) if case.was_premature else ()
    return unique((_limit_of(case, view).time_paragraph, *victim, "SM-2.276", *at_once, *again))


def first_known(case: Case, view: View) -> DateRange | None:
    """The days on which they may first have known: not before it happened, not after they complained of it (SM-2.276).

    Who knew of the problem at the time knew when it happened; a worse effect later does not move that day (SM-2.277).
    Both ends are sound whatever else is unknown. None when the dates disagree.
    """
    issue = view.issue
    earliest, latest = date_range(issue.aware_on) if issue.aware_on else DateRange(date.min, date.max)
    if issue.knew_at_the_time:
        earliest = date.min
        latest = min(latest, date_range(issue.event_on).latest) if issue.event_on else latest
    if issue.event_on:
        earliest = max(earliest, date_range(issue.event_on).earliest)
    complaint = case.complaint
    for later in (issue.complained_on, issue.replied_on, complaint.put_to_mp_on, complaint.closed_as_premature_on):
        if later:
            latest = min(latest, date_range(later).latest)
    return DateRange(earliest, latest) if earliest <= latest else None


def _limit_of(case: Case, view: View) -> Procedure:
    """The procedure whose limit counts: the shortest while it is open which one it is."""
    return case.procedure_of(view) or min(case.authority.procedures.values(), key=lambda each: each.months)


def _brought(case: Case, procedure: Procedure | None) -> DateRange:
    """When it was brought, as the clock of the procedure counts; a victim's complaint counts to the office (SM-2.275).

    As wide as what is still unknown: the procedure, whether it is a victim's, or the day it went to the MP. A complaint that
    comes again after it was premature is a new one: its own day counts (SM-2.271, 2.292).
    """
    received = case.first_received_on
    if procedure is not None and (procedure.clock == "received_on" or case.victims_exception):
        return DateRange(received, received)
    if case.complaint.put_to_mp_on is None:
        return DateRange(date.min, received)
    put = date_range(case.complaint.put_to_mp_on)
    settled = procedure is not None and case.victims_exception is False
    return DateRange(min(put.earliest, received), min(put.latest, received) if settled else received)
