"""Which of the organisations in a text the complaint is about: features of the words around each, weighed.

The weights are learned from marked texts (`blame_fitting`) and kept where they can be read: `data/blame/weights.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml

from narrative.blame_features import Mention, features
from narrative.words import Words

_LIKELY = 0.5
_AS_LIKELY = 0.12  # how far behind the likeliest another may be and still be at fault too
_UNLIKELY = 0.08  # nobody is complained about when the likeliest is less likely than this


def blamed(words: Words, mentions: Sequence[Mention], bodies: int) -> dict[int, float]:
    """The numbers of the bodies complained about, each with how likely beside the likeliest, which is 1."""
    likely = likelihoods(words, mentions, bodies)
    best = max(likely)
    if best < _UNLIKELY:
        return {}
    return {i: each / best for i, each in enumerate(likely) if each == best or (each >= _LIKELY and each >= best - _AS_LIKELY)}


def likelihoods(words: Words, mentions: Sequence[Mention], bodies: int) -> list[float]:
    """How likely it is of each body, 0 to 1, that the complaint is about it."""
    weights = _weights()
    return [
        1 / (1 + math.exp(-(weights["always"] + sum(weights[name] for name in held))))
        for held in features(words, mentions, bodies)
    ]


@cache
def _weights() -> dict[str, float]:
    text = files("narrative").joinpath("data", "blame", "weights.yaml").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in yaml.safe_load(text).items()}


__all__ = ["blamed", "likelihoods"]
