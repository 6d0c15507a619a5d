"""The decision recorded for the organisation, from those of the components (SM-3.119 to 3.124)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding
from service_model.duties import Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

SIZES = ("small", "medium", "large")
IMPORTANCE = ("low", "medium", "high")


class Component(Part):
    """One part of the complaint against the organisation, with what was decided about it."""

    name: str = Field(max_length=300)
    decision: Literal["propose_to_investigate", "resolution", "declined"] | None = None
    reason: str | None = Field(None, description="Why it was declined: a code's name in the authority's file")
    size: Literal["small", "medium", "large"] | None = None
    importance: Literal["low", "medium", "high"] | None = Field(None, description="To the complainant")

    @property
    def code(self) -> str | None:
        """The name of the code it closes under; None while it is not decided, or has no reason yet."""
        return self.reason if self.decision == "declined" else self.decision


@dataclass(frozen=True, slots=True)
class Tally:
    """The components that closed under one code: how many, and how big and important each is (unknown stays None)."""

    code: str
    components: tuple[str, ...]
    sizes: tuple[str | None, ...]
    importance: tuple[str | None, ...]


def code_text(name: str, authority: Authority = PHSO) -> str | None:
    """The wording of a closure code by its name, one of the authority's or an out of remit category's."""
    category = authority.remit.categories.get(name)
    return authority.closure_codes.get(name) or (category.code if category else None)


def components_decided(components: Sequence[Component]) -> Finding:
    """Every component has its own decision first, whether the case closes or another is proposed (SM-3.119, 3.122)."""
    if not components:
        words = "Record the components of the complaint against the organisation."
        return cannot_tell("components_decided", words, "SM-3.119", kind="policy", needs=("components",))
    paragraph = "SM-3.122" if any(each.decision == "propose_to_investigate" for each in components) else "SM-3.119"
    left = [each.name for each in components if each.decision is None]
    if left:
        words = f"Decide first: {', '.join(left)}."
        return not_met("components_decided", words, paragraph, kind="policy", needs=("decision",))
    return met("components_decided", "Every component has a decision.", paragraph, kind="policy")


def organisation_decision(
    components: Sequence[Component], *, main_reason: str | None = None, authority: Authority = PHSO
) -> Recommendation:
    """Proposed if any component is; else 'resolution' if any was resolved; else the main reason's code (SM-3.120 to 3.122).

    For further consideration: after an investigation the outcome takes its place (`investigation_outcome_recorded`).
    """
    decided = components_decided(components)
    if decided.status != "met":
        return Recommendation("organisation_decision", None, decided.reason, decided.paragraphs, "policy", needs=decided.needs)
    made = {each.decision for each in components}
    if "propose_to_investigate" in made:
        words = "At least one component is proposed for investigation."
        return _decision(authority.closure_codes.get("propose_to_investigate"), words, "SM-3.122")
    if "resolution" in made:
        words = "At least one component was resolved, and the case closes."
        return _decision(authority.closure_codes.get("resolution"), words, "SM-3.120")
    code = code_text(main_reason, authority) if main_reason else None
    if code is None:
        words = "What is the main reason for not pursuing any complaint against the organisation?"
        return Recommendation("organisation_decision", None, words, ("SM-3.121",), "policy", needs=("main_reason",))
    return _decision(code, "The main reason for not pursuing any complaint against the organisation.", "SM-3.121")


def _decision(code: str | None, words: str, paragraph: str) -> Recommendation:
    return Recommendation("organisation_decision", code, words, (paragraph,), "policy")


def investigation_outcome_recorded(decision: str | None, *, completed: bool | None, authority: Authority = PHSO) -> Finding:
    """After the investigation the decision code is the outcome, no longer 'propose to investigate' (SM-3.123)."""
    gate = "investigation_outcome"
    if completed is None:
        return cannot_tell(gate, "Is the investigation completed?", "SM-3.123", kind="policy", needs=("completed",))
    if not completed:
        return met(gate, "The investigation is not completed: the decision stays.", "SM-3.123", kind="policy")
    if decision is None or decision == authority.closure_codes.get("propose_to_investigate"):
        words = "Update the organisation's decision to the outcome of the investigation."
        return not_met(gate, words, "SM-3.123", kind="policy", needs=("decision",))
    return met(gate, f"The outcome is recorded: {decision}.", "SM-3.123", kind="policy")


def tally(components: Sequence[Component]) -> tuple[Tally, ...]:
    """How the components closed, with their size and importance to the complainant, most first (SM-3.124)."""
    codes = list(dict.fromkeys(each.code for each in components if each.code))
    rows = [[each for each in components if each.code == code] for code in codes]
    counted = [
        Tally(
            code,
            tuple(each.name for each in row),
            tuple(each.size for each in row),
            tuple(each.importance for each in row),
        )
        for code, row in zip(codes, rows, strict=True)
    ]
    return tuple(sorted(counted, key=lambda each: -len(each.components)))


def overall_code(components: Sequence[Component], authority: Authority = PHSO) -> Recommendation:
    """The code of the majority, if the biggest and most important components closed so too; else a person weighs (SM-3.124)."""
    decided = components_decided(components)
    if decided.status != "met":
        return _weighed(None, decided.reason, decided.needs)
    if any(each.code is None for each in components):
        return _weighed(None, "A component was declined without a reason.", ("reason",))
    counted = tally(components)
    needs = tuple(fact for fact in ("size", "importance") if any(getattr(each, fact) is None for each in components))
    if len(counted) == 1:
        return _weighed(code_text(counted[0].code, authority), "Every component closed under this code.", ())
    if needs:
        return _weighed(None, "How big and how important to the complainant is each component?", needs)
    first = counted[0]
    majority = len(first.components) * 2 > len(components)
    if majority and _tops(components, "size", first.code) and _tops(components, "importance", first.code):
        return _weighed(code_text(first.code, authority), "The majority, and the biggest and most important, closed so.", ())
    return _weighed(None, "Number, size and importance do not point the same way: weigh them.", ())


def _tops(components: Sequence[Component], fact: Literal["size", "importance"], code: str) -> bool:
    """Did every component of the highest size (or importance) close under this code?"""
    order: tuple[str, ...] = SIZES if fact == "size" else IMPORTANCE
    highest = max(order.index(getattr(each, fact)) for each in components)
    return all(each.code == code for each in components if order.index(getattr(each, fact)) == highest)


def _weighed(code: str | None, words: str, needs: tuple[str, ...]) -> Recommendation:
    return Recommendation("overall_code", code, words, ("SM-3.124",), "policy", needs=needs)


def overall_code_recorded(components: Sequence[Component], *, chosen: str | None, why: str | None) -> Finding:
    """The code chosen is judged case by case: its reason stands beside the tally (SM-3.124)."""
    shown = "; ".join(f"{each.code}: {len(each.components)}" for each in tally(components))
    if chosen is None:
        return cannot_tell("overall_code", f"Choose the overall code. {shown}", "SM-3.124", kind="policy", needs=("chosen",))
    if not why:
        return not_met("overall_code", f"Say why {chosen} was chosen. {shown}", "SM-3.124", kind="policy", needs=("why",))
    return met("overall_code", f"{chosen}, because: {why} ({shown})", "SM-3.124", kind="policy")
