"""Early consideration or primary investigation: what suits either, and where else a matter may go (SM-2.97, 2.105 to 2.107)."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding
from service_model.duties import Recommendation
from service_model.findings import cannot_tell, met
from service_model.record import Part

EarlyReason = Literal[
    "no_wrongdoing_or_reasonable_response", "more_to_do_locally", "specific_discretion_tests", "handled_elsewhere",
    "outcome_not_achievable",
]  # fmt: skip
"""The five typical examples of SM-2.106."""
REASONS: tuple[EarlyReason, ...] = get_args(EarlyReason)
VerySerious = Literal["potential_avoidable_death", "sepsis", "loss_of_mobility", "loss_of_eyesight", "other", "none"]
NAME = "early_consideration"
FACTORS = {
    "too_complex": "the issues are too complex",
    "very_serious_impact": "the impact is very serious",
    "disproportionate_work": "closing it in early consideration would be too much work",
    "failings_linked_to_serious_injustice": "there are signs of failings linked to a serious injustice",
    "records_needed": "records are needed for the decision",
    "advice_needed": "detailed clinical or legal advice is needed",
    "long_response_delays": "an organisation is taking long to respond",
}
"""The seven of SM-2.107, each the name of a field below, with its words."""
NO_FACTOR: tuple[object, ...] = (False, "none", "quick")


class RouteFacts(Part):
    """What speaks for either route; None where nobody has answered."""

    too_complex: bool | None = None
    very_serious_impact: VerySerious | None = None
    disproportionate_work: bool | None = None
    failings_linked_to_serious_injustice: bool | None = None
    records_needed: bool | None = None
    advice_needed: Literal["none", "quick", "detailed_clinical", "detailed_legal"] | None = None
    long_response_delays: bool | None = None
    early_reasons: tuple[EarlyReason, ...] = ()


class DeclineFacts(Part):
    """A decline before primary investigation: its reason, and what that reason asks for."""

    reason: EarlyReason | None = None
    topic: Literal["information_matter", "medical_discipline", "other"] | None = None
    other_body: str | None = Field(None, max_length=200)
    other_body_can_achieve_outcome: bool | None = None
    discussion_note: str | None = Field(None, max_length=5000, description="What was said with the complainant about the outcome")


def route(facts: RouteFacts) -> Recommendation:
    """Primary investigation if one of the seven factors holds; early consideration if one of its examples fits (SM-2.106, 2.107).

    Both together: primary investigation, which looks at more. Neither settles it: a person decides (no type always suits).
    """
    values = {name: getattr(facts, name) for name in FACTORS}
    holding = [words for name, words in FACTORS.items() if values[name] is not None and values[name] not in NO_FACTOR]
    if holding:
        reason = f"Generally for primary investigation: {'; '.join(holding)}."
        return Recommendation(NAME, "primary_investigation", reason, ("SM-2.107",))
    unknown = tuple(name for name, value in values.items() if value is None)
    if facts.early_reasons and not unknown:
        reason = f"It may suit early consideration: {', '.join(each.replace('_', ' ') for each in facts.early_reasons)}."
        return Recommendation(NAME, "early_consideration", reason, ("SM-2.106", "SM-2.107"))
    needs = (*unknown, *(() if facts.early_reasons else ("early_reasons",)))
    reason = "Consider if early consideration could resolve or adjudicate it. No type of case always suits it."
    return Recommendation(NAME, None, reason, ("SM-2.97", "SM-2.106", "SM-2.107"), needs=needs)


def decline_has_good_reason(facts: DeclineFacts) -> Finding:
    """A decline of a case that would usually go to primary investigation has a good reason (SM-2.105, 2.106)."""
    if facts.reason is None:
        return cannot_tell("good_reason", "Say why the case is declined.", "SM-2.105", needs=("reason",))
    needs: tuple[str, ...] = ()
    if facts.reason == "handled_elsewhere":
        wanted = ("other_body", "other_body_can_achieve_outcome")
        needs = tuple(name for name in wanted if getattr(facts, name) is None)
        if facts.other_body_can_achieve_outcome is False:
            needs = ("reason",)
    if facts.reason == "outcome_not_achievable" and not facts.discussion_note:
        needs = ("discussion_note",)
    if needs:
        reason = f"This reason does not stand alone. Still open: {', '.join(needs)}."
        return cannot_tell("good_reason", reason, "SM-2.105", "SM-2.106", needs=needs)
    return met("good_reason", f"Declined because: {facts.reason.replace('_', ' ')}.", "SM-2.105", "SM-2.106")


def where_else(facts: DeclineFacts, *, authority: Authority = PHSO) -> Recommendation:
    """An information matter may be one for the Information Commissioner, discipline of a doctor for the regulator (SM-2.106)."""
    names = {"information_matter": "ico", "medical_discipline": "gmc"}
    found = authority.signposts_for(names.get(facts.topic or ""))
    if found:
        reason = f"{found[0].body}: {found[0].contact}. Only if they can achieve the outcome asked for."
        return Recommendation("other_body", found[0].body, reason, ("SM-2.106",), needs=_open(facts))
    needs = ("topic",) if facts.topic is None else ("other_body",)
    return Recommendation("other_body", facts.other_body, "Name the body that could help.", ("SM-2.106",), needs=needs)


def _open(facts: DeclineFacts) -> tuple[str, ...]:
    return ("other_body_can_achieve_outcome",) if facts.other_body_can_achieve_outcome is None else ()
