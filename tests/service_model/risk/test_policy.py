"""The data of section 10: scales, matrix, categories, prompts, and a loader that says which field is wrong."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from service_model import load_authority
from service_model.risk import RISK, Risk, load_risk_policy
from service_model.risk.rating import rate
from tests.service_model.risk.building import a_form, a_risk, assessed

SOURCE = files("service_model") / "authorities" / "risk" / "phso.yaml"


def a_file(folder: Path, *path: str, value: Any = None) -> Path:
    """The real file with one thing changed, or taken out."""
    data = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    row = data
    for key in path[:-1]:
        row = row[key]
    if value is None:
        del row[path[-1]]
    else:
        row[path[-1]] = value
    written = folder / "phso.yaml"
    written.write_text(yaml.safe_dump(data), encoding="utf-8")
    return written


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("matrix", "critical", "unlikely"), None, "matrix.critical.unlikely"),
        (("matrix", "critical", "unlikely"), "perhaps", "matrix.critical.unlikely"),
        (("matrix", "critical", "never"), "low", "matrix.critical.never"),
        (("categories", "legal"), None, "categories.legal"),
        (("categories", "legal", "covers"), [], "categories.legal.covers"),
        (("supervision", "high"), None, "supervision.high"),
        (("mitigation_outcomes", "accept"), None, "mitigation_outcomes.accept"),
        (("steps", "confirm"), None, "steps.confirm"),
        (("steps", "confirm", "point"), "whenever", "steps.confirm.point"),
        (("duties", "make_plan", "to"), ["the_king"], "duties.make_plan.to"),
        (("duties", "make_plan", "paragraphs"), ["10.39"], "duties.make_plan.paragraphs"),
        (("deadlines", "legal_correspondence", "hours"), "soon", "deadlines.legal_correspondence.hours"),
        (("escalation",), ["have_tea"], "have_tea"),
        (("happened_counts_as",), "certain", "happened_counts_as"),
        (("first_view", "media", "answers"), {"newspaper": ["yes"]}, "answers.newspaper"),
        (("first_view", "media", "known"), ["newspaper"], "known.newspaper"),
        (("first_view", "media", "signals"), [], "first_view.media"),
        (("colour",), "red", "colour"),
    ],
)
def test_a_file_that_is_wrong_says_which_field_is(path: tuple[str, ...], value: Any, named: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"phso\.yaml is not a complete risk policy") as error:
        load_risk_policy(a_file(tmp_path, *path, value=value))
    assert named in str(error.value)


def test_a_policy_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match=r"There is no risk policy 'anytown'"):
        load_risk_policy("anytown")


def test_a_file_that_is_no_yaml_says_so(tmp_path: Path) -> None:
    (tmp_path / "torn.yaml").write_text("impact: [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"torn\.yaml is not readable"):
        load_risk_policy(tmp_path / "torn.yaml")


def test_the_risk_policy_is_no_authority_of_its_own() -> None:
    authorities = [each.name for each in (files("service_model") / "authorities").iterdir() if each.name.endswith(".yaml")]
    assert [load_authority(name.removesuffix(".yaml")).id for name in authorities] == ["phso"]


def test_every_paragraph_the_policy_cites_stands_in_the_catalogue() -> None:
    root = Path(__file__).parents[3]
    rows = "\n".join(each.read_text(encoding="utf-8") for each in (root / "catalogue").glob("service_model*.yaml"))
    known = set(re.findall(r"id: (SM-\d+\.\d+)", rows))
    cited = set(re.findall(r"SM-\d+\.\d+", SOURCE.read_text(encoding="utf-8")))
    for file in (root / "service_model" / "risk").glob("*.py"):
        cited |= set(re.findall(r"SM-\d+\.\d+", file.read_text(encoding="utf-8")))
    assert len(cited) > 50
    assert cited <= known


@pytest.mark.covers("SM-10.matrix-impact-scale")
def test_the_impact_scale_is_minor_moderate_critical() -> None:
    assert [RISK.impact.label(level) for level in (1, 2, 3)] == ["1 - Minor", "2 - Moderate", "3 - Critical"]


@pytest.mark.covers("SM-10.matrix-likelihood-scale")
def test_the_likelihood_scale_is_unlikely_likely_highly_likely() -> None:
    assert [RISK.likelihood.label(level) for level in (1, 2, 3)] == ["1 - Unlikely", "2 - Likely", "3 - Highly likely"]


@pytest.mark.covers("SM-10.15b")
def test_possible_is_stored_as_level_two_and_shown_as_likely() -> None:
    risk = a_risk(likelihood="possible")
    assert risk.model_dump()["likelihood"] == 2
    assert RISK.likelihood.label(2).endswith("Likely")


@pytest.mark.covers("SM-10.15b")
@pytest.mark.parametrize(("said", "level"), [("unlikely", 1), ("Highly likely", 3), ("2 - Likely", 2), (3, 3)])
def test_a_likelihood_is_one_of_three_by_word_label_or_number(said: object, level: int) -> None:
    assert a_risk(likelihood=said).likelihood == level


@pytest.mark.parametrize("said", ["certain", 0, 4, "", True])
def test_any_other_likelihood_is_rejected(said: object) -> None:
    with pytest.raises(ValidationError, match="likelihood"):
        a_risk(likelihood=said)


@pytest.mark.covers("SM-10.15c")
def test_severe_is_no_impact_but_critical_is_level_three() -> None:
    with pytest.raises(ValidationError, match="Say minor, moderate, critical"):
        Risk.model_validate({"impact": "severe"})
    assert Risk.model_validate({"impact": "critical"}).impact == 3


CELLS = [
    pytest.param(1, 1, "low", marks=pytest.mark.covers("SM-10.matrix-minor-unlikely")),
    pytest.param(1, 2, "low", marks=pytest.mark.covers("SM-10.matrix-minor-likely")),
    pytest.param(2, 1, "low", marks=pytest.mark.covers("SM-10.matrix-moderate-unlikely")),
    pytest.param(2, 3, "high", marks=pytest.mark.covers("SM-10.matrix-moderate-highly-likely")),
    pytest.param(3, 2, "high", marks=pytest.mark.covers("SM-10.matrix-critical-likely")),
    pytest.param(3, 3, "high", marks=pytest.mark.covers("SM-10.matrix-critical-highly-likely")),
]
OR_LOW_CELLS = [
    pytest.param(1, 3, marks=pytest.mark.covers("SM-10.matrix-minor-highly-likely")),
    pytest.param(2, 2, marks=pytest.mark.covers("SM-10.matrix-moderate-likely")),
    pytest.param(3, 1, marks=pytest.mark.covers("SM-10.matrix-critical-unlikely")),
]


@pytest.mark.parametrize(("impact", "likelihood", "rating"), CELLS)
def test_a_plain_cell_gives_its_rating_and_asks_nothing(impact: Any, likelihood: Any, rating: str) -> None:
    found = rate(impact, likelihood)
    assert (found.cell, found.rating, found.choices, found.choice_required) == (rating, rating, (), False)


@pytest.mark.parametrize(("impact", "likelihood"), OR_LOW_CELLS)
def test_a_medium_or_low_cell_stores_nothing_until_a_person_chooses_with_reasons(impact: Any, likelihood: Any) -> None:
    found = rate(impact, likelihood)
    assert (found.cell, found.rating, found.choices) == ("medium_or_low", None, ("medium", "low"))
    assert found.choice_required
    for chosen in found.choices:
        risk = a_risk(impact=impact, likelihood=likelihood, choice={"rating": chosen, "reasons": "An advocate is there."})
        assert rate(risk.impact, risk.likelihood, risk.choice).rating == chosen


@pytest.mark.parametrize("choice", [{"rating": "high", "reasons": "It feels high."}, {"rating": "low", "reasons": " "}])
def test_a_choice_of_high_or_without_reasons_is_rejected(choice: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="choice"):
        a_risk(choice=choice)


@pytest.mark.parametrize(("impact", "likelihood"), [(3, 3), (1, 1)])
def test_a_choice_changes_nothing_where_the_matrix_leaves_none(impact: Any, likelihood: Any) -> None:
    choice = a_risk(choice={"rating": "medium", "reasons": "It feels so."}).choice
    assert rate(impact, likelihood, choice) == rate(impact, likelihood)


@pytest.mark.covers("SM-10.5")
def test_the_prompts_are_the_five_of_the_guidance() -> None:
    assert [each.title for each in RISK.prompts] == [
        "Time taken", "Potentially litigious party", "Case profile", "Seriousness of allegations",
        "Capacity to investigate in doubt",
    ]  # fmt: skip


@pytest.mark.covers("SM-10.39b")
def test_a_plan_aims_at_one_of_four_outcomes_and_nothing_else() -> None:
    assert [each.title for each in RISK.mitigation_outcomes.values()] == ["Remove", "Avoid", "Reduce", "Accept"]
    with pytest.raises(ValidationError, match="outcome"):
        a_risk(mitigation={"outcome": "ignore", "action": "Nothing."})


@pytest.mark.parametrize(
    ("category", "description", "scope"),
    [
        pytest.param(
            "people", "worsening depression linked to the complaint", "psychological harm", marks=pytest.mark.covers("SM-10.47a")
        ),
        pytest.param("financial", "unable to work, debts rising", "goes on or gets worse", marks=pytest.mark.covers("SM-10.51a")),
        pytest.param("reputation", "pressure group campaign", "pressure group", marks=pytest.mark.covers("SM-10.55a")),
        pytest.param("legal", "threat of judicial review", "Legal action against us", marks=pytest.mark.covers("SM-10.60a")),
    ],
)
def test_a_category_is_offered_with_its_scope_and_holds_the_rating(category: Any, description: str, scope: str) -> None:
    assert any(scope in each.text for each in RISK.categories[category].covers)
    found = assessed(a_risk(category=category, description=description, impact="critical", likelihood="likely"))
    assert {name for name, rating in found.ratings.before.items() if rating == "high"} == {category}


def test_a_risk_outside_all_categories_counts_in_the_overall_rating() -> None:
    form = a_form(no_risk_in=["people", "financial", "reputation", "service", "legal"])
    outside = a_risk(category=None, impact="critical", likelihood="likely", impact_after="critical", likelihood_after="likely")
    with_it = assessed(outside, no_risk_in=form.no_risk_in)
    assert with_it.ratings.overall == "high"
    assert set(with_it.ratings.after.values()) == {"low"}
