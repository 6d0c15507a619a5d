"""A small grammar of word families, gaps and guards: how the word lists in `data/*.yaml` are read and matched.

A pattern is a row of elements: `word`, `this|that`, `FAMILY`, each with `?` when it may be missing, `..3` for a gap of
up to three words, `!FAMILY` for 'not followed by', `^` and `$` for the first and last word of the text. A member of a
family may be several words, end in `*` (any ending) or begin with `~` (one slip of the pen allowed). Filler words
('really', 'just', 'fucking') may stand anywhere, and a gap never crosses a negation or the end of a sentence.
Matching moves a set of positions along the elements, so its cost is bounded: no backtracking.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from narrative.wordlists import everywhere, families_for, load, misspellings
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


Span = Mapping[int, Sequence[int]]  # first word to the places after the last word, longest last


class _Family:
    """The members of a family: by first word the words that follow it, and the stems that stand for any ending."""

    def __init__(self, members: Iterable[str]) -> None:
        self.heads: dict[str, list[tuple[str, ...]]] = {}
        self.stems: list[str] = []
        for member in members:
            self._add(member)
        self.is_plain = not self.stems and all(rests == [()] for rests in self.heads.values())  # single words only

    def _add(self, member: str) -> None:
        if member.endswith("*"):
            self.stems.append(words_of(member[:-1]).folded[0])
            return
        head, *rest = words_of(member.lstrip("~").replace("_", " ")).folded
        for form in misspellings(head) if member.startswith("~") else (head,):
            rests = self.heads.setdefault(form, [])
            if tuple(rest) not in rests:
                rests.append(tuple(rest))

    def commonness(self) -> int:
        """How often its words turn up in any text, roughly: patterns are tried only when their rarest family is there."""
        return sum(20 for head in self.heads if head in everywhere()) + len(self.heads) // 20 + 1


@cache
def _family_of(members: tuple[str, ...]) -> _Family:
    """One object for the same members in every grammar, so that a text is searched for them once."""
    return _Family(members)


class _Text:
    """The words of one text and, worked out when first asked for, where each family stands in it."""

    def __init__(self, words: Words, families: Sequence[_Family]) -> None:
        self.words, self._families = words, families
        if "places" not in words.memo:
            words.memo["places"] = _places(words)
            words.memo["spelling"] = sorted(words.memo["places"])
        self.places: dict[str, list[int]] = words.memo["places"]
        self.spelling: list[str] = words.memo["spelling"]
        self._spans: dict[_Family, Span] = words.memo.setdefault("spans", {})

    def span(self, family: int) -> Span:
        """Where a family stands: first word to the places after it; empty when it does not."""
        one = self._families[family]
        found = self._spans.get(one)
        if found is None:
            found = self._spans[one] = self._find(one)
        return found

    def _find(self, family: _Family) -> Span:
        folded, places, heads = self.words.folded, self.places, family.heads
        if family.is_plain:
            where = sorted(i for head in heads.keys() & places.keys() for i in places[head])
            return {i: (i + 1,) for i in where}
        found: dict[int, list[int]] = {}
        for head in heads.keys() & places.keys():
            for rest in heads[head]:
                size = len(rest) + 1
                for i in places[head]:
                    if size == 1 or tuple(folded[i + 1 : i + size]) == rest:
                        found.setdefault(i, []).append(i + size)
        for stem in family.stems:
            for word in _beginning(self.spelling, stem):
                for i in places[word]:
                    found.setdefault(i, []).append(i + 1)
        return dict(sorted(found.items())) if len(found) > 1 else found


def _beginning(spelling: list[str], stem: str) -> Iterator[str]:
    """The words, given in the order of their letters, that begin with a stem."""
    for k in range(bisect_left(spelling, stem), len(spelling)):
        if not spelling[k].startswith(stem):
            return
        yield spelling[k]


def _places(words: Words) -> dict[str, list[int]]:
    """Where each word stands, a drawn-out one also under its plain spellings."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(words.folded):
        if word in places:
            places[word].append(i)
            continue
        places[word] = [i]
    for word in [w for w in places if len(w) > 2]:
        for form in shorten(word) or ():
            places[form] = sorted([*places.get(form, ()), *places[word]])
    return places


class Grammar:
    """Rules compiled once; `find` gives every hit in a text."""

    def __init__(self, families: Mapping[str, Sequence[str]], groups: Iterable[tuple[Rule, Sequence[str]]]) -> None:
        self._ids: dict[str, int] = {}
        self._compiled: list[_Family] = []
        self._families = families
        self._filler, self._negation, self._negation_ok, self._barrier = map(
            self._family, ("FILLER", "NEGATION", "NOT_A_NEGATION", "BARRIER")
        )
        self._old, self._now, self._subject, self._said = map(self._family, ("PAST", "NOW", "SUBJECT", "SAID_BEFORE"))
        self._patterns: list[_Pattern] = [
            self._compile(rule, one) for rule, lines in groups for line in lines for one in _variants(line)
        ]
        self._by_word, self._by_stem = self._keyed()

    def rules(self) -> list[Rule]:
        """The rule of every pattern, in their order."""
        return [pattern.rule for pattern in self._patterns]

    def find(self, words: Words) -> list[Hit]:
        """Every unguarded hit that does not overlap an earlier one of the same pattern, in the order of the patterns."""
        text = _Text(words, self._compiled)
        chosen: set[int] = set()
        for word in self._by_word.keys() & text.places.keys():
            chosen.update(self._by_word[word])
        for stem, numbers in self._by_stem:
            if next(_beginning(text.spelling, stem), None) is not None:
                chosen.update(numbers)
        return [hit for number in sorted(chosen) for hit in self._hits(self._patterns[number], text)]

    # compiling

    def _family(self, name: str) -> int:
        if name in self._ids:
            return self._ids[name]
        number = self._ids[name] = len(self._ids)
        parts = name.split("|")
        self._compiled.append(
            _family_of(tuple(m.strip() for part in parts for m in (self._members(part) if part.isupper() else (part,))))
        )
        return number

    def _members(self, name: str) -> Iterator[str]:
        if name not in self._families:
            raise ValueError(f"The word list has no family {name!r}.")
        for member in self._families[name]:
            if member.isupper():
                yield from self._members(member)
            else:
                yield member

    def _compile(self, rule: Rule, line: str) -> _Pattern:
        elements = [self._element(part) for part in line.split()]
        if next(e.kind for e in elements if e.kind != "start") != "one":
            raise ValueError(f"The pattern {line!r} must begin with something that has to be there.")
        for name in (*rule.unless_before, *rule.unless_after, *rule.unless_beside):
            self._family(name)
        needs = tuple(e.family for e in elements if e.kind == "one")
        return _Pattern(rule, tuple(elements), needs, sum(e.reach if e.kind == "gap" else 6 for e in elements))

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

    def _keyed(self) -> tuple[dict[str, list[int]], list[tuple[str, list[int]]]]:
        """For each word (and stem) the patterns whose rarest family it belongs to."""
        by_word: dict[str, list[int]] = {}
        by_stem: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            key = min((self._compiled[family] for family in pattern.needs), key=_Family.commonness)
            for head in key.heads:
                by_word.setdefault(head, []).append(number)
            for stem in key.stems:
                by_stem.setdefault(stem, []).append(number)
        return by_word, list(by_stem.items())

    # matching

    def _hits(self, pattern: _Pattern, text: _Text) -> Iterator[Hit]:
        spans: list[Span] = []
        for family in pattern.needs:
            if not (span := text.span(family)):
                return
            spans.append(span)
        free = 0
        for first in self._candidates(pattern, spans):
            if first < free:
                continue
            last = self._match(pattern, first, text)
            if last is not None and not self._taken_back(pattern.rule, first, last, text):
                free = last
                yield Hit(pattern.rule, first, last)

    @staticmethod
    def _candidates(pattern: _Pattern, spans: list[Span]) -> list[int]:
        """Where the pattern may begin: its first family, near the family of it that is rarest in this text."""
        heads, rarest = list(spans[0]), min(spans, key=len)
        if len(rarest) < len(heads):
            chosen: set[int] = set()
            for anchor in rarest:
                chosen.update(heads[bisect_left(heads, anchor - pattern.longest) : bisect_right(heads, anchor)])
            heads = sorted(chosen)
        return heads if len(heads) <= 2 * _MOST_TRIES else heads[:_MOST_TRIES] + heads[-_MOST_TRIES:]

    def _match(self, pattern: _Pattern, first: int, text: _Text) -> int | None:
        places = {first}
        for kind, family, reach in pattern.elements:
            if kind == "one":
                places = self._step(family, places, first, text)
            elif kind == "maybe":
                places |= self._step(family, places, first, text)
            elif kind == "gap":
                places = self._skip(reach, places, first, text)
            elif kind == "not":
                beyond = text.span(family)
                places = {p for p in places if p not in beyond}
            elif kind == "start":
                places = places if self._all_filler(0, first, text) else set()
            else:
                places = {p for p in places if self._all_filler(p, len(text.words), text)}
            if not places:
                return None
        return min(places)

    def _all_filler(self, start: int, end: int, text: _Text) -> bool:
        return end - start < 12 and all(i in text.span(self._filler) for i in range(start, end))

    def _step(self, family: int, places: set[int], first: int, text: _Text) -> set[int]:
        where, filler, sentences = text.span(family), text.span(self._filler), text.words.sentences
        if not where:
            return set()
        reached: set[int] = set()
        for place in places:
            while place < len(sentences) and sentences[place] == sentences[first]:
                if place in where:
                    reached.update(where[place])
                if place not in filler:
                    break
                place = max(filler[place])
        return reached

    def _skip(self, reach: int, places: set[int], first: int, text: _Text) -> set[int]:
        negation, sentences = text.span(self._negation), text.words.sentences
        reached = set(places)
        for start in places:
            for place in range(start, min(start + reach, len(sentences))):
                if place in negation or sentences[place] != sentences[first]:
                    break
                reached.add(place + 1)
        return reached

    # guards

    def _taken_back(self, rule: Rule, first: int, last: int, text: _Text) -> bool:
        if rule.negatable and self._negated(first, text):
            return True
        if rule.past and self._long_ago(first, last, text):
            return True
        sentences = text.words.sentences
        near = (
            (rule.unless_before, range(max(0, first - 6), first)),
            (rule.unless_after, range(last, min(len(sentences), last + 6))),
            (rule.unless_beside, range(max(0, first - 25), min(len(sentences), last + 25))),
        )
        return any(
            place in text.span(self._ids[name]) and sentences[place] == sentences[first]
            for names, places in near
            for name in names
            for place in places
        )

    def _long_ago(self, first: int, last: int, text: _Text) -> bool:
        old, now, sentences = text.span(self._old), text.span(self._now), text.words.sentences
        near = [p for p in range(max(0, first - 9), min(len(sentences), last + 9)) if sentences[p] == sentences[first]]
        negation = text.span(self._negation)
        return any(p in old for p in near) and not any(p in now and p - 1 not in negation for p in near)

    def _negated(self, first: int, text: _Text) -> bool:
        """Is there a negation shortly before, in the same clause, that is not 'not only', 'don't know why' ...?"""
        negation, barrier, fine = (text.span(n) for n in (self._negation, self._barrier, self._negation_ok))
        clauses = text.words.clauses
        if first and first in text.span(self._subject) and first - 1 not in text.span(self._said):
            return False  # 'if nobody rings me I will ...': the negation belongs to another verb
        for place in range(first - 1, max(-1, first - 1 - _NEGATION_REACH), -1):
            if clauses[place] != clauses[first] or place in barrier:
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


def grammar_from(name: str) -> Grammar:
    """The grammar in `data/<name>.yaml`: families (with those of `data/common.yaml`) and rules with their patterns."""
    return Grammar(families_for(name), [_group(row) for row in load(name)["rules"]])


def _group(row: Mapping[str, Any]) -> tuple[Rule, Sequence[str]]:
    rule = Rule(
        name=row["name"],
        detail=row.get("detail"),
        confidence=float(row.get("confidence", 0.8)),
        reason=row.get("reason", ""),
        negatable=row.get("negatable", "true") == "true",
        past=row.get("past") == "true",
        unless_before=tuple(row.get("unless_before", ())),
        unless_after=tuple(row.get("unless_after", ())),
        unless_beside=tuple(row.get("unless_beside", ())),
    )
    return rule, row["say"]
