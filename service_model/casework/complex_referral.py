"""Referring a case to the complex teams (SM-2.194)."""

from __future__ import annotations

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import met, not_met
from service_model.record import Part


class ComplexReferral(Part):
    """The email that refers a case as complex."""

    discussed_with: str | None = Field(None, max_length=200, description="Who it was discussed with: the manager first")
    discussed_with_manager: bool | None = None
    case_details: str | None = Field(None, max_length=5000)
    why_complex: str | None = Field(None, max_length=5000)


def may_refer(referral: ComplexReferral) -> Finding:
    """Discussed with the manager, and the email says about what, with whom and why it is complex (SM-2.194)."""
    needs = [] if referral.discussed_with_manager else ["discussed_with_manager"]
    needs += [name for name in ("case_details", "discussed_with", "why_complex") if not getattr(referral, name)]
    if not needs:
        return met("complex_referral", "The referral is complete.", "SM-2.194", kind="policy")
    words = ", ".join(name.replace("_", " ") for name in needs)
    return not_met("complex_referral", f"The referral still lacks: {words}.", "SM-2.194", kind="policy", needs=tuple(needs))


def referral(referral: ComplexReferral) -> Duty | None:
    """A complete referral goes to the Assistant Director responsible for the complex teams, with its three parts (SM-2.194)."""
    if may_refer(referral).status != "met":
        return None
    what = (
        f"Email the Assistant Director for the complex teams. The case: {referral.case_details} "
        f"Discussed with: {referral.discussed_with}. Why it is complex: {referral.why_complex}"
    )
    return Duty("refer_as_complex", what, "policy", ("SM-2.194",), ("assistant_director",))
