"""What every turn needs and is dear to make: the reader, the script, the office's number. Made once, at start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from actions.script import Script, load_script
from narrative import Name, build_reader
from service_model.authorities import load_authority

if TYPE_CHECKING:
    from narrative.reader import Reader


@dataclass(frozen=True)
class Kit:
    """`office_phone` is the authority's own number, as people dial it."""

    reader: Reader
    script: Script
    office_phone: str


@lru_cache(maxsize=1)
def load_kit(authority: str = "phso") -> Kit:
    """Loads everything (a second or two). Raises ValueError for an unknown authority, FileNotFoundError without domain.yml."""
    chosen = load_authority(authority)
    names = [Name(*row) for row in chosen.register.spoken()]
    number = re.search(r"\d[\d ]{8,}\d", chosen.contact)
    return Kit(build_reader(names), load_script(), number[0] if number else chosen.contact)
