"""May somebody come to harm? Recall before precision: a missed one is a failure, a false one costs a kind sentence.

Two listeners, either of which raises the flag: a grammar of phrases (`data/safety.yaml`) and the model fitted to the
examples (`learned`). Neither needs the pipeline or the network, so the gateway asks them about every message before
anything else; when there is no fitted model the grammar listens alone.
"""

from __future__ import annotations

import logging
from functools import cache
from math import exp, log
from typing import NamedTuple, cast

from narrative.grammar import Grammar, grammar_from
from narrative.learned import Guess, learned
from narrative.reading import Risk, RiskName
from narrative.words import Words, words_of

_FIRST_THINGS_FIRST: tuple[RiskName, ...] = ("self_harm", "child_at_risk", "harm_to_others")


class Band(NamedTuple):
    """For texts of at most so many words: how likely danger must be on its own, and where a phrase of the grammar says so too."""

    most: int
    alone: float
    with_phrase: float


# By leaving out one hand after another each band hears 19 of 20 or more (docs/decisions/022). The longer a text, the more
# stretches it has that may sound like danger, and the more phrases that are said of somebody else or of long ago.
BANDS = (Band(22, 0.1, 0.05), Band(40, 0.22, 0.15), Band(10**9, 0.6, 0.4))
FEWEST_WORDS = 4  # 'me too', 'at home' and 'goodbye' answer questions; a cry that short is one the grammar knows
_REASON = "The words are like those of people {}."
_LIKE: dict[RiskName, str] = {
    "self_harm": "who may harm themselves, or who fear that somebody will",
    "child_at_risk": "who are children on their own, or who fear for a child",
    "harm_to_others": "who may harm somebody, or who are threatened",
}
_log = logging.getLogger(__name__)


@cache
def _grammar() -> Grammar:
    return grammar_from("safety")


def warm() -> None:
    """Builds the grammar and reads the model, so that the first message does not wait. Never raises."""
    assess("Is anybody there?")


def assess(text: str) -> Risk | None:
    """The gravest risk the text suggests (self_harm before child_at_risk before harm_to_others), or None. Never raises."""
    return next(iter(assess_all(text)), None)


def assess_all(text: str, words: Words | None = None, guesses: dict[str, Guess] | None = None) -> tuple[Risk, ...]:
    """Every kind of risk the text suggests, gravest first, each where it first stands. Never raises.

    `words` and `guesses` spare the work when the caller has them.
    """
    if not isinstance(text, str) or not text:
        return ()
    words = words or words_of(text)
    found: dict[RiskName, Risk] = {}
    guesses = learned(words) if guesses is None else guesses
    calm = len(words) >= FEWEST_WORDS and bool(guesses) and guesses["danger"].likelihood < band_of(words).with_phrase
    for hit in () if calm else _grammar().find(words):
        name = cast(RiskName, hit.rule.name)
        start, end = words.starts[hit.first], words.ends[hit.last - 1]
        if name not in found or start < found[name].start:
            found[name] = Risk(name, start, end, hit.rule.reason)
    for risk in _sensed(words, guesses):
        found.setdefault(risk.name, risk)
    return tuple(found[name] for name in _FIRST_THINGS_FIRST if name in found)


def band_of(words: Words) -> Band:
    """The thresholds for a text of this length."""
    return next(band for band in BANDS if len(words) <= band.most)


def danger_in(guesses: dict[str, Guess]) -> float:
    """How likely there is danger of any kind, 0 to 1: between what the model says of any danger and of the likeliest kind."""
    likeliest = max(guesses[name].likelihood for name in _FIRST_THINGS_FIRST if name in guesses)
    odds = [log(max(one, 1e-6) / max(1 - one, 1e-6)) for one in (guesses["danger"].likelihood, likeliest)]
    return 1 / (1 + exp(-sum(odds) / 2))


def _sensed(words: Words, guesses: dict[str, Guess]) -> list[Risk]:
    """What the model hears. It alarms at any danger; which one it is, is the likeliest, and any other as likely as that."""
    if len(words) < FEWEST_WORDS or not guesses:
        return []
    likely = {name: guesses[name] for name in _FIRST_THINGS_FIRST if name in guesses}
    best = max(likely.values(), key=lambda guess: guess.likelihood)
    enough = band_of(words).alone
    if danger_in(guesses) < enough:
        return []
    named = [name for name, guess in likely.items() if guess is best or guess.likelihood >= enough]
    return [
        Risk(name, words.starts[likely[name].first], words.ends[likely[name].last - 1], _REASON.format(_LIKE[name]))
        for name in named
    ]
