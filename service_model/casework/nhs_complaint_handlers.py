"""Provider and commissioner: the two handlers of an NHS complaint (SM-2.158 to 2.169)."""

from __future__ import annotations

from typing import Literal

from service_model.casework.two_handlers import Handlers, HandlersFacts, choice_of, complained_about, unchosen
from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

PROVIDER_OR_COMMISSIONER = Handlers(
    other="commissioner",
    called="commissioner",
    recorded="SM-2.159",
    chosen="SM-2.160",
    limited="SM-2.163",
    heard="SM-2.164",
    both="SM-2.165",
    original_only="SM-2.167",
    other_only="SM-2.168",
    other_subject="SM-2.169",
)
Stage = Literal["not_started", "under_way", "final"]


class LocalRouteFacts(Part):
    """How far each of the two has got; one is enough."""

    provider: Stage | None = None
    commissioner: Stage | None = None


def local_resolution(facts: LocalRouteFacts) -> Finding:
    """Either will do, and the process needs completing with only one of them (SM-2.158)."""
    gate, cite = "local_resolution", "SM-2.158"
    stages = (facts.provider, facts.commissioner)
    if "final" in stages:
        return met(gate, "Complete with one of the two, which is enough.", cite, kind="legal")
    needs = tuple(name for name in ("provider", "commissioner") if getattr(facts, name) is None)
    if needs:
        return cannot_tell(gate, "They may have complained to the other of the two.", cite, kind="legal", needs=needs)
    words = "Under way with one of the two." if "under_way" in stages else "Begun with neither."
    return not_met(gate, words, cite, kind="legal")


def organisation_only_questions(facts: HandlersFacts) -> Finding:
    """Why they are unhappy with the commissioner, and if it is about commissioning, such as funding (SM-2.162)."""
    if (open_yet := unchosen("organisation_only", "SM-2.160", facts)) is not None:
        return open_yet
    if choice_of(facts) != "original":
        return met("organisation_only", "They did not choose the organisation only.", "SM-2.162", kind="policy")
    needs = tuple(name for name in ("why_unhappy_with_other", "commissioning_complaint") if getattr(facts, name) in (None, ""))
    if needs:
        words = "Find out why they are unhappy with the commissioner, and if it is about how the care was commissioned."
        return cannot_tell("organisation_only", words, "SM-2.162", kind="policy", needs=needs)
    return met("organisation_only", "Both are known.", "SM-2.162", kind="policy")


def components_for_both(facts: HandlersFacts) -> Finding:
    """Where both are complained about, components for each, even if the issues are the same (SM-2.161)."""
    if (open_yet := unchosen("components_for_both", "SM-2.160", facts)) is not None:
        return open_yet
    about = {each.role: each.name for each in complained_about(facts) if each.role != "contractor"}
    left = [name for role, name in about.items() if role not in facts.components_about]
    if choice_of(facts) == "both" and left and not facts.components_reason:
        words = f"Record components about {', '.join(left)} too, or say why not."
        return not_met("components_for_both", words, "SM-2.161", needs=("components_about", "components_reason"))
    return met("components_for_both", "Each body has its components, or it is said why not.", "SM-2.161")


def reply_considered(facts: HandlersFacts) -> Finding:
    """With the organisation alone, the commissioner's reply is still considered, and may decide it (SM-2.166)."""
    if (open_yet := unchosen("reply_considered", "SM-2.160", facts)) is not None:
        return open_yet
    if choice_of(facts) == "original" and not facts.other_reply_considered:
        words = "Say how the commissioner's reply was considered. It may be the main evidence, if its handling was reasonable."
        return cannot_tell("reply_considered", words, "SM-2.166", kind="policy", needs=("other_reply_considered",))
    return met("reply_considered", "The commissioner's reply was considered, or is itself complained about.", "SM-2.166",
               kind="policy")  # fmt: skip
