"""The Decision Form of one component: failings, injustice, remedy, a ground of its own, other reasons (SM-3.3 to 3.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from service_model.casework.reasons_to_decline import DeclineFacts, LookFacts, look_into_it, reason_to_decline
from service_model.casework.serious_harm import SeriousHarmFacts, for_investigation
from service_model.determination import Finding
from service_model.duties import Duty
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step

Advice = Literal["clinical_advice", "legal_advice"]


class Failings(Part):
    """What should have happened, what did, the gap, and what it is measured by (SM-3.3, 3.4)."""

    found: Literal["indications", "no_indications", "cannot_tell_yet"] | None = None
    should_have_happened: str | None = Field(None, max_length=5000)
    did_happen: str | None = Field(None, max_length=5000)
    gap: str | None = Field(None, max_length=5000)
    admitted: bool | None = Field(None, description="Has the organisation admitted failings")
    what_was_admitted: str | None = Field(None, max_length=5000)
    standards: tuple[str, ...] = Field((), max_length=50)
    why_no_standard: str | None = Field(None, max_length=2000)
    precedent_check: str | None = Field(None, max_length=2000)
    advice: tuple[Advice, ...] = ()
    by_size: bool | None = Field(None, description="The ground 'size and complexity' (SM-3.5)")
    size_reasons: str | None = Field(None, max_length=5000)


class Injustice(Part):
    """Could there be one that is not put right, and did it come from the failings (SM-3.6, 3.7)."""

    found: Literal["could_be", "no", "cannot_tell_yet"] | None = None
    what: str | None = Field(None, max_length=5000)
    from_the_failings: bool | None = None
    link: str | None = Field(None, max_length=5000, description="How it came from them")
    precedent_check: str | None = Field(None, max_length=2000)


class Remedy(Part):
    """What the organisation did, and if that put it right: a judgement that no wanted outcome fixes (SM-3.8, 3.9)."""

    actions_taken: tuple[str, ...] = Field((), max_length=50)
    remedied: Literal["fully", "not_fully", "cannot_tell_yet"] | None = None
    reasons: str | None = Field(None, max_length=5000)
    advice: tuple[Advice, ...] = ()
    by_size: bool | None = Field(None, description="The ground 'size and complexity' (SM-3.9)")
    size_reasons: str | None = Field(None, max_length=5000)


class DecisionFormSheet(Part):
    """The whole form of one component."""

    failings: Failings = Failings()
    injustice: Injustice = Injustice()
    remedy: Remedy = Remedy()
    serious: SeriousHarmFacts = Field(default_factory=lambda: SeriousHarmFacts.model_validate({}))
    decline: DeclineFacts = Field(default_factory=lambda: DeclineFacts.model_validate({}))


def judge(facts: DecisionFormSheet, _about: About) -> Judged:
    """The sections that are open, what the three tests come to, and what a reason to decline still needs."""
    look = as_looked_at(facts)
    declined = facts.decline.reason is not None
    found = (look_into_it(look), *((reason_to_decline(facts.decline),) if declined else ()))
    return Judged(
        steps=(*_failings(facts.failings), *_injustice(facts), *_remedy(facts.remedy), *_decline(facts.decline)),
        verdicts=for_investigation(facts.serious),
        recommendations=found,
        duties=(*(duty for each in found for duty in each.duties), *_advice((*facts.failings.advice, *facts.remedy.advice))),
    )


def as_looked_at(facts: DecisionFormSheet) -> LookFacts:
    """The form as the rules of SM-3.3 to 3.9 read it. A ground without its reasons is none yet."""
    reasons = [part.size_reasons for part in (facts.failings, facts.remedy) if part.by_size and part.size_reasons]
    return LookFacts.model_validate({
        "failings": facts.failings.found, "injustice": facts.injustice.found, "remedied": facts.remedy.remedied,
        "from_the_failings": facts.injustice.from_the_failings, "size_and_complexity": " ".join(reasons) or None,
    })  # fmt: skip


def _failings(facts: Failings) -> Iterator[Finding]:
    three = (facts.should_have_happened, facts.did_happen, facts.gap)
    yield step("failings", facts.found, "Say if there are indications of maladministration or service failure.", "SM-3.3")
    yield step("gap", all(three), "Record what should have happened, what did happen and the gap.", "SM-3.3", kind="guidance")
    admitted = facts.admitted is False or (facts.admitted and facts.what_was_admitted)
    yield step("failings_admitted", admitted, "Say if the organisation has admitted failings, and which.", "SM-3.4")
    listed = facts.standards or facts.why_no_standard
    yield step("standards", listed, "List the standards that were considered, or say why there is none.", "SM-3.4")
    words = "Look for earlier cases, and record what was found about failings."
    yield step("precedents_failings", facts.precedent_check, words, "SM-2.265", kind="guidance")
    if facts.by_size:
        words = "Size and complexity: give the reasons why it is best resolved through investigation."
        yield step("size_reasons", facts.size_reasons, words, "SM-3.5")


def _injustice(facts: DecisionFormSheet) -> Iterator[Finding]:
    """Indications of failings open the section (SM-3.6)."""
    if facts.failings.found != "indications" and facts.injustice == Injustice():
        return
    part = facts.injustice
    yield step("injustice", part.found, "Could there be an unremedied injustice?", "SM-3.6", kind="guidance")
    if part.found == "could_be":
        linked = part.from_the_failings is not None and part.link
        yield step("link", linked, "Is the injustice likely to have come from the failings, and how?", "SM-3.7", kind="guidance")
    words = "Look for earlier cases, and record what was found about the injustice."
    yield step("precedents_injustice", part.precedent_check, words, "SM-2.265", kind="guidance")


def _remedy(facts: Remedy) -> Iterator[Finding]:
    if facts == Remedy():
        return
    yield step("remedied", facts.remedied, "Has what the organisation did put it right?", "SM-3.8")
    if facts.remedied in ("fully", "not_fully"):
        yield step("remedy_reasons", facts.reasons, "Say why it is, or is not, put right.", "SM-3.8")
    if facts.by_size:
        words = "Reasons missing: why is it best resolved through investigation for its size and complexity?"
        yield step("remedy_size_reasons", facts.size_reasons, words, "SM-3.9", kind="guidance")


def _decline(facts: DeclineFacts) -> Iterator[Finding]:
    """What a reason to decline needs beside it; the case has to show why it was declined (SM-3.10, 3.11)."""
    if facts.reason is None:
        return
    yield step("rationale", facts.rationale, "Say why it is declined for this reason.", "SM-3.11")
    if facts.reason == "not_practical_and_no_value":
        three = (facts.not_practical, facts.not_satisfactory, facts.no_value)
        words = "Address all three points: not practical, no satisfactory end, no value."
        yield step("three_points", all(three), words, "SM-3.10", kind="guidance")
    if facts.reason == "no_agreement_on_scope":
        yield step("attempts_to_agree", facts.attempts_to_agree, "Note the attempts to agree on the scope.", "SM-3.10")
    if facts.reason == "another_organisation_considering":
        yield step("other_body", facts.body, "Name the other organisation that considers the same issues.", "SM-3.10")


def _advice(asked: tuple[Advice, ...]) -> Iterator[Duty]:
    words: dict[Advice, str] = {"clinical_advice": "Request clinical advice.", "legal_advice": "Request legal advice."}
    for name in dict.fromkeys(asked):
        yield Duty(f"request_{name}", words[name], "guidance", ("SM-3.4", "SM-3.8"), to=("caseworker",), must=False)
