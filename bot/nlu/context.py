"""Uses the question that stands open: a story is never a FAQ, a short 'why?' is never a story."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

ANSWER = "provide_info"
# fmt: off
# These steer the talk, whatever is asked.
CONTROL = frozenset([
    "ask_why", "ask_human", "stop", "go_back", "repeat_question", "start_again", "correct_answer", "request_adjustment",
    "goodbye", "pause", "resume", "delete_my_data",
])
OPEN = frozenset(["dont_know", "prefer_not_to_say", "skip"])
YES_NO = frozenset(["affirm", "deny"])
SMALL_TALK = frozenset(["thanks", "greet", "abuse"])
QUESTIONS = frozenset([
    "ask_process", "ask_time_limit", "ask_mp", "check_eligibility", "check_status", "request_review", "bot_challenge",
    "complain_about_us",
])
QUESTION_WORDS = frozenset([
    "what", "whats", "why", "who", "whos", "whose", "when", "where", "which", "how", "is", "are", "am", "was", "do", "does",
    "did", "can", "could", "will", "would", "should", "may", "have", "has", "must",
])
# fmt: on


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AskedContext(GraphComponent, IntentClassifier):
    """Turns an intent that is not clear enough for the open question into `provide_info`: an answer in free words.

    The fact asked for stands in the message's metadata (`asked`). config.yml names the facts told in free words, those
    that are names, and those whose answer is itself a wish for help; every other fact has short answers.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`told`, `names` and `help` are lists of facts; the rest are confidences from 0 to 1 and counts of words."""
        return {
            "told": [],
            "names": [],
            "help": [],
            "sure": 0.5,
            "very_sure": 0.7,
            "certain": 0.95,
            "likely": 0.35,
            "short": 8,
            "short_question": 14,
            "guess": 0.25,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> AskedContext:
        """It learns nothing, so training and loading are the same."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Keeps or replaces each message's intent."""
        for message in messages:
            intent = message.get("intent") or {}
            text = str(message.get(TEXT) or "")
            asked = (message.get(METADATA) or {}).get("asked")
            if intent.get("name") and not text.startswith("/"):
                message.set("intent", self.decide(intent, text, asked), add_to_output=True)
        return messages

    def decide(self, intent: dict[str, Any], text: str, asked: str | None) -> dict[str, Any]:
        """The intent to go on with, given what was asked (None: no question stands open)."""
        name, sure = str(intent["name"]), float(intent["confidence"])
        if name == ANSWER or self._is_kept(name, sure, text, asked):
            return intent
        return {"name": ANSWER, "confidence": max(0.6, 1.0 - sure)}

    def _is_kept(self, name: str, sure: float, text: str, asked: str | None) -> bool:
        if asked is None:
            return sure >= self.config["guess"]
        if asked in self.config["help"] and name == "request_adjustment":
            return False
        if asked in self.config["names"]:
            is_doubtful = name in SMALL_TALK | YES_NO or (name in CONTROL and _is_titled(text))
            needed = self.config["certain"] if is_doubtful else self.config["very_sure"]
            return self._is_kept_at(name, sure, text, needed)
        if asked in self.config["told"]:
            return self._is_kept_at(name, sure, text, self.config["sure"])
        return self._is_kept_at_short_answer(name, sure, text)

    def _is_kept_at(self, name: str, sure: float, text: str, needed: float) -> bool:
        """The open question is answered in free words: only a short and clear message is anything else."""
        words = text.split()
        if name == "ask_why" and not _is_question(text):
            return sure >= needed and len(words) <= 2
        if name in QUESTIONS:
            return sure >= needed and len(words) <= self.config["short_question"] and _is_question(text)
        if name in CONTROL | OPEN | YES_NO | SMALL_TALK:
            return sure >= needed and len(words) <= self.config["short"]
        return False

    def _is_kept_at_short_answer(self, name: str, sure: float, text: str) -> bool:
        """The open question wants a date, a yes, a choice, a place: only what is clear is anything else."""
        if name in OPEN | YES_NO:
            return sure >= self.config["likely"]
        if name in QUESTIONS:
            return sure >= (self.config["likely"] if _is_question(text) else self.config["very_sure"])
        if name in CONTROL and _is_question(text):
            return sure >= self.config["likely"]
        return sure >= (self.config["sure"] if name in CONTROL | SMALL_TALK else self.config["very_sure"])


def _is_question(text: str) -> bool:
    """Ends with a question mark or begins with a word that asks.

    >>> _is_question("who will see it"), _is_question("my GP"), _is_question("too late?")
    (True, False, True)
    """
    words = text.casefold().replace("'", " ").replace("’", " ").split()
    return text.rstrip().endswith("?") or (bool(words) and words[0] in QUESTION_WORDS)


def _is_titled(text: str) -> bool:
    """Two words or more, each with a capital, as names are written.

    >>> _is_titled("Will Stop"), _is_titled("Stop"), _is_titled("Go back")
    (True, False, False)
    """
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)
