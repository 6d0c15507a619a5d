"""Should we look into the case? Indications, what is still unremedied, and other reasons to decline (SM-3.3 to 3.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, in_order, met, not_met
from service_model.record import Part

Reason = Literal[
    "outcome_not_reasonable", "outcome_not_achievable", "not_practical_and_no_value", "no_agreement_on_scope",
    "nature_or_theme", "another_organisation_considering", "out_of_remit_or_not_ready",
]  # fmt: skip
REASONS: Mapping[Reason, str] = {
    "outcome_not_reasonable": "The outcome sought is not reasonable in relation to the injustice.",
    "outcome_not_achievable": "The outcome sought is not achievable.",
    "not_practical_and_no_value": "An investigation would not be practical, not end satisfactorily, and be of no value.",
    "no_agreement_on_scope": "They are unhappy with the investigation proposed, and no agreement can be reached.",
    "nature_or_theme": "The nature or theme may not be appropriate for us to investigate.",
    "another_organisation_considering": "Another organisation is considering the same issues, and it seems right to wait.",
    "out_of_remit_or_not_ready": "After a closer look it is out of remit, or not yet ready for us.",
}
"""The guidance's own list, which is not closed (SM-3.10)."""


class LookFacts(Part):
    """What the first look shows. Indications are enough; nothing here asks for proof (SM-3.3, 3.6)."""

    failings: Literal["indications", "no_indications", "cannot_tell_yet"] | None = None
    injustice: Literal["could_be", "no", "cannot_tell_yet"] | None = Field(
        None, description="Could there be an unremedied injustice"
    )
    from_the_failings: bool | None = Field(None, description="The injustice is likely to have come from the failings (SM-3.7)")
    remedied: Literal["fully", "not_fully", "cannot_tell_yet"] | None = Field(
        None, description="Has the organisation put it right"
    )
    size_and_complexity: str | None = Field(
        None, max_length=5000, description="Why an investigation is best for its size (SM-3.5)"
    )


class DeclineFacts(Part):
    """A reason not to investigate, with what has to stand beside it."""

    reason: Reason | None = None
    rationale: str | None = Field(None, max_length=5000)
    not_practical: str | None = Field(None, max_length=2000)
    not_satisfactory: str | None = Field(None, max_length=2000)
    no_value: str | None = Field(None, max_length=2000)
    attempts_to_agree: str | None = Field(None, max_length=2000)
    body: str | None = Field(None, max_length=200, description="The other organisation that considers the same issues")
    remit_now: Literal["in", "out"] | None = None
    ready_now: bool | None = None
    other_code: str | None = Field(None, max_length=120)
    other_code_because: str | None = Field(None, max_length=2000)


def indications_of_failings(facts: LookFacts) -> Finding:
    """Indications of maladministration or service failure are enough, without full evidence (SM-3.3, 3.5)."""
    if facts.failings == "indications":
        return met("failings", "There are indications of maladministration or service failure.", "SM-3.3")
    if facts.failings == "no_indications":
        return not_met("failings", "There are no indications of maladministration or service failure.", "SM-3.3")
    return _by_size(facts, "failings", "Are there any indications of maladministration or service failure?", "SM-3.3", "SM-3.5")


def indications_of_injustice(facts: LookFacts) -> Finding:
    """That there could be an unremedied injustice is enough, if it is likely to come from the failings (SM-3.6, 3.7)."""
    if facts.injustice == "no":
        return not_met("injustice", "There are no indications of an unremedied injustice.", "SM-3.6")
    if facts.injustice == "could_be" and facts.from_the_failings is False:
        return not_met("injustice", "The injustice is not likely to have come from the failings.", "SM-3.7")
    if facts.injustice == "could_be":
        needs = ("from_the_failings",) if facts.from_the_failings is None else ()
        return met("injustice", "There could be an unremedied injustice.", "SM-3.6", "SM-3.7", needs=needs)
    words = "Could there be an unremedied injustice?"
    return cannot_tell("injustice", words, "SM-3.6", needs=("injustice",))


def still_unremedied(facts: LookFacts) -> Finding:
    """Has what the organisation did put it right? That is for us to decide, not led by the outcome sought (SM-3.8, 3.9)."""
    if facts.remedied == "fully":
        words = "The injustice is fully resolved: it may not be suitable for investigation."
        return not_met("unremedied", words, "SM-3.8", flags=(Flag("fully_resolved", words, ("SM-3.8",)),))
    if facts.remedied == "not_fully":
        return met("unremedied", "The injustice is not fully put right.", "SM-3.8")
    return _by_size(facts, "unremedied", "Has the organisation put it right?", "SM-3.8", "SM-3.9")


def _by_size(facts: LookFacts, gate: str, words: str, paragraph: str, by_size: str) -> Finding:
    """Where no view can be reached in proportion, size and complexity are a ground of their own (SM-3.5, 3.9)."""
    if facts.size_and_complexity:
        return met(gate, "No view can be reached in proportion: best resolved through investigation.", by_size, kind="policy")
    fact = "failings" if gate == "failings" else "remedied"
    asked = getattr(facts, fact) is None
    return cannot_tell(gate, words, paragraph, by_size, needs=(fact,) if asked else ("size_and_complexity",))


def look_into_it(facts: LookFacts) -> Recommendation:
    """The three tests together: propose to investigate, or a prompt towards a decline, never an automatic one (SM-3.3 to 3.9)."""
    found = (indications_of_failings(facts), indications_of_injustice(facts), still_unremedied(facts))
    against = [each for each in found if each.status == "not_met"]
    if against:
        words = " ".join(each.reason for each in against)
        cites = in_order(paragraph for each in against for paragraph in each.paragraphs)
        return Recommendation("look_into_it", "may_not_be_suitable_for_investigation", words, cites)
    cites = in_order(paragraph for each in found for paragraph in each.paragraphs)
    needs = tuple(need for each in found for need in each.needs)
    if all(each.status == "met" for each in found) and not needs:
        return Recommendation("look_into_it", "propose_to_investigate", "The tests are met.", cites)
    return Recommendation("look_into_it", None, "Not every test can be answered yet.", cites, needs=needs)


def reason_to_decline(facts: DeclineFacts, authority: Authority = PHSO) -> Recommendation:
    """Declining for another reason: what it needs beside it, and the code, usually 'other reason to decline' (SM-3.10, 3.11)."""
    needs = _missing(facts)
    cites = ("SM-3.10", "SM-3.11")
    if needs or facts.reason is None:
        return Recommendation("decline", None, "The reason is not complete yet.", cites, "policy", needs=needs or ("reason",))
    if facts.reason == "out_of_remit_or_not_ready" and facts.remit_now != "out" and facts.ready_now is not False:
        words = "It is in remit and ready: this is no reason to decline."
        return Recommendation("decline", None, words, ("SM-3.10",), "policy")
    code = facts.other_code or authority.closure_codes.get("other_reason")
    return Recommendation("decline", code, REASONS[facts.reason], cites, "policy", duties=_told(facts))


def _missing(facts: DeclineFacts) -> tuple[str, ...]:
    """What has to be written down first; the case has to show why it was declined (SM-3.10, 3.11)."""
    wanted: Mapping[Reason, tuple[str, ...]] = {
        "not_practical_and_no_value": ("not_practical", "not_satisfactory", "no_value"),
        "no_agreement_on_scope": ("attempts_to_agree",),
        "another_organisation_considering": ("body",),
    }
    names = ("reason", "rationale", *(wanted.get(facts.reason, ()) if facts.reason else ()))
    missing = [name for name in names if not getattr(facts, name)]
    if facts.reason == "out_of_remit_or_not_ready" and facts.remit_now is None and facts.ready_now is None:
        missing.append("remit_now")
    if facts.other_code and not facts.other_code_because:
        missing.append("other_code_because")
    return tuple(missing)


def _told(facts: DeclineFacts) -> tuple[Duty, ...]:
    if facts.reason != "another_organisation_considering":
        return ()
    words = f"Tell them that {facts.body} is considering the same issues, and that it seems right to wait for the outcome."
    return (Duty("name_the_other_body", words, "guidance", ("SM-3.10",), to=("complainant",)),)
