"""Has the organisation had its chance to put things right? (SM-2.65 to 2.76)"""

from __future__ import annotations

from service_model.authority import Procedure
from service_model.case import Case, View
from service_model.determination import Finding, Flag, Force

GATE = "ready"
LATER = "Come back to us if you are still unhappy."


def ready(case: Case, view: View) -> Finding:
    """A complaint should have been through the organisation's own process; for health the law says so (SM-2.66, 2.67)."""
    procedure = case.procedure_of(view)
    kind, paragraphs = (procedure.ready_kind, procedure.ready_paragraphs) if procedure else ("policy", ("SM-2.67",))
    stage = view.issue.local_stage
    if stage is None:
        return Finding(
            GATE,
            "cannot_tell",
            f"We need to know if you have complained to {view.title}, and if they have answered.",
            paragraphs,
            kind,
            needs=("local_stage",),
            outcome="further_information_required",
        )
    if stage == "not_started":
        return _premature(
            case, view, f"Complain to {view.title} first, so that they can put things right.", "premature", ("SM-2.68",)
        )
    if stage == "under_way":
        return _premature(
            case,
            view,
            f"Wait for the last reply of {view.title}. If they take too long, tell us.",
            "local_resolution_ongoing",
            ("SM-2.72",),
        )
    if view.issue.local_resolution_confirmed and view.issue.reply_format != "audio":
        return Finding(
            GATE, "met", f"{view.opening} has said that it has finished with your complaint.", (*paragraphs, "SM-2.71"), kind
        )
    return _after_the_reply(case, view, procedure)


def _after_the_reply(case: Case, view: View, procedure: Procedure | None) -> Finding:
    issue, asked = view.issue, procedure.ready_questions if procedure else ()
    kind, paragraphs = (procedure.ready_kind, procedure.ready_paragraphs) if procedure else ("policy", ("SM-2.67",))
    if issue.reply_format == "audio" and "reply_format" in asked:
        return _premature(
            case, view, f"Ask {view.title} for a reply in writing. We will ask them too.", "premature", ("SM-2.69",)
        )
    if issue.further_stage_available:
        return _premature(
            case,
            view,
            f"Go on to the next step of the complaints process of {view.title}.",
            "local_resolution_ongoing",
            ("SM-2.72",),
        )
    if issue.meeting_offered and issue.wants_meeting:
        return _premature(
            case,
            view,
            f"Go to the meeting that {view.title} has offered. It may settle things.",
            "local_resolution_ongoing",
            ("SM-2.70", "SM-2.72"),
        )
    needs = [fact for fact in asked if getattr(issue, fact) is None]
    if issue.meeting_offered and issue.wants_meeting is None:
        needs.append("wants_meeting")
    if needs and not case.advice_only:
        return Finding(
            GATE,
            "cannot_tell",
            f"We need to know if {view.title} can still do something about it.",
            (*paragraphs, "SM-2.69", "SM-2.70", "SM-2.72"),
            kind,
            needs=tuple(needs),
        )
    if issue.reply_format == "duty_of_candour_only" and "reply_format" in asked:
        return _duty_of_candour(paragraphs)
    if issue.meeting_offered:
        return _meeting_declined(view)
    return Finding(GATE, "met", f"{view.opening} has given you its last reply.", paragraphs, kind)


def _premature(case: Case, view: View, step: str, code: str, why: tuple[str, ...]) -> Finding:
    procedure = case.procedure_of(view)
    kind, rests_on = (procedure.ready_kind, procedure.ready_paragraphs) if procedure else ("policy", ("SM-2.67",))
    exception = None if case.advice_only else _exception(case, view, kind, (*rests_on, *why))
    if exception is not None:
        return exception
    flags = []
    if view.issue.reply_format == "audio" and view.issue.local_stage == "final":
        flags.append(Flag("ask_for_written_reply", "Ask the organisation for a written reply.", ("SM-2.69",)))
    return Finding(
        GATE,
        "not_met",
        f"{view.opening} can still do something about your complaint, so it is too early for us.",
        (*rests_on, *why, "SM-2.73"),
        kind,
        outcome="premature",
        closure_code=case.authority.closure_codes.get(code),
        flags=tuple(flags),
        signposts=case.authority.signposts_for(*(procedure.advocacy if procedure else ())),
        next_steps=(step, LATER),
    )


def _exception(case: Case, view: View, kind: Force, paragraphs: tuple[str, ...]) -> Finding | None:
    """Exceptional circumstances are for the caseworker to weigh: they are asked about, flagged, never refused (SM-2.74)."""
    said = view.issue.exceptional_circumstances
    if said is None and "terminal_illness" in case.signals:
        said = "terminal_illness"
    force: Force = "legal" if kind == "legal" else "policy"
    if said is None:
        return Finding(
            GATE,
            "cannot_tell",
            "It is early for us. We need to know if there is a strong reason to look at it now.",
            (*paragraphs, "SM-2.74"),
            force,
            needs=("exceptional_circumstances",),
        )
    if said == "none":
        return None
    words = {
        "terminal_illness": "a terminal illness",
        "particular_difficulties": "particular difficulties",
        "relationship_broken_down": "a complete breakdown of the relationship",
    }[said]
    cites = ("SM-2.74", "SM-2.76", "SM-1.39") if said == "terminal_illness" else ("SM-2.74", "SM-2.76")
    flag = Flag(
        "exceptional_circumstances",
        f"The local process is not finished, but they tell us of {words}. Decide, and record why.",
        cites,
    )
    return Finding(
        GATE,
        "cannot_tell",
        "It is early for us, but there may be a strong reason to look at it now. A caseworker will decide.",
        (*paragraphs, "SM-2.74"),
        force,
        flags=(flag,),
    )


def _duty_of_candour(paragraphs: tuple[str, ...]) -> Finding:
    flag = Flag(
        "duty_of_candour_only", "Only a duty of candour reply. Consider if there is merit in looking further now.", ("SM-2.75",)
    )
    return Finding(
        GATE,
        "cannot_tell",
        "You have had a duty of candour reply only. A caseworker will see if we can look at it now.",
        (*paragraphs, "SM-2.75"),
        "guidance",
        flags=(flag,),
    )


def _meeting_declined(view: View) -> Finding:
    """The caseworker may get the confirmation, so the person is not sent away for it (SM-2.71; the kinder reading)."""
    flag = Flag(
        "confirm_local_resolution", "They do not want the meeting. Confirm that local resolution is complete.", ("SM-2.71",)
    )
    return Finding(
        GATE,
        "cannot_tell",
        "You do not want the meeting. We need to be sure that they have finished.",
        ("SM-2.70", "SM-2.71"),
        "guidance",
        flags=(flag,),
        next_steps=(f"Ask {view.title} to say in writing that it has finished with your complaint. We can ask them too.",),
    )
