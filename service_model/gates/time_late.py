"""What a caseworker needs to weigh a late complaint: the reasons for each stretch, the pause, a warning (SM-2.278 to 2.292)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from service_model.authority import Pause
from service_model.case import Case, View
from service_model.dates import date_range
from service_model.determination import Finding, Flag
from service_model.findings import unique
from service_model.gates.time_clock import Clock
from service_model.relevant_period import Stretch, stretches

PauseRule = Literal["exercise_discretion", "weigh_the_pause", "not_applicable"]


def late(case: Case, view: View, clock: Clock) -> Finding:
    """A late complaint is a question to the caseworker, who needs the reasons; never a closed door (SM-2.278, 2.279)."""
    parts = stretches_of(case, view, clock)
    return Finding(
        "in_time",
        "not_met",
        f"It looks as if more than {clock.procedure.months} months went by from when you first knew of the problem.",
        unique((*clock.cites, "SM-2.278", "SM-2.279")),
        "legal",
        needs=_needs(case, view, parts),
        outcome="out_of_time",
        flags=tuple(_flags(case, view, clock, parts)),
        time_limit=clock.shown,
    )


def stretches_of(case: Case, view: View, clock: Clock) -> tuple[Stretch, ...]:
    """The relevant period of this issue, stretch by stretch (SM-2.279, 2.284)."""
    put, issue = case.complaint.put_to_mp_on, view.issue
    to_mp = clock.procedure.clock == "put_to_mp_on" and not case.victims_exception and put is not None
    return stretches(
        first_knew=clock.known,
        complained_on=issue.complained_on,
        replied_on=issue.replied_on,
        brought=clock.brought,
        to_mp=to_mp,
    )


def organisations_time(parts: tuple[Stretch, ...]) -> Stretch | None:
    """How long local resolution took (SM-2.278, 2.283); None unless both its dates are known and it took a day."""
    return next((each for each in parts if each.holder == "organisation" and each.longest), None)


def late_because_of_them(clock: Clock, theirs: Stretch) -> bool:
    """Without the time the organisation took it may have been in time, so the limit is very likely put aside (SM-2.283)."""
    return clock.brought.earliest.toordinal() - (theirs.longest or 0) <= clock.limit.latest.toordinal()


def pause_rule(pause: Pause, clock: Clock) -> PauseRule | None:
    """In time on any day of the pause and sent by the end date: use discretion. Else the pause is weighed (SM-2.287, 2.289).

    Late already before the pause: the rule does not apply (SM-2.287). None while the dates leave it open.
    """
    if clock.limit.latest < pause.begin:
        return "not_applicable"
    if clock.limit.earliest >= pause.begin and clock.brought.latest <= pause.accepted_until:
        return "exercise_discretion"
    return "weigh_the_pause" if clock.brought.earliest > pause.accepted_until else None


def pause_overlaps(pause: Pause, clock: Clock) -> bool:
    """Was any of the relevant period within the pause, so that restarting our work may have kept it back? (SM-2.289)"""
    return clock.known.earliest <= pause.end and clock.brought.latest >= pause.begin


def pauses_of(case: Case, clock: Clock) -> tuple[Pause, ...]:
    """The pauses that kept complaints of this kind from us (SM-2.286)."""
    procedures = case.authority.procedures
    return tuple(pause for pause in case.authority.pauses if procedures.get(pause.procedure) is clock.procedure)


def _needs(case: Case, view: View, parts: tuple[Stretch, ...]) -> tuple[str, ...]:
    """The reasons, unless no day of it can be theirs; and whether they were warned, if it was premature before (SM-2.292)."""
    complaint = case.complaint
    given = any(issue.delay_reasons is not None for issue in (view.issue, *complaint.issues))
    reasons = () if given or not any(each.may_be_theirs for each in parts) else ("delay_reasons",)
    asks = came_back(case) and complaint.warned_of_time_limit is None
    return (*reasons, *(("warned_of_time_limit",) if asks else ()))


def came_back(case: Case) -> bool:
    """Did we close it before as premature, on our record or by what they say?"""
    return case.was_premature or "told_too_early" in case.signals


def _flags(case: Case, view: View, clock: Clock, parts: tuple[Stretch, ...]) -> list[Flag]:
    return [
        Flag(
            "consider_time_limit",
            "Out of time. Consider the reasons for the whole delay, and putting the limit to one side.",
            ("SM-2.278", "SM-2.279", "SM-2.281"),
        ),
        _each_stretch(view, parts),
        *_leap_day(clock),
        *_worse_later(view),
        *_local_resolution(clock, parts),
        *_victim_to_mp(case, clock),
        *_returning(case),
        *(flag for pause in pauses_of(case, clock) for flag in _paused(pause, clock)),
    ]


def _each_stretch(view: View, parts: tuple[Stretch, ...]) -> Flag:
    """The stretches with their lengths, and which of them still lack a reason (SM-2.279, 2.284, 2.285)."""
    listed = "; ".join(each.words for each in parts)
    if view.issue.delay_reasons is None:
        lacking = "; ".join(each.words for each in parts if each.may_be_theirs) or "none"
        words = f"The delay in parts: {listed}. No reason yet for: {lacking}."
    else:
        words = f"The delay in parts: {listed}. They gave reasons in one go. Check that each part of theirs has one."
    return Flag("delay_stretches", words, ("SM-2.279", "SM-2.284", "SM-2.285"))


def _leap_day(clock: Clock) -> list[Flag]:
    known, day_after = clock.known.latest, clock.limit.latest + timedelta(days=1)
    if (known.month, known.day) != (2, 29) or clock.brought.earliest != day_after:
        return []
    words = "They first knew on 29 February. It can be argued that 1 March is still in time."
    return [Flag("leap_day_arguable", words, (clock.procedure.time_paragraph,))]


def _worse_later(view: View) -> list[Flag]:
    """Counted from when it happened, because they knew of the problem then; 'usually' leaves the caseworker room (SM-2.277)."""
    if not view.issue.knew_at_the_time:
        return []
    words = "Counted from the day it happened, as they knew of the problem then. A worse effect later does not usually move it."
    return [Flag("worse_effect_later", words, ("SM-2.277",))]


def _local_resolution(clock: Clock, parts: tuple[Stretch, ...]) -> list[Flag]:
    """How long the organisation took counts for putting the limit to one side (SM-2.278, 2.283)."""
    theirs = organisations_time(parts)
    if theirs is None or not theirs.shortest:
        return []
    strong = late_because_of_them(clock, theirs)
    counts = "Without that it may have been in time: this counts strongly" if strong else "This counts"
    words = f"The organisation took at least {theirs.shortest} days to reply. {counts} for putting the limit to one side."
    return [Flag("local_resolution_time", words, ("SM-2.278", "SM-2.283"))]


def _victim_to_mp(case: Case, clock: Clock) -> list[Flag]:
    put = case.complaint.put_to_mp_on
    if not case.victims_exception or not put or date_range(put).latest > clock.limit.latest:
        return []
    words = "A victim's complaint counts from when it reached us. It went to an MP in time."
    return [Flag("in_time_when_put_to_mp", words, ("SM-2.275",))]


def _returning(case: Case) -> list[Flag]:
    """It was premature before: the limit counts for the new complaint, and whether they were warned counts too (SM-2.292)."""
    if not came_back(case):
        return []
    cites = ("SM-2.271", "SM-2.292")
    ours = "We closed it" if case.was_premature else "They say we closed it"
    found = [Flag("came_back_after_premature", f"{ours} before as premature. The limit counts to this new complaint.", cites)]
    warned = case.complaint.warned_of_time_limit
    if warned is False:
        words = "They were not warned of the limit when we closed it as premature. This makes putting it aside more likely."
        found.append(Flag("not_warned_of_time_limit", words, ("SM-2.292",)))
    elif warned is None:
        words = "Check if our letter that closed it as premature told them of the time limit."
        found.append(Flag("check_warning_of_time_limit", words, ("SM-2.292",)))
    return found


def _paused(pause: Pause, clock: Clock) -> list[Flag]:
    """Complaints kept back by the pause: to be considered, or the pause to be weighed (SM-2.286 to 2.289)."""
    rule = pause_rule(pause, clock)
    if rule == "exercise_discretion":
        words = "It would have been in time while we took no complaints. Use discretion to consider it."
        return [Flag("pause_discretion", words, ("SM-2.286", "SM-2.287", "SM-2.288"))]
    if not pause_overlaps(pause, clock):
        return []
    words = {
        "not_applicable": "It was late before we stopped taking complaints, so that rule gives nothing. It may still count.",
        "weigh_the_pause": "We took no complaints for part of this time. Weigh that.",
        None: "We took no complaints for part of this time. If it was in time then, use discretion. Find out the day they knew.",
    }[rule]
    return [Flag("pause_overlap", words, ("SM-2.286", "SM-2.287", "SM-2.289"))]
