"""The word lists in `data/*.yaml`: reading them, their families of words, and spellings one slip of the pen away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=16)
def load(name: str) -> Any:
    """One of the word lists of this room, every scalar as text: in a list of words, `no` and `2` are words."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(files("narrative").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


@lru_cache(maxsize=16)
def families_for(name: str) -> dict[str, list[str]]:
    """The families a word list may use: its own and the common ones."""
    families = load("common")["families"] | load(name).get("families", {})
    return {k: split_list(v) for k, v in families.items()}


def split_list(members: str | Sequence[str]) -> list[str]:
    """The members of a list written with commas, or as one."""
    return [m.strip() for m in (members.split(",") if isinstance(members, str) else members) if m.strip()]


@cache
def everywhere() -> frozenset[str]:
    """Words that turn up in nearly every text: of no use to tell which patterns are worth trying."""
    return frozenset(split_list(load("common")["everywhere"]))


@lru_cache(maxsize=4096)
def misspellings(word: str) -> frozenset[str]:
    """The word and every spelling one slip away (a letter lost, doubled, swapped or wrong), first letter kept."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    found = {word}
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        found.update(head + c + tail for c in letters)
        if tail:
            found.add(head + tail[1:])
            found.update(head + c + tail[1:] for c in letters)
        if len(tail) > 1:
            found.add(head + tail[1] + tail[0] + tail[2:])
    if len(word) > 2:
        found.add(word[1] + word[0] + word[2:])
    return frozenset(found)
