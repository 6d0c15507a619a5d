"""References survive a telephone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.cases import reference

bodies = st.text(alphabet=reference.ALPHABET, min_size=8, max_size=8)


def compact(written):
    return written.replace("-", "")[1:]


def test_a_reference_has_a_shape_that_can_be_read_out():
    assert reference._written("7K4M2Q9T").startswith("R-7K4M-2Q9T-")


@given(bodies)
def test_what_we_write_we_can_read(body):
    written = reference._written(body)
    assert reference.parse(written) == written
    assert reference.parse(written.lower().replace("-", " ")) == written
    assert reference.parse(compact(written)) == written
    assert reference.parse(f" {written[2:].replace('0', 'O').replace('1', 'l')} ") == written


@given(bodies, st.integers(0, 8), st.sampled_from(reference.ALPHABET))
def test_every_single_wrong_character_is_noticed(body, place, other):
    whole = compact(reference._written(body))
    if whole[place] != other:
        with pytest.raises(reference.BadReferenceError, match="slip"):
            reference.parse(whole[:place] + other + whole[place + 1 :])


@pytest.mark.parametrize("text", ["", "R", "R-7K4M", "hello there", "R-7K4M-2Q9T-CC", "R-7K4U-2Q9T-C", "🐝" * 9, "x" * 10_000])
def test_what_is_no_reference_is_told_so(text):
    with pytest.raises(reference.BadReferenceError):
        reference.parse(text)


def test_references_do_not_repeat():
    assert len({reference.new() for _ in range(5_000)}) == 5_000
