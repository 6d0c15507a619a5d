"""Which organisations a text names and which is complained about: with the real register, on the texts kept for development."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from narrative import Name, build_reader
from narrative.blame_features import NAMES
from narrative.blame_fitting import examples, fit, written
from narrative.reader import Reader
from narrative.reading import Organisation
from service_model import PHSO
from tests.narrative.conftest import TODAY, share_read

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "development" / "organisations.yaml").read_text("utf-8"))
NAMED = [row for row in ROWS if "blamed" in row]


@pytest.fixture(scope="module")
def knowing() -> Reader:
    """A reader that knows the whole register."""
    return build_reader(Name(*row) for row in PHSO.register.spoken())


def test_the_body_complained_about_comes_first(knowing: Reader) -> None:
    assert share_read("complained about, first", NAMED, lambda row: _comes_first(row, knowing)) >= 0.94


@pytest.mark.parametrize(
    "text",
    [
        "Guinness Partnership never came. The Riverside Dental Practice pulled the wrong tooth.",
        "Sanctuary Surgery struck my wife off their list.",
        "They gave me the wrong pills at Peabody Pharmacy in Luton.",
    ],
)
def test_a_surgery_is_no_landlord_of_the_same_name(knowing: Reader, text: str) -> None:
    found = {
        one.name
        for one in knowing.read(text, today=TODAY).organisations
        if one.id in ("riverside_housing", "peabody", "sanctuary")
    }
    assert found == set()


def test_the_code_of_practice_is_no_practice(knowing: Reader) -> None:
    text = "Nobody at Rampton, run by Nottinghamshire Healthcare, read the Code of Practice before they locked her in."
    found = [one for one in knowing.read(text, today=TODAY).organisations if one.role == "complained_about"]
    assert {one.id for one in found} == {"nottingham_healthcare"}


def test_a_ward_word_after_a_hospital_changes_nothing(knowing: Reader) -> None:
    for text in ("Royal Hallamshire surgery went wrong.", "The dwp medical was a joke."):
        assert any(one.id for one in knowing.read(text, today=TODAY).organisations)


def test_bodies_that_only_come_into_it_are_not_blamed(knowing: Reader) -> None:
    rows = [row for row in NAMED if "mentioned" in row]
    assert share_read("mentioned, not blamed", rows, lambda row: _are_only_mentioned(row, knowing)) >= 0.85


@pytest.mark.parametrize("text", [row["text"] for row in ROWS if "blamed" not in row])
def test_a_story_that_names_nobody_gives_nobody(knowing: Reader, text: str) -> None:
    assert not knowing.read(text, today=TODAY).organisations


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("They left my dad in a chair at the QE in Birmingham.", "uhb"),
        ("They left my dad in a chair at the QE in Gateshead.", "gateshead"),
        ("St James's in Leeds lost my biopsy.", "leeds"),
        ("My mum was in Whipps Cross with her hip.", "barts"),
        ("the court lost my papers", "hmcts"),
        ("The D.W.P. stopped my money", "dwp"),
        ("The Lister sent her home with no tablets.", "east_north_herts"),
    ],
)
def test_a_name_that_is_not_one_bodys_alone_is_settled_by_the_rest(knowing: Reader, text: str, body: str) -> None:
    assert [o.id for o in knowing.read(text, today=TODAY).organisations if o.role == "complained_about"] == [body]


@pytest.mark.parametrize(
    "text", ["We had a brew.", "I live near Whiston and HMRC lost my form.", "She took my passport and DVLA lost it."]
)
def test_a_word_or_a_place_is_no_body(knowing: Reader, text: str) -> None:
    assert {o.id for o in knowing.read(text, today=TODAY).organisations} <= {"hmrc", "dvla"}


def test_a_hospital_that_may_be_any_of_several_stays_open(knowing: Reader) -> None:
    (found,) = knowing.read("Queen Elizabeth Hospital cancelled my operation.", today=TODAY).organisations
    assert (found.id, found.kind, found.role) == (None, "nhs_trust", "complained_about")


def test_what_a_name_means_by_default_is_offered_as_an_answer_and_not_taken(knowing: Reader) -> None:
    _, body, offered = knowing.organisation("the court")
    assert body is None
    assert "hmcts" in [each["id"] for each in offered]


def test_the_weights_are_those_of_the_examples() -> None:
    path = Path(__file__).parents[2] / "narrative" / "data" / "blame" / "weights.yaml"
    kept, again = (yaml.safe_load(text) for text in (path.read_text("utf-8"), "\n".join(written(fit(examples())))))
    assert set(kept) == {"always", *NAMES}
    assert kept == pytest.approx(again, abs=0.02)


def test_blame_is_learned_well_enough_to_hold_for_texts_left_out() -> None:
    rows = examples()
    first = sum(_is_right_when_left_out(rows, part, row) for part in range(10) for row in rows[part::10]) / len(rows)
    assert first >= 0.88


def _is_right_when_left_out(rows: list[Any], part: int, row: Any) -> bool:
    if part not in _WEIGHTS:
        _WEIGHTS[part] = fit([each for i, each in enumerate(rows) if i % 10 != part])
    weights = _WEIGHTS[part]
    scores = [sum(weights[name] for name in held) for held in row.held]
    return bool(row.blamed[scores.index(max(scores))])


_WEIGHTS: dict[int, dict[str, float]] = {}


def _comes_first(row: dict[str, Any], reader: Reader) -> bool:
    found = sorted(
        reader.read(row["text"], today=TODAY).organisations, key=lambda o: (o.role != "complained_about", -o.confidence)
    )
    return bool(found) and found[0].role == "complained_about" and any(_is(found[0], each, row["text"]) for each in row["blamed"])


def _are_only_mentioned(row: dict[str, Any], reader: Reader) -> bool:
    blamed = [o for o in reader.read(row["text"], today=TODAY).organisations if o.role == "complained_about"]
    return not any(_is(o, each, row["text"]) for o in blamed for each in row["mentioned"])


def _is(found: Organisation, wanted: str, text: str) -> bool:
    if not wanted.startswith("="):
        return found.id == wanted
    start = text.index(wanted[1:])
    return found.id is None and found.start < start + len(wanted) - 1 and start < found.end
