"""How many questions are left: what the rules would still ask, beside what they do ask when people answer."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from commands.sample import ANSWERS
from intake_api.conversations.talk import Talk
from intake_api.form import flow
from intake_api.form.progress import questions_left
from intake_api.form.questions import question_for
from intake_api.form.reading import Given, read
from tests.conversations_api.test_form import Filler

DATABASES = ("sqlite",)
TODAY = date(2026, 1, 5)
LEFT = re.compile(r"About (\d+) questions left|This is the last question")
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def walk(**differs):
    """Answers every question of the form: (the fact, how many questions were said to be left, how many there were)."""
    answers = {**ANSWERS, **differs}
    talk = Talk(id="t", channel="web", updated_at=NOW)
    talk.slots.update(unanswered={}, notes={})
    flow.point_to_next(talk, today=TODAY)
    rows = []
    while talk.status == "open":
        step = flow.next_step(talk, today=TODAY)
        if step.page == "outcome":
            flow.tell(talk, flow.judge(talk, today=TODAY).determination, today=TODAY)
            continue
        rows.append((step.fact or step.page, questions_left(talk, today=TODAY)))
        if step.page in ("evidence", "check"):
            break
        flow.answer(talk, *_answer(talk, step.fact, answers[step.fact]), now=NOW, today=TODAY)
    return [(fact, said, len(rows) - place) for place, (fact, said) in enumerate(rows)]


def _answer(talk, fact, value):
    question = question_for(fact, flow.judge(talk, today=TODAY).complaint)
    wanted = str(value).lower() if isinstance(value, bool) else str(value)
    payload = next((each.payload for each in (*question.options, *question.skips) if f'"{wanted}"' in each.payload), None)
    given = read(question, {"choice": payload} if payload else {"answer": wanted}, today=TODAY)
    return question, Given(given.candidates[0][1], body=given.candidates[0][0]) if given.candidates else given


def test_nothing_is_said_before_the_organisation_is_known():
    rows = walk()
    assert [said for fact, said, _ in rows if fact in ("consent_to_process", "story", "organisation")] == [None] * 3


@pytest.mark.parametrize(
    "differs",
    [{}, {"organisation": "DWP"}, {"preferred_contact": "post"}, {"preferred_contact": "phone"}],
    ids=["health", "department", "by post", "by phone"],
)
def test_an_ordinary_complaint_has_as_many_questions_left_as_was_said(differs):
    rows = [row for row in walk(**differs) if row[1] is not None]
    assert len(rows) > 15
    assert [said for _, said, _ in rows][-5:] == [left for _, _, left in rows][-5:]
    assert all(abs(said - left) <= 1 for _, said, left in rows), rows


@pytest.mark.parametrize(
    "differs",
    [
        {"complaining_for": "someone_else"},
        {"local_stage": "not_started"},
        {"local_stage": "under_way"},
        {"aware_on": "three years ago"},
    ],
    ids=["for her mother", "too early", "under way", "late"],
)
def test_once_an_answer_leads_elsewhere_the_number_follows(differs):
    rows = [row for row in walk(**differs) if row[1] is not None]
    turn = next(place for place, (fact, _, _) in enumerate(rows) if fact in differs)
    assert all(abs(said - left) <= 3 for _, said, left in rows[turn + 1 :]), rows
    assert rows[-1][1] == 1


def test_a_talk_that_is_over_has_no_number():
    talk = Talk(id="t", channel="web", updated_at=NOW, status="submitted")
    assert questions_left(talk, today=TODAY) is None


def test_the_chat_tells_the_number_and_what_kind_of_answer_is_asked(chat):
    talk = chat()
    assert (talk.opened["asked_kind"], talk.opened["questions_left"]) == ("bool", None)
    talk.agree()
    assert talk.say("They lost my file.")["asked_kind"] == "name"
    assert talk.read()["questions_left"] is None


def test_every_page_of_the_form_says_about_how_many_are_left(browser):
    filler, said = Filler(browser), {}
    path = browser.get("/form").url.path
    while path != "/form/check":
        found = LEFT.search(browser.words)
        said[path.removeprefix("/form/")] = int(found[1] or 1) if found else None
        path = filler.one(path)
    assert [said[fact] for fact in ("consent_to_process", "story", "organisation")] == [None] * 3
    numbers = [number for number in list(said.values())[3:] if number is not None]
    assert len(numbers) > 10
    assert numbers == sorted(numbers, reverse=True)
    browser.get("/form/organisation")  # an answer that is changed is not what is asked for now
    assert not LEFT.search(browser.words)


def test_the_page_of_the_chat_says_it_beside_the_answers(browser):
    Filler(browser).until("/form/local_stage")
    left = LEFT.search(browser.words)
    browser.get("/chat")
    assert left
    assert left[0] in browser.words
