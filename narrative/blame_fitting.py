"""Fits the weights of `blame` from the texts of `data/blame/examples.txt`: `python -m narrative.blame_fitting` writes them.

The weights are a small readable table kept beside the examples; a test fits them again and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from narrative.blame_features import NAMES, Mention, features
from narrative.words import fold, words_of

_STRENGTH = 0.18  # this and the next chosen by leaving out one tenth of the texts after another
_ALONE = 0.3  # what a body counts alone, beside a pair of bodies
_MARKED = re.compile(r"([{<])([^{}<>]+)[}>]")
_LEADING = re.compile(r"^(?:the|my|our|a|an|his|her|your|their) ")


class Example(NamedTuple):
    """A text with the features of each body in it, and whether that one is complained about."""

    text: str
    held: list[set[str]]
    blamed: list[bool]


def examples() -> list[Example]:
    """The marked texts of the file: `{complained about}`, `<only mentioned>`, `{another name=the name of the same}`."""
    lines = files("narrative").joinpath("data", "blame", "examples.txt").read_text(encoding="utf-8").splitlines()
    return [_example(line) for line in lines if line.strip() and not line.startswith("#")]


def _example(line: str) -> Example:
    text, marks, done = "", list[tuple[int, int, str, bool]](), 0
    for mark in _MARKED.finditer(line):
        said, _, same = mark[2].partition("=")
        text += line[done : mark.start()]
        marks.append((len(text), len(text) + len(said), _key(same or said), mark[1] == "{"))
        text += said
        done = mark.end()
    text += line[done:]
    words = words_of(text)
    keys = list(dict.fromkeys(key for *_, key, _ in marks))
    mentions = []
    for start, end, key, _ in marks:
        inside = [i for i in range(len(words)) if start <= words.starts[i] < end]
        mentions.append(Mention(inside[0], inside[-1] + 1, keys.index(key)))
    blamed = [any(is_blamed for *_, other, is_blamed in marks if other == key) for key in keys]
    return Example(text, features(words, mentions, len(keys)), blamed)


def _key(said: str) -> str:
    return _LEADING.sub("", " ".join(fold(word) for word in said.split())).removesuffix("s")


def fit(rows: list[Example], strength: float = _STRENGTH) -> dict[str, float]:
    """The weight of each feature and of `always`. Always the same for the same texts.

    Learned from pairs within a text, one complained about beside one that is not, since the order is what counts; and with less
    weight from each alone, so that a likelihood can be told.
    """
    table, goal, weight = list[list[float]](), list[bool](), list[float]()
    for row in rows:
        held = [[*(float(name in each) for name in NAMES), 1.0] for each in row.held]
        table += held
        goal += row.blamed
        weight += [_ALONE] * len(held)
        at_fault = [each for each, is_blamed in zip(held, row.blamed, strict=True) if is_blamed]
        others = [each for each, is_blamed in zip(held, row.blamed, strict=True) if not is_blamed]
        for one, other in product(at_fault, others):
            difference = [a - b for a, b in zip(one, other, strict=True)]
            table += [difference, [-each for each in difference]]
            goal += [True, False]
            weight += [0.5 / len(at_fault)] * 2
    machine = LogisticRegression(C=strength, fit_intercept=False, solver="lbfgs", max_iter=2000)  # type: ignore[no-untyped-call]
    machine.fit(np.array(table), np.array(goal), sample_weight=np.array(weight))
    *weights, always = machine.coef_[0].tolist()
    return {"always": always} | dict(zip(NAMES, weights, strict=True))


def written(weights: dict[str, float]) -> Iterator[str]:
    """The lines of the table."""
    yield "# How much each feature of blame_features.py speaks for being complained about. Written by narrative.blame_fitting."
    for name, weight in weights.items():
        yield f'"{name}": {weight:.2f}'


if __name__ == "__main__":
    target = Path(str(files("narrative").joinpath("data", "blame", "weights.yaml")))
    target.write_text("\n".join(written(fit(examples()))) + "\n", encoding="utf-8")
    print(target)
