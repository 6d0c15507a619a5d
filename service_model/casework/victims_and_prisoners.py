"""A victim's complaint without an MP: the scenarios, who confirms, the Legal Team, the review (SM-2.25 to 2.42)."""

from __future__ import annotations

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.gates.victims import BY_THE_ORGANISATION, SAYS
from service_model.record import Issue, LegalAdvice, Part

SCENARIO = "vpa_scenario"
ACCEPT = "accept_without_referral"
CRITERIA = ("victims_code", "treated_poorly_about_a_crime", "witness", BY_THE_ORGANISATION)


class CriteriaFacts(Part):
    """What a caseworker has confirmed about the criteria of 2.32, and what was asked of others."""

    issues: tuple[Issue, ...]
    reference: str | None = Field(None, max_length=60)
    has_referral: bool | None = None
    criteria_confirmed: bool | None = None
    link_confirmed: bool | None = None
    legal_advice: LegalAdvice | None = None
    note: str | None = Field(None, max_length=2000)
    review_correct: bool | None = Field(None, description="Were the criteria applied correctly? (SM-2.39, 2.40)")
    manager_discussed: bool | None = None
    referral_may_be_required: bool | None = None
    likely_outcome: str | None = Field(None, max_length=2000, description="Likely action at primary investigation (SM-2.41)")
    asking_is_proportionate: bool | None = None
    legal_team_discussed: bool | None = None


def scenario(issue: Issue) -> Finding:
    """The first: a crime by the organisation, on a reasonable view. The second: it failed them as a victim (SM-2.25 to 2.27)."""
    said = issue.victim_link
    if said is None:
        return cannot_tell(SCENARIO, "They have not said if it is about a crime.", "SM-2.25", needs=("victim_link",))
    if said == "none":
        return not_met(SCENARIO, "They have told us that it is not about a crime.", "SM-2.25")
    if said != BY_THE_ORGANISATION:
        ground = "did not keep to the Victims' Code" if said == "victims_code" else "did not treat them as a victim"
        return met(SCENARIO, f"They have told us that it {ground}.", "SM-2.25", "SM-2.27")
    advice = Flag("legal_advice_needed", "Ask the Legal Team to confirm that no referral is required.", ("SM-2.26",))
    if issue.crime_view_reasonable is None:
        return cannot_tell(
            SCENARIO,
            "They have told us that the organisation committed a crime. Is their view reasonable?",
            "SM-2.25",
            "SM-2.26",
            needs=("crime_view_reasonable",),
            flags=(advice,),
        )
    if not issue.crime_view_reasonable:
        return not_met(SCENARIO, "Their view that a crime was committed does not seem reasonable.", "SM-2.25", "SM-2.26")
    return met(SCENARIO, "They have told us that the organisation committed a crime.", "SM-2.25", "SM-2.26", flags=(advice,))


def accept_without_referral(facts: CriteriaFacts) -> Finding:
    """Criteria and link each confirmed; where the crime is said to be its own, the Legal Team first (SM-2.26, 2.34, 2.35)."""
    found = [scenario(issue) for issue in facts.issues]
    second = any(each.status == "met" and "SM-2.27" in each.paragraphs for each in found)
    first = any("SM-2.26" in each.paragraphs and each.status != "not_met" for each in found)
    advised = facts.legal_advice.referral_required if facts.legal_advice else None
    if advised:
        return not_met(ACCEPT, "The Legal Team advises that a referral is required.", "SM-2.26", "SM-2.36")
    if first and not second and advised is None:
        return not_met(ACCEPT, "The Legal Team has to confirm first that no referral is required.", "SM-2.26")
    if False in (facts.criteria_confirmed, facts.link_confirmed):
        return not_met(ACCEPT, "The criteria, or the link to the complaint, are not met.", "SM-2.32", "SM-2.36")
    open_facts = tuple(name for name in ("criteria_confirmed", "link_confirmed") if getattr(facts, name) is None)
    if open_facts:
        return cannot_tell(ACCEPT, "Confirm the criteria and the link, each by itself.", "SM-2.34", needs=open_facts)
    if not (first or second):
        return cannot_tell(ACCEPT, "No part says that it is about a crime.", "SM-2.32", "SM-2.34", needs=("victim_link",))
    return met(ACCEPT, "No MP referral is required.", "SM-2.33", "SM-2.34", "SM-2.35")


def request_legal_advice(facts: CriteriaFacts, *, authority: Authority = PHSO) -> Duty | None:
    """Advice must be requested where the organisation is said to have committed the crime; through CMS (SM-2.26)."""
    first = any("SM-2.26" in each.paragraphs and each.status != "not_met" for each in map(scenario, facts.issues))
    asked = facts.legal_advice is not None and (facts.legal_advice.asked_on or facts.legal_advice.referral_required is not None)
    if not first or asked:
        return None
    through = authority.victims.advice_through if authority.victims else None
    way = f" through {through}" if through else ""
    what = f"Ask{way} for advice on {facts.reference or 'the case'}: is an MP referral required?"
    return Duty("request_legal_advice", what, "guidance", ("SM-2.26",), to=("legal_team",))


def help_when_unclear(*, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """The briefing note or the Legal Team; at intake the manager of the parliamentary team, who decides (SM-2.28, 2.34)."""
    note = (authority.victims.briefing_note if authority.victims else None) or "the guidance"
    return (
        Duty("read_briefing_note", f"Look in {note}.", "guidance", ("SM-2.28",), to=("caseworker",), must=False),
        Duty("ask_legal_team", "Ask the Legal Team.", "guidance", ("SM-2.28",), to=("legal_team",), must=False),
        Duty(
            "ask_parliamentary_manager",
            "Ask the manager of the parliamentary team. They decide if legal advice is needed now.",
            "guidance",
            ("SM-2.34",),
            to=("manager",),
            must=False,
        ),
    )


def note_for_the_case(facts: CriteriaFacts) -> Duty | None:
    """A case passed on the criteria says so in a note (SM-2.35)."""
    if accept_without_referral(facts).status != "met" or facts.note:
        return None
    what = "Add a note that the case is passed through on the set criteria."
    return Duty("note_passed_on_criteria", what, "guidance", ("SM-2.35",), to=("caseworker",))


def referral_status(facts: CriteriaFacts) -> Finding:
    """The first thing a caseworker checks: is there an MP referral? (SM-2.38)"""
    if facts.has_referral is None:
        return cannot_tell("mp_referral", "Check if there is an MP referral.", "SM-2.38", needs=("has_referral",))
    if facts.has_referral:
        return met("mp_referral", "There is an MP referral.", "SM-2.38")
    if accept_without_referral(facts).status != "met":
        return not_met("mp_referral", "No MP referral, and nothing on record that the criteria are met.", "SM-2.38", "SM-2.39")
    return not_met("mp_referral", "No MP referral: passed on criteria.", "SM-2.35", "SM-2.38")


def review_criteria(facts: CriteriaFacts) -> Duty | None:
    """Without a referral the caseworker reviews if the criteria were applied correctly, with the answers (SM-2.39)."""
    if facts.has_referral is not False or facts.review_correct is not None:
        return None
    said = {issue.victim_link for issue in facts.issues}
    answers = [f"{SAYS[name]}: {'yes' if name in said else 'not said'}" for name in CRITERIA]
    return Duty(
        "review_criteria",
        f"Review if the criteria were applied correctly. {'; '.join(answers)}; linked to the complaint: {_link(facts)}.",
        "guidance",
        ("SM-2.39",),
        to=("caseworker",),
    )


def _link(facts: CriteriaFacts) -> str:
    links = {issue.reasonable_link for issue in facts.issues if issue.victim_link not in (None, "none")}
    return "yes" if True in links else "not known" if None in links or not links else "no"


def after_the_review(facts: CriteriaFacts) -> Recommendation:
    """Correct: on as normal. Not: the line manager; then whether asking for a referral is proportionate (SM-2.40, 2.41)."""
    if facts.review_correct is None:
        return Recommendation("criteria_review", None, "Review the criteria first.", ("SM-2.39",), needs=("review_correct",))
    if facts.review_correct:
        return Recommendation("criteria_review", "proceed_as_normal", "The criteria were applied correctly.", ("SM-2.40",))
    if not facts.manager_discussed:
        talk = Duty(
            "discuss_with_line_manager", "Settle with the line manager what is next.", "guidance", ("SM-2.40",), to=("manager",)
        )
        hold = Duty("hold_referral_request", "Ask for no referral before that.", "guidance", ("SM-2.40",), not_to=True)
        reason = "The criteria may not have been applied correctly."
        return Recommendation("criteria_review", "discuss_with_line_manager", reason, ("SM-2.40",), duties=(talk, hold))
    return ask_for_referral(facts)


def ask_for_referral(facts: CriteriaFacts) -> Recommendation:
    """First what is likely at primary investigation, then whether it is proportionate to ask now (SM-2.41)."""
    needs = tuple(name for name in ("likely_outcome", "asking_is_proportionate") if getattr(facts, name) is None)
    if needs:
        reason = "Consider what is likely at primary investigation, then if asking now is proportionate."
        return Recommendation("ask_for_referral", None, reason, ("SM-2.41",), needs=needs)
    if not facts.asking_is_proportionate:
        return Recommendation("ask_for_referral", "do_not_ask", "Asking now is not proportionate.", ("SM-2.41",))
    ask = Duty("ask_for_referral", "Ask the person to get an MP's referral.", "guidance", ("SM-2.41",), to=("complainant",))
    return Recommendation("ask_for_referral", "ask", "Asking now is proportionate.", ("SM-2.41",), duties=(ask,))


def may_confirm_detailed_investigation(facts: CriteriaFacts) -> Finding:
    """Any concern that a referral may be required goes to the Legal Team before it is confirmed: a must (SM-2.42)."""
    gate = "confirm_detailed_investigation"
    if facts.referral_may_be_required is None:
        return cannot_tell(
            gate, "Is there any concern that a referral may be required?", "SM-2.42", needs=("referral_may_be_required",)
        )
    if facts.referral_may_be_required and not facts.legal_team_discussed:
        return not_met(gate, "Talk to the Legal Team first.", "SM-2.42")
    return met(gate, "No concern about a referral is open.", "SM-2.42")
