"""What a paragraph of the guidance asks, for who wants to know why: its number, how it is marked, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from intake_api.languages import say
from intake_api.rulebook.catalogue import CATALOGUE, requirements
from service_model.citations import cite

_GUIDANCE = (
    "service_model_intake.yaml", "service_model_primary.yaml", "service_model_investigation.yaml", "service_model_risk.yaml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `says` are its requirements, one sentence each; empty where our catalogue does not hold it."""

    number: str
    where: str
    is_law: bool
    says: tuple[str, ...]


def paragraphs(cited: Iterable[str], *, guidance: str) -> tuple[Paragraph, ...]:
    """The paragraphs behind citations like SM-2.16, each once, in their order."""
    found = []
    for name in dict.fromkeys(cited):
        citation = cite(name, guidance=guidance)
        found.append(Paragraph(name.removeprefix("SM-"), citation.text, "legal" in citation.kinds, _sentences().get(name, ())))
    return tuple(found)


def numbers(found: Iterable[Paragraph]) -> str:
    """The numbers of paragraphs in a row."""
    return in_a_row([paragraph.number for paragraph in found])


def in_a_row(numbers: Iterable[str]) -> str:
    """Numbers as they are read: '2.8, 2.16 and 2.20'."""
    *rest, last = list(numbers) or [""]
    return say("{numbers} and {last}", numbers=", ".join(rest), last=last) if rest else last


def warm() -> None:
    """Reads the guidance's paragraphs now rather than for the first person who asks."""
    _sentences()


@cache
def _sentences() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in _GUIDANCE:
        for row in requirements(CATALOGUE / name):
            found.setdefault(row.paragraph, []).append(row.summary)
    return {paragraph: tuple(rows) for paragraph, rows in found.items()}
