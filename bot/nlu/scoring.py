"""What the trained pipeline says of one text, without scikit-learn's machinery for tables of many.

The numbers are the softmax of `pipeline.decision_function` (tests/bot/test_scoring.py holds them side by side); for a single
message the checks, sparse matrices and job queue around them cost several times what they do: about 2.2 ms against 0.5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline


@dataclass(frozen=True)
class _Features:
    """One vectorizer: how it takes a text apart, and where each part stands among all features."""

    parts_of: Callable[[str], list[str]]
    places: dict[str, int]
    rarity: np.ndarray
    first: int


class OneText:
    """Reads TF-IDF vectorizers (sublinear, l2) joined by a union, and logistic regressions after them."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Raises ValueError for a pipeline of another make, whose numbers would differ."""
        union, regression = pipeline[0], pipeline[-1]
        self._features: list[_Features] = []
        first = 0
        for _, vectorizer in union.transformer_list:
            if not _is_known(vectorizer):
                raise ValueError("The vectorizers are not made as bot/nlu/scoring.py reads them.")
            self._features.append(_Features(vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_, first))
            first += len(vectorizer.vocabulary_)
        if union.transformer_weights or len(regression.classes_) < 3:
            raise ValueError("The pipeline is not made as bot/nlu/scoring.py reads it.")
        self._weights = np.ascontiguousarray(regression.coef_.T)
        self._bias = regression.intercept_
        self._names = [str(name) for name in regression.classes_]

    def chances(self, text: str) -> list[tuple[str, float]]:
        """Every class with its probability, most likely first."""
        scores = self._bias.copy()
        for features in self._features:
            places = features.places
            counts = Counter(places[part] for part in features.parts_of(text) if part in places)
            if not counts:
                continue
            known = np.fromiter(counts, dtype=np.intp, count=len(counts))
            weights = (1.0 + np.log(np.fromiter(counts.values(), dtype=float, count=len(counts)))) * features.rarity[known]
            scores += (weights / np.sqrt(weights @ weights)) @ self._weights[known + features.first]
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        return [(self._names[place], float(likely[place])) for place in np.argsort(-likely, kind="stable")]


def _is_known(vectorizer: TfidfVectorizer) -> bool:
    return bool(vectorizer.sublinear_tf and vectorizer.use_idf and vectorizer.norm == "l2" and not vectorizer.binary)
