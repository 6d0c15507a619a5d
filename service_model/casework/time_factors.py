"""What counts for and against putting the time limit to one side, and what comes before that decision (SM-2.278 to 2.292)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service_model.casework.time_discretion import DelayReason, TimeFacts, TimeOfPart, explained, unexplained
from service_model.determination import Force
from service_model.duties import Duty, Recommendation
from service_model.gates.time_clock import Clock
from service_model.gates.time_late import (
    came_back,
    late_because_of_them,
    organisations_time,
    pause_overlaps,
    pause_rule,
    pauses_of,
)

Weight = Literal["strongly_for", "for", "against", "to_weigh"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing to weigh. No factor decides by itself, and one alone may be enough (SM-2.280, 2.290)."""

    name: str
    weight: Weight
    words: str
    paragraphs: tuple[str, ...]


def factors(part: TimeOfPart, facts: TimeFacts) -> tuple[Factor, ...]:
    """Everything that counts for or against, for one late part: none for a part in time."""
    if not part.is_late or part.clock is None:
        return ()
    return (
        *_reasons(part, facts),
        *_organisations_time(part, part.clock),
        *_pause(part, part.clock),
        *_not_warned(part),
        *_exceptional(facts),
    )


def _reasons(part: TimeOfPart, facts: TimeFacts) -> Iterator[Factor]:
    """Each reason of the complainant's for itself (SM-2.278, 2.280); an unjustified delay makes it less likely (SM-2.280)."""
    said = part.view.issue.delay_reasons
    if said and not facts.reasons:
        yield Factor("complainants_reason", "to_weigh", said, ("SM-2.278", "SM-2.280"))
    for reason in facts.reasons:
        yield _reason(reason)


def _reason(reason: DelayReason) -> Factor:
    words = f"{reason.about}: {reason.words or 'they gave no reason'}"
    if reason.justified is False:
        return Factor("unjustified_delay", "against", words, ("SM-2.280", "SM-2.285"))
    weight: Weight = "for" if reason.justified else "to_weigh"
    return Factor("complainants_reason", weight, words, ("SM-2.278", "SM-2.280"))


def _organisations_time(part: TimeOfPart, clock: Clock) -> Iterator[Factor]:
    """The days local resolution took; strongly for if the complaint may have been in time without them (SM-2.278, 2.283).

    The guidance sets no number of days for 'a long time': late because of them is what it describes.
    """
    theirs = organisations_time(part.stretches)
    if theirs is None:
        return
    weight: Weight = "strongly_for" if late_because_of_them(clock, theirs) else "for"
    yield Factor("organisations_response_time", weight, f"Local resolution took {theirs.length}.", ("SM-2.278", "SM-2.283"))


def _pause(part: TimeOfPart, clock: Clock) -> Iterator[Factor]:
    for pause in pauses_of(part.case, clock):
        if pause_rule(pause, clock) == "exercise_discretion":
            words = "It would have been in time while we took no complaints, and came soon enough after."
            yield Factor("pause", "strongly_for", words, ("SM-2.287", "SM-2.288"))
        elif pause_overlaps(pause, clock):
            words = f"We took no complaints from {pause.begin:%-d %B %Y} to {pause.end:%-d %B %Y}, within the delay."
            yield Factor("pause", "to_weigh", words, ("SM-2.289",))


def _not_warned(part: TimeOfPart) -> Iterator[Factor]:
    """Not told of the limit when it was closed as premature: putting it aside is more likely (SM-2.292)."""
    if came_back(part.case) and part.case.complaint.warned_of_time_limit is False:
        words = "We did not warn them of the time limit when we closed it as premature."
        yield Factor("not_warned_of_time_limit", "for", words, ("SM-2.292",))


def _exceptional(facts: TimeFacts) -> Iterator[Factor]:
    if facts.exceptional_circumstances:
        yield Factor("exceptional_circumstances", "for", facts.exceptional_circumstances, ("SM-2.291",))


def pause_recommendation(part: TimeOfPart) -> Recommendation | None:
    """Health complaints that the pause of 2020 kept from us (SM-2.286 to 2.289). None where no pause touches the complaint."""
    clock = part.clock
    if not part.is_late or clock is None:
        return None
    for pause in pauses_of(part.case, clock):
        choice = pause_rule(pause, clock)
        if choice == "exercise_discretion":
            words = "In time if made during the pause, and sent by the end date. Use discretion to consider it."
            return Recommendation("pause_rule", choice, words, ("SM-2.286", "SM-2.287", "SM-2.288"), "policy")
        if choice == "not_applicable":
            words = "It was out of time before the pause began, so the rule gives nothing."
            return Recommendation("pause_rule", choice, words, ("SM-2.287",), "policy")
        if not pause_overlaps(pause, clock):
            continue
        words = "The pause is within the delay. Take it into account."
        needs = () if choice else ("aware_on",)
        return Recommendation("pause_rule", choice, words, ("SM-2.286", "SM-2.289"), "policy", needs=needs)
    return None


def before_the_decision(part: TimeOfPart, facts: TimeFacts) -> tuple[Duty, ...]:
    """What is still to do before a decision about the limit of this part can be saved. Empty: nothing, or it is in time."""
    if not part.is_late:
        return ()
    return (
        *_decide(facts),
        *_whole_period(part, facts),
        *_speak(facts),
        *_each_reason_considered(facts),
        *_judge_delays(part, facts),
        *_kept_back_by_the_pause(part, facts),
        *_ground(part, facts),
        *_exceptional_agreed(facts),
    )


def _duty(name: str, what: str, kind: Force, *paragraphs: str, must: bool = True) -> Duty:
    return Duty(name, what, kind, paragraphs, must=must)


def _decide(facts: TimeFacts) -> Iterator[Duty]:
    """Out of time never closes a complaint by itself (SM-2.278)."""
    if facts.decision is None:
        yield _duty("decide_on_the_limit", "Decide whether to put the time limit to one side.", "policy", "SM-2.278")


def _whole_period(part: TimeOfPart, facts: TimeFacts) -> Iterator[Duty]:
    """Every stretch has its reason, or the note that none was given (SM-2.279)."""
    if gaps := unexplained(part, facts):
        words = "; ".join(_from_to(begin, end) for begin, end in gaps)
        yield _duty("explain_the_whole_delay", f"Record the reasons, or that none was given, for: {words}.", "policy", "SM-2.279")


def _speak(facts: TimeFacts) -> Iterator[Duty]:
    """Even where a letter explains the delay in full (SM-2.281)."""
    if not facts.spoke_or_tried:
        yield Duty(
            "speak_about_the_delay",
            "Speak to the complainant about the delay, or try to.",
            "policy",
            ("SM-2.281",),
            to=("complainant",),
        )


def _each_reason_considered(facts: TimeFacts) -> Iterator[Duty]:
    for reason in facts.reasons:
        if reason.words and not reason.considered:
            yield _duty("consider_the_reason", f"Note how this was considered: {reason.words}", "guidance", "SM-2.282")


def _judge_delays(part: TimeOfPart, facts: TimeFacts) -> Iterator[Duty]:
    """A stretch that the complainant may have caused: was it justified? (SM-2.285)"""
    for each in explained(part, facts):
        if each.unjudged:
            days = _from_to(each.stretch.begin.earliest, each.stretch.end.latest)
            words = f"Consider if this delay was justified: {days}, {each.stretch.words}."
            yield _duty("judge_the_delay", words, "guidance", "SM-2.285", must=False)


def _kept_back_by_the_pause(part: TimeOfPart, facts: TimeFacts) -> Iterator[Duty]:
    """To close a complaint that the pause kept back takes an exceptional reason and an Assistant Director (SM-2.288)."""
    rule = pause_recommendation(part)
    if facts.decision != "out_of_time" or rule is None or rule.choice != "exercise_discretion":
        return
    if not facts.exceptional_reason:
        yield _duty("exceptional_reason_to_close", "Give the exceptional reason not to consider it.", "policy", "SM-2.288")
    if not facts.assistant_director_agreed:
        words = "An Assistant Director approves closing it as out of time."
        yield Duty("approval_to_close", words, "guidance", ("SM-2.288",), to=("assistant_director",))


def _ground(part: TimeOfPart, facts: TimeFacts) -> Iterator[Duty]:
    """Where nothing counts for it, the limit is put aside in exceptional circumstances only (SM-2.291)."""
    if facts.decision != "set_aside" or any(each.weight in ("for", "strongly_for") for each in factors(part, facts)):
        return
    words = "Nothing recorded counts for putting it aside. Judge a reason justified, or name the exceptional circumstances."
    yield _duty("ground_to_put_the_limit_aside", words, "guidance", "SM-2.278", "SM-2.291", must=False)


def _exceptional_agreed(facts: TimeFacts) -> Iterator[Duty]:
    """An Assistant Director - Casework agrees exceptional circumstances, with reasons (SM-2.291)."""
    if not facts.exceptional_circumstances or facts.decision != "set_aside":
        return
    if not (facts.assistant_director_agreed and facts.assistant_director_reasons):
        words = "An Assistant Director - Casework agrees the exceptional circumstances and gives reasons."
        yield Duty("agree_exceptional_circumstances", words, "guidance", ("SM-2.291",), to=("assistant_director",))


def _from_to(begin: date, end: date) -> str:
    start = "an unknown day" if begin == date.min else f"{begin:%-d %B %Y}"
    return f"{start} to {end:%-d %B %Y}"
