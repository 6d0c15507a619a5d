"""The assistant's words, simpler: what Rasa said is exchanged for the script's `easy` or `young` words, where they are written.

The cell keeps its two voices. A question it put differently (a proposal, a second try) is left as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from intake_api import voice, wording

_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")


def exchange(name: str | None, text: str, buttons: Sequence[dict[str, str]], channel: str) -> tuple[str, list[dict[str, str]]]:
    """The words and answers to show instead of these; the same ones where nothing simpler is written."""
    shown = list(buttons)
    if name is None or not wording.has(name) or not voice.current().channels(channel):
        return text, shown
    usual, simpler = wording.usual(name, channel), wording.variant(name, channel)
    found = _pattern(str(usual.get("text", "")).strip()).fullmatch(text.strip())
    if simpler is usual or found is None or _missing(str(simpler.get("text", "")), found.groupdict()):
        return text, shown
    titles = {row["payload"]: row["title"] for row in simpler.get("buttons", ())}
    return wording.text(name, channel, **found.groupdict()), [
        {"title": titles.get(row["payload"], row["title"]), "payload": row["payload"]} for row in shown
    ]


def _missing(simpler: str, values: dict[str, str]) -> bool:
    """Would something be lost that the person has to see, such as the summary of their answers?"""
    return any("{" + name + "}" not in simpler for name in values)


@lru_cache(maxsize=64)
def _pattern(usual: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(lambda found: f"(?P<{found[1]}>.*?)", re.escape(usual)), re.DOTALL)
