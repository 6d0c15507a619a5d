"""Names of the register in a text: as written, with dots, with a slip of the pen, and those that need words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from narrative.found import SMALL, Found, words_between, words_touched
from narrative.loose_names import ONLY_IF_ALONE, LooseNames
from narrative.reading import Name
from narrative.wordlists import load
from narrative.words import Words, words_of

_LOOSE = 0.8  # names that the words around them have to bear out are not surer than this
_NEAR_ENOUGH = 7  # letters: a shorter name standing alone is not recognised when misspelt
_TRUST = re.compile(r"(.+?)(?: University)?,? NHS (?:Foundation )?Trust$")
_COUNCIL = re.compile(r"(\w+(?: \w+)?) (?:City|Borough|Metropolitan Borough|District) Council$")
_BOARD = re.compile(r"NHS (.+) Integrated Care Board$")
_SPEAKS_OF_CARE = re.compile(r"Hospital|Healthcare|Health\b|Partnership|Teaching|Ambulance|\bCare\b|Maudsley|Community")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Za-z]\.\s?){2,5}(?:[A-Za-z]\b)?")


class RegisterNames:
    """Knows the names of the register; one instance serves many texts."""

    def __init__(self, nlp: Language, bodies: Iterable[Name]) -> None:
        table = load("organisations")
        self._needs_capitals, self._never = (set(table[key].split(", ")) for key in ("needs_capitals", "never"))
        self._weak, self._general = (set(table[key].split(", ")) for key in ("weak", "general"))
        self._own_words = set(table["own_words"].split(", "))
        self._not_before: dict[str, list[str]] = {name: rest.split(", ") for name, rest in table["not_before"].items()}
        self._shortened: dict[str, str] = table["shortened"]
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._bodies: dict[int, tuple[Name, str, bool]] = {}
        self._acronyms: dict[str, Name] = {}
        self._likenesses: dict[str, Name] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._sorts = set(table["sorts_of_care"].split(", "))
        known = tuple(bodies)
        self._words_of = {one.id: {w for name in (one.name, *one.aliases) for w in words_of(name).folded} for one in known}
        for body in known:
            self._learn(nlp, body)
        self._loose = LooseNames(known)
        self._slips = _slips({w for first, rows in self._by_first.items() for rest, _ in rows for w in (first, *rest)})
        self._righted = lru_cache(20_000)(self._right)  # the same words come again and again

    def _learn(self, nlp: Language, body: Name) -> None:
        for written in dict.fromkeys(
            (body.name, *body.aliases, *(short for name in (body.name, *body.aliases) for short in _shorter(name)))
        ):
            plain = written.strip()
            low = plain.lower()
            if not plain or low in self._never:
                continue
            is_acronym = _is_acronym(plain)
            capitals = is_acronym and (low in self._needs_capitals or (len(plain) <= 2 and low != "uc"))
            key = f"{body.id}\n{plain}"
            self._bodies[nlp.vocab.strings.add(key)] = (body, low, capitals)
            self._matcher.add(key, [nlp.make_doc(form) for form in _forms(plain)])
            if is_acronym:
                self._acronyms.setdefault(low, body)
            content = self._content(words_of(plain).folded)
            if not capitals and content and (len(content) > 1 or len(content[0]) >= _NEAR_ENOUGH):
                self._likenesses.setdefault(" ".join(words_of(plain).folded), body)
                self._by_first.setdefault(content[0], []).append((tuple(content[1:]), body))

    def find(self, doc: Doc, words: Words) -> list[Found]:
        """Every name of the register. A name that is also a thing ('passport') counts only when nobody else is named."""
        found = [*self._exactly(doc, words), *self._dotted(words), *self._nearly(words), *self._loose.find(words)]
        found = [one for one in found if not self._is_of_another_sort(words, one)]
        strong = [one for one in found if not self._is_weak(words, one)]
        return strong if any(one.id for one in strong) else found

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

    def _is_of_another_sort(self, words: Words, one: Found) -> bool:
        """'Riverside Practice' is no housing association called Riverside: the word after a name says what it is."""
        if one.id is None or one.last >= len(words):
            return False
        after, then = words.folded[one.last], words.folded[one.last + 1 : one.last + 2]
        if after not in self._sorts or after in (known := self._words_of[one.id]) or then == ["hospital"]:
            return False
        is_one_word = one.last - one.first == 1 and len(words.folded[one.first]) >= _NEAR_ENOUGH - 1
        return one.confidence <= _LOOSE or (is_one_word and after != "medical" and not known & {"nhs", "hospital"})

    def _is_weak(self, words: Words, one: Found) -> bool:
        if one.confidence == ONLY_IF_ALONE:
            return True
        return " ".join(w for w in words.folded[one.first : one.last] if w not in SMALL) in self._weak

    def _exactly(self, doc: Doc, words: Words) -> Iterator[Found]:
        for key, start, end in self._matcher(doc):
            body, low, capitals = self._bodies[key]
            if capitals and (_is_shouted(words) or sum(c.isupper() for c in doc[start:end].text) < 2):
                continue
            first, last = words_touched(words, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            if first < last and not self._goes_on(words, low, last):
                yield Found(first, last, body.name, body.id, None, 0.95, low in self._general)

    def _goes_on(self, words: Words, low: str, last: int) -> bool:
        """A name that is the beginning of another thing: 'the social' of 'the social worker'."""
        return last < len(words) and words.folded[last] in self._not_before.get(low, ())

    def _dotted(self, words: Words) -> Iterator[Found]:
        """'D.W.P.', 'h.m.r.c'."""
        for match in _DOTTED.finditer(words.text):
            body = self._acronyms.get(re.sub(r"[.\s]", "", match.group()).lower())
            first, last = words_between(words, *match.span())
            if body is not None and first < last:
                yield Found(first, last, body.name, body.id, None, 0.95)

    def _nearly(self, words: Words) -> Iterator[Found]:
        """Names with a slip of the pen, shortened words ('dept') or other small words ('Department of Work')."""
        places = [(i, self._righted(w)) for i, w in enumerate(words.folded) if w not in SMALL]
        for k, (i, word) in enumerate(places):
            if (rows := self._by_first.get(word)) is None:
                continue
            following = places[k + 1][1] if k + 1 < len(places) else None
            for rest, body in rows:
                if rest and rest[0] != following:
                    continue
                row = places[k + 1 : k + 1 + len(rest)]
                if tuple(w for _, w in row) != rest or (row and row[-1][0] - i > 2 * len(rest) + 2):
                    continue
                last = row[-1][0] + 1 if row else i + 1
                slips = sum(words.folded[p] != w for p, w in places[k : k + 1 + len(rest)])
                if slips and not rest and not self._may_be_misspelt(words, i):
                    continue
                is_general = " ".join((word, *rest)) in self._general
                yield Found(i, last, body.name, body.id, None, round(0.92 - 0.05 * min(slips, 3), 2), is_general)

    def _may_be_misspelt(self, words: Words, place: int) -> bool:
        """One word that is nearly a name: with a capital or in a text without any, and no word itself ('stalking')."""
        is_name = words.text[words.starts[place]].isupper() or words.text.islower()
        return is_name and words.folded[place] not in self._own_words

    def _right(self, word: str) -> str:
        """The word of the register that this one is, or is one slip away from; else the word itself."""
        word = self._shortened.get(word, word)
        if len(word) < 5 or word in self._slips:
            return self._slips.get(word, word)
        return next((self._slips[w] for w in _deletes(word) if w in self._slips), word)

    def _content(self, folded: list[str]) -> list[str]:
        return [self._shortened.get(w, w) for w in folded if w not in SMALL]


def _shorter(name: str) -> Iterator[str]:
    """'Devon Partnership' of Devon Partnership NHS Trust, 'Bolton Trust', 'Kent ICB' of NHS Kent Integrated Care Board."""
    trust = _TRUST.match(name)
    if trust is not None:
        stem = trust[1].removeprefix("The ").rstrip(",")
        yield from (f"{stem} Trust", f"{stem} NHS Trust", f"{stem} Foundation Trust", f"{stem} NHS Foundation Trust")
        if " " in stem and _SPEAKS_OF_CARE.search(stem):
            yield stem
            yield stem.removesuffix(" Service")
    elif (council := _COUNCIL.match(name)) is not None:
        yield f"{council[1]} Council"
    elif (board := _BOARD.match(name)) is not None:
        yield from (f"{board[1]} ICB", f"{board[1]} Integrated Care Board", f"NHS {board[1]}")


def _is_shouted(words: Words) -> bool:
    """Is most of it in capitals?"""
    return sum(map(str.isupper, words.text.split())) > 0.6 * len(words) > 3


def _is_acronym(written: str) -> bool:
    return (
        written.replace("&", "").isalnum() and sum(c.isupper() for c in written) >= 2 and " " not in written and len(written) < 8
    )


def _forms(written: str) -> list[str]:
    plain = written.replace("’", "'")
    forms = {plain, plain.replace("'", "’"), plain.replace("'", ""), plain.replace("&", "and"), plain.replace(" and ", " & ")}
    return sorted(forms)


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


__all__ = ["RegisterNames"]
