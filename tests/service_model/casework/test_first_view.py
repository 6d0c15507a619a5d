"""The first view of a case, from what the intake record knows: recommendations, and nothing that was not said taken for no."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_model import Complaint, determine, load_authority
from service_model.casework.first_view import first_view
from service_model.casework.public_value_scale import SCALE
from service_model.duties import Recommendation
from service_model.record import Issue
from tests.service_model.building import TODAY, a_complaint
from tests.service_model.strategies import complaints
from tests.yardstick import seconds_of

COUNCIL = Path(__file__).parents[1] / "authorities" / "anytown.yaml"
ALWAYS = {
    "allocation_category",
    "priority",
    "public_value",
    "adjustments",
    "early_consideration",
    "dispute_resolution",
    "attempt_resolution",
    "serious_harm",
}
# A choice that is a no, and what the record has to say for it
NOES = {"not_suggested", "not_possible", "no", "not_likely", "no_factor"}
ENOUGH = settings(max_examples=150, deadline=None)


def view_of(complaint: Complaint) -> dict[str, Recommendation]:
    """The first view by the names of its recommendations."""
    return {each.name: each for each in first_view(complaint, determine(complaint, today=TODAY), today=TODAY)}


def view(**facts: Any) -> dict[str, Recommendation]:
    return view_of(a_complaint(**facts))


@ENOUGH
@given(complaint=complaints())
def test_every_complaint_has_a_whole_first_view(complaint: Complaint) -> None:
    """Nothing raises; every row has a reason and paragraphs; names are there once; every open row says what would settle it."""
    found = first_view(complaint, determine(complaint, today=TODAY), today=TODAY)
    names = [each.name for each in found]
    assert len(names) == len(set(names))
    assert set(names) >= ALWAYS
    for each in found:
        assert each.reason
        assert each.paragraphs
        assert all(paragraph.startswith("SM-") for paragraph in each.paragraphs)
        assert each.choice is not None or each.needs


@ENOUGH
@given(complaint=complaints())
def test_the_same_complaint_always_has_the_same_first_view(complaint: Complaint) -> None:
    before = complaint.model_dump()
    assert view_of(complaint) == view_of(complaint)
    assert complaint.model_dump() == before


@ENOUGH
@given(complaint=complaints(), what=st.sampled_from(["signals", "injustice", "adjustments"]))
def test_less_said_never_turns_an_open_question_or_a_yes_into_a_no(complaint: Complaint, what: str) -> None:
    """Forgetting words can only open a question, never answer it with no, whatever the gates have settled. (Where they answered
    that there are no exceptional circumstances and yet spoke of some, the answer is what remains without the words.)"""
    less = complaint.model_copy(update={"signals": ()} if what == "signals" else {"injustice": None})
    if what == "adjustments":
        less = complaint.model_copy(update={"complainant": complaint.complainant.model_copy(update={"adjustments": None})})
    settled = determine(complaint, today=TODAY)
    before, after = ({each.name: each for each in first_view(known, settled, today=TODAY)} for known in (complaint, less))
    for name in after.keys() & before.keys():
        assert after[name].choice == before[name].choice or after[name].choice not in NOES - {"not_suggested"}, name


@ENOUGH
@given(complaint=complaints())
def test_a_complaint_of_which_nothing_is_said_is_answered_with_no_nowhere(complaint: Complaint) -> None:
    """Silence, whatever the channel and whatever they did not want to say: no row says no."""
    silent = Complaint.model_validate({"channel": complaint.channel, "unanswered": complaint.unanswered, "asks_us_to_act": True})
    assert not {each.choice for each in view_of(silent).values()} & NOES


def test_a_first_view_is_quick() -> None:
    """Well under 0.2 ms on a free machine; the best of several runs, with room for a busy one."""
    complaint = a_complaint(
        given="ready_health", signals=("avoidable_death", "disability"), injustice="It hurt. " * 500, adjustments="large print"
    )
    determination = determine(complaint, today=TODAY)
    assert seconds_of(lambda: first_view(complaint, determination, today=TODAY), each=20) < 0.001


def test_an_authority_without_scales_of_its_own_has_no_first_view() -> None:
    complaint, council = a_complaint(organisation="the bins"), load_authority(COUNCIL)
    determination = determine(complaint, today=TODAY, authority=council)
    assert first_view(complaint, determination, today=TODAY, authority=council) == ()


def test_a_terminal_illness_shows_a_possible_priority() -> None:
    assert view(signals=("terminal_illness",))["priority"].choice == "possible"
    assert view()["priority"].choice is None


def test_a_possible_avoidable_death_points_every_row_that_it_concerns() -> None:
    found = view(given="ready_health", signals=("avoidable_death",))
    assert found["allocation_category"].choice == "complex_and_significant"
    assert found["early_consideration"].choice == "primary_investigation"
    assert found["serious_harm"].choice == "consider_presumption"


def test_the_presumption_is_not_shown_where_it_is_not_known_to_be_a_health_complaint() -> None:
    government, unknown = view(given="ready_government", signals=("avoidable_death",)), view(signals=("avoidable_death",))
    assert government["serious_harm"].choice is unknown["serious_harm"].choice is None
    assert "health" not in government["serious_harm"].needs
    assert "health" in unknown["serious_harm"].needs


def test_mediation_and_resolution_follow_the_determination() -> None:
    ready = view(given="ready_health", remit_category="none")
    assert (ready["dispute_resolution"].choice, ready["attempt_resolution"].choice) == ("possible", "possible")
    outside = view(organisation="my council")
    assert (outside["dispute_resolution"].choice, outside["attempt_resolution"].choice) == ("not_possible", "not_possible")
    nothing = view()
    assert (nothing["dispute_resolution"].choice, nothing["attempt_resolution"].choice) == (None, None)


@pytest.mark.covers("SM-2.138a")
def test_no_type_of_case_is_barred_from_an_attempt_to_resolve_it() -> None:
    cases = [view(given=name)["attempt_resolution"] for name in ("ready_health", "ready_government")]
    assert [each.choice for each in cases] == ["possible", "possible"]


@pytest.mark.covers("SM-2.83d")
@pytest.mark.parametrize("said", ["I still cannot sleep", "It hurts every day, I say", "To this day we wait.", "I can't work"])
def test_an_injustice_that_goes_on_is_shown_with_their_words(said: str) -> None:
    found = view(injustice=said)
    assert found["public_value.ongoing_impact"].choice == "yes"
    assert said in found["public_value.ongoing_impact"].reason
    assert "ongoing_impact" not in found["public_value"].needs


@pytest.mark.parametrize("said", [None, "I was upset for a week.", "The distillery closed"])
def test_an_injustice_that_may_be_over_stays_a_question(said: str | None) -> None:
    found = view(injustice=said)
    assert "public_value.ongoing_impact" not in found
    assert "ongoing_impact" in found["public_value"].needs


@pytest.mark.covers("SM-2.86b")
def test_what_makes_it_hard_to_explain_is_shown_in_their_words_with_a_prompt() -> None:
    found = view(adjustments="my illness makes it hard to explain")["adjustments"]
    assert "my illness makes it hard to explain" in found.reason
    assert "whether it keeps them from explaining fully" in found.reason
    assert "SM-2.86" in found.paragraphs
    assert (found.choice, found.kind) == ("take_into_account", "legal")


def test_no_adjustment_on_record_is_not_taken_for_none_needed() -> None:
    found = view()["adjustments"]
    assert (found.choice, found.needs) == (None, ("adjustments", "hard_to_explain"))
    assert view(signals=("bsl",))["adjustments"].choice == "take_into_account"


def test_access_and_protected_characteristics_are_only_ever_suggested() -> None:
    found = view(signals=("disability",))
    assert found["public_value.access_and_engagement"].choice == "may_be_hard"
    assert found["public_value.underrepresented"].choice == "may_be"
    nothing = view()
    assert "public_value.access_and_engagement" not in nothing
    assert {"access_and_engagement", "underrepresented"} <= set(nothing["public_value"].needs)


@pytest.mark.parametrize(
    ("facts", "choice"),
    [({"given": "ready_government"}, "yes"), ({"given": "ready_health"}, "no"), ({}, None)],
)
def test_whether_it_is_parliamentary_is_taken_from_the_organisation(facts: dict[str, Any], choice: str | None) -> None:
    row = view(**facts).get("public_value.parliamentary")
    assert (row.choice if row else None) == choice


def test_a_part_about_an_unknown_organisation_leaves_open_if_any_of_it_is_parliamentary() -> None:
    health = a_complaint(given="ready_health")
    both = health.model_copy(update={"issues": (*health.issues, Issue.model_validate({}))})
    assert "public_value.parliamentary" not in view_of(both)


def test_every_question_is_either_answered_or_open_and_nothing_is_scored() -> None:
    found = view(given="ready_government", signals=("disability",), injustice="It still hurts")
    answered = {name.removeprefix("public_value.") for name in found if name.startswith("public_value.")}
    assert answered | set(found["public_value"].needs) == {each.id for each in SCALE.questions}
    assert not answered & set(found["public_value"].needs)
    assert found["public_value"].choice is None
    assert "default" in found["public_value"].reason


def test_long_words_are_shortened() -> None:
    found = view(injustice="I still hurt. " + "Very much so. " * 200)["public_value.ongoing_impact"]
    assert len(found.reason) < 400
    assert found.reason.rstrip("”").endswith("…")
