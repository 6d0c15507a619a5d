"""It is too early: what is said then, and the reasons for which it may be looked at all the same (SM-2.66 to 2.76)."""

from __future__ import annotations

from dataclasses import dataclass

from service_model.case import Case, View
from service_model.determination import Finding, Flag, Force, Signpost
from service_model.findings import cannot_tell, not_met, unique

GATE = "ready"
LATER = "Come back to us if you are still unhappy."
CIRCUMSTANCES = {
    "terminal_illness": "a terminal illness",
    "particular_difficulties": "particular difficulties",
    "relationship_broken_down": "a complete breakdown of the relationship",
}


@dataclass(frozen=True, slots=True)
class Rests:
    """What a readiness finding rests on: the force and paragraphs of the procedure, and those for exceptions to it."""

    kind: Force
    paragraphs: tuple[str, ...]
    exception: tuple[str, ...] = ("SM-2.74", "SM-2.76")


def rests_on(case: Case, view: View) -> Rests:
    """By law for health, by policy for the rest and while the procedure is not known (SM-2.66, 2.67)."""
    procedure = case.procedure_of(view)
    return Rests(procedure.ready_kind, procedure.ready_paragraphs) if procedure else Rests("policy", ("SM-2.67",))


def premature(
    case: Case,
    view: View,
    *steps: str,
    code: str,
    why: tuple[str, ...],
    rests: Rests | None = None,
    signposts: tuple[Signpost, ...] = (),
    who: str | None = None,
) -> Finding:
    """Normally declined as premature, with what to do first and the time limit (SM-2.68, 2.72, 2.73).

    `who` can still do something about it, at the beginning of a sentence: the organisation, unless another is given.
    """
    rests = rests or rests_on(case, view)
    exception = None if case.advice_only else _exception(case, view, rests, why)
    if exception is not None:
        return exception
    procedure = case.procedure_of(view)
    flags = [_open_to_override(rests)]
    if view.issue.reply_format == "audio" and view.issue.local_stage == "final":
        flags.append(Flag("ask_for_written_reply", "Ask the organisation for a written reply.", ("SM-2.69",)))
    return not_met(
        GATE,
        f"{_what_is_missing(view, who)}, so it is too early for us.",
        *unique((*rests.paragraphs, *why, "SM-2.73")),
        kind=rests.kind,
        outcome="premature",
        closure_code=case.authority.closure_codes.get(code),
        flags=tuple(flags),
        signposts=unique((*signposts, *case.authority.signposts_for(*(procedure.advocacy if procedure else ())))),
        next_steps=(*steps, LATER),
    )


def _what_is_missing(view: View, who: str | None) -> str:
    """Why it is not ready, in words for the person: what has not happened yet (SM-2.10)."""
    if who is None and view.issue.local_stage == "not_started":
        return f"You have not complained to {view.title} yet"
    if who is None and view.issue.local_stage == "under_way":
        return f"{view.opening} has not given you its last reply yet"
    if who is None and view.issue.reply_format == "audio":
        return f"{view.opening} has not given you its reply in writing yet"
    return f"{who or view.opening} can still do something about your complaint"


def _open_to_override(rests: Rests) -> Flag:
    """By policy they 'usually' go to the organisation first; the law leaves one way past its bar (SM-2.66, 2.67)."""
    if rests.kind == "legal":
        words = "The law bars this unless it was not reasonable to expect them to use the complaints process."
        return Flag("open_to_override", f"{words} Record why, if so.", unique(("SM-2.66", *rests.exception)))
    words = "This is what usually happens, and you may decide otherwise. Record why, if you do."
    return Flag("open_to_override", words, unique((*rests.paragraphs, *rests.exception)))


def _exception(case: Case, view: View, rests: Rests, why: tuple[str, ...]) -> Finding | None:
    """Exceptional circumstances are for the caseworker to weigh: they are asked about, flagged, never refused (SM-2.74)."""
    said = view.issue.exceptional_circumstances
    if said is None and "terminal_illness" in case.signals:
        said = "terminal_illness"
    if said == "none":
        return None
    paragraphs = unique((*rests.paragraphs, *why, *rests.exception[:1]))
    if said is None:
        return cannot_tell(
            GATE,
            "It is early for us. We need to know if there is a strong reason to look at it now.",
            *paragraphs,
            kind=rests.kind,
            needs=("exceptional_circumstances",),
        )
    flag = Flag(
        "exceptional_circumstances",
        f"The local process is not finished, but they tell us of {CIRCUMSTANCES[said]}. Decide, and record why.",
        (*rests.exception, "SM-1.39") if said == "terminal_illness" else rests.exception,
    )
    return cannot_tell(
        GATE,
        "It is early for us, but there may be a strong reason to look at it now. A caseworker will decide.",
        *paragraphs,
        kind=rests.kind,
        flags=(flag,),
    )
