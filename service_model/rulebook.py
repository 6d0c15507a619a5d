"""The rulebook as data: the gates in order, what each asks, what each may answer and what follows; read off the rules themselves.

Nothing is written down twice: titles come from the functions' docstrings, answers from running the specimens.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding, Force
from service_model.facts import FACTS
from service_model.findings import in_order, unique
from service_model.gates import REGISTRY
from service_model.specimens import permutations
from service_model.why import explain

_CITED = re.compile(r"\s*\((?:SM-|paragraph)?[\d., a-z;:-]*\d[^()]*\)\.?$")
_ORDER = {"met": 0, "cannot_tell": 1, "not_met": 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing a gate may say: the finding's words, and the outcome and code it leads to (None: the next gate is asked)."""

    status: str
    reason: str
    paragraphs: tuple[str, ...]
    kind: Force
    outcome: str | None
    closure_code: str | None


@dataclass(frozen=True, slots=True)
class GatePage:
    """One gate: what it asks, its answers as the specimens bring them out, and the questions it may put to the person."""

    name: str
    asks: str
    paragraphs: tuple[str, ...]
    answers: tuple[Answer, ...]
    questions: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """The gate's name as words."""
        return self.name.replace("_", " ").capitalize()

    @property
    def ends_with(self) -> tuple[str, ...]:
        """The outcomes a complaint may end with here."""
        return unique(answer.outcome for answer in self.answers if answer.outcome and answer.status == "not_met")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for staff: its name, the sentence it implements and the paragraphs it names."""

    name: str
    says: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One module of rules for staff."""

    title: str
    rules: tuple[Rule, ...]


def gate_pages(authority: Authority = PHSO) -> tuple[GatePage, ...]:
    """Every gate of the authority, in the order in which complaints meet them."""
    found: dict[str, dict[tuple[str, str], Finding]] = {name: {} for name in authority.gates}
    needs: dict[str, dict[str, None]] = {name: {} for name in authority.gates}
    for _, determination in permutations(authority.id):
        for finding in determination.findings:
            found[finding.gate].setdefault((finding.status, finding.reason), finding)
            needs[finding.gate].update(dict.fromkeys(finding.needs))
    return tuple(_gate_page(name, list(found[name].values()), needs[name]) for name in authority.gates)


def _gate_page(name: str, findings: list[Finding], needs: dict[str, None]) -> GatePage:
    rows = sorted(findings, key=lambda each: (_ORDER[each.status], each.reason))
    answers = [Answer(row.status, row.reason, row.paragraphs, row.kind, row.outcome, row.closure_code) for row in rows]
    return GatePage(
        name=name,
        asks=_first_sentence(REGISTRY[name].judge),
        paragraphs=in_order(paragraph for row in rows for paragraph in row.paragraphs),
        answers=tuple(answers),
        questions=tuple((fact, explain(fact)[0]) for fact in needs if fact in FACTS),
    )


def chapters() -> Iterator[Chapter]:
    """The rules for staff: each module of the casework and of the risk process, by its docstring."""
    for package in ("casework", "risk"):
        folder = getattr(importlib.import_module(f"service_model.{package}"), "__path__", ())
        for info in pkgutil.iter_modules(folder):
            module = importlib.import_module(f"service_model.{package}.{info.name}")
            rules = tuple(_rules_of(module))
            if rules:
                yield Chapter(_first_sentence(module), rules)


def _rules_of(module: ModuleType) -> Iterator[Rule]:
    """The public functions of a module whose docstring names a paragraph, in the order of the file."""
    for name, function in vars(module).items():
        if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
            continue
        cited = cited_in(inspect.getdoc(function) or "")
        if cited:
            yield Rule(name.replace("_", " "), _first_sentence(function), cited)


def cited_in(text: str) -> tuple[str, ...]:
    """The paragraphs a docstring names: 'SM-2.21, 2.35' and '2.31 to 2.33' name two each.

    >>> cited_in("Within the limit (SM-2.273, 2.274; victims 2.275)")
    ('SM-2.273', 'SM-2.274', 'SM-2.275')
    """
    return tuple(f"SM-{number}" for number in unique(re.findall(r"\b(\d{1,2}\.\d{1,3})[a-z]?\b", text)))


def _first_sentence(thing: object) -> str:
    """The first paragraph of the docstring, without the paragraphs it cites at its end."""
    first = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return _CITED.sub("", first).rstrip(".") + "."
