"""The assistant is down, slow or broken: the page says so, keeps what was said, and offers another way."""

from __future__ import annotations

import threading
import time

import pytest

from intake_api.conversations import store as stores
from intake_api.conversations.contacts import office


def texts(reply):
    return [message["text"] for message in reply["messages"]]


@pytest.mark.parametrize("failure", ["error", "garbage", "half", "slow", "empty", "hang_up"])
def test_whatever_the_failure_the_message_is_kept_and_sent_later(chat, cell, failure):
    talk = chat()
    talk.agree()
    cell.fail = failure
    reply = talk.say("They lost my file.")
    assert reply["available"] is False
    notice = reply["messages"][-1]
    assert notice["kind"] == "notice"
    assert "not available right now" in notice["text"]
    assert "is kept" in notice["text"]
    assert "form" in notice["text"]
    assert office().phone in notice["text"]
    assert [said["delivered"] for said in talk.read()["messages"] if said["text"] == "They lost my file."] == [False]
    cell.fail = None
    assert texts(talk.retry()) == ["What is your name?"]
    assert all(said["delivered"] for said in talk.read()["messages"])


def test_a_refused_connection_is_told_at_once(chat, cell):
    talk = chat()
    talk.agree()
    cell.close()
    started = time.monotonic()
    assert talk.say("They lost my file.")["available"] is False
    assert time.monotonic() - started < 3


def test_kept_messages_go_out_in_order_before_the_next_one(chat, cell):
    talk = chat()
    talk.agree()
    cell.fail = "hang_up"
    talk.say("first"), talk.say("second")
    cell.fail = None
    cell.heard.clear()
    reply = talk.say("third")
    assert cell.messages == ["first", "second", "third"]
    assert reply["available"] is True
    assert texts(reply) == ["Heard: third"]
    assert [said["text"] for said in talk.read()["messages"]][-3:] == ["What is your name?", "Heard: second", "Heard: third"]


def test_the_same_message_again_after_a_failure_is_a_try_not_a_second_message(chat, cell):
    talk = chat()
    talk.agree()
    cell.fail = "hang_up"
    talk.say("first", "m-1")
    cell.fail = None
    assert texts(talk.say("first", "m-1")) == ["What is your name?"]
    assert [said["text"] for said in talk.read()["messages"]].count("first") == 1


def test_a_message_the_assistant_cannot_digest_stops_holding_up_the_others(chat, cell):
    talk = chat()
    talk.agree()

    def choke(body, script=cell.turn):
        return {} if body["message"] == "poison" else script(body)

    cell.turn = choke
    talk.say("poison"), talk.retry(), talk.retry()
    assert texts(talk.say("They lost my file.")) == ["What is your name?"]
    assert [said["kind"] for said in talk.read()["messages"] if said["text"] == "poison"] == ["unheard"]


def test_no_button_is_on_offer_while_an_answer_waits(chat, cell):
    talk = chat()
    cell.fail = "hang_up"
    talk.say("hello")
    assert talk.post(choice='/provide_info{"answer":"true"}').status_code == 422


def test_not_up_at_the_first_opening(chat, cell):
    cell.fail = "error"
    talk = chat()
    assert talk.opened["available"] is False
    assert "not available right now" in talk.opened["messages"][-1]["text"]
    cell.fail = None
    assert talk.retry()["asked"] == "consent_to_process"


def test_a_wrong_token_for_the_cell_is_unavailability_not_a_leak(chat, cell, monkeypatch):
    monkeypatch.setattr("tests.conversations_api.cell.TOKEN", "another")
    assert chat().opened["available"] is False


def test_a_handler_that_died_holds_a_talk_only_for_a_while(chat, app, monkeypatch):
    talk = chat()
    talk.agree()
    store = app.state.conversation_desk.store
    monkeypatch.setattr(store, "_lease", 0.5)
    dead = store.hold(talk.id)
    dead.__enter__()  # and never comes back
    assert talk.say("They lost my file.")["asked"] == "name"


def test_who_must_wait_too_long_is_told(chat, app):
    talk = chat()
    talk.agree()
    store = app.state.conversation_desk.store
    store._patience = 0.2
    with store.hold(talk.id):
        response = talk.post(text="me too")
    assert response.status_code == 409
    assert "still being answered" in response.json()["detail"]


def test_what_a_late_handler_did_is_not_saved_over_the_new_ones_work(chat, app, monkeypatch):
    talk = chat()
    talk.agree()
    store = app.state.conversation_desk.store
    monkeypatch.setattr(store, "_lease", 0.1)
    with store.hold(talk.id) as late:
        time.sleep(0.2)
        other = threading.Thread(target=talk.say, args=("They lost my file.",))
        other.start()
        other.join()
        late.talk.add("person", "stale", late.talk.updated_at)
        with pytest.raises(stores.LostHoldError):
            late.release()
        late.is_open = False
    assert "stale" not in str(talk.read())


def test_who_has_said_nothing_is_not_told_that_it_is_kept(browser, cell):
    cell.close()
    browser.get("/chat")
    assert "not available right now" in browser.words
    assert "kept" not in browser.words
