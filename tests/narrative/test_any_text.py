"""Whatever is written, reading it gives an answer, keeps to the text and takes little time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.answers import read_answer, spoken_options
from narrative.dates import find_dates
from narrative.reader import Reader
from narrative.safety import assess_all
from service_model.dates import date_range
from service_model.facts import FACTS
from tests.narrative.conftest import TODAY
from tests.yardstick import seconds_of

_SCRAPS = st.sampled_from(
    ["I want to ", "not ", "die", "kill", "31/2/2024 ", "last March ", "between ", "and ", "'", "\u200b", "07700 900123 ",
    "two years ago ", "dwp ", "é", "\n\n",
     "🙂", "\x00", "<script>", "%s", "30th February 0000", "9999-12-31", "99999999 years ago", "the Tuesday after ",
     "Easter ", "'99 ", "half ", "a@b.co ", "سلام ", "ａ"]
)  # fmt: skip
_TEXT = st.one_of(st.text(max_size=4000), st.lists(_SCRAPS, max_size=60).map("".join))
_EXAMPLES = settings(max_examples=60, deadline=None)


@_EXAMPLES
@given(text=_TEXT)
def test_reading_never_raises_and_offsets_slice_the_text(text: str, reader: Reader) -> None:
    reading = reader.read(text, today=TODAY)
    for part in (*reading.organisations, *reading.dates, *reading.signals, *reading.issues, *reading.risks):
        assert 0 <= part.start < part.end <= len(text)
        assert text[part.start : part.end].strip()
    assert all(found.text == text[found.start : found.end] for found in reading.dates)


@_EXAMPLES
@given(text=_TEXT)
def test_every_date_found_is_edtf_the_record_can_hold(text: str) -> None:
    for found in find_dates(text, today=TODAY):
        assert date_range(found.edtf) == (date.fromisoformat(found.first), date.fromisoformat(found.last))


@_EXAMPLES
@given(text=_TEXT, name=st.sampled_from(sorted(FACTS)))
def test_every_answer_is_of_its_kind(text: str, name: str, reader: Reader) -> None:
    fact = FACTS[name]
    answer = read_answer(fact.kind, text, today=TODAY, options=spoken_options(name), reader=reader)
    if answer.status == "answered" and fact.kind == "choice":
        assert answer.value in fact.options
    if answer.status == "answered" and fact.kind == "date":
        date_range(answer.value)
    if answer.status == "answered" and fact.kind == "bool":
        assert isinstance(answer.value, bool)


@pytest.mark.parametrize(
    "text",
    ["I complained and they didn't reply, I want to know why. " * 400, "i kill myself not " * 1200, "kill " * 4000,
    "a b c d " * 2500, "x" * 20_000,
     "1/2/" * 5000, "I want to " * 2000, "two or three years " * 1000, "@" * 20_000, "a." * 10_000, "the the of " * 1800],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_twenty_thousand_letters_are_read_in_bounded_time(text: str, reader: Reader) -> None:
    text = text[:20_000]
    assert seconds_of(lambda: assess_all(text)) < 0.15
    assert seconds_of(lambda: reader.read(text, today=TODAY), times=2) < 1.5


def test_a_story_of_eighty_words_is_read_in_a_few_thousandths_of_a_second(reader: Reader) -> None:
    story = (
        "I complained to the DWP in March 2024 about my PIP and they did not reply for two months. My mum died at Leeds General "
        "Infirmary while we waited, I have been signed off with depression since, and nobody has said sorry. I rang on Tuesday "
        "and was told the file was lost. My number is 07700 900123 and my email is jo@example.org. I want an apology, the money "
        "they owe me and for it not to happen to anybody else, please."
    )
    best = seconds_of(lambda: reader.read(story, today=TODAY), times=20)
    print(f"\n{len(story.split())} words read in {best * 1000:.2f} ms on the yardstick's machine")
    assert best < 0.010  # aim: 5 ms
