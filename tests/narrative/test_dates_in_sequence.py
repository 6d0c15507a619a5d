"""Which day a story means: the years told around a month, weekdays that go on from one another, and words that are no date."""

from datetime import date

import pytest

from narrative.dates import date_from, find_dates

TODAY = date(2026, 11, 25)  # a Wednesday


def _read(text: str) -> list[tuple[str, str]]:
    return [(found.first, found.last) for found in find_dates(text, today=TODAY)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # between two times that have their year
        (
            "I was referred in March 2024. I heard in June and was seen in the October. They wrote on 4 February 2025.",
            [
                ("2024-03-01", "2024-03-31"),
                ("2024-06-01", "2024-06-30"),
                ("2024-10-01", "2024-10-31"),
                ("2025-02-04", "2025-02-04"),
            ],
        ),
        # soon after one
        ("She fell on 2 August 2023. She died on 9 September.", [("2023-08-02", "2023-08-02"), ("2023-09-09", "2023-09-09")]),
        # what has been so since then says nothing of the year
        (
            "I have lived here since May 2021. In June they sent a bill.",
            [("2021-05-01", "2021-05-31"), ("2026-06-01", "2026-06-30")],
        ),
        # an appointment that lately was is not a year ahead
        ("Letter came, appointment 6 October, nobody there.", [("2026-10-06", "2026-10-06")]),
        ("My appointment is on 6 January.", [("2027-01-06", "2027-01-06")]),
    ],
)
def test_a_month_without_a_year_takes_it_from_the_story(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "They came on 5 October. I rang on the Tuesday, they said Thursday. Friday, still nobody.",
            ["2026-10-05", "2026-10-06", "2026-10-08", "2026-10-09"],
        ),
        (
            "He fell on the 13th of October, it was a Tuesday, and the next morning he died.",
            ["2026-10-13", "2026-10-13", "2026-10-14"],
        ),
        ("Monday I rang the office, Thursday they put the phone down on me.", ["2026-11-16", "2026-11-19"]),
        ("By Monday night he was in theatre.", ["2026-11-23"]),
        ("The letter came on 6 October and the Monday after that I rang.", ["2026-10-06", "2026-10-12"]),
        ("It is booked for 3rd December, or put back to the 17th.", ["2026-12-03", "2026-12-17"]),
        ("Refused on 3 March, paid on the 30th of the same.", ["2026-03-03", "2026-03-30"]),
        ("On 7 October they came. I rang last Friday.", ["2026-10-07", "2026-11-20"]),
        (
            "I wrote on the first of October, rang on the second and again on the ninth.",
            ["2026-10-01", "2026-10-02", "2026-10-09"],
        ),
        ("My claim went in on 3 October and was shut on the 20th of the same month.", ["2026-10-03", "2026-10-20"]),
        ("We got there on 3 October. By the second day she could not stand.", ["2026-10-03", "2026-10-04"]),
    ],
)
def test_days_go_on_from_the_day_told_before(text: str, wanted: list[str]) -> None:
    assert _read(text) == [(day, day) for day in wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They took her off the list in the June.", "2026-06"),
        ("It was the May before anybody rang.", "2026-05"),
        ("I asked in July. August same, nothing.", "2026-08"),
        ("I was 16 in March 2020.", "2020-03"),
        ("It was bad in April. May was worse.", "2026-05"),
        ("She moved in February 2025. We saw him the March after.", "2025-03"),
    ],
)
def test_a_month_as_people_say_it(text: str, wanted: str) -> None:
    assert wanted in {found.edtf for found in find_dates(text, today=TODAY)}


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("freshers' week", "2026-09-15"), ("at hay-time", "2026-06-10"), ("by harvest", "2026-08-01"),
        ("the longest day", "2026-06-20"), ("the second Sunday in Advent", "2025-12-07"),
        ("half term, the May one", "2026-05-25"),
        ("It was a Monday. Monday the 5th of October", "2026-10-05"), ("March last year, no sorry, April", "2025-04-01"),
        ("I had the scan in May and it was two weeks after that", "2026-05-15"),
    ],
)  # fmt: skip
def test_times_of_the_year_and_second_thoughts_as_answers(said: str, first: str) -> None:
    edtf = date_from(said, today=TODAY).edtf
    assert edtf is not None
    assert edtf[:7] == first[:7] or edtf.startswith(first)


@pytest.mark.parametrize(
    "text",
    [
        "I may be wrong but they may not have read it.",
        "That is something that may happen to anybody.",
        "They march you down the corridor and the march on was awful.",
        "I am 72, my second husband is 68 and this is the third letter.",
        "Ward 12, bed 4, 2 tablets of 5 mg at number 19, £1,350 a week.",
        "April and June are my daughters and August is the cat.",
        "On the second floor they took me to the first bay and the fourth nurse.",
        "She was the fifth person I spoke to and on the 6th attempt I got through.",
        "It always happens on a Sunday.",
        "May I ask who reads this? May she rest in peace.",
        "They came second, on the third floor, by the fourth door.",
        "The harvest mouse and the hay in the barn are all he talks of.",
    ],
)
def test_words_that_are_no_date(text: str) -> None:
    assert _read(text) == []
