"""The script as a person meets it: which question is on the page, and which words answer it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import yaml

from commands.paths import ROOT
from service_model.facts import FACTS

_Question = tuple[str, re.Pattern[str], tuple[tuple[str, str], ...]]


@lru_cache(maxsize=2)
def _questions(channel: str) -> list[_Question]:
    """(fact, pattern of its wording in this channel, its buttons as (title, payload)), the longest wording first."""
    found: list[_Question] = []
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    checks = ("utter_check_facts", "utter_check_heads", "utter_check_heads_and_facts")  # of what the story said
    for fact, name in [*((fact, f"utter_ask_{fact}") for fact in FACTS), *(("organisation", name) for name in checks)]:
        variants = responses[name]
        own = [variant for variant in variants if variant.get("channel") == channel]
        for variant in own or [variant for variant in variants if variant.get("channel") in (None, "web")]:
            if variant.get("text"):
                words = re.sub(r"\\\{\w+\\\}", ".*", re.escape(_flat(variant["text"])))
                buttons = tuple((button["title"], button["payload"]) for button in variant.get("buttons", ()))
                found.append((fact, re.compile(words), buttons))
    found.sort(key=lambda question: -len(question[1].pattern))
    return found + _short(found, responses)


def _short(found: list[_Question], responses: dict[str, Any]) -> list[_Question]:
    """The same questions put once more in short: the first line of the form's wording, as actions/exchange.py says it."""
    buttons = {fact: own for fact, _, own in found}
    lines = [
        (fact, next((row["text"].split("\n")[0] for row in responses[f"utter_ask_{fact}"] if row.get("channel") == "form"), ""))
        for fact in FACTS
    ]
    again = [(fact, re.compile(re.escape(_flat(line))), buttons.get(fact, ())) for fact, line in lines if line]
    return sorted(again, key=lambda question: -len(question[1].pattern))


def question_in(text: str, channel: str = "web") -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The fact a page asks for, and the answers its wording offers as (title, payload); None if it asks nothing we know."""
    flat = _flat(text)
    return next(((fact, buttons) for fact, wording, buttons in _questions(channel) if wording.search(flat)), None)


def answer_in_form(value: Any, payloads: Sequence[str]) -> int:
    """Which of the form's radios says this value; the first where none does."""
    wanted = json.dumps(value) if isinstance(value, bool) else str(value)
    return next((at for at, payload in enumerate(payloads) if f'"{wanted}"' in payload or payload == f"/{wanted}"), 0)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"^[-*] ", "", text, flags=re.MULTILINE)).strip()
