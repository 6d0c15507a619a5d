"""The sheet for contact with the complainant, in one contact or several (SM-2.212, 2.219, 2.220)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.authorities import PHSO
from service_model.case import case_of
from service_model.casework.first_conversation import ConversationFacts, Item, amount_and_scale, still_to_cover
from service_model.determination import Finding
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

PARAGRAPH = "SM-2.219"
STAGE = "Primary investigation"
NEXT_STEPS = ("We act on it now.", "It is passed on for detailed investigation.")
CANDOUR = "Talk about the outcome with care. Some may not be achievable."
_TICKS: dict[Item, str] = {
    "identity_verified": "identity_verified", "introduced": "introduced", "good_time": "good_time",
    "circumstances_acknowledged": "circumstances_acknowledged", "stage_explained": "stage_explained",
    "facts_found_out": "facts_found_out", "outcome_limits_explained": "outcome_limits_explained",
    "clinical_advice_explained": "clinical_advice_explained", "severity_scale_discussed": "severity_scale_discussed",
    "expectations_managed": "expectations_managed", "timescales_explained": "timescales_explained",
}  # fmt: skip
_OWN_WORDS = frozenset({
    "good_time", "way_of_contact_agreed", "injustice_and_outcome_recorded", "early_dispute_resolution_considered",
    "severity_scale_discussed",
})  # fmt: skip
"""Items whose gap is said below in words of its own."""


class ConversationSheet(Part):
    """What has been covered so far, and what was found out."""

    contact: int | None = Field(None, description="The contact it was talked about in")
    identity_verified: bool | None = None
    introduced: bool | None = None
    good_time: bool | None = None
    callback_on: date | None = None
    circumstances_acknowledged: bool | None = None
    stage_explained: bool | None = None
    adjustment_asked: bool | None = None
    agreed_way: str | None = Field(None, max_length=500, description="The way of contact that meets the adjustment")
    facts_found_out: bool | None = None
    claimed_injustice: str | None = Field(None, max_length=5000)
    outcome_sought: str | None = Field(None, max_length=5000)
    outcome_limits_explained: bool | None = None
    clinical: bool | None = Field(None, description="It is about health care, or has clinical issues")
    clinical_advice_explained: bool | None = None
    financial_outcome: bool | None = None
    amount_sought: int | None = Field(None, ge=0, description="In pounds")
    severity_scale_discussed: bool | None = None
    unlikely_to_go_further: bool | None = None
    expectations_managed: bool | None = None
    timescales_explained: bool | None = None
    next_contact_on: date | None = None
    suits_early_resolution: bool | None = None
    contact_details: str | None = Field(None, max_length=500, description="The details that were given")


def prefill(about: About) -> dict[str, object]:
    """A health complaint has the item on clinical advice; an adjustment asked for at intake is open (SM-2.219)."""
    procedures = {view.procedure for view in case_of(about.complaint, today=about.today, authority=PHSO).views}
    found: dict[str, object] = {"clinical": "health" in procedures} if procedures != {None} else {}
    if about.complaint.complainant.adjustments:
        found["adjustment_asked"] = True
    return found


def judge(facts: ConversationSheet, about: About) -> Judged:
    """What is still to be covered, item by item. Nothing here stops anybody: it may take more than one contact (SM-2.220)."""
    known = as_rules_read(facts, duty_of_candour=is_about_candour(about))
    left = [
        not_met(duty.name, duty.what, PARAGRAPH, needs=(duty.name,))
        for duty in still_to_cover(known)
        if duty.name not in _OWN_WORDS
    ]
    return Judged(steps=(*left, *_prompts(facts, known)), verdicts=tuple(_covered(facts)))


def as_rules_read(facts: ConversationSheet, *, duty_of_candour: bool | None) -> ConversationFacts:
    """The sheet as the rules of the conversation read it."""
    done = [item for item, name in _TICKS.items() if getattr(facts, name)]
    if facts.agreed_way:
        done.append("way_of_contact_agreed")
    if facts.claimed_injustice and facts.outcome_sought:
        done.append("injustice_and_outcome_recorded")
    if facts.suits_early_resolution is not None:
        done.append("early_dispute_resolution_considered")
    if facts.contact_details:
        done.append("contact_details_given")
    same = ("adjustment_asked", "clinical", "financial_outcome", "amount_sought", "unlikely_to_go_further", "next_contact_on",
            "contact_details")  # fmt: skip
    values = {name: getattr(facts, name) for name in same}
    return ConversationFacts.model_validate({"done": tuple(done), "duty_of_candour": duty_of_candour, **values})


def _prompts(facts: ConversationSheet, known: ConversationFacts) -> list[Finding]:
    rows: list[Finding] = []
    if facts.good_time is None:
        rows.append(_gap("good_time", "Ask if it is a good time."))
    elif not facts.good_time and facts.callback_on is None:
        rows.append(_gap("callback", "Callback date missing: it was not a good time, so agree another.", "callback_on"))
    if facts.adjustment_asked and not facts.agreed_way:
        words = "An adjustment was asked for and is open: agree and record a way of contact that meets it."
        rows.append(_gap("agreed_way", words))
    for name, words in (("claimed_injustice", "Claimed injustice missing."), ("outcome_sought", "Outcome sought missing.")):
        if not getattr(facts, name):
            rows.append(_gap(name, f"{words} Record each of the two."))
    if facts.suits_early_resolution is None:
        rows.append(_gap("suits_early_resolution", "Is the case suitable for Early Dispute Resolution? Say yes or no."))
    money = amount_and_scale(known)
    return rows if money is None or money.status == "met" else [*rows, money]


def _covered(facts: ConversationSheet) -> list[Finding]:
    """What an earlier contact has done already (SM-2.219, 2.220)."""
    done = [words for name, words in _SAID.items() if getattr(facts, name)]
    return [met("covered", f"Done already: {', '.join(done)}.", "SM-2.220")] if done else []


_SAID = {
    "identity_verified": "identity checked", "introduced": "introduction",
    "circumstances_acknowledged": "circumstances acknowledged", "stage_explained": "stage explained",
    "facts_found_out": "other facts found out", "clinical_advice_explained": "clinical advice explained",
    "severity_scale_discussed": "severity scale discussed", "expectations_managed": "expectations managed",
    "timescales_explained": "timescales explained", "contact_details": "contact details given",
}  # fmt: skip


def is_about_candour(about: About) -> bool | None:
    """Is it flagged, by a caseworker or by what the complaint says (SM-2.209)? None while nothing points to it."""
    decision = about.sheet("primary_decision")
    marked = bool(decision and getattr(decision, "duty_of_candour", None))
    return marked or any(signal.name == "duty_of_candour" for signal in about.complaint.signals) or None


def _gap(gate: str, words: str, *needs: str) -> Finding:
    return not_met(gate, words, PARAGRAPH, needs=needs or (gate,))
