"""The questions as data (questions.yaml), and which of them are asked after which answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("questions.yaml")
PREFER_NOT_TO_SAY = "prefer_not_to_say"

type Answers = Mapping[str, str]
"""Question to answer: names of questions.yaml. A question that was skipped is not there."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `short` is what caseworkers read before the answer. `options` end with prefer not to say."""

    name: str
    ask: str
    short: str
    options: Mapping[str, str]
    when: Mapping[str, list[str]] = field(default_factory=dict)
    unless: Mapping[str, list[str]] = field(default_factory=dict)

    def is_asked(self, answers: Answers) -> bool:
        """Is it asked after these answers?"""
        wanted = all(answers.get(name) in values for name, values in self.when.items())
        return wanted and not any(answers.get(name) in values for name, values in self.unless.items())


def _read(path: Path) -> dict[str, Question]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    last = {PREFER_NOT_TO_SAY: rows[PREFER_NOT_TO_SAY]}
    return {name: Question(name, **{**row, "options": {**row["options"], **last}}) for name, row in rows["questions"].items()}


QUESTIONS: Mapping[str, Question] = _read(FILE)


def after(name: str | None, answers: Answers) -> str | None:
    """The next question after this one (None: the first); None after the last."""
    names = list(QUESTIONS)
    rest = names if name is None else names[names.index(name) + 1 :]
    return next((each for each in rest if QUESTIONS[each].is_asked(answers)), None)


def before(name: str, answers: Answers) -> str | None:
    """The question before this one; None before the first."""
    earlier = list(QUESTIONS)[: list(QUESTIONS).index(name)]
    return next((each for each in reversed(earlier) if QUESTIONS[each].is_asked(answers)), None)


def kept(answers: Answers) -> dict[str, str]:
    """The answers to questions that are asked after the others: what no longer follows from a changed answer is dropped."""
    found: dict[str, str] = {}
    for name, question in QUESTIONS.items():
        if name in answers and question.is_asked(found):
            found[name] = answers[name]
    return found


def words() -> Iterator[str]:
    """Every English string that people read: the keys of the catalogues."""
    for question in QUESTIONS.values():
        yield question.ask
        yield question.short
        yield from question.options.values()
