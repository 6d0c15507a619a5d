"""Did it come in time, counted from when the person first knew? (SM-2.272 to 2.289)"""

from __future__ import annotations

from datetime import date, timedelta

from service_model.authority import Pause, Procedure
from service_model.case import Case, View
from service_model.dates import DateRange, anniversary, date_range
from service_model.determination import Finding, Flag, TimeLimit
from service_model.findings import unique

GATE = "in_time"


def in_time(case: Case, view: View) -> Finding:
    """Within the limit from the day they first knew: to the MP, or to the office (SM-2.273, 2.274; victims 2.275)."""
    procedure = case.procedure_of(view)
    limit_of = procedure or min(case.authority.procedures.values(), key=lambda each: each.months)
    cites = unique((limit_of.time_paragraph, *(("SM-2.275",) if case.victims_exception else ()), "SM-2.276"))
    known = _first_known(case, view)
    if known is None:
        return _disagree(cites)
    brought = _brought(case, procedure)
    limit = DateRange(anniversary(known.earliest, limit_of.months), anniversary(known.latest, limit_of.months))
    shown = None
    if date.min < known.earliest and known.latest < date.max:
        shown = TimeLimit(limit.earliest.isoformat(), limit.latest.isoformat())
    if known.earliest > date.min and brought.latest <= limit.earliest:
        return Finding(GATE, "met", "You came to us within the time limit.", cites, "legal", time_limit=shown)
    if known.latest < date.max and brought.earliest > limit.latest:
        return _late(case, view, limit_of, known, limit, brought, shown, cites)
    reason = "We need to know when you first knew that something had gone wrong."
    if view.issue.aware_on is not None:
        reason = "We cannot tell from the dates if you came to us in time. A caseworker will work it out with you."
    return Finding(GATE, "cannot_tell", reason, cites, "legal", needs=_needs(case, view, procedure, known), time_limit=shown)


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
    procedure, known = case.procedure_of(view), _first_known(case, view)
    if procedure is None or known is None or view.issue.aware_on is None:
        return None
    return procedure, DateRange(anniversary(known.earliest, procedure.months), anniversary(known.latest, procedure.months))


def _first_known(case: Case, view: View) -> DateRange | None:
    """The days on which they may first have known: not before it happened, not after they complained of it.

    Both ends are sound whatever else is unknown; date.min and date.max stand for 'nothing known'. None when the
    dates disagree, for then nothing follows from them.
    """
    issue = view.issue
    earliest, latest = date_range(issue.aware_on) if issue.aware_on else DateRange(date.min, date.max)
    if issue.event_on:
        earliest = max(earliest, date_range(issue.event_on).earliest)
    for later in (issue.complained_on, issue.replied_on, case.complaint.put_to_mp_on):
        if later:
            latest = min(latest, date_range(later).latest)
    return DateRange(earliest, latest) if earliest <= latest else None


def _disagree(cites: tuple[str, ...]) -> Finding:
    flag = Flag(
        "dates_disagree",
        "They first knew, or complained, before it happened. Check the dates with them.",
        ("SM-2.276", "SM-2.284"),
    )
    return Finding(
        GATE,
        "cannot_tell",
        "The dates do not fit together. A caseworker will check them with you.",
        cites,
        "legal",
        flags=(flag,),
    )


def _brought(case: Case, procedure: Procedure | None) -> DateRange:
    """When it was brought, as the clock of the procedure counts; a victim's complaint counts to the office (SM-2.275).

    As wide as what is still unknown: the procedure, whether it is a victim's, or the day it went to the MP.
    """
    received = case.first_received_on
    if procedure is not None and (procedure.clock == "received_on" or case.victims_exception):
        return DateRange(received, received)
    if case.complaint.put_to_mp_on is None:
        return DateRange(date.min, received)
    put = date_range(case.complaint.put_to_mp_on)
    settled = procedure is not None and case.victims_exception is False
    return DateRange(min(put.earliest, received), min(put.latest, received) if settled else received)


def _needs(case: Case, view: View, procedure: Procedure | None, known: DateRange) -> tuple[str, ...]:
    """The day of awareness first; then the day it went to the MP, or the event, where those could still settle it."""
    if view.issue.aware_on is None and case.open("aware_on"):
        return ("aware_on",)
    needs = []
    to_mp = procedure is not None and procedure.clock == "put_to_mp_on" and not case.victims_exception
    if to_mp and case.complaint.put_to_mp_on is None and case.complaint.mp_referral == "referred":
        needs.append("put_to_mp_on")
    if view.issue.event_on is None and known.earliest < known.latest:
        needs.append("event_on")
    if view.issue.aware_on is None and view.issue.complained_on is None and view.issue.local_stage != "not_started":
        needs.append("complained_on")
    return tuple(needs)


def _late(
    case: Case,
    view: View,
    procedure: Procedure,
    known: DateRange,
    limit: DateRange,
    brought: DateRange,
    shown: TimeLimit | None,
    cites: tuple[str, ...],
) -> Finding:
    """A late complaint is a question to the caseworker, who needs the reasons; never a closed door (SM-2.278, 2.279)."""
    flags = [
        Flag(
            "consider_time_limit",
            "Out of time. Consider the reasons for the whole delay, and putting the limit to one side.",
            ("SM-2.278", "SM-2.279", "SM-2.281"),
        )
    ]
    day_after = limit.latest + timedelta(days=1)
    if (known.latest.month, known.latest.day) == (2, 29) and brought.earliest == day_after:
        flags.append(
            Flag(
                "leap_day_arguable",
                "They first knew on 29 February. It can be argued that 1 March is still in time.",
                (procedure.time_paragraph,),
            )
        )
    flags += _local_resolution(view)
    flags += _victim_to_mp(case, limit)
    for pause in case.authority.pauses:
        if case.authority.procedures.get(pause.procedure) is procedure:
            flags += _paused(pause, known, limit, brought)
    needs = ("delay_reasons",) if view.issue.delay_reasons is None else ()
    return Finding(
        GATE,
        "not_met",
        f"It looks as if more than {procedure.months} months went by from when you first knew of the problem.",
        unique((*cites, "SM-2.278", "SM-2.279")),
        "legal",
        needs=needs,
        outcome="out_of_time",
        flags=tuple(flags),
        time_limit=shown,
    )


def _local_resolution(view: View) -> list[Flag]:
    """How long the organisation took counts strongly for putting the limit to one side (SM-2.278, 2.283)."""
    issue = view.issue
    if not issue.complained_on or not issue.replied_on:
        return []
    days = (date_range(issue.replied_on).earliest - date_range(issue.complained_on).latest).days
    words = f"The organisation took at least {days} days to give its reply. This counts for putting the limit to one side."
    return [Flag("local_resolution_time", words, ("SM-2.278", "SM-2.283"))] if days > 0 else []


def _victim_to_mp(case: Case, limit: DateRange) -> list[Flag]:
    put = case.complaint.put_to_mp_on
    if not case.victims_exception or not put or date_range(put).latest > limit.latest:
        return []
    return [
        Flag(
            "in_time_when_put_to_mp",
            "A victim's complaint counts from when it reached us. It went to an MP in time.",
            ("SM-2.275",),
        )
    ]


def _paused(pause: Pause, known: DateRange, limit: DateRange, brought: DateRange) -> list[Flag]:
    """Complaints kept back by the pause: to be considered, or the pause to be weighed (SM-2.286 to 2.289)."""
    if pause.begin <= limit.earliest and limit.latest <= pause.end and brought.latest <= pause.accepted_until:
        return [
            Flag(
                "pause_discretion",
                "The limit ran out while we took no complaints. Use discretion to consider it.",
                ("SM-2.286", "SM-2.287", "SM-2.288"),
            )
        ]
    if known.earliest <= pause.end and brought.latest >= pause.begin and limit.latest >= pause.begin:
        return [Flag("pause_overlap", "We took no complaints for part of this time. Weigh that.", ("SM-2.289",))]
    return []
