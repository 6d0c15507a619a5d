"""Councils called by their place alone: 'Kent have stopped her taxi', 'Croydon SEN', "Southwark's repairs", 'newham.'

A place is a council where it acts as one, in a text about something that councils do; or where a department of one follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from narrative.found import Found
from narrative.reading import Name
from narrative.wordlists import load, split_list
from narrative.words import Words, words_of

_ACTS = re.compile(
    r"said|says?|told|tell|sent|send|put|rang|dropped|missed|didnt|did|cancelled|had|has|have|havent|hasnt|wont|never|refused|refuse|gave|give|"
    r"agreed|apologised|took|take|ignored|want|wants|wanted|keep|keeps|kept|charged|charge|offered|offer|housed|moved|placed|promised|"
    r"closed|stopped|owe|owes|wrote|write|lost|failed|fail|decided|reckon|reckons|insist|insists|claim|claims|will|are|were|dont|doesnt|"
    r"came|come|asked|evicted|named|issued|fined|towed|made|make|rejected|turned|do|does|still|finally"
)
_NOT_THE_DOER = frozenset(
    {"in", "at", "near", "from", "of", "around", "outside", "to", "into", "through", "between", "via", "live", "lives", "living"}
    | {"mr", "mrs", "ms", "miss", "dr", "prison", "hmp", "jail", "hospital"}
)
_ELSEWHERE = frozenset(
    {"prison", "hmp", "cell", "wing", "governor", "ward", "consultant", "surgeon", "surgery", "operation", "scan", "nurse"}
    | {"nurses", "midwife", "chemo"}
)
_STAFF = frozenset(
    {"worker", "officer", "nobody", "someone", "somebody", "anyone", "lady", "man", "woman", "team", "people", "person"}
)
_ASKED = frozenset({"rang", "phoned", "emailed", "asked", "told", "chased", "blame"})
_TOLD_TO = frozenset(
    {"complained", "complain", "complaining", "reported", "wrote", "applied", "appealed", "complaint", "application"}
)
_FIRST_NAMES = frozenset(
    {"kent", "kingston", "lincoln", "preston", "devon", "chester", "stafford", "boston", "hastings", "sutton"}
)
_CAPITAL = re.compile(r"\b[A-Z][a-z]")
_SURE, _LIKELY = 0.74, 0.72


class Councils:
    """Knows the councils of England by their places, and those of the register; one instance serves many texts."""

    def __init__(self, bodies: Iterable[Name]) -> None:
        table = load("councils")
        places = [
            place for key in ("counties_and_unitaries", "metropolitan", "london", "districts") for place in split_list(table[key])
        ]
        self._places: dict[str, dict[tuple[str, ...], tuple[str, str | None]]] = {}
        for place in places:
            self._learn(place, f"{place} Council", None)
        for body in bodies:
            if body.name.endswith(" Council") and (place := _place_of(body.name)):
                self._learn(place, body.name, body.id)
        self._departments = {tuple(words_of(name).folded) for name in split_list(table["departments"])}
        self._matters = frozenset(split_list(table["matters"]))

    def _learn(self, place: str, name: str, identifier: str | None) -> None:
        first, *rest = words_of(place).folded
        self._places.setdefault(first, {})[tuple(rest)] = (name, identifier)

    def find(self, words: Words) -> Iterator[Found]:
        """Every council that is called by its place."""
        said = set[str]()
        is_plain = words.text.isupper() or not _CAPITAL.search(words.text)
        for i, folded in enumerate(words.folded):
            own = folded if folded in self._places else folded.removesuffix("s")  # "Southwark's" is folded to one word
            rows = self._places.get(own)
            if rows is None:
                continue
            said = said or set(words.folded)
            for rest, (name, identifier) in rows.items():
                last = i + 1 + len(rest)
                if tuple(words.folded[i + 1 : last]) != rest or not (is_plain or words.text[words.starts[i]].isupper()):
                    continue
                if (confidence := self._meant(words, i, last, said, is_owner=own != folded, is_plain=is_plain)) is not None:
                    yield Found(i, last, name, identifier, "council", confidence)
                    break

    def _meant(self, words: Words, first: int, last: int, said: set[str], *, is_owner: bool, is_plain: bool) -> float | None:
        """How surely the council is meant; None when it is the place, or somebody else's name."""
        sentence = words.sentences[first]
        before = words.folded[first - 1] if first and words.sentences[first - 1] == sentence else ""
        after = [w for w, s in zip(words.folded[last : last + 3], words.sentences[last : last + 3], strict=True) if s == sentence]
        if any(tuple(after[:length]) in self._departments for length in (1, 2, 3)):
            return _SURE
        if not said & self._matters or said & _ELSEWHERE:
            return None
        if self._is_asked(words, first, before):
            return _LIKELY
        if (
            before in _NOT_THE_DOER
            or self._is_joined(words, first, before)
            or is_owner
            or (words.folded[first] in _FIRST_NAMES and is_plain)
        ):
            return None
        is_alone = not before and not after
        return _LIKELY if is_alone or (after and _ACTS.fullmatch(after[0])) else None

    @staticmethod
    def _is_asked(words: Words, first: int, before: str) -> bool:
        """'My social worker from Norfolk', 'nobody at Sandwell', 'I complained to Bury', 'rang Hounslow twice'."""
        further = words.folded[first - 2] if first > 1 else ""
        if before in ("at", "from"):
            return further in _STAFF
        return before in _ASKED or (before == "to" and further in _TOLD_TO)

    @staticmethod
    def _is_joined(words: Words, first: int, before: str) -> bool:
        """'NHS Devon and Torbay': the end of a longer name."""
        if before not in ("and", "&") or first < 2:
            return before == "nhs"
        return words.text[words.starts[first - 2] : words.ends[first - 2]].istitle()


def _place_of(council: str) -> str:
    """'Fife' of Fife Council, 'Swansea' of City and County of Swansea Council."""
    place = re.sub(
        r"^(?:City (?:and County )?of|The) | (?:City|County|Borough|District|County Borough|Metropolitan Borough)? ?Council$",
        "",
        council,
    )
    return re.sub(r" (?:City|County Borough|County|Islands|City and District)$", "", place)


__all__ = ["Councils"]
