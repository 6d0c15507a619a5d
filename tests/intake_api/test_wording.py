"""The script's wording, as pages and consent records use it."""

from __future__ import annotations

import pytest

from intake_api import wording

SCRIPT = """
responses:
  utter_ask_story:
  - text: What happened?
    channel: web
    buttons: [{title: Skip, payload: /dont_know}]
  - text: "Say: tell me what happened."
    channel: phone
  utter_submitted:
  - text: "Your reference is {reference}. {unknown}"
"""


@pytest.fixture(autouse=True)
def script(tmp_path, monkeypatch):
    path = tmp_path / "domain.yml"
    path.write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr(wording, "_script", lambda: path)
    return path


def test_each_channel_has_its_own_words_and_web_speaks_for_the_rest():
    assert wording.text("utter_ask_story") == "What happened?"
    assert wording.text("utter_ask_story", channel="phone") == "Say: tell me what happened."
    assert wording.text("utter_ask_story", channel="form") == "What happened?"


def test_placeholders_are_filled_and_never_run():
    assert wording.text("utter_submitted", reference="R-1") == "Your reference is R-1."
    assert wording.text("utter_submitted", reference="{unknown.__class__}") == "Your reference is {unknown.__class__}."


def test_choices_come_with_the_words():
    assert wording.buttons("utter_ask_story") == [{"title": "Skip", "payload": "/dont_know"}]
    assert wording.buttons("utter_submitted") == []


def test_a_changed_word_is_another_version(script):
    before = wording.version("utter_ask_story")
    assert before.startswith("utter_ask_story@")
    assert before == wording.version("utter_ask_story")
    assert before != wording.version("utter_ask_story", "phone")
    wording._responses.cache_clear()
    script.write_text(SCRIPT.replace("Skip", "Leave out"), encoding="utf-8")
    assert wording.version("utter_ask_story") != before


def test_an_entry_that_is_missing_is_named():
    with pytest.raises(wording.UnknownWordingError, match="utter_nothing"):
        wording.text("utter_nothing")


def test_a_script_that_is_missing_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(wording, "_script", lambda: tmp_path / "none.yml")
    with pytest.raises(wording.UnknownWordingError, match=r"none\.yml"):
        wording.text("utter_ask_story")
