"""Has the second tier complaint handler, where the organisation has one, finished too? (SM-2.142 to 2.146)"""

from __future__ import annotations

from service_model.case import Case, View
from service_model.determination import Finding, Flag, Signpost
from service_model.findings import met
from service_model.gates.premature import GATE, Rests, premature, rests_on
from service_model.second_tiers import SecondTier


def second_tier_of(case: Case, view: View) -> SecondTier | None:
    """The handler that is a further stage of this organisation's own process, if the authority knows one (SM-2.142)."""
    return case.authority.second_tier_of(view.body.id) if view.body else None


def second_tier(case: Case, view: View) -> Finding | None:
    """The second tier is normally to be finished first; None where there is none or nothing is known of it (SM-2.142, 2.143)."""
    handler = second_tier_of(case, view)
    if handler is None:
        return None
    stage = view.issue.second_tier_stage
    if stage is None and view.issue.further_stage_available:
        stage = "not_started"
    if stage == "final":
        said = f"{view.opening} and {handler.title} have both given you a last reply."
        return met(GATE, said, *rests_on(case, view).paragraphs, "SM-2.142", kind="policy")
    if stage is None:
        return None
    return premature(
        case,
        view,
        _step(view, handler, under_way=stage == "under_way"),
        code="local_resolution_ongoing",
        why=("SM-2.72", "SM-2.142", "SM-2.143"),
        rests=Rests("policy", rests_on(case, view).paragraphs, ("SM-2.145", "SM-2.146")),
        who=f"The {handler.name}",
        signposts=(Signpost(handler.name, f"They look at complaints about {view.title} after its last reply.", handler.contact),),
    )


def step_after(case: Case, view: View) -> tuple[str, ...]:
    """What comes after the organisation's reply, so that nobody has to come to us twice (SM-2.142)."""
    handler = second_tier_of(case, view)
    return (f"If you are still unhappy after its last reply, go to {handler.title} before you come to us.",) if handler else ()


def second_tier_flags(case: Case, view: View) -> tuple[Flag, ...]:
    """Which organisation to record, and whether the second tier was left open (SM-2.142, 2.144)."""
    handler, named = second_tier_of(case, view), view.body.id if view.body else ""
    flags = []
    if named in case.authority.second_tiers and view.issue.only_about != "second_tier":
        words = f"They named {view.title}, a second tier complaint handler. Record it against the original organisation, unless"
        flags.append(
            Flag("record_against_original", f"{words} they said expressly it is about the second tier only.", ("SM-2.144",))
        )
    asked = view.issue.further_stage_available is not None or not case.open("second_tier_stage")
    if handler and view.issue.local_stage == "final" and view.issue.second_tier_stage is None and asked:
        words = f"{view.opening} has a second tier: {handler.title}. Check whether they have been through it."
        flags.append(Flag("second_tier_to_check", words, ("SM-2.142", "SM-2.143")))
    return tuple(flags)


def _step(view: View, handler: SecondTier, *, under_way: bool) -> str:
    if under_way:
        return f"Wait for the last reply of {handler.title}. If they take too long, tell us."
    if handler.through:
        return f"Ask {view.title} to pass your complaint to {handler.title}. {handler.contact}."
    return f"Ask {handler.title} to look at your complaint next. {handler.contact}."
