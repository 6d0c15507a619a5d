"""Which answer a person means when they name it: 'my number', 'the hospital name', 'when it happened'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml


def named_in(text: str, facts: Iterable[str]) -> str | None:
    """Which of these facts the text names, by the longest phrase of fact_words.yaml."""
    text, among = f" {re.sub(r'[^a-z0-9@.\' -]', ' ', text.casefold().replace('’', chr(39)))} ", set(facts)
    found = [
        (len(phrase), name)
        for name, phrases in fact_words().items()
        if name in among
        for phrase in phrases
        if f" {phrase} " in text or f" {phrase}." in text
    ]
    return max(found, key=lambda row: row[0])[1] if found else None


@lru_cache(maxsize=1)
def fact_words() -> dict[str, list[str]]:
    """Fact to the phrases people use for it (fact_words.yaml)."""
    return yaml.safe_load(files("actions").joinpath("fact_words.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]
