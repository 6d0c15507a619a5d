"""The API for pages of other websites: who may, what of it, without cookies; how often; and the way to the form."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from intake_api.settings import Settings
from tests.conversations_api.cell import YES

DATABASES = ("sqlite",)
HOST = "https://www.hospital.example"
OTHER = "https://evil.example.org"
CROSS = {"Origin": HOST, "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    assets = tmp_path / "assets"
    assets.mkdir()
    for name in ("widget.js", "redress.css"):
        (assets / name).write_text("/* built */", encoding="utf-8")
    return settings.model_copy(update={"embed_origins": (HOST,), "assets_dir": assets})


def preflight(client, path, origin):
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return client.options(path, headers=asked)


def test_a_page_of_the_allow_list_may_begin_and_go_on(client):
    allowed = preflight(client, "/v1/conversations", HOST)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == HOST
    assert "access-control-allow-credentials" not in allowed.headers
    opened = client.post("/v1/conversations", json={}, headers=CROSS)
    assert opened.status_code == 201
    assert opened.headers["access-control-allow-origin"] == HOST
    assert "set-cookie" not in opened.headers
    own = {**CROSS, "Authorization": f"Bearer {opened.json()['token']}"}
    said = client.post(
        f"/v1/conversations/{opened.json()['id']}/messages", json={"choice": YES["payload"], "message_id": "m-1"}, headers=own
    )
    assert said.json()["messages"][0]["text"] == "Please tell me what happened."


def test_a_page_that_is_not_on_the_list_is_refused(client):
    refused = preflight(client, "/v1/conversations", OTHER)
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers
    for headers in ({"Origin": OTHER}, {"Origin": OTHER, "Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = client.post("/v1/conversations", json={}, headers=headers)
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/v1/determinations", "/v1/cases", "/chat", "/form/story", "/staff/login", "/v1/conversationsx"]
)
def test_nothing_but_conversations_is_open_even_to_the_list(client, path):
    assert preflight(client, path, HOST).headers.get("access-control-allow-origin") is None
    answer = client.post(path, json={}, headers=CROSS)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_an_error_can_be_read_by_the_page_that_caused_it(client):
    answer = client.get("/v1/conversations/no-such", headers=CROSS)
    assert answer.status_code == 404
    assert answer.headers["access-control-allow-origin"] == HOST


def test_a_cookie_does_not_open_a_conversation_from_another_site(client, chat):
    talk = chat()
    cookie = {**CROSS, "Cookie": f"redress_chat={talk.id}.{talk.token}"}
    assert client.get(f"/v1/conversations/{talk.id}", headers=cookie).status_code == 401


def test_the_script_may_be_loaded_by_everybody_and_other_files_may_not(client):
    script = client.get("/assets/widget.js")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["access-control-allow-origin"] == "*"
    style = client.get("/assets/redress.css")
    assert style.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in style.headers


def test_what_the_widget_must_know_comes_before_anybody_has_spoken(client, rows):
    about = client.get("/v1/conversations/widget", headers=CROSS)
    assert about.headers["access-control-allow-origin"] == HOST
    told = about.json()
    assert told["words"]["exit"] == "Leave this page"
    assert told["phone"] in told["words"]["no_start"]
    assert told["words"]["left"] == "About {number} questions left"
    assert set(told["features"]) == {"save", "evidence"}
    assert rows("conversations") == []


@pytest.mark.parametrize(
    "wrong", ["*", "https://*.example.org", "www.example.org", "http://www.example.org", "https://example.org/a"]
)
def test_an_origin_that_is_none_or_lets_everybody_in_is_refused_at_the_start(wrong):
    with pytest.raises(ValueError, match="embed_origins"):
        Settings(embed_origins=wrong)


def test_origins_are_given_with_spaces_or_commas():
    given = Settings(embed_origins="https://A.example.org/, http://localhost:8090")
    assert given.embed_origins == ("https://a.example.org", "http://localhost:8090")


def form_link(client, talk):
    answer = client.post(f"/v1/conversations/{talk.id}/form-link", headers=talk.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["path"]


def go_on(browser, path):
    shown = browser.http.get(path)
    assert shown.status_code == 200, shown.text
    fields = dict(re.findall(r'name="(csrf_token|ticket)" value="([^"]+)"', shown.text))
    return browser.http.post("/form/go-on", data=fields, follow_redirects=False), fields


def test_the_form_goes_on_with_the_answers_of_the_chat_and_the_chat_there_is_closed(client, chat, browser):
    talk = chat()
    talk.agree()
    talk.say("They lost my file.")
    answer, _ = go_on(browser, form_link(client, talk))
    assert answer.status_code == 303
    assert urlsplit(answer.headers["location"]).path.startswith("/form/")
    assert "They lost my file." in browser.http.get("/form/story").text
    assert talk.post(text="still here?").status_code == 401


def test_the_same_press_again_after_a_bad_line_is_fine(client, chat, browser):
    talk = chat()
    talk.agree()
    path = form_link(client, talk)
    first, fields = go_on(browser, path)
    again = browser.http.post("/form/go-on", data=fields, follow_redirects=False)
    assert first.headers["set-cookie"] == again.headers["set-cookie"]
    assert browser.http.get("/form/story").status_code == 200  # the talk is this browser's now


def test_looking_at_the_link_changes_nothing(client, chat, browser):
    talk = chat()
    talk.agree()
    browser.http.get(form_link(client, talk))
    assert talk.post(text="They lost my file.").status_code == 200


@pytest.mark.parametrize("ticket", ["", "nonsense", "WyJhIiwiYiIsImMiXQ.Zm9v.YmFy"])
def test_a_link_that_is_none_says_so(browser, ticket):
    assert browser.http.get("/form/go-on", params={"ticket": ticket}).status_code == 410


def test_a_link_made_before_another_was_used_is_dead(client, chat, browser):
    talk = chat()
    talk.agree()
    one, other = form_link(client, talk), form_link(client, talk)
    assert go_on(browser, one)[0].status_code == 303
    assert go_on(browser, other)[0].status_code == 410


def test_the_form_link_needs_the_conversations_own_token(client, chat):
    one, other = chat(), chat()
    assert client.post(f"/v1/conversations/{one.id}/form-link", headers=other.headers).status_code == 401
