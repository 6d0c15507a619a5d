"""Is the matter itself one that the law lets us look at? (SM-2.2 to 2.4)"""

from __future__ import annotations

from service_model.authority import RemitCategory
from service_model.case import Case, View
from service_model.dates import date_range
from service_model.determination import Finding, Flag
from service_model.gates.jurisdiction import NOBODY_ELSE
from service_model.gates.legal_remedy import ACHIEVED, remedy_achieved, stage_of

GATE = "in_remit"


def in_remit(case: Case, view: View) -> Finding | None:
    """Some matters are out even when the organisation is in; each kind only for the procedures it is listed for (SM-2.2)."""
    if view.kind is not None and view.kind.ourselves:
        return None
    remit = case.authority.remit
    flags: list[Flag] = []
    chosen = remit.categories.get(_category(view) or "")
    if chosen is not None and _closes(case, view, chosen, flags):
        return _out(case, view, chosen, (_to_confirm(case, chosen),))
    private = remit.categories.get("private_healthcare")
    if private is not None and view.issue.nhs_funded is False and view.procedure in private.procedures:
        return _out(case, view, private)
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


def _closes(case: Case, view: View, category: RemitCategory, flags: list[Flag]) -> bool:
    """Does the chosen category end it? Not one of another or an unknown procedure, nor one that only staff choose (SM-2.2)."""
    whoever = set(category.procedures) >= set(case.authority.procedures)
    if category.staff_only and not _chosen_by_staff(case):
        words = "They say it is something else we cannot look at. Find out what, and choose the category."
        flags.append(Flag("remit_category_for_staff", words, ("SM-2.2", "SM-2.3")))
        return False
    if view.procedure is None and not whoever:
        words = f"'{category.code}' is only for some complaints. Find out first which law this one falls under."
        flags.append(Flag("remit_category_to_confirm", words, ("SM-2.2",)))
        return False
    if view.procedure is not None and view.procedure not in category.procedures:
        flags.append(Flag("remit_category_does_not_apply", f"'{category.code}' is not for this kind of complaint.", ("SM-2.2",)))
        return False
    return True


def _chosen_by_staff(case: Case) -> bool:
    origin = case.complaint.provenance.get("remit_category")
    return origin is not None and origin.source == "staff"


def _to_confirm(case: Case, category: RemitCategory) -> Flag:
    """Who confirms: a caseworker, with the law; then line management, then the Legal Team (SM-2.3)."""
    law = f"The law: {category.statute}. " if category.statute else ""
    who = "Staff chose it." if _chosen_by_staff(case) else "The person chose it: confirm it before you decline."
    return Flag("confirm_remit", f"{who} {law}If unsure, ask your line manager first, then the Legal Team.", ("SM-2.2", "SM-2.3"))


def _needs(case: Case, view: View) -> tuple[str, ...]:
    """Who paid, where care may be private; the category, only where something said or the organisation suggests it.

    Where words suggest legal action, the stage it reached is asked first (SM-2.302), then what is left to want (SM-2.303).
    """
    issue, needs = view.issue, []
    asks_payment = "nhs_funded" in view.kind.asks if view.kind else False
    if issue.nhs_funded is None and view.procedure == "health" and (asks_payment or "private_treatment" in case.signals):
        needs.append("nhs_funded")
    if ACHIEVED in case.authority.remit.categories:
        needs += _legal_needs(case, view)
    if issue.remit_category is None and (view.remit_check or _suggested(case, view)):
        needs.append("remit_category")
    return tuple(needs)


def _suggested(case: Case, view: View) -> bool:
    """Do their words suggest a category that is one of this procedure? While the procedure is not known, of any."""
    remit = case.authority.remit
    names = (name for signal, names in remit.ask_when_signals.items() if signal in case.signals for name in names)
    return any(view.procedure is None or view.procedure in remit.categories[name].procedures for name in names)


def _legal_needs(case: Case, view: View) -> tuple[str, ...]:
    stage = stage_of(view.issue)
    if stage is None and view.issue.outcome_beyond_court:
        return ()  # whatever a court did, they want something that it could not give
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
    """Declined, with who else may help where somebody is known (SM-2.4)."""
    own = view.kind.private_signpost if view.kind and view.issue.nhs_funded is False else None
    steps = case.authority.signposts_for(own, *category.signposts)
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
        next_steps=tuple(f"Contact {step.body}. {step.contact}." for step in steps) or (NOBODY_ELSE,),
    )
