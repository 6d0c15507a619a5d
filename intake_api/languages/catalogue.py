"""Message catalogues: one YAML file a language under `wording/`. English is the key of a page's words and the fallback.

language: {name: Cymraeg, is_machine_drafted: true, months: [Ionawr, ...]}
pages: {"Start a chat": "Dechrau sgwrs"}
rules: {"Contact {body}.": "Cysylltwch â {body}."}
script: {utter_ask_story: {form: "...", buttons: {dont_know: "..."}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from intake_api import voice
from intake_api.settings import ROOT

FOLDER = ROOT / "wording"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language. A key that is missing is said in English, and marked as English."""

    code: str
    name: str
    is_machine_drafted: bool = False
    months: tuple[str, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    script: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


ENGLISH = Catalogue(voice.ENGLISH, "English")


@lru_cache(maxsize=1)
def catalogues() -> Mapping[str, Catalogue]:
    """Every language this installation speaks, English first. Read once a process."""
    found = (_read(path) for path in sorted(FOLDER.glob("*.yml")))
    return {ENGLISH.code: ENGLISH, **{one.code: one for one in found}}


def catalogue(code: str) -> Catalogue:
    """The catalogue of a language; English's, which is empty, for one that there is none for."""
    return catalogues().get(code, ENGLISH)


def translated(words: str) -> str | None:
    """A page's words in the language of this request; None when it is English, or has none."""
    return catalogue(voice.current().language).pages.get(words)


def say(words: str, /, **values: Any) -> str:
    """A page's words in the language of this request, `{placeholders}` filled. The English words are the key."""
    found = translated(words) or words
    for name, value in values.items():
        found = found.replace("{" + name + "}", str(value))
    return found


def _read(path: Path) -> Catalogue:
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    about = rows["language"]
    pages, rules = (
        {" ".join(english.split()): " ".join(words.split()) for english, words in rows.get(part, {}).items()}
        for part in ("pages", "rules")
    )
    return Catalogue(
        code=path.stem, name=about["name"], is_machine_drafted=about.get("is_machine_drafted", False),
        months=tuple(about["months"]), pages=pages, rules=rules, script=rows["script"],
    )  # fmt: skip
