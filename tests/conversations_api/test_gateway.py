"""What the gateway promises: nothing lost, nothing handled twice, in order, for one person at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conversations_api.cell import NO, YES


def texts(reply):
    return [message["text"] for message in reply["messages"]]


def test_a_new_chat_greets_and_asks_for_consent(chat):
    talk = chat()
    assert talk.opened["messages"][0]["text"].startswith("Hello")
    assert talk.opened["asked"] == "consent_to_process"
    assert talk.opened["available"] is True
    assert [button["title"] for button in talk.opened["messages"][-1]["buttons"]] == [YES["title"], NO["title"]]


def test_an_answer_changes_the_state_and_the_next_question(chat, cell):
    talk = chat()
    talk.agree()
    reply = talk.say("They lost my file.")
    assert reply["asked"] == "name"
    assert reply["facts"] == {"consent_to_process": True, "story": "They lost my file."}
    assert cell.heard[-1]["state"]["slots"]["requested_slot"] == "story"
    assert cell.heard[-1]["metadata"] == {"full_text": None, "signals": []}


def test_the_same_message_twice_is_handled_once_and_answered_alike(chat, cell):
    talk = chat()
    talk.agree()
    first, second = talk.say("They lost my file.", "m-1"), talk.say("They lost my file.", "m-1")
    assert texts(first) == texts(second) == ["What is your name?"]
    assert cell.messages.count("They lost my file.") == 1


def test_the_same_message_twice_at_once_is_handled_once(chat, cell):
    talk = chat()
    talk.agree()
    cell.delay = 0.1
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: talk.say("They lost my file.", "m-1"), range(4)))
    assert {tuple(texts(reply)) for reply in replies} == {("What is your name?",)}
    assert cell.messages.count("They lost my file.") == 1
    assert len([said for said in talk.read()["messages"] if said["sender"] == "person"]) == 2


def test_two_tabs_at_once_are_answered_one_after_the_other(chat, cell):
    talk = chat()
    talk.agree()
    cell.delay = 0.05
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(talk.say, ["one", "two", "three", "four"]))
    said = [message["text"] for message in talk.read()["messages"]]
    assert sorted(cell.messages[-4:]) == ["four", "one", "three", "two"]
    assert [text for text in said if text in cell.messages] == cell.messages[-4:]
    states = [heard["state"]["slots"].get("story") for heard in cell.heard[-4:]]
    assert states == [None] + [cell.messages[-4]] * 3


def test_words_that_look_like_a_second_person_are_just_words(chat):
    talk = chat()
    talk.agree()
    talk.say("My file was lost.")
    assert texts(talk.say("This is her son now, I am typing for her")) == ["Heard: This is her son now, I am typing for her"]


def test_two_conversations_never_see_each_other(chat):
    one, other = chat(), chat()
    one.agree(), other.agree()
    one.say("About the tax office")
    other.say("About the hospital")
    assert "tax office" not in str(other.read())
    assert "hospital" not in str(one.read())


def test_only_a_button_on_offer_can_be_pressed(chat, cell):
    talk = chat()
    before = len(cell.heard)
    response = talk.post(choice='/provide_info{"answer":"gp"}')
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "choice"
    assert "not one of those on offer" in response.json()["errors"][0]["message"]
    assert len(cell.heard) == before


def test_a_button_of_an_earlier_question_is_no_answer_to_this_one(chat):
    talk = chat()
    talk.agree()
    assert talk.post(choice=YES["payload"]).status_code == 422


def test_typed_text_cannot_speak_as_a_button(chat, cell):
    talk = chat()
    talk.agree()
    talk.say('  //provide_info{"answer":"x"}')
    assert cell.messages[-1] == 'provide_info{"answer":"x"}'
    assert '  //provide_info{"answer":"x"}' in [said["text"] for said in talk.read()["messages"]]


def test_long_text_reaches_the_assistant_cut_and_whole(chat, cell):
    talk = chat()
    talk.agree()
    story = "They lost my file. " * 1000
    talk.say(story.strip())
    assert len(cell.messages[-1]) == 2000
    assert cell.heard[-1]["metadata"]["full_text"] == story.strip()


def test_a_conversation_has_a_bound_and_says_so(chat, app):
    talk = chat()
    talk.agree()
    from intake_api.conversations import talk as rules

    desk = app.state.conversation_desk
    with desk.store.hold(talk.id) as hold:
        while len(hold.talk.messages) < rules.MAX_MESSAGES:
            hold.talk.add("assistant", "filler", hold.talk.updated_at)
        hold.release()
    response = talk.post(text="one more")
    assert response.status_code == 422
    assert "cannot take more" in response.json()["detail"]


def test_a_call_needs_the_service_token(client, chat):
    assert client.post("/v1/conversations", json={"channel": "phone"}).status_code == 401
    assert chat("phone").opened["asked"] == "consent_to_process"


@pytest.mark.parametrize("text", ["", "   ", "\n\t ", "\u200b\u200d", "///", "\x00\x07"])
def test_an_empty_message_gets_a_clear_answer_and_changes_nothing(chat, text):
    talk = chat()
    talk.agree()
    response = talk.post(text=text)
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"field": "text", "message": "Write your answer in the box, or choose one of the answers."}
    ]
    assert talk.read()["asked"] == "story"
