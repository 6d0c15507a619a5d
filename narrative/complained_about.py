"""People whom a text complains about by name: 'my complaint is about Anytown Surgery and Dr Example', 'Nurse Quill refused'.

Only what is said plainly: a name with a title, brought in as what the complaint is about or as who did it. The person's MP, their
own name and their family are not taken. It is kept for a caseworker to look at, and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from narrative.people import find_people

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")
_SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|Rev|Cllr|Sgt)\.(?=\s)")  # whose point ends no sentence
_ABOUT = re.compile(
    r"\b(?:complain(?:t|ts|ing|ed)?|grievance|unhappy|report(?:ing)?)\b[^.!?\n]{0,40}?\b(?:about|against|with|concerns?)\b", re.I
)
_TURN = re.compile(r"\b(?:who|which|because|when|after|before|but|so|that|on behalf of|for|from my|told|said)\b", re.I)
_DID = re.compile(
    r",?\s+(?:(?:then|also|never|still|just|had|has|only|simply|wrongly|repeatedly)\s+)*"
    r"(?:refused|failed|ignored|missed|misdiagnosed|shouted|swore|lied|laughed|lost|forgot|delayed|cancelled|dismissed|neglected|"
    r"did\s+not|didn['’]?t|would\s+not|wouldn['’]?t|could\s+not\s+be\s+bothered|was\s+(?:very\s+|so\s+|extremely\s+)?rude|"
    r"checked|listened|gave\s+(?:me|him|her|us|them)\s+the\s+wrong)\b",
    re.I,
)
_NEVER_ALONE = ("checked", "listened")  # a failing only after 'never'
_NOT_THEM = re.compile(
    r"\b(?:I am|I['’]m|my name is|my MP|MP is|our MP|on behalf of|mother|mum|father|dad|son|daughter|wife|husband|partner|friend|"
    r"neighbour|regards|sincerely|faithfully|yours)\W*$",
    re.I,
)
_MP = re.compile(r"^,?\s*(?:MP\b|my MP|our MP|who is (?:my|our) MP)", re.I)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody complained about: the name with its title, and the sentence it stands in."""

    name: str
    words: str


def find_complained_about(text: str) -> list[NamedPerson]:
    """The people complained about by name, each once, in order.

    >>> [each.name for each in find_complained_about("My complaint is about Anytown Surgery and Dr Example.")]
    ['Dr Example']
    """
    found: dict[str, NamedPerson] = {}
    for sentence in _SENTENCE.findall(_SHORT.sub(r"\1", text)):
        for name in _in_sentence(sentence):
            found.setdefault(name.casefold(), NamedPerson(name, " ".join(sentence.split())[:300]))
    return list(found.values())


def _in_sentence(sentence: str) -> Iterator[str]:
    about = _ABOUT.search(sentence)
    for spot in find_people(sentence):
        name = sentence[spot.start : spot.end]
        before, after = sentence[: spot.start], sentence[spot.end :]
        if name == spot.value:  # of a name with a title the place is longer
            continue
        if name.endswith(" MP") or _NOT_THEM.search(before) or _MP.match(after):
            continue
        if (about and about.end() <= spot.start and not _TURN.search(sentence[about.end() : spot.start])) or (
            (did := _DID.match(after)) and (not did[0].endswith(_NEVER_ALONE) or "never" in did[0].lower())
        ):
            yield name
