"""Money as an outcome: the sum against the scale, no figure given, the ability to pay (SM-2.299, 2.300, 2.312 to 2.328)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met
from service_model.record import Part

REASONABLE = "reasonable_to_pursue"
HardToPay = Literal["low_income", "difficult_financial_circumstances", "other"]
_GOOD_REASONS = {"low_income": "low income", "difficult_financial_circumstances": "difficult financial circumstances"}


class MoneyReason(Part):
    """One reason why they cannot pay for legal action, as they say it. No proof of it is kept or asked for (SM-2.326)."""

    kind: HardToPay
    words: str | None = Field(None, max_length=2000)


class MoneyFacts(Part):
    """The sum sought, the usual one, and what was said about both. Sums in pounds. Income is no fact here (SM-2.328)."""

    for_non_financial_loss: bool | None = None
    sum_sought: int | None = Field(None, ge=0)
    cannot_give_figure: bool | None = None
    level: int | None = Field(None, description="Claimed severity of injustice on the scale")
    typology_from: int | None = Field(None, ge=0, description="The usual sums in like cases, by the typology of injustice")
    typology_to: int | None = Field(None, ge=0)
    amount_discussed: bool | None = Field(None, description="The sum, and that it is above the usual, was talked about")
    usual_amounts_explained: bool | None = None
    still_wants_it: bool | None = None
    agrees_usual_amounts: bool | None = None
    legal_cost: int | None = Field(None, ge=0, description="What legal action may cost the complainant")
    cost_disproportionate: bool | None = None
    time_disproportionate: bool | None = None
    can_pay: bool | None = Field(None, description="Can they pay for legal action: their own answer")
    cannot_pay_because: tuple[MoneyReason, ...] = ()


def usual_sums(facts: MoneyFacts, authority: Authority = PHSO) -> tuple[int, int | None] | None:
    """The sums usually recommended: by the typology where those are given, else by the level of the scale (SM-2.299, 2.313)."""
    if facts.typology_to is not None:
        return facts.typology_from or 0, facts.typology_to
    found = next((each for each in authority.financial_remedy.scale if each.level == facts.level), None)
    return (found.from_, found.to) if found else None


def against_the_scale(facts: MoneyFacts, authority: Authority = PHSO) -> Recommendation:
    """Is the sum one we are likely to recommend for the injustice claimed? (SM-2.312, 2.313)"""
    paragraphs = ("SM-2.312", "SM-2.313")
    usual = usual_sums(facts, authority)
    needs = (*(("sum_sought",) if facts.sum_sought is None else ()), *(("level",) if usual is None else ()))
    if usual is None or facts.sum_sought is None:
        return Recommendation("sum_sought", None, "The sum and the usual sums are both needed.", paragraphs, "policy", needs)
    low, high = usual
    shown = f"£{low:,} or more" if high is None else f"£{low:,} to £{high:,}"
    unsure = facts.typology_to is None and not authority.financial_remedy.confirmed
    note = " That scale is a default: check it." if unsure else ""
    if high is not None and facts.sum_sought > high:
        return Recommendation(
            "sum_sought", "in_excess", f"£{facts.sum_sought:,} is above the usual {shown}.{note}", paragraphs, "policy"
        )
    words = f"£{facts.sum_sought:,} is likely to be recommended: the usual is {shown}.{note}"
    return Recommendation("sum_sought", "likely_to_be_recommended", words, paragraphs, "policy")


def to_talk_about(facts: MoneyFacts, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """What the complainant has to hear about money before anything is decided (SM-2.299, 2.300, 2.315, 2.316, 2.318)."""
    duties = []
    excess = against_the_scale(facts, authority).choice == "in_excess"
    if facts.for_non_financial_loss and not facts.usual_amounts_explained and not facts.cannot_give_figure:
        duties.append(_say("discuss_amount", "Ask what sum would settle it, and explain the usual amounts.", "SM-2.299"))
    if excess and not facts.amount_discussed:
        duties.append(_say("explain_above_usual", "Explain that the sum is above the usual, before you decide.", "SM-2.300"))
    if facts.cannot_give_figure and not facts.usual_amounts_explained:
        duties.append(_say("give_usual_amounts", "Give them the usual amounts in like cases.", "SM-2.316", kind="guidance"))
    if facts.agrees_usual_amounts:
        words = "Record that any financial remedy will be in line with past amounts and the typology."
        duties.append(Duty("record_basis", words, "policy", ("SM-2.318",), to=("caseworker",)))
    return tuple(duties)


def _say(name: str, what: str, paragraph: str, kind: Literal["policy", "guidance"] = "policy") -> Duty:
    return Duty(name, what, kind, (paragraph,), to=("complainant",), must=kind == "policy")


def after_the_talk(facts: MoneyFacts, authority: Authority = PHSO) -> Recommendation:
    """A sum above the usual is talked about first; if they still want it, their ability to pay is next (SM-2.315)."""
    sums = against_the_scale(facts, authority)
    if sums.choice != "in_excess":
        choice = None if sums.choice is None else "none"
        return Recommendation("next_step", choice, sums.reason, ("SM-2.315",), "policy", sums.needs)
    if not facts.amount_discussed:
        return Recommendation("next_step", "discuss_first", "Talk about the sum with them first.", ("SM-2.315",), "policy")
    if facts.still_wants_it is None:
        words = "Do they still want that sum?"
        return Recommendation("next_step", None, words, ("SM-2.315",), "policy", needs=("still_wants_it",))
    choice = "assess_financial_position" if facts.still_wants_it else "none"
    words = "They still want that sum. Ask if they can pay for legal action." if facts.still_wants_it else "They want it no more."
    return Recommendation("next_step", choice, words, ("SM-2.315",), "policy")


def ability_to_pay(facts: MoneyFacts) -> Finding:
    """Their own answer, and if no, their reasons; no evidence, and no set criteria (SM-2.324 to 2.328).

    Met: they can pay. Never not met: whether their reasons are good is a person's judgement, case by case.
    """
    if facts.can_pay is None:
        words = "Ask if they can pay for legal action."
        return cannot_tell("ability_to_pay", words, "SM-2.324", kind="policy", needs=("can_pay",))
    if facts.can_pay:
        return met("ability_to_pay", "They say that they can pay for legal action.", "SM-2.324", "SM-2.325")
    if not facts.cannot_pay_because:
        words = "They cannot pay. Ask for their reasons, and for no proof."
        paragraphs = ("SM-2.324", "SM-2.326")
        return cannot_tell("ability_to_pay", words, *paragraphs, kind="policy", needs=("cannot_pay_because",))
    words = "Judgement needed: consider each reason, and what legal action would cost them. No set criteria decide."
    flags = tuple(_reason(each) for each in facts.cannot_pay_because)
    return cannot_tell("ability_to_pay", words, "SM-2.326", "SM-2.328", kind="policy", flags=flags)


def _reason(reason: MoneyReason) -> Flag:
    if reason.kind in _GOOD_REASONS:
        return Flag(reason.kind, f"Likely good reason not to expect legal action: {_GOOD_REASONS[reason.kind]}.", ("SM-2.328",))
    return Flag("reason_to_consider", f"Consider this reason: {reason.words or 'not written down yet'}", ("SM-2.326",))


def reasonable_on_money(facts: MoneyFacts, authority: Authority = PHSO) -> Recommendation:
    """What the money alone says about expecting legal action; a person decides on everything (SM-2.314, 2.317, 2.323, 2.325)."""
    sums = against_the_scale(facts, authority).choice
    if facts.cost_disproportionate or facts.time_disproportionate:
        words = "Cost or time of legal action is out of proportion to the sum: usually unreasonable to expect it."
        return Recommendation(REASONABLE, "usually_unreasonable", words, ("SM-2.314",))
    if facts.sum_sought is None and facts.agrees_usual_amounts:
        words = "No figure, but the usual amounts would do: it may be found unreasonable to expect legal action."
        return Recommendation(REASONABLE, "may_be_unreasonable", words, ("SM-2.317",))
    if facts.can_pay and sums == "in_excess" and not facts.amount_discussed:
        words = "Explain first that the sum is above the usual, so that they can decide with all the facts."
        return Recommendation(REASONABLE, None, words, ("SM-2.300", "SM-2.315"), "policy", needs=("amount_discussed",))
    if facts.can_pay and sums != "likely_to_be_recommended":
        words = "They say that they can afford it: likely reasonable to pursue."
        return Recommendation(REASONABLE, "likely_reasonable", words, ("SM-2.325",))
    if facts.can_pay is False and sums == "in_excess":
        words = "Above the usual, but they cannot afford legal action: it may be found unreasonable to expect it."
        return Recommendation(REASONABLE, "may_be_unreasonable", words, ("SM-2.323", "SM-2.328"))
    needs = tuple(name for name in ("sum_sought", "can_pay") if getattr(facts, name) is None)
    return Recommendation(REASONABLE, None, "Judgement needed, case by case.", ("SM-2.312", "SM-2.328"), "policy", needs)
