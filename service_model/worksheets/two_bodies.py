"""A complaint that two bodies have answered, at the desk: a second tier (SM-2.142 to 2.157), a commissioner (2.158 to 2.169)."""

from __future__ import annotations

from service_model.casework.nhs_complaint_handlers import PROVIDER_OR_COMMISSIONER
from service_model.casework.second_tier import SECOND_TIER
from service_model.casework.two_handlers import (
    Handlers,
    HandlersFacts,
    choice_of,
    recorded_against,
    subject,
    told_apart,
    whom_to_look_at,
)
from service_model.findings import met
from service_model.record import Part
from service_model.worksheets.about import About, ComponentFacts
from service_model.worksheets.judged import Judged


class TwoBodiesSheet(Part):
    """The two bodies, and how the other one's reply is used as evidence."""

    facts: HandlersFacts = HandlersFacts()
    other_reply_is_evidence: bool | None = None
    other_reply_is_the_only_evidence: bool | None = None


def judge_second_tier(facts: TwoBodiesSheet, about: About) -> Judged:
    """The organisation and its second tier."""
    return _judge(SECOND_TIER, facts, about)


def judge_commissioner(facts: TwoBodiesSheet, about: About) -> Judged:
    """The provider and its commissioner."""
    return _judge(PROVIDER_OR_COMMISSIONER, facts, about)


def components_of(facts: TwoBodiesSheet, about: About) -> tuple[ComponentFacts, ...]:
    """The components about whom was assessed: the complaint summary is made of these and no others (SM-2.157, 2.169)."""
    names = {name.casefold() for name in subject(facts.facts)}
    return tuple(each for each in about.components if (each.organisation or "").casefold() in names)


def _judge(rules: Handlers, facts: TwoBodiesSheet, about: About) -> Judged:
    """Whom it is about, and for the other alone if its answer was reasonable. Evidence adds no body to the complaint."""
    said = ", ".join(subject(facts.facts)) or "nobody yet"
    verdicts = [met("complained_about", f"The complaint is about: {said}.", rules.limited, kind="policy")]
    if (facts.other_reply_is_evidence or facts.other_reply_is_the_only_evidence) and choice_of(facts.facts) == "original":
        how = "the only material evidence" if facts.other_reply_is_the_only_evidence else "evidence"
        words = f"The reply of the {rules.called} counts as {how}. That makes it no part of the complaint."
        verdicts.append(met("other_reply_is_evidence", words, rules.original_only))
    return Judged(
        steps=(whom_to_look_at(rules, facts.facts), told_apart(rules, facts.facts)), verdicts=tuple(verdicts),
        recommendations=(recorded_against(rules, facts.facts),),
    )  # fmt: skip
