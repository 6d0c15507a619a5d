"""Is it about the experience of being a victim of crime, so that no MP is needed? (SM-2.7, 2.21 to 2.37)"""

from __future__ import annotations

from dataclasses import replace

from service_model.case import Case, View
from service_model.determination import Finding, Flag
from service_model.gates.referral import is_referred
from service_model.gates.victim_definition import is_victim

GATE = "victims_exception"
BY_THE_ORGANISATION = "crime_by_organisation"
SAYS = {
    "victims_code": "they complain under the Victims' Code",
    "treated_poorly_about_a_crime": "they were treated poorly about a crime",
    "witness": "they were treated poorly as a witness",
    BY_THE_ORGANISATION: "they say the organisation committed a crime against them",
    "none": "not linked to a crime",
    None: "not known if it is linked to a crime",
}


def victims_exception(case: Case) -> Finding | None:
    """A victim needs no referral if the complaint is about that experience; any one issue is enough (SM-2.21, 2.31, 2.33)."""
    rule = case.authority.victims
    views = tuple(view for view in case.views if (procedure := case.procedure_of(view)) is not None and procedure.needs_mp)
    if rule is None or not views:
        return None
    linked = [view for view in views if view.issue.victim_link not in (None, "none")]
    if case.received_on < rule.since:
        return _too_early(case) if linked else None
    finding = _judge(case, views, linked)
    return finding and replace(finding, flags=(*finding.flags, *_every_time(case, finding, views, linked)))


def _judge(case: Case, views: tuple[View, ...], linked: list[View]) -> Finding | None:
    advice = case.complaint.legal_advice
    required = advice.referral_required if advice and linked else None
    if required is not None:
        return _advised(case, linked, required)
    unclear = _unclear(case) if linked else None
    met = [view for view in linked if _meets_criteria(view)]
    if met and unclear is None:
        return _met(case, met)
    if is_referred(case.complaint):
        return None
    if unclear is not None:
        return unclear
    if any(_could_meet_criteria(view) for view in linked):
        return Finding(
            GATE,
            "cannot_tell",
            "On what you have told us so far, you are unlikely to need an MP. Does what went wrong have to do with the crime?",
            ("SM-2.29", "SM-2.32", "SM-2.35"),
            "guidance",
            needs=("reasonable_link",),
            outcome="further_information_required",
        )
    if not linked and any(view.issue.victim_link is None for view in views):
        return _ask(case, views)
    return Finding(
        GATE,
        "not_met",
        "On what you have told us, this is not about how you were treated over a crime.",
        ("SM-2.21", "SM-2.30", "SM-2.32", "SM-2.36"),
        "guidance",
    )


def _meets_criteria(view: View) -> bool:
    """One of the four and the link; a crime said to be the organisation's own unless staff find the view unreasonable.

    A complaint under the Victims' Code about a body that is in only for the Code is about the crime by its nature
    (SM-2.7, 2.26, 2.32).
    """
    by_nature = view.jurisdiction == "victims_code_only" and view.issue.victim_link == "victims_code"
    is_linked = view.issue.reasonable_link is True or (by_nature and view.issue.reasonable_link is None)
    return is_linked and _is_reasonable(view)


def _could_meet_criteria(view: View) -> bool:
    return view.issue.reasonable_link is None and _is_reasonable(view)


def _is_reasonable(view: View) -> bool:
    return view.issue.victim_link != BY_THE_ORGANISATION or view.issue.crime_view_reasonable is not False


def _ask(case: Case, views: tuple[View, ...]) -> Finding | None:
    """It is a painful question: asked only when there is no referral and something suggests that the answer matters."""
    rule, referral = case.authority.victims, case.complaint.mp_referral
    suggested = any(view.justice for view in views) or (rule is not None and not rule.ask_when_signals.isdisjoint(case.signals))
    if not suggested:
        return None
    needs = ("mp_referral",) if referral is None and case.open("mp_referral") else ("victim_link",)
    return Finding(
        GATE,
        "cannot_tell",
        "A victim of crime may not need an MP, so we need to know if this is about a crime.",
        ("SM-2.21", "SM-2.29", "SM-2.32"),
        "guidance",
        needs=needs,
        outcome="further_information_required",
    )


def _met(case: Case, views: list[View]) -> Finding:
    passed = Flag("victims_exception", "Passed through without a referral on the criteria for victims. Add a note.", ("SM-2.35",))
    return Finding(
        GATE,
        "met",
        "On what you have told us so far, this is about being a victim of crime. You are unlikely to need an MP.",
        ("SM-2.7", "SM-2.21", "SM-2.29", "SM-2.30", "SM-2.31", "SM-2.32", "SM-2.33", "SM-2.35"),
        "guidance",
        flags=(passed, *_routes(case, views)),
        signposts=case.authority.signposts_for("victims_help"),
    )


def _routes(case: Case, views: list[View]) -> tuple[Flag, ...]:
    """Which of the two scenarios applies; for the first the Legal Team must be asked (SM-2.25 to 2.27)."""
    said = {view.issue.victim_link for view in views}
    flags = []
    if BY_THE_ORGANISATION in said:
        flags.append(
            Flag("victims_route_crime_by_organisation", "You consider if their view is reasonable.", ("SM-2.25", "SM-2.26"))
        )
        if case.complaint.legal_advice is None or case.complaint.legal_advice.referral_required is None:
            flags.append(
                Flag("legal_advice_needed", "They told us the organisation committed a crime. Ask the Legal Team.", ("SM-2.26",))
            )
    if "victims_code" in said:
        flags.append(
            Flag(
                "victims_route_code_not_kept", "They say it failed in its duties under the Victims' Code.", ("SM-2.25", "SM-2.27")
            )
        )
    if said & {"treated_poorly_about_a_crime", "witness"}:
        flags.append(
            Flag("victims_route_not_treated_as_victim", "They say it did not treat them as a victim.", ("SM-2.25", "SM-2.27"))
        )
    return tuple(flags)


def _advised(case: Case, linked: list[View], required: bool) -> Finding:
    """The Legal Team's advice settles whether a referral is needed (SM-2.26, 2.28)."""
    if not required:
        return _met(case, linked)
    return Finding(
        GATE,
        "not_met",
        "We have had advice about your complaint. It does need an MP.",
        ("SM-2.26", "SM-2.28", "SM-2.36"),
        "guidance",
    )


def _unclear(case: Case) -> Finding | None:
    """What is recorded of them as a victim does not fit what they say: help is asked for, nothing is guessed (SM-2.28)."""
    found = is_victim(case.complaint.victim) if case.complaint.victim else None
    if found is None or found.status == "met" or (found.status == "cannot_tell" and not found.flags):
        return None
    rule = case.authority.victims
    note = rule.briefing_note if rule and rule.briefing_note else "the guidance"
    return Finding(
        GATE,
        "cannot_tell",
        "It is not yet clear if you need an MP. A caseworker will find out.",
        ("SM-2.22", "SM-2.23", "SM-2.28"),
        "guidance",
        outcome="further_information_required",
        flags=(
            *found.flags,
            Flag("victims_briefing_note", f"Unclear: {found.reason} Look in {note}.", ("SM-2.28",)),
            Flag("victims_ask_legal_team", f"Unclear: {found.reason} Or ask the Legal Team.", ("SM-2.28",)),
        ),
    )


def _every_time(case: Case, finding: Finding, views: tuple[View, ...], linked: list[View]) -> tuple[Flag, ...]:
    """The early answer with what it rests on (2.29), advice that no longer holds (2.30), and the days before the Act began."""
    rule, previous = case.authority.victims, case.complaint.previous_case
    basis = "; ".join(sorted({_basis(view) for view in views}))
    early = {"met": "unlikely", "not_met": "likely", "cannot_tell": "unclear"}[finding.status]
    if finding.needs == ("reasonable_link",):
        early = "unlikely"
    told = f"What we could tell them so far: a referral is {early}. It rests on: {basis}."
    flags = [Flag(f"mp_referral_{early}", told, ("SM-2.29",))]
    if finding.status == "met" and previous is not None and previous.closed_as == "no_mp_referral":
        flags.append(
            Flag("earlier_advice_superseded", "They were told to get a referral before. They no longer need one.", ("SM-2.30",))
        )
    if linked and rule is not None and case.received_on < rule.in_force_from:
        since, began = f"{rule.since:%-d %B %Y}", f"{rule.in_force_from:%-d %B %Y}"
        words = f"Received before {began}, when the Act began, but not before {since}, the date in the guidance."
        flags.append(Flag("victims_act_commencement", words, ("SM-2.21",)))
    return tuple(flags)


def _basis(view: View) -> str:
    link = {True: ", linked to the complaint", False: ", not linked to the complaint", None: ", link not known"}
    said = view.issue.victim_link
    return SAYS[said] + (link[view.issue.reasonable_link] if said not in (None, "none") else "")


def _too_early(case: Case) -> Finding:
    """Before the Act a victim needed a referral; who brings it again now needs none (SM-2.21, 2.30)."""
    rule = case.authority.victims
    since = f"{rule.since:%-d %B %Y}" if rule else ""
    return Finding(
        GATE,
        "not_met",
        f"The rule that helps victims of crime began on {since}, after this reached us.",
        ("SM-2.21", "SM-2.30"),
        "guidance",
        next_steps=("Send us your complaint again. Now that the rule has begun, you may not need an MP.",),
    )
