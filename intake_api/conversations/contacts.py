"""How to reach the office, from the authority's own file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PHONE = re.compile(r"\b0\d[\d ]{7,12}\d\b")


@dataclass(frozen=True, slots=True)
class Office:
    """The people behind the service: what they are called and where a person picks up the telephone."""

    name: str
    phone: str


@lru_cache(maxsize=1)
def office() -> Office:
    """The authority this installation serves. Raises ValueError when its file names no telephone number."""
    from service_model import PHSO

    found = _PHONE.search(PHSO.contact)
    if found is None:
        raise ValueError(f"The authority file of {PHSO.name} names no telephone number under `contact`.")
    return Office(PHSO.name, found[0])
