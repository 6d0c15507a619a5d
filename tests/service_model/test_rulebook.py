"""The rulebook is read off the rules: every gate in its order, every paragraph a paragraph of the guidance."""

from __future__ import annotations

import pytest

from intake_api.rulebook.catalogue import CATALOGUE, files, requirements
from service_model import PHSO
from service_model.findings import in_order
from service_model.rulebook import chapters, cited_in, gate_pages
from service_model.specimens import permutations

PARAGRAPHS = {row.paragraph for path in files(CATALOGUE) for row in requirements(path)}


def test_the_gates_stand_in_the_order_in_which_complaints_meet_them() -> None:
    assert tuple(gate.name for gate in gate_pages()) == PHSO.gates


def test_every_gate_says_what_it_asks_and_what_it_may_answer() -> None:
    for gate in gate_pages():
        assert len(gate.asks.split()) > 5, gate.name
        assert "SM-" not in gate.asks
        assert {answer.status for answer in gate.answers} == {"met", "not_met", "cannot_tell"}, gate.name


def test_every_paragraph_a_gate_cites_is_one_of_the_guidance() -> None:
    cited = {each for _, found in permutations() for row in (*found.findings, *found.flags) for each in row.paragraphs}
    assert len(cited) > 35
    assert in_order(cited - PARAGRAPHS) == ()


def test_every_rule_for_staff_names_paragraphs_of_the_guidance() -> None:
    for chapter in chapters():
        for rule in chapter.rules:
            assert in_order(set(rule.paragraphs) - PARAGRAPHS) == (), (chapter.title, rule.name)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("People complain for themselves (SM-2.247, 2.262).", ("SM-2.247", "SM-2.262")),
        ("Within 48 hours of version 22.", ()),
        ("Both (SM-2.32a and 2.32e)", ("SM-2.32",)),
    ],
)
def test_paragraphs_are_read_from_a_docstring(text: str, cited: tuple[str, ...]) -> None:
    assert cited_in(text) == cited
