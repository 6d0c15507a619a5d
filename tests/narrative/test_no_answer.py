"""A remark, thanks or abuse is no answer to a question with options, however like one it is in a word."""

from __future__ import annotations

from datetime import date

import pytest

from narrative.answers import read_answer
from narrative.learned import learned_answer
from narrative.learned.examples import no_answers, typed_answers
from narrative.words import words_of

TODAY = date(2026, 1, 15)
SETTLES = 0.7  # narrative.answers: how likely an option must be to settle a question by itself
REMARKS = [
    "the gravy was like water",
    "our gran brought up nine of us on her own",
    "my specs were under the bed for a week",
    "the man in the next bay kept singing",
    "I had to ring in sick so often",
    "those poor lads are run off their feet",
    "you could not make it up",
    "my tea has gone cold now",
]


@pytest.mark.parametrize("fact", ["mp_referral", "has_mp", "meeting_offered", "wants_caseworker", "financial_remedy_sought"])
def test_a_remark_settles_no_question(fact: str) -> None:
    settled = [said for said in REMARKS if next(iter(learned_answer(fact, words_of(said)).values())) >= SETTLES]
    assert settled == []


@pytest.mark.parametrize(("said", "intent"), [("ta you", None), ("naff off you", "abuse"), ("cheers all of you", "thanks")])
def test_thanks_and_abuse_settle_none_either(said: str, intent: str | None) -> None:
    options = {"referred": ["My MP has sent it to you"], "asked": ["I have asked"], "refused": ["My MP said no"]}
    read = read_answer("choice", said, today=TODAY, options=options, intent=intent, fact="mp_referral")
    assert read.status == "unclear"


def test_every_question_with_options_has_learned_what_is_no_answer() -> None:
    assert {one.judged for one in no_answers()} == {one.judged for one in typed_answers()}
    assert not any(one.labels for one in no_answers())
