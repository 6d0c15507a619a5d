"""Has the organisation had its chance to put things right? (SM-2.65 to 2.76, 2.142 to 2.145, 2.158, 2.170, 2.171)"""

from __future__ import annotations

from dataclasses import replace

from service_model.authority import Procedure
from service_model.case import Case, View
from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met, unique
from service_model.gates.continuing_healthcare import funding_decision, funding_flags, is_commissioner, next_steps
from service_model.gates.premature import GATE, premature, rests_on
from service_model.gates.second_tier import second_tier, second_tier_flags, second_tier_of, step_after


def ready(case: Case, view: View) -> Finding:
    """A complaint should have been through the organisation's own process; for health the law says so (SM-2.66, 2.67)."""
    finding = _judge(case, view)
    if case.advice_only:
        return finding
    more = (*_reason_to_record(case, view), *second_tier_flags(case, view), *funding_flags(case, view))
    return replace(finding, flags=unique((*finding.flags, *more)), next_steps=(*next_steps(view), *finding.next_steps))


def _judge(case: Case, view: View) -> Finding:
    for rule in (_self_referral, _not_reasonable_to_expect, funding_decision, _either_handler):
        found = rule(case, view)
        if found is not None:
            return found
    return _local_process(case, view)


def _self_referral(case: Case, view: View) -> Finding | None:
    """A health organisation that refers itself goes straight to the Assistant Director - Casework (SM-2.65)."""
    if not case.complaint.organisation_self_referral or view.procedure != "health":
        return None
    words = "A health organisation refers itself. Send it to the Assistant Director - Casework. It needs no intake triage."
    return met(
        GATE,
        "You have sent us a complaint about your own organisation. It goes to a senior member of staff.",
        "SM-2.65",
        flags=(Flag("self_referral", words, ("SM-2.65",)),),
    )


def _not_reasonable_to_expect(case: Case, view: View) -> Finding | None:
    """The bar of the law lifts where it was not reasonable to expect them to use the process; staff say why (SM-2.66)."""
    rests, issue = rests_on(case, view), view.issue
    if rests.kind != "legal" or not issue.not_reasonable_to_expect or not issue.not_reasonable_reason:
        return None
    words = "It was not reasonable to expect you to use their complaints process first."
    return met(GATE, words, *rests.paragraphs, "SM-2.76", kind="legal")


def _reason_to_record(case: Case, view: View) -> tuple[Flag, ...]:
    """Without a recorded reason the bar stands (SM-2.66, 2.76)."""
    if rests_on(case, view).kind != "legal" or not view.issue.not_reasonable_to_expect or view.issue.not_reasonable_reason:
        return ()
    words = "Record why it was not reasonable to expect them to use the complaints process. Until then the bar stands."
    return (Flag("not_reasonable_needs_a_reason", words, ("SM-2.66", "SM-2.76")),)


def _either_handler(case: Case, view: View) -> Finding | None:
    """An NHS complaint may go to the provider or the commissioner, and need be finished with only one (SM-2.158)."""
    if view.procedure != "health" or view.issue.commissioner_stage != "final":
        return None
    words = "The organisation that pays for the care has given you its last reply. You only need one."
    return met(GATE, words, *rests_on(case, view).paragraphs, "SM-2.158", kind="legal")


def _local_process(case: Case, view: View) -> Finding:
    rests, stage = rests_on(case, view), view.issue.local_stage
    if stage is None and _candour(case, view):
        whatever_the_stage = _duty_of_candour(rests.paragraphs)
        if _after_the_reply(case, view, case.procedure_of(view)) == whatever_the_stage:
            return whatever_the_stage
    if stage is None:
        return cannot_tell(
            GATE,
            f"We need to know if you have complained to {view.title}, and if they have answered.",
            *rests.paragraphs,
            kind=rests.kind,
            needs=("local_stage",),
            outcome="further_information_required",
        )
    if stage != "final":
        return _duty_of_candour(rests.paragraphs) if _candour(case, view) else _not_finished(case, view)
    if view.issue.local_resolution_confirmed and view.issue.reply_format != "audio":
        words = f"{view.opening} has said that it has finished with your complaint."
        return second_tier(case, view) or met(GATE, words, *rests.paragraphs, "SM-2.71", kind=rests.kind)
    return _after_the_reply(case, view, case.procedure_of(view))


def _not_finished(case: Case, view: View) -> Finding:
    """Not begun with either handler is premature; a reply still awaited is local resolution ongoing (SM-2.68, 2.72, 2.158)."""
    cites, after = ("SM-2.158",) if view.procedure == "health" else (), step_after(case, view)
    if view.issue.local_stage == "under_way":
        step = f"Wait for the last reply of {view.title}. If they take too long, tell us."
        return premature(case, view, step, *after, code="local_resolution_ongoing", why=("SM-2.72", *cites))
    if view.issue.commissioner_stage == "under_way":
        step = "Wait for the last reply of the organisation that pays for the care. If they take too long, tell us."
        return premature(case, view, step, code="local_resolution_ongoing", why=("SM-2.72", *cites))
    step = f"Complain to {view.title} first, so that they can put things right."
    return premature(case, view, step, *_other_handler(case, view), *after, code="premature", why=("SM-2.68", *cites))


def _candour(case: Case, view: View) -> bool:
    """They had a duty of candour reply and, not having complained, nothing else (SM-2.75)."""
    return view.procedure == "health" and (view.issue.reply_format == "duty_of_candour_only" or "duty_of_candour" in case.signals)


def _other_handler(case: Case, view: View) -> tuple[str, ...]:
    """They may have gone to the commissioner instead, which is as good (SM-2.158)."""
    if view.procedure != "health" or is_commissioner(case, view):
        return ()
    return ("If you have complained to the NHS organisation that pays for the care instead, tell us. One of them is enough.",)


def _after_the_reply(case: Case, view: View, procedure: Procedure | None) -> Finding:
    issue, asked, rests = view.issue, procedure.ready_questions if procedure else (), rests_on(case, view)
    if issue.reply_format == "audio" and "reply_format" in asked:
        step = f"Ask {view.title} for a reply in writing. We will ask them too."
        return premature(case, view, step, code="premature", why=("SM-2.69",))
    if (tier := second_tier(case, view)) is not None:
        return tier
    if issue.further_stage_available:
        step = f"Go on to the next step of the complaints process of {view.title}."
        return premature(case, view, step, code="local_resolution_ongoing", why=("SM-2.72",))
    if issue.meeting_offered and issue.wants_meeting:
        step = f"Go to the meeting that {view.title} has offered. It may settle things."
        return premature(case, view, step, code="local_resolution_ongoing", why=("SM-2.70", "SM-2.72"))
    if issue.meeting_offered and issue.wants_meeting is None:
        return _meeting_to_consider(view, (*rests.paragraphs, "SM-2.70"))
    needs = _open_questions(case, view, asked)
    if needs and not case.advice_only:
        words = f"We need to know if {view.title} can still do something about it."
        cites = ("SM-2.142",) if "second_tier_stage" in needs else ("SM-2.69", "SM-2.70", "SM-2.72")
        return cannot_tell(GATE, words, *rests.paragraphs, *cites, kind=rests.kind, needs=needs)
    if issue.reply_format == "duty_of_candour_only" and "reply_format" in asked:
        return _duty_of_candour(rests.paragraphs)
    if issue.meeting_offered:
        return _meeting_declined(view)
    return met(GATE, f"{view.opening} has given you its last reply.", *rests.paragraphs, kind=rests.kind)


def _open_questions(case: Case, view: View, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What is still unknown; where a second tier is known it is asked about by name, in place of 'another step'."""
    needs = [fact for fact in asked if getattr(view.issue, fact) is None]
    if "further_stage_available" in needs and second_tier_of(case, view):
        needs[needs.index("further_stage_available")] = "second_tier_stage"
    return tuple(needs)


def _duty_of_candour(paragraphs: tuple[str, ...]) -> Finding:
    """A duty of candour reply without local resolution is not declined: is there merit in looking further? (SM-2.75)"""
    words = "Only a duty of candour reply. Consider if there is merit in looking further now."
    return cannot_tell(
        GATE,
        "You have had a duty of candour reply only. A caseworker will see if we can look at it now.",
        *paragraphs,
        "SM-2.75",
        flags=(Flag("duty_of_candour_only", words, ("SM-2.75",)),),
    )


def _meeting_to_consider(view: View, paragraphs: tuple[str, ...]) -> Finding:
    """An offered meeting is suggested as the next step; whether they want it decides what follows (SM-2.70, 2.71)."""
    return cannot_tell(
        GATE,
        f"We need to know if you would like the meeting that {view.title} has offered.",
        *paragraphs,
        needs=("wants_meeting",),
        next_steps=(f"Think about the meeting that {view.title} has offered. It may settle things.",),
    )


def _meeting_declined(view: View) -> Finding:
    """The caseworker may get the confirmation, so the person is not sent away for it (SM-2.71; the kinder reading)."""
    words = "They do not want the meeting. Confirm that local resolution is complete."
    return cannot_tell(
        GATE,
        "You do not want the meeting. We need to be sure that they have finished.",
        "SM-2.70",
        "SM-2.71",
        flags=(Flag("confirm_local_resolution", words, ("SM-2.71",)),),
        next_steps=(f"Ask {view.title} to say in writing that it has finished with your complaint. We can ask them too.",),
    )
