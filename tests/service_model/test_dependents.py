"""What falls with a changed answer."""

from __future__ import annotations

import pytest

from service_model import FACTS
from service_model.dependents import DEPENDENTS, LOCAL_PROCESS, dependents_of


def test_every_name_is_a_fact() -> None:
    names = {*DEPENDENTS, *LOCAL_PROCESS, *(name for fallen in DEPENDENTS.values() for name in fallen)}
    assert names <= set(FACTS)


def test_what_falls_brings_down_what_hangs_on_it() -> None:
    assert "previously_uk_resident" in dependents_of("mp_referral")
    assert "reasonable_link" in dependents_of("organisation")


@pytest.mark.parametrize("fact", FACTS)
def test_nothing_falls_twice_or_with_itself(fact: str) -> None:
    fallen = dependents_of(fact)
    assert len(set(fallen)) == len(fallen)
    assert fact not in fallen
