"""Early consideration or primary investigation, and where else a matter may go (SM-2.97, 2.105 to 2.107)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.early_route import REASONS, DeclineFacts, RouteFacts, decline_has_good_reason, route, where_else

NO_FACTOR = {
    "too_complex": False,
    "very_serious_impact": "none",
    "disproportionate_work": False,
    "failings_linked_to_serious_injustice": False,
    "records_needed": False,
    "advice_needed": "none",
    "long_response_delays": False,
}
SUITS = {**NO_FACTOR, "early_reasons": ("more_to_do_locally",)}


def facts(**given: Any) -> RouteFacts:
    """A case that suits early consideration, unless something is changed."""
    return RouteFacts.model_validate({**SUITS, **given})


def decline(**given: Any) -> DeclineFacts:
    return DeclineFacts.model_validate(given)


@pytest.mark.parametrize(
    "factor",
    [
        pytest.param({"too_complex": True}, marks=pytest.mark.covers("SM-2.107a")),
        pytest.param({"very_serious_impact": "sepsis"}, marks=pytest.mark.covers("SM-2.107b")),
        {"very_serious_impact": "potential_avoidable_death"},
        {"very_serious_impact": "loss_of_mobility"},
        {"very_serious_impact": "loss_of_eyesight"},
        pytest.param({"disproportionate_work": True}, marks=pytest.mark.covers("SM-2.107c")),
        pytest.param({"failings_linked_to_serious_injustice": True}, marks=pytest.mark.covers("SM-2.107d")),
        pytest.param({"records_needed": True}, marks=pytest.mark.covers("SM-2.107e")),
        {"advice_needed": "detailed_legal"},
        pytest.param({"long_response_delays": True}, marks=pytest.mark.covers("SM-2.107g")),
    ],
)
def test_each_factor_alone_points_to_primary_investigation(factor: dict[str, Any]) -> None:
    found = route(facts(**factor))
    assert (found.choice, found.paragraphs) == ("primary_investigation", ("SM-2.107",))
    assert route(facts()).choice == "early_consideration"


@pytest.mark.covers("SM-2.107f")
def test_detailed_advice_points_to_primary_investigation_and_quick_advice_does_not() -> None:
    assert route(facts(advice_needed="detailed_clinical")).choice == "primary_investigation"
    assert route(facts(advice_needed="quick")).choice == "early_consideration"


@pytest.mark.parametrize("unknown", NO_FACTOR)
def test_a_factor_that_nobody_has_looked_at_leaves_the_route_open(unknown: str) -> None:
    found = route(facts(**{unknown: None}))
    assert (found.choice, found.needs) == (None, (unknown,))


@pytest.mark.covers("SM-2.97")
def test_whether_early_consideration_suits_is_asked_of_every_case() -> None:
    found = route(RouteFacts.model_validate({}))
    assert found.choice is None
    assert "SM-2.97" in found.paragraphs
    assert set(NO_FACTOR) < set(found.needs)


def test_without_any_of_the_examples_a_person_decides() -> None:
    found = route(facts(early_reasons=()))
    assert (found.choice, found.needs) == (None, ("early_reasons",))


@pytest.mark.covers("SM-2.105")
def test_a_decline_has_a_reason() -> None:
    refused = decline_has_good_reason(decline())
    assert (refused.status, refused.needs, refused.paragraphs) == ("cannot_tell", ("reason",), ("SM-2.105",))
    given = decline_has_good_reason(decline(reason="more_to_do_locally"))
    assert (given.status, given.reason) == ("met", "Declined because: more to do locally.")


@pytest.mark.covers("SM-2.106a", "SM-2.106b", "SM-2.106c")
@pytest.mark.parametrize("reason", ["no_wrongdoing_or_reasonable_response", "more_to_do_locally", "specific_discretion_tests"])
def test_three_of_the_five_reasons_stand_alone(reason: str) -> None:
    assert reason in REASONS
    assert len(REASONS) == 5
    assert decline_has_good_reason(decline(reason=reason)).status == "met"


@pytest.mark.covers("SM-2.106d")
def test_an_information_matter_goes_to_the_information_commissioner_if_they_can_achieve_the_outcome() -> None:
    elsewhere = {"reason": "handled_elsewhere", "topic": "information_matter"}
    found = where_else(decline(**elsewhere))
    assert (found.choice, found.needs) == ("Information Commissioner's Office", ("other_body_can_achieve_outcome",))
    named = {**elsewhere, "other_body": "Information Commissioner's Office"}
    assert decline_has_good_reason(decline(**elsewhere)).needs == ("other_body", "other_body_can_achieve_outcome")
    assert decline_has_good_reason(decline(**named, other_body_can_achieve_outcome=False)).status == "cannot_tell"
    assert decline_has_good_reason(decline(**named, other_body_can_achieve_outcome=True)).status == "met"


@pytest.mark.covers("SM-2.106e")
def test_discipline_of_a_doctor_goes_to_the_general_medical_council_after_a_talk_about_it() -> None:
    wanted = {"reason": "outcome_not_achievable", "topic": "medical_discipline"}
    assert where_else(decline(**wanted)).choice == "General Medical Council"
    assert decline_has_good_reason(decline(**wanted)).needs == ("discussion_note",)
    assert decline_has_good_reason(decline(**wanted, discussion_note="Explained on 4 March.")).status == "met"


def test_no_other_body_is_made_up() -> None:
    found = where_else(decline(topic="other"))
    assert (found.choice, found.needs) == (None, ("other_body",))
    assert where_else(decline()).needs == ("topic",)
