"""The short way through the trained pipeline gives the numbers of the long one."""

from __future__ import annotations

import pytest
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.nlu.classifier import WordsAndLetters, plain
from bot.nlu.scoring import OneText
from tests.bot.conftest import nlu_examples

TEXTS = [
    "why do you need to know that?", "I DON’T  know", "hello hello hello", "", "?", "zzzz qqqq", "ß 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🙂",
    "They lost my notes in March and nobody rang me back. " * 8,
]  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The pipeline as it is trained, on a few intents."""
    examples = dict(list(nlu_examples().items())[:6])
    texts, intents = zip(*[(plain(text), intent) for intent, rows in examples.items() for text in rows[:40]], strict=True)
    return WordsAndLetters._untrained(100.0).fit(texts, intents)


@pytest.mark.parametrize("text", TEXTS)
def test_one_text_has_the_probabilities_of_the_pipeline(pipeline: Pipeline, text: str) -> None:
    found = OneText(pipeline).chances(plain(text))
    wanted = dict(zip(pipeline.classes_, softmax(pipeline.decision_function([plain(text)])[0]), strict=True))
    assert {name: pytest.approx(chance, abs=1e-12) for name, chance in found} == wanted
    assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)


def test_a_pipeline_of_another_make_is_refused(pipeline: Pipeline) -> None:
    union = pipeline[0]
    two = make_pipeline(union, LogisticRegression().fit(union.transform(["a", "b"]), ["x", "y"]))
    with pytest.raises(ValueError, match="pipeline"):
        OneText(two)
