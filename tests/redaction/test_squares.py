"""The pure part of black boxes: what is typed for a square, which part of a page a box is, how it is said."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.evidence.checks import grid as shapes
from intake_api.evidence.checks.grid import grid
from intake_api.redaction import marks, squares
from intake_api.redaction.squares import Box, WrongSquareError, box, by_page, counted, joined, parse, read, said

A4 = (20, 40)
CORNERS = st.tuples(st.integers(1, 20), st.integers(1, 40))
GOOD = {
    "C3": (3, 3), "c3": (3, 3), " C3 ": (3, 3), "c 3": (3, 3), "C03": (3, 3), "a1": (1, 1), "T40": (20, 40), "t\t40\n": (20, 40),
}  # fmt: skip


@pytest.mark.parametrize("module", [squares, shapes, marks], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_are_true(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(("typed", "square"), GOOD.items())
def test_a_square_is_read_however_it_is_typed(typed, square):
    assert parse(typed, A4) == square


@pytest.mark.parametrize("typed", ["Z99", "U1", "A41", "A0", "A00", "T9999"])
def test_a_square_beyond_the_page_is_told_with_those_there_are(typed):
    with pytest.raises(WrongSquareError, match=f"no square {typed}. Its squares go from A1 to T40."):
        parse(typed, A4)


@pytest.mark.parametrize("typed", ["C", "3", "3C", "CC3", "C-3", "C3 to H5", "Ç3", "C³", "C٣", "C" * 500, "C" + "3" * 500, "C3;"])
def test_what_is_no_square_is_told_with_an_example(typed):
    with pytest.raises(WrongSquareError, match=r"is no square\. Type a letter and a number, such as C3\.") as told:
        parse(typed, A4)
    assert len(str(told.value)) < 120


@pytest.mark.parametrize("typed", ["", "  ", "\t\n"])
def test_nothing_typed_asks_for_a_square(typed):
    with pytest.raises(WrongSquareError, match="Type a square: a letter and a number"):
        parse(typed, A4)


@given(one=CORNERS, other=CORNERS)
def test_the_corners_of_a_box_come_in_any_order_and_both_are_in_it(one, other):
    names = [f"{chr(64 + column)}{row}" for column, row in (one, other)]
    found = box(1, A4, *names, "other")
    assert found == box(1, A4, *reversed(names), "other")
    left, top, right, bottom = found.shares
    for column, row in (one, other):
        assert left <= (column - 1) / 20 < column / 20 <= right
        assert top <= (row - 1) / 40 < row / 40 <= bottom
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert read([list(found)]) == [found]


@given(width=st.integers(50, 3000), height=st.integers(50, 3000))
def test_squares_have_one_shape_on_every_page(width, height):
    columns, rows = grid(width, height)
    assert columns == (20 if width <= height else 26)
    if rows > 4:  # a page so flat that it has fewer rounds its squares more
        assert 1.2 < (width / columns) / (height / rows) < 1.7


def test_a_page_that_lies_has_squares_of_its_own():
    assert parse("Z26", grid(1754, 1240)) == (26, 26)
    with pytest.raises(WrongSquareError, match="from A1 to Z26"):
        parse("A27", grid(1754, 1240))


def test_boxes_are_counted_and_said_page_by_page():
    boxes = joined([box(2, A4, "H5", "C3", "address"), box(1, A4, "a1", "a1", "other"), box(2, A4, "C3", "H5", "health")])
    assert [each.key for each in boxes] == ["1-A1-A1", "2-C3-H5"]
    assert counted(boxes) == {"other": 1, "health": 1}
    assert said(1, boxes[:1]) == "Page 1: 1 box hidden: A1 (Another reason)"
    assert by_page(boxes) == {1: [(0.0, 0.0, 0.05, 0.025)], 2: [(0.1, 0.05, 0.4, 0.125)]}


def test_a_box_stays_where_it_was_marked_whatever_is_laid_over_pages_later():
    assert Box(1, 10, 10, 1, 1, 5, 5, "other").shares == (0.0, 0.0, 0.5, 0.5)
