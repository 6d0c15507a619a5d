"""The register of organisations: what people call them, which procedure they fall under, and who else may help.

Its files (`bodies/`) are read by `service_model.register_files`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from service_model.organisation import Body, Hint, Jurisdiction, Kind, Resolution

__all__ = ["Body", "Hint", "Jurisdiction", "Kind", "Register", "Resolution", "normalise"]

_NOT_WORDS = re.compile(r"[^\w\s]")
_LEADING = re.compile(r"^(?:(?:the|my|our|a|an|local|his|her|their|mum's|dad's) )+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_LEGAL_FORM = re.compile(r" (?:uk )?(?:(?:group )?plc|ltd|limited|llp|cic)$")  # 'Capita plc' is Capita
_SPELT_OUT = re.compile(r"(?<!\S)[A-Za-z](?:\s[A-Za-z]){2,}(?!\S)")  # 'D V L A'
_SMALL = frozenset({"the", "of", "and", "for", "in", "at", "a", "an", "to", "on"})
_LONGEST = 12  # words in a name that is looked for within others
_SURE = 90  # so nearly spelt the same that words of another sort do not matter
_RARE = 6  # a word in no more names than this tells one organisation from others


class _Span(NamedTuple):
    """Words from `start` to before `end` that are a name of these bodies."""

    start: int
    end: int
    bodies: tuple[Body, ...]


class Register:
    """Bodies, kinds and hints of one authority, indexed by every normalised name.

    `shared` are names of several bodies, or too ordinary to look for in a story; `frames` words that may stand around a name
    without changing it; `places` towns that people add to one.
    """

    def __init__(
        self,
        bodies: Mapping[str, Body],
        kinds: Mapping[str, Kind],
        hints: Iterable[Hint],
        *,
        shared: Mapping[str, tuple[str, ...]] | None = None,
        frames: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> None:
        """Builds the index of names. Raises ValueError for a kind that is not described or a body that does not exist."""
        self.bodies, self.kinds, self.hints = bodies, kinds, tuple(hints)
        self.frames, self.places = frozenset(frames), frozenset(places)
        self._index: dict[str, tuple[Body, ...]] = {}
        for body in bodies.values():
            if body.kind not in kinds:
                raise ValueError(f"Body {body.id!r} is of kind {body.kind!r}, which is not described.")
            for name in dict.fromkeys(normalise(each) for each in (body.name, *body.aliases)):
                self._index[name] = (*self._index.get(name, ()), body)
        self.shared: Mapping[str, tuple[str, ...]] = shared or {}
        for said, identifiers in self.shared.items():
            self._share(said, identifiers)
        self._most_after: dict[str, int] = {}  # the first word of names, to how many words the longest of those has
        for name in self._index:
            first, words = name.split(" ", 1)[0], name.count(" ") + 1
            self._most_after[first] = min(max(words, self._most_after.get(first, 1)), _LONGEST)
        self._by_words: dict[str, tuple[Body, ...]] = {}
        for name, named in self._index.items():
            if " " in name:
                key = _any_order(name)
                self._by_words[key] = tuple(dict.fromkeys((*self._by_words.get(key, ()), *named)))
        self._rare: dict[str, list[str]] | None = None
        self._seen: dict[str, Resolution] = {}

    def _share(self, said: str, identifiers: Iterable[str]) -> None:
        missing = [each for each in identifiers if each not in self.bodies]
        if missing:
            raise ValueError(f"{said!r} is shared by {missing}, which the register does not hold.")
        name = normalise(said)
        meant = (*self._index.get(name, ()), *(self.bodies[each] for each in identifiers))
        self._index[name] = tuple({body.id: body for body in meant}.values())

    def spoken(self) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        """Each body for a reader of stories: identifier, name, aliases, and the names it shares or that are words too."""
        loosely: dict[str, list[str]] = {}
        for said, identifiers in self.shared.items():
            for identifier in identifiers:
                loosely.setdefault(identifier, []).append(said)
        for body in self.bodies.values():
            yield body.id, body.name, body.aliases, tuple(loosely.get(body.id, ()))

    def look(self, text: str) -> Resolution:
        """Exact name or alias, else the words of a kind; without near misses. Remembers what it was asked."""
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) > 4096:
                self._seen.clear()
            found = self._seen[text] = self._look(text)
        return found

    def is_called(self, text: str, body: Body) -> bool:
        """Is this one of the names of that organisation? For checking an answer, not for finding out who is meant (SM-1.63)."""
        return body in self.named(text)

    def named(self, text: str) -> tuple[Body, ...]:
        """The bodies of which the whole text is a name: as said, without 'the' or 'my', without 's, or in another order."""
        name = normalise(text)
        bare = normalise(_POSSESSIVE.sub("", text[:300]))
        for form in (name, _LEADING.sub("", name), bare, _LEADING.sub("", bare), _LEGAL_FORM.sub("", name)):
            if named := self._index.get(form):
                return named
        if len(bare) > 6 and bare.endswith("s") and (named := self._index.get(bare[:-1])):
            return named
        return self._by_words.get(_any_order(name), ()) if " " in name else ()

    def _look(self, text: str) -> Resolution:
        named = self.named(text)
        if len(named) == 1:
            return Resolution(body=named[0], kind=named[0].kind, signpost=named[0].signpost)
        if named:
            return Resolution(candidates=named)
        name = normalise(text)
        words, spans = self._among(name)
        if "'" in text or "’" in text:  # 's may belong to the name or not: the reading that explains more words
            words, spans = max((words, spans), self._among(normalise(_POSSESSIVE.sub("", text[:300]))), key=_explained)
        if (body := self._framed(words, spans)) is not None:
            return Resolution(body=body, kind=body.kind, signpost=body.signpost)
        hint = self._hint(name)
        within = tuple(dict.fromkeys(body for span in spans for body in self._nearest_first(span, words)))
        if within and (hint is None or any(body.kind != hint.kind for body in within)):
            return Resolution(candidates=within)
        return Resolution(kind=hint.kind, signpost=hint.signpost, candidates=within) if hint else Resolution()

    def _hint(self, name: str) -> Hint | None:
        """The first hint that fits. Words of someone outside beside words of someone inside settle nothing: it is asked."""
        fitting = [each for each in self.hints if each.pattern.search(name)]
        if not fitting:
            return None
        outside = self.kinds[fitting[0].kind].jurisdiction == "out"
        mixed = outside and not fitting[0].sure and any(self.kinds[each.kind].jurisdiction != "out" for each in fitting)
        return None if mixed else fitting[0]

    def _among(self, name: str) -> tuple[list[str], list[_Span]]:
        words = name.split()[:60]
        return words, list(self._spans(words))

    def _spans(self, words: list[str]) -> Iterator[_Span]:
        """Names that stand among the words, the longest first: likely meant, so words of a kind do not outweigh them."""
        start = 0
        while start < len(words):
            most = self._most_after.get(words[start], 1)
            for end in range(min(start + most, len(words)), start, -1):
                span = " ".join(words[start:end])
                named = self._index.get(span, ()) if len(span) > 2 else ()
                if not named and end - start == 1 and len(span) > 3 and span.endswith("s"):
                    named = self._index.get(span[:-1], ())  # 'the dwps letter'
                if named and not (end - start == 1 and span in self.frames):
                    yield _Span(start, end, named)
                    start = end - 1
                    break
            start += 1

    def _framed(self, words: list[str], spans: list[_Span]) -> Body | None:
        """The one body named, if all the other words only say which part of it or where, and none of them is another sort."""
        bodies = {body.id: body for span in spans for body in span.bodies}
        if len(bodies) != 1:
            return None
        (body,) = bodies.values()
        inside = {place for span in spans for place in range(span.start, span.end)}
        rest = [word for place, word in enumerate(words) if place not in inside]
        if any(word not in self.frames and word not in self.places and not word.isdigit() for word in rest):
            return None
        other = " ".join(rest)
        return None if any(each.kind != body.kind and each.pattern.search(other) for each in self.hints) else body

    def _nearest_first(self, span: _Span, words: list[str]) -> list[Body]:
        """Bodies of a shared name, those first whose other names hold a place that was said ('St Mary's in Portsmouth')."""
        said = self.places.intersection(words)
        return sorted(span.bodies, key=lambda body: not any(said & set(normalise(n).split()) for n in (body.name, *body.aliases)))

    def resolve(self, text: str, *, limit: int = 5, cutoff: float = 75) -> Resolution:
        """As `look`, and the nearest bodies by spelling (rapidfuzz, 0 to 100) as candidates when none is meant for sure."""
        found = self.look(text)
        if found.body is not None or not text.strip():
            return found
        scores = self._by_spelling(normalise(text), limit, cutoff)
        best = sorted((near for near in scores if len(near) > 3), key=lambda near: (-scores[near], near))
        settled = found.kind if found.kind and self.kinds[found.kind].jurisdiction == "in" else None
        near_by = (body for near in best for body in self._index[near] if settled in (None, body.kind) or scores[near] >= _SURE)
        bodies = dict.fromkeys((*found.candidates, *near_by))
        return Resolution(kind=found.kind, signpost=found.signpost, candidates=tuple(bodies)[: max(limit, len(found.candidates))])

    def _by_spelling(self, name: str, limit: int, cutoff: float) -> dict[str, float]:
        """Names nearly spelt like the whole or its telling words, or with a rare word nearly the same; each with its score."""
        telling = [word for word in name.split() if word not in self.frames]
        scores: dict[str, float] = {}
        for query in dict.fromkeys((name, " ".join(telling))):
            for scorer, least in ((fuzz.ratio, cutoff), (fuzz.token_sort_ratio, cutoff), (fuzz.token_set_ratio, 85.0)):
                for near, score, _ in process.extract(query, self._index.keys(), scorer=scorer, limit=limit, score_cutoff=least):
                    scores[near] = max(score, scores.get(near, 0.0))
        rare = self._rare_words()
        for word in telling:
            if len(word) > 4 and word not in self.places:
                for near, score, _ in process.extract(word, rare.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=80):
                    for whole in rare[near]:
                        scores[whole] = max(score - 5, scores.get(whole, 0.0))
        return scores

    def _rare_words(self) -> dict[str, list[str]]:
        """Words that few names hold, to the names that hold them. Built when first wanted, not at import."""
        if self._rare is None:
            counted = Counter(word for name in self._index for word in set(name.split()))
            self._rare = {}
            for name in self._index:
                for word in set(name.split()):
                    if len(word) > 4 and counted[word] <= _RARE and word not in self.places:
                        self._rare.setdefault(word, []).append(name)
        return self._rare


def _explained(reading: tuple[list[str], list[_Span]]) -> int:
    return sum(span.end - span.start for span in reading[1])


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Lower case, 'and' for '&', no punctuation, one space between words, at most 300 characters.

    >>> normalise("The D.W.P. & Jobcentre-Plus")
    'the dwp and jobcentre plus'
    """
    plain = (
        _SPELT_OUT.sub(lambda found: re.sub(r"\s", "", found[0]), text[:300])
        .casefold()
        .replace("&", " and ")
        .replace("-", " ")
        .replace("/", " ")
        .replace("’", "'")
    )
    return " ".join(_NOT_WORDS.sub("", plain).split())


def _any_order(name: str) -> str:
    """The telling words of a name in alphabetical order, longer ones without their s: 'hospital of works', 'works hospital'."""
    words = (word for word in name.split() if word not in _SMALL)
    return " ".join(sorted(word[:-1] if len(word) > 4 and word.endswith("s") else word for word in words))
