"""Legal and policy requirements can be told apart wherever a paragraph is cited (introduction, 3)."""

from __future__ import annotations

import pytest

from service_model import PHSO, determine
from service_model.citations import citations, cite
from tests.service_model.building import TODAY, a_complaint


def kinds(paragraph: str) -> tuple[str, ...]:
    return cite(paragraph, guidance=PHSO.guidance).kinds


@pytest.mark.covers("SM-intro-3a")
def test_the_rule_that_a_complaint_goes_through_an_mp_is_listed_as_legal() -> None:
    found = determine(a_complaint(given="ready_government"), today=TODAY)
    (made,) = [finding for finding in found.findings if finding.gate == "properly_made"]
    listed = {each.paragraph: each.kinds for each in citations(made, guidance=found.guidance)}
    assert listed["SM-2.16"] == ("legal",)
    assert made.kind == "legal"


@pytest.mark.covers("SM-intro-3b")
def test_the_rule_that_local_resolution_comes_first_is_listed_as_policy() -> None:
    early = a_complaint(given="ready_health", channel="phone", local_stage="not_started", exceptional_circumstances="none")
    found = determine(early, today=TODAY)
    (made,) = [finding for finding in found.findings if finding.gate == "properly_made"]
    listed = {each.paragraph: each.kinds for each in citations(made, guidance=found.guidance)}
    assert listed["SM-2.12"] == ("policy",)
    assert listed["SM-2.13"] == ("guidance",)


@pytest.mark.parametrize(
    ("paragraph", "marks"),
    [("SM-1.42", ("legal",)), ("SM-1.28", ("legal", "policy")), ("SM-1.51", ("guidance",)), ("SM-1.49", ("legal",))],
)
def test_a_paragraph_carries_the_marks_of_the_guidance(paragraph: str, marks: tuple[str, ...]) -> None:
    assert kinds(paragraph) == marks


def test_a_citation_is_written_out_with_the_guidance_and_its_version() -> None:
    assert cite("SM-2.16", guidance=PHSO.guidance).text == "Service Model main guidance v22, paragraph 2.16"
