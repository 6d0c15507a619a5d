"""Nothing a person says is stored before they agree; a refusal or a stop leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from intake_api import wording
from intake_api.conversations import service
from intake_api.conversations.drafts import Drafts
from intake_api.conversations.talk import Talk
from intake_api.db.base import utc_now
from tests.conversations_api.cell import NO

SECRET = "the marmalade secret"


def everything(app) -> str:
    tables = ("conversations", "conversation_messages", "conversation_consents")
    with app.state.engine.connect() as connection:
        return str([connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables])  # noqa: S608 - our own names


def test_before_consent_the_database_holds_an_empty_row(chat, rows, app):
    talk = chat()
    talk.say(f"Before I agree: {SECRET}")
    assert SECRET not in everything(app)
    (row,) = rows("conversations")
    assert (row["state"], row["signals"], row["asked"], row["reference"]) == ({}, [], None, None)
    assert rows("conversation_messages") == []


def test_what_was_said_before_is_still_there_on_a_reload(chat):
    talk = chat()
    talk.say(f"Before I agree: {SECRET}")
    assert SECRET in str(talk.read())


def test_consent_writes_everything_said_so_far_with_the_wording_that_was_shown(chat, rows):
    talk = chat()
    talk.say(f"Before I agree: {SECRET}")
    talk.agree()
    said = sorted(rows("conversation_messages"), key=lambda row: row["seq"])
    assert [row["text"] for row in said if row["sender"] == "person"] == [f"Before I agree: {SECRET}", "Yes, I agree"]
    (consent,) = rows("conversation_consents")
    assert (consent["purpose"], consent["given"], consent["channel"]) == ("process_complaint", True, "web")
    assert consent["wording_version"] == wording.version("utter_ask_consent_to_process", "web")
    assert consent["at"] is not None


def test_a_refusal_leaves_no_word_and_is_itself_recorded(chat, rows, app):
    talk = chat()
    talk.say(f"Before I agree: {SECRET}")
    reply = talk.post(choice=NO["payload"]).json()
    assert [message["text"] for message in reply["messages"]] == ["Then we keep nothing."]
    assert SECRET not in everything(app)
    assert SECRET not in str(talk.read())
    assert [(row["purpose"], row["given"]) for row in rows("conversation_consents")] == [("process_complaint", False)]


def test_stopping_deletes_what_was_said(chat, rows, app):
    talk = chat()
    talk.agree()
    talk.say(SECRET)
    assert SECRET in everything(app)
    reply = talk.say("stop")
    assert reply["messages"][-1]["text"] == "I have stopped."
    assert reply["status"] == "stopped"
    assert SECRET not in everything(app)
    assert [row["given"] for row in rows("conversation_consents")] == [True, False]


def test_evidence_for_the_case_holds_consents_and_signals(chat, app):
    talk = chat()
    talk.agree()
    talk.say("I want to kill myself")
    with app.state.sessions() as session:
        evidence = service.evidence_for_case(session, talk.id)
    assert [row["purpose"] for row in evidence["consents"]] == ["process_complaint"]
    assert [row["name"] for row in evidence["signals"]] == ["self_harm_risk"]


def test_a_lost_draft_starts_again_and_says_so(chat, app):
    talk = chat()
    talk.say(SECRET)
    app.state.conversation_desk.store._drafts.drop(talk.id)  # as a restart would
    reply = talk.say("hello?")
    texts = [message["text"] for message in reply["messages"]]
    assert texts[0].startswith("Hello")
    assert any("start this chat again" in text for text in texts)


def test_drafts_are_bounded_in_number_and_time():
    now = [0.0]
    drafts = Drafts(lifetime=10, most=2, clock=lambda: now[0])
    for name in ("a", "b", "c"):
        drafts.put(Talk(id=name, channel="web", updated_at=utc_now()))
    assert drafts.get("a") is None
    assert drafts.get("c") is not None
    now[0] = 11.0
    assert drafts.get("c") is None
    assert len(drafts) == 0


def test_before_consent_a_person_cannot_fill_our_memory(chat):
    talk = chat()
    for _ in range(4):
        response = talk.post(text="x" * 20_000)
    assert response.status_code == 422
    assert "whether we may use" in response.json()["detail"]


def test_what_comes_to_nothing_is_deleted_after_its_time(chat, app, rows):
    finished, idle, empty = chat(), chat(), chat()
    for talk in (finished, idle):
        talk.agree()
    with app.state.conversation_desk.store.hold(finished.id) as hold:
        hold.talk.status, hold.talk.reference = "submitted", "R-1"
        hold.release()
    with app.state.sessions() as session:
        assert service.delete_expired(session, now=utc_now()) == 0
        assert service.delete_expired(session, now=utc_now() + timedelta(days=2)) == 1
        assert service.delete_expired(session, now=utc_now() + timedelta(days=31)) == 1
        session.commit()
    assert [row["id"] for row in rows("conversations")] == [finished.id]
    assert empty.read()["status"] == 404


def test_the_worker_deletes_what_expired(chat, app, rows, settings):
    from intake_api.outbox.worker import Worker

    talk = chat()
    talk.agree()
    Worker(app.state.sessions, settings, now=lambda: utc_now() + timedelta(days=31))._resubmit()
    assert rows("conversations") == []
