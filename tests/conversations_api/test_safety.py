"""If someone may come to harm, the right words come first, whatever else is down."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from intake_api import wording
from intake_api.conversations import safety

CRY = "I can't go on, I want to kill myself"


def test_the_reply_begins_with_the_words_that_help_and_the_talk_goes_on(chat, cell):
    talk = chat()
    talk.agree()
    reply = talk.say(CRY)
    assert reply["messages"][0] == {
        **reply["messages"][0], "kind": "safety", "text": wording.text("utter_safety_self_harm", "web")
    }  # fmt: skip
    assert "116 123" in reply["messages"][0]["text"]
    assert reply["messages"][1]["text"] == "What is your name?"
    assert cell.heard[-1]["metadata"]["signals"][0]["name"] == "self_harm_risk"


def test_before_consent_too(chat, rows):
    reply = chat().say(CRY)
    assert reply["messages"][0]["kind"] == "safety"
    assert rows("conversations")[0]["signals"] == []


def test_without_the_assistant(chat, cell):
    talk = chat()
    talk.agree()
    cell.close()
    reply = talk.say(CRY)
    assert reply["messages"][0]["kind"] == "safety"
    assert reply["available"] is False


def test_without_the_database(chat, app, monkeypatch):
    talk = chat()

    def broken(*_args, **_more):
        raise OperationalError("", {}, Exception("the disk is gone"))

    monkeypatch.setattr(app.state.conversation_desk.store, "_take", broken)
    reply = talk.say(CRY)
    assert reply["messages"][0]["kind"] == "safety"
    assert reply["available"] is False
    assert talk.post(text="hello").status_code == 503


def test_in_a_full_conversation(chat, app, monkeypatch):
    talk = chat()
    talk.agree()
    monkeypatch.setattr("intake_api.conversations.gateway.MAX_MESSAGES", 1)
    assert talk.post(text="hello").status_code == 422
    assert talk.say(CRY)["messages"][0]["kind"] == "safety"


def test_even_when_it_is_said_in_a_message_that_is_too_long(chat):
    talk = chat()
    response = talk.post(text=CRY + " " + "x" * 20_001)
    assert response.status_code == 200
    assert response.json()["messages"][0]["kind"] == "safety"


@pytest.mark.parametrize("risk", ["self_harm", "harm_to_others", "child_at_risk"])
def test_the_script_has_words_for_every_risk(risk):
    for channel in ("web", "phone"):
        assert "999" in wording.text(f"utter_safety_{risk}", channel)


@pytest.mark.parametrize("channel", ["web", "phone"])
def test_a_child_who_may_harm_themselves_is_given_a_number_of_their_own(channel):
    assert "0800 1111" in wording.text("utter_safety_self_harm", channel)


def test_a_reader_that_fails_stops_nobody(monkeypatch):
    monkeypatch.setattr("narrative.safety.assess", lambda text: 1 / 0)
    assert safety.signal_in(CRY) is None


def test_without_a_script_the_numbers_are_still_given(monkeypatch):
    monkeypatch.setattr(wording, "text", lambda *_: 1 / 0)
    said = safety.words_for({"risk": "self_harm"}, "web")
    assert all(number in said for number in ("999", "116 123", "0800 1111"))
