"""Scores of what a model said, with intervals. No sentence goes in or out but through `Answer`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score

Span = tuple[int, int, str]
RESAMPLES = 1000
BINS = 10


@dataclass(frozen=True)
class Answer:
    """What was meant and what was said: intents, and the confidence in what was said."""

    meant: str
    said: str
    confidence: float


def macro_f1(answers: Sequence[Answer]) -> float:
    """The mean F1 of the intents that were meant."""
    meant = [row.meant for row in answers]
    return float(f1_score(meant, [row.said for row in answers], average="macro", labels=sorted(set(meant)), zero_division=0))


def interval(answers: Sequence[Answer], *, seed: int = 1) -> tuple[float, float]:
    """The middle 95 % of macro F1 over resampled messages. Resamples within each intent, so none goes missing."""
    chance = np.random.default_rng(seed)
    by_intent: dict[str, list[Answer]] = {}
    for row in answers:
        by_intent.setdefault(row.meant, []).append(row)
    scores = [
        macro_f1([rows[i] for rows in by_intent.values() for i in chance.integers(len(rows), size=len(rows))])
        for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def calibration_error(answers: Sequence[Answer]) -> float:
    """Expected calibration error in ten bins: how far confidence lies from the share that is right.

    >>> calibration_error([Answer("a", "a", 0.95), Answer("a", "b", 0.95)])
    0.45
    """
    confidence = np.array([row.confidence for row in answers])
    right = np.array([row.meant == row.said for row in answers])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    parts = [abs(confidence[bins == n].mean() - right[bins == n].mean()) * (bins == n).mean() for n in set(bins.tolist())]
    return round(float(sum(parts)), 4)


def entity_f1(pairs: Sequence[tuple[set[Span], set[Span]]]) -> float:
    """F1 of spans meant and said that agree in kind and in both ends. 0 when nothing was said.

    >>> entity_f1([({(0, 3, "date")}, {(0, 3, "date"), (5, 9, "date")})])
    0.6667
    """
    right = sum(len(meant & said) for meant, said in pairs)
    total = sum(len(meant) + len(said) for meant, said in pairs)
    return round(2 * right / total, 4) if total else 0.0
