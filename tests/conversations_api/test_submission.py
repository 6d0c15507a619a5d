"""A complaint that could not be sent is sent later, once, and the person is told."""

from __future__ import annotations

from datetime import timedelta

from intake_api.cases import service as cases
from intake_api.conversations import service
from intake_api.conversations.submission import complaint_of
from intake_api.db.base import utc_now
from intake_api.problems import Problem


def pending(chat):
    talk = chat()
    talk.agree()
    talk.say("They lost my file.")
    assert talk.say("send")["status"] == "submit_pending"
    return talk


def of(talk, rows):
    return [row for row in rows("cases") if row["conversation_id"] == talk.id]


def submit(app, later=0):
    return service.submit_pending(app.state.sessions, now=utc_now() + timedelta(seconds=later), public_url="http://localhost")


def test_the_worker_sends_it_and_the_reference_is_in_the_chat(chat, app, rows):
    talk = pending(chat)
    assert submit(app) == 1
    seen = talk.read()
    (case,) = of(talk, rows)
    assert seen["reference"] == case["reference"]
    assert seen["status"] == "submitted"
    assert case["reference"] in seen["messages"][-1]["text"]
    assert case["record"]["story"] == "They lost my file."
    assert submit(app) == 0


def test_a_try_that_had_arrived_after_all_makes_no_second_case(chat, app, rows):
    talk = pending(chat)
    record = complaint_of({"story": "They lost my file."}, channel="web").model_dump(mode="json", exclude_none=True)
    first = cases.submit(
        app.state.sessions,
        cases.Submission(record, talk.id, talk.id, actor="service"),
        now=utc_now(),
        public_url="http://localhost",
    )
    assert submit(app) == 1
    assert talk.read()["reference"] == first.reference
    assert len(of(talk, rows)) == 1


def test_a_failure_is_tried_again_later_and_later(chat, app, monkeypatch):
    talk = pending(chat)
    tries = []

    def refuse(*_args, **_more):
        tries.append(1)
        raise Problem(503, "away", "away")

    monkeypatch.setattr(cases, "submit", refuse)
    assert submit(app) == 0
    assert submit(app) == 0
    assert len(tries) == 1  # it waits before it tries again
    assert submit(app, later=5) == 0
    assert len(tries) == 2
    monkeypatch.undo()
    assert submit(app, later=60) == 1
    assert talk.read()["reference"]


def test_one_that_is_being_talked_in_is_left_for_later(chat, app):
    talk = pending(chat)
    with app.state.conversation_desk.store.hold(talk.id):
        assert submit(app) == 0
    assert submit(app) == 1
