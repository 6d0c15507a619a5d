"""What the learned model looks at: words, kinds of words, their neighbours and their letters, word by word.

Every feature belongs to one word, so the features of any stretch of text are those of its words, and all stretches of a
long text can be weighed with one running sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from narrative.wordlists import load
from narrative.words import Words

LONGEST = 22  # words in a stretch: longer sentences are read in overlapping stretches
_STRIDE = 5
PASSAGE = 120  # words around a stretch that are weighed with it
_APART = 4  # how far apart two words may stand and still be a pair
_LETTERS = (3, 4, 5)


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """One spelling for many, and the kind of a word."""
    rows = load("sound_alike")
    same = {form: word for word, forms in rows["same"].items() for form in _split(forms)}
    return same, {word: kind for kind, members in rows["kinds"].items() for word in _split(members)}


def _split(members: str) -> list[str]:
    return [member.strip() for member in members.split(",") if member.strip()]


@lru_cache(maxsize=20_000)
def _word(folded: str) -> tuple[str, tuple[str, ...]]:
    """How a word stands beside its neighbours and the features it has on its own."""
    same, kinds = _tables()
    plain = same.get(folded, folded)
    edged = f"<{plain[:14]}>"
    letters = [edged[i : i + size] for size in _LETTERS for i in range(len(edged) - size + 1)]
    return kinds.get(plain) or kinds.get(folded) or plain, (f"w {plain}", *letters)


def features(words: Words) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The features of each word in turn, its own and those with its neighbours, of its sentence or the end of the one before."""
    before: list[str] = ["^", "^", "^", "^"]
    sentence = -1
    for folded, number in zip(words.folded, words.sentences, strict=True):
        if number != sentence:
            before, sentence = [*before[-2:], "^"], number
        kind, own = _word(folded)
        near = [f"k {kind}", f"t {before[-2]} {before[-1]} {kind}", f"b {before[-1]} {kind}"]
        near.extend(f"s {other} {kind}" for other in before[-_APART:])
        yield own, tuple(near)
        before.append(kind)


def stretches(words: Words) -> list[tuple[int, int]]:
    """The stretches to weigh, as word numbers: sentences, short neighbours together, long sentences in pieces."""
    bounds = [i for i, number in enumerate(words.sentences) if not i or number != words.sentences[i - 1]] + [len(words)]
    found: list[tuple[int, int]] = []
    for k, (start, end) in enumerate(pairwise(bounds)):
        if end - start <= LONGEST:
            found.append((start, end))
        else:
            found.extend((i, min(i + LONGEST, end)) for i in range(start, end - LONGEST + _STRIDE, _STRIDE))
        if k and end - bounds[k - 1] <= LONGEST:
            found.append((bounds[k - 1], end))
    return found


def passages(words: Words) -> list[tuple[int, int]]:
    """The whole text, or of a long one pieces of 120 words that overlap by half."""
    if len(words) <= PASSAGE:
        return [(0, len(words))]
    return [(i, min(i + PASSAGE, len(words))) for i in range(0, len(words) - PASSAGE // 2, PASSAGE // 2)]
