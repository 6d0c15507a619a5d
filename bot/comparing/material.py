"""The examples by hand, and the held-out messages."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.comparing.scores import Span

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "nlu"
HELD_OUT = ROOT / "tests" / "bot" / "heldout"
HANDS = ("first", "second", "third")
MARK = re.compile(r"\[([^\]]+)\](?:\((\w+)\)|\{\"entity\": \"(\w+)\"[^}]*\})")
_ARTICLE = re.compile(r"(?i)(?:the|a|an)\s+")
# The older held-out sets know no intents for pausing, leaving out and deleting: these are where they put them.
OLDER = {"skip": "prefer_not_to_say", "delete_my_data": "stop", "pause": "goodbye"}


def without_marks(line: str) -> tuple[str, list[Span]]:
    """The words of an example and its entities.

    >>> without_marks("lost in [May](date)")
    ('lost in May', [(8, 11, 'date')])
    """
    text, spans, end = "", [], 0
    for mark in MARK.finditer(line):
        text += line[end : mark.start()]
        spans.append((len(text), len(text) + len(mark[1]), mark[2] or mark[3]))
        text, end = text + mark[1], mark.end()
    return text + line[end:], spans


def plain(text: str) -> str:
    """Without case, stops and spaces: what counts as the same message. Marks alone stay as they are."""
    return re.sub(r"[^\w]", "", text.casefold()) or text.strip()


def examples(hand: str) -> list[tuple[str, str]]:
    """Text and intent of every example of one hand."""
    found = []
    for path in sorted((EXAMPLES / hand).glob("*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found += [(without_marks(line[2:])[0], row["intent"]) for line in row["examples"].strip().split("\n")]
    return found


def held_out(path: Path) -> list[tuple[str, str]]:
    """Text and intent of every held-out message of a file: intent to messages."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [(str(text), intent) for intent, texts in rows.items() for text in texts]


def marked() -> list[tuple[str, set[Span]]]:
    """Held-out messages and their entities."""
    rows = yaml.safe_load((HELD_OUT / "entities.yml").read_text(encoding="utf-8"))
    found = [without_marks(row) for row in rows]
    return [(text, {bare(text, span) for span in spans}) for text, spans in found]


def bare(text: str, span: Span) -> Span:
    """The span without its article: 'the DVLA' and 'DVLA' are one find."""
    start, end, kind = span
    article = _ARTICLE.match(text[start:end])
    return (start + article.end(), end, kind) if article else span


def older(said: str, meant: str) -> str:
    """The intent said, in the terms of a set that is older than it."""
    return meant if OLDER.get(said) == meant else said
