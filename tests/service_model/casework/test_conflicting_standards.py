"""Two standards that contradict each other (SM-3.45)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.conflicting_standards import ConflictFacts, conflict_settled


def facts(**known: Any) -> ConflictFacts:
    return ConflictFacts.model_validate({"standards": ["Guideline A", "Protocol B"], "contradictory": True, **known})


@pytest.mark.covers("SM-3.45a")
@pytest.mark.parametrize("chosen", [None, "Guideline C"])
def test_one_of_two_conflicting_standards_is_chosen(chosen: str | None) -> None:
    found = conflict_settled(facts(chosen=chosen, reasons="It fits best."))
    assert (found.status, found.needs, found.paragraphs, found.kind) == ("not_met", ("chosen",), ("SM-3.45",), "policy")


@pytest.mark.covers("SM-3.45b")
def test_a_choice_between_standards_without_reasons_is_refused_and_the_reasons_are_shown() -> None:
    bare = conflict_settled(facts(chosen="Guideline A"))
    reasoned = conflict_settled(facts(chosen="Guideline A", reasons="It is newer."))
    assert (bare.status, bare.needs, bare.paragraphs) == ("not_met", ("reasons",), ("SM-3.45",))
    assert (reasoned.status, "It is newer." in reasoned.reason) == ("met", True)


def test_standards_that_agree_need_no_choice_and_unknown_is_asked() -> None:
    assert conflict_settled(facts(contradictory=False)).status == "met"
    assert conflict_settled(facts(standards=["Guideline A"])).status == "met"
    assert conflict_settled(facts(contradictory=None)).needs == ("contradictory",)
