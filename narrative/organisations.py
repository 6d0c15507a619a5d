"""Organisations in a text: those of the register by name, nickname or near spelling, and kinds ('my GP', 'HMP X').

Which one is complained about is a judgement from the words around it; it is offered to the person, never assumed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from narrative.blame import blame
from narrative.grammar import Grammar, grammar_from
from narrative.reading import Name, Organisation
from narrative.words import Words, fold, words_of

_SMALL = {"the", "of", "and", "for", "in", "at", "a", "an", "to", "on"}
_NEEDS_CAPITALS = {
    "it", "us", "is", "as", "was", "all", "who", "ons", "pet", "cat", "can", "may", "will", "act", "bus", "ago", "sad",
    "aid", "mod", "lab", "cab",
    "met", "eat", "ear", "tea", "ice", "dot", "age", "did", "has", "her", "his", "our", "care", "home", "hit", "pals",
    "sort", "share", "rail", "fit",
    "dit", "fat", "let", "end", "arm", "mis", "spa", "ofs", "ppo", "she", "see",
}  # fmt: skip
_NEVER = {"care", "health", "access", "justice", "education", "trade", "culture", "transport", "defence", "hospital",
    "trust", "nhs", "court", "school",
          "royal", "energy", "water", "tax", "doctor", "prison", "housing", "the home", "dental", "home",
          "blood donation"}  # fmt: skip
_SHORTENED = {"dept": "department", "dep": "department", "hosp": "hospital", "govt": "government", "gov": "government",
    "uni": "university",
              "center": "centre", "saint": "st", "min": "ministry", "assoc": "association"}  # fmt: skip
_NEAR_ENOUGH = 7  # letters: a shorter name standing alone is not recognised when misspelt
_TITLE = r"(?:[A-Z][\w’'&\-]*|of|and|&|the|St\.?|upon|on|for|in|le|la|under)"
_NAMED = re.compile(
    rf"\b((?:HMP(?:/YOI|\s?&\s?YOI)?|HMYOI|HM Prison|IRC)\s+(?:The\s+)?[A-Z][\w’'\-]+(?:\s+[A-Z][\w’'\-]+)?)|"
    rf"\b((?:[A-Z][\w’'&.\-]*\s+)(?:{_TITLE}\s+){{0,5}}?"
    r"(?i:NHS\s+(?:Foundation\s+)?Trust|Foundation\s+Trust|(?:University|General|Royal|District|Community|Cottage|Memorial|"
    r"County)?\s?(?:Hospitals?|Infirmary|Health\s?(?:Centre|Board))|"
    r"(?:Medical|Health)\s+(?:Centre|Practice|Group)|(?:Dental|Doctors?[’']?|GP)?\s?(?:Surgery|Practice|Clinic)|Pharmacy|"
    r"Opticians?|Ambulance\s+Service|(?:City|County|District|Borough|Town)?\s?Council|"
    r"Constabulary|Police|Housing\s+Association|Homes|Crown\s+Court|Magistrates[’']?\s+Court|County\s+Court|Dentists?|"
    r"Care\s+Home|Nursing\s+Home|Prison|Academy|School|University|Jobcentre(?:\s+Plus)?|Job\s?Centre))\b"
)
_LOWER = re.compile(
    r"\b(?:at|to|in|into|from|of|about|by|with|from the|at the)\s+(?!(?:the|a|an|my|our|his|her|their|this|that|another|local|"
    r"new|old|same|any|nhs|hospital|private|nearest|different|first|second|gp|doctors?|dental|day|main)\b)"
    r"((?:st\.?\s+)?[a-z'’]{3,}(?:\s+(?:general|royal|university|road|street|park|house|green|lane))?\s+"
    r"(?:hospital|infirmary|surgery|medical centre|health centre|dental practice))\b"
)
_JOBCENTRE_IN = re.compile(r"\b((?:[Jj]ob ?[Cc]entre(?: Plus)?)\s+(?:in|at)\s+[A-Z]\w+)")
_KIND_OF_NAME = (
    ("prison", r"HMP|HMYOI|HM Prison|IRC|Prison"), ("nhs_trust", r"Trust|Hospital|Infirmary|Ambulance|Health\s?Board"),
    ("dentist", r"Dent"),
    ("gp", r"Surgery|Practice|Medical|Health\s+(Centre|Group)|Doctor"), ("pharmacist", r"Pharmacy"), ("optician",
    r"Optician"), ("police", r"Police|Constabulary"),
    ("prosecution_or_court", r"Court"), ("council", r"Council"), ("social_housing", r"Housing|Homes"), ("government",
    r"Job"), ("school", r"School|Academy|University"),
)  # fmt: skip


class _Found(NamedTuple):
    first: int  # words
    last: int
    name: str
    id: str | None
    kind: str | None
    confidence: float


class Organisations:
    """Knows the register; one instance serves many texts."""

    def __init__(self, nlp: Language, bodies: Iterable[Name]) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._bodies: dict[int, tuple[Name, bool]] = {}
        self._likenesses: dict[str, Name] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._kinds: Grammar = grammar_from("organisations")
        for body in bodies:
            self._learn(nlp, body)
        self._slips = _slips({w for first, rows in self._by_first.items() for rest, _ in rows for w in (first, *rest)})

    def _learn(self, nlp: Language, body: Name) -> None:
        for written in dict.fromkeys((body.name, *body.aliases)):
            plain = written.strip()
            low = plain.lower()
            if not plain or low in _NEVER:
                continue
            capitals = _is_acronym(plain) and (low in _NEEDS_CAPITALS or (len(plain) <= 2 and low != "uc"))
            key = f"{body.id}\n{plain}"
            self._bodies[nlp.vocab.strings.add(key)] = (body, capitals)
            self._matcher.add(key, [nlp.make_doc(form) for form in _forms(plain)])
            content = _content(words_of(plain).folded)
            if not capitals and content and (len(content) > 1 or len(content[0]) >= _NEAR_ENOUGH):
                self._likenesses.setdefault(" ".join(words_of(plain).folded), body)
                self._by_first.setdefault(content[0], []).append((tuple(content[1:]), body))

    def find(self, doc: Doc, words: Words) -> list[Organisation]:
        """Every organisation in the text, in order, each with the part it plays."""
        if not len(words):
            return []
        found = _apart([*self._exactly(doc, words), *self._nearly(words), *self._named(words), *self._kind_words(words)])
        return _with_roles(words, [self._organisation(words, f) for f in found])

    def nearest(self, said: str, limit: int = 3) -> list[tuple[Name, float]]:
        """The bodies whose names are most like what was said, with a likeness from 0 to 1."""
        query = " ".join(words_of(said[:200]).folded)
        if len(query) < 3:
            return []
        best: dict[str, tuple[Name, float]] = {}
        for phrase, score, _ in process.extract(query, list(self._likenesses), scorer=fuzz.WRatio, limit=12, score_cutoff=70):
            body = self._likenesses[phrase]
            best.setdefault(body.id, (body, score / 100))
        return list(best.values())[:limit]

    def _exactly(self, doc: Doc, words: Words) -> list[_Found]:
        shouting = sum(w.isupper() for w in words.text.split()) > 0.6 * len(words) > 3
        found = []
        for key, start, end in self._matcher(doc):
            body, capitals = self._bodies[key]
            if capitals and (shouting or not doc[start:end].text.isupper()):
                continue
            first, last = _words_between(words, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            if first < last:
                found.append(_Found(first, last, body.name, body.id, None, 0.95))
        return found

    def _nearly(self, words: Words) -> list[_Found]:
        """Names with a slip of the pen, shortened words ('dept') or other small words ('Department of Work')."""
        places = [(i, self._right(w)) for i, w in enumerate(words.folded) if w not in _SMALL]
        found = []
        for k, (i, word) in enumerate(places):
            for rest, body in self._by_first.get(word, ()):
                row = places[k + 1 : k + 1 + len(rest)]
                if tuple(w for _, w in row) != rest or (row and row[-1][0] - i > 2 * len(rest) + 2):
                    continue
                last = row[-1][0] + 1 if row else i + 1
                slips = sum(words.folded[p] != w for p, w in places[k : k + 1 + len(rest)])
                found.append(_Found(i, last, body.name, body.id, None, round(0.92 - 0.05 * min(slips, 3), 2)))
        return found

    def _right(self, word: str) -> str:
        """The word of the register that this one is, or is one slip away from; else the word itself."""
        word = _SHORTENED.get(word, word)
        if len(word) < 5 or word in self._slips:
            return self._slips.get(word, word)
        return next((self._slips[w] for w in _deletes(word) if w in self._slips), word)

    def _named(self, words: Words) -> list[_Found]:
        found = []
        for match in (*_NAMED.finditer(words.text), *_JOBCENTRE_IN.finditer(words.text), *_LOWER.finditer(words.text)):
            first, last = _words_between(words, *(match.span(1) if match.re is _LOWER else match.span()))
            while first < last and words.folded[first] in _SMALL | {
                "my",
                "our",
                "when",
                "i",
                "we",
                "then",
                "but",
                "so",
                "dear",
                "this",
                "they",
                "he",
                "she",
                "after",
            }:
                first += 1
            if last - first >= 2 or (last > first and match.re is _NAMED and match.group(1)):
                name = words.text[words.starts[first] : words.ends[last - 1]]
                found.append(_Found(first, last, name, None, _kind_of(name), 0.75))
        return found

    def _kind_words(self, words: Words) -> list[_Found]:
        return [
            _Found(
                h.first, h.last, words.text[words.starts[h.first] : words.ends[h.last - 1]], None, h.rule.name, h.rule.confidence
            )
            for h in self._kinds.find(words)
        ]

    @staticmethod
    def _organisation(words: Words, found: _Found) -> Organisation:
        start, end = words.starts[found.first], words.ends[found.last - 1]
        return Organisation(found.name, found.id, "mentioned", found.confidence, start, end, found.kind)


def _is_acronym(written: str) -> bool:
    return written.replace("&", "").isalnum() and written.isupper()


def _forms(written: str) -> list[str]:
    plain = written.replace("’", "'")
    forms = {plain, plain.replace("'", "’"), plain.replace("'", ""), plain.replace("&", "and"), plain.replace(" and ", " & ")}
    return sorted(forms)


def _kind_of(name: str) -> str | None:
    return next((kind for kind, pattern in _KIND_OF_NAME if re.search(pattern, name, re.IGNORECASE)), None)


def _words_between(words: Words, start: int, end: int) -> tuple[int, int]:
    return bisect_left(words.starts, start), bisect_right(words.ends, end)


def _apart(found: list[_Found]) -> list[_Found]:
    """Without overlaps: names of the register first, then the longer."""
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.id is None, f.first - f.last, -f.confidence)):
        if not any(one.first < c.last and c.first < one.last for c in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda f: f.first)


def _content(folded: list[str]) -> list[str]:
    return [_SHORTENED.get(w, w) for w in folded if w not in _SMALL]


def _deletes(word: str) -> list[str]:
    """The word with one letter left out, in every place."""
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]


def _slips(known: set[str]) -> dict[str, str]:
    """Every long word of the register and its spellings with one letter left out, to the word (known words win)."""
    table: dict[str, str] = {}
    for word in sorted(w for w in known if len(w) >= 6):
        for wrong in _deletes(word):
            table.setdefault(wrong, word)
    return table | {word: word for word in known}


def _with_roles(words: Words, found: list[Organisation]) -> list[Organisation]:
    """The organisation most spoken of as failing the person is complained about; the others are mentioned."""
    if not found:
        return []
    totals: dict[str, float] = {}
    for rank, one in enumerate(found):
        key = one.id or fold(one.kind or one.name)
        totals[key] = totals.get(key, 0.6 if rank == 0 else 0.0) + blame(words, one)
    best = max(totals.values())
    if best <= -1.5:
        return found
    chosen = {key for key, total in totals.items() if total == best or (total >= 3.0 and total >= best - 1.5)}
    return [replace(o, role="complained_about" if (o.id or fold(o.kind or o.name)) in chosen else "mentioned") for o in found]


__all__ = ["Organisations"]
