"""The evidence of a case: what came from whom, of what kind, and how much it weighs (SM-2.197, 3.24, 3.35, 3.36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

From = Literal["complainant", "organisation", "named_person", "clinical_adviser", "other"]
Kind = Literal[
    "eyewitness_account", "medical_records", "clinical_advice", "complaint_correspondence", "policy_or_standard", "other"
]
KINDS: dict[Kind, str] = {
    "eyewitness_account": "Eyewitness account",
    "medical_records": "Medical records",
    "clinical_advice": "Clinical advice",
    "complaint_correspondence": "Correspondence about the complaint",
    "policy_or_standard": "Policy or standard",
    "other": "Other",
}
"""What the guidance names (SM-3.35), what the rest usually is, and 'other': its list is not closed."""
Weight = Literal["more", "less"]
_PARTIES: dict[From, str] = {"complainant": "the complainant", "organisation": "the organisation"}


class LoggedEvidence(Part):
    """One item. `weight` is empty while it weighs as much as the others."""

    what: str | None = Field(None, max_length=1000)
    given_by: From | None = None
    kind: Kind | None = None
    received_on: date | None = None
    weight: Weight | None = None
    weight_because: str | None = Field(None, max_length=2000, description="Why it weighs more, or less")


class LoggedRequest(Part):
    """Something we asked for."""

    what: str | None = Field(None, max_length=1000)
    asked_of: Literal["organisation", "complainant", "other"] | None = None
    relevance: str | None = Field(None, max_length=2000, description="Why it matters to the case")
    asked_on: date | None = None
    answered_on: date | None = None


class EvidenceLog(Part):
    """The evidence and the requests of one case."""

    evidence: tuple[LoggedEvidence, ...] = ()
    requests: tuple[LoggedRequest, ...] = ()


def judge(facts: EvidenceLog, about: About) -> Judged:
    """Each weight and each request with its reason; who has given nothing yet, and what has not come (SM-2.197, 3.35, 3.36)."""
    refused = (weight_explained(facts.evidence), requests_explained(facts.requests))
    return Judged(steps=(*refused, replace(every_party_heard(facts.evidence), kind="guidance"), outstanding(facts.requests)))


def weight_explained(items: Sequence[LoggedEvidence]) -> Finding:
    """More weight on some evidence than on other is allowed, with the rationale on the decision form (SM-3.36)."""
    bare = [each.what or "an item" for each in items if each.weight and not each.weight_because]
    if bare:
        reason = f"Say why it weighs more or less than the rest: {'; '.join(bare)}."
        return not_met("weight_explained", reason, "SM-3.36", kind="policy", needs=("weight_because",))
    return met("weight_explained", "Every weight has its reason.", "SM-3.36", kind="policy")


def every_party_heard(items: Sequence[LoggedEvidence]) -> Finding:
    """The evidence of all parties is considered before the care is judged: whoever gave none is named (SM-3.35)."""
    given = {each.given_by for each in items}
    silent = [words for party, words in _PARTIES.items() if party not in given]
    if silent:
        reason = f"There is no evidence yet from {' or '.join(silent)}."
        return not_met("every_party_heard", reason, "SM-3.35", kind="policy", needs=("evidence",))
    return met("every_party_heard", "There is evidence from the complainant and from the organisation.", "SM-3.35", kind="policy")


def outstanding(requests: Sequence[LoggedRequest]) -> Finding:
    """As much as possible is obtained before a view is reached: what was asked for and has not come is named (SM-2.197)."""
    waiting = [f"{each.what or 'a request'} ({each.asked_of or 'nobody named'})" for each in requests if each.answered_on is None]
    if waiting:
        return not_met("evidence_outstanding", f"Still waiting for: {'; '.join(waiting)}.", "SM-2.197", needs=("answered_on",))
    return met("evidence_outstanding", "No request for evidence is still open.", "SM-2.197")


def requests_explained(requests: Sequence[LoggedRequest]) -> Finding:
    """Each request says why the evidence is relevant (SM-2.198)."""
    bare = [each.what or "a request" for each in requests if not each.relevance]
    if bare:
        reason = f"Say why it is relevant to the case: {'; '.join(bare)}."
        return not_met("evidence_request", reason, "SM-2.198", kind="policy", needs=("relevance",))
    return met("evidence_request", "Each request says why it is relevant.", "SM-2.198", kind="policy")
