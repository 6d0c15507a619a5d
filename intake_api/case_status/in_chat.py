"""The status in the chat: finds a reference and a code in what somebody wrote. `telling.teller` says where that complaint is.

They are read here, before the assistant hears anything, and neither is kept in the talk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from intake_api import wording
from intake_api.cases import reference as references
from intake_api.short_codes import BadCodeError, read

ASKS = "utter_check_status"  # the entry that asks for them
KIND = "status"  # the kind of message that asked, so that the next one may be half of a pair
_REFERENCE = re.compile(r"\bR[\s-]?[0-9A-Z]{4}[\s-]?[0-9A-Z]{4}[\s-]?[0-9A-Z]\b", re.IGNORECASE)
_CODE = re.compile(r"\b[0-9A-Z]{3}([\s-])[0-9A-Z]{3}\1[0-9A-Z]{3}\b|\b(?=[A-Z]*[0-9])[0-9A-Z]{9}\b", re.IGNORECASE)
_LONGEST = 25  # words; in a longer message somebody tells their story, which is not to be lost
_DIGIT = re.compile(r"[0-9]")

type Teller = Callable[[str, str], str]
"""Says where the complaint of a reference and a code is, or what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What was found; an empty text for the half that was not."""

    reference: str
    code: str


def pair_in(text: str) -> Pair | None:
    """The reference and the code in a short message, either of which may be missing; None where there is neither.

    >>> pair_in("it is r-7k4m-2q9t-c and 7K4-M2Q-9TC")
    Pair(reference='r-7k4m-2q9t-c', code='7K4-M2Q-9TC')
    >>> pair_in("they told me off for two days") is None
    True
    """
    if len(text.split()) > _LONGEST:
        return None
    found = _REFERENCE.search(text)
    rest = text if found is None else f"{text[: found.start()]} , {text[found.end() :]}"
    codes = (match[0] for match in _CODE.finditer(rest))
    code = next((each for each in codes if _DIGIT.search(each) or _is_code(each)), "")
    return Pair(found[0] if found else "", code) if found or code else None


def without_them(text: str) -> str:
    """The text with every reference and code in it blanked: letters drawn by chance are not what somebody says.

    Only those whose check character fits, so that no word of a person is lost.

    >>> without_them("it is R-7K4M-2Q9T-X, help")
    'it is R-7K4M-2Q9T-X, help'
    """
    without_references = _REFERENCE.sub(lambda found: _blank(found[0]) if _is_reference(found[0]) else found[0], text)
    return _CODE.sub(lambda found: _blank(found[0]) if _is_code(found[0]) else found[0], without_references)


def _blank(text: str) -> str:
    return " " * len(text)


def _is_reference(text: str) -> bool:
    try:
        references.parse(text)
    except references.BadReferenceError:
        return False
    return True


def _is_code(text: str) -> bool:
    try:
        read(text)
    except BadCodeError:
        return False
    return True


def answer(pair: Pair, teller: Teller, *, was_asked: bool) -> str | None:
    """What to say to a message with this in it; None when it is none of ours: half of a pair that nobody asked for."""
    if pair.reference and pair.code:
        return teller(pair.reference, pair.code)
    if not was_asked:
        return None
    return wording.text("utter_status_need_code" if pair.reference else "utter_status_need_reference")
