"""Prison complaints: what they are about, whom they are recorded against, what letters to prisoners carry (SM-1.57 to 1.60)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met
from service_model.record import Part

Topic = Literal["prison", "healthcare"]
CONFIDENTIAL_ACCESS = "confidential access rights apply"


class PrisonFacts(Part):
    """What is known of a complaint about a prison. `topics` are the parts it has; None while nobody has asked."""

    prison: str | None = Field(None, max_length=300)
    topics: tuple[Topic, ...] | None = None
    healthcare_provider: str | None = Field(None, max_length=300, description="Who provides the healthcare there")
    provider_is_nhs: bool | None = Field(None, description="An NHS organisation, as it usually is")
    prisons_ombudsman_involved: bool | None = None
    from_a_prisoner: bool | None = None
    prison_number: str | None = Field(None, max_length=20)


def what_it_concerns(facts: PrisonFacts) -> Finding:
    """Is it about what the prison itself did, or about healthcare? Both are two parts, each under its own law (SM-1.57)."""
    gate = "prison_topic"
    if not facts.topics:
        return cannot_tell(
            gate, "Ask if it is about the prison itself or healthcare.", "SM-1.57", kind="policy", needs=("topics",)
        )
    if len(set(facts.topics)) == 2:
        return met(gate, "It is about both: split it into two parts.", "SM-1.57", "SM-1.58", "SM-1.59", kind="policy")
    if facts.topics[0] == "prison":
        return met(gate, "It is about what the prison did.", "SM-1.57", "SM-1.58", kind="policy")
    return met(gate, "It is about healthcare in prison.", "SM-1.57", "SM-1.59", kind="policy")


def complained_about(facts: PrisonFacts, topic: Topic) -> Recommendation:
    """Whom that part is recorded against: the provider of healthcare, never the prison; else the prison (SM-1.58, 1.59)."""
    if topic == "healthcare":
        return Recommendation(
            "complained_about",
            facts.healthcare_provider,
            "Healthcare in prison is recorded against the organisation that provides it."
            if facts.healthcare_provider
            else "Find out who provides the healthcare at this prison. Do not record it against the prison.",
            ("SM-1.59",),
            needs=() if facts.healthcare_provider else ("healthcare_provider",),
        )
    return Recommendation(
        "complained_about",
        facts.prison,
        "What the prison itself did is recorded against the prison.",
        ("SM-1.58",),
        needs=() if facts.prison else ("prison",),
    )


def procedure_of_part(facts: PrisonFacts, topic: Topic) -> Recommendation:
    """The prison's own actions usually are parliamentary and need an MP; care by an NHS provider does not (SM-1.58, 1.59)."""
    if topic == "prison":
        reason = "An MP has to refer it, unless it is brought under the Victims and Prisoners Act."
        return Recommendation("procedure", "parliamentary", reason, ("SM-1.58",), "legal")
    if facts.provider_is_nhs is None:
        reason = "Check that the provider is an NHS organisation. It usually is."
        return Recommendation("procedure", "health", reason, ("SM-1.59",), needs=("provider_is_nhs",))
    if facts.provider_is_nhs:
        return Recommendation("procedure", "health", "The provider is an NHS organisation. No MP is needed.", ("SM-1.59",))
    reason = "The provider is not an NHS organisation. Find out if the NHS pays for the care."
    return Recommendation("procedure", None, reason, ("SM-1.59", "SM-2.2"), needs=("nhs_funded",))


def prisons_ombudsman(facts: PrisonFacts) -> tuple[Duty, ...]:
    """Such cases usually also involve the Prisons and Probation Ombudsman: find out whether it does (SM-1.58)."""
    if facts.prisons_ombudsman_involved is not None or not facts.topics or "prison" not in facts.topics:
        return ()
    what = "Ask if the Prisons and Probation Ombudsman has been involved."
    return (Duty("ask_about_prisons_ombudsman", what, "guidance", ("SM-1.58",), to=("complainant",)),)


def letter_duties(facts: PrisonFacts) -> tuple[Duty, ...]:
    """Letters to a prisoner carry the prison number, and the mark at the top and on both sides of the envelope (SM-1.60)."""
    if not facts.from_a_prisoner:
        return ()
    number = (
        Duty("prison_number_on_letters", f"Prison number: {facts.prison_number}", "policy", ("SM-1.60",), to=("complainant",))
        if facts.prison_number
        else Duty("record_prison_number", "Find out and record the prison number.", "policy", ("SM-1.60",))
    )
    envelope = f"Write '{CONFIDENTIAL_ACCESS}' on the front and the back of the envelope in red pen."
    return (
        number,
        Duty("first_line_of_letters", CONFIDENTIAL_ACCESS, "policy", ("SM-1.60",), to=("complainant",)),
        Duty("mark_the_envelope", envelope, "policy", ("SM-1.60",), to=("complainant",)),
    )
