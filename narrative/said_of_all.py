"""What a whole text says of each organisation in it: how much ill and good is said of each.

A clause is of the bodies it names; one that names none goes on about the body named last ('they never rang').
"""

from __future__ import annotations

from collections.abc import Sequence

from narrative.quick_look import Together

NAMES = (
    "all: most ill said of it",
    "all: ill said twice", "all: ill said thrice", "all: good and no ill", "all: more good than ill", "all: good said",
    "all: good said of every other", "all: nothing ill, of others some", "all: last and ill said", "all: in the middle",
    "all: ill follows at once", "all: a cleared one",
)  # fmt: skip
"""Every feature this file gives."""


def said_of_all(
    tokens: list[str], clauses: list[int], sentences: list[int], named: Sequence[tuple[int, int]], bodies: int, known: Together
) -> list[set[str]]:
    """The features of each body. `named`: the place and the body of each mention, in order; `known`: patterns `ill`, `good`,
    `cleared`."""
    ill, good, cleared, at_once = [0] * bodies, [0] * bodies, [0] * bodies, [0] * bodies
    for about, own, said in _clauses(tokens, clauses, sentences, dict(named)):
        if not about:
            continue
        found = known.found(said)
        is_ill, is_good, is_cleared = ("ill" in found, "good" in found, "cleared" in found)
        for body in about:
            ill[body] += is_ill and not is_cleared
            good[body] += is_good
            cleared[body] += is_cleared and own
            at_once[body] += is_ill and own and not is_cleared and not is_good
    features = []
    for body in range(bodies):
        others = [i for i in range(bodies) if i != body]
        held = {
            "all: most ill said of it": bool(others) and ill[body] > max(ill[i] for i in others),
            "all: ill said twice": ill[body] >= 2,
            "all: ill said thrice": ill[body] >= 3,
            "all: good and no ill": good[body] > 0 and not ill[body],
            "all: more good than ill": good[body] > ill[body],
            "all: good said": good[body] > 0,
            "all: good said of every other": bool(others) and not good[body] and all(good[i] for i in others),
            "all: nothing ill, of others some": not ill[body] and any(ill[i] for i in others),
            "all: last and ill said": named[-1][1] == body and ill[body] > 0,
            "all: in the middle": bodies > 2 and named[-1][1] != body != named[0][1],
            "all: ill follows at once": at_once[body] > 0,
            "all: a cleared one": cleared[body] > 0,
        }
        features.append({name for name, holds in held.items() if holds})
    return features


def _clauses(
    tokens: list[str], clauses: list[int], sentences: list[int], named: dict[int, int]
) -> list[tuple[set[int], bool, str]]:
    """Each clause with the bodies it is about, whether it names them, and its words."""
    found: list[tuple[set[int], bool, str]] = []
    last: set[int] = set()
    start = 0
    for i in range(1, len(tokens) + 1):
        if i < len(tokens) and clauses[i] == clauses[start]:
            continue
        own = {named[k] for k in range(start, i) if k in named}
        last = own or last
        found.append((last, bool(own), " ".join(tokens[start:i])))
        start = i
    return found
