"""Is the organisation one that we may look at? (SM-2.1, 2.5, 2.6; prisons: 1.57 to 1.59)"""

from __future__ import annotations

from service_model.case import Case, View
from service_model.determination import Finding, Flag

GATE = "organisation_in_jurisdiction"
UNDER_THE_CODE = {
    "victims_code": True,
    "treated_poorly_about_a_crime": True,
    "witness": True,
    "crime_by_organisation": False,
    "none": False,
}


def organisation_in_jurisdiction(case: Case, view: View) -> Finding:
    """The law names the organisations that may be looked at; some only under the Victims' Code (SM-2.1, 2.6)."""
    if view.jurisdiction == "out":
        return _out(case, view, ("SM-2.1",))
    if view.jurisdiction is None or (view.issue.organisation is None and view.body is None and case.open("organisation")):
        return _unknown(case, view)
    if view.jurisdiction == "victims_code_only":
        return _victims_code_only(case, view)
    if view.jurisdiction == "unclear":
        return _unclear(case, view)
    if view.kind and view.kind.procedure_by and view.procedure is None:
        return Finding(
            GATE,
            "cannot_tell",
            f"We need to know what part of {view.title} your complaint is about.",
            ("SM-1.57", "SM-1.58", "SM-1.59"),
            "policy",
            needs=(view.kind.procedure_by[0],),
            outcome="further_information_required",
        )
    return _in(case, view)


def _unknown(case: Case, view: View) -> Finding:
    named = view.issue.organisation is not None or not case.open("organisation")
    return Finding(
        GATE,
        "cannot_tell",
        "We need to know which organisation your complaint is about.",
        ("SM-2.1",),
        "policy",
        needs=("organisation_kind",) if named else ("organisation",),
        outcome="further_information_required",
    )


def _in(case: Case, view: View) -> Finding:
    flags = []
    if view.body is None:
        flags.append(
            Flag("organisation_to_identify", f"'{view.title}' is not in the register. Find out exactly who it is.", ("SM-1.12",))
        )
    if view.kind and view.kind.procedure_by and view.procedure == "health":
        flags.append(
            Flag("record_against_provider", "Record prison healthcare against the organisation that provides it.", ("SM-1.59",))
        )
    steps = (
        case.authority.signposts_for(view.signpost) if view.kind and view.kind.procedure_by and view.procedure != "health" else ()
    )
    return Finding(
        GATE,
        "met",
        f"We can look at complaints about {view.title}.",
        ("SM-1.57", "SM-1.58", "SM-2.1") if steps else ("SM-2.1",),
        "policy",
        flags=tuple(flags),
        signposts=steps,
        outcome="further_information_required" if view.issue.organisation is None and view.body is None else None,
    )


def _out(case: Case, view: View, paragraphs: tuple[str, ...]) -> Finding:
    steps = case.authority.signposts_for(view.signpost)
    told = tuple(f"Contact {step.body}. {step.contact}." for step in steps) or (
        "We do not know who else can help. A caseworker can look.",
    )
    return Finding(
        GATE,
        "not_met",
        f"The law does not let us look at complaints about {view.title}.",
        paragraphs,
        "policy",
        outcome="out_of_jurisdiction",
        closure_code=case.authority.closure_codes.get("organisation"),
        signposts=steps,
        next_steps=told,
    )


def _unclear(case: Case, view: View) -> Finding:
    flag = Flag("organisation_to_identify", f"Check whether '{view.title}' is an organisation in jurisdiction.", ("SM-2.1",))
    return Finding(
        GATE,
        "cannot_tell",
        f"We need to check if we can look at complaints about {view.title}.",
        ("SM-2.1",),
        "policy",
        outcome="further_information_required",
        flags=(flag,),
        signposts=case.authority.signposts_for(view.signpost),
    )


def _victims_code_only(case: Case, view: View) -> Finding:
    paragraphs = ("SM-2.1", "SM-2.5", "SM-2.6")
    link = view.issue.victim_link
    if link is None:
        return Finding(
            GATE,
            "cannot_tell",
            f"We can only look at {view.title} if it is about your rights as a victim of crime.",
            paragraphs,
            "policy",
            needs=("victim_link",),
            outcome="further_information_required",
        )
    if not UNDER_THE_CODE[link]:
        return _out(case, view, paragraphs)
    sure = link == "victims_code"
    check = Flag(
        "confirm_victims_code", "They were treated badly about a crime. Confirm it concerns the Victims' Code.", ("SM-2.6",)
    )
    return Finding(
        GATE,
        "met",
        f"We can look at how {view.title} treated you as a victim of crime.",
        paragraphs,
        "policy",
        flags=() if sure else (check,),
        signposts=case.authority.signposts_for("victims_help"),
    )
