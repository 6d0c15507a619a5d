"""The heads of complaint in a story: offered back in the person's own words, and kept with a yes or a no (never assumed)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.exchange import Exchange
from actions.phrasing import quoted

FEWEST, MOST = 2, 6  # one thing needs no list
NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
WRONG = re.compile(r"\b(not|wrong|isn'?t|wasn'?t|leave out|drop|take out|remove|except|but)\b", re.IGNORECASE)
NUMBER = re.compile(
    rf"\b(?:number|no\.?|point|part|the)?\s*([1-6]|{'|'.join(NUMBERS)})\b"
    r"(?! (?:\w+ )?(?:day|week|month|year|hour|time)s?\b)",
    re.IGNORECASE,
)


def to_offer(ex: Exchange) -> list[dict[str, str]]:
    """The heads found in the story, each in its own sentence; [] when there are fewer than two."""
    text = str(ex.state.answers.get("story") or "")
    if not text or ex.state.notes.get("heads"):
        return []
    seen: dict[str, dict[str, str]] = {}
    for row in ex.reader.read(text, today=ex.today).as_dict()["issues"]:
        seen.setdefault(row["text"], {"kind": row["kind"], "words": " ".join(row["text"].split())[:500]})
    return list(seen.values())[:MOST] if len(seen) >= FEWEST else []


def lines(ex: Exchange, rows: list[dict[str, str]]) -> str:
    """The numbered list: what each is about, and the words it was found in."""
    return "\n".join(
        f"{nth}. {ex.script.text(f'label_head_{row["kind"]}', 'web')}: {quoted(row['words'])}" for nth, row in enumerate(rows, 1)
    )


def named_wrong(ex: Exchange, rows: list[dict[str, str]]) -> list[int]:
    """Which of the list the message takes out: 'the second is not right', 'not number 2'. Places from 0."""
    text = ex.message.text
    if not rows or not WRONG.search(text):
        return []
    said = [NUMBERS.get(each.lower()) or int(each) for each in NUMBER.findall(text)]
    return sorted({number - 1 for number in said if 1 <= number <= len(rows)})


def keep(ex: Exchange, rows: list[dict[str, str]], *, agreed: bool = True, wrong: Sequence[int] = ()) -> None:
    """Keeps the heads with what the person said of each."""
    kept: list[dict[str, Any]] = ex.state.notes.setdefault("heads", [])
    kept.extend({**row, "agreed": agreed and place not in wrong} for place, row in enumerate(rows))


def add_own(ex: Exchange, words: str) -> None:
    """One more head, as the person puts it."""
    row = {"kind": "own_words", "words": " ".join(words.split())[:500], "agreed": True}
    ex.state.notes.setdefault("heads", []).append(row)
