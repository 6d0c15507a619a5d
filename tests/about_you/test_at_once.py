"""Two devices, or a double press: they agree, answer and take back at the same moment, and nothing fails or is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from intake_api.about_you.doors import case_of
from intake_api.about_you.service import NotAgreedError, answer, fetch, withdraw
from intake_api.clock import utc_now
from tests.about_you.test_about_you import agree
from tests.serving import TRUSTED

AT_ONCE = 4


@pytest.fixture
def person(sent):
    """Somebody who has just sent a complaint."""
    return sent()


def at_once(*tasks):
    with ThreadPoolExecutor(len(tasks)) as pool:
        return [each.result() for each in [pool.submit(task) for task in tasks]]


def conversation_of(person):
    return person.http.cookies["redress_chat"].partition(".")


def test_agreeing_four_times_at_once_is_one_consent(person, rows):
    person.get("/about-you")
    answers = at_once(*[lambda: person.post("/about-you", agree="yes")] * AT_ONCE)
    assert [each.status_code for each in answers] == [303] * AT_ONCE
    assert [each.headers["location"] for each in answers] == ["/about-you/age_group"] * AT_ONCE
    assert [row["answers"] for row in rows("about_you")] == [{}]


def test_four_programs_that_agree_and_answer_at_once_lose_no_answer(person, rows):
    identifier, _, token = conversation_of(person)
    given = {"age_group": "75_or_over", "religion": "sikh", "sexual_orientation": "gay_or_lesbian", "ethnic_group": "white"}

    def put(name, value):
        with httpx.Client(base_url=person.http.base_url, trust_env=False, verify=TRUSTED) as program:
            return program.put(
                f"/v1/conversations/{identifier}/about-you", json={"agrees": True, "answers": {name: value}},
                headers={"Authorization": f"Bearer {token}"},
            ).status_code  # fmt: skip

    assert at_once(*[lambda name=name, value=value: put(name, value) for name, value in given.items()]) == [204] * AT_ONCE
    (row,) = rows("about_you")
    assert row["answers"] == given


def test_what_was_taken_back_a_moment_ago_is_not_kept_again(person, app, rows):
    agree(person)
    identifier = conversation_of(person)[0]
    with app.state.sessions() as session:
        case = case_of(session, identifier)
        held = fetch(session, case)  # as a page holds it while it is asked
        assert held is not None
        session.commit()
        with app.state.sessions() as other:
            withdraw(other, case_of(other, identifier), at=utc_now())
            other.commit()
        with pytest.raises(NotAgreedError):
            answer(session, case, {"religion": "sikh"}, at=utc_now())
    assert rows("about_you") == []
    assert person.send("/about-you/age_group", answer="75_or_over").url.path == "/about-you"
