"""Alternative legal remedy on the decision form: the circumstances, the talk about money, the cost (SM-2.295 to 2.328)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import Field

from service_model.casework.financial_remedy import HardToPay, MoneyFacts, MoneyReason, against_the_scale, to_talk_about
from service_model.casework.legal_remedy import RemedyFacts, alternative_legal_remedy, better_place, negligence_claim_to_raise
from service_model.casework.reasonableness import CircumstanceFacts, Weighing, weighed
from service_model.determination import Finding
from service_model.findings import cannot_tell
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class Hardship(Part):
    """One reason why they cannot pay, as they say it, and how it was considered. No proof of it is asked for (SM-2.326)."""

    kind: HardToPay = "other"
    words: str | None = Field(None, max_length=2000)
    considered: str | None = Field(None, max_length=5000)


class LegalRemedySheet(Part):
    """What the decision rests on. `discussed` holds each point of SM-2.311 that was talked about with them."""

    remedy: RemedyFacts = Field(default_factory=lambda: RemedyFacts.model_validate({}))
    money: MoneyFacts = Field(default_factory=lambda: MoneyFacts.model_validate({}))
    circumstances: CircumstanceFacts = Field(default_factory=lambda: CircumstanceFacts.model_validate({}))
    analysis: str | None = Field(
        None, max_length=10_000, description="The circumstances of the complainant and the case (SM-2.297)"
    )
    other_factor: str | None = Field(None, max_length=2000)
    discussed: dict[str, bool] = Field(default_factory=dict, max_length=20)
    court_setting: str | None = Field(
        None, max_length=2000, description="Court more appropriate, in proceedings against them (2.308)"
    )
    amount_note: str | None = Field(None, max_length=5000, description="The talk about the amount (SM-2.299)")
    range_used: str | None = Field(None, max_length=200)
    above_usual_explained_at: datetime | None = None
    basis: str | None = Field(None, max_length=2000, description="In line with past amounts and the typology (SM-2.318)")
    hardship: tuple[Hardship, ...] = Field((), max_length=20)

    def weighing(self) -> Weighing:
        """Everything the points are weighed from, with the reasons for not paying as the rules read them."""
        reasons = tuple(MoneyReason(kind=each.kind, words=each.words) for each in self.hardship)
        money = self.money.model_copy(update={"cannot_pay_because": reasons})
        return Weighing(circumstances=self.circumstances, remedy=self.remedy, money=money)


def judge(facts: LegalRemedySheet, about: About) -> Judged:
    """The bar as far as it can be told, the points weighed, and what has to be recorded and talked about first."""
    found, points = alternative_legal_remedy(facts.remedy), weighed(facts.weighing())
    claim, place = negligence_claim_to_raise(facts.remedy), better_place(facts.remedy)
    return Judged(
        steps=(
            step("analysis", facts.analysis, "Record the analysis of the complainant's circumstances and the case.", "SM-2.297"),
            *_amount(facts), *_affordability(facts),
        ),
        verdicts=(found,), recommendations=(points, *((place,) if place else ())),
        duties=(*to_talk_about(facts.money), *((claim,) if claim else ())), locked=tuple(_locked(facts, about)),
    )  # fmt: skip


def _locked(facts: LegalRemedySheet, about: About) -> Iterator[tuple[str, Finding]]:
    """A sum above the usual is talked about before anything else about it is answered (SM-2.300, 2.315)."""
    if against_the_scale(facts.money).choice != "in_excess":
        return
    if not facts.money.amount_discussed:
        words = "The sum is above the usual. Talk about it with them first."
        yield "money.can_pay", cannot_tell("discuss_first", words, "SM-2.315", kind="policy", needs=("amount_discussed",))
    explained = facts.above_usual_explained_at
    if explained is None or explained >= about.now:
        words = "Explain first that the sum is above the usual, and record when."
        wanted = ("above_usual_explained_at",)
        yield "remedy.reasonable", cannot_tell("explain_first", words, "SM-2.300", kind="policy", needs=wanted)


def _amount(facts: LegalRemedySheet) -> Iterator[Finding]:
    money = facts.money
    if money.for_non_financial_loss:
        words = "They seek money for a loss that is not financial. Note the talk about the amount."
        yield step("amount_note", facts.amount_note, words, "SM-2.299")
        explained = money.usual_amounts_explained and facts.range_used
        yield step("usual_amounts", explained, "Explain the usual amounts, and note the range you used.", "SM-2.299")
    if money.cannot_give_figure:
        words = "They cannot give a figure. Give them the usual amounts in like cases."
        yield step("usual_amounts_given", money.usual_amounts_explained, words, "SM-2.316", kind="guidance")
    if money.agrees_usual_amounts:
        words = "They agree with the usual amounts. Record that any remedy is in line with past amounts and the typology."
        yield step("basis", facts.basis, words, "SM-2.318")


def _affordability(facts: LegalRemedySheet) -> Iterator[Finding]:
    """Each reason is considered, with what legal action may cost them (SM-2.326)."""
    if facts.money.can_pay is None and not facts.hardship:
        return
    for number, each in enumerate(facts.hardship, start=1):
        words = f"Consider their reason: {each.words or 'not written down yet'}."
        yield step(f"hardship_{number}", each.considered, words, "SM-2.326")
    words = "Take account of what legal action may cost them."
    yield step("legal_cost", facts.money.legal_cost is not None, words, "SM-2.326")
