"""Organisations in a text: those of the register by name, nickname or near spelling, and kinds ('my GP', 'HMP X').

Which one is complained about is a judgement from the words around it (`blame`); it is offered to the person, never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from narrative.aimed_at_us import US, aimed_at_us
from narrative.blame import blamed
from narrative.blame_features import Mention
from narrative.councils import Councils
from narrative.found import Found, apart
from narrative.grammar import Grammar, grammar_from
from narrative.named_at_fault import called_for_short, named_at_fault
from narrative.reading import Name, Organisation
from narrative.register_names import RegisterNames
from narrative.same_body import keys, with_the_named
from narrative.unlisted_names import chains, jails, names_with_plural_verbs, prisons, unlisted_names
from narrative.words import Words


class Organisations:
    """Knows the register; one instance serves many texts."""

    def __init__(self, nlp: Language, bodies: Iterable[Name]) -> None:
        known = tuple(bodies)
        self._names = RegisterNames(nlp, known)
        self._councils = Councils(known)
        self._kinds: Grammar = grammar_from("organisations")

    def find(self, doc: Doc, words: Words) -> list[Organisation]:
        """Every organisation in the text, in order, each with the part it plays."""
        if not len(words):
            return []
        known = self._names.find(doc, words)
        unlisted = [
            *unlisted_names(words),
            *chains(words),
            *prisons(words),
            *jails(words),
            *self._councils.find(words),
            *named_at_fault(words),
        ]
        if not known and not unlisted:
            unlisted = list(names_with_plural_verbs(words))
        unlisted += called_for_short(words, unlisted)
        found = apart([*known, *unlisted, *self._kind_words(words)])
        return _with_roles(words, found)

    def nearest(self, said: str, limit: int = 3) -> list[tuple[Name, float]]:
        """The bodies whose names are most like what was said, with a likeness from 0 to 1."""
        return self._names.nearest(said, limit)

    def _kind_words(self, words: Words) -> list[Found]:
        return [
            Found(
                h.first, h.last, words.text[words.starts[h.first] : words.ends[h.last - 1]], None, h.rule.name, h.rule.confidence
            )
            for h in self._kinds.find(words)
        ]


def _organisation(words: Words, found: Found) -> Organisation:
    start, end = words.starts[found.first], words.ends[found.last - 1]
    return Organisation(found.name, found.id, "mentioned", found.confidence, start, end, found.kind)


def _with_roles(words: Words, found: list[Found]) -> list[Organisation]:
    """Who is spoken of as failing the person is complained about; the others are mentioned."""
    if not found:
        return []
    found = with_the_named(found, words)
    said = keys(found, words)
    numbers = {key: i for i, key in enumerate(dict.fromkeys(said))}
    mentions = [Mention(one.first, one.last, numbers[key]) for one, key in zip(found, said, strict=True)]
    chosen = blamed(words, mentions, len(numbers))
    us = next((numbers[key] for one, key in zip(found, said, strict=True) if one.id == US), None)
    if us is not None and aimed_at_us(words):
        chosen = {us: 1.0}
    sure = max((one.confidence for one, key in zip(found, said, strict=True) if chosen.get(numbers[key]) == 1), default=1.0)
    return [_in_its_part(_organisation(words, one), chosen.get(numbers[key]), sure) for one, key in zip(found, said, strict=True)]


def _in_its_part(one: Organisation, as_likely: float | None, sure: float) -> Organisation:
    """Complained about when it is one of those chosen; the less likely with less confidence than the likeliest (`sure`)."""
    if as_likely is None:
        return one
    return replace(one, role="complained_about", confidence=round(min(one.confidence, sure) * as_likely, 2))


__all__ = ["Organisations"]
