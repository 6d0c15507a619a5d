"""data/nlu: enough, of several hands, no example in two intents, and the register in step."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import yaml

from bot.comparing.material import HANDS, MARK, marked
from tests.bot.conftest import ROOT, nlu_examples

PAYLOAD_ONLY = {"start_intake"}
ENOUGH = 40
FEW = 12
MADE_UP = ("example.org", "example.com", "example.net")


def plain(text: str) -> str:
    """Without case, stops and spaces: what counts as the same example. Marks alone stay as they are."""
    return re.sub(r"[^\w]", "", text.casefold()) or text.strip()


def intents(domain: dict[str, Any]) -> set[str]:
    return {name for row in domain["intents"] for name in row}


def test_every_intent_has_forty_examples(domain: dict[str, Any]) -> None:
    examples = nlu_examples()
    assert set(examples) == intents(domain) - PAYLOAD_ONLY
    assert {name: len(rows) for name, rows in examples.items() if len(rows) < ENOUGH} == {}


def test_every_intent_is_written_by_at_least_two_hands(domain: dict[str, Any]) -> None:
    for intent in intents(domain) - PAYLOAD_ONLY:
        assert sum(len(nlu_examples(hand).get(intent, [])) >= FEW for hand in HANDS) >= 2, intent


def test_no_example_stands_in_two_intents_or_twice_in_one_hand() -> None:
    places: dict[str, set[str]] = {}
    for intent, rows in nlu_examples().items():
        for row in rows:
            places.setdefault(plain(row), set()).add(intent)
    assert {text: found for text, found in places.items() if len(found) > 1} == {}
    for hand in HANDS:
        count = Counter(plain(row) for rows in nlu_examples(hand).values() for row in rows)
        assert [text for text, times in count.items() if times > 1] == [], hand


def test_nothing_held_out_is_trained_on() -> None:
    trained = {plain(row) for rows in nlu_examples().values() for row in rows}
    for name in ("blind", "development"):
        held_out = yaml.safe_load((ROOT / "tests/bot/heldout" / f"{name}.yml").read_text(encoding="utf-8"))
        twice = [row for rows in held_out.values() for row in rows if plain(row) in trained]
        assert twice == [], name
    assert [text for text, spans in marked() if spans and len(text.split()) > 1 and plain(text) in trained] == []


def test_examples_use_made_up_contacts_only() -> None:
    for rows in nlu_examples().values():
        for row in rows:
            assert all(number.startswith("07700900") for number in re.findall(r"07\d{9}", row.replace(" ", "")))
            assert all(address.endswith(MADE_UP) for address in re.findall(r"@(\S+\.\w+)", row))


def test_the_entities_of_the_examples_are_the_domains(domain: dict[str, Any]) -> None:
    kinds: Counter[str] = Counter()
    for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        kinds.update(mark[2] or mark[3] for mark in MARK.finditer(path.read_text(encoding="utf-8")))
    assert set(kinds) == set(domain["entities"]) - {"answer"}
    assert kinds["organisation"] >= ENOUGH
    assert kinds["date"] >= ENOUGH


def test_marked_values_are_organisations_of_the_register() -> None:
    register = (ROOT / "data" / "nlu" / "register.yml").read_text(encoding="utf-8")
    for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for value in re.findall(r'"value": "(\w+)"', path.read_text(encoding="utf-8")):
            assert f"- synonym: {value}\n" in register, (path.name, value)
