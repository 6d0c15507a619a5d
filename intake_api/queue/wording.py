"""Text to the words it is found by: the same for what is kept and for what is typed, on both databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\+?\d(?:[ ()./-]{0,2}\d){6,}")  # a telephone number, however it was written
_LONGEST, _MOST = 40, 12
_TEXTS = ("story", "injustice", "outcome_sought", "aggrieved_name", "aggrieved_phone", "mp_name", "prison_number")
_PERSON = ("name", "phone", "email", "address", "postcode", "safe_contact")
_ISSUE = ("summary", "organisation", "body")


class Term(NamedTuple):
    """One word to find, or (`is_beginning`) all words that begin with it."""

    word: str
    is_beginning: bool = False


def words_in(text: str) -> set[str]:
    """Every word a text is found by: small letters without accents; numbers also whole, with and without the country code."""
    plain = _plain(text)
    found = {word[:_LONGEST] for word in _WORD.findall(plain)}
    for number in _NUMBER.findall(plain):
        digits = _digits(number)
        found |= {digits, "0" + digits[2:]} if digits.startswith("44") else {digits}
    return found


def terms_of(typed: str) -> tuple[Term, ...]:
    """What a typed search asks for: all of its words. `Smi*` means words that begin so. At most twelve."""
    plain = _plain(typed)
    numbers = [Term(_digits(number)) for number in _NUMBER.findall(plain)]
    rest = _NUMBER.sub(" ", plain)
    words = [Term(found[1][:_LONGEST], bool(found[2])) for found in re.finditer(r"([^\W_]+)(\*?)", rest)]
    return tuple(dict.fromkeys([*numbers, *words]))[:_MOST]


def words_of_case(reference: str, record: Mapping[str, Any]) -> set[str]:
    """The words of a case: reference, names, organisations, what was told, contact details."""
    return words_in("\n".join(_texts(reference, record)))


def _texts(reference: str, record: Mapping[str, Any]) -> Iterator[str]:
    yield reference
    yield reference.replace("-", "")
    yield from _strings(record, _TEXTS)
    yield from _strings(record.get("complainant") or {}, _PERSON)
    for issue in record.get("issues") or []:
        yield from _strings(issue, _ISSUE)


def _strings(part: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    return (str(part[name]) for name in names if part.get(name))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in apart if not unicodedata.combining(character))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[:_LONGEST]
