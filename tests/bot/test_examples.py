"""data/nlu: enough, varied, and no example in two places."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import yaml

from tests.bot.conftest import ROOT, nlu_examples

PAYLOAD_ONLY = {"start_intake"}
ENOUGH = 40


def plain(text: str) -> str:
    """Without case, stops and spaces: what counts as the same example. Marks alone stay as they are."""
    return re.sub(r"[^\w]", "", text.casefold()) or text.strip()


def intents(domain: dict[str, Any]) -> set[str]:
    return {name for row in domain["intents"] for name in row}


def test_every_intent_has_forty_examples(domain: dict[str, Any]) -> None:
    examples = nlu_examples()
    assert set(examples) == intents(domain) - PAYLOAD_ONLY
    assert {name: len(rows) for name, rows in examples.items() if len(rows) < ENOUGH} == {}


def test_no_example_stands_in_two_intents_or_twice_in_one() -> None:
    count = Counter(plain(row) for rows in nlu_examples().values() for row in rows)
    assert [text for text, times in count.items() if times > 1] == []


def test_nothing_held_out_is_trained_on() -> None:
    trained = {plain(row) for rows in nlu_examples().values() for row in rows}
    for name in ("blind", "development"):
        held_out = yaml.safe_load((ROOT / "tests/bot/heldout" / f"{name}.yml").read_text(encoding="utf-8"))
        twice = [row for rows in held_out.values() for row in rows if plain(row) in trained]
        assert twice == [], name


def test_examples_use_made_up_contacts_only() -> None:
    for rows in nlu_examples().values():
        for row in rows:
            assert all(number.startswith("07700900") for number in re.findall(r"07\d{9}", row.replace(" ", "")))
            assert all(address.endswith(("example.org", "example.com")) for address in re.findall(r"@(\S+\.\w+)", row))
