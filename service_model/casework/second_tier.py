"""Second tier complaint handlers (SM-2.142 to 2.157)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.two_handlers import Handlers, HandlersFacts, choice_of, involved, unchosen
from service_model.determination import Finding
from service_model.duties import Duty, Party, Recommendation
from service_model.findings import cannot_tell, met
from service_model.record import Part
from service_model.second_tiers import SecondTierRole

SECOND_TIER = Handlers(
    other="second_tier",
    called="second tier",
    recorded="SM-2.144",
    chosen="SM-2.147",
    limited="SM-2.151",
    heard="SM-2.152",
    both="SM-2.153",
    original_only="SM-2.154",
    other_only="SM-2.155",
    other_subject="SM-2.156",
)
INDICATORS = {
    "inadequate_remedy": "The remedy it suggested was unreasonable or did not go far enough.",
    "inaccurate_or_misleading_facts": "It reached a conclusion on inaccurate facts or misleading information.",
    "poor_service_or_delay": "Its service was unreasonable, or there was an unnecessary delay.",
}
"""Signs that the second tier is really in issue (SM-2.150); not a closed list."""


class SecondTierFacts(Part):
    """The organisation (its identifier in the register), and how far its second tier has got."""

    organisation: str | None = None
    stage: Literal["not_started", "under_way", "final"] | None = None
    reply_on_file: bool | None = None
    continuing_healthcare: bool | None = None
    exceptional_ground: str | None = None


@dataclass(frozen=True, slots=True)
class Concerned:
    """An organisation that a complaint may concern, with its role."""

    id: str
    name: str
    role: Literal["original", "second tier"]
    form: SecondTierRole | None = None
    of: str | None = None


def organisations_for(organisation: str, *, authority: Authority = PHSO) -> tuple[Concerned, ...]:
    """The organisation and its second tier, as what it is to it: a part of it, or an organisation of its own (SM-2.143)."""
    body = authority.register.bodies.get(organisation)
    found = [Concerned(organisation, body.name if body else organisation, "original")]
    found += [
        Concerned(identifier, handler.name, "second tier", handler.role, organisation)
        for identifier, handler in authority.second_tiers.items()
        if organisation in handler.of
    ]
    return tuple(found)


def second_tier_stage(facts: SecondTierFacts, *, authority: Authority = PHSO) -> Recommendation:
    """Complete, incomplete, not applicable, or discretion in exceptional circumstances (SM-2.142, 2.143, 2.145, 2.173)."""
    if facts.continuing_healthcare:
        reason = "NHS England's reviews are a function of its own, not a second tier of the integrated care board."
        return Recommendation("second_tier", "not_applicable", reason, ("SM-2.173",))
    if facts.organisation is None:
        words = "We need to know the organisation."
        return Recommendation("second_tier", None, words, ("SM-2.142",), "policy", ("organisation",))
    handler = authority.second_tier_of(facts.organisation)
    if handler is None:
        return Recommendation("second_tier", "not_applicable", "No second tier is known for it.", ("SM-2.142",), "policy")
    if facts.stage == "final" or facts.reply_on_file:
        return Recommendation("second_tier", "complete", f"They have the answer of {handler.title}.", ("SM-2.142",), "policy")
    if facts.stage is None and facts.reply_on_file is None:
        reason = f"Find out if there is an answer of {handler.title}."
        return Recommendation("second_tier", None, reason, ("SM-2.142",), "policy", needs=("stage", "reply_on_file"))
    if facts.exceptional_ground and facts.exceptional_ground.strip():
        record = Duty("record_why", "Record clearly why we take this action.", "policy", ("SM-2.146",), to=("caseworker",))
        reason = f"Not finished, but there may be a reason to consider it now: {facts.exceptional_ground.strip()}"
        return Recommendation("second_tier", "discretion_available", reason, ("SM-2.145",), duties=(record,))
    reason = f"The {handler.name} has not answered. It is normally declined as premature."
    return Recommendation("second_tier", "incomplete", reason, ("SM-2.142", "SM-2.143"), "policy")


def informed_choice(facts: HandlersFacts) -> Finding:
    """Why they are unhappy with the second tier; and where it is really in issue, that this was explained (SM-2.149, 2.150)."""
    if (open_yet := unchosen("informed_choice", "SM-2.147", facts)) is not None:
        return open_yet
    if facts.chosen != "original":
        return met("informed_choice", "They did not choose the organisation only.", "SM-2.149", kind="policy")
    needs, cites = [], []
    if not facts.why_unhappy_with_other:
        needs, cites = ["why_unhappy_with_other"], ["SM-2.149"]
    if facts.account_concerns_other:
        left = [name for name in ("explained_on", "choice_after_explanation") if getattr(facts, name) is None]
        needs, cites = [*needs, *left], [*cites, *(["SM-2.150"] if left else [])]
    if needs:
        words = "Find out why they are unhappy with the second tier. If their account concerns it too, explain that to them."
        return cannot_tell("informed_choice", words, *cites, kind="policy", needs=tuple(needs))
    return met("informed_choice", f"An informed choice: {choice_of(facts)}.", "SM-2.149", "SM-2.150", kind="policy")


def proposal_letters(facts: HandlersFacts) -> tuple[Duty, ...]:
    """To each organisation complained about, named people, services acting for them, and the second tier (SM-2.157).

    Who of them must be able to comment by law: `proposal_addressees.comment_list` (3.84 to 3.86).
    """
    to: dict[str, Party] = {
        each.name: each.role for each in involved(SECOND_TIER, facts) if each.proposed or each.role != "organisation"
    }
    to.update(dict.fromkeys(facts.named_people, "named_person"))
    return tuple(
        Duty("send_proposal_to_investigate", f"Send the proposal to investigate to {name}.", "policy", ("SM-2.157",), to=(party,))
        for name, party in to.items()
    )
