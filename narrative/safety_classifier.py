"""A small classifier beside the safety grammar: it hears what nobody wrote a pattern for.

Multinomial logistic regression over the features of `safety_features`, fitted when the process starts from the examples in
`data/safety_examples/`: nothing is downloaded and nothing is kept. Needs numpy only; given the same examples it is
always the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from narrative.reading import RiskName
from narrative.safety_features import features, stretches
from narrative.words import Words, words_of

NAMES: tuple[RiskName, ...] = ("self_harm", "child_at_risk", "harm_to_others")
_CLASSES = ("none", *NAMES)
_ROUNDS, _BATCH, _STEP, _PULL = 5, 96, 0.35, 1e-5
_AVERAGED = 3  # the mean of the last rounds depends less on the order of the batches than the last one alone
_CHOICE = re.compile(r"\[([^\[\]]*)\]")

Floats = NDArray[np.float32]


class Example(NamedTuple):
    """One training sentence, its class, and the line it was written on (variants of a line are no strangers)."""

    text: str
    label: int
    line: int


class Guess(NamedTuple):
    """How likely a risk is in the likeliest stretch of a text, and where it stands (word numbers, end exclusive)."""

    name: RiskName
    likelihood: float
    first: int
    last: int


def examples() -> list[Example]:
    """Every training sentence, the choices of a line taken in step: three choices of two give three sentences."""
    found: list[Example] = []
    line = 0
    for name in ("none_in_conversation", *_CLASSES):
        label = _CLASSES.index(name) if name in _CLASSES else 0
        rows = _rows(name)
        for text in "\n".join(rows.values()).splitlines():
            line += 1
            found.extend(Example(one, label, line) for one in _choices(text) if one)
    return found


def _rows(name: str) -> dict[str, str]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = files("narrative").joinpath("data", "safety_examples", f"{name}.yaml").read_text(encoding="utf-8")
    rows: dict[str, str] = yaml.load(text, Loader=loader)  # noqa: S506
    return rows


def _choices(text: str) -> list[str]:
    slots = [choice.split("|") for choice in _CHOICE.findall(text)]
    if not slots:
        return [text]
    return [_filled(text, [options[turn % len(options)] for options in slots]) for turn in range(max(map(len, slots)))]


def _filled(text: str, chosen: list[str]) -> str:
    parts = iter(chosen)
    return _CHOICE.sub(lambda _: next(parts), text)


class Classifier:
    """Fitted once; `guess` is safe to share between threads."""

    def __init__(self, rows: Sequence[Example]) -> None:
        read = [[name for own, near in features(words_of(row.text)) for name in own + near] for row in rows]
        sizes = [max(1, len(words_of(row.text))) for row in rows]
        often = Counter(name for names in read for name in set(names))
        self._number = {name: i for i, name in enumerate(name for name, times in often.items() if times > 1)}
        self._own = lru_cache(20_000)(self._known)  # the same words come again and again
        ids = [np.array([self._number[n] for n in names if n in self._number], dtype=np.int32) for names in read]
        scale = np.array([1 / np.sqrt(size) for size in sizes], dtype=np.float32)
        self._weights, self._bias = _fit(ids, scale, np.array([row.label for row in rows]), len(self._number))

    def _known(self, names: tuple[str, ...]) -> list[int]:
        return [self._number[name] for name in names if name in self._number]

    def guess(self, words: Words) -> list[Guess]:
        """For each risk the stretch of the text where it is likeliest. Linear in the length of the text."""
        if not len(words):
            return []
        number, counts, ids = self._number, [0], []
        for own, near in features(words):
            ids.extend(self._own(own))
            ids.extend([number[name] for name in near if name in number])
            counts.append(len(ids))
        running = np.zeros((len(ids) + 1, len(_CLASSES)))
        np.cumsum(self._weights[ids], axis=0, out=running[1:], dtype=np.float64)
        upto = running[counts]
        spans = np.array(stretches(words))
        sums = upto[spans[:, 1]] - upto[spans[:, 0]]
        likely = _softmax(sums / np.sqrt(spans[:, 1] - spans[:, 0])[:, None] + self._bias)
        best = likely.argmax(axis=0)
        return [
            Guess(name, float(likely[best[k], k]), int(spans[best[k], 0]), int(spans[best[k], 1]))
            for k, name in enumerate(_CLASSES)
            if k
            for name in NAMES[k - 1 : k]
        ]


def _softmax(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    lifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return lifted / lifted.sum(axis=-1, keepdims=True)


def _fit(ids: list[NDArray[np.int32]], scale: Floats, labels: NDArray[np.int64], size: int) -> tuple[Floats, Floats]:
    """Logistic regression by AdaGrad in small batches, in one fixed order; the mean of the last rounds."""
    order = np.random.default_rng(7)
    width = len(_CLASSES)
    weights, bias = np.zeros((size, width), np.float32), np.zeros(width, np.float32)
    seen, seen_bias = np.full((size, width), 1e-6, np.float32), np.full(width, 1e-6, np.float32)
    goal = np.eye(width, dtype=np.float32)[labels]
    kept, kept_bias = np.zeros_like(weights), np.zeros_like(bias)
    for turn in range(_ROUNDS):
        shuffled = order.permutation(len(ids))
        for start in range(0, len(shuffled), _BATCH):
            batch = shuffled[start : start + _BATCH]
            flat = np.concatenate([ids[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), [len(ids[i]) for i in batch])
            scores = np.stack([np.bincount(owner, weights[flat, k], len(batch)) for k in range(width)], axis=1)
            error = (_softmax(scores * scale[batch][:, None] + bias) - goal[batch]).astype(np.float32)
            used, place = np.unique(flat, return_inverse=True)
            push = (error * scale[batch][:, None])[owner]
            slope = np.stack([np.bincount(place, push[:, k], len(used)) for k in range(width)], axis=1).astype(np.float32)
            slope = slope / len(batch) + _PULL * weights[used]
            seen[used] += slope**2
            weights[used] -= _STEP * slope / np.sqrt(seen[used])
            step = error.mean(axis=0)
            seen_bias += step**2
            bias -= _STEP * step / np.sqrt(seen_bias)
        if turn >= _ROUNDS - _AVERAGED:
            kept += weights / _AVERAGED
            kept_bias += bias / _AVERAGED
    return kept, kept_bias


@cache
def classifier() -> Classifier:
    """The classifier fitted to every example. Half a second the first time."""
    return Classifier(examples())
