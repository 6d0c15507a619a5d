"""Is or was there an alternative legal remedy, and was it already used? (SM-2.295 to 2.310, 2.325)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.mixed_outcomes import Fit, Outcomes, beyond_the_law, fit_of_the_law, told_to_pursue_it_first
from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.gates.legal_remedy import ACHIEVED, NO_REMEDY, remedy_achieved
from service_model.record import LegalAction, Part

GATE = "alternative_legal_remedy"
EXISTS = "legal_remedy_exists"
OTHER_ROUTE = "other"


class RemedyFacts(Part):
    """What is known of legal action and of a legal remedy. The last answers are the caseworker's own."""

    pursued: bool | None = Field(None, description="Did they take, or are they taking, legal action")
    stage: LegalAction | None = Field(None, description="How far it got")
    progress: str | None = Field(None, max_length=2000, description="Where it has reached, as confirmed with the complainant")
    route: str | None = Field(None, max_length=60, description="A route of the authority's list, 'coroner', or 'other'")
    route_words: str | None = Field(None, max_length=500, description="Another route, in free words")
    outcomes: Outcomes = ()
    could_give_full_remedy: bool | None = Field(None, description="The court or tribunal gave, or could have given, everything")
    available: bool | None = Field(None, description="Is or was a claim open to them")
    gives: Fit | None = Field(
        None, description="Would it give all, a part or none of what is sought; else read from the outcomes"
    )
    exists_reason: str | None = Field(None, max_length=5000)
    reasonable: bool | None = Field(None, description="Is or was it reasonable to expect them to use it")
    sole_outcome: Literal["regulatory_action", "duty_of_candour_ruling"] | None = None
    potential_negligence_claim: bool | None = None


def routes_offered(authority: Authority = PHSO) -> Mapping[str, str]:
    """The common legal routes, and 'other' to be written in freely: there is no definitive list (SM-2.295, 2.305)."""
    return {**authority.legal_remedy.routes, OTHER_ROUTE: "Another route (write it in)"}


def route_called(facts: RemedyFacts, authority: Authority = PHSO) -> str | None:
    """The route by its name, or in the words it was written in."""
    return facts.route_words if facts.route == OTHER_ROUTE else authority.legal_remedy.routes.get(facts.route or "", facts.route)


def alternative_legal_remedy(facts: RemedyFacts, authority: Authority = PHSO) -> Finding:
    """The legal action first, then: is there a remedy, and is it reasonable to use it? A bar only if both (SM-2.295, 2.296).

    Met: no bar. Not met: a bar, or out of remit. Mixed outcomes do not skip the test (SM-2.320).
    """
    if (taken := action_taken(facts, authority)) is not None:
        return taken
    exists = remedy_exists(facts)
    if exists.status == "cannot_tell":
        needs = (*exists.needs, *(("reasonable",) if facts.reasonable is None else ()))
        return cannot_tell(GATE, exists.reason, *exists.paragraphs, kind="policy", needs=needs)
    if exists.status == "not_met":
        return met(GATE, f"No bar. {exists.reason}", *exists.paragraphs, kind=exists.kind)
    if facts.reasonable is None:
        words = "There is a legal remedy. Is it, or was it, reasonable to expect them to use it?"
        return cannot_tell(GATE, words, "SM-2.296", kind="policy", needs=("reasonable",), flags=exists.flags)
    if not facts.reasonable:
        return met(GATE, "No bar: it is not reasonable to expect them to use it.", "SM-2.295", kind="legal", flags=exists.flags)
    return not_met(
        GATE,
        "Bar to investigation: there is a legal remedy that it is reasonable to use.",
        "SM-2.295",
        kind="legal",
        outcome="alternative_legal_remedy",
        closure_code=authority.closure_codes.get("reasonable_legal_remedy"),
        flags=exists.flags,
    )


def action_taken(facts: RemedyFacts, authority: Authority = PHSO) -> Finding | None:
    """Was the remedy used? Only a decision counts, and how far it got is confirmed first (SM-2.301 to 2.303, 2.308, 2.309).

    None where no action was taken, or it stopped short of a decision: then the test itself applies (SM-2.296).
    """
    if facts.stage in NO_REMEDY or facts.route == "coroner":
        return None
    if facts.pursued is None and facts.stage is None:
        return cannot_tell(GATE, "Has any legal action been taken?", "SM-2.296", kind="policy", needs=("pursued",))
    if facts.pursued and facts.stage is None:
        words = "Legal action was taken. Confirm how far it got before you decide that a remedy was achieved."
        return cannot_tell(GATE, words, "SM-2.302", kind="policy", needs=("stage",))
    if facts.stage == "under_way" and not facts.progress:
        words = "No court or tribunal has decided yet. Ask where it has reached."
        return cannot_tell(GATE, words, "SM-2.302", kind="policy", needs=("progress",))
    return _decided(facts, authority) if facts.stage == "decided" else None


def _decided(facts: RemedyFacts, authority: Authority) -> Finding:
    left = beyond_the_law(facts.outcomes)
    achieved = remedy_achieved(facts.stage, True if left else _not(facts.could_give_full_remedy))
    if achieved is None:
        words = "Did the court or tribunal give, or could it have given, everything that is sought?"
        return cannot_tell(GATE, words, "SM-2.301", kind="policy", needs=("could_give_full_remedy",))
    if achieved:
        code = authority.remit.categories[ACHIEVED].code if ACHIEVED in authority.remit.categories else None
        words = "Out of remit: a court or tribunal decided and gave, or could have given, the full remedy."
        return not_met(GATE, words, "SM-2.301", "SM-2.302", kind="policy", outcome="out_of_remit", closure_code=code)
    limited = f"limited to: {', '.join(left)}" if left else "limited to outcomes that the law could not give"
    flag = Flag("outcomes_limited", f"We may consider it, {limited}.", ("SM-2.303",))
    return met(GATE, f"We may consider it, {limited}.", "SM-2.303", flags=(flag,))


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def remedy_exists(facts: RemedyFacts) -> Finding:
    """Is or was a claim open to them, and does it achieve the outcome sought? Met: there is a remedy (SM-2.304 to 2.309)."""
    if facts.stage == "brought_against_them":
        return not_met(EXISTS, "Not an alternative legal remedy: it was brought against them.", "SM-2.308")
    if facts.stage == "inquest_only" or facts.route == "coroner":
        return not_met(EXISTS, "Not an alternative legal remedy: a Coroner considered it.", "SM-2.309")
    fit = facts.gives or fit_of_the_law(facts.outcomes)
    if facts.available is None:
        paragraphs = ("SM-2.296", "SM-2.306", *(("SM-2.320",) if fit == "partial" else ()))
        needs = ("available", *(("gives",) if fit is None else ()))
        return cannot_tell(EXISTS, "Is or was there a legal remedy?", *paragraphs, kind="policy", needs=needs)
    if not facts.available:
        return not_met(EXISTS, "No claim is or was open to them.", "SM-2.305", "SM-2.306")
    return _fits(facts, fit)


def _fits(facts: RemedyFacts, fit: Fit | None) -> Finding:
    if fit is None:
        words = "A claim is open. Would it achieve the outcome that they seek?"
        return cannot_tell(EXISTS, words, "SM-2.306", kind="policy", needs=("gives",))
    if fit == "partial":
        left = ", ".join(beyond_the_law(facts.outcomes)) or "a part of what they seek"
        flag = Flag("mixed_outcomes", f"The law cannot give: {left}.", ("SM-2.304", "SM-2.320"))
        words = "The law can give a part only: not a complete remedy. The test still applies."
        return met(EXISTS, words, "SM-2.304", "SM-2.319", "SM-2.320", kind="legal", flags=(flag,))
    if fit == "none" and not facts.exists_reason:
        words = "A claim is open but would not achieve what they seek: no remedy, unless a caseworker gives a reason."
        return not_met(EXISTS, words, "SM-2.306", kind="policy")
    return met(EXISTS, "A court or tribunal can, or could have, given a remedy.", "SM-2.304", "SM-2.306", kind="legal")


def review_at_stage_change(before: str, after: str) -> Duty | None:
    """Whether a remedy exists, and is reasonable to use, is reviewed all through the case (SM-2.298)."""
    if before == after:
        return None
    words = f"The case moves to {after.replace('_', ' ')}. Review if there is a legal remedy, and if it is reasonable to use it."
    return Duty("review_legal_remedy", words, "policy", ("SM-2.298",), to=("caseworker",))


def negligence_claim_to_raise(facts: RemedyFacts) -> Duty | None:
    """A potential claim that we clearly see is one to tell them about, whatever they want; the choice is theirs (SM-2.307)."""
    if not facts.potential_negligence_claim:
        return None
    words = "Consider telling them of a potential claim in negligence. Whether to claim is for them to decide."
    return Duty("raise_negligence_claim", words, "policy", ("SM-2.307",), to=("complainant",), must=False)


def better_place(facts: RemedyFacts) -> Recommendation | None:
    """Only regulatory action, or only a ruling on the Duty of Candour, may be for the courts or the regulator (SM-2.310)."""
    if facts.sole_outcome is None:
        return None
    words = "That is all they want. The courts may suit better, or the CQC could be told, as another dispute forum."
    return Recommendation("better_place", "courts_or_cqc", words, ("SM-2.310",))


def closing(finding: Finding, *, confirmed: bool, outcomes: Outcomes = ()) -> Recommendation:
    """The closing code once a caseworker has confirmed it, and what the complainant is told then (SM-2.301, 2.322, 2.325)."""
    if finding.closure_code is None or not confirmed:
        words = "Nothing to close by." if finding.closure_code is None else "A caseworker confirms it first."
        return Recommendation("closure_code", None, words, finding.paragraphs, needs=("confirmed",) if not confirmed else ())
    to_court = finding.outcome == "alternative_legal_remedy"
    paragraphs = (*finding.paragraphs, "SM-2.325") if to_court else finding.paragraphs
    duties = told_to_pursue_it_first(outcomes) if to_court else ()
    return Recommendation("closure_code", finding.closure_code, finding.reason, paragraphs, finding.kind, duties=duties)
