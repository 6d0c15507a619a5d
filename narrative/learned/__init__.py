"""What is learned from the examples in `data/examples/`: who may come to harm, and which signals a text carries.

`examples` reads them, `features` says what is looked at, `training` fits (scikit-learn, at set-up), `store` keeps the
result in `models/`, `model` uses it (numpy alone). Without a fitted model the grammars of the room work on their own.
"""

from __future__ import annotations

import logging
from functools import cache

from narrative.learned.model import Guess, Model
from narrative.learned.store import fitted
from narrative.words import Words

__all__ = ["Guess", "learned", "learned_answer", "model_or_none"]

_log = logging.getLogger(__name__)


@cache
def model_or_none() -> Model | None:
    """The fitted model; None when it is not there or broken: then the grammars listen alone, and the log says so once."""
    try:
        return fitted()
    except Exception as error:
        _log.warning("there is no fitted model of the examples; the grammars listen alone: %s", type(error).__name__)
        return None


@cache
def _answers_or_none() -> Model | None:
    try:
        return fitted("answers")
    except Exception as error:
        _log.warning("there is no fitted model of typed answers; the phrases stand alone: %s", type(error).__name__)
        return None


def learned_answer(fact: str, words: Words) -> dict[str, float]:
    """How likely each option of a question is meant, highest first; nothing when the question was never learned. Never raises."""
    model = _answers_or_none()
    places = [k for k, label in enumerate(model.labels) if label.startswith(f"{fact}=")] if model else []
    if model is None or not places or not len(words):
        return {}
    likely = model.whole(words)[places]
    ranked = sorted(zip(places, likely, strict=True), key=lambda row: -row[1])
    return {model.labels[k].partition("=")[2]: float(value) for k, value in ranked}


def learned(words: Words) -> dict[str, Guess]:
    """How likely each label is in this text; nothing without a model. Never raises."""
    model = model_or_none()
    if model is None:
        return {}
    try:
        return {guess.label: guess for guess in model.guess(words)}
    except Exception as error:
        _log.warning("the fitted model failed; the grammars listen alone: %s", type(error).__name__)
        return {}
