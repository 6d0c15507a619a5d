"""The examples of `data/examples/<hand>/`: each hand is one author, so that what is learned from one is tried on another.

`self_harm.yaml`, `child_at_risk.yaml`, `harm_to_others.yaml` and `none*.yaml` are about risk: lists of lines, or blocks of
lines under titles, where `[a|b]` stands for each in turn. `signals/<name>.yaml` has lines that carry a signal (`has`, each a
text or `{text, also: [other signals]}`) and near misses (`not`); `signals/none.yaml` is a list of lines that carry none.
`choices/<fact>.yaml` has for each option of a question what people type for it, `choices/none.yaml` what they say instead of an
answer to any. What people say to steer a conversation
('I want to stop', 'goodbye') is calm too, and stands among the assistant's own examples in `data/nlu`; so is what our own
buttons say, which people type as readily as they press it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from narrative.grammar import grammar_from
from narrative.words import words_of

FOLDER = Path(__file__).parent.parent / "data" / "examples"
RISKS = ("self_harm", "child_at_risk", "harm_to_others")
DANGER = "danger"  # any of the risks: what raises the alarm
_NEAR_DANGER = {"domestic_abuse", "abuse_of_staff", "victim_of_crime", "disability/mental_health"}
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
CONVERSATION = FOLDER.parents[2] / "data" / "nlu"
DOMAIN = FOLDER.parents[2] / "domain.yml"
# Not calm for sure: stories may hold anything, and 'I want to end it' need not mean the conversation.
_MAY_BE_WORSE = frozenset({"make_complaint", "provide_info", "out_of_scope", "abuse", "stop"})
_MARKED = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")  # Rasa's mark of an entity


@dataclass(frozen=True, slots=True)
class Example:
    """One training text. `labels` are what it carries; `judged` what it was judged for (None: every signal; see `knows`)."""

    text: str
    labels: frozenset[str]
    judged: str  # "risks", "signals", or the one signal it is a near miss of
    hand: str
    line: int  # variants of a line are no strangers to each other
    weight: float = 1.0

    def knows(self, label: str) -> bool:
        """Whether this example says anything about that label. A text about a signal that is far from danger shows calm."""
        if "=" in label:
            return self.judged == label.partition("=")[0]
        if label == DANGER or label in RISKS:
            return self.judged == "risks" or not ({self.judged, *self.labels} & _NEAR_DANGER)
        return self.judged in ("signals", label)

    def weight_for(self, label: str) -> float:
        """How much it counts: a text that was not judged for danger shows calm a little less surely."""
        return self.weight * (0.7 if self.judged != "risks" and (label == DANGER or label in RISKS) else 1.0)


def hands() -> list[str]:
    """Who wrote examples."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def examples() -> list[Example]:
    """Every training text about risk and signals, in a fixed order. What people type to a plain question shows calm."""
    calm = [replace(one, labels=frozenset(), judged="a question") for one in typed_answers()] + list(steering()) + buttons()
    return [*(one for hand in hands() for one in (*_about_risk(hand), *_about_signals(hand))), *calm]


def typed_answers() -> list[Example]:
    """What people type to a question with options, of every hand: the label is `fact=option`, judged for its fact alone."""
    found: list[Example] = []
    for hand in hands():
        for path in _choice_files(hand):
            rows = [(option, text) for option, texts in _load(path).items() for text in texts]
            found += [
                Example(text, frozenset({f"{path.stem}={option}"}), path.stem, hand, i) for i, (option, text) in enumerate(rows)
            ]
    return found


def no_answers() -> list[Example]:
    """What people say instead of an answer, once for every question with options: it carries none of them.

    Without these a remark is given to whichever option it is a little more like.
    """
    facts = sorted({path.stem for hand in hands() for path in _choice_files(hand)})
    said = [(hand, line) for hand in hands() for line in _none(hand)]
    return [Example(text, frozenset(), fact, hand, i) for fact in facts for i, (hand, text) in enumerate(said)]


def _choice_files(hand: str) -> list[Path]:
    return sorted(path for path in (FOLDER / hand / "choices").glob("*.yaml") if path.stem != "none")


def _none(hand: str) -> list[str]:
    path = FOLDER / hand / "choices" / "none.yaml"
    return [str(line) for line in _load(path)] if path.exists() else []


def steering() -> Iterator[Example]:
    """What people say to steer a conversation, of every hand of the assistant's examples, where no phrase sounds of danger."""
    danger = grammar_from("safety")
    for path in sorted(CONVERSATION.glob("*/*.yml")):
        for block in _load(path)["nlu"]:
            if block.get("intent") and block["intent"] not in _MAY_BE_WORSE:
                for number, row in enumerate(block["examples"].splitlines()):
                    text = _MARKED.sub(r"\1", row.strip().removeprefix("- "))
                    if not any(True for _ in danger.find(words_of(text))):
                        yield Example(text, frozenset(), "a question", f"nlu {path.parent.name}", number)


def buttons() -> list[Example]:
    """What the assistant's buttons say, each once."""
    said = dict.fromkeys(_titles(_load(DOMAIN)["responses"]))
    return [Example(text, frozenset(), "a question", "buttons", number) for number, text in enumerate(said)]


def _titles(found: Any) -> Iterator[str]:
    """Every `title` in what a domain answers, however deep."""
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    if isinstance(found, dict) and isinstance(found.get("title"), str):
        yield found["title"]
    for one in inside:
        yield from _titles(one)


def _about_risk(hand: str) -> Iterator[Example]:
    line = 0
    for path in sorted((FOLDER / hand).glob("*.yaml")):
        labels = frozenset({path.stem} & set(RISKS))
        for row in _lines(_load(path)):
            line += 1
            variants = _choices(row)
            for text in variants:
                yield Example(text, labels, "risks", hand, line, weight=1 / len(variants))


def _about_signals(hand: str) -> Iterator[Example]:
    line = 100_000
    signals = _names_of_signals()
    for path in sorted((FOLDER / hand / "signals").glob("*.yaml")):
        rows = _load(path)
        name = path.stem.replace("disability_", "disability/", 1)
        carrying = [] if path.stem == "none" else rows["has"]
        for row in carrying:
            line += 1
            text, also = (row, []) if isinstance(row, str) else (row["text"], row.get("also") or [])
            known = frozenset({name, *(other.replace("disability_", "disability/", 1) for other in also)})
            yield Example(text, known & signals, "signals", hand, line)
        for row in rows if path.stem == "none" else rows["not"]:
            line += 1
            text = row if isinstance(row, str) else row["text"]
            yield Example(text, frozenset(), "signals" if path.stem == "none" else name, hand, line)


def _names_of_signals() -> frozenset[str]:
    """What there are examples of; `also` may name a risk or a signal that is not learned."""
    return frozenset(path.stem.replace("disability_", "disability/", 1) for path in FOLDER.glob("*/signals/*.yaml"))


def _load(path: Path) -> Any:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar as text: `no` and `2` are words
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


def _lines(rows: Any) -> list[str]:
    """The lines of a list, or of blocks of lines under titles."""
    if isinstance(rows, list):
        return [" ".join(row.split()) for row in rows]
    return [line for block in rows.values() for line in (block.splitlines() if isinstance(block, str) else block) if line]


def _choices(text: str) -> list[str]:
    """`[a|b] c [d|e]` stands for `a c d` and `b c e`: the choices of a line are taken in step."""
    slots = [choice.split("|") for choice in _CHOICE.findall(text) if "|" in choice]
    if not slots:
        return [text]
    return [_filled(text, [options[turn % len(options)] for options in slots]) for turn in range(max(map(len, slots)))]


def _filled(text: str, chosen: list[str]) -> str:
    parts = iter(chosen)
    return _CHOICE.sub(lambda slot: next(parts) if "|" in slot[1] else slot[0], text)
