"""Is it about a decision not to pay for care, and have those who must look again done so? (SM-2.170 to 2.178)"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from service_model.case import Case, View
from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met
from service_model.gates.premature import GATE, Rests, premature, rests_on

RefusedAt = Literal["checklist", "full_assessment"]
_CHC: tuple[RefusedAt, ...] = ("checklist", "full_assessment")
_REVIEWS = {
    "checklist": ("SM-2.170",),
    "full_assessment": ("SM-2.170", "SM-2.171"),
}


def review_outstanding(
    refused_at: RefusedAt | None, icb_reviewed: bool | None, nhs_england_reviewed: bool | None
) -> Literal["icb", "nhs_england", "none", "unknown"]:
    """Whose review is still to come: the ICB's, and after a full assessment then NHS England's (SM-2.170, 2.171)."""
    if refused_at is None:
        return "unknown"
    if refused_at == "full_assessment" and nhs_england_reviewed:
        return "none"
    if icb_reviewed is False:
        return "icb"
    if refused_at == "full_assessment" and nhs_england_reviewed is False:
        return "nhs_england"
    return "none" if icb_reviewed and refused_at == "checklist" else "unknown"


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def suggested_topics(case: Case, view: View) -> tuple[str, ...]:
    """The funding topics that a signal or the organisation's name speaks of."""
    said = view.issue.organisation or ""
    return tuple(
        name
        for name, words in case.authority.commissioning.topics.items()
        if name in case.signals or _pattern(words).search(said)
    )


def is_commissioner(case: Case, view: View) -> bool:
    """Is the organisation one that pays for care (an ICB, NHS England), by its place in the register or its name?"""
    paying = case.authority.commissioning
    if view.body is not None and view.body.id in paying.bodies:
        return True
    return bool(paying.words and _pattern(paying.words).search(view.body.name if view.body else view.issue.organisation or ""))


def funding_decision(case: Case, view: View) -> Finding | None:
    """What the reviews of a continuing healthcare decision leave to be done first; None where nothing is (SM-2.170, 2.171).

    Asked only of complaints about a commissioner, or that speak of such a decision.
    """
    decision = view.issue.nhs_funding_decision
    if view.procedure != "health" or decision == "none":
        return None
    if decision is None:
        suggested = suggested_topics(case, view) or is_commissioner(case, view)
        return _ask(case, "nhs_funding_decision", "SM-2.170", "SM-2.171", "SM-2.178") if suggested else None
    if decision == "individual_funding_request":
        return _ask(case, "ifr_applied_by", "SM-2.178") if view.issue.ifr_applied_by is None else None
    return _after_the_reviews(case, view, decision)


def _ask(case: Case, fact: str, *paragraphs: str) -> Finding | None:
    """The question, while it can still be asked; left open, the complaint goes on like any other."""
    if case.advice_only or not case.open(fact):
        return None
    return cannot_tell(GATE, "We need to know a little more about the decision not to pay for care.", *paragraphs, needs=(fact,))


def _after_the_reviews(case: Case, view: View, refused_at: RefusedAt) -> Finding | None:
    issue = view.issue
    left = review_outstanding(refused_at, issue.icb_reviewed, issue.nhs_england_reviewed)
    if left == "icb":
        return _to_the_icb(case, view, refused_at)
    if left == "nhs_england":
        return _to_nhs_england(case, view)
    if left == "none":
        return _reviewed_by_nhs_england(view) if refused_at == "full_assessment" else None
    needs = case.open(*(fact for fact in _facts_of(refused_at) if getattr(issue, fact) is None))
    if not needs or case.advice_only:
        return None
    words = "We need to know who has looked at the decision again."
    return cannot_tell(GATE, words, *_REVIEWS[refused_at], kind="policy", needs=needs)


def _facts_of(refused_at: RefusedAt) -> tuple[str, ...]:
    return ("icb_reviewed",) if refused_at == "checklist" else ("icb_reviewed", "nhs_england_reviewed")


def _reviews_left_open(case: Case, view: View) -> bool:
    issue = view.issue
    refused_at: RefusedAt = "checklist" if issue.nhs_funding_decision == "checklist" else "full_assessment"
    unknown = review_outstanding(refused_at, issue.icb_reviewed, issue.nhs_england_reviewed) == "unknown"
    return unknown and not case.open(*(fact for fact in _facts_of(refused_at) if getattr(issue, fact) is None))


def _to_the_icb(case: Case, view: View, refused_at: RefusedAt) -> Finding:
    steps = ["Ask your integrated care board to look at its decision again. This is called a review."]
    if refused_at == "full_assessment":
        steps.append("If it still says no, you can ask NHS England for a review.")
    return premature(case, view, *steps, code="local_resolution_ongoing", why=(*_REVIEWS[refused_at], "SM-2.72"))


def _to_nhs_england(case: Case, view: View) -> Finding:
    """Signposted to NHS England's review; a manager may agree to look at it sooner (SM-2.171, 2.176)."""
    return premature(
        case,
        view,
        "Ask NHS England to review the decision. Your integrated care board can tell you how.",
        code="premature",
        why=("SM-2.171",),
        rests=Rests("policy", rests_on(case, view).paragraphs, ("SM-2.74", "SM-2.76", "SM-2.176")),
        who="NHS England",
        signposts=case.authority.signposts_for(case.authority.commissioning.reviewer),
    )


def _reviewed_by_nhs_england(view: View) -> Finding:
    """NHS England's review is the end of the road for the decision, and what we would look at (SM-2.173, 2.174)."""
    words = "NHS England has reviewed the decision, so we can look at that review."
    return met(GATE, words, "SM-2.66", "SM-2.171", "SM-2.174", kind="legal")


def next_steps(view: View) -> tuple[str, ...]:
    """What somebody can do whose request for funding was not made by a doctor (SM-2.178)."""
    if view.issue.nhs_funding_decision != "individual_funding_request" or view.issue.ifr_applied_by in (None, "doctor"):
        return ()
    return ("Only a doctor can apply for this kind of funding. You can ask your doctor to apply for you.",)


def funding_flags(case: Case, view: View) -> tuple[Flag, ...]:
    """What the caseworker should see: whom to record, what to ask, and who applied (SM-2.159, 2.172 to 2.178)."""
    issue, flags = view.issue, []
    if view.procedure != "health":
        return ()
    if issue.nhs_funding_decision == "individual_funding_request":
        words = "About an Individual Funding Request. Make the checks of 2.180."
        flags.append(Flag("individual_funding_request", words, ("SM-2.178", "SM-2.180")))
        if issue.ifr_applied_by in ("someone_else", "nobody"):
            words = "They tell us that no doctor applied. Only a doctor can apply for a patient."
            flags.append(Flag("ifr_not_by_a_doctor", words, ("SM-2.178",)))
    elif issue.nhs_funding_decision in _CHC and issue.nhs_england_reviewed:
        words = "Record the NHS commissioning region. Ask why they are unhappy with NHS England's review."
        flags.append(Flag("assess_nhs_commissioning_region", words, ("SM-2.173", "SM-2.174", "SM-2.175")))
    elif issue.nhs_funding_decision in _CHC:
        flags.append(Flag("assess_icb", "Record the integrated care board as the organisation to assess.", ("SM-2.172",)))
    elif is_commissioner(case, view) and issue.only_about != "commissioner":
        words = "They named a commissioner. If a provider gave the care, record it against the provider, unless they said"
        flags.append(Flag("provider_or_commissioner", f"{words} expressly it is about the commissioner only.", ("SM-2.159",)))
    if issue.nhs_funding_decision in _CHC and _reviews_left_open(case, view):
        words = "They do not know who has reviewed the decision. Find out before it goes on."
        flags.append(Flag("reviews_to_find", words, ("SM-2.170", "SM-2.171")))
    if issue.nhs_funding_decision is None and suggested_topics(case, view) and not case.open("nhs_funding_decision"):
        words = "It may be about a decision not to pay for care. Find out at what stage, and who has reviewed it."
        flags.append(Flag("funding_decision_to_find", words, ("SM-2.170", "SM-2.171", "SM-2.178")))
    return tuple(flags)
