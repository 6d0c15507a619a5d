"""State to tracker and back."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain

from bot.channels.state import UnknownStateError, state_of, tracker_for
from tests.bot.conftest import ROOT


@pytest.fixture(scope="module")
def rasa_domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


def test_a_state_comes_back_as_it_went_in(rasa_domain: Domain) -> None:
    state = {
        "slots": {
            "story": "x",
            "consent_to_process": True,
            "notes": {"a": [1, None]},
            "misunderstood": 2,
            "requested_slot": "organisation",
        },
        "active_loop": "intake_form",
    }
    assert state_of(tracker_for("c1", state, rasa_domain)) == state


def test_no_state_is_a_conversation_that_has_not_begun(rasa_domain: Domain) -> None:
    tracker = tracker_for("c1", None, rasa_domain)
    assert state_of(tracker) == {"slots": {}, "active_loop": None}
    assert tracker.latest_action_name == "action_listen"


def test_the_form_waits_for_an_answer(rasa_domain: Domain) -> None:
    tracker = tracker_for("c1", {"slots": {"requested_slot": "story"}, "active_loop": "intake_form"}, rasa_domain)
    assert tracker.active_loop_name == "intake_form"
    assert tracker.get_slot("requested_slot") == "story"
    assert tracker.latest_action_name == "action_listen"


def test_the_tracker_has_as_many_events_however_long_the_talk(rasa_domain: Domain) -> None:
    long = {"slots": {"history": ["story"] * 500, "requested_slot": "story"}, "active_loop": "intake_form"}
    assert len(tracker_for("c1", long, rasa_domain).events) < 12


@pytest.mark.parametrize("state", [{"slots": {"nonsense": 1}}, {"slots": {}, "active_loop": "other"}])
def test_what_the_model_does_not_know_is_refused(rasa_domain: Domain, state: dict) -> None:
    with pytest.raises(UnknownStateError):
        tracker_for("c1", state, rasa_domain)
