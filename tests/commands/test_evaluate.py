"""The arithmetic of the evaluation, and that it reads what it says it reads."""

from __future__ import annotations

from datetime import date

import pytest

from commands.evaluating import held_out, intents, reading
from commands.evaluating.people import DEVELOPMENT, files
from commands.evaluating.report import Evaluation, as_markdown
from commands.evaluating.scores import Interval, Tallies, bootstrapped, macro_f1, share
from commands.playing import read


def test_a_share_has_wilsons_interval() -> None:
    found = share(9, 10)
    assert (round(found.low, 3), round(found.high, 3)) == (0.596, 0.982)  # Wilson 1927, by hand
    assert share(0, 0) == Interval(0, 0, 1)


def test_f1_counts_the_missed_and_the_invented() -> None:
    tallies = Tallies()
    tallies.add({"a", "b"}, {"a", "c"})
    tallies.add({"a"}, set())
    assert (tallies.by_label["a"].right, tallies.by_label["a"].missed, tallies.by_label["c"].false) == (1, 1, 1)
    assert tallies.by_label["a"].f1 == pytest.approx(2 / 3)
    assert tallies.total().f1 == pytest.approx(0.4)


def test_macro_f1_is_the_mean_over_what_was_wanted() -> None:
    assert macro_f1([("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_a_bootstrap_of_what_is_always_right_has_no_width() -> None:
    assert bootstrapped([1] * 40, lambda rows: sum(rows) / len(rows)) == Interval(1.0, 1.0, 1.0)


def test_calibration_error_is_the_gap_between_sure_and_right() -> None:
    sure_and_wrong = [intents.Heard("x", "a", "b", 0.95)] * 10
    assert intents.calibration_error(sure_and_wrong) == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("2025-03-01", "2025-03-31", True), ("2025-03-10", "2025-03-10", True), ("2025-02-15", "2025-03-31", True),
        ("2025-01-01", "2025-12-31", False), ("2025-04-01", "2025-04-30", False),
    ],
)  # fmt: skip
def test_a_vague_date_is_right_within_or_half_shared(first: str, last: str, right: bool) -> None:
    assert reading._same_time({"from": date(2025, 3, 1), "to": date(2025, 3, 31)}, first, last) is right


def test_every_story_is_annotated_at_words_that_stand_in_it() -> None:
    for story in held_out.table("stories.yaml"):
        for row in [*(story.get("dates") or ()), *(story.get("organisations") or ())]:
            assert row["said"] in story["text"], story["id"]


def test_there_are_sixty_people_and_each_can_be_played() -> None:
    assert len(files()) >= 60
    assert all(read(path).expect for path in files())


def test_the_people_to_develop_with_can_be_played_and_are_none_of_the_held_out() -> None:
    assert len(files(DEVELOPMENT)) == 30
    assert all(read(path).expect for path in files(DEVELOPMENT))
    assert not {path.name for path in files(DEVELOPMENT)} & {path.name for path in files()}


def test_the_page_says_what_was_missed_and_by_how_much() -> None:
    found = Evaluation({"Safety": [reading.Result("Heard", share(90, 100), 100, 0.97, errors=["a | b"])]})
    page = as_markdown(found, date(2026, 1, 5))
    assert "**missed** by 0.070" in page
    assert "- a / b" in page


def test_spans_count_when_kind_and_both_ends_are_right() -> None:
    day, body = (0, 3, "date"), (5, 9, "organisation")
    rows = [("it was May", {day}, {day, body}), ("the DVLA", {body}, {(5, 8, "organisation")})]
    assert intents.span_f1(rows).value == pytest.approx(2 / 5)
