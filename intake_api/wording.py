"""The script's wording (domain.yml) for pages and records: the same entries that the assistant reads aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from intake_api import voice
from intake_api.languages.script import translate
from intake_api.settings import Settings

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class UnknownWordingError(LookupError):
    """The script has no such entry."""


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["responses"])
    except FileNotFoundError as error:
        raise UnknownWordingError(f"The script {path} is missing. Set REDRESS_DOMAIN_FILE or put domain.yml there.") from error


@lru_cache(maxsize=4)
def _responses(path: Path) -> dict[str, list[dict[str, Any]]]:
    return _read(path)


def responses() -> Mapping[str, list[dict[str, Any]]]:
    """Every entry of the script: name to its variants. Read once a process."""
    return _responses(_script())


@lru_cache(maxsize=1)
def _script() -> Path:
    return Settings().domain_file


def variant(name: str, channel: str = "web") -> Mapping[str, Any]:
    """The variant of an entry for a channel; without one, the variant for every channel, then web's.

    In another language (`voice`) its catalogue's; in simpler words or a young person's where they are written.
    Raises UnknownWordingError when the script has no such entry.
    """
    speaks = voice.current()
    english = _english(name, channel, () if speaks.script != voice.ENGLISH else speaks.channels(channel))
    if speaks.script == voice.ENGLISH:
        return english
    return translate(name, channel, speaks.script, english) or english


def usual(name: str, channel: str = "web") -> Mapping[str, Any]:
    """The entry in plain English, whatever the voice."""
    return _english(name, channel, ())


def language_of(name: str, channel: str = "web") -> str:
    """The language an entry is said in now: the page's, or English where its catalogue has no such entry."""
    return str(variant(name, channel).get("language", voice.ENGLISH))


def _english(name: str, channel: str, first: tuple[str, ...]) -> Mapping[str, Any]:
    found = responses().get(name)
    if not found:
        raise UnknownWordingError(f"domain.yml has no response {name!r}.")
    for wanted in (*first, channel, None, "web"):
        for entry in found:
            if entry.get("channel") == wanted:
                return entry
    return found[0]


def text(name: str, channel: str = "web", **values: Any) -> str:
    """What an entry says, with `{placeholders}` filled; a placeholder without a value stays empty. Not escaped."""
    said = str(variant(name, channel).get("text", ""))
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], "")), said).strip()


def buttons(name: str, channel: str = "web") -> list[dict[str, str]]:
    """The choices of an entry: [{"title", "payload"}], empty where it has none."""
    return [{"title": row["title"], "payload": row["payload"]} for row in variant(name, channel).get("buttons", ())]


def has(name: str) -> bool:
    """Does the script have this entry?"""
    return name in responses()


def version(name: str, channel: str = "web") -> str:
    """Which wording was shown, for consent records: `utter_x@0123456789ab` (name and SHA-256 of text and choices)."""
    shown = "\n".join([text(name, channel), *(f"{row['title']}|{row['payload']}" for row in buttons(name, channel))])
    return f"{name}@{sha256(shown.encode()).hexdigest()[:12]}"
