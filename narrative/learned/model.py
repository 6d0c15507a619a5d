"""The fitted model at work: for each label the stretch of a text where it is likeliest. Needs numpy only.

Linear: a stretch scores the mean-weighted sum of its features, so the score of every stretch of a long text comes from one
running sum, and why a stretch scores high can be said in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from narrative.learned.features import PASSAGE, features, passages, stretches
from narrative.words import Words

Floats = NDArray[np.float32]


class Guess(NamedTuple):
    """How likely a label is in the likeliest stretch of a text (0 to 1), and where it stands (word numbers, end exclusive)."""

    label: str
    likelihood: float
    first: int
    last: int


class Model:
    """Weights of `labels` for `vocabulary`. `guess` is safe to share between threads.

    Shapes: `idf` (features), `weights` (features, labels), `bias` (labels).
    """

    def __init__(self, labels: Sequence[str], vocabulary: Sequence[str], idf: Floats, weights: Floats, bias: Floats) -> None:
        self.labels = tuple(labels)
        self._number = {name: i for i, name in enumerate(vocabulary)}
        self._squares = (idf * idf).astype(np.float32)
        self._weights = np.ascontiguousarray(weights * idf[:, None], dtype=np.float32)
        self._bias = bias.astype(np.float32)
        self._own = lru_cache(20_000)(self._known)  # the same words come again and again
        self._alone = lru_cache(20_000)(self._summed)

    @classmethod
    def load(cls, path: Path) -> Model:
        """Reads what `save` wrote. Raises OSError, KeyError or ValueError when it is not there or broken."""
        with np.load(path, allow_pickle=False) as kept:
            vocabulary = bytes(kept["vocabulary"]).decode().split("\n")
            return cls(kept["labels"].tolist(), vocabulary, kept["idf"], kept["weights"].astype(np.float32), kept["bias"])

    def _known(self, names: tuple[str, ...]) -> list[int]:
        number = self._number
        return [number[name] for name in names if name in number]

    def guess(self, words: Words) -> list[Guess]:
        """One guess for each label, in their order. Linear in the length of the text."""
        if not len(words):
            return []
        spans, likely = self.likelihoods(words)
        best = likely.argmax(axis=0)
        rows = zip(self.labels, likely.max(axis=0).tolist(), spans[best].tolist(), strict=True)
        return [Guess(name, likelihood, first, last) for name, likelihood, (first, last) in rows]

    def likelihoods(self, words: Words) -> tuple[NDArray[np.int64], NDArray[np.floating]]:
        """The stretches (n, 2) and how likely each label is in each (n, labels): half by its own words, half by its passage."""
        running, length = self._running(words)

        def scores(of: NDArray[np.int64]) -> NDArray[np.floating]:
            begin, end = of[:, 0], of[:, 1]
            norm = np.sqrt(np.maximum(length[end] - length[begin], 1e-6))
            return (running[end] - running[begin]) / norm[:, None] + self._bias  # type: ignore[no-any-return]

        spans, wider = np.array(stretches(words)), np.array(passages(words))
        around = np.searchsorted(wider[:, 1], np.minimum(spans[:, 1] + PASSAGE // 4, len(words)))
        mean = (scores(spans) + scores(wider)[np.minimum(around, len(wider) - 1)]) / 2
        return spans, 1 / (1 + np.exp(-np.clip(mean, -30, 30)))

    def _running(self, words: Words) -> tuple[Floats, Floats]:
        """The weights (words + 1, labels) and squares (words + 1) of all features before each word.

        What a word has on its own, its letters and its kind, is summed once and kept; its neighbours differ every time.
        """
        own, starts, ids = [], list[int](), list[int]()
        number = self._number
        for alone, (kind, *near) in _features(words):
            own.append(self._alone(alone, kind))
            starts.append(len(ids))
            ids += [number[name] for name in near if name in number]
        starts.append(len(ids))
        ids.append(0)  # the end, which is nobody's: so that a last word without any has a place too
        begin = np.array(starts)
        of_words, squares = (np.add.reduceat(of.take(ids, axis=0), begin, axis=0)[:-1] for of in (self._weights, self._squares))
        without = begin[1:] == begin[:-1]
        of_words[without], squares[without] = 0, 0
        of_words += [weights for weights, _ in own]
        squares += [square for _, square in own]
        running, length = np.zeros((len(own) + 1, len(self.labels)), np.float32), np.zeros(len(own) + 1, np.float32)
        np.cumsum(of_words, axis=0, out=running[1:])
        np.cumsum(squares, out=length[1:])
        return running, length

    def _summed(self, names: tuple[str, ...], kind: str) -> tuple[Floats, float]:
        ids = [*self._own(names), *self._known((kind,))]
        return self._weights[ids].sum(axis=0), float(self._squares[ids].sum())

    def whole(self, words: Words) -> NDArray[np.floating]:
        """How likely each label is for the text as a whole (labels)."""
        ids = self._ids(words)
        norm = np.sqrt(max(float(self._squares[ids].sum()), 1e-6))
        scores = self._weights[ids].sum(axis=0) / norm + self._bias
        likely: NDArray[np.floating] = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return likely

    def telling(self, words: Words, guess: Guess, most: int = 3) -> list[str]:
        """The words of a stretch that speak most for its label, in their order."""
        column, places = self._weights[:, self.labels.index(guess.label)], range(guess.first, guess.last)
        of_words = [self._own(own) + self._known(near) for own, near in _features(words)[guess.first : guess.last]]
        push = {i: float(column[ids].sum()) for i, ids in zip(places, of_words, strict=True)}
        chosen = sorted(i for i in sorted(push, key=lambda i: -push[i])[:most] if push[i] > 0)
        return [words.text[words.starts[i] : words.ends[i]] for i in chosen]

    def _ids(self, words: Words) -> list[int]:
        """The numbers of the features of the text."""
        return [i for own, near in _features(words) for i in (*self._own(own), *self._known(near))]


def _features(words: Words) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The features of each word, found once for every model that looks at the text."""
    if "features" not in words.memo:
        words.memo["features"] = list(features(words))
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = words.memo["features"]
    return found
