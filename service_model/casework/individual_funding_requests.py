"""Individual Funding Requests: who applied, what the board had to consider, and what is checked (SM-2.178 to 2.180)."""

from __future__ import annotations

from typing import Literal

from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met
from service_model.record import Part

Applicant = Literal["doctor", "patient", "family", "other"]


class FundingRequestFacts(Part):
    """The request, the policy it met, and the caseworker's checks of a refusal."""

    applicant: Applicant | None = None
    declined: bool | None = None
    policy_exists: bool | None = None
    sufficient_grounds_considered: bool | None = None
    individual_funding_considered: bool | None = None
    application_matches_account: bool | None = None
    policy_used: str | None = None
    accords_with_policies: bool | None = None
    accords_with_directions: bool | None = None
    policy_reasonable: bool | None = None
    policy_reasons: str | None = None


def applicant_flags(facts: FundingRequestFacts) -> tuple[Flag, ...]:
    """Only a doctor can apply for a patient; an application by anyone else is flagged (SM-2.178)."""
    if facts.applicant in (None, "doctor"):
        return ()
    words = f"The application was made by: {facts.applicant}. Only a doctor can apply for a patient."
    return (Flag("ifr_not_by_a_doctor", words, ("SM-2.178",)),)


def what_the_board_considers(facts: FundingRequestFacts) -> Finding:
    """With a commissioning policy: sufficient grounds. Without: whether individual funding can be supported (SM-2.179)."""
    gate = "board_considered"
    if facts.policy_exists is None:
        return cannot_tell(gate, "Is there a commissioning policy for this treatment?", "SM-2.179", needs=("policy_exists",))
    asked = "sufficient_grounds_considered" if facts.policy_exists else "individual_funding_considered"
    words = "if there were sufficient grounds" if facts.policy_exists else "if individual funding could be supported"
    if getattr(facts, asked) is None:
        return cannot_tell(gate, f"Did the board consider {words}?", "SM-2.179", needs=(asked,))
    return met(gate, f"It is known whether the board considered {words}.", "SM-2.179")


def checks_of_a_refusal(facts: FundingRequestFacts) -> Finding:
    """Application, policy used, accord with policies and NHS Directions, and is the policy reasonable? (SM-2.180)"""
    gate = "refusal_checked"
    if facts.declined is False:
        return met(gate, "The funding was not declined.", "SM-2.180", kind="policy")
    checks = ("declined", "application_matches_account", "policy_used", "accords_with_policies", "accords_with_directions",
              "policy_reasonable", "policy_reasons")  # fmt: skip
    needs = tuple(name for name in checks if getattr(facts, name) in (None, ""))
    if needs:
        words = "Check the application, the policy used, if the decision accords with it and the NHS Directions, and the policy."
        return cannot_tell(gate, words, "SM-2.180", kind="policy", needs=needs)
    return met(gate, "Every check of the refusal is made.", "SM-2.180", kind="policy")
