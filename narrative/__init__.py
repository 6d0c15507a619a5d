"""Reads what people write: organisations, dates, contact details, signals, risk, heads of complaint, single answers.

Here live the word grammar (`words`, `grammar`), one module for each thing that can be found, the word lists in
`data/*.yaml` and the spaCy pipeline that runs them together (`reader`). Nothing here knows the policy, the record, the
network or the clock: today is always an argument, the names of bodies are given. Imports no other room of ours.
`safety`, `answers`, `dates` and `contacts` do not import spaCy, so a small process may use them alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from narrative.reading import Name, Reading, Risk

if TYPE_CHECKING:
    from narrative.reader import Reader

__all__ = ["Name", "Reading", "Risk", "build_reader"]


def build_reader(bodies: Iterable[Name]) -> Reader:
    """The reader of free text that knows these organisations (id, name, aliases). Build it once, it is safe to share."""
    from narrative.reader import Reader

    return Reader(bodies)
