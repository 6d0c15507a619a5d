"""Reads one answer of the form. Says what is wrong and what to do; never guesses an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import yaml

from intake_api.conversations import clean
from intake_api.form.questions import OPEN, Question
from narrative import Name, build_reader
from narrative.answers import Answer, read_answer
from service_model import PHSO

if TYPE_CHECKING:
    from narrative.reader import Reader

PROBLEMS: Mapping[str, str] = yaml.safe_load(files("intake_api.form").joinpath("problems.yaml").read_text(encoding="utf-8"))
LONGEST_TO_READ = 400  # beyond that a text is what it is: no 'I don't know' hides in it


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered. `left_open` says why there is no value; `candidates` are bodies to choose from: (id, name)."""

    value: Any = None
    body: str | None = None
    words: str = ""
    left_open: Literal["dont_know", "prefer_not_to_say"] | None = None
    candidates: list[tuple[str, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader that knows the register's organisations; made on first use (a second or so), then shared."""
    return build_reader(Name(*row) for row in PHSO.register.spoken())


def read(question: Question, form: dict[str, str], *, today: date) -> Given:
    """The answer in a posted form: `choice` (a payload on offer), `answer` (typed) or `pick` (one of the bodies offered).

    Raises InputProblemError with a field `answer` or `choice`.
    """
    if form.get("choice"):
        return _chosen(question, form["choice"])
    if question.is_choice:
        raise clean.InputProblemError("answer", "Choose one of the answers.")
    if question.fact.kind == "organisation" and form.get("pick"):
        return _picked(form["pick"], clean.without_control(form.get("answer", "")))
    return _typed(question, form.get("answer", ""), today)


def _chosen(question: Question, payload: str) -> Given:
    for option in (*question.options, *question.skips):
        if option.payload == payload:
            if payload in OPEN:
                return Given(left_open=OPEN[payload], words=option.title)  # type: ignore[arg-type]
            return Given(option.value, words=option.title)
    raise clean.InputProblemError("answer", "That answer is not one of those on offer. Choose one of the answers.")


def _picked(pick: str, typed: str) -> Given:
    body = PHSO.register.bodies.get(pick)
    if body is None:
        return Given(typed.strip()[:300], words=typed)
    return Given(body.name, body=body.id, words=typed)


def _typed(question: Question, raw: str, today: date) -> Given:
    try:
        text = clean.typed(raw)
    except clean.InputProblemError as problem:
        message = problem.message if len(problem.given) > clean.MAX_LENGTH else _message("empty")
        raise clean.InputProblemError("answer", message, given=problem.given) from None
    kind = question.fact.kind
    if kind == "text" and len(text) > LONGEST_TO_READ:
        return Given(text.strip(), words=text)
    answer = read_answer(kind, text, today=today, reader=reader() if kind == "organisation" else None)
    if answer.status in ("dont_know", "prefer_not_to_say"):
        return Given(left_open=answer.status, words=text)
    if kind == "organisation" and answer.candidates:
        return Given(words=text, candidates=_candidates(answer))
    if answer.status != "answered":
        fallback = kind if kind in ("date", "organisation", "name") else "choice"
        raise clean.InputProblemError("answer", _message(answer.problem or f"{fallback}_unclear"), given=text)
    if kind == "organisation":
        return Given(answer.value["text"], body=answer.value.get("body"), words=text)
    return Given(text.strip() if kind == "text" else answer.value, words=text)


def _candidates(answer: Answer) -> list[tuple[str, str]]:
    rows = (row if isinstance(row, dict) else {"id": row.id, "name": row.name} for row in answer.candidates[:6])
    return [(str(row["id"]), str(row["name"])) for row in rows]


def _message(key: str) -> str:
    return PROBLEMS.get(key, "We could not use that answer. Please check it.")
