"""Fits the model: logistic regression for each label by scikit-learn, over the features of `features`, weighed by rarity."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from narrative.learned.examples import DANGER, RISKS, Example
from narrative.learned.features import features
from narrative.learned.model import Model
from narrative.words import words_of

_C = 200.0  # chosen by leaving out one hand after another: docs/decisions/022
_LEAST, _OF_MANY = 2, 3  # texts a feature must stand in; of more than ten thousand texts


def labels_of(rows: Sequence[Example]) -> tuple[str, ...]:
    """The labels to learn: `danger` (any risk at all) and the risks, where there are any; then the others."""
    found = {label for row in rows for label in row.labels}
    risks = tuple(risk for risk in RISKS if risk in found)
    return (*((DANGER,) if risks else ()), *risks, *sorted(found - set(RISKS)))


def train(rows: Sequence[Example], path: Path) -> None:
    """Fits and keeps the model at `path`, whole or not at all."""
    labels, vocabulary, idf, weights, bias = Corpus(rows).fitted(range(len(rows)), labels_of(rows), _C)
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(".making.npz")
    written = np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8)
    np.savez(making, labels=np.array(labels), vocabulary=written, idf=idf, weights=weights.astype(np.float16), bias=bias)
    making.replace(path)


class Corpus:
    """Examples whose features were read once, to fit models to any part of them."""

    def __init__(self, rows: Sequence[Example]) -> None:
        self.rows = rows
        numbers: dict[str, int] = {}
        ids, starts = array("i"), [0]
        for row in rows:
            for own, near in features(words_of(row.text)):
                ids.extend([numbers.setdefault(name, len(numbers)) for name in (*own, *near)])
            starts.append(len(ids))
        self._names = list(numbers)
        shape = (len(rows), len(numbers))
        self._counts = csr_matrix((np.ones(len(ids)), np.frombuffer(ids, np.int32), starts), shape=shape)  # type: ignore[no-untyped-call]
        self._counts.sum_duplicates()  # type: ignore[no-untyped-call]

    def fit(self, chosen: Sequence[int] | None = None, labels: Sequence[str] | None = None, *, strength: float = _C) -> Model:
        """The model fitted to the rows of these numbers (None: all) for these labels (None: all there are)."""
        chosen = range(len(self.rows)) if chosen is None else chosen
        return Model(*self.fitted(chosen, labels or labels_of([self.rows[i] for i in chosen]), strength))

    def fitted(
        self, chosen: Sequence[int], labels: Sequence[str], strength: float
    ) -> tuple[Sequence[str], list[str], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Labels, vocabulary, how rare each feature is (features), weights (features, labels) and bias (labels)."""
        rows = [self.rows[i] for i in chosen]
        part = self._counts[np.array(chosen)]
        often = np.bincount(part.indices, minlength=part.shape[1])
        kept = np.flatnonzero(often >= (_OF_MANY if len(rows) > 10_000 else _LEAST))
        idf = (np.log((1 + len(rows)) / (1 + often[kept])) + 1).astype(np.float32)
        matrix = _weighed(part[:, kept], idf)
        weights, bias = np.zeros((len(kept), len(labels)), np.float32), np.zeros(len(labels), np.float32)
        at_risk = frozenset(RISKS)
        for k, label in enumerate(labels):
            judged = [i for i, row in enumerate(rows) if row.knows(label)]
            goal = np.array([bool(rows[i].labels & at_risk) if label == DANGER else label in rows[i].labels for i in judged])
            if goal.all() or not goal.any():
                raise ValueError(f"The examples of {label!r} must hold some that carry it and some that do not.")
            machine = _machine(strength, few=label != DANGER and label not in RISKS)
            machine.fit(matrix[judged], goal, sample_weight=[rows[i].weight_for(label) for i in judged])
            weights[:, k], bias[k] = machine.coef_[0], machine.intercept_[0]
        return labels, [self._names[i] for i in kept], idf, weights, bias


def _machine(strength: float, *, few: bool) -> LogisticRegression:
    """One against the rest. Where few texts carry the label, the dual problem is solved three times as fast."""
    return LogisticRegression(  # type: ignore[no-untyped-call]
        C=strength, class_weight="balanced", solver="liblinear", dual=few, tol=0.1 if few else 0.01, max_iter=1000, random_state=7
    )


def _weighed(counts: csr_matrix, idf: NDArray[np.float32]) -> csr_matrix:
    """Each text weighed by rarity and of length one, in place; to the norm a feature that comes twice is two, as in `Model`."""
    norms = np.sqrt(np.maximum(counts @ (idf.astype(np.float64) ** 2), 1e-6))
    counts.data = counts.data * idf[counts.indices] / np.repeat(norms, np.diff(counts.indptr))
    return counts
