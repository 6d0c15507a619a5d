"""What is learned from the other hands, tried on each hand in turn: what strangers' words would get.

`python -m narrative.leaving_out` prints how danger is heard at each threshold and how each signal is found, and with
`--write` sets `data/thresholds.yaml` anew: some ten minutes on two free cores. `--danger` leaves the signals out and takes two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from narrative import safety, signals
from narrative.learned.examples import DANGER, FOLDER, RISKS, Example, examples
from narrative.learned.model import Model
from narrative.learned.training import Corpus
from narrative.words import words_of

_TOGETHER = {"first_later": "first", "seventeenth": "sixteenth"}  # two folders of one author
_MISSED_COSTS = 1.3  # a signal that is missed costs a caseworker more than one too many (the beta of an F score)
_STEPS = np.arange(0.05, 0.96, 0.05)
_FINE = np.arange(0.01, 1.0, 0.01)
_HEARD = (0.97, 0.95, 0.93)
_AGREED = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)  # where a phrase says so too


class Tried(NamedTuple):
    """A line of a hand that was left out: likelihoods in the likeliest stretch, by label, and what phrases found in it."""

    example: Example
    words: int
    danger: float
    likely: dict[str, float]
    phrases: frozenset[str]


class Choice(NamedTuple):
    """Thresholds of one signal, and what they give: `f1`, `precision`, `recall`."""

    alone: float
    with_phrase: float
    f1: float
    precision: float
    recall: float


def without(hand: str, *, signals_too: bool = True) -> list[Tried]:
    """What is heard in the lines of this hand by what the others teach."""
    corpus = _corpus()
    others = [i for i, row in enumerate(corpus.rows) if _author(row) != hand]
    model = corpus.fit(others, None if signals_too else (DANGER, *RISKS))
    own = [row for row in corpus.rows if _author(row) == hand and (signals_too or row.judged == "risks")]
    return [one for row in own if (one := _try(row, model)) is not None]


@cache
def _corpus() -> Corpus:
    return Corpus(examples())


def _author(row: Example) -> str:
    return _TOGETHER.get(row.hand, row.hand)


def _try(row: Example, model: Model) -> Tried | None:
    words = words_of(row.text)
    if row.judged == "a question" or not len(words):
        return None
    guesses = {guess.label: guess for guess in model.guess(words)}
    likely = {name: guess.likelihood for name, guess in guesses.items()}
    found = {risk.name for risk in safety.assess_all(row.text, words, {})} if row.judged == "risks" else set[str]()
    told = signals.find_signals(words) if row.judged != "risks" else []
    phrases = {signal.name + (f"/{signal.detail}" if signal.detail else "") for signal in told}
    return Tried(row, len(words), safety.danger_in(guesses), likely, frozenset(found | phrases))


def danger(
    tried: Sequence[Tried], fewest: int, band: safety.Band, steps: NDArray[np.floating] = _STEPS
) -> Iterator[tuple[float, float, float]]:
    """For each threshold the share of dangers heard and of calm lines that alarm, the phrases listening too, among texts
    of so many words."""
    rows = [one for one in tried if one.example.judged == "risks" and fewest <= one.words <= band.most]
    at_risk = np.array([bool(one.example.labels) for one in rows])
    weight = np.array([one.example.weight for one in rows])
    likely = np.array([one.danger for one in rows])
    phrase = np.array([bool(one.phrases & set(RISKS)) and one.likely[DANGER] >= band.with_phrase for one in rows])
    for threshold in steps:
        heard = (likely >= threshold) | phrase
        yield float(threshold), _share(heard, at_risk, weight), _share(heard, ~at_risk, weight)


def _share(heard: NDArray[np.bool_], of: NDArray[np.bool_], weight: NDArray[np.floating]) -> float:
    return float((weight * (heard & of)).sum() / (weight * of).sum())


def choose(tried: Sequence[Tried], label: str) -> Choice:
    """The thresholds of a signal that serve best on lines whose author taught nothing."""
    rows = [one for one in tried if one.example.judged in ("signals", label)]
    likely = np.array([one.likely[label] for one in rows])
    phrase = np.array([label in one.phrases for one in rows])
    carries = np.array([label in one.example.labels for one in rows])
    beta = _MISSED_COSTS**2

    def scored(alone: float, agreed: float) -> tuple[float, Choice]:
        found = (likely >= alone) | (phrase & (likely >= agreed))
        right = float((found & carries).sum())
        precision, recall = right / max(1.0, float(found.sum())), right / float(carries.sum())
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        f_beta = (1 + beta) * precision * recall / max(1e-9, beta * precision + recall)
        return f_beta, Choice(round(alone, 2), agreed, f1, precision, recall)

    tried_out = [scored(float(alone), agreed) for alone in _STEPS for agreed in _AGREED if agreed <= alone]
    return max(tried_out, key=lambda one: one[0])[1]


def main() -> None:
    """Prints both tables; `--write` keeps the thresholds of the signals, `--danger` spares them."""
    signals_too = "--danger" not in sys.argv[1:]
    judged = {_author(row) for row in _corpus().rows if row.judged == "risks" or (signals_too and row.judged != "a question")}
    with ProcessPoolExecutor(2) as pool:
        tried = [one for found in pool.map(partial(without, signals_too=signals_too), sorted(judged)) for one in found]
    fewest = safety.FEWEST_WORDS
    for band in safety.BANDS:
        print(f"danger in {fewest} to {band.most} words (threshold now {band.alone}): threshold, heard, false alarms")
        for row in danger(tried, fewest, band):
            print("  {:.2f}  {:.3f}  {:.3f}".format(*row))
        for share in _HEARD:
            fine = [row for row in danger(tried, fewest, band, _FINE) if row[1] >= share]
            print(f"  hears {share}: " + ("{:.2f}  {:.3f}  {:.3f}".format(*fine[-1]) if fine else "at no threshold"))
        fewest = band.most + 1
    chosen = {label: choose(tried, label) for label in signals.thresholds()} if signals_too else {}
    for label, choice in chosen.items():
        print(f"{label:<28} F1 {choice.f1:.3f}  precision {choice.precision:.2f}  recall {choice.recall:.2f}")
    if chosen and "--write" in sys.argv[1:]:
        path = FOLDER.parent / "thresholds.yaml"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        rows = [f"{name}: {{alone: {c.alone:.2f}, with_phrase: {c.with_phrase:.2f}}}" for name, c in sorted(chosen.items())]
        path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
