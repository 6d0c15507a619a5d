"""Is the matter itself one that the law lets us look at? (SM-2.2 to 2.4)"""

from __future__ import annotations

from service_model.authority import RemitCategory
from service_model.case import Case, View
from service_model.dates import date_range
from service_model.determination import Finding, Flag
from service_model.gates.legal_remedy import ACHIEVED, remedy_achieved, stage_of

GATE = "in_remit"


def in_remit(case: Case, view: View) -> Finding:
    """Some matters are out even when the organisation is in; each kind only for the procedures it is listed for (SM-2.2)."""
    remit = case.authority.remit
    chosen = remit.categories.get(_category(view) or "")
    if chosen is not None and (view.procedure is None or view.procedure in chosen.procedures):
        return _out(case, view, chosen)
    private = remit.categories.get("private_healthcare")
    if private is not None and view.issue.nhs_funded is False and view.procedure in private.procedures:
        return _out(case, view, private)
    flags: list[Flag] = []
    if chosen is not None:
        flags.append(Flag("remit_category_does_not_apply", f"'{chosen.code}' is not for this kind of complaint.", ("SM-2.2",)))
    if (old := _before_1996(case, view, flags)) is not None:
        return old
    needs = _needs(case, view)
    if needs:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know a little more to see if the law lets us look at this.",
            remit.paragraphs,
            "guidance",
            needs=needs,
            flags=tuple(flags),
        )
    said = view.issue.remit_category == "none" or view.issue.nhs_funded is True
    reason = (
        "What you told us is something we can look at." if said else "Nothing you told us suggests that the law stops us looking."
    )
    return Finding(GATE, "met", reason, remit.paragraphs, "guidance", flags=tuple(flags))


def _category(view: View) -> str | None:
    """The category said; a remedy is achieved only once a court decided and nothing is left to want (SM-2.301 to 2.303)."""
    issue = view.issue
    if remedy_achieved(stage_of(issue), issue.outcome_beyond_court):
        return ACHIEVED
    return None if issue.remit_category == ACHIEVED else issue.remit_category


def _needs(case: Case, view: View) -> tuple[str, ...]:
    """Who paid, where care may be private; the category, only where something said or the organisation suggests it.

    Where words suggest legal action, the stage it reached is asked first (SM-2.302), then what is left to want (SM-2.303).
    """
    issue, needs = view.issue, []
    asks_payment = "nhs_funded" in view.kind.asks if view.kind else False
    if issue.nhs_funded is None and view.procedure == "health" and (asks_payment or "private_healthcare" in case.signals):
        needs.append("nhs_funded")
    if ACHIEVED in case.authority.remit.categories:
        needs += _legal_needs(case, view)
    suggested = not case.authority.remit.ask_when_signals.isdisjoint(case.signals)
    if issue.remit_category is None and (view.remit_check or suggested):
        needs.append("remit_category")
    return tuple(needs)


def _legal_needs(case: Case, view: View) -> tuple[str, ...]:
    stage = stage_of(view.issue)
    if stage is None:
        suggested = not case.authority.legal_remedy.ask_when_signals.isdisjoint(case.signals)
        return ("legal_action",) if suggested else ()
    return ("outcome_beyond_court",) if remedy_achieved(stage, view.issue.outcome_beyond_court) is None else ()


def _before_1996(case: Case, view: View, flags: list[Flag]) -> Finding | None:
    """Clinical matters from before April 1996 are out in health cases; near that date a person confirms (SM-2.2)."""
    remit, when = case.authority.remit, view.issue.event_on
    category = remit.categories.get("pre_1996_clinical")
    if category is None or when is None or remit.clinical_from is None or view.procedure not in category.procedures:
        return None
    days = date_range(when)
    check = Flag("confirm_clinical_date", "Check the date, and that the matter is clinical.", ("SM-2.2",))
    if days.latest < (remit.clinical_surely_before or remit.clinical_from):
        return _out(case, view, category, (check,))
    if days.earliest < remit.clinical_from:
        flags.append(check)
    return None


def _out(case: Case, view: View, category: RemitCategory, flags: tuple[Flag, ...] = ()) -> Finding:
    own = view.kind.private_signpost if view.kind and view.issue.nhs_funded is False else None
    steps = case.authority.signposts_for(own, *category.signposts)
    told = tuple(f"Contact {step.body}. {step.contact}." for step in steps) or (
        "We do not know who else can help. A caseworker can look.",
    )
    return Finding(
        GATE,
        "not_met",
        f"The law does not let us look at this, because {category.plain}.",
        category.paragraphs or case.authority.remit.paragraphs,
        "guidance",
        outcome="out_of_remit",
        closure_code=category.code,
        flags=flags,
        signposts=steps,
        next_steps=told,
    )
