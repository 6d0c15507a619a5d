"""Case references that survive a telephone: R-7K4M-2Q9T-C, eight random characters and a check character.

The alphabet is Crockford's (no I, L, O, U); the check is ISO 7064's hybrid system over that alphabet, from
python-stdnum: it catches every single wrong character and nearly every swap of neighbours.
"""

from __future__ import annotations

import secrets

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 8
_HEARD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans("", "", " -\t\u00a0\u2010\u2011\u2012\u2013\u2014.,/")
_SHAPE = "A reference looks like R-7K4M-2Q9T-C: an R and nine letters or numbers. Check that none is missing."
_SLIP = "That reference has a slip in it: its last character does not fit. Check each character."


class BadReferenceError(ValueError):
    """The text is no reference of ours; the message says what to check."""


def new() -> str:
    """A fresh reference. Random, so that it tells nothing and cannot be guessed; uniqueness is the table's to enforce."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH)))


def parse(text: str) -> str:
    """The reference as we write it, from what a person typed: any case, spaces or dashes, O for 0, I or L for 1.

    Raises BadReferenceError for anything that cannot be one of ours.
    """
    compact = plain(text)
    if len(compact) == RANDOM_LENGTH + 2 and compact.startswith("R"):
        compact = compact[1:]
    if len(compact) != RANDOM_LENGTH + 1:
        raise BadReferenceError(_SHAPE)
    try:
        mod_37_36.validate(compact, alphabet=ALPHABET)
    except ValidationError as error:
        raise BadReferenceError(_SLIP) from error
    return _written(compact[:-1])


def plain(text: str) -> str:
    """What a person typed or heard, in our alphabet: capitals, no spaces or dashes, 0 for O, 1 for I and L."""
    return text.strip().upper().translate(_SEPARATORS).translate(_HEARD)


def _written(body: str) -> str:
    return f"R-{body[:4]}-{body[4:]}-{mod_37_36.calc_check_digit(body, alphabet=ALPHABET)}"
