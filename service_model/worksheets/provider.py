"""The organisation complained about, where it is a family health service provider (SM-2.208, 3.79, 3.80)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.casework.proposal_addressees import OrganisationType
from service_model.casework.proposal_letter import ContractFacts, ContractType, contract_confirmed, contract_request
from service_model.determination import Finding
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged


class Provider(Part):
    """Who it is, who signed its final response, and its contract with the NHS."""

    organisation_type: OrganisationType | None = None
    name: str | None = Field(None, max_length=300, description="The practice, surgery or other organisation")
    signed_by: str | None = Field(None, max_length=200, description="Who signed the final response")
    signed_as: Literal["complaints_manager", "individual"] | None = None
    contract_type: ContractType | None = None


def judge(facts: Provider, about: About) -> Judged:
    """Who signed the response, and the contract (SM-2.208, 3.79)."""
    contract = ContractFacts.model_validate({"organisation_type": facts.organisation_type, "contract_type": facts.contract_type})
    recorded = organisation_to_record(facts)
    rows = []
    if recorded:
        rows.append(met("organisation_recorded", f"Recorded as the organisation: {recorded}.", "SM-2.208", kind="policy"))
    if facts.contract_type:
        rows.append(met("contract", f"Contract: {facts.contract_type}.", "SM-3.80", kind="policy"))
    return Judged(steps=(signed(facts), contract_confirmed(contract)), verdicts=tuple(rows), duties=contract_request(contract))


def organisation_to_record(facts: Provider) -> str | None:
    """A person who signed the final response is recorded, and not the practice or surgery (SM-2.208).

    >>> organisation_to_record(Provider(organisation_type="family_health_service_provider", name="Elm Surgery",
    ...                                 signed_by="Dr A Patel", signed_as="individual"))
    'Dr A Patel'
    """
    is_provider = facts.organisation_type == "family_health_service_provider"
    if is_provider and facts.signed_as == "individual" and facts.signed_by:
        return facts.signed_by
    return facts.name


def signed(facts: Provider) -> Finding:
    """Of a family health service provider we ask who signed the final response, and as what (SM-2.208)."""
    if facts.organisation_type != "family_health_service_provider":
        return met("signed", "It is not said to be a family health service provider.", "SM-2.208", kind="policy")
    needs = tuple(name for name in ("signed_by", "signed_as") if getattr(facts, name) is None)
    if needs:
        words = "Who signed the final response: a complaints manager, or an individual? The individual is then recorded."
        return not_met("signed", words, "SM-2.208", kind="policy", needs=needs)
    return met("signed", f"Signed by {facts.signed_by}.", "SM-2.208", kind="policy")
