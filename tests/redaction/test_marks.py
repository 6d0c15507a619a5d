"""The pure part: places, joins, the copy; what reads like a person or a birthday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.redaction.marks import WHY, Mark, hidden, joined, pieces, places_of
from narrative.people import find_births, find_people

MARKS = st.lists(st.builds(Mark, st.integers(0, 60), st.integers(0, 60), st.sampled_from(sorted(WHY))), max_size=8)


@given(text=st.text(min_size=60, max_size=60), marks=MARKS)
def test_the_pieces_are_the_original_and_nothing_marked_is_shown(text, marks):
    found = pieces(text, marks)
    assert "".join(each.text for each in found) == text
    at = 0
    for piece in found:
        inside = any(mark.start <= at < mark.end for mark in marks)
        assert inside == (piece.why is not None)
        at += len(piece.text)


@given(text=st.text(alphabet="ab ", min_size=60, max_size=60), marks=MARKS)
def test_the_copy_tells_nothing_of_the_length_of_what_is_hidden(text, marks):
    shown = "".join(each.text for each in pieces(text, marks) if each.why is None)
    copy = hidden(text, marks)
    for why in WHY:
        copy = copy.replace(hidden("x", [Mark(0, 1, why)]), "")
    assert copy == shown


def test_passages_that_overlap_or_touch_are_all_hidden():
    assert joined([Mark(3, 9, "email"), Mark(0, 4, "address"), Mark(9, 12, "other")]) == [
        Mark(0, 9, "email"),
        Mark(9, 12, "other"),
    ]


def test_a_passage_is_found_as_whole_words_over_line_breaks():
    assert places_of("Ann Bell met\nAnnabel Bell. ann\nbell left.", "Ann Bell", "other") == [
        Mark(0, 8, "other"),
        Mark(27, 35, "other"),
    ]
    assert places_of("Ring +44 (0)20 now", "+44 (0)20", "phone") == [Mark(5, 14, "phone")]
    assert places_of("anything", "   ", "other") == []


@pytest.mark.parametrize(("text", "names"), [
    ("Nurse Jones gave it to Mr O'Brien.", ["Jones", "O'Brien"]), ("My son Tom ap Rhys saw it.", ["Tom ap Rhys"]),
    ("I spoke to Siân Ŵyn on Monday.", ["Siân Ŵyn"]), ("My mother I think was there.", []), ("The hospital was full.", []),
    ("a plumber called Ottoline", ["Ottoline"]), ("My wife Monday rang.", []),
])  # fmt: skip
def test_names_of_people_are_found_by_the_words_around_them(text, names):
    assert [each.value for each in find_people(text)] == names


def test_a_date_of_birth_is_told_from_other_dates():
    text = "Date of birth: 04/05/1961. It happened on 3 March 2026. DOB 1 June 1980."
    assert [text[each.start : each.end] for each in find_births(text, today=date(2026, 11, 27))] == ["04/05/1961", "1 June 1980"]
