"""What a benchmark's row says of its targets."""

from __future__ import annotations

import pytest

from commands.measure import percentile, row


@pytest.mark.parametrize(("value", "met"), [(11.0, True), (12.5, False), (11.9, True)])
def test_both_targets_must_be_met(value: float, met: bool) -> None:
    found = row("cold start", value, "s", baseline=46.0, at_most=12, ratio_at_most=0.5)
    assert found.target == "at most 12 s and at most 0.5 times the baseline"
    assert found.met is met


def test_a_good_time_beside_a_better_baseline_is_not_met() -> None:
    found = row("cold start", 10.0, "s", baseline=15.0, at_most=12, ratio_at_most=0.5)
    assert (found.ratio, found.met) == (0.667, False)


def test_a_row_without_a_target_claims_nothing() -> None:
    found = row("memory of api", 175.6, "MiB")
    assert (found.target, found.met, found.ratio) == (None, None, None)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile(range(100, 0, -1), share) == value
