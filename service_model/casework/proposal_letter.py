"""What a proposal to investigate holds before it goes, and what is asked of the organisation with it (SM-3.74, 3.77 to 3.81)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.casework.proposal_addressees import OrganisationType
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

ContractType = Literal["PMS", "PDS", "GMS", "GDS", "other", "unsure"]


class ProposedIssue(Part):
    """One issue the complainant raised, whether we propose to investigate it, and why (not)."""

    summary: str = Field(max_length=2000)
    proposed: bool | None = None
    reason: str | None = Field(None, max_length=5000)


class ProposalLetter(Part):
    """What the letter has to say."""

    scope: str | None = Field(None, max_length=5000)
    claimed_injustice: str | None = Field(None, max_length=5000)
    outcome_sought: str | None = Field(None, max_length=5000)
    achievable_by_us: bool | None = None
    achievable_by_organisation: bool | None = None
    issues: tuple[ProposedIssue, ...] = ()


class ContractFacts(Part):
    """The contract under which a family health service provider works for the NHS."""

    organisation_type: OrganisationType | None = None
    contract_type: ContractType | None = None


class ViewsAgreement(Part):
    """An earlier agreement with the organisation about provisional views that do not uphold, and what it says now."""

    agreed_not_to_receive: bool | None = None
    wants_to_see_them: bool | None = Field(None, description="What the organisation answered to the reminder, for this case")


def letter_complete(letter: ProposalLetter) -> Finding:
    """The letter includes the scope proposed, the claimed injustice and the outcome sought (SM-3.74)."""
    blank = tuple(name for name in ("scope", "claimed_injustice", "outcome_sought") if not getattr(letter, name))
    if blank:
        words = f"The proposal cannot go without: {', '.join(name.replace('_', ' ') for name in blank)}."
        return not_met("letter_complete", words, "SM-3.74", kind="policy", needs=blank)
    return met("letter_complete", "Scope, claimed injustice and outcome sought are there.", "SM-3.74", kind="policy")


def outcome_achievable(letter: ProposalLetter) -> Finding:
    """The outcome sought is one that both we and the organisation can achieve (SM-3.74)."""
    able = {"achievable_by_us": letter.achievable_by_us, "achievable_by_organisation": letter.achievable_by_organisation}
    if False in able.values():
        words = "The outcome sought has to be one that both we and the organisation can achieve. Agree another one."
        return not_met("outcome_achievable", words, "SM-3.74", kind="policy")
    needs = tuple(name for name, answer in able.items() if answer is None)
    if needs:
        words = "Confirm that both we and the organisation can achieve the outcome sought."
        return cannot_tell("outcome_achievable", words, "SM-3.74", kind="policy", needs=needs)
    return met("outcome_achievable", "Both we and the organisation can achieve it.", "SM-3.74", kind="policy")


def issues_explained(letter: ProposalLetter) -> Finding:
    """The complainant learns which issues we do and do not propose to investigate, and why (SM-3.77)."""
    unexplained = [each.summary for each in letter.issues if each.proposed is False and not each.reason]
    if unexplained:
        words = f"Say why we do not propose to investigate: {'; '.join(unexplained)}."
        return not_met("issues_explained", words, "SM-3.77", kind="policy", needs=("reason",))
    undecided = [each.summary for each in letter.issues if each.proposed is None]
    if undecided or not letter.issues:
        words = f"Say whether we propose to investigate: {'; '.join(undecided) or 'each issue raised'}."
        return cannot_tell("issues_explained", words, "SM-3.77", kind="policy", needs=("proposed" if undecided else "issues",))
    return met("issues_explained", "Every issue is in, or out with a reason.", "SM-3.77", kind="policy")


def contract_confirmed(facts: ContractFacts) -> Finding:
    """A family health service provider has told us the type of its NHS contract (SM-3.79, 3.80)."""
    if facts.organisation_type is None:
        words = "What type of organisation is it? A family health service provider is asked for its contract."
        return cannot_tell("contract_confirmed", words, "SM-3.79", kind="policy", needs=("organisation_type",))
    if facts.organisation_type != "family_health_service_provider":
        return met("contract_confirmed", "Only family health service providers are asked.", "SM-3.79", kind="policy")
    if facts.contract_type is None:
        words = "Confirm with the provider the type of its NHS contract. It can change who we should investigate."
        return not_met("contract_confirmed", words, "SM-3.79", "SM-3.80", kind="policy", needs=("contract_type",))
    if facts.contract_type == "unsure":
        words = "The provider is unsure of its contract: ask it to send the contract."
        return cannot_tell("contract_confirmed", words, "SM-3.79", "SM-3.80", kind="policy", needs=("contract_type",))
    return met("contract_confirmed", f"The contract is {facts.contract_type}.", "SM-3.79", "SM-3.80", kind="policy")


def contract_request(facts: ContractFacts) -> tuple[Duty, ...]:
    """An organisation unsure of its contract type can be asked to send the contract (SM-3.79)."""
    if facts.organisation_type != "family_health_service_provider" or facts.contract_type != "unsure":
        return ()
    words = "Ask the provider to send us its contract."
    return (Duty("ask_for_contract", words, "guidance", ("SM-3.79",), to=("organisation",), must=False),)


def reminder_of_agreement(agreement: ViewsAgreement) -> tuple[Duty, ...]:
    """The letter mentions an agreement not to receive views that do not uphold, so that it can say otherwise (SM-3.81)."""
    if not agreement.agreed_not_to_receive:
        return ()
    words = (
        "Mention in the proposal letter that the organisation agreed not to receive provisional views that do not uphold. "
        "Let it say if it does want to see them."
    )
    return (Duty("remind_of_agreement", words, "policy", ("SM-3.81",), to=("organisation",)),)


def provisional_views(agreement: ViewsAgreement) -> Recommendation:
    """Does the organisation get provisional views that do not uphold? Its answer in this case goes before (SM-3.81)."""
    cites = ("SM-3.81",)
    if agreement.wants_to_see_them:
        return Recommendation("provisional_views", "send", "The organisation said it wants to see them.", cites, "policy")
    if agreement.agreed_not_to_receive is None:
        words = "Is there an agreement about provisional views with the organisation?"
        return Recommendation("provisional_views", None, words, cites, "policy", needs=("agreed_not_to_receive",))
    if agreement.agreed_not_to_receive:
        words = "The organisation agreed not to receive views that do not uphold."
        return Recommendation("provisional_views", "send_only_if_we_uphold", words, cites, "policy")
    return Recommendation("provisional_views", "send", "There is no agreement to leave them out.", cites, "policy")
