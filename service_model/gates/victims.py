"""Is it about the experience of being a victim of crime, so that no MP is needed? (SM-2.7, 2.21 to 2.37)"""

from __future__ import annotations

from service_model.case import Case, View
from service_model.determination import Finding, Flag

GATE = "victims_exception"


def victims_exception(case: Case) -> Finding | None:
    """A victim needs no referral if the complaint is about that experience; any one issue is enough (SM-2.21, 2.31, 2.33)."""
    rule = case.authority.victims
    views = tuple(view for view in case.views if (procedure := case.procedure_of(view)) is not None and procedure.needs_mp)
    if rule is None or not views:
        return None
    linked = [view for view in views if view.issue.victim_link not in (None, "none")]
    if case.received_on < rule.since:
        return _too_early(case) if linked else None
    met = [view for view in linked if _is_linked(view)]
    if met:
        return _met(case, met)
    if case.complaint.mp_referral == "referred":
        return None
    if any(view.issue.reasonable_link is None for view in linked):
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if what went wrong has to do with the crime.",
            ("SM-2.32", "SM-2.35"),
            "guidance",
            needs=("reasonable_link",),
            outcome="further_information_required",
        )
    unknown = any(view.issue.victim_link is None for view in views)
    if unknown and not linked:
        return _ask(case, views)
    return Finding(
        GATE,
        "not_met",
        "You told us this is not about how you were treated over a crime.",
        ("SM-2.21", "SM-2.32", "SM-2.36"),
        "guidance",
    )


def _is_linked(view: View) -> bool:
    """A complaint under the Victims' Code about a body that is in only for the Code is about the crime by its nature (SM-2.7)."""
    by_nature = view.jurisdiction == "victims_code_only" and view.issue.victim_link == "victims_code"
    return view.issue.reasonable_link is True or (by_nature and view.issue.reasonable_link is None)


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
    rule = case.authority.victims
    flags = [
        Flag("victims_exception", "Passed through without a referral on the criteria for victims. Add a note.", ("SM-2.35",))
    ]
    if any(view.issue.victim_link == "crime_by_organisation" for view in views):
        flags.append(
            Flag("legal_advice_needed", "They told us the organisation committed a crime. Ask the Legal Team.", ("SM-2.26",))
        )
    if rule is not None and case.received_on < rule.in_force_from:
        flags.append(
            Flag("victims_act_commencement", f"Received before {rule.in_force_from:%d %B %Y}, when the Act began.", ("SM-2.21",))
        )
    return Finding(
        GATE,
        "met",
        "On what you have told us, this is about being a victim of crime. You do not need an MP.",
        ("SM-2.7", "SM-2.21", "SM-2.32", "SM-2.33", "SM-2.35"),
        "guidance",
        flags=tuple(flags),
        signposts=case.authority.signposts_for("victims_help"),
    )


def _too_early(case: Case) -> Finding:
    rule = case.authority.victims
    since = f"{rule.since:%-d %B %Y}" if rule else ""
    return Finding(
        GATE,
        "not_met",
        f"The rule that helps victims of crime began on {since}, after this reached us.",
        ("SM-2.21", "SM-2.30"),
        "guidance",
    )
