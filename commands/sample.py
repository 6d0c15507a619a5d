"""A made-up complaint, complete: what one person would answer to every question, and a record with two issues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

STORY = (
    "My mother was in Leighton Hospital, run by Mid Cheshire Hospitals NHS Foundation Trust. They lost her notes and she "
    "waited nine hours on a trolley without pain relief. We complained and got a final letter."
)
ANSWERS: Mapping[str, Any] = {
    "consent_to_process": True, "story": STORY, "asks_us_to_act": True,
    "organisation": "Mid Cheshire Hospitals NHS Foundation Trust", "organisation_kind": "nhs_trust", "nhs_funded": True,
    "prison_topic": "healthcare", "prison_number": "dont_know", "remit_category": "none", "legal_action": "not_taken",
    "outcome_kind": "apology_or_change", "outcome_beyond_court": True, "able_to_go_to_court": "cannot_afford",
    "other_body": "nobody", "agrees_to_other_body": False, "victim_link": "none",
    "reasonable_link": False, "mp_referral": "referred", "has_mp": True, "previously_uk_resident": True,
    "mp_name": "Jo Bloggs", "put_to_mp_on": "last month",
    "local_stage": "final", "reply_format": "written", "further_stage_available": False,
    "nhs_funding_decision": "none", "icb_reviewed": True, "nhs_england_reviewed": True, "ifr_applied_by": "doctor",
    "second_tier_stage": "final",
    "meeting_offered": False, "wants_meeting": False, "exceptional_circumstances": "none", "complained_on": "four months ago",
    "replied_on": "last month", "unhappy_with_reply": "It did not answer my questions.",
    "event_on": "six months ago", "aware_on": "six months ago", "delay_reasons": "dont_know",
    "warned_of_time_limit": "dont_know",
    "complaining_for": "self", "aggrieved_situation": "can_complain",
    "aggrieved_name": "Edna Ashworth", "aggrieved_phone": "07700 900789", "relationship": "family",
    "aggrieved_consent": True, "child_can_complain": False, "joint_working": "not_joint", "wants_caseworker": True,
    "injustice": "She was in pain for nine hours and is now afraid of hospitals.",
    "outcome_sought": "An apology, and that it does not happen to others.",
    "financial_remedy_sought": False, "name": "Joan Ashworth",
    "preferred_contact": "email", "phone": "07700 900123", "email": "joan.ashworth@example.org",
    "address": "12 Sample Street, Crewe", "postcode": "CW1 4QJ", "contact_times": "Mornings, not Fridays",
    "safe_contact": "Please leave no voicemail", "adjustments": "Large print please", "consent_to_obtain": True,
    "confirm_summary": "send",
}  # fmt: skip

_ISSUE = {
    "organisation_kind": "nhs_trust", "nhs_funded": True, "remit_category": "none", "victim_link": "none", "local_stage": "final",
    "reply_format": "written", "further_stage_available": False, "meeting_offered": False, "exceptional_circumstances": "none",
    "complained_on": "2025-08", "replied_on": "2025-11-20", "event_on": "2025-07-02", "aware_on": "2025-07",
}  # fmt: skip
RECORD: Mapping[str, Any] = {
    "channel": "web", "received_on": "2026-01-05", "asks_us_to_act": True, "story": STORY, "complaining_for": "self",
    "injustice": ANSWERS["injustice"], "outcome_sought": ANSWERS["outcome_sought"],
    "complainant": {"name": "Joan Ashworth", "email": "joan.ashworth@example.org", "preferred_contact": "email"},
    "issues": [
        {"organisation": "Mid Cheshire Hospitals NHS Foundation Trust", "summary": "Notes lost", **_ISSUE},
        {"organisation": "East Cheshire NHS Trust", "summary": "Nine hours without pain relief", **_ISSUE},
    ],
}  # fmt: skip
EIGHTY_WORDS = (
    "My father, who is 82 and has dementia, went to Leighton Hospital on 12 March 2025 after a fall at home. He waited "
    "eleven hours on a trolley. Nobody told us anything and his hearing aids were lost. I complained to Mid Cheshire "
    "Hospitals NHS Foundation Trust in April and got a reply last summer that did not answer my questions. I would like "
    "an apology and a proper explanation. You can ring me on 07700 900123 or write to joan.ashworth@example.org, please."
)


def button_for(value: Any, buttons: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The button (title, payload) that gives this value, if one does: true, false, a choice, 'dont_know' ..."""
    wanted = json.dumps(value) if isinstance(value, bool) else str(value)
    for title, payload in buttons:
        given = re.search(r'"answer"\s*:\s*"([^"]*)"', payload)
        if (given and given[1] == wanted) or payload == f"/{wanted}":
            return title, payload
    return None


def answer_for(fact: str, buttons: Iterable[tuple[str, str]], answers: Mapping[str, Any] = ANSWERS) -> dict[str, str]:
    """What the sample person sends when asked for a fact: {"choice": payload} or {"text": words}. A proposal gets a yes."""
    offered = list(buttons)
    button = button_for(answers[fact], offered) or button_for("affirm", offered)
    return {"choice": button[1]} if button else {"text": str(answers[fact])}
