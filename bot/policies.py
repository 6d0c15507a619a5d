"""How the next action is chosen: by rules, and inside the form by the form."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT], is_trainable=True)
class IntakeRulePolicy(RulePolicy):
    """Rasa's RulePolicy, but a few intents are stronger than a waiting form, and the fallback speaks once.

    Stock Rasa gives every message to the active form first, and a form that has taken it as an answer cannot give it
    back. `before_form` in config.yml names the intents whose rules come first when a button says so, such as start_again.
    Typed words go to the form: 'start from ten months ago' only looks like start_again, and nothing is cleared on a guess.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """RulePolicy's own settings and ours."""
        return {**RulePolicy.get_default_config(), "before_form": []}

    def _predict(self, tracker: DialogueStateTracker, domain: Domain) -> tuple[PolicyPrediction, str | None]:
        if tracker.latest_action_name == self._fallback_action_name:
            # the stock fallback takes the message back; ours answered it, and would be predicted again and again
            source = f"{self._fallback_action_name} then listen"
            return self._rule_prediction(self._prediction_result(ACTION_LISTEN_NAME, tracker, domain), source), source
        if self._comes_before_form(tracker):
            action, source, returning = self._find_action_from_rules(tracker, domain, use_text_for_last_user_input=False)
            if action and action not in (ACTION_LISTEN_NAME, tracker.active_loop_name):
                result = self._prediction_result(action, tracker, domain)
                return self._rule_prediction(result, source, returning_from_unhappy_path=returning), source
        return self._of_the_form(tracker, domain) or super()._predict(tracker, domain)

    def _of_the_form(self, tracker: DialogueStateTracker, domain: Domain) -> tuple[PolicyPrediction, str | None] | None:
        """The turn of a form that nothing stands before. The stock code first describes every state so far and tries all rules
        on them, a third of a turn's time in Rasa, and then lets the form have it whatever they say."""
        if self._find_action_from_default_actions(tracker)[0]:
            return None
        action, source = self._find_action_from_loop_happy_path(tracker)
        if not action:
            return None
        result = self._prediction_result(action, tracker, domain)
        return self._rule_prediction(result, source, is_no_user_prediction=True), source

    def _comes_before_form(self, tracker: DialogueStateTracker) -> bool:
        if not tracker.active_loop_name or tracker.latest_action_name != ACTION_LISTEN_NAME or not tracker.latest_message:
            return False
        is_click = (tracker.latest_message.text or "").startswith("/")
        return is_click and tracker.latest_message.intent.get("name") in self.config["before_form"]
