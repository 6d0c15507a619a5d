"""The API for people speaks the language and the simpler words that its client asks for, and knows no cookies."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlsplit

import docx
import pytest

from intake_api import wording
from tests.conversations_api.cell import YES
from tests.conversations_api.conftest import API_TOKEN
from tests.public_side.reading import texts

DATABASES = ("sqlite",)
WELSH = {"Accept-Language": "cy"}
ABOUT = "/v1/conversations/widget"


@pytest.fixture
def at_the_outcome(told, client):
    """Someone without an MP at the outcome, by their token: asks an address of their talk, in a language."""

    def begin(end="no_mp"):
        conversation, _, token = told(end).http.cookies["redress_chat"].partition(".")

        def ask(path, method="GET", **more):
            headers = {"Authorization": f"Bearer {token}", **more.pop("headers", WELSH)}
            return client.request(method, f"/v1/conversations/{conversation}{path}", headers=headers, **more)

        return ask

    return begin


def opened(client, **headers):
    """A new talk: an asker of its addresses."""
    started = client.post("/v1/conversations", json={}, headers=headers).json()
    own = {"Authorization": f"Bearer {started['token']}", **headers}

    def say(**message):
        return client.post(f"/v1/conversations/{started['id']}/messages", json=message, headers=own).json()

    def post(path, **more):
        return client.post(f"/v1/conversations/{started['id']}{path}", headers=own, **more)

    return say, post


def test_the_widgets_words_come_in_the_language_asked_for_and_say_what_they_are(client):
    english, welsh = client.get(ABOUT).json(), client.get(ABOUT, headers=WELSH).json()
    assert (english["language"], english["notes"]) == ("en", [])
    assert welsh["language"] == "cy"
    assert welsh["notes"] == [
        "Yn Saesneg yn unig y mae'r sgwrs.",
        "Cyfrifiadur a ysgrifennodd y cyfieithiad hwn. Nid yw cyfieithydd wedi ei wirio eto.",
    ]
    assert welsh["languages"] == [{"code": "en", "name": "English"}, {"code": "cy", "name": "Cymraeg"}]
    assert set(welsh["words"]) == set(english["words"])
    same = {name for name, words in welsh["words"].items() if words == english["words"][name]}
    assert same == set()
    assert english["phone"] in welsh["words"]["no_start"]


def test_a_cookie_says_nothing_to_the_api(client):
    cookies = {"Cookie": "redress_language=cy; redress_looks=easy"}
    assert client.get(ABOUT, headers=cookies).json()["language"] == "en"


def test_the_talk_itself_stays_english_and_its_machines_side_too(client):
    say, _ = opened(client, **WELSH)
    assert say(choice=YES["payload"], message_id="m-1")["messages"][0]["text"] == "Please tell me what happened."
    machine = {**WELSH, "Authorization": f"Bearer {API_TOKEN}"}
    assert "There is nothing" in client.get("/v1/cases/nowhere/nothing", headers=machine).json()["detail"]


@pytest.mark.parametrize(
    ("words", "channel"), [("easy", "easy"), ("young", "young"), ("easy young", "easy"), ("", None), ("x", None)]
)
def test_simpler_words_are_used_from_the_next_answer_on(client, cell, words, channel):
    usual = wording.usual("utter_ask_outcome_sought", "web")
    rows = {row.get("channel"): row["text"].strip() for row in wording.responses()["utter_ask_outcome_sought"]}
    assert {"easy", "young"} <= set(rows)
    said = {"text": usual["text"].strip(), "buttons": [], "name": "utter_ask_outcome_sought"}
    cell.turn = lambda body: {"messages": [said], "state": {"slots": {}, "active_loop": None}}
    started = client.post("/v1/conversations", json={}, headers={"Redress-Words": words} if words else {}).json()
    assert started["messages"][0]["text"] == (rows[channel] if channel else usual["text"].strip())


def test_who_says_that_they_are_under_18_is_spoken_to_as_a_young_person(client, cell):
    usual = wording.usual("utter_ask_outcome_sought", "web")
    young = next(row for row in wording.responses()["utter_ask_outcome_sought"] if row.get("channel") == "young")
    say, _ = opened(client)
    say(choice=YES["payload"], message_id="m-1")
    said = {"text": usual["text"].strip(), "buttons": [], "name": "utter_ask_outcome_sought"}
    cell.turn = lambda body: {"messages": [said], "state": {"slots": {"consent_to_process": True}, "active_loop": None}}
    assert say(text="They lost my file.", message_id="m-2")["messages"][0]["text"] == usual["text"].strip()
    assert say(text="I am 15 and they lost my file.", message_id="m-3")["messages"][0]["text"] == young["text"].strip()


def test_the_outcome_is_told_in_welsh(at_the_outcome):
    found = at_the_outcome()("/outcome").json()
    assert found["reasons"][0]["text"] == "Mae'r gyfraith yn dweud bod yn rhaid i AS anfon cwyn am sefydliad llywodraeth atom."
    assert found["next_steps"][0].startswith("Ysgrifennwch at eich AS am eich cwyn.")
    assert "Eich AS" in [row["body"] for row in found["signposts"]]
    assert [row["title"] for row in found["letters"]] == ["Llythyr at eich AS"]


def test_a_letter_comes_in_welsh_or_in_english_with_the_persons_own_words_as_they_are(at_the_outcome):
    ask = at_the_outcome()
    welsh, english = ask("/letters/mp").json(), ask("/letters/mp?language=en").json()
    assert (welsh["language"], english["language"]) == ("cy", "en")
    assert "Anfonwch fy nghwyn at yr Ombwdsmon" in welsh["letter"]
    assert "Please send my complaint to the Ombudsman" in english["letter"]
    assert english["title"] == welsh["title"] == "Llythyr at eich AS"
    assert "[enw eich AS]" in welsh["gaps"]
    assert "[the name of your MP]" in english["gaps"]
    for one in (welsh, english):
        assert "They lost my papers twice and stopped my money." in one["complaint"]


@pytest.mark.parametrize(("language", "marked", "heading"), [("", "cy-GB", "Fy nghwyn"), ("en", "en-GB", "My complaint")])
def test_a_letter_as_a_file_says_which_language_it_is_in_and_keeps_its_headings(at_the_outcome, language, marked, heading):
    ask = at_the_outcome()
    written = ask(f"/letters/mp?language={language}").json()
    body = {"letter": written["letter"], "complaint": written["complaint"], "language": language}
    taken = ask("/letters/mp", "POST", json={**body, "format": "docx"})
    file = docx.Document(BytesIO(taken.content))
    assert file.core_properties.language == marked
    assert heading in [paragraph.text for paragraph in file.paragraphs if paragraph.style.name.startswith("Heading")]
    assert ask("/letters/mp", "POST", json={**body, "format": "pdf"}).content.startswith(b"%PDF")


def test_what_is_wrong_is_said_in_welsh(client, at_the_outcome):
    assert client.post("/v1/status", json={"reference": "", "code": ""}, headers=WELSH).json()["errors"] == [
        {"field": "reference", "message": "Ysgrifennwch eich cyfeirnod yn y blwch."},
        {"field": "code", "message": "Ysgrifennwch eich cod yn y blwch."},
    ]
    refused = at_the_outcome()("/evidence", "POST", files={"file": ("a.txt", b"")})
    assert refused.status_code == 422
    assert refused.json()["title"] == "Ni chymerwyd y ffeil"
    assert refused.json()["detail"].startswith("Mae'r ffeil hon yn wag.")


def test_the_way_to_the_form_keeps_the_language_and_the_simpler_words(client, browser):
    _, post = opened(client, **WELSH, **{"Redress-Words": "easy"})
    path = post("/form-link").json()["path"]
    assert browser.get(path).url.path == "/form/go-on"
    assert ("cy", "Daw eich atebion gyda chi. Yna mae'r sgwrs ar y wefan arall yn cau.") in texts(browser.page)
    assert "redress-easy" in re.search(r"<html[^>]*>", browser.page)[0]
    assert browser.send("/form/go-on").url.path.startswith("/form/")
    assert '<html lang="cy"' in browser.page


@pytest.mark.parametrize("more", ["&language=xx", "&words=purple", "&language=cy%0d%0aSet-Cookie:a=b", "&words=" + "x" * 5000])
def test_a_voice_that_is_not_ours_is_not_kept(client, browser, more):
    _, post = opened(client)
    path = post("/form-link").json()["path"]
    assert set(urlsplit(path).query.split("=")[0:1]) == {"ticket"}
    browser.get(path + more)
    assert not {"redress_language", "redress_looks"} & set(browser.http.cookies)
    assert '<html lang="en"' in browser.page
