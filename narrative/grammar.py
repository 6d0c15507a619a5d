"""A small grammar of word families, gaps and guards: how the word lists in `data/*.yaml` are read and matched.

A pattern is a row of elements: `word`, `this|that`, `FAMILY`, each with `?` when it may be missing, `..3` for a gap of
up to three words, `!FAMILY` for 'not followed by', `^` and `$` for the first and last word of the text. A member of a
family may be several words, end in `*` (any ending) or begin with `~` (one slip of the pen allowed). Filler words
('really', 'just', 'fucking') may stand anywhere, and a gap never crosses a negation or the end of a sentence.
Matching moves a set of positions along the elements, so its cost is bounded: no backtracking.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from narrative.words import Words, shorten, words_of

_MOST_TRIES = 300
_NEGATION_REACH = 5


class Hit(NamedTuple):
    """A rule that matched: words `first` to `last` (exclusive)."""

    rule: Rule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What a group of patterns means, and the families whose presence takes it back (before it, after it, beside it)."""

    name: str
    detail: str | None = None
    confidence: float = 0.8
    reason: str = ""
    negatable: bool = True
    past: bool = False  # taken back by an old date close by, unless a word like 'now' or 'still' stands there too
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    unless_beside: tuple[str, ...] = ()


class _Element(NamedTuple):
    kind: str  # one | maybe | gap | not | start | end
    family: int
    reach: int


class _Pattern(NamedTuple):
    rule: Rule
    elements: tuple[_Element, ...]
    needs: tuple[int, ...]
    longest: int


Spans = dict[int, dict[int, list[int]]]


class Grammar:
    """Rules compiled once; `find` gives every hit in a text."""

    def __init__(self, families: Mapping[str, Sequence[str]], groups: Iterable[tuple[Rule, Sequence[str]]]) -> None:
        self._ids: dict[str, int] = {}
        self._exact: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._prefixes: dict[str, list[tuple[str, int]]] = {}
        self._widest = 1
        self._families = families
        self._filler = self._family("FILLER")
        self._negation = self._family("NEGATION")
        self._negation_ok = self._family("NOT_A_NEGATION")
        self._barrier = self._family("BARRIER")
        self._old, self._now = self._family("PAST"), self._family("NOW")
        self._patterns: list[_Pattern] = [
            self._compile(rule, one) for rule, lines in groups for line in lines for one in _variants(line)
        ]
        for pattern in self._patterns:
            for name in (*pattern.rule.unless_before, *pattern.rule.unless_after, *pattern.rule.unless_beside):
                self._family(name)

    def find(self, words: Words) -> list[Hit]:
        """Every pattern's first unguarded hit and those after it that do not overlap, in no particular order."""
        spans = self._spans(words)
        return [hit for pattern in self._patterns for hit in self._hits(pattern, words, spans)]

    # compiling

    def _family(self, name: str) -> int:
        if name in self._ids:
            return self._ids[name]
        number = self._ids[name] = len(self._ids)
        for part in name.split("|"):
            for member in self._members(part) if part.isupper() else (part,):
                self._add(member.strip(), number)
        return number

    def _members(self, name: str) -> Iterator[str]:
        if name not in self._families:
            raise ValueError(f"The word list has no family {name!r}.")
        for member in self._families[name]:
            if member.isupper():
                yield from self._members(member)
            else:
                yield member

    def _add(self, member: str, number: int) -> None:
        if member.endswith("*"):
            stem = words_of(member[:-1]).folded[0]
            self._prefixes.setdefault(stem[:3], []).append((stem, number))
            return
        parts = words_of(member.lstrip("~").replace("_", " ")).folded
        heads = misspellings(parts[0]) if member.startswith("~") else {parts[0]}
        self._widest = max(self._widest, len(parts))
        for head in heads:
            entry = (tuple(parts[1:]), number)
            if entry not in self._exact.setdefault(head, []):
                self._exact[head].append(entry)

    def _compile(self, rule: Rule, line: str) -> _Pattern:
        elements = [self._element(part) for part in line.split()]
        if next(e.kind for e in elements if e.kind != "start") != "one":
            raise ValueError(f"The pattern {line!r} must begin with something that has to be there.")
        needs = tuple(e.family for e in elements if e.kind == "one")
        longest = sum(e.reach if e.kind == "gap" else self._widest + 3 for e in elements)
        return _Pattern(rule, tuple(elements), needs, longest)

    def _element(self, part: str) -> _Element:
        if part in "^$":
            return _Element("start" if part == "^" else "end", 0, 0)
        if part.startswith(".."):
            return _Element("gap", 0, int(part[2:]))
        if part.startswith("!"):
            return _Element("not", self._family(part[1:]), 0)
        if part.endswith("?"):
            return _Element("maybe", self._family(part[:-1]), 0)
        return _Element("one", self._family(part), 0)

    # matching

    def _spans(self, words: Words) -> Spans:
        spans: Spans = {}
        folded, exact, prefixes = words.folded, self._exact, self._prefixes
        for i, word in enumerate(folded):
            forms: tuple[str, ...] = (word,)
            if word not in exact and (short := shorten(word)):
                forms = short
            for form in forms:
                for rest, number in exact.get(form, ()):
                    end = i + 1 + len(rest)
                    if not rest or tuple(folded[i + 1 : end]) == rest:
                        spans.setdefault(number, {}).setdefault(i, []).append(end)
                for stem, number in prefixes.get(form[:3], ()):
                    if form.startswith(stem):
                        spans.setdefault(number, {}).setdefault(i, []).append(i + 1)
        return spans

    def _hits(self, pattern: _Pattern, words: Words, spans: Spans) -> Iterator[Hit]:
        if any(number not in spans for number in pattern.needs):
            return
        free = 0
        for first in self._candidates(pattern, spans):
            if first < free:
                continue
            last = self._match(pattern, first, words, spans)
            if last is not None and not self._taken_back(pattern.rule, first, last, words, spans):
                free = last
                yield Hit(pattern.rule, first, last)

    @staticmethod
    def _candidates(pattern: _Pattern, spans: Spans) -> list[int]:
        """Where the pattern may begin: its first family, near the family of it that is rarest in this text."""
        heads = list(spans[pattern.needs[0]])
        rarest = min(pattern.needs, key=lambda number: len(spans[number]))
        if len(spans[rarest]) == len(heads):
            near = heads
        else:
            chosen: set[int] = set()
            for anchor in list(spans[rarest])[:_MOST_TRIES]:
                chosen.update(heads[bisect_left(heads, anchor - pattern.longest) : bisect_right(heads, anchor)])
            near = sorted(chosen)
        return near if len(near) <= 2 * _MOST_TRIES else near[:_MOST_TRIES] + near[-_MOST_TRIES:]

    def _match(self, pattern: _Pattern, first: int, words: Words, spans: Spans) -> int | None:
        places = {first}
        for kind, family, reach in pattern.elements:
            if kind == "one":
                places = self._step(family, places, first, words, spans)
            elif kind == "maybe":
                places |= self._step(family, places, first, words, spans)
            elif kind == "gap":
                places = self._skip(reach, places, first, words, spans)
            elif kind == "not":
                places = {p for p in places if p not in spans.get(family, {})}
            elif kind == "start":
                places = places if self._opens(first, spans) else set()
            else:
                places = {p for p in places if self._closes(p, words, spans)}
            if not places:
                return None
        return min(places)

    def _opens(self, first: int, spans: Spans) -> bool:
        return all(i in spans.get(self._filler, {}) for i in range(first))

    def _closes(self, place: int, words: Words, spans: Spans) -> bool:
        return all(i in spans.get(self._filler, {}) for i in range(place, len(words)))

    def _step(self, family: int, places: set[int], first: int, words: Words, spans: Spans) -> set[int]:
        where, filler = spans.get(family), spans.get(self._filler, {})
        if where is None:
            return set()
        reached: set[int] = set()
        for place in places:
            while place < len(words) and words.sentences[place] == words.sentences[first]:
                if place in where:
                    reached.update(where[place])
                if place not in filler:
                    break
                place = max(filler[place])
        return reached

    def _skip(self, reach: int, places: set[int], first: int, words: Words, spans: Spans) -> set[int]:
        negation, sentence = spans.get(self._negation, {}), words.sentences[first]
        reached = set(places)
        for start in places:
            for place in range(start, min(start + reach, len(words))):
                if place in negation or words.sentences[place] != sentence:
                    break
                reached.add(place + 1)
        return reached

    # guards

    def _taken_back(self, rule: Rule, first: int, last: int, words: Words, spans: Spans) -> bool:
        if rule.negatable and self._negated(first, words, spans):
            return True
        if rule.past and self._long_ago(first, last, words, spans):
            return True
        before = range(max(0, first - 6), first)
        after = range(last, min(len(words), last + 6))
        sentence = words.sentences[first]
        for names, places in ((rule.unless_before, before), (rule.unless_after, after)):
            for name in names:
                where = spans.get(self._ids[name], {})
                if any(p in where and words.sentences[p] == sentence for p in places):
                    return True
        for name in rule.unless_beside:
            where = spans.get(self._ids[name], {})
            if any(words.sentences[p] == sentence for p in where):
                return True
        return False

    def _long_ago(self, first: int, last: int, words: Words, spans: Spans) -> bool:
        old, now, sentence = spans.get(self._old, {}), spans.get(self._now, {}), words.sentences[first]
        near = [p for p in range(max(0, first - 9), min(len(words), last + 9)) if words.sentences[p] == sentence]
        return any(p in old for p in near) and not any(p in now for p in near)

    def _negated(self, first: int, words: Words, spans: Spans) -> bool:
        """Is there a negation shortly before, in the same clause, that is not 'not only', 'don't know why' ...?"""
        negation, barrier, fine = (spans.get(n, {}) for n in (self._negation, self._barrier, self._negation_ok))
        for place in range(first - 1, max(-1, first - 1 - _NEGATION_REACH), -1):
            if words.clauses[place] != words.clauses[first] or place in barrier:
                return False
            if place in negation:
                return place not in fine
        return False


def _variants(line: str) -> Iterator[str]:
    """`a|b|$ c` stands for two patterns: `a|b c`, and `$` in its place as the end of the text."""
    parts = line.split()
    for i, part in enumerate(parts):
        if part.endswith("|$"):
            yield from _variants(" ".join([*parts[:i], part[:-2], *parts[i + 1 :]]))
            yield " ".join([*parts[:i], "$"])
            return
    yield line


@lru_cache(maxsize=4096)
def misspellings(word: str) -> frozenset[str]:
    """The word and every spelling one slip away (a letter lost, doubled, swapped or wrong), first letter kept."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    found = {word}
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        found.update(head + c + tail for c in letters)
        if tail:
            found.add(head + tail[1:])
            found.update(head + c + tail[1:] for c in letters)
        if len(tail) > 1:
            found.add(head + tail[1] + tail[0] + tail[2:])
    if len(word) > 2:
        found.add(word[1] + word[0] + word[2:])
    return frozenset(found)


@lru_cache(maxsize=16)
def load(name: str) -> Any:
    """One of the word lists of this room, every scalar as text: in a list of words, `no` and `2` are words."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(files("narrative").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


def grammar_from(name: str) -> Grammar:
    """The grammar in `data/<name>.yaml`: families (with those of `data/common.yaml`) and rules with their patterns."""
    return Grammar(families_for(name), [_group(row) for row in load(name)["rules"]])


@lru_cache(maxsize=16)
def families_for(name: str) -> dict[str, list[str]]:
    """The families a word list may use: its own and the common ones."""
    families = load("common")["families"] | load(name).get("families", {})
    return {k: _split(v) for k, v in families.items()}


def _split(members: str | Sequence[str]) -> list[str]:
    return [m.strip() for m in (members.split(",") if isinstance(members, str) else members) if m.strip()]


def _group(row: Mapping[str, Any]) -> tuple[Rule, Sequence[str]]:
    read: dict[str, Callable[[Any], Any]] = {"confidence": float, "negatable": _is_true, "past": _is_true}
    about = {k: tuple(v) if k.startswith("unless") else read.get(k, str)(v) for k, v in row.items() if k != "say"}
    return Rule(**about), row["say"]


def _is_true(said: str) -> bool:
    return said == "true"
