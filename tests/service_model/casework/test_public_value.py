"""The Public Value Model test: what it needs, what it proposes, and that a person decides (SM-2.77 to 2.91)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from service_model import load_authority
from service_model.casework.public_value import PublicValueFacts, injustice_type, open_steps, recommended, total, triage_level
from service_model.casework.public_value_scale import SCALE, PublicValueScale
from service_model.casework.scales import load_scale

TODAY = date(2026, 6, 1)
AUTHORITIES = Path(__file__).parents[3] / "service_model" / "authorities"
ROW = {"title": "A criterion", "questions": (), "lowest": 0, "highest": 5, "weight": 1}
NO_LIMIT = {"version": "1", "from": "2025-01-01", "capacity_limit": False}


def scale(*thresholds: dict[str, Any], **parts: Any) -> PublicValueScale:
    """Four criteria of five points, six levels of injustice, and these thresholds (none: no limit)."""
    rows = [{**ROW, "id": name} for name in ("first", "second", "third", "fourth")]
    whole = {
        "source": "made up",
        "default": False,
        "criteria": rows,
        "injustice_levels": {"lowest": 1, "highest": 6},
        "thresholds": thresholds or (NO_LIMIT,),
        "questions": (),
        **parts,
    }
    return PublicValueScale.model_validate(whole)


def limit(**more: Any) -> PublicValueScale:
    """A scale with a capacity limit in force."""
    return scale({"version": "7", "from": "2025-03-01", "capacity_limit": True, **more})


def scored(points: int = 12, level: int | None = 3, **given: Any) -> PublicValueFacts:
    """A complete test with that total and level, unless something is changed."""
    share, rest = divmod(points, 4)
    whole = {
        "scored_on": "2026-05-01",
        "scores": {"first": share + rest, "second": share, "third": share, "fourth": share},
        "injustices": ({"words": "I could not work for a year", "level": level},),
        "precedent_check": "none found",
        "adjustments_requested": False,
        "hard_to_explain": False,
        "wider_public_impact": False,
    }
    return PublicValueFacts.model_validate({**whole, **given})


def proposal(facts: PublicValueFacts, with_scale: PublicValueScale) -> str | None:
    return recommended(facts, today=TODAY, scale=with_scale).choice


def open_names(facts: PublicValueFacts, with_scale: PublicValueScale | None = None) -> dict[str, str]:
    return {step.gate: step.kind for step in open_steps(facts, with_scale or scale())}


@pytest.mark.covers("SM-2.77")
def test_nothing_is_proposed_before_anything_is_scored() -> None:
    assert proposal(PublicValueFacts.model_validate({}), limit(total=10, severity=3)) is None


@pytest.mark.covers("SM-2.78b")
def test_three_of_four_scores_leave_the_test_incomplete_and_the_fourth_is_named() -> None:
    facts = scored(scores={"first": 3, "second": 3, "third": 3})
    assert proposal(facts, scale()) is None
    assert "fourth" in recommended(facts, today=TODAY, scale=scale()).needs
    assert total(facts, scale()) is None


def test_a_test_has_exactly_four_distinct_criteria() -> None:
    rows = [{**ROW, "id": name} for name in ("first", "second", "third")]
    for wrong in (rows, [*rows, rows[0]]):
        with pytest.raises(ValueError, match="criteria"):
            scale(criteria=wrong)


@pytest.mark.covers("SM-2.78c")
def test_the_lowest_score_alone_proposes_no_decline_where_every_case_can_be_considered() -> None:
    assert proposal(scored(points=0, level=1), scale()) == "consider_further"


@pytest.mark.covers("SM-2.78d", "SM-2.84b")
@pytest.mark.parametrize(("points", "choice"), [(9, "consider_declining"), (10, "consider_further"), (11, "consider_further")])
def test_with_a_capacity_limit_a_total_below_it_proposes_to_consider_declining(points: int, choice: str) -> None:
    found = recommended(scored(points), today=TODAY, scale=limit(total=10))
    assert found.choice == choice
    assert f"Total {points}" in found.reason
    (confirm,) = found.duties
    assert (confirm.name, confirm.to, confirm.must) == ("confirm_choice", ("caseworker",), True)


@pytest.mark.covers("SM-2.79a")
def test_a_low_level_of_injustice_without_wider_impact_proposes_to_consider_declining() -> None:
    found = recommended(scored(level=2, wider_public_impact=False), today=TODAY, scale=limit(severity=3))
    assert found.choice == "consider_declining"
    assert "SM-2.79" in found.paragraphs
    assert proposal(scored(level=3), limit(severity=3)) == "consider_further"


@pytest.mark.covers("SM-2.79b")
def test_a_low_level_with_a_wider_public_impact_is_considered_further() -> None:
    found = recommended(scored(level=2, wider_public_impact=True), today=TODAY, scale=limit(severity=3))
    assert found.choice == "consider_further"
    assert "SM-2.79" in found.paragraphs


@pytest.mark.parametrize("in_force", [limit(severity=3), limit(total=10)])
def test_an_unknown_wider_impact_is_asked_and_declines_nobody(in_force: PublicValueScale) -> None:
    found = recommended(scored(points=8, level=2, wider_public_impact=None), today=TODAY, scale=in_force)
    assert (found.choice, found.needs) == (None, ("wider_public_impact",))


@pytest.mark.covers("SM-2.81b")
def test_the_test_is_incomplete_without_a_level_of_injustice() -> None:
    facts = scored(level=None)
    assert open_names(facts)["injustice_level"] == "policy"
    refused = recommended(facts, today=TODAY, scale=scale())
    assert refused.choice is None
    assert "SM-2.81" in refused.paragraphs


@pytest.mark.covers("SM-2.82c")
def test_a_missing_precedent_check_is_shown_and_none_found_is_an_answer() -> None:
    (step,) = open_steps(scored(precedent_check=None), scale())
    assert (step.gate, step.paragraphs) == ("precedent_check", ("SM-2.82",))
    assert open_steps(scored(precedent_check="none found"), scale()) == ()


@pytest.mark.covers("SM-2.83a")
def test_the_questions_are_the_guidances_and_open_ones_are_named() -> None:
    questions = {each.id: each.question for each in SCALE.questions}
    assert "ability to access our service and engage with us" in questions["access_and_engagement"]
    steps = {step.gate: step for step in open_steps(scored(answers={"parliamentary": True}), SCALE)}
    assert set(steps["public_value_questions"].needs) == set(questions) - {"parliamentary"}


@pytest.mark.covers("SM-2.84c")
def test_a_test_keeps_the_thresholds_of_the_day_it_was_scored() -> None:
    both = scale(
        {"version": "7", "from": "2025-03-01", "capacity_limit": True, "total": 10},
        {"version": "8", "from": "2025-04-01", "capacity_limit": True, "total": 20},
    )
    before = recommended(scored(12, scored_on="2025-03-04"), today=date(2025, 5, 1), scale=both)
    after = recommended(scored(12, scored_on="2025-04-01"), today=date(2025, 5, 1), scale=both)
    assert (before.choice, after.choice) == ("consider_further", "consider_declining")
    assert "thresholds 7" in before.reason
    assert "thresholds 8" in after.reason


@pytest.mark.covers("SM-2.86a")
def test_the_test_is_not_complete_before_adjustments_are_considered() -> None:
    facts = scored(adjustments_requested=True)
    assert open_names(facts)["adjustments_considered"] == "legal"
    refused = recommended(facts, today=TODAY, scale=scale())
    assert refused.choice is None
    assert "SM-2.86" in refused.paragraphs
    assert proposal(scored(adjustments_requested=True, adjustments_considered=True), scale()) == "consider_further"


@pytest.mark.parametrize("unknown", ["adjustments_requested", "hard_to_explain"])
def test_nobody_is_taken_to_need_no_adjustment(unknown: str) -> None:
    (step,) = open_steps(scored(**{unknown: None}), scale())
    assert (step.gate, step.needs) == ("adjustments_considered", ("adjustments_considered", unknown))


@pytest.mark.covers("SM-2.87b")
def test_an_adjusted_consideration_is_explained() -> None:
    (step,) = open_steps(scored(adjusted=True), scale())
    assert (step.gate, step.kind, step.paragraphs) == ("adjustment_explained", "policy", ("SM-2.87",))
    assert proposal(scored(adjusted=True, how_adjusted=""), scale()) is None
    assert open_steps(scored(adjusted=True, how_adjusted="We spoke before I scored it."), scale()) == ()


@pytest.mark.covers("SM-2.88a")
def test_the_most_serious_of_the_claimed_injustices_counts() -> None:
    levels = [{"level": level} for level in (1, 4, 2)]
    assert triage_level(scored(injustices=levels), scale()) == 4


def test_an_injustice_without_a_level_leaves_the_most_serious_open_unless_the_highest_is_there() -> None:
    assert triage_level(scored(injustices=[{"level": 4}, {}]), scale()) is None
    assert triage_level(scored(injustices=[{"level": 6}, {}]), scale()) == 6
    assert triage_level(scored(injustices=[]), scale()) is None


@pytest.mark.covers("SM-2.88b")
def test_several_injustices_need_a_note_on_their_effect_together() -> None:
    three = [{"level": level} for level in (1, 4, 2)]
    (step,) = open_steps(scored(injustices=three), scale())
    assert (step.gate, step.kind, step.paragraphs) == ("cumulative_effect", "policy", ("SM-2.88",))
    assert proposal(scored(injustices=three, cumulative_effect=""), scale()) is None
    assert open_steps(scored(injustices=three, cumulative_effect="Together they cost her the job."), scale()) == ()


@pytest.mark.covers("SM-2.89")
@pytest.mark.parametrize(("level", "is_refused"), [(0, True), (1, False), (6, False), (7, True)])
def test_a_level_beyond_the_severity_scale_is_refused(level: int, is_refused: bool) -> None:
    refused = [step for step in open_steps(scored(level=level), scale()) if step.status == "not_met"]
    assert bool(refused) is is_refused
    assert all(step.paragraphs == ("SM-2.89",) for step in refused)
    assert (proposal(scored(level=level), scale()) is None) is is_refused


@pytest.mark.covers("SM-2.90a")
def test_no_field_takes_how_serious_a_caseworker_finds_the_circumstances() -> None:
    with pytest.raises(ValueError, match="seriousness_of_circumstances"):
        scored(seriousness_of_circumstances="very")
    assert total(scored(12), scale()) == total(scored(12, answers={}, precedent_check="The circumstances are grave."), scale())


@pytest.mark.covers("SM-2.91")
def test_after_a_near_miss_the_injustice_is_the_distress() -> None:
    facts = scored(injustices=[{"level": 2, "near_miss": True, "kind": "physical_harm"}, {"level": 2, "kind": "physical_harm"}])
    assert [injustice_type(each) for each in facts.injustices] == ["distress", "physical_harm"]


@pytest.mark.parametrize("scores", [{"first": 6}, {"first": -1}, {"fifth": 1}])
def test_a_score_outside_its_criterion_is_refused(scores: dict[str, int]) -> None:
    facts = scored(scores={"first": 1, "second": 1, "third": 1, "fourth": 1, **scores})
    assert [step.status for step in open_steps(facts, scale())] == ["not_met"]
    assert proposal(facts, scale()) is None


def test_weights_count() -> None:
    weights = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    heavy = scale(criteria=[{**ROW, "id": name, "weight": weight} for name, weight in weights.items()])
    assert total(scored(4), heavy) == 10


def test_every_result_says_that_the_shipped_scale_is_a_default() -> None:
    assert "default" in recommended(PublicValueFacts.model_validate({}), today=TODAY).reason
    whole = scored(scores={each.id: 1 for each in SCALE.criteria}, answers={each.id: False for each in SCALE.questions})
    assert "default, not from the guidance" in recommended(whole, today=TODAY).reason
    assert "default" not in recommended(scored(), today=TODAY, scale=scale()).reason


@pytest.mark.parametrize("name", ["phso_public_value", "phso_categorisation"])
def test_the_files_begin_by_saying_that_they_are_a_default(name: str) -> None:
    text = (AUTHORITIES / "scales" / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# DEFAULT, not from the guidance: to be replaced by the authority's own scale\n")
    assert yaml.safe_load(text)["source"]


def test_a_scale_is_not_taken_for_an_authority() -> None:
    """Whatever lies beside phso.yaml is served as an authority, so it has to be one."""
    assert all(load_authority(file.stem).id == file.stem for file in AUTHORITIES.glob("*.yaml"))


def test_a_scale_with_a_wrong_field_is_refused_with_the_file_and_the_field(tmp_path: Path) -> None:
    rows = scale().model_dump(mode="json", by_alias=True)
    rows["criteria"][2]["highest"] = "ten"
    file = tmp_path / "made_up_public_value.yaml"
    file.write_text(yaml.safe_dump(rows))
    with pytest.raises(ValueError, match=r"made_up_public_value\.yaml.*criteria\.2\.highest"):
        load_scale(file, PublicValueScale)
