"""The script as a person meets it: which question is on the page, and which words answer it."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from commands.paths import ROOT
from service_model.facts import FACTS


@lru_cache(maxsize=2)
def _questions(channel: str) -> list[tuple[str, re.Pattern[str], tuple[tuple[str, str], ...]]]:
    """(fact, pattern of its wording in this channel, its buttons as (title, payload)), the longest wording first."""
    found = []
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    for fact in FACTS:
        variants = responses[f"utter_ask_{fact}"]
        own = [variant for variant in variants if variant.get("channel") == channel]
        for variant in own or [variant for variant in variants if variant.get("channel") in (None, "web")]:
            if variant.get("text"):
                words = re.sub(r"\\\{\w+\\\}", ".*", re.escape(_flat(variant["text"])))
                buttons = tuple((button["title"], button["payload"]) for button in variant.get("buttons", ()))
                found.append((fact, re.compile(words), buttons))
    return sorted(found, key=lambda question: -len(question[1].pattern))


def question_in(text: str, channel: str = "web") -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The fact a page asks for, and the answers its wording offers as (title, payload); None if it asks nothing we know."""
    flat = _flat(text)
    return next(((fact, buttons) for fact, wording, buttons in _questions(channel) if wording.search(flat)), None)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"^[-*] ", "", text, flags=re.MULTILINE)).strip()
