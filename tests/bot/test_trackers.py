"""What is made cheaper about Rasa's trackers does what the stock code does."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, AllSlotsReset, BotUttered, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot import patches, trackers
from bot.channels.state import tracker_for

patches.apply()
FORM = "intake_form"
STATE = {
    "slots": {"name": "Joan", "history": ["name"], "notes": {"said": {"a": 1}}, "requested_slot": "story"},
    "active_loop": FORM,
}


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_path(str(Path(__file__).resolve().parents[2] / "domain.yml"))


def _talk(domain: Domain) -> DialogueStateTracker:
    tracker = tracker_for("someone", STATE, domain)
    tracker.model_id = "a-model"
    for event in (UserUttered("They lost it", {"name": "provide_info"}, input_channel="phone"), ActionExecuted(FORM)):
        tracker.update(event, domain)
    tracker.update(SlotSet("story", "They lost it"), domain)
    tracker.update(BotUttered("Thank you."), domain)
    return tracker


def test_a_copied_tracker_is_what_replaying_its_events_makes(domain: Domain) -> None:
    tracker = _talk(domain)
    ours, stock = tracker.copy(), tracker.travel_back_in_time(float("inf"))
    assert _state(ours) == _state(stock)
    assert ours.__dict__.keys() == stock.__dict__.keys()
    assert (ours.model_id, ours.assistant_id, ours.followup_action) == (None, None, stock.followup_action)


def test_what_happens_to_a_copy_does_not_happen_to_the_tracker(domain: Domain) -> None:
    tracker = _talk(domain)
    before = _state(tracker)
    made = tracker.copy()
    for event in (SlotSet("name", "Jo"), UserUttered("hello"), Restarted()):
        made.update(event)
    made.active_loop = None
    assert _state(tracker) == before


@pytest.mark.parametrize("more", [[], [AllSlotsReset()]], ids=["slots set", "all slots reset"])
def test_what_happens_in_a_temporary_tracker_does_not_happen_to_the_tracker(domain: Domain, more: list[Any]) -> None:
    tracker = _talk(domain)
    before = _state(tracker)
    form = FormAction(FORM, None)
    made = form._temporary_tracker(tracker, [SlotSet("name", "Jo"), BotUttered("Hello."), *more], domain)
    assert made.get_slot("name") == (None if more else "Jo")
    assert _state(tracker) == before


@pytest.mark.parametrize("restarted", [False, True])
def test_a_temporary_tracker_is_what_replaying_makes(domain: Domain, restarted: bool) -> None:
    tracker = _talk(domain)
    if restarted:
        tracker.update(Restarted())
        tracker.update(SlotSet("name", "Jo"))
    form, more = FormAction(FORM, None), [SlotSet("email", "jo@example.org")]
    events = [*tracker.events_after_latest_restart(), SlotSet("requested_slot", form.get_slot_to_fill(tracker))]
    stock = DialogueStateTracker.from_events("someone", [*events, ActionExecuted(FORM), *more], slots=domain.slots)
    ours, theirs = _state(form._temporary_tracker(tracker, more, domain)), _state(stock)
    if restarted:
        ours["events"], theirs["events"] = [], []  # the same ones; ours are read from the restart on
    assert ours == theirs


def test_rasa_fills_no_slot_of_ours(domain: Domain) -> None:
    assert not trackers.fills_slots(domain)
    action, tracker = ActionExtractSlots(None), _talk(domain)
    stock = ActionExtractSlots.run.stock
    assert asyncio.run(action.run(None, None, tracker, domain)) == asyncio.run(stock(action, None, None, tracker, domain)) == []


@pytest.mark.parametrize("mapping", [{"type": "from_text"}, {"type": "custom", "action": "action_any"}])
def test_a_domain_whose_slots_rasa_fills_is_left_to_it(mapping: dict[str, str]) -> None:
    other = Domain.from_dict({"slots": {"a": {"type": "any", "mappings": [mapping]}}, "actions": ["action_any"]})
    assert trackers.fills_slots(other)


def test_an_action_is_told_the_slots_and_what_happened_since_the_person_spoke(domain: Domain) -> None:
    tracker = _talk(domain)
    told = RemoteAction("action_any", None)._action_call_format(tracker, domain)
    whole = tracker.current_state(EventVerbosity.ALL)
    assert [event["event"] for event in told["tracker"]["events"]] == ["user", "action", "slot", "bot"]
    assert told["tracker"]["events"] == whole.pop("events")[-4:]
    assert {name: value for name, value in told["tracker"].items() if name != "events"} == whole
    assert told["tracker"]["latest_input_channel"] == "phone"


def test_only_an_empty_domain_is_empty(domain: Domain) -> None:
    assert Domain.empty().is_empty()
    assert not domain.is_empty()


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    kept = tracker.current_state(EventVerbosity.ALL)
    for event in kept["events"]:
        event.pop("timestamp", None)
        event.pop("metadata", None)
    return {**kept, "latest_event_time": None, "latest_bot": tracker.latest_bot_utterance}
