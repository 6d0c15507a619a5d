"""Whether something is to be recorded as a risk of the case (SM-10.8 to 10.10, 10.18 to 10.21, 10.49, 10.53)."""

from __future__ import annotations

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.risk.form import Risk

NAME = "recorded_as_a_risk"


def recordable(risk: Risk) -> Finding:
    """A risk is recorded whenever one is found, without proof and even if it can be wholly mitigated (SM-10.19, 10.21)."""
    if risk.kind == "threat_of_harm":
        return met(NAME, "A threat of harm is always recorded, with or without a link to the complaint.", "SM-10.49")
    if risk.kind == "information_breach":
        return _breach(risk)
    if not risk.description:
        reason = "Describe the risk in a short statement."
        return cannot_tell(NAME, reason, "SM-10.15", kind="policy", needs=("description",))
    if risk.timing == "already_happened" and not risk.future_effect:
        reason = "It has already happened. Record it only if you can say what it may still lead to."
        return not_met(NAME, reason, "SM-10.10", kind="policy", needs=("future_effect",))
    if risk.relates_to_case is False and not risk.why_recorded_anyway:
        return _unrelated(risk)
    if risk.timing is None:
        return met(NAME, "Timing missing: say if it is happening now or may come.", "SM-10.8", "SM-10.21", needs=("timing",))
    return met(NAME, "It is recorded, even if it can be wholly mitigated.", "SM-10.21", kind="policy")


def _breach(risk: Risk) -> Finding:
    """Loss or misuse of information is generally recorded only once it has happened (SM-10.53)."""
    if risk.happened_on is None:
        return cannot_tell(NAME, "Say when the information was lost or misused.", "SM-10.53", needs=("happened_on",))
    return met(NAME, "Information was lost or misused. Its likelihood is not asked.", "SM-10.53")


def _unrelated(risk: Risk) -> Finding:
    """A risk that has nothing to do with the case is usually left out; a reason lets it in (SM-10.9, 10.18)."""
    cites = ("SM-10.9", "SM-10.18") if risk.timing == "likely_in_future" else ("SM-10.18",)
    reason = "It does not relate to this case, so it is left out of the rating. Give a reason to record it all the same."
    return not_met(NAME, reason, *cites, needs=("why_recorded_anyway",))


def counts(risk: Risk) -> bool:
    """Does it count in the rating: still a concern, and nothing known says that it is not to be recorded."""
    return risk.is_open and recordable(risk).status != "not_met"
