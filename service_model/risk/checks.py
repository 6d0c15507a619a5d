"""What an assessment must hold before it can be submitted: one finding for each thing, met or with what is missing."""

from __future__ import annotations

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.risk.form import FormPoint, RiskForm
from service_model.risk.overall import Ratings, is_answered
from service_model.risk.plans import lowering_is_explained, mitigation_plan, path, what_if_it_happens
from service_model.risk.policy import CATEGORIES, RATINGS, RISK, RiskPolicy
from service_model.risk.recording import recordable

_CONFLICT_PARAGRAPHS: dict[FormPoint, tuple[str, ...]] = {
    "propose_or_decline": ("SM-2.329", "SM-3.125"),
    "investigation_confirmed": ("SM-5.49",),
    "provisional_views": ("SM-8.71",),
}


def form_findings(form: RiskForm, ratings: Ratings, *, policy: RiskPolicy = RISK) -> tuple[Finding, ...]:
    """Everything that is asked of the form, in the order of section 10."""
    found = [recordable(risk) for risk in form.risks]
    found += [five_categories(form, policy=policy), *_ratings(form, ratings), low_is_explained(form, ratings)]
    found += [cumulative_effect(form, ratings), mitigation_plan(form, ratings), lowering_is_explained(form, ratings)]
    found += [what_if_it_happens(form, ratings), disclosure_is_considered(form), breach_is_reported(form)]
    found += [earlier_complaints_are_known(form), others_are_considered(form, ratings)]
    found += [level_change_is_considered(form, ratings), conflicts_are_considered(form)]
    return tuple(found)


def five_categories(form: RiskForm, *, policy: RiskPolicy = RISK) -> Finding:
    """Each of the five categories is considered: a risk, or a plain 'none' (SM-10.17)."""
    left = [each for each in CATEGORIES if not is_answered(form, each)]
    if not left:
        return met("five_categories", "All five categories are answered.", "SM-10.17", kind="policy")
    names = ", ".join(policy.categories[each].short for each in left)
    return cannot_tell("five_categories", f"Not answered: {names}.", "SM-10.17", kind="policy", needs=tuple(left))


def _ratings(form: RiskForm, ratings: Ratings) -> list[Finding]:
    """An impact and a likelihood before mitigation, and after it (SM-10.14, 10.15, 10.26), and every open choice (SM-10.27)."""
    found: list[Finding] = []
    for row in ratings.risks:
        for rated, cites in ((row.before, ("SM-10.14", "SM-10.25")), (row.after, ("SM-10.15", "SM-10.26"))):
            needs = tuple(path(form, row, name) for name in rated.missing)
            if rated.choice_required:
                found.append(cannot_tell("choice", f"{row.risk.label}: {rated.reason}", "SM-10.27", kind="policy", needs=needs))
            elif needs:
                found.append(cannot_tell("rating", f"{row.risk.label}: {rated.reason}", *cites, kind="policy", needs=needs))
    return found


def low_is_explained(form: RiskForm, ratings: Ratings) -> Finding:
    """Where no risk is found the assessment is low, with a short summary why (SM-10.22)."""
    if ratings.risks or form.summary:
        return met("low_is_explained", "There is a risk, or a summary why there is none.", "SM-10.22", kind="policy")
    return cannot_tell("low_is_explained", "Say briefly why there is no risk.", "SM-10.22", kind="policy", needs=("summary",))


def cumulative_effect(form: RiskForm, ratings: Ratings) -> Finding:
    """Several risks: a person considers whether together they make a higher rating. It is never raised unasked (SM-10.37)."""
    name, cites = "cumulative_effect", ("SM-10.37", "SM-10.38")
    together = form.cumulative
    if len(ratings.risks) < 2:
        return met(name, "There are not several risks to take together.", "SM-10.37", kind="policy")
    if ratings.matrix == "high":
        return met(name, "The rating is high already.", "SM-10.37", kind="policy")
    if together is None or together.decision is None:
        higher = RATINGS[RATINGS.index(ratings.matrix) + 1] if ratings.matrix else "a higher rating"
        reason = f"There are {len(ratings.risks)} risks. Consider {higher}, cumulative effect. A person decides."
        return cannot_tell(name, reason, *cites, kind="policy", needs=("cumulative.decision",))
    if together.decision == "raise" and not together.reasons:
        return cannot_tell(name, "Say why the rating is raised.", *cites, kind="policy", needs=("cumulative.reasons",))
    return met(name, f"Considered: {together.decision}.", *cites, kind="policy")


def disclosure_is_considered(form: RiskForm) -> Finding:
    """Where somebody threatens harm, a disclosure to a suitable person is considered (SM-10.50)."""
    name = "disclosure_is_considered"
    open_ = [risk for risk in form.risks if risk.is_open and risk.kind == "threat_of_harm" and risk.disclosure_considered is None]
    if not open_:
        return met(name, "No threat of harm waits for this.", "SM-10.50", kind="policy")
    needs = tuple(f"risks.{form.risks.index(risk)}.disclosure_considered" for risk in open_)
    return cannot_tell(name, "Consider a disclosure to a suitable person.", "SM-10.50", kind="policy", needs=needs)


def breach_is_reported(form: RiskForm) -> Finding:
    """An information breach is not closed before it is reported to the Information Security Manager (SM-10.53)."""
    name = "breach_is_reported"
    left = [each for each in form.risks if each.kind == "information_breach" and not each.is_open and each.reported_on is None]
    if not left:
        return met(name, "No breach is closed before it was reported.", "SM-10.53", kind="policy")
    needs = tuple(f"risks.{form.risks.index(risk)}.reported_on" for risk in left)
    reason = "Report the breach to the Information Security Manager before you close it."
    return not_met(name, reason, "SM-10.53", kind="policy", needs=needs)


def earlier_complaints_are_known(form: RiskForm) -> Finding:
    """To rate 'Our Service', if only as no risk, see if they have complained about us before, and the outcome (SM-10.58)."""
    name, before = "earlier_complaints_are_known", form.earlier_service_complaint
    if before is False:
        return met(name, "They have not complained about us before.", "SM-10.58", kind="policy")
    if before is None:
        reason = "Review the complainant's earlier cases: did they complain about us?"
        return cannot_tell(name, reason, "SM-10.58", kind="policy", needs=("earlier_service_complaint",))
    if not form.earlier_complaint_outcome:
        reason = "What was the outcome of their earlier complaint about us?"
        return cannot_tell(name, reason, "SM-10.58", kind="policy", needs=("earlier_complaint_outcome",))
    return met(name, f"They complained about us before: {form.earlier_complaint_outcome}.", "SM-10.58", kind="policy")


def others_are_considered(form: RiskForm, ratings: Ratings) -> Finding:
    """Of a high risk case, consider who else should know of it and help to plan (SM-10.35)."""
    name = "others_are_considered"
    if form.who_else_should_know or not ratings.is_high:
        return met(name, "Considered, or not asked of this case.", "SM-10.35", kind="policy")
    reason = "Say who else should know of the case, or that it is nobody."
    return cannot_tell(name, reason, "SM-10.35", kind="policy", needs=("who_else_should_know",))


def level_change_is_considered(form: RiskForm, ratings: Ratings) -> Finding:
    """A new level: consider whether the case is to be reallocated or more closely supervised (SM-10.45)."""
    name, asked = "level_change_is_considered", form.reallocation_or_supervision_considered
    if form.previous_rating is None or ratings.overall in (None, form.previous_rating) or asked:
        return met(name, "No change of level waits for this.", "SM-10.45", kind="policy")
    reason = f"The level goes from {form.previous_rating} to {ratings.overall}. Consider reallocation and supervision."
    return cannot_tell(name, reason, "SM-10.45", kind="policy", needs=("reallocation_or_supervision_considered",))


def conflicts_are_considered(form: RiskForm) -> Finding:
    """At a formal point, conflicts of interest of casework and of senior staff are considered (SM-2.329, 3.125, 5.49, 8.71)."""
    name = "conflicts_are_considered"
    cites = _CONFLICT_PARAGRAPHS.get(form.point, ()) if form.point else ()
    needs = tuple(each for each in ("casework_staff_conflict", "senior_staff_conflict") if getattr(form, each) is None)
    if not cites or not needs:
        return met(name, "Both are answered, or not asked here.", *(cites or ("SM-3.125",)))
    return cannot_tell(name, "conflict of interest not considered", *cites, needs=needs)
