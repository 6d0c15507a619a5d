"""Whatever is typed is words: kept as typed, shown inert, never run."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from intake_api.conversations.clean import for_assistant, typed, without_control
from intake_api.conversations.rendering import spoken
from tests.conversations_api.cell import YES

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7919 * 7907 }} {% raw %} ${7919*7907}",
    "Robert'); DROP TABLE conversation_messages;--",
    "👩🏽‍⚕️ 🏥 café ÅÄÖ مرحبا 你好",
    "zero\u200bwidth\u202eright-to-left",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_and_shown_as_words(browser, rows, text):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.send("/chat", text="a story")
    browser.send("/chat", text=text)
    assert text in [row["text"] for row in rows("conversation_messages")]
    assert "<script>alert" not in browser.page
    assert "<img" not in browser.page
    assert str(7919 * 7907) not in browser.words.replace(",", "")
    browser.get("/chat")
    assert "Heard:" in browser.words  # the assistant's echo is escaped too


def test_twenty_thousand_characters_are_taken_and_one_more_is_not(chat, rows):
    talk = chat()
    talk.agree()
    story = "They lost my file. " * 1052 + "x" * 12
    assert len(story) == 20_000
    assert talk.say(story)["facts"]["story"] == story
    response = talk.post(text=story + "!")
    assert response.status_code == 422
    assert "1 characters too long" in response.json()["errors"][0]["message"]
    assert story in [row["text"] for row in rows("conversation_messages")]


def test_control_characters_are_taken_out_and_new_lines_stay():
    assert typed("a\x00b\x07\r\nc\td\x1b[31m\x7f") == "ab\nc\td[31m"
    assert without_control("half \ud800 sign") == "half  sign"


@pytest.mark.parametrize(
    ("said", "heard"), [("/restart", "restart"), (" / /x", "x"), ("//a/b", "a/b"), ("and/or", "and/or"), ("\n/stop", "stop")]
)
def test_typed_slashes_never_reach_the_assistant_as_commands(said, heard):
    assert for_assistant(said) == (heard, None)


def test_what_the_assistant_says_is_escaped_before_it_is_laid_out():
    shown = str(spoken("Call 0345 015 4033.\n\n- <b>one</b>\n- www.example.org/a?b=1&c\n\n<script>x</script>"))
    assert '<a class="govuk-link" href="tel:03450154033">0345 015 4033</a>' in shown
    assert "<ul><li>&lt;b&gt;one&lt;/b&gt;</li>" in shown
    assert "<script>" not in shown


def test_an_address_is_a_link_also_without_its_www():
    shown = str(spoken("Go to members.parliament.uk/findyourmp. Or write to joan.ashworth@example.org, by e.g. 3.5 pm."))
    assert '<a class="govuk-link" href="https://members.parliament.uk/findyourmp" rel="noreferrer">' in shown
    assert shown.count("<a ") == 1


def test_no_address_can_break_out_of_its_link():
    shown = str(spoken('https://example.org/"onmouseover="alert(1) javascript:alert(1)'))
    assert "onmouseover=" not in re.sub(r"&#34;[^<]*", "", shown)
    assert 'href="javascript' not in shown


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "choice": "b", "message_id": "m"},
        {"text": 7, "message_id": "m"},
        {"text": "a", "message_id": ""},
        {"text": "a", "message_id": "m" * 65},
        {"text": "a", "message_id": "m", "sender": "assistant"},
    ],
)
def test_a_malformed_request_names_the_fields(chat, body):
    talk = chat()
    response = talk.client.post(f"/v1/conversations/{talk.id}/messages", json=body, headers=talk.headers)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"]


def test_a_wrong_token_and_an_unknown_conversation_tell_nothing(chat, client):
    talk = chat()
    bad = {"Authorization": "Bearer wrong"}
    assert client.get(f"/v1/conversations/{talk.id}", headers=bad).status_code == 401
    assert client.get(f"/v1/conversations/{talk.id}").status_code == 401
    assert (
        client.post(f"/v1/conversations/{talk.id}/messages", json={"text": "a", "message_id": "m"}, headers=bad).status_code
        == 401
    )
    other = chat()
    assert client.get(f"/v1/conversations/{talk.id}", headers=other.headers).status_code == 401
    for unknown in (str(uuid4()), "nonsense", "../../etc"):
        response = client.get(f"/v1/conversations/{unknown}", headers=talk.headers)
        assert response.status_code == 404
        assert set(response.json()) == {"type", "title", "status", "detail", "errors"}


def test_an_enormous_body_is_refused(chat):
    talk = chat()
    assert talk.post(text="x" * 1_100_000).status_code == 413


def test_logs_carry_nothing_that_was_said(chat, cell, capfd, caplog):
    talk = chat()
    talk.agree()
    talk.say("the marmalade secret of Joan Ashworth")
    cell.fail = "garbage"
    talk.say("another marmalade secret")
    written = "".join(capfd.readouterr()) + caplog.text
    assert "marmalade" not in written
    assert talk.token not in written
