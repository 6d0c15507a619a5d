"""What may be told to whom: identity of a caller, authority of the complainant, sensitive information (SM-1.63 to 1.66).

What may go out about an aggrieved who is not the complainant (2.249, 2.264) is another question: `disclosure`.
"""

from __future__ import annotations

from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

ThirdParty = Literal["representative", "advocate", "mp", "family", "other"]


class CallFacts(Part):
    """A call with someone who says they are the complainant."""

    answers_right: int = 0
    doubts: bool = False
    further_answers_right: int = 0
    not_asked_because: str | None = None


class Release(Part):
    """Something about to be told or sent to a third party. `sensitive`: medical or other personal matters."""

    third_party: ThirdParty
    procedure: Literal["health", "parliamentary"] | None = None
    authority_given: bool | None = None
    sensitive: bool | None = None
    agreed_to_share_sensitive: bool | None = None


def caller_is_known(call: CallFacts, *, authority: Authority = PHSO) -> Finding:
    """Three right answers before anything is shared, more in doubt; not asked only where that is unreasonable (1.63, 1.64)."""
    gate = "caller_is_known"
    if call.not_asked_because:
        return met(gate, f"Not asked: {call.not_asked_because}", "SM-1.64", kind="policy")
    if call.answers_right < authority.security_questions:
        left = authority.security_questions - call.answers_right
        return not_met(gate, f"Ask {left} more of the security questions.", "SM-1.63", kind="policy")
    if call.doubts and not call.further_answers_right:
        return not_met(gate, "You have doubts about the caller. Ask further security questions.", "SM-1.63", kind="policy")
    return met(gate, "The caller's answers fit what we hold.", "SM-1.63", kind="policy")


def may_release(release: Release) -> Finding:
    """Nothing to a third party without the complainant's authority, nor what is sensitive without their yes (1.65, 1.66).

    It holds for professional advocates, and for MPs in health complaints. An MP who referred a parliamentary complaint is
    part of it (2.16), so needs no further authority; sensitive matters still do.
    """
    gate = "may_release"
    if _needs_authority(release) and not release.authority_given:
        why = "The complainant's authority to tell this third party is not on record."
        if release.authority_given is None:
            return cannot_tell(gate, why, "SM-1.65", kind="policy", needs=("authority_given",))
        return not_met(gate, "The complainant has not agreed that we tell this third party.", "SM-1.65", kind="policy")
    if release.sensitive is not False and not release.agreed_to_share_sensitive:
        if release.sensitive is None:
            return cannot_tell(gate, "Does it hold sensitive information?", "SM-1.66", kind="policy", needs=("sensitive",))
        return not_met(gate, "They have not agreed that we share what is sensitive.", "SM-1.66", kind="policy")
    return met(gate, "The complainant is happy for us to share this.", "SM-1.65", "SM-1.66", kind="policy")


def _needs_authority(release: Release) -> bool:
    """Unknown procedure: the careful reading, as for health (1.65)."""
    return not (release.third_party == "mp" and release.procedure == "parliamentary")
