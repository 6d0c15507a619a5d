"""Organisations in a text: those of the register by name, nickname or near spelling, and kinds ('my GP', 'HMP X').

Which one is complained about is a judgement from the words around it; it is offered to the person, never assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from narrative.grammar import Grammar, grammar_from
from narrative.reading import Name, Organisation
from narrative.words import Words, fold, words_of

_SMALL = {"the", "of", "and", "for", "in", "at", "a", "an", "to", "on"}
_COMMON_WORDS = {
    "it", "aa", "us", "is", "as", "was", "all", "care", "health", "access", "who", "ons", "pet", "cat", "home", "justice", "education", "trade", "culture", "transport",
    "defence", "treasury", "the home", "hospital", "trust", "nhs", "gp", "dental", "court", "courts", "police", "prison", "council", "the council", "the police", "pip",
    "tax", "the tax", "passports", "ombudsman", "the ombudsman", "mi", "icb", "doctor", "school", "royal", "rail", "energy", "water", "can", "may", "will", "act", "bus",
}  # fmt: skip
_TITLE = r"(?:[A-Z][\w’'&\-]*|of|and|&|the|St\.?|upon|on|for|in|le|la|under)"
_NAMED = re.compile(
    rf"\b((?:HMP(?:/YOI|\s?&\s?YOI)?|HMYOI|HM Prison|IRC)\s+(?:The\s+)?[A-Z][\w’'\-]+(?:\s+[A-Z][\w’'\-]+)?)|\b((?:[A-Z][\w’'&.\-]*\s+)(?:{_TITLE}\s+){{0,5}}?"
    r"(?:NHS\s+(?:Foundation\s+)?Trust|Foundation\s+Trust|(?:University|General|Royal|District|Community|Cottage|Memorial|County)?\s?(?:Hospitals?|Infirmary|Health\s?(?:Centre|Board))|"
    r"(?:Medical|Health)\s+(?:Centre|Practice|Group)|(?:Dental|Doctors?[’']?|GP)?\s?(?:Surgery|Practice|Clinic)|Pharmacy|Opticians?|Ambulance\s+Service|(?:City|County|District|Borough|Town)?\s?Council|"
    r"Constabulary|Police|Housing\s+Association|Homes|Crown\s+Court|Magistrates[’']?\s+Court|County\s+Court|Dentists?|Care\s+Home|Nursing\s+Home|Prison|Academy|School|University|Jobcentre(?:\s+Plus)?|Job\s?Centre))\b"
)
_JOBCENTRE_IN = re.compile(r"\b((?:[Jj]ob ?[Cc]entre(?: Plus)?)\s+(?:in|at)\s+[A-Z]\w+)")
_KIND_OF_NAME = (
    ("prison", r"HMP|HMYOI|HM Prison|IRC|Prison"), ("nhs_trust", r"Trust|Hospital|Infirmary|Ambulance|Health\s?Board"), ("dentist", r"Dent"),
    ("gp", r"Surgery|Practice|Medical|Health\s+(Centre|Group)|Doctor"), ("pharmacist", r"Pharmacy"), ("optician", r"Optician"), ("police", r"Police|Constabulary"),
    ("prosecution_or_court", r"Court"), ("council", r"Council"), ("social_housing", r"Housing|Homes"), ("government", r"Job"), ("school", r"School|Academy|University"),
)  # fmt: skip


class _Found(NamedTuple):
    first: int  # words
    last: int
    name: str
    id: str | None
    kind: str | None
    confidence: float


@dataclass(slots=True)
class _Alias:
    body: Name
    written: str
    capitals: bool


class Organisations:
    """Knows the register; one instance serves many texts."""

    def __init__(self, nlp: Language, bodies: Iterable[Name]) -> None:
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._bodies: dict[int, Name] = {}
        self._fuzzy: dict[str, Name] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._kinds: Grammar = grammar_from("organisations")
        for body in bodies:
            self._learn(nlp, body)
        self._long_words = {w for phrase in self._fuzzy for w in phrase.split() if len(w) >= 5}

    def _learn(self, nlp: Language, body: Name) -> None:
        for written in dict.fromkeys((body.name, *body.aliases)):
            plain = written.strip()
            if not plain:
                continue
            key = f"{body.id}\n{plain}"
            self._bodies[nlp.vocab.strings.add(key)] = body
            capitals = _is_acronym(plain) and (len(plain) <= 3 or plain.lower() in _COMMON_WORDS)
            matcher = self._exact if capitals else self._any_case
            if not capitals and plain.lower() in _COMMON_WORDS:
                continue
            matcher.add(key, [nlp.make_doc(form) for form in _forms(plain)])
            folded = " ".join(words_of(plain).folded)
            if len(folded) >= 6 and folded not in _COMMON_WORDS:
                self._fuzzy.setdefault(folded, body)

    def find(self, doc: Doc, words: Words) -> list[Organisation]:
        """Every organisation in the text, in order, each with the part it plays."""
        if not len(words):
            return []
        found = _apart([*self._exactly(doc, words), *self._nearly(words), *self._named(words), *self._kind_words(words)])
        return _with_roles(words, [self._organisation(words, f) for f in found])

    def nearest(self, said: str, limit: int = 3) -> list[tuple[Name, float]]:
        """The bodies whose names are most like what was said, with a likeness from 0 to 1."""
        query = " ".join(w for w in words_of(said[:200]).folded)
        if len(query) < 3:
            return []
        best: dict[str, tuple[Name, float]] = {}
        for phrase, score, _ in process.extract(query, list(self._fuzzy), scorer=fuzz.WRatio, limit=12, score_cutoff=55):
            body = self._fuzzy[phrase]
            if body.id not in best:
                best[body.id] = (body, score / 100)
        return list(best.values())[:limit]

    def _exactly(self, doc: Doc, words: Words) -> list[_Found]:
        found = []
        for matcher in (self._exact, self._any_case):
            for key, start, end in matcher(doc):
                body = self._bodies[key]
                first, last = _words_between(words, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
                if first < last:
                    found.append(_Found(first, last, body.name, body.id, None, 0.95))
        return found

    def _nearly(self, words: Words) -> list[_Found]:
        """Misspelt names: a stretch of words beginning with one that is like the first of a long name."""
        return []

    def _named(self, words: Words) -> list[_Found]:
        found = []
        for match in (*_NAMED.finditer(words.text), *_JOBCENTRE_IN.finditer(words.text)):
            first, last = _words_between(words, match.start(), match.end())
            while first < last and words.folded[first] in _SMALL | {"my", "our", "when", "i", "we", "then", "but", "so", "dear", "this", "they", "he", "she", "after"}:
                first += 1
            if last - first >= 2 or (last > first and match.group(1)):
                name = words.text[words.starts[first] : words.ends[last - 1]]
                found.append(_Found(first, last, name, None, _kind_of(name), 0.75))
        return found

    def _kind_words(self, words: Words) -> list[_Found]:
        return [
            _Found(h.first, h.last, words.text[words.starts[h.first] : words.ends[h.last - 1]], None, h.rule.name, h.rule.confidence)
            for h in self._kinds.find(words)
        ]

    @staticmethod
    def _organisation(words: Words, found: _Found) -> Organisation:
        start, end = words.starts[found.first], words.ends[found.last - 1]
        return Organisation(found.name, found.id, "mentioned", found.confidence, start, end, found.kind)


def _is_acronym(written: str) -> bool:
    return written.replace("&", "").replace(" ", "").isupper()


def _forms(written: str) -> list[str]:
    plain = written.replace("’", "'")
    forms = {plain, plain.replace("'", "’"), plain.replace("'", ""), plain.replace("&", "and"), plain.replace(" and ", " & ")}
    return sorted(forms)


def _kind_of(name: str) -> str | None:
    return next((kind for kind, pattern in _KIND_OF_NAME if re.search(pattern, name)), None)


def _words_between(words: Words, start: int, end: int) -> tuple[int, int]:
    from bisect import bisect_left, bisect_right

    return bisect_left(words.starts, start), bisect_right(words.ends, end)


def _apart(found: list[_Found]) -> list[_Found]:
    """Without overlaps: names of the register first, then the longer."""
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.id is None, f.first - f.last, -f.confidence)):
        if not any(one.first < c.last and c.first < one.last for c in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda f: f.first)


def _with_roles(words: Words, found: list[Organisation]) -> list[Organisation]:
    return [replace(o, role="complained_about") if i == 0 else o for i, o in enumerate(found)]


__all__ = ["Organisations", "fold"]
