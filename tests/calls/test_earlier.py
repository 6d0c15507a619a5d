"""A call makes a case only after its caller was looked for among the cases (SM-1.1)."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from intake_api.calls.models import Call
from intake_api.cases.models import Case
from intake_api.staff.roles import Role
from tests.conversations_api.cell import script
from tests.conversations_api.conftest import API_TOKEN
from tests.intake_api.builders import MARKERS, a_record

SEND = '/provide_info{"answer":"send"}'
CHANGE = '/provide_info{"answer":"change"}'


def asks_to_send(body):
    """The script of the tests, but after the name it knows the postcode too and asks whether to send."""
    answer = script(body)
    slots = answer["state"]["slots"]
    if slots.get("requested_slot") == "name" and body["message"] not in ("They lost my papers",):
        slots.update({"name": body["message"], "postcode": MARKERS["postcode"], "requested_slot": "confirm_summary"})
        answer["messages"] = [{"text": "Is it right?", "buttons": [
            {"title": "It is right, send it", "payload": SEND}, {"title": "Change something", "payload": CHANGE},
        ]}]  # fmt: skip
    elif body["message"] == SEND:
        slots["submission"] = "pending"
    return answer


@pytest.fixture
def at_the_end(desk, cell):
    """A call in which everything is told and only the sending is left; `finish(name)` says who it is."""

    def finish(name):
        cell.turn = asks_to_send
        desk.begin()
        desk.agree()
        desk.say("They lost my papers")
        desk.say(name)
        return desk

    return finish


@pytest.mark.covers("SM-1.1a")
def test_a_case_that_may_be_theirs_is_shown_before_one_can_be_made(at_the_end, a_case, cell, rows):
    earlier = a_case()
    desk = at_the_end("Zephyrine Quillfeather")
    assert cell.messages[-1] == "Zephyrine Quillfeather"
    assert "They may have contacted us before" in desk.words
    assert f"{earlier} (opens in a new tab)" in desk.words
    assert "Same name, Same postcode" in desk.words

    reply = desk.answer(choice=SEND)
    assert reply.status_code == 409
    assert "Look at them first" in desk.words
    assert cell.messages[-1] != SEND
    typed = desk.say("yes please send it")
    assert typed.status_code == 409
    assert "yes please send it" in desk.page  # what was typed is still in its box

    desk.get(desk.call)
    desk.submit(f"{desk.call}/new-request")
    assert "You have said that this is a new request" in desk.words
    desk.answer(choice=SEND)
    assert cell.messages[-1] == SEND
    (call,) = rows("calls")
    assert call["seen_before"] == [earlier]
    assert "new_request_confirmed" in {row["action"] for row in rows("audit_events")}


def test_nobody_is_stopped_where_no_case_fits(at_the_end, a_case, cell):
    a_case(complainant={"name": "Somebody Else"})
    desk = at_the_end("Zephyrine Quillfeather")
    assert "They may have contacted us before" not in desk.words
    desk.answer(choice=SEND)
    assert cell.messages[-1] == SEND


def test_a_case_of_another_team_is_counted_and_stops_too(at_the_end, a_case, app, cell):
    hidden = a_case()
    with app.state.sessions() as session:
        session.execute(update(Case).where(Case.reference == hidden).values(team="North"))
        session.commit()
    desk = at_the_end("Zephyrine Quillfeather")
    assert hidden not in desk.page
    assert "1 more case fits and is another team's" in desk.words
    assert desk.answer(choice=SEND).status_code == 409


def test_a_cry_for_help_is_never_held_back(at_the_end, a_case):
    a_case()
    desk = at_the_end("Zephyrine Quillfeather")
    desk.say("I want to kill myself tonight")
    assert "116 123" in desk.words


def test_a_call_about_another_teams_case_is_not_begun_and_its_details_are_not_shown(new_desk, a_case, app):
    reference = a_case()
    asha = new_desk("asha", Role.INTAKE)
    asha.begin(reference)
    with app.state.sessions() as session:
        session.execute(update(Case).where(Case.reference == reference).values(team="North"))
        session.commit()
        assert session.query(Call).count() == 1
    assert asha.get(f"{asha.call}/identity").status_code == 403
    assert MARKERS["postcode"] not in asha.page
    asha.get("/staff/calls/new")
    assert asha.submit("/staff/calls/new", reference=reference).status_code == 403
    with app.state.sessions() as session:
        assert session.query(Call).count() == 1


def test_a_colleagues_call_about_another_teams_case_is_not_opened(new_desk, a_case, app):
    reference = a_case()
    asha, ben = new_desk("asha", Role.INTAKE), new_desk("ben", Role.INTAKE)
    asha.begin(reference)
    assert ben.get(asha.call).status_code == 200  # the case is no team's yet
    with app.state.sessions() as session:
        session.execute(update(Case).where(Case.reference == reference).values(team="North"))
        session.commit()
    for place in ("", "/now", "/end", "/details"):
        assert ben.get(f"{asha.call}{place}").status_code == 403
    assert ben.submit(f"{asha.call}/note", note="x", note_version="0").status_code == 403
    assert asha.get(asha.call).status_code == 200  # who took it can finish it


@pytest.mark.covers("SM-1.2a", "SM-1.2b")
def test_a_new_request_makes_one_case_that_belongs_to_who_took_the_call(at_the_end, client, cell, rows):
    desk = at_the_end("Zephyrine Quillfeather")
    desk.submit(f"{desk.call}/new-request")

    def sends(body):
        """As the assistant does: hands the case in under the conversation, and says its reference."""
        answer = script(body)
        (call,) = rows("calls")
        headers = {"Authorization": f"Bearer {API_TOKEN}", "Idempotency-Key": call["conversation_id"]}
        whole = {"record": a_record(channel="phone"), "conversation": call["conversation_id"]}
        reference = client.post("/v1/cases", json=whole, headers=headers).json()["reference"]
        answer["state"]["slots"].update({"submission": "sent", "reference": reference})
        return answer

    cell.turn = sends
    desk.answer(choice=SEND)
    desk.get(desk.call)
    (case,) = rows("cases")
    (asha,) = rows("staff_users")
    assert case["assignee_id"] == asha["id"]
    assert case["reference"] in desk.words
    events = rows("outbox_events")
    assert [each["kind"] for each in events] == ["case.received", "case.assigned"]
    assert {each["payload"]["data"]["reference"] for each in events} == {case["reference"]}
    desk.get(desk.call)  # looked at again, nothing more happens
    assert [row["version"] for row in rows("cases")] == [2]
