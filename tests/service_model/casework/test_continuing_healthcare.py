"""Continuing healthcare: reviews that are outstanding, the organisation to assess, and who is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from service_model.casework.continuing_healthcare import (
    ContinuingHealthcareFacts,
    both_on_file,
    discussed_with_manager,
    organisation_to_assess,
    reasons_after_review,
    reviews,
    scope_letter,
)
from service_model.casework.former_commissioners import successor_of

ICB, REGION = "NHS Derby and Derbyshire Integrated Care Board", "NHS England Midlands"
BOTH = ("icb", "nhs_commissioning_region")


def facts(**given: Any) -> ContinuingHealthcareFacts:
    """A continuing healthcare complaint in the Midlands."""
    return ContinuingHealthcareFacts.model_validate({"icb": ICB, "nhs_commissioning_region": REGION, **given})


@pytest.mark.covers("SM-2.170a")
def test_a_group_named_now_offers_its_board_and_keeps_its_name() -> None:
    found = successor_of("NHS Devon CCG", recorded_on=date(2026, 6, 1))
    assert found is not None
    assert (found.former, found.boards) == ("NHS Devon CCG", ("NHS Devon Integrated Care Board",))


@pytest.mark.covers("SM-2.170a")
def test_before_july_2022_a_group_had_no_successor() -> None:
    assert successor_of("Leeds Clinical Commissioning Group", recorded_on=date(2022, 6, 30)) is None
    found = successor_of("Leeds Clinical Commissioning Group", recorded_on=date(2022, 7, 1))
    assert found is not None
    assert found.boards == ("NHS West Yorkshire Integrated Care Board",)


@pytest.mark.covers("SM-2.170a")
def test_a_divided_group_offers_both_boards_and_an_unknown_one_none() -> None:
    divided = successor_of("Tameside and Glossop CCG", recorded_on=date(2026, 6, 1))
    unknown = successor_of("Sampleshire CCG", recorded_on=date(2026, 6, 1))
    assert divided is not None
    assert len(divided.boards) == 2
    assert unknown is not None
    assert (unknown.former, unknown.boards) == ("Sampleshire CCG", ())
    assert successor_of("Devon Hospital", recorded_on=date(2026, 6, 1)) is None


def test_the_list_of_former_groups_is_whole() -> None:
    """42 boards took over from 106 groups."""
    with open("service_model/bodies/former_ccgs.yaml", encoding="utf-8") as file:
        boards = yaml.safe_load(file)["boards"]
    assert len(boards) == 42
    assert len({group for groups in boards.values() for group in groups}) == 106


@pytest.mark.covers("SM-2.170b")
@pytest.mark.parametrize(("icb", "choice"), [(False, "local_review_outstanding"), (True, "reviewed"), (None, None)])
def test_a_refusal_at_the_checklist_waits_for_the_boards_review(icb: bool | None, choice: str | None) -> None:
    found = reviews(facts(refused_at="checklist", icb_reviewed=icb))
    assert (found.choice, found.paragraphs) == (choice, ("SM-2.170",))
    assert found.needs == (("icb_reviewed",) if icb is None else ())


def test_the_stage_of_the_refusal_is_asked_first() -> None:
    assert reviews(facts()).needs == ("refused_at",)


@pytest.mark.covers("SM-2.171a")
def test_after_a_full_assessment_nhs_englands_review_is_asked_for() -> None:
    found = reviews(facts(refused_at="full_assessment", icb_reviewed=True))
    assert (found.choice, found.needs, found.paragraphs) == (None, ("nhs_england_reviewed",), ("SM-2.171",))


@pytest.mark.covers("SM-2.171b")
def test_without_nhs_englands_review_they_are_signposted_to_it() -> None:
    found = reviews(facts(refused_at="full_assessment", icb_reviewed=True, nhs_england_reviewed=False))
    assert (found.choice, found.paragraphs) == ("signpost_to_nhs_england_review", ("SM-2.171",))
    assert [duty.to for duty in found.duties] == [("complainant",)]


@pytest.mark.covers("SM-2.171b")
def test_a_decision_that_nhs_england_has_reviewed_needs_no_signpost() -> None:
    found = reviews(facts(refused_at="full_assessment", nhs_england_reviewed=True))
    assert (found.choice, found.duties) == ("reviewed", ())


@pytest.mark.covers("SM-2.172")
@pytest.mark.parametrize("reviewed", [None, False])
def test_without_a_review_the_board_is_assessed(reviewed: bool | None) -> None:
    found = organisation_to_assess(facts(nhs_england_reviewed=reviewed))
    assert (found.choice, found.paragraphs) == (ICB, ("SM-2.172",))


@pytest.mark.covers("SM-2.175")
def test_after_the_review_the_commissioning_region_is_assessed() -> None:
    found = organisation_to_assess(facts(nhs_england_reviewed=True))
    assert (found.choice, found.paragraphs) == (REGION, ("SM-2.175",))
    assert organisation_to_assess(facts(nhs_england_reviewed=True, nhs_commissioning_region=None)).needs == (
        "nhs_commissioning_region",
    )


@pytest.mark.covers("SM-2.174a")
def test_after_the_review_they_are_asked_why_they_are_unhappy_with_it() -> None:
    assert reasons_after_review(facts(nhs_england_reviewed=True)).needs == ("why_unhappy_with_review",)
    assert reasons_after_review(facts(nhs_england_reviewed=True, why_unhappy_with_review="It was rushed.")).status == "met"
    assert reasons_after_review(facts(nhs_england_reviewed=False)).status == "met"


@pytest.mark.covers("SM-2.174b")
def test_the_complainant_is_told_that_only_the_review_is_looked_at_and_why() -> None:
    (letter,) = scope_letter(facts(nhs_england_reviewed=True, looked_at=("nhs_commissioning_region",)))
    assert letter.to == ("complainant",)
    for words in ("NHS England's review is looked at", "ICB is not", "has considered its actions"):
        assert words in letter.what
    assert scope_letter(facts(nhs_england_reviewed=False)) == ()
    assert scope_letter(facts(nhs_england_reviewed=True, looked_at=BOTH)) == ()


@pytest.mark.covers("SM-2.176a", "SM-2.176b")
@pytest.mark.parametrize(
    "given", [{"proceeds_before_review": True}, {"looked_at": BOTH}, {"looked_at": BOTH, "nhs_england_reviewed": True}]
)
def test_going_on_early_or_with_both_is_discussed_with_a_manager(given: dict[str, Any]) -> None:
    found = discussed_with_manager(facts(**given))
    assert (found.status, found.needs, found.paragraphs) == ("cannot_tell", ("manager", "discussed_on"), ("SM-2.176",))
    noted = discussed_with_manager(facts(**given, manager="T. Osei", discussed_on=date(2026, 5, 5)))
    assert (noted.status, noted.reason) == ("met", "Discussed with T. Osei on 5 May 2026.")


@pytest.mark.covers("SM-2.176a", "SM-2.176b")
def test_after_the_review_one_body_alone_needs_no_manager() -> None:
    given = {"proceeds_before_review": True, "nhs_england_reviewed": True, "looked_at": ("nhs_commissioning_region",)}
    assert discussed_with_manager(facts(**given)).status == "met"


@pytest.mark.covers("SM-2.177a", "SM-2.177b")
@pytest.mark.parametrize(
    ("written", "recorded", "needs"),
    [
        (("icb",), BOTH, ("written_complaints_about",)),
        (BOTH, ("icb",), ("recorded",)),
        (BOTH, BOTH, ()),
    ],
)
def test_both_need_a_written_complaint_and_a_place_on_the_case(written: Any, recorded: Any, needs: tuple[str, ...]) -> None:
    found = both_on_file(facts(looked_at=BOTH, written_complaints_about=written, recorded=recorded))
    assert (found.status, found.needs, found.paragraphs) == ("not_met" if needs else "met", needs, ("SM-2.177",))


def test_one_body_alone_needs_no_second_complaint() -> None:
    assert both_on_file(facts(looked_at=("icb",))).status == "met"
