"""Is the organisation one that we may look at? (SM-2.1, 2.5, 2.6; prisons: 1.57 to 1.59)"""

from __future__ import annotations

from dataclasses import replace

from service_model.case import Case, View
from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met, not_met

GATE = "organisation_in_jurisdiction"
NOBODY_ELSE = "We do not know who else can help. A caseworker can look."
UNDER_THE_CODE = {
    "victims_code": True,
    "treated_poorly_about_a_crime": True,
    "witness": True,
    "crime_by_organisation": False,
    "none": False,
}


def organisation_in_jurisdiction(case: Case, view: View) -> Finding:
    """The law names the organisations that may be looked at; some only under the Victims' Code (SM-2.1, 2.6)."""
    if view.kind is not None and view.kind.ourselves:
        return _about_us(case)
    if view.jurisdiction == "out":
        return _out(case, view, ("SM-2.1",))
    if view.jurisdiction is None or (view.issue.organisation is None and view.body is None and case.open("organisation")):
        return _unknown(case, view)
    if view.jurisdiction == "victims_code_only":
        return _victims_code_only(case, view)
    if view.jurisdiction == "unclear":
        return _unclear(case, view)
    if view.kind and view.kind.procedure_by:
        return _prison(case, view, view.kind.procedure_by[0])
    return _in(case, view)


def _unknown(case: Case, view: View) -> Finding:
    named = view.issue.organisation is not None or not case.open("organisation")
    return cannot_tell(
        GATE,
        "We need to know which organisation your complaint is about.",
        "SM-2.1",
        kind="policy",
        needs=("organisation_kind",) if named else ("organisation",),
        outcome="further_information_required",
    )


def _about_us(case: Case) -> Finding:
    """A complaint about this office is no other organisation's: it is never closed here, and a caseworker sees it (RF-1)."""
    return cannot_tell(
        GATE,
        "This is about us. We deal with that in another way, and a caseworker will help you.",
        "RF-1",
        kind="policy",
        outcome="further_information_required",
        flags=(
            Flag("complaint_about_us", "It is about this office. A review or service complaint is another process.", ("RF-1",)),
        ),
        signposts=case.authority.signposts_for("own"),
        is_elsewhere=True,
    )


def _in(case: Case, view: View) -> Finding:
    return met(
        GATE,
        f"We can look at complaints about {view.title}.",
        "SM-2.1",
        kind="policy",
        flags=_to_identify(view),
        outcome=_unnamed(view),
    )


def _prison(case: Case, view: View, asks: str) -> Finding:
    """A prison's own actions are parliamentary and often the PPO's too; healthcare is its provider's (SM-1.57 to 1.59)."""
    if view.procedure is None:
        return cannot_tell(
            GATE,
            f"We need to know what part of {view.title} your complaint is about.",
            "SM-1.57",
            "SM-1.58",
            "SM-1.59",
            kind="policy",
            needs=(asks,),
            outcome="further_information_required",
        )
    reason = f"We can look at complaints about {view.title}."
    if view.procedure == "health":
        provider = Flag(
            "record_against_provider", "Record prison healthcare against the organisation that provides it.", ("SM-1.59",)
        )
        flags = (*_to_identify(view), provider)
        return met(GATE, reason, "SM-1.57", "SM-1.59", "SM-2.1", kind="policy", flags=flags, outcome=_unnamed(view))
    ppo = Flag("ask_about_prisons_ombudsman", "Find out if the Prisons and Probation Ombudsman is involved.", ("SM-1.58",))
    return met(
        GATE,
        reason,
        "SM-1.57",
        "SM-1.58",
        "SM-2.1",
        kind="legal",
        flags=(*_to_identify(view), ppo),
        signposts=case.authority.signposts_for(view.signpost),
        outcome=_unnamed(view),
    )


def _to_identify(view: View) -> tuple[Flag, ...]:
    if view.body is not None:
        return ()
    return (
        Flag("organisation_to_identify", f"'{view.title}' is not in the register. Find out exactly who it is.", ("SM-1.12",)),
    )


def _unnamed(view: View) -> str | None:
    return "further_information_required" if view.issue.organisation is None and view.body is None else None


def _out(case: Case, view: View, paragraphs: tuple[str, ...]) -> Finding:
    """Outside the law: still created as a 'complaint', closed when the work on it is done (SM-2.1), with who else may help."""
    steps = case.authority.signposts_for(view.signpost)
    record = Flag(
        "record_as_complaint", "Create the record as a 'complaint'. Close it with this code when the work is done.", ("SM-2.1",)
    )
    return not_met(
        GATE,
        f"The law does not let us look at complaints about {view.title}.",
        *paragraphs,
        kind="policy",
        outcome="out_of_jurisdiction",
        closure_code=case.authority.closure_codes.get("organisation"),
        flags=(record,) if case.complaint.asks_us_to_act is not False else (),
        signposts=steps,
        next_steps=tuple(f"Contact {step.body}. {step.contact}." for step in steps) or (NOBODY_ELSE,),
    )


def _unclear(case: Case, view: View) -> Finding:
    flag = Flag("organisation_to_identify", f"Check whether '{view.title}' is an organisation in jurisdiction.", ("SM-2.1",))
    return cannot_tell(
        GATE,
        f"We need to check if we can look at complaints about {view.title}.",
        "SM-2.1",
        kind="policy",
        outcome="further_information_required",
        flags=(flag,),
        signposts=case.authority.signposts_for(view.signpost),
    )


def _with_the_code_still_to_rule_out(out: Finding) -> Finding:
    """A crime said to be its own leaves open if they also complain of how it treated them as a victim (SM-2.6)."""
    words = "They say it committed a crime. Make sure it is not also about the Victims' Code before you decline."
    step = "If you also complain about how they treated you as a victim of crime, tell us. Then we may be able to look at that."
    rule_out = Flag("rule_out_victims_code", words, ("SM-2.6",))
    return replace(out, flags=(*out.flags, rule_out), next_steps=(*out.next_steps, step))


def _victims_code_only(case: Case, view: View) -> Finding:
    """Before such a complaint is declined it has to be clear that it does not concern the Victims' Code (SM-2.6)."""
    paragraphs = ("SM-2.1", "SM-2.5", "SM-2.6")
    link = view.issue.victim_link
    if link is None:
        return cannot_tell(
            GATE,
            f"We can only look at {view.title} if it is about your rights as a victim of crime.",
            *paragraphs,
            kind="policy",
            needs=("victim_link",),
            outcome="further_information_required",
        )
    if not UNDER_THE_CODE[link]:
        out = _out(case, view, paragraphs)
        return out if link == "none" else _with_the_code_still_to_rule_out(out)
    check = Flag(
        "confirm_victims_code", "They were treated badly about a crime. Confirm it concerns the Victims' Code.", ("SM-2.6",)
    )
    return met(
        GATE,
        f"We can look at how {view.title} treated you as a victim of crime.",
        *paragraphs,
        kind="policy",
        flags=() if link == "victims_code" else (check,),
        signposts=case.authority.signposts_for("victims_help"),
    )
