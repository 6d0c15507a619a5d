"""Tells the intent of a message by its words and letters: TF-IDF and one logistic regression for each intent."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from bot.nlu.scoring import OneText

RANKED = 10
FILE = "intents.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WordsAndLetters(GraphComponent, IntentClassifier):
    """Reads the first `longest` characters: a story's beginning says what it is, and what a message costs is bounded."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` is logistic regression's C; `longest` is in characters."""
        return {"strength": 30.0, "longest": 400}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config = config
        self._storage = storage
        self._resource = resource
        self._scorer: OneText | None = None

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> WordsAndLetters:
        """A classifier that has not learnt yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WordsAndLetters:
        """The classifier of the trained model."""
        found = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            found._scorer = OneText(joblib.load(folder / FILE))
        return found

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples in data/nlu."""
        examples = [row for row in training_data.intent_examples if row.get(TEXT) and row.get(INTENT)]
        model = self._untrained(self.config["strength"])
        model.fit([self._read(row) for row in examples], [row.get(INTENT) for row in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(model, folder / FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from what this one says."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking, most likely first.

        The softmax of what the separate regressions say is as sure as it is right; their own chances are too modest.
        """
        if self._scorer is None:
            raise RuntimeError("The classifier has not been loaded.")
        for message in messages:
            chances = self._scorer.chances(self._read(message))[:RANKED]
            ranking = [{"name": name, "confidence": chance} for name, chance in chances]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _read(self, message: Message) -> str:
        return plain(str(message.get(TEXT) or "")[: self.config["longest"]])

    @staticmethod
    def _untrained(strength: float) -> Pipeline:
        """Words and pairs of words, and runs of two to five letters, weighted by how rare they are.

        It stands in the class because Rasa trains anew only when the source of the class has changed.
        """
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"[^\W_]+|[?!£@]|[^\w\s]{2,}")  # noqa: S106 - no password
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        one_against_the_rest = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced")
        return make_pipeline(make_union(words, letters), one_against_the_rest)


def plain(text: str) -> str:
    """Lower case, straight quotes, no apostrophes within words, so that "don't", "don’t" and "dont" are one.

    >>> plain("I DON’T  know")
    'i dont know'
    """
    return " ".join(text.casefold().replace("’", "'").replace("'", "").split())
