"""Answers that stand or fall with another answer."""

from __future__ import annotations

from collections.abc import Mapping

from actions.state import State

LOCAL_PROCESS = (
    "local_stage", "reply_format", "further_stage_available", "meeting_offered", "wants_meeting", "exceptional_circumstances",
    "complained_on", "replied_on",
)  # fmt: skip

DEPENDENTS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisation_kind", "nhs_funded", "prison_topic", "remit_category", "further_stage_available"),
    "organisation_kind": ("nhs_funded", "prison_topic", "remit_category", "victim_link", "reasonable_link"),
    "victim_link": ("reasonable_link",),
    "mp_referral": ("has_mp", "previously_uk_resident", "put_to_mp_on"),
    "has_mp": ("previously_uk_resident",),
    "local_stage": ("reply_format", "further_stage_available", "meeting_offered", "wants_meeting", "exceptional_circumstances"),
    "meeting_offered": ("wants_meeting",),
    "aware_on": ("delay_reasons",),
    "complaining_for": ("aggrieved_situation", "aggrieved_name", "relationship", "aggrieved_consent", "child_can_complain"),
    "aggrieved_situation": ("aggrieved_consent", "child_can_complain"),
}


def drop_dependents(state: State, fact: str) -> list[str]:
    """Forgets what followed from the old answer to `fact`. Returns the names that were forgotten."""
    dropped = [name for name in DEPENDENTS.get(fact, ()) if state.is_settled(name)]
    for name in dropped:
        state.forget(name)
        dropped += drop_dependents(state, name)
    return dropped
