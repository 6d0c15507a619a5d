"""The resolution conference: arranged after both talks, both parties invited, who came (SM-2.124 to 2.126)."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from service_model.casework.dispute_resolution import SIDES, ConferenceFormat, DisputeResolutionFacts, Side
from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import cannot_tell, met, not_met

ARRANGED = (
    "conference_at", "conference_format", "conference_place", "complainant_arrangements", "organisation_arrangements",
)  # fmt: skip
"""What has to be settled before anybody is invited; the adjustments of each side among it (SM-2.124)."""
_SAID = {
    "conference_at": "day and time", "conference_format": "format", "conference_place": "place, number or link",
    "complainant_arrangements": "what is arranged for the complainant",
    "organisation_arrangements": "what is arranged for the organisation",
}  # fmt: skip


class ConferenceFacts(DisputeResolutionFacts):
    """The mediation with its conference. `..._arrangements`: what is done for each side's adjustments, 'none needed' too."""

    conference_format: ConferenceFormat | None = None
    conference_at: datetime | None = None
    conference_place: str | None = Field(None, max_length=1000, description="The address, the number to ring or the link")
    complainant_arrangements: str | None = Field(None, max_length=2000)
    organisation_arrangements: str | None = Field(None, max_length=2000)
    conference_cancelled: bool | None = None
    cancelled_because: str | None = Field(None, max_length=2000)
    attended: tuple[Side, ...] = ()
    others_attended: str | None = Field(None, max_length=1000)


def arranged(facts: ConferenceFacts) -> Finding:
    """Both parties can be invited: when, how, where and the adjustments of each are settled (SM-2.124, 2.125)."""
    if needs := tuple(name for name in ARRANGED if getattr(facts, name) is None):
        left = ", ".join(_SAID[name] for name in needs)
        return cannot_tell("conference_arranged", f"Before both parties are invited, settle: {left}.", "SM-2.125", needs=needs)
    return met("conference_arranged", "The conference is arranged. Both parties can be invited.", "SM-2.125")


def invitations(facts: ConferenceFacts) -> tuple[Duty, ...]:
    """Each party is invited to a conference that is to come (SM-2.125)."""
    if facts.conference_at is None or facts.conference_held or facts.conference_cancelled:
        return ()
    day = f"{facts.conference_at:%-d %B %Y}"
    return tuple(
        Duty("invite", f"Invite the {side} to the resolution conference on {day}.", "guidance", ("SM-2.125",), to=(side,))
        for side in SIDES
    )


def both_came(facts: ConferenceFacts) -> Finding:
    """The conference is a meeting with both parties: who came is recorded, and one side alone is none (SM-2.125)."""
    if facts.conference_cancelled:
        return not_met("both_came", "It is recorded as held and as cancelled. Choose one.", "SM-2.125")
    if not facts.attended:
        return cannot_tell("both_came", "Record who came to the conference.", "SM-2.125", needs=("attended",))
    if away := [side for side in SIDES if side not in facts.attended]:
        reason = f"The {away[0]} did not come. The conference is a meeting with both parties: arrange another day."
        return not_met("both_came", reason, "SM-2.125")
    return met("both_came", "Both parties came.", "SM-2.125")


def why_cancelled(facts: ConferenceFacts) -> Finding:
    """A conference that was called off has its reason on record."""
    if not facts.cancelled_because:
        return cannot_tell("why_cancelled", "Say why the conference was cancelled.", "SM-2.125", needs=("cancelled_because",))
    return met("why_cancelled", "The conference was cancelled, with a reason.", "SM-2.125")
