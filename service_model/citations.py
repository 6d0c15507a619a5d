"""What stands beside a paragraph that is cited: whether the law or the office's own policy asks for it (introduction, 3)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml

from service_model.determination import Finding, Force

_MARKED: dict[Force, list[str]] = yaml.safe_load(files("service_model").joinpath("paragraphs.yaml").read_text(encoding="utf-8"))
_FORCES: dict[str, tuple[Force, ...]] = {
    number: tuple(force for force, marked in _MARKED.items() if number in marked) for row in _MARKED.values() for number in row
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One paragraph, how it is marked (a paragraph may be both legal and policy), and how it is written out."""

    paragraph: str
    kinds: tuple[Force, ...]
    text: str


def cite(paragraph: str, *, guidance: str) -> Citation:
    """The paragraph with its marks and the guidance and version it stands in.

    >>> cite("SM-2.16", guidance="Service Model main guidance v22")
    Citation(paragraph='SM-2.16', kinds=('legal',), text='Service Model main guidance v22, paragraph 2.16')
    """
    number = paragraph.removeprefix("SM-")
    place = "introduction" if number == "intro" else f"paragraph {number}"
    return Citation(paragraph, _FORCES.get(number, ("guidance",)), f"{guidance}, {place}")


def citations(finding: Finding, *, guidance: str) -> tuple[Citation, ...]:
    """Every paragraph that a finding cites, in its order."""
    return tuple(cite(paragraph, guidance=guidance) for paragraph in finding.paragraphs)
