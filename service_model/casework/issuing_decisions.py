"""A decision not to investigate: who is sent it, and what it tells them beside the decision (SM-3.109 to 3.117)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.clinical_advice import Adviser, names_no_adviser
from service_model.casework.evidencing import EvidenceItem, material
from service_model.casework.telling import not_all_told, still_to_tell
from service_model.determination import Finding, Outcome, Signpost
from service_model.duties import Duty, Mp, Party
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class ProfessionalRepresentative(Part):
    """A professional who acts for the complainant or the aggrieved."""

    role: Literal["representative", "advocate"] = "representative"
    is_complainant: bool | None = None
    authorised: bool | None = Field(None, description="Authority from the complainant or aggrieved is on file")
    copy_wanted: bool | None = None


class DecisionToIssue(Part):
    """A decision not to investigate, who has a part in the case, and to whom it went."""

    procedure: Literal["parliamentary", "health"] | None = None
    mp: Mp | Literal["none"] | None = Field(None, description="'none' when somebody has looked and there is no MP")
    separate_aggrieved: bool | None = None
    aggrieved_alive: bool | None = None
    copy_to_aggrieved: bool | None = None
    copy_to_aggrieved_because: str | None = Field(None, max_length=2000)
    representatives: tuple[ProfessionalRepresentative, ...] = ()
    organisation_contacted: bool | None = Field(None, description="During further consideration")
    sent_to: tuple[Party, ...] = Field((), description="Who was sent the letter, its copy or the notification")


class ClinicalAdvice(Part):
    """Advice that was received, for what it shows of the adviser."""

    adviser: str | None = Field(None, min_length=2, max_length=200, description="The name: never in the letter")
    qualifications: str | None = Field(None, max_length=1000)
    why_asked: str | None = Field(None, max_length=2000, description="For example why the discipline is relevant")


@dataclass(frozen=True, slots=True)
class Route:
    """Another way that the complainant is told of."""

    kind: Literal["organisation complained about", "advocacy agency", "another organisation"]
    signposts: tuple[Signpost, ...] = ()


def decision_letters(decision: DecisionToIssue) -> tuple[Duty, ...]:
    """The letter to the complainant and every copy, each party once (SM-3.109 to 3.112, 3.117).

    3.109 names the referring MP only, 3.110 any MP: with another MP on a parliamentary case a copy is for judgement.
    """
    cites = {"parliamentary": ("SM-3.109",), "health": ("SM-3.110",)}.get(decision.procedure or "", ("SM-3.109", "SM-3.110"))
    words = "Address the decision letter to the complainant."
    duties = [Duty("decision_letter", words, "legal", cites, to=("complainant",))]
    if decision.mp and decision.mp != "none":
        by_law = decision.procedure != "parliamentary" or decision.mp == "referring_mp"
        words = "Send the MP a copy under a brief covering letter."
        kind: Literal["legal", "guidance"] = "legal" if by_law else "guidance"
        duties.append(Duty("copy_with_covering_letter", words, kind, cites, to=(decision.mp,), must=by_law))
    if decision.separate_aggrieved and decision.copy_to_aggrieved and decision.aggrieved_alive is not False:
        duties.append(Duty("copy_of_decision", "Send the aggrieved a copy.", "guidance", ("SM-3.111",), to=("aggrieved",)))
    for each in decision.representatives:
        if each.copy_wanted and may_have_a_copy(each).status == "met":
            words = f"Send the {each.role} a copy."
            duties.append(Duty("copy_of_decision", words, "guidance", ("SM-3.112",), to=(each.role,), must=False))
    if decision.organisation_contacted:
        words = "Tell the organisation that we will not investigate: it was contacted."
        duties.append(Duty("tell_organisation", words, "policy", ("SM-3.117",), to=("organisation",)))
    return tuple(duties)


def may_have_a_copy(representative: ProfessionalRepresentative) -> Finding:
    """A professional gets a copy only with authority; one who is the complainant has the letter itself (SM-3.112)."""
    if representative.is_complainant:
        return not_met("copy_to_representative", "They are the complainant: the letter goes to them.", "SM-3.112")
    if representative.authorised:
        return met("copy_to_representative", "They are authorised to act.", "SM-3.112")
    if representative.authorised is None:
        words = "Is there authority on file from the complainant or the aggrieved?"
        return cannot_tell("copy_to_representative", words, "SM-3.112", needs=("authorised",))
    return not_met("copy_to_representative", "No copy without authority from the complainant or aggrieved.", "SM-3.112")


def aggrieved_considered(decision: DecisionToIssue) -> Finding:
    """A separate aggrieved: whether they get a copy is considered case by case (SM-3.111)."""
    gate = "copy_to_aggrieved"
    if decision.separate_aggrieved is None:
        words = "Is there a separate aggrieved?"
        return cannot_tell(gate, words, "SM-3.111", needs=("separate_aggrieved",))
    if not decision.separate_aggrieved or decision.aggrieved_alive is False:
        return met(gate, "There is nobody else to send a copy to.", "SM-3.111")
    blank = [
        name
        for name, answer in (
            ("copy_to_aggrieved", decision.copy_to_aggrieved),
            ("copy_to_aggrieved_because", decision.copy_to_aggrieved_because),
        )
        if answer in (None, "")
    ]
    if blank:
        words = "Incomplete: decide if the aggrieved gets a copy, and why."
        return not_met(gate, words, "SM-3.111", needs=tuple(blank))
    return met(gate, f"Considered: {decision.copy_to_aggrieved_because}", "SM-3.111")


def may_close(decision: DecisionToIssue) -> Finding:
    """The case closes when all who must have the decision have it (SM-3.109, 3.110, 3.117)."""
    if missing := still_to_tell(decision_letters(decision), written_to=decision.sent_to):
        return not_all_told("may_close", missing)
    needs = tuple(name for name in ("procedure", "mp", "organisation_contacted") if getattr(decision, name) is None)
    if needs:
        words = "Look who else must have the decision: an MP, or the organisation if it was contacted."
        return cannot_tell("may_close", words, "SM-3.109", "SM-3.110", "SM-3.117", kind="legal", needs=needs)
    return met("may_close", "Everyone who must have the decision has it.", "SM-3.109", "SM-3.110", "SM-3.117", kind="legal")


def evidence_explained(items: Sequence[EvidenceItem]) -> Finding:
    """The letter refers to the material evidence of all parties, and explains its use (SM-3.114)."""
    left = [each.name for each in material(items) if not each.in_decision_letter]
    if left:
        words = f"Explain in the letter how we used: {', '.join(left)}."
        return not_met("evidence_explained", words, "SM-3.114", kind="policy", needs=("in_decision_letter",))
    return met("evidence_explained", "The letter explains all material evidence.", "SM-3.114", kind="policy")


def adviser_explained(advice: ClinicalAdvice) -> Finding:
    """With clinical advice, the complainant learns the adviser's qualifications and why they were asked (SM-3.115)."""
    blank = tuple(name for name in ("qualifications", "why_asked") if not getattr(advice, name))
    if blank:
        words = "Say what qualifications the adviser has, and why we asked them."
        return not_met("adviser_explained", words, "SM-3.115", kind="policy", needs=blank)
    said = f"{advice.qualifications} {advice.why_asked}"
    if advice.adviser and names_no_adviser(said, (Adviser(name=advice.adviser),)).status == "not_met":
        words = "Leave out the adviser's name: the qualifications are enough."
        return not_met("adviser_explained", words, "SM-3.21", "SM-3.115", kind="policy", needs=("qualifications", "why_asked"))
    return met("adviser_explained", f"{advice.qualifications}. {advice.why_asked}", "SM-3.115", kind="policy")


def other_routes(
    outcome: Outcome,
    found: Sequence[Signpost] = (),
    *,
    procedure: Literal["parliamentary", "health"] | None = None,
    authority: Authority = PHSO,
) -> tuple[Route, ...]:
    """The ways still open: back to the organisation, an advocacy agency, another organisation that can help (SM-3.116)."""
    rows: list[Route] = []
    kinds = [procedure] if procedure else list(authority.procedures)
    names = [name for kind in kinds for name in authority.procedures[kind].advocacy]
    advocacy = authority.signposts_for(*names)
    if outcome == "premature":
        rows += [Route("organisation complained about"), Route("advocacy agency", advocacy)]
    others = tuple(each for each in found if each not in advocacy)
    return (*rows, *([Route("another organisation", others)] if others else ()))


def tell_the_routes(routes: Sequence[Route]) -> tuple[Duty, ...]:
    """The complainant is told of every route by name (SM-3.116)."""
    return tuple(
        Duty("tell_route", f"Tell the complainant of this route: {name}.", "policy", ("SM-3.116",), to=("complainant",))
        for route in routes
        for name in ([each.body for each in route.signposts] or [f"the {route.kind}"])
    )


def destination_found(*, destination: str | None = None, none_found: bool | None = None) -> Finding:
    """Out of remit: another organisation that can help is looked for, and the complainant sent there (SM-3.116)."""
    if destination:
        return met("destination_found", f"They are directed to {destination}.", "SM-3.116", kind="policy")
    if none_found:
        return met("destination_found", "No organisation that can help was found.", "SM-3.116", kind="policy")
    words = "Find another organisation that can help, or record that none was found."
    return not_met("destination_found", words, "SM-3.116", kind="policy", needs=("destination", "none_found"))
