"""Was there good clinical care and treatment? The analysis of one component (SM-3.23 to 3.32, 3.35, 3.38 to 3.48)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.clinical_standard import Standard, StandardFacts, ask_why_not_applicable
from service_model.casework.conflicting_standards import ConflictFacts, conflict_settled
from service_model.determination import Finding
from service_model.duties import Recommendation
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged
from service_model.worksheets.evidence_log import EvidenceLog, every_party_heard

Type = Literal[
    "nice_guidance", "clinical_pathway", "regulator_code", "royal_college_guidance", "local_policy", "published_research",
    "principles_of_good_administration", "other",
]  # fmt: skip
Source = Literal["standards", "complainants_account", "their_account", "records"]
GivenBy = Literal["organisation", "named_person", "adviser", "ourselves"]
NotUsed = Literal["not_credible", "not_in_use", "not_appropriate"]
_THEIRS: dict[str, Literal["organisation", "named_person"]] = {"organisation": "organisation", "named_person": "named_person"}


class LinkedStandard(Part):
    """A standard or guidance linked to the component. Dates are those it was in force, or was published, from and until."""

    title: str | None = Field(None, max_length=500)
    type: Type | None = None
    given_by: GivenBy | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    fits_the_care: bool | None = Field(None, description="It applies to the care and to its setting")
    available_then: bool | None = Field(None, description="It was available at the time of the events")
    applicability: str | None = Field(None, max_length=2000)
    not_used: NotUsed | None = None
    why_not_used: str | None = Field(None, max_length=2000)


class ClinicalAnalysis(Part):
    """What good care would have been, whether the care fell short of it, and by what."""

    events_from: date | None = None
    events_until: date | None = None
    sources: tuple[Source, ...] = ()
    standards: tuple[LinkedStandard, ...] = ()
    said_not_applicable: bool | None = Field(None, description="They say that no standard applies")
    their_reasons: str | None = Field(None, max_length=5000)
    adviser_finds_reasons_suitable: bool | None = None
    contradictory: bool | None = None
    chosen: str | None = Field(None, max_length=500)
    chosen_because: str | None = Field(None, max_length=5000)
    good_care: str | None = Field(None, max_length=5000, description="What good care and treatment would have been")
    explanation: str | None = Field(None, max_length=5000, description="Why they took the approach they did")
    explanation_weighed: str | None = Field(None, max_length=5000, description="That explanation against the standards")
    out_of_line: bool | None = Field(None, description="What they did does not appear to be in line with the standard")
    departure_evidence: str | None = Field(None, max_length=5000, description="Evidence that may explain the departure")
    balancing: str | None = Field(None, max_length=5000, description="Explanations balanced against the standards")
    fell_short: str | None = Field(None, max_length=5000, description="If the care fell short of it, and how")


def judge(facts: ClinicalAnalysis, about: About) -> Judged:
    """What has to be so before the analysis counts as made, and what the standards are (SM-3.25 to 3.48)."""
    steps = (
        *(_standard(each, place, facts) for place, each in enumerate(facts.standards, 1)),
        adviser_selects(facts), _explained(facts), _departure(facts), _balanced(facts), _conflict(facts), *_heard(about),
        *_concluded(facts),
    )  # fmt: skip
    duties = ask_why_not_applicable(StandardFacts(standards=_as_rules_read(facts)))
    return Judged(steps=steps, verdicts=used(facts), duties=duties, recommendations=(standard_to_use(facts),))


def standard_to_use(facts: ClinicalAnalysis) -> Recommendation:
    """Theirs is the default; where there is none, or none that fits, the one the adviser selects (SM-3.31, 3.38 to 3.42)."""
    name = "standard_to_apply"
    theirs = [each for each in facts.standards if each.given_by in _THEIRS and each.title]
    usable = [each.title or "" for each in theirs if each.not_used is None]
    if usable:
        return Recommendation(name, "; ".join(usable), "They applied it: it is the default.", ("SM-3.31", "SM-3.38"), "policy")
    if facts.said_not_applicable and facts.adviser_finds_reasons_suitable:
        words = "They say that none applies, and the adviser finds their reasons suitable."
        return Recommendation(name, "none", words, ("SM-3.48",), "policy")
    chosen = [each.title or "" for each in facts.standards if each.given_by == "adviser" and each.title]
    paragraphs = ("SM-3.40",) if theirs else ("SM-3.48",) if facts.said_not_applicable else ("SM-3.42",)
    if chosen:
        return Recommendation(name, "; ".join(chosen), "Our adviser selected it.", paragraphs, "policy")
    words = "There is no standard of theirs to apply. Our adviser selects one: add it, as given by the adviser."
    return Recommendation(name, "adviser_selects", words, paragraphs, "policy")


def used(facts: ClinicalAnalysis) -> tuple[Finding, ...]:
    """The standards that the decision lists (SM-3.30)."""
    names = names_used(facts)
    return (met("standards_used", f"Standards used: {'; '.join(names)}.", "SM-3.30"),) if names else ()


def names_used(facts: ClinicalAnalysis) -> tuple[str, ...]:
    """What the standards are called that were used."""
    return tuple(each.title for each in facts.standards if each.title and each.not_used is None)


def adviser_selects(facts: ClinicalAnalysis) -> Finding:
    """A standard that is not appropriate, or reasons that are not suitable, give way to one of the adviser's (SM-3.40, 3.48)."""
    gate = "adviser_standard"
    by_adviser = any(each.given_by == "adviser" and each.title for each in facts.standards)
    theirs = [each for each in facts.standards if each.given_by in _THEIRS]
    rejected = bool(theirs) and all(each.not_used for each in theirs)
    if rejected and not by_adviser:
        words = "Their standard is not appropriate. Add the suitable standard that our adviser selects."
        return not_met(gate, words, "SM-3.40", kind="policy", needs=("standards",))
    if facts.said_not_applicable and facts.adviser_finds_reasons_suitable is False and not by_adviser:
        words = "The adviser does not find their reasons suitable. Add the standard that the adviser applies instead."
        return not_met(gate, words, "SM-3.48", needs=("standards",))
    return met(gate, "No standard of the adviser's is missing.", "SM-3.40", kind="policy")


def in_place_then(standard: LinkedStandard, facts: ClinicalAnalysis) -> Finding | None:
    """Was it in place, and available, at the time of the events (SM-3.26, 3.44)? None where its dates say nothing against it."""
    name = standard.title or "A standard"
    first, last = facts.events_from, facts.events_until or facts.events_from
    late = bool(last and standard.in_force_from and standard.in_force_from > last)
    over = bool(first and standard.in_force_until and standard.in_force_until < first)
    if late or over:
        when = f"it is of {standard.in_force_from:%B %Y}" if late else f"it ended in {standard.in_force_until:%B %Y}"
        words = f"{name} was not in place at the time of the events, and so not available: {when}."
        return not_met("in_place_then", words, "SM-3.26", "SM-3.44", needs=("in_force_from",))
    if standard.available_then is False:
        return not_met("in_place_then", f"{name} was not available at the time of the events.", "SM-3.44", needs=("standards",))
    return None


def _standard(standard: LinkedStandard, place: int, facts: ClinicalAnalysis) -> Finding:
    """One standard: checked to be appropriate, in place then, and set aside only with a reason (SM-3.26, 3.38, 3.40, 3.44)."""
    gate, name = f"standard_{place}", standard.title or f"Standard {place}"
    if standard.not_used or standard.why_not_used:
        return _not_used(standard, gate, name)
    if standard.fits_the_care is None or standard.available_then is None:
        words = f"{name}: check that it fits the care and the circumstances, and that it was available at the time."
        return not_met(gate, words, "SM-3.38", kind="policy", needs=("fits_the_care",))
    if standard.fits_the_care is False:
        words = f"{name} does not fit the care: say that it is not used, and why."
        return not_met(gate, words, "SM-3.40", kind="policy", needs=("not_used",))
    if (late := in_place_then(standard, facts)) is not None:
        return replace(late, gate=gate)
    return met(gate, f"{name} is appropriate.", "SM-3.38", kind="policy")


def _not_used(standard: LinkedStandard, gate: str, name: str) -> Finding:
    """Setting aside theirs has one of three grounds, and is explained (SM-3.31, 3.40)."""
    if standard.not_used is None or not standard.why_not_used:
        words = f"{name} is not used: choose on what ground, and write down why it was not appropriate."
        return not_met(gate, words, "SM-3.40", "SM-3.31", kind="policy", needs=("why_not_used",))
    return met(gate, f"{name} is not used: {standard.why_not_used}", "SM-3.40", kind="policy")


def _explained(facts: ClinicalAnalysis) -> Finding:
    if facts.explanation and not facts.explanation_weighed:
        words = "Their explanation is there, and is not considered against the standards yet."
        return not_met("explanation_weighed", words, "SM-3.32", needs=("explanation_weighed",))
    return met("explanation_weighed", "No explanation waits to be considered.", "SM-3.32")


def _departure(facts: ClinicalAnalysis) -> Finding:
    if facts.out_of_line and not facts.departure_evidence:
        words = "It does not appear to be in line with the standard: what evidence may explain that?"
        return not_met("departure_evidence", words, "SM-3.27", needs=("departure_evidence",))
    return met("departure_evidence", "No departure waits for its evidence.", "SM-3.27")


def _balanced(facts: ClinicalAnalysis) -> Finding:
    if facts.explanation and facts.standards and not facts.balancing:
        words = "Balance their explanation against the standards, and write it down."
        return not_met("balancing", words, "SM-3.27", needs=("balancing",))
    return met("balancing", "Nothing waits to be balanced.", "SM-3.27")


def _conflict(facts: ClinicalAnalysis) -> Finding:
    titles = tuple(each.title for each in facts.standards if each.title and each.not_used is None)
    known = {"contradictory": facts.contradictory, "chosen": facts.chosen, "reasons": facts.chosen_because}
    found = conflict_settled(ConflictFacts.model_validate({"standards": titles, **known}))
    return replace(found, kind="guidance") if found.status == "cannot_tell" else found


def _heard(about: About) -> tuple[Finding, ...]:
    """Evidence of all parties comes before a view on the care: what is missing is flagged (SM-3.35)."""
    log = about.sheet("evidence_log")
    items = log.evidence if isinstance(log, EvidenceLog) else ()
    return (replace(every_party_heard(items), kind="guidance"),)


def _concluded(facts: ClinicalAnalysis) -> tuple[Finding, ...]:
    rows = {"good_care": "What would good care and treatment have been?", "fell_short": "Did the care fall short of that?"}
    return tuple(not_met(name, words, "SM-3.23", needs=(name,)) for name, words in rows.items() if not getattr(facts, name))


def _as_rules_read(facts: ClinicalAnalysis) -> tuple[Standard, ...]:
    if not facts.said_not_applicable:
        return ()
    return (Standard.model_validate({"given_by": "organisation", "not_applicable": True, "reasons": facts.their_reasons}),)
