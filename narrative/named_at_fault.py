"""Names that no register holds and no ending shows, told by how they are brought in: 'my complaint is with Brightwatt', 'run by
Oak Tree Homes', 'I want Sunridge to admit it', 'Bluesky, they're called now'; names written as firms write theirs ('ParkWatch');
and names cut short ('Hartmoor' for Hartmoor Surgery)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from narrative.found import Found, words_between
from narrative.wordlists import load
from narrative.words import Words

_NAME = r"([A-Z][a-z]+[A-Z]?[\w’']*(?: (?:[A-Z][\w’'&]+|&|and(?= [A-Z]))){0,2})"
_FIRM = "firm|company|place|lot|outfit|charity|contractor|agency|provider|supplier|garage|home|service"
# Each with the words of which one has to be in the text, so that most texts need not be searched
_FRAMES: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(needs.split()), re.compile(rf"\b(?:{frame})"))
    for needs, frame in (
        (
            "complaint complaints complaining complain report reporting quarrel fault grievance dispute blame",
            rf"(?:[Cc]omplain(?:t|ing|ts)?|[Rr]eport(?:ing)?|[Qq]uarrel|[Ff]ault|[Gg]rievance|[Dd]ispute|[Bb]lame)"
            rf"(?: is| lies| here is| was)?(?: only| really)? (?:with|about|against) {_NAME}",
        ),
        (
            "by",
            rf"(?:run|managed|owned|operated|supplied|provided) by (?:a (?:{_FIRM}) (?:called|named) )?{_NAME}",
        ),
        (
            "gone went handed contracted outsourced switched changed sold",
            rf"(?:went|gone|handed|contracted|outsourced|switched|changed|sold)(?: over| out| across)? (?:it )?to {_NAME} "
            r"(?:in|last|this)\b",
        ),
        (
            "admit pay apologise say put refund explain stop answer own give",
            rf"(?:want|need|expect|like) {_NAME} to (?:admit|pay|apologise|say sorry|put|refund|explain|stop|answer|own up|give)",
        ),
        (
            _FIRM.replace("|", " ") + " agent agents landlord surgery",
            rf"(?:{_FIRM}|agents?|landlord|surgery) (?:(?:called|named|by the name of) )?{_NAME}",
        ),
        ("called", rf"{_NAME}, (?:as )?(?:they|it)(?:[’']re| are|[’']s| is) (?:now )?called"),
        ("its it", rf"(?:[Ss]o|[Bb]ecause|[Nn]ow|,) (?:it[’']s|its|it is) {_NAME} (?:I|i|we|ah|that|who)\b"),
        (
            "its it",
            rf"[Ii](?:t[’']s|ts|t is|t was) {_NAME} that "
            r"(?:left|lost|did|let|gave|put|took|made|told|sent|cut|kept|refused|charged)",
        ),
    )
)
_CAMEL = re.compile(r"\b(?!Mc|Mac|De|Le|La|Di|Du|Fitz|You|Face|Whats|Linked|Tik)[A-Z][a-z]{2,}[A-Z][a-z]+\b")
_SEVERAL = re.compile(
    rf"(?<!\band )\b{_NAME} (?:want|have|keep|say|refuse|owe|charge|send|put|never|do not|don[’']t|won[’']t|overcharged|billed)\b"
)
_PERSON = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "nurse",
        "sister",
        "doctor",
        "sgt",
        "dc",
        "pc",
        "our",
        "my",
        "his",
        "her",
        "auntie",
        "uncle",
    }
    | {"aunt", "nan", "grandad", "constable", "officer"}
)
_NAMED = 0.7
_COMMON = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "royal",
        "saint",
        "church",
        "street",
        "mental",
        "health",
        "medical",
        "family",
        "local",
        "county",
    }
    | {"great", "upper", "lower", "little", "green", "private", "local", "community", "childrens", "district", "national"}
)
_OF_A_PERSON = frozenset({"he", "she", "himself", "herself"})


def named_at_fault(words: Words) -> Iterator[Found]:
    """Every place of every name that is brought in as an organisation; one that is told of as 'he' or 'she' is a person."""
    if words.text.islower() or words.text.isupper():
        return
    not_a_name = _not_a_name()
    names = dict[tuple[str, ...], None]()
    said = Counter(words.folded)
    frames = [frame for needs, frame in _FRAMES if not needs.isdisjoint(said)]
    for match in (*(m for frame in frames for m in frame.finditer(words.text)), *_CAMEL.finditer(words.text)):
        first, last = words_between(words, *match.span(match.lastindex or 0))
        if first < last and not _is_a_person(words, first, last) and words.folded[first] not in not_a_name:
            names[tuple(words.folded[first:last])] = None
    for match in _SEVERAL.finditer(words.text) if _names_one_again(words, said) else ():
        first, last = words_between(words, *match.span(1))
        if first == last or said[words.folded[first]] < 2 or words.folded[first] in not_a_name:
            continue
        if _is_always_a_name(words, first) and not _is_a_person(words, first, last):
            names[tuple(words.folded[first:last])] = None
    for name in names:
        yield from _every(words, name)


@cache
def _not_a_name() -> frozenset[str]:
    table = load("organisations")
    return frozenset(table["leading"].split(", ")) | frozenset(table["no_name"].split(", "))


def called_for_short(words: Words, found: list[Found]) -> Iterator[Found]:
    """'Hartmoor' where 'Hartmoor Surgery' was named before: the same body, named again."""
    for one in found:
        words_of_it = words.folded[one.first : one.last]
        if one.id or one.confidence < _NAMED or len(words_of_it) < 2 or not words.text[words.starts[one.first]].isupper():
            continue
        short = words_of_it[0]
        if len(short) < 5 or short in _COMMON:
            continue
        for i in range(one.last, len(words)):
            title = words.folded[i - 1] in _PERSON
            if words.folded[i] == short and words.text[words.starts[i]].isupper() and not title:
                yield Found(i, i + 1, one.name, None, one.kind, one.confidence)


def _is_a_person(words: Words, first: int, last: int) -> bool:
    before = words.folded[first - 1] if first else ""
    number = words.sentences[first]
    after = {w for w, s in zip(words.folded[last : last + 8], words.sentences[last : last + 8], strict=True) if s == number}
    if last - first == 1 and words.folded[last : last + 1] in (["he"], ["she"]):
        return True
    return before in _PERSON or words.folded[first] in _PERSON or bool(after & _OF_A_PERSON)


def _names_one_again(words: Words, said: Mapping[str, int]) -> bool:
    """A quick look before the slow one: is a word of two letters or more said twice, always with a capital?"""
    small = {word for word, start in zip(words.folded, words.starts, strict=True) if not words.text[start].isupper()}
    return any(times > 1 and len(word) > 1 and word not in small for word, times in said.items())


def _is_always_a_name(words: Words, first: int) -> bool:
    """Never written small, and not only at the head of a sentence."""
    places = [i for i, word in enumerate(words.folded) if word == words.folded[first]]
    heads = [i == 0 or words.sentences[i] != words.sentences[i - 1] for i in places]
    return all(words.text[words.starts[i]].isupper() for i in places) and not (all(heads) and len(words.folded[first]) < 6)


def _every(words: Words, name: tuple[str, ...]) -> Iterator[Found]:
    from narrative.unlisted_names import kind_of

    for i in range(len(words) - len(name) + 1):
        if tuple(words.folded[i : i + len(name)]) == name and words.text[words.starts[i]].isupper():
            said = words.text[words.starts[i] : words.ends[i + len(name) - 1]]
            yield Found(i, i + len(name), said, None, kind_of(said) or "company", 0.72)


__all__ = ["called_for_short", "named_at_fault"]
