"""Which date of a story is the date of what."""

from __future__ import annotations

import pytest

from actions.kit import load_kit
from actions.when import dates_in
from tests.actions.person import TODAY

STORIES = [
    ("I COMPLAINED IN May 2025 AND GOT THEIR FINAL LETTER IN August 2025", {"complained_on": "2025-05", "replied_on": "2025-08"}),
    (
        "I complained about their letter in May 2025, they answered in June 2025",
        {"complained_on": "2025-05", "replied_on": "2025-06"},
    ),
    ("In January 2025 they hurt me, I found out in June 2025", {"event_on": "2025-01", "aware_on": "2025-06"}),
    ("Complaint went in 3/7/25, reply 10/9/25.", {"complained_on": "2025-07-03", "replied_on": "2025-09-10"}),
    ("My operation was on 5 March 2025 and I complained on 10 April.", {"event_on": "2025-03-05", "complained_on": "2025-04-10"}),
    ("First answer in May 2025, second answer in August 2025.", {"replied_on": "2025-08"}),
    ("The Adjudicator looked at it in June 2025.", {}),
    ("The trust wrote on 4 June 2025 and told me to ring them.", {"replied_on": "2025-06-04"}),
    ("Ward meeting in April 2025, hospital's final letter came on 3 June 2025.", {"replied_on": "2025-06-03"}),
    ("It happened in May 2025. I wrote to my MP in July 2025.", {"event_on": "2025-05", "put_to_mp_on": "2025-07"}),
]


@pytest.mark.parametrize(("text", "meant"), STORIES)
def test_each_date_is_read_by_the_words_next_to_it(text: str, meant: dict[str, str]) -> None:
    dates = load_kit().reader.read(text, today=TODAY).as_dict()["dates"]
    found = {fact: row["value"] for fact, row in dates_in(text, dates, TODAY).items() if not row.get("guessed")}
    assert found == meant


def test_a_birthday_is_no_date_of_the_matter() -> None:
    text = "She was born in March 1950."
    assert dates_in(text, load_kit().reader.read(text, today=TODAY).as_dict()["dates"], TODAY) == {}
