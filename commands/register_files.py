"""What both importers share: reading an operator's file safely, names as people write them, and a summary of what was done."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commands.paths import SetupError

LARGEST = 200_000_000  # bytes
MOST_ROWS = 300_000
LONGEST_ID = 80  # characters a record may hold
OFFERED = 6  # more organisations than this of one name are not offered by it

_CAPITALS = {"nhs", "ii", "iii", "icb", "uk", "gp", "hm", "a&e", "tb"}
_SMALL = {"of", "and", "the", "for", "in", "on", "upon", "at", "to", "le", "with", "by"}
GENERIC = frozenset({
    "the", "a", "an", "of", "and", "at", "in", "surgery", "medical", "health", "centre", "center", "practice", "group", "dental",
    "dentist", "dentists", "pharmacy", "chemist", "clinic", "doctors", "doctor", "house", "family", "general", "road", "street",
    "high", "partnership", "partners", "healthcare", "care", "hospital", "infirmary", "community", "nhs", "trust", "opticians",
    "optician", "optical", "eye", "ltd", "limited", "plc", "new", "old", "village", "town", "park", "church", "main",
})  # fmt: skip


class BadFileError(SetupError):
    """A file that cannot be used as it is. The message says where and what to do; nothing was written."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path.name}: {what} Nothing was written.")


@dataclass
class Made:
    """One register file in the making, and the counts to report."""

    name: str
    source: str
    as_of: str
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def data(self) -> dict[str, Any]:
        """The shape of a register file."""
        return {"source": self.source, "as_of": self.as_of, "bodies": self.bodies, "shared": self.shared}

    def share(self, said: str, identifier: str) -> None:
        """One more organisation of that name, each once."""
        rows = self.shared.setdefault(said, [])
        if identifier not in rows:
            rows.append(identifier)


def text_of(path: Path) -> str:
    """The file as text. Raises BadFileError for one that is missing, empty, too large, packed or no text."""
    if not path.is_file():
        raise BadFileError(path, "There is no such file.")
    size = path.stat().st_size
    if size == 0:
        raise BadFileError(path, "The file is empty. Download it again.")
    if size > LARGEST:
        raise BadFileError(path, f"The file is larger than {LARGEST // 1_000_000} MB, so it is not one of these lists.")
    raw = path.read_bytes()
    if raw[:4] == b"PK\x03\x04":
        raise BadFileError(path, "This is a zip file. Unpack it and give the file inside.")
    if b"\x00" in raw:
        raise BadFileError(path, "This is not a text file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if not text.strip():
        raise BadFileError(path, "The file is empty. Download it again.")
    return text


def proper(name: str) -> str:
    """A name in capitals as people write it; any other stays as it is.

    >>> proper("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST")
    "Guy's and St Thomas' NHS Foundation Trust"
    """
    name = " ".join(name.split())
    if name != name.upper():
        return name
    words = [_word(word, first=place == 0) for place, word in enumerate(name.lower().split())]
    return " ".join(words)


def _word(word: str, *, first: bool) -> str:
    if word.strip("(),.") in _CAPITALS:
        return word.upper()
    if word in _SMALL and not first:
        return word
    return re.sub(r"(^|[-(/&.])([a-z])", lambda found: found[1] + found[2].upper(), word)


def telling(name: str) -> bool:
    """Does the name hold a word that tells it from others of its sort ('Elm Tree Surgery'; not 'The Surgery')?"""
    return any(word not in GENERIC and not word.isdigit() for word in re.findall(r"[a-z0-9']+", name.lower()))
