"""Answers that stand or fall with another answer, for every voice that takes answers: chat, form and call."""

from __future__ import annotations

from collections.abc import Mapping

LOCAL_PROCESS = (
    "nhs_funding_decision", "icb_reviewed", "nhs_england_reviewed", "ifr_applied_by", "local_stage", "reply_format",
    "further_stage_available", "second_tier_stage", "meeting_offered", "wants_meeting", "exceptional_circumstances",
    "complained_on", "replied_on", "unhappy_with_reply",
)  # fmt: skip
"""What was said about the complaint to one organisation; it falls when the complaint turns out to be about another."""

DEPENDENTS: Mapping[str, tuple[str, ...]] = {
    "organisation": (
        "organisation_kind",
        "nhs_funded",
        "prison_topic",
        "remit_category",
        "further_stage_available",
        "second_tier_stage",
        "nhs_funding_decision",
    ),
    "organisation_kind": ("nhs_funded", "prison_topic", "remit_category", "victim_link", "reasonable_link"),
    "legal_action": ("outcome_beyond_court",),
    "outcome_kind": ("outcome_beyond_court", "able_to_go_to_court"),
    "other_body": ("agrees_to_other_body",),
    "victim_link": ("reasonable_link",),
    "mp_referral": ("has_mp", "previously_uk_resident", "mp_name", "put_to_mp_on"),
    "has_mp": ("previously_uk_resident",),
    "nhs_funding_decision": ("icb_reviewed", "nhs_england_reviewed", "ifr_applied_by"),
    "local_stage": (
        "reply_format",
        "further_stage_available",
        "second_tier_stage",
        "meeting_offered",
        "wants_meeting",
        "exceptional_circumstances",
        "unhappy_with_reply",
    ),
    "meeting_offered": ("wants_meeting",),
    "aware_on": ("delay_reasons",),
    "complaining_for": (
        "aggrieved_situation",
        "aggrieved_name",
        "aggrieved_phone",
        "relationship",
        "aggrieved_consent",
        "child_can_complain",
    ),
    "aggrieved_situation": ("aggrieved_phone", "aggrieved_consent", "child_can_complain"),
}
"""Fact name to the facts that are about its answer, one step down."""


def dependents_of(fact: str) -> tuple[str, ...]:
    """Every fact that falls when this one's answer changes, each once.

    >>> dependents_of("mp_referral")
    ('has_mp', 'previously_uk_resident', 'mp_name', 'put_to_mp_on')
    """
    found: dict[str, None] = {}
    waiting = list(DEPENDENTS.get(fact, ()))
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting.extend(DEPENDENTS.get(name, ()))
    return tuple(found)
