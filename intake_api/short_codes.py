"""Codes that can be read aloud and typed anyhow: 7K4-M2Q-9TC, eight characters and a check character.

The alphabet and the check are those of case references (cases.reference): no I, L, O or U. A code is a keyed digest of a
random seed, 40 bits of it: the same seed gives the same code, so that a second try at sending carries the same one, and
whoever reads the seeds without the server's secret can open nothing. Each kind of code has its own `purpose`.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

from intake_api.cases.reference import ALPHABET, plain
from intake_api.security import sign
from intake_api.settings import Settings

LENGTH = 9
LONGEST = 60  # typed, with every space and dash a person may put in


class BadCodeError(ValueError):
    """This is no code. `why` is code_shape (too short, too long) or code_slip (the check character does not fit)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Codes:
    """One kind of code."""

    purpose: str

    def of(self, settings: Settings, seed: str) -> str:
        """The code that belongs to a seed, as it is written: 7K4-M2Q-9TC."""
        number = int(sign(settings, self.purpose, seed)[:10], 16)
        body = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
        whole = body + str(mod_37_36.calc_check_digit(body, alphabet=ALPHABET))
        return "-".join(whole[start : start + 3] for start in range(0, LENGTH, 3))

    def fits(self, settings: Settings, seed: str, typed: str) -> bool:
        """Is this (read by `read`) the code of this seed? Compared in constant time."""
        return hmac.compare_digest(plain(self.of(settings, seed)).encode(), typed.encode())


def new_seed() -> str:
    """What a new code is made from."""
    return secrets.token_hex(24)


def read(text: str) -> str:
    """The code a person typed: any case, spaces or dashes, O for 0, I or L for 1. Raises BadCodeError for no code."""
    compact = plain(text[: LONGEST + 1])
    if len(text) > LONGEST or len(compact) != LENGTH:
        raise BadCodeError("code_shape")
    try:
        mod_37_36.validate(compact, alphabet=ALPHABET)
    except ValidationError:
        raise BadCodeError("code_slip") from None
    return compact
