"""Triage is finished before a case is handed on, in one of three categories (SM-1.35 to 1.38, 2.80)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service_model.casework.scales import load_scale
from service_model.casework.triage import (
    CATEGORIES,
    CATEGORISATION,
    Categorisation,
    TriageFacts,
    category,
    confirmations,
    from_signals,
    triage_finished,
    unanswered,
    where_it_goes,
)

FIVE = Categorisation.model_validate(
    {
        "source": "made up",
        "default": False,
        "version": "1",
        "questions": [
            {"id": f"question_{number}", "question": f"Question {number}?", "yes": points_to}
            for number, points_to in enumerate(["senior_caseworker"] * 4 + ["complex_and_significant"], start=1)
        ],
    }
)
ALL_NO = {f"question_{number}": False for number in range(1, 6)}


def triage(**given: Any) -> TriageFacts:
    """Finished triage unless something is changed."""
    return TriageFacts.model_validate({"answers": ALL_NO, "category": "general", "confirmed": True, **given})


@pytest.mark.covers("SM-1.35a")
@pytest.mark.parametrize("missing", [{"category": None}, {"confirmed": None}, {"answers": {}}])
def test_a_case_is_not_handed_on_while_triage_is_incomplete(missing: dict[str, Any]) -> None:
    refused = triage_finished(triage(**missing), FIVE)
    assert (refused.status, refused.kind) == ("cannot_tell", "policy")
    assert "SM-1.35" in refused.paragraphs
    assert refused.needs


def test_a_case_is_handed_on_when_triage_is_finished() -> None:
    assert triage_finished(triage(), FIVE).status == "met"


@pytest.mark.covers("SM-1.35b")
def test_there_are_three_categories_and_one_must_be_chosen() -> None:
    assert set(CATEGORIES) == {"general", "senior_caseworker", "complex_and_significant"}
    assert all(triage_finished(triage(category=each), FIVE).status == "met" for each in CATEGORIES)
    assert triage_finished(triage(category=None), FIVE).needs == ("category",)
    with pytest.raises(ValidationError, match="category"):
        triage(category="urgent")


@pytest.mark.covers("SM-1.36")
def test_four_answers_to_five_questions_do_not_finish_triage_and_the_fifth_is_named() -> None:
    four = {name: answer for name, answer in ALL_NO.items() if name != "question_3"}
    refused = triage_finished(triage(answers=four), FIVE)
    assert (refused.status, refused.needs) == ("cannot_tell", ("question_3",))
    assert "SM-1.36" in refused.paragraphs


@pytest.mark.covers("SM-1.37b")
def test_too_little_information_makes_it_general() -> None:
    proposed = category(triage(answers={"question_1": True}, enough_information=False), FIVE)
    assert (proposed.choice, proposed.paragraphs) == ("general", ("SM-1.37",))
    assert triage_finished(triage(answers={}, enough_information=False), FIVE).status == "met"


@pytest.mark.parametrize(
    ("answers", "choice"),
    [
        (ALL_NO, "general"),
        ({**ALL_NO, "question_2": True}, "senior_caseworker"),
        ({**ALL_NO, "question_2": True, "question_5": True}, "complex_and_significant"),
        ({"question_5": True}, "complex_and_significant"),  # nothing open could change it
        ({"question_2": True}, None),  # the fifth could still raise it
        ({}, None),
    ],
)
def test_the_category_is_the_highest_that_a_yes_points_to_and_open_questions_leave_it_open(
    answers: dict[str, bool], choice: str | None
) -> None:
    proposed = category(triage(answers=answers), FIVE)
    assert proposed.choice == choice
    assert set(unanswered(triage(answers=answers), FIVE)) <= set(proposed.needs) or choice is not None


@pytest.mark.covers("SM-1.38b")
def test_yes_confirms_the_chosen_category_and_no_the_others() -> None:
    assert confirmations("senior_caseworker") == {
        "general": False,
        "senior_caseworker": True,
        "complex_and_significant": False,
    }


def test_a_category_that_is_not_confirmed_is_chosen_again() -> None:
    assert triage_finished(triage(confirmed=False), FIVE).status == "not_met"


def test_words_read_at_intake_answer_a_question_with_yes_and_never_with_no() -> None:
    assert from_signals({"avoidable_death"}) == {"avoidable_death": True}
    assert from_signals(()) == {}


@pytest.mark.covers("SM-2.80a")
def test_a_case_without_a_speciality_goes_to_early_consideration() -> None:
    assert where_it_goes(triage(speciality="none")).choice == "early_consideration_team"
    assert where_it_goes(triage()).choice == "early_consideration_team"
    assert where_it_goes(triage()).needs == ("speciality",)


@pytest.mark.parametrize("why", [{"speciality": "dentistry"}, {"more_complicated": True}])
def test_a_speciality_or_a_more_complicated_case_can_go_to_another_team(why: dict[str, Any]) -> None:
    assert where_it_goes(triage(**why)).choice == "another_team"


def test_the_shipped_questions_say_that_they_are_a_default() -> None:
    assert "default" in category(triage(answers={})).reason
    assert "default" not in category(triage(answers={}), FIVE).reason
    assert CATEGORISATION.default


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source: x\ndefault: true\nversion: a\nquestions: [{id: a, question: b, 'yes': urgent}]", r"questions\.0\.yes"),
        ("source: x\nversion: a\nquestions: [{id: a, question: b, 'yes': general}]", "default: Field required"),
        (
            "source: x\ndefault: true\nversion: a\nquestions: [{id: a, question: b, 'yes': general},"
            " {id: a, question: c, 'yes': general}]",
            "a stands there twice",
        ),
        ("source: [", "no YAML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_name_and_the_field(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "made_up_categorisation.yaml"
    file.write_text(text)
    with pytest.raises(ValueError, match=rf"made_up_categorisation\.yaml.*{said}"):
        load_scale(file, Categorisation)


def test_a_scale_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nothing\.yaml: the file does not exist"):
        load_scale(tmp_path / "nothing.yaml", Categorisation)
