"""The form's turns are found without the rules, and are those that the stock policy finds with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, ActiveLoop, Event, LoopInterrupted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import patches
from bot.channels.state import tracker_for
from bot.policies import IntakeRulePolicy

patches.apply()
FORM = "intake_form"
WAITING = {"slots": {"name": "Joan", "requested_slot": "story"}, "active_loop": FORM}
RAN = ActionExecuted(FORM)


@pytest.fixture(scope="module")
def policy_and_domain(model: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[IntakeRulePolicy, Domain]:
    """The trained policy, as Rasa loads it."""
    storage, metadata = LocalModelStorage.from_model_archive(tmp_path_factory.mktemp("model"), model)
    node = next(node for node in metadata.predict_schema.nodes.values() if node.uses is IntakeRulePolicy)
    config = {**IntakeRulePolicy.get_default_config(), **node.config}
    context = ExecutionContext(GraphSchema({}), "model")
    policy = IntakeRulePolicy.load(config, storage, node.resource, context)
    assert isinstance(policy, IntakeRulePolicy)
    return policy, metadata.domain


def said(intent: str, text: str = "They lost it") -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": 0.9})


OF_THE_FORM: dict[str, list[Event]] = {
    "an answer": [said("provide_info")],
    "a question": [said("ask_why")],
    "any button": [said("affirm", "/affirm")],
    "after the form": [said("provide_info"), RAN],
    "back from an interruption": [said("provide_info"), LoopInterrupted(True)],
}
NOT_OF_THE_FORM: dict[str, list[Event]] = {
    "one of Rasa's own intents": [said("restart", "/restart")],
    "the form refused": [said("provide_info"), ActionExecutionRejected(FORM)],
    "no form": [said("provide_info"), ActiveLoop(None)],
    "no form yet": [ActiveLoop(None), ActionExecuted("action_listen"), said("start_intake", "/start_intake")],
}


def _tracker(events: list[Event], domain: Domain) -> DialogueStateTracker:
    tracker = tracker_for("someone", WAITING, domain)
    for event in events:
        tracker.update(event, domain)
    return tracker


@pytest.mark.parametrize("events", OF_THE_FORM.values(), ids=OF_THE_FORM)
def test_the_form_is_predicted_as_the_stock_policy_predicts_it(
    events: list[Event], policy_and_domain: tuple[IntakeRulePolicy, Domain]
) -> None:
    policy, domain = policy_and_domain
    tracker = _tracker(events, domain)
    ours = policy._of_the_form(tracker, domain)
    assert ours is not None
    assert ours == RulePolicy._predict(policy, tracker, domain)


@pytest.mark.parametrize("events", NOT_OF_THE_FORM.values(), ids=NOT_OF_THE_FORM)
def test_all_else_is_left_to_the_stock_policy(events: list[Event], policy_and_domain: tuple[IntakeRulePolicy, Domain]) -> None:
    policy, domain = policy_and_domain
    tracker = _tracker(events, domain)
    assert policy._of_the_form(tracker, domain) is None
    assert policy._predict(tracker, domain) == RulePolicy._predict(policy, tracker, domain)
