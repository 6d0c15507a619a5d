"""A complaint that two bodies have answered: whom it is about, what is asked, who is heard, what is decided.

Shared by second tiers (`second_tier`, SM-2.142 to 2.157) and the NHS's provider or commissioner
(`nhs_complaint_handlers`, SM-2.158 to 2.169), which the guidance treats alike; each brings its own paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service_model.casework.proposal_addressees import InvolvedOrganisation
from service_model.determination import Finding
from service_model.duties import Duty, Party, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

Role = Literal["original", "other", "contractor"]
Chosen = Literal["both", "original", "other"]
OtherIssue = Literal["inadequate_remedy", "inaccurate_or_misleading_facts", "poor_service_or_delay", "something_else"]


class HandlersFacts(Part):
    """The two bodies, what the complainant chose, and what was found out. `other` is the second tier, or the commissioner."""

    original: str | None = None
    other: str | None = None
    contractors: tuple[str, ...] = ()
    named_people: tuple[str, ...] = ()
    only_about_other: bool | None = None  # said expressly, at intake
    chosen: Chosen | None = None
    why_unhappy_with_other: str | None = None
    account_concerns_other: tuple[OtherIssue, ...] = ()
    explained_on: date | None = None
    choice_after_explanation: Chosen | None = None
    commissioning_complaint: bool | None = None
    raised_with_other: bool | None = None
    addressed_by_other: bool | None = None
    other_reply_reasonable: bool | None = None
    other_reply_reasons: str | None = None
    other_reply_considered: str | None = None
    components_about: tuple[Role, ...] = ()
    components_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Handlers:
    """The rules of one pair: what the other body is called and is owed as, and the paragraph of each step."""

    other: Party
    called: str
    recorded: str
    chosen: str
    limited: str
    heard: str
    both: str
    original_only: str
    other_only: str
    other_subject: str


@dataclass(frozen=True, slots=True)
class Complained:
    """One organisation complained about, in its role; a contractor is one of its own, acting for another."""

    name: str
    role: Role
    acts_for: str | None = None


def choice_of(facts: HandlersFacts) -> Chosen | None:
    """What the complainant wants looked at, as they chose it last."""
    return facts.choice_after_explanation or facts.chosen


def recorded_against(rules: Handlers, facts: HandlersFacts) -> Recommendation:
    """At intake: the original organisation, unless they said expressly that it is about the other only (SM-2.144, 2.159)."""
    if facts.only_about_other:
        reason = f"They said expressly that it is about the {rules.called} only."
        return Recommendation("recorded_against", facts.other, reason, (rules.recorded,), "policy", _missing(facts, "other"))
    reason = f"They have not said that it is about the {rules.called} only."
    return Recommendation("recorded_against", facts.original, reason, (rules.recorded,), "policy", _missing(facts, "original"))


def once_recorded(rules: Handlers) -> tuple[Duty, ...]:
    """The case can then be closed or passed for further consideration (SM-2.144, 2.159)."""
    return (
        Duty("close", "Close it.", "guidance", (rules.recorded,), must=False),
        Duty("pass_for_further_consideration", "Pass it on.", "guidance", (rules.recorded,), must=False),
    )


def unchosen(gate: str, paragraph: str, facts: HandlersFacts) -> Finding | None:
    """Nothing that rests on the choice can be told before it is made; None once it is."""
    if choice_of(facts) is not None:
        return None
    return cannot_tell(gate, "They have not chosen yet whom we should look at.", paragraph, kind="policy", needs=("chosen",))


def whom_to_look_at(rules: Handlers, facts: HandlersFacts) -> Finding:
    """At first contact the complainant, who leads, says whether both are to be looked at (SM-2.147, 2.160)."""
    if choice_of(facts) is None:
        words = f"Ask whether they want the organisation, the {rules.called} or both looked at. Let them lead."
        return cannot_tell("whom_to_look_at", words, rules.chosen, kind="policy", needs=("chosen",))
    return met("whom_to_look_at", f"They chose: {choice_of(facts)}.", rules.chosen, kind="policy")


def complained_about(facts: HandlersFacts) -> tuple[Complained, ...]:
    """The organisations on the case, to match the complaint made, and never another (SM-2.148, 2.150, 2.151, 2.163)."""
    chosen = choice_of(facts)
    found: list[Complained] = []
    if chosen in ("both", "original") and facts.original:
        found.append(Complained(facts.original, "original"))
    if chosen in ("both", "other") and facts.other:
        found.append(Complained(facts.other, "other"))
    if chosen in ("both", "original"):
        found += [Complained(name, "contractor", facts.original) for name in facts.contractors]
    return tuple(found)


def involved(rules: Handlers, facts: HandlersFacts) -> tuple[InvolvedOrganisation, ...]:
    """Both bodies and their contractors, as the proposal sees them: proposed are those complained about (SM-2.157, 3.84 to 3.87).

    A second tier handles complaints for the organisation (3.85); a commissioner is responsible in its own right.
    """
    proposed = None if choice_of(facts) is None else {each.name for each in complained_about(facts)}
    tier = rules.other == "second_tier"
    rows = [
        (facts.original, "organisation", None),
        *((name, "contractor", facts.original) for name in facts.contractors),
        (facts.other, "second_tier" if tier else "other_handler", facts.original if tier else None),
    ]
    return tuple(
        InvolvedOrganisation.model_validate(
            {"name": name, "role": role, "acts_for": acts_for, "proposed": None if proposed is None else name in proposed}
        )
        for name, role, acts_for in rows
        if name
    )


def entries(rules: Handlers, facts: HandlersFacts) -> tuple[tuple[str, str], ...]:
    """The same as entries of the case: each name with its role as the guidance calls it (SM-2.148)."""
    called = {"original": "original", "other": rules.called, "contractor": "contractor"}
    return tuple((each.name, called[each.role]) for each in complained_about(facts))


def may_be_recorded(rules: Handlers, facts: HandlersFacts, role: Role) -> Finding:
    """Components and decisions only about the body or bodies they chose (SM-2.151, 2.163)."""
    if (open_yet := unchosen("within_the_complaint", rules.limited, facts)) is not None:
        return open_yet
    if any(each.role == role for each in complained_about(facts)):
        return met("within_the_complaint", "It is about a body they chose.", rules.limited, kind="policy")
    words = "They did not choose that body. Keep work and records to those they did."
    return not_met("within_the_complaint", words, rules.limited, kind="policy")


def may_be_asked(rules: Handlers) -> Duty:
    """Information may be asked of both, whatever was chosen; that makes neither complained about (SM-2.152, 2.164)."""
    return Duty(
        "ask_for_information",
        "Ask either for what you need.",
        "policy",
        (rules.heard,),
        to=("organisation", rules.other),
        must=False,
    )


def to_comment(rules: Handlers) -> Duty:
    """Both may comment when an investigation is proposed, whatever was chosen (SM-2.152, 2.164)."""
    words = f"Give the organisation and the {rules.called} the opportunity to comment."
    return Duty("opportunity_to_comment", words, "policy", (rules.heard,), to=("organisation", rules.other))


def decisions_complete(rules: Handlers, facts: HandlersFacts, recorded: Mapping[Role, str]) -> Finding:
    """A decision for each body complained about, which may differ, and for no other (SM-2.151, 2.153, 2.156, 2.165, 2.169)."""
    if (open_yet := unchosen("decisions", rules.chosen, facts)) is not None:
        return open_yet
    wanted = {each.role for each in complained_about(facts)} - {"contractor"}
    if outside := sorted(set(recorded) - wanted - {"contractor"}):
        words = f"There is a decision about a body they did not choose: {', '.join(outside)}."
        return not_met("decisions", words, rules.limited, kind="policy")
    if left := sorted(wanted - set(recorded)):
        words = f"A decision is still to be recorded: {', '.join(left)}."
        return not_met("decisions", words, _paragraph_of(rules, facts), kind="policy", needs=tuple(left))
    return met("decisions", "Each body complained about has its decision.", _paragraph_of(rules, facts), kind="policy")


def subject(facts: HandlersFacts) -> tuple[str, ...]:
    """Whom the record, the decision, the summary and all communication are about (SM-2.154, 2.156, 2.157, 2.167, 2.169)."""
    return tuple(each.name for each in complained_about(facts) if each.role != "contractor")


def decision_recorded_on(facts: HandlersFacts, *, failings_by: Role) -> str | None:
    """Whose decision it is: failings stay the organisation's though the other's reply put them right (SM-2.154, 2.167)."""
    return next((each.name for each in complained_about(facts) if each.role == failings_by), None)


def told_apart(rules: Handlers, facts: HandlersFacts) -> Finding:
    """Before a decision on the other body alone: was it raised there, and was its answer reasonable? (SM-2.155, 2.168)

    Reading: what was never raised there has no answer to judge, and it has first to have its chance.
    """
    if (open_yet := unchosen("other_only_checks", rules.other_only, facts)) is not None:
        return open_yet
    if choice_of(facts) != "other":
        return met("other_only_checks", "It is not about the other body alone.", rules.other_only, kind="policy")
    if facts.raised_with_other is False:
        words = f"These issues were not raised with the {rules.called}. There is no answer to judge yet."
        return not_met("other_only_checks", words, rules.other_only, kind="policy")
    asked = ["raised_with_other", "other_reply_reasonable", "other_reply_reasons"]
    if rules.other == "commissioner":
        asked.insert(1, "addressed_by_other")
    needs = _missing(facts, *asked)
    if needs:
        words = f"Check that these issues were raised with the {rules.called}, and if its answer was reasonable."
        return cannot_tell("other_only_checks", words, rules.other_only, kind="policy", needs=needs)
    words = "reasonable" if facts.other_reply_reasonable else "not reasonable"
    return met(
        "other_only_checks", f"Checked. Its answer was {words}: {facts.other_reply_reasons}", rules.other_only, kind="policy"
    )


def _paragraph_of(rules: Handlers, facts: HandlersFacts) -> str:
    return {"both": rules.both, "original": rules.original_only, "other": rules.other_subject}[choice_of(facts) or "both"]


def _missing(facts: HandlersFacts, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(facts, name) in (None, ""))
