"""The words of cues.yaml as patterns."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _cues() -> dict[str, Any]:
    return yaml.safe_load(files("actions").joinpath("cues.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@lru_cache(maxsize=64)
def _pattern(group: str, name: str | None) -> re.Pattern[str]:
    rows = _cues()[group] if name is None else _cues()[group][name]
    return re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)


def has_cue(group: str, text: str, name: str | None = None) -> bool:
    """Do the words of this group (and name, where the group has names) stand in the text?"""
    return _pattern(group, name).search(text) is not None


def first_cue(group: str, text: str) -> str | None:
    """The first name of the group whose words stand in the text."""
    return next((name for name in _cues()[group] if has_cue(group, text, name)), None)


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Words that many organisations share, so that they tell nothing."""
    return frozenset(_cues()["everyday_words"])
