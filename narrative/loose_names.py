"""Names that several organisations share, or that are a place or an ordinary word too: taken only when the text bears it out.

'QE in Birmingham' is the one of four hospitals whose other names speak of Birmingham; 'Whipps Cross' is the hospital where
somebody was ill. What stays open is left out, or is a hospital without an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from narrative.found import SMALL, Found
from narrative.reading import Name
from narrative.wordlists import load
from narrative.words import Words, words_of

_SURE, _DEFAULT, ONLY_IF_ALONE = 0.8, 0.72, 0.7  # below what an answer takes for settled: it is offered
_HOSPITAL = re.compile(r" (?:(?:District|University|General|Royal) )*(?:Hospitals?|Infirmary)$")
_TRUST_OF_PLACES = re.compile(
    r"(?:University Hospitals (?:of )?)?([A-Z][\w’']+(?: [A-Z][\w’']+)* and (?:St )?[A-Z][\w’']+(?: [A-Z][\w’']+)?)"
    r"(?: (?:University|Teaching|Hospitals?|Partnership|Integrated Care))*,? NHS (?:Foundation )?Trust$"
)
_INSIDE = {"hmp", "hmyoi", "prison", "wing", "cell", "officers", "jail", "landing", "kit", "screws", "governor"}
_OF_A_HOSPITAL = {
    "hospital",
    "ward",
    "consultant",
    "surgeon",
    "surgery",
    "operation",
    "nurse",
    "nurses",
    "infirmary",
    "scan",
    "trust",
}
_ALONE = {"ombudsman", "brew", "broo", "buroo"}  # only right after one of these words: 'energy ombudsman', 'make a brew'
_OF_ONE = {"ombudsmans": "ombudsman"}  # the only one of them that owns things in a story
_NEAR = {"at", "to", "from", "in", "by", "into", "under"}
_PLACED = {"in", "near", "from", "of", "around", "live", "outside", "mr", "mrs", "ms", "miss", "dr"}
_TREATED = re.compile(
    r"taken|took|admitted|operat\w*|hysterectomy|surgery|scan\w*|transferred|moved|referred|discharged|born|induced|labour|ward|died|"
    r"seen|treated|biopsy|nurses?|midwi\w+|consultant|surgeon|doctors?|appointment|ae|casualty|beds?|sectioned|rushed|op|list|birth"
)
_ACTS = re.compile(
    r"said|says?|told|sent|left|lost|put|rang|were|was|kept|dropped|missed|did|didnt|still|discharged|cancelled|had|has|have|havent|"
    r"hasnt|wont|never|refused|gave|found|looked|didnae|dont|agreed|operated|couldnt|apologised|never|took|nearly|diagnosed|ignored"
)
_COURTS = {
    "county",
    "crown",
    "high",
    "family",
    "supreme",
    "magistrates",
    "coroners",
    "small",
    "the",
    "a",
    "appeal",
    "my",
    "at",
    "in",
}
_BEFORE_ALONE = {"", "the", "so", "called", "this", "your", "you", "our", "health", "national", "to", "about", "parliamentary"}


class LooseNames:
    """Knows the loose names of the register; one instance serves many texts."""

    def __init__(self, bodies: Iterable[Name]) -> None:
        table = load("organisations")
        self._generic, self._unwell = (set(table[key].split(", ")) for key in ("generic", "unwell"))
        self._never = set(table["never_loosely"].split(", "))
        self._by_default: dict[str, str] = table["meant_by_default"]
        self._starts: dict[str, dict[tuple[str, ...], list[Name]]] = {}
        self._after_the: set[str] = set(table["only_after_the"].split(", "))
        self._stems_of_one = set[str]()  # 'Basildon' of Basildon Hospital: the place too
        self._with_apostrophe = set(table["with_apostrophe"].split(", "))
        self._telling: dict[str, frozenset[str]] = {}
        for body in bodies:
            self._telling[body.id] = self._places_of(body)
            for said in body.loosely:
                self._learn(said, body, is_stem=False)
            for said in self._stems(body):
                self._learn(said, body, is_stem=True)

    def _learn(self, said: str, body: Name, *, is_stem: bool) -> None:
        folded = words_of(said).folded
        bare = folded[1:] if folded[:1] in (["the"], ["my"], ["a"]) else folded
        if not bare or " ".join(bare) in self._never:
            return
        rows = self._starts.setdefault(bare[0], {}).setdefault(tuple(bare[1:]), [])
        if body in rows:
            return
        rows.append(body)
        if is_stem and len(bare) == 1:
            self._after_the.add(bare[0])
            self._stems_of_one.add(bare[0])

    def _stems(self, body: Name) -> Iterator[str]:
        """'Stepping Hill' of Stepping Hill Hospital, 'Conquest' of Conquest Hospital (which then needs 'the'), and the places
        in the name of a trust that joins several: 'Epsom and St Helier'."""
        if (trust := _TRUST_OF_PLACES.match(body.name)) is not None:
            yield trust[1]
        for alias in body.aliases:
            stem = _HOSPITAL.sub("", alias).strip()
            told = [w for w in words_of(stem).folded if w not in self._generic and len(w) > 2]
            if stem != alias and told and not stem.startswith("St "):
                yield stem

    def _places_of(self, body: Name) -> frozenset[str]:
        names = (body.name, *body.aliases)
        return frozenset(w for name in names for w in words_of(name).folded if len(w) > 3 and w not in self._generic)

    def find(self, words: Words) -> Iterator[Found]:
        """Every loose name that the rest of the text bears out; with `ONLY_IF_ALONE` one that only nothing speaks against."""
        said: set[str] = set()
        is_plain = words.text.islower() or words.text.isupper()
        for i, word in enumerate(words.folded):
            word = _OF_ONE.get(word, word)
            if (starts := self._starts.get(word)) is None:
                continue
            following = words.folded[i + 1 : i + 2]
            for rest, bodies in starts.items():
                if rest and following != [rest[0]]:
                    continue
                last = i + 1 + len(rest)
                if tuple(words.folded[i + 1 : last]) == rest:
                    said = said or set(words.folded)
                    name, before = " ".join((word, *rest)), words.folded[i - 1] if i else ""
                    if name == "court" and _is_a_building(words, i):
                        continue
                    found = self._by_itself(name, before, bodies) or self._borne_out(words, i, last, bodies, said, is_plain)
                    if found is not None:
                        body, confidence = found
                        yield Found(i, last, body.name, body.id, None, confidence)
                    elif (
                        len(bodies) > 1
                        and rest
                        and said & self._unwell
                        and words.text[words.starts[i]].isupper()
                        and not is_plain
                    ):
                        yield Found(i, last, words.text[words.starts[i] : words.ends[last - 1]], None, "nhs_trust", 0.6)

    def _by_itself(self, name: str, before: str, bodies: list[Name]) -> tuple[Name, float] | None:
        """What a name means by default: 'the court'."""
        meant = next((body for body in bodies if body.id == self._by_default.get(name)), None)
        return (meant, _DEFAULT) if meant is not None and (name not in _ALONE or before in _BEFORE_ALONE) else None

    def _borne_out(
        self, words: Words, first: int, last: int, bodies: list[Name], said: set[str], is_plain: bool
    ) -> tuple[Name, float] | None:
        """Of several the one whose other names hold a place that was said; a hospital where someone is ill."""
        name, before = " ".join(words.folded[first:last]), words.folded[first - 1] if first else ""
        span = words.text[words.starts[first] : words.ends[last - 1]]
        if name in self._with_apostrophe and not (span[0].isupper() and ("'" in span or "’" in span)):
            return None
        if name in self._stems_of_one and said & _INSIDE and not said & _OF_A_HOSPITAL:
            return None  # a prison is called by its town too
        acts = name in self._stems_of_one and span[0].isupper() and not is_plain and _as_a_hospital(words, first, last)
        if name in self._after_the and before != "the" and not acts:
            return None
        if len(bodies) > 1:
            own = set(name.split())
            bodies = [body for body in bodies if (self._telling[body.id] - own) & said]
        if len(bodies) != 1:
            return None
        body, is_care = bodies[0], "nhs" in words_of(bodies[0].name).folded
        is_ill = bool(said & self._unwell)
        if last - first == 1 and len(span) <= 4:
            return (body, _SURE) if span.isupper() and not words.text.isupper() else None
        if not self._is_written_as_name(words, first, last, is_plain):
            is_place_of_care = (
                is_care and is_ill and last - first > 1 and before in ("at", "in", "to", "from", "under", "the", "into")
            )
            return (body, _SURE) if is_place_of_care else None
        if not is_care:
            return body, _SURE if last - first > 1 else ONLY_IF_ALONE
        if is_ill or (before == "the" and span[0].isupper()):
            return body, _SURE
        return (body, ONLY_IF_ALONE) if before not in ("in", "from", "near", "of", "to", "around") else None

    @staticmethod
    def _is_written_as_name(words: Words, first: int, last: int, is_plain: bool) -> bool:
        """With capitals; in a text without any, when it is long or several words."""
        if is_plain:
            return last - first > 1 or words.ends[last - 1] - words.starts[first] > 6
        return all(words.text[words.starts[i]].isupper() for i in range(first, last) if words.folded[i] not in SMALL)


def _as_a_hospital(words: Words, first: int, last: int) -> bool:
    """A place that acts or treats as a hospital does: 'Basildon left her on the ward', 'operated on at York'."""
    sentence = words.sentences[first]
    before = [
        w for i, w in enumerate(words.folded[max(0, first - 7) : first], max(0, first - 7)) if words.sentences[i] == sentence
    ]
    if before and before[-1] in _NEAR:
        treated = (
            any(_TREATED.fullmatch(w) for w in before[:-1]) or "a e " in f"{' '.join(before)} " or "a and e" in " ".join(before)
        )
        if treated:
            return True
    after = words.folded[last] if last < len(words) and words.sentences[last] == sentence else ""
    return (not before or before[-1] not in _PLACED) and _ACTS.fullmatch(after) is not None


def _is_a_building(words: Words, place: int) -> bool:
    """'Magnolia Court': a home or a block, not a court of law."""
    before = words.text[words.starts[place - 1] : words.ends[place - 1]] if place else ""
    return words.text[words.starts[place]].isupper() and before[:1].isupper() and before.lower() not in _COURTS


__all__ = ["ONLY_IF_ALONE", "LooseNames"]
