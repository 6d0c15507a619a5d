"""Did it come in time, counted from when the person first knew? (SM-2.272 to 2.277)"""

from __future__ import annotations

from service_model.authority import Procedure
from service_model.case import Case, View
from service_model.dates import DateRange, anniversary, date_range
from service_model.determination import Finding, Flag, TimeLimit
from service_model.gates.time_clock import Clock, cites, clock_of, first_known
from service_model.gates.time_late import late

GATE = "in_time"


def in_time(case: Case, view: View) -> Finding:
    """Within the limit from the day they first knew: to the MP, or to the office (SM-2.273, 2.274; victims 2.275)."""
    clock = clock_of(case, view)
    if clock is None:
        return _disagree(cites(case, view))
    if clock.late:
        return late(case, view, clock)
    if clock.late is False:
        return Finding(
            GATE,
            "met",
            "You came to us within the time limit.",
            clock.cites,
            "legal",
            flags=_check_awareness(view, clock),
            time_limit=clock.shown,
        )
    reason = "We need to know when you first knew that something had gone wrong."
    if view.issue.aware_on is not None:
        reason = "We cannot tell from the dates if you came to us in time. A caseworker will work it out with you."
    return Finding(GATE, "cannot_tell", reason, clock.cites, "legal", needs=_needs(case, view, clock), time_limit=clock.shown)


def come_back_by(case: Case) -> tuple[TimeLimit | None, str | None]:
    """For those who have a step to take first: the limit, and in words until when (SM-2.13, 2.57, 2.73, 2.271).

    The earliest day it may run out is said, so that nobody comes too late by our advice. Nothing when awareness is unknown.
    """
    limits = [found for view in case.views if (found := _limit_of(case, view)) is not None]
    if not limits:
        return None, None
    procedure, limit = min(limits, key=lambda each: each[1])
    to_whom = "be with your MP" if procedure.clock == "put_to_mp_on" and not case.victims_exception else "reach us"
    if limit.earliest < case.today:
        words = "On what you told us, that limit may have run out. Come back all the same, and tell us why it took time."
    else:
        words = f"On what you told us, your complaint should {to_whom} by {limit.earliest:%-d %B %Y}."
    return TimeLimit(limit.earliest.isoformat(), limit.latest.isoformat()), words


def _limit_of(case: Case, view: View) -> tuple[Procedure, DateRange] | None:
    procedure, known = case.procedure_of(view), first_known(case, view)
    if procedure is None or known is None or view.issue.aware_on is None:
        return None
    return procedure, DateRange(anniversary(known.earliest, procedure.months), anniversary(known.latest, procedure.months))


def _disagree(paragraphs: tuple[str, ...]) -> Finding:
    flag = Flag(
        "dates_disagree",
        "They first knew, or complained, before it happened. Check the dates with them.",
        ("SM-2.276", "SM-2.284"),
    )
    return Finding(
        GATE,
        "cannot_tell",
        "The dates do not fit together. A caseworker will check them with you.",
        paragraphs,
        "legal",
        flags=(flag,),
    )


def _check_awareness(view: View, clock: Clock) -> tuple[Flag, ...]:
    """In time only because they first knew later than it happened: did they know of it before it got worse? (SM-2.277)"""
    issue = view.issue
    if issue.knew_at_the_time is not None or not issue.event_on or not issue.aware_on:
        return ()
    if anniversary(date_range(issue.event_on).latest, clock.procedure.months) >= clock.brought.earliest:
        return ()
    words = "In time by the day they first knew, not by the day it happened. Check that they did not know of the problem at once."
    return (Flag("check_awareness", words, ("SM-2.276", "SM-2.277")),)


def _needs(case: Case, view: View, clock: Clock) -> tuple[str, ...]:
    """The day of awareness first; then the day it went to the MP, or the event, where those could still settle it."""
    if view.issue.aware_on is None and case.open("aware_on"):
        return ("aware_on",)
    needs, procedure = [], case.procedure_of(view)
    to_mp = procedure is not None and procedure.clock == "put_to_mp_on" and not case.victims_exception
    if to_mp and case.complaint.put_to_mp_on is None and case.complaint.mp_referral == "referred":
        needs.append("put_to_mp_on")
    if view.issue.event_on is None and clock.known.earliest < clock.known.latest:
        needs.append("event_on")
    if view.issue.aware_on is None and view.issue.complained_on is None and view.issue.local_stage != "not_started":
        needs.append("complained_on")
    return tuple(needs)
