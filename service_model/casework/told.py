"""Who hears of a decision that closes a case without an investigation, and how (SM-2.92, 2.93, 2.104, 2.140, 3.67)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field

from service_model.casework.telling import not_all_told, said, still_to_tell
from service_model.determination import Finding, Force
from service_model.duties import Duty, Mp
from service_model.findings import cannot_tell, met
from service_model.record import Part

Way = Literal["public_value", "early_consideration", "early_resolution", "resolution"]
"""Declined after the test; decided in early consideration; resolved there; resolved at primary investigation."""
Other = Literal["representative", "advocate", Mp]
Told = Literal["complainant", Other]
MPS: tuple[Other, ...] = get_args(Mp)
LETTERS = ("letter_to_complainant", "letter_to_mp")


class DecisionGiven(Part):
    """How the decision is given, who else is part of the case, and who has heard of it so far."""

    by: Literal["phone", "writing"] | None = None
    written_wanted: bool | None = Field(None, description="The complainant asked for the decision in writing")
    others: tuple[Other, ...] | None = Field(None, description="Who else is part of the case; None while nobody has looked")
    told: tuple[Told, ...] = Field((), description="Who has been told, in any way")
    written_to: tuple[Told, ...] = Field((), description="Who has been sent it in writing")


@dataclass(frozen=True, slots=True)
class _Rule:
    """The paragraphs behind each addressee. `always_written`: the complainant has a letter whether asked for or not."""

    tell: str
    tell_kind: Force
    letter: tuple[str, Force]
    others: str
    mps_in_writing: bool
    always_written: bool = False


_RULES: dict[Way, _Rule] = {
    "public_value": _Rule("SM-2.92", "policy", ("SM-2.93", "legal"), "SM-2.93", mps_in_writing=True),
    "early_consideration": _Rule("SM-2.104", "policy", ("SM-2.104", "policy"), "SM-2.104", mps_in_writing=False),
    # 2.140: the normal legal requirements, in early consideration those of 2.93 (an MP has it in writing)
    "early_resolution": _Rule("SM-2.140", "legal", ("SM-2.93", "legal"), "SM-2.140", mps_in_writing=True),
    "resolution": _Rule("SM-3.67", "legal", ("SM-3.67", "legal"), "SM-3.67", mps_in_writing=True, always_written=True),
}


def who_is_told(given: DecisionGiven, way: Way) -> tuple[Duty, ...]:
    """The complainant by phone or in writing; in writing if they ask; any MP and representative whatever they ask."""
    rule = _RULES[way]
    channel = given.by or ("writing" if rule.always_written else "phone")
    what = f"Tell the complainant the decision ({'by telephone' if channel == 'phone' else 'in writing'})."
    duties = [Duty("tell_complainant", what, rule.tell_kind, (rule.tell,), to=("complainant",))]
    if rule.always_written or given.written_wanted or given.by == "writing":
        paragraph, kind = rule.letter
        duties.append(Duty("letter_to_complainant", "Send the decision in writing.", kind, (paragraph,), to=("complainant",)))
    for other in given.others or ():
        if other in MPS and rule.mps_in_writing:
            what, name = "Send the MP the decision in writing.", "letter_to_mp"
        else:
            what, name = f"Inform the {said(other)} of the decision.", "notice"
        paragraph = rule.others if other in MPS else "SM-2.104" if way == "public_value" else rule.others
        duties.append(Duty(name, what, "legal", (paragraph,), to=(other,)))
    return tuple(duties)


def everyone_is_told(given: DecisionGiven, way: Way) -> Finding:
    """The case closes only when everyone who has to hear of the decision has heard, in the way they have to."""
    gate, rule = "everyone_is_told", _RULES[way]
    if missing := still_to_tell(who_is_told(given, way), told=given.told, written_to=given.written_to, letters=LETTERS):
        return not_all_told(gate, missing)
    if given.others is None:
        reason = "Look if an MP, advocate or other representative is part of the case: they have to be told."
        return cannot_tell(gate, reason, rule.others, kind="legal", needs=("others",))
    return met(gate, "Everyone who has to hear of it has been told.", rule.tell, rule.others, kind="legal")
