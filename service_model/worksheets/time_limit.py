"""Putting the time limit to one side, for one component: reasons, factors, decision, who has to agree (SM-2.278 to 2.294)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from pydantic import Field

from service_model.casework.time_discretion import TimeFacts, TimeOfPart, time_of_each_part
from service_model.casework.time_factors import before_the_decision, pause_recommendation
from service_model.determination import Finding
from service_model.findings import cannot_tell, met
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.out_of_time_approval import OutOfTimeApprovalSheet
from service_model.worksheets.steps import step

Considered = Literal[
    "complainants_reason", "unjustified_delay", "organisations_response_time", "pause", "not_warned_of_time_limit",
    "exceptional_circumstances",
]  # fmt: skip
APPROVAL = "out_of_time_approval"


class TimeLimitSheet(Part):
    """The facts of the rules, which factors were considered, and why it was decided so (SM-2.294)."""

    facts: TimeFacts = TimeFacts()
    considered: tuple[Considered, ...] = ()
    why: str | None = Field(None, max_length=10_000)


def judge(sheet: TimeLimitSheet, about: About) -> Judged:
    """What has to come before the decision on the limit of this component; nothing where it came in time."""
    part = part_of(about)
    known = with_approval(sheet.facts, about)
    duties = before_the_decision(part, known) if part else ()
    advice = pause_recommendation(part) if part else None
    return Judged(
        steps=tuple(_steps(sheet, known, about, part)), verdicts=(part.finding,) if part else (),
        duties=tuple(each for each in duties if each.name not in ("speak_about_the_delay", "consider_the_reason")),
        recommendations=(advice,) if advice else (),
    )  # fmt: skip


def part_of(about: About) -> TimeOfPart | None:
    """The time limit of the issue that the component was made of, or of the only issue there is."""
    parts = time_of_each_part(about.complaint, today=about.today)
    number = about.component.issue if about.component else None
    if number is None:
        return parts[0] if len(parts) == 1 else None
    return parts[number] if number < len(parts) else None


def with_approval(facts: TimeFacts, about: About) -> TimeFacts:
    """The facts with what an Assistant Director said on a worksheet of their own."""
    component = about.component.id if about.component else None
    given = cast("OutOfTimeApprovalSheet | None", about.sheet(APPROVAL, component))
    if given is None:
        return facts
    return facts.model_copy(update={"assistant_director_agreed": given.agreed, "assistant_director_reasons": given.reasons})


def _steps(sheet: TimeLimitSheet, facts: TimeFacts, about: About, part: TimeOfPart | None) -> Iterator[Finding]:
    if facts.decision is None:
        if part is None or part.is_late:
            yield step("decision", False, "Decide whether to put the time limit to one side.", "SM-2.278")
        return
    spoke = about.tried_to_reach(ways=("phone",))
    words = "Speak to the complainant about the delay, or try to: a written explanation is not enough. No call is on the case."
    yield step("spoke_or_tried", spoke, words, "SM-2.281")
    for number, each in enumerate(facts.reasons, start=1):
        if each.words:
            yield step(f"reason_{number}", each.considered, f"Note how this reason was considered: {each.words}.", "SM-2.282")
    yield step("why", sheet.why, "Reasons missing: say why you decided so.", "SM-2.294", kind="guidance")
    words = "Say which factors were considered. That there was no reason is not enough."
    yield step("considered", sheet.considered, words, "SM-2.294", kind="guidance")
    yield from _agreed(facts)


def _agreed(facts: TimeFacts) -> Iterator[Finding]:
    """What only an Assistant Director agrees to stays pending until then (SM-2.288, 2.291)."""
    closing = facts.decision == "out_of_time" and facts.exceptional_reason
    aside = facts.decision == "set_aside" and facts.exceptional_circumstances
    if not (closing or aside):
        return
    cites = "SM-2.288" if closing else "SM-2.291"
    words = "Pending: an Assistant Director approves this on the worksheet 'Approval of an Assistant Director'."
    if facts.assistant_director_agreed and facts.assistant_director_reasons:
        yield met("assistant_director", "An Assistant Director approved it, with reasons.", cites)
    else:
        yield cannot_tell("assistant_director", words, cites, needs=("assistant_director_agreed",))
