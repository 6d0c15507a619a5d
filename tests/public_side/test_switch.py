"""An operator switches the assistant off: the chat says so at once and offers the form, which goes on as before."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete, select

from intake_api.audit.models import AuditEvent
from intake_api.clock import utc_now
from intake_api.staff import service as staff_service
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from intake_api.switch import service
from intake_api.switch.models import AssistantSwitch
from tests.conversations_api.cell import YES
from tests.conversations_api.test_form import Filler, reference_on

PASSWORD = "a long enough password"
NOTICE = "We mend the chat until Monday. <b>Sorry</b>."


@pytest.fixture
def operator(app, other):
    """Somebody logged in at the console."""
    with app.state.sessions() as session:
        session.execute(delete(AssistantSwitch))
        session.execute(delete(StaffUser))
        staff_service.add_user(session, username="operator", password=PASSWORD, now=utc_now(), role=Role.MANAGER)
        session.commit()
    other.get("/staff/login")
    other.submit("/staff/login", username="operator", password=PASSWORD)
    return other


def turn(operator, assistant, notice=""):
    """Uses the console page."""
    operator.get("/staff/assistant")
    return operator.submit("/staff/assistant", assistant=assistant, notice=notice)


def test_switched_off_the_chat_says_so_at_once_and_the_form_goes_on(browser, operator, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    turn(operator, "off", NOTICE)
    heard = len(cell.heard)
    browser.get("/chat")
    assert "The assistant is switched off" in browser.words
    assert "We mend the chat until Monday." in browser.words
    assert "<b>Sorry" not in browser.page
    assert "<textarea" not in browser.page
    browser.send("/chat", text="They lost my papers.")
    assert len(cell.heard) == heard
    filler = Filler(browser, preferred_contact="post")
    filler.until("/form/done")
    assert reference_on(browser.page)


def test_switched_on_again_the_assistant_hears_what_was_said_meanwhile(browser, operator, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    turn(operator, "off")
    browser.send("/chat", text="They lost my papers.")
    turn(operator, "on")
    browser.get("/chat")
    browser.send("/chat", action="retry")
    assert cell.heard[-1]["message"] == "They lost my papers."


def test_words_that_suggest_harm_are_answered_all_the_same(browser, operator):
    browser.get("/chat")
    turn(operator, "off")
    browser.send("/chat", text="I want to kill myself")
    assert "116 123" in browser.words


def test_the_json_api_says_so_and_offers_the_form(client, operator, chat, settings):
    form = f"{settings.public_url}/form"
    assert client.get("/v1/assistant").json() == {"available": True, "notice": None, "form": form}
    talk = chat()
    talk.agree()
    turn(operator, "off", NOTICE)
    assert client.get("/v1/assistant").json() == {"available": False, "notice": NOTICE, "form": form}
    reply = talk.say("They lost my papers.")
    assert reply["available"] is False
    assert "use the form" in reply["messages"][-1]["text"]
    opened = chat().opened
    assert opened["available"] is False
    assert NOTICE in [row["text"] for row in opened["messages"]]


def test_a_notice_alone_leaves_the_assistant_on(browser, operator):
    turn(operator, "on", "Letters are late this week.")
    browser.get("/chat")
    assert "Letters are late this week." in browser.words
    assert "<textarea" in browser.page


def test_a_call_at_a_staff_desk_goes_on(client, operator, chat):
    turn(operator, "off")
    assert chat("phone").opened["available"] is True


def test_every_change_is_in_the_audit_trail_without_the_words(app, operator):
    turn(operator, "off", NOTICE)
    turn(operator, "on")
    with app.state.sessions() as session:
        rows = session.scalars(select(AuditEvent).where(AuditEvent.subject == "assistant").order_by(AuditEvent.id)).all()[-2:]
    assert [row.details["after"] for row in rows] == [{"assistant": "off", "notice": "yes"}, {"assistant": "on", "notice": "no"}]
    assert {row.actor for row in rows} == {"staff:operator"}
    assert "Monday" not in str([row.details for row in rows])
    assert re.search(r"on, by operator", operator.words)


def test_the_switch_needs_a_log_in_a_token_and_an_answer(browser, operator, app):
    assert browser.http.get("/staff/assistant").headers["location"].startswith("/staff/login")
    operator.get("/staff/assistant")
    assert operator.http.post("/staff/assistant", data={"assistant": "off"}).status_code == 403
    assert operator.submit("/staff/assistant", notice="x").status_code == 422
    assert operator.submit("/staff/assistant", assistant="off", notice="x" * 501).status_code == 422
    assert service.fetch(app.state.sessions).is_on


def test_it_is_read_from_the_database_every_two_seconds_at_most_and_another_process_sees_the_change(app, operator):
    now = [0.0]
    elsewhere = service.Switch(app.state.sessions, clock=lambda: now[0])
    assert elsewhere.read().is_on
    turn(operator, "off")
    assert elsewhere.read().is_on  # still remembered
    now[0] += service.MEMORY
    assert not elsewhere.read().is_on
