"""What we change in Rasa still fits the Rasa that is installed, and loosens nothing."""

from __future__ import annotations

import inspect

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.nlg import interpolator

from bot import patches

patches.apply()
ACTION = RemoteAction("action_any", None)


def test_the_patches_were_written_for_the_installed_rasa() -> None:
    patches.check()


def test_another_rasa_is_refused_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasa.__version__", "3.7.0")
    with pytest.raises(patches.PatchDoesNotFitError, match=r"3\.7\.0"):
        patches.apply()


def test_a_changed_signature_is_refused_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", lambda self, result, strict: True)
    with pytest.raises(patches.PatchDoesNotFitError, match="strict"):
        patches.check()


@pytest.mark.parametrize(
    "reply",
    [
        [],
        {"events": "none"},
        {"events": [{"event": "slot"}]},
        {"events": [{"event": "slot", "name": 3, "value": 1}]},
        {"events": [], "responses": ["hello"]},
        {"events": [{"event": "no such event"}]},
    ],
)
def test_a_malformed_reply_of_the_action_server_is_still_rejected(reply: object) -> None:
    with pytest.raises(ValidationError):
        ACTION._validate_action_result(reply)


def test_a_good_reply_passes() -> None:
    assert ACTION._validate_action_result(
        {"events": [{"event": "slot", "name": "story", "value": "x"}], "responses": [{"text": "y"}]}
    )


def test_a_rejection_does_not_quote_the_reply() -> None:
    with pytest.raises(ValidationError) as caught:
        ACTION._validate_action_result({"events": [{"event": "slot", "name": 3, "value": "the secret"}]})
    assert "the secret" not in str(caught.value)


def test_the_validator_is_built_once_and_not_for_every_reply() -> None:
    assert "check_schema" not in inspect.getsource(RemoteAction._validate_action_result)


def test_payloads_keep_their_braces_and_slots_are_filled_in() -> None:
    buttons = [{"title": "{office_phone}", "payload": '/provide_info{"answer":"true"}'}]
    assert interpolator.interpolate(buttons, {"office_phone": "020 7946 0018"}) == [
        {"title": "020 7946 0018", "payload": '/provide_info{"answer":"true"}'}
    ]


@pytest.mark.parametrize("words", ["0[", "{0}", "{story}", "%s", "{{", "}"])
def test_what_a_person_wrote_is_never_read_as_a_template(words: str) -> None:
    assert (
        interpolator.interpolate("You mentioned {proposal_words}.", {"proposal_words": words, "story": "x"})
        == f"You mentioned {words}."
    )


def test_an_unset_slot_leaves_nothing_and_an_unknown_name_stays() -> None:
    assert patches.interpolate_text("a{reference}b{nonsense}", {"reference": None}) == "ab{nonsense}"
