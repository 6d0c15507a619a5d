"""What the rulebook page shows: the way of a complaint as a drawing, the gates, the rules for staff, the paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from intake_api.rulebook.catalogue import CATALOGUE, Requirement, requirements
from intake_api.settings import ROOT
from intake_api.staff import words
from intake_api.templating import templates
from service_model import PHSO
from service_model.engine import GOES_ON
from service_model.findings import in_order, unique
from service_model.rulebook import GatePage, chapters, gate_pages

STYLES = ROOT / "web" / "public" / "rulebook.css"
_GUIDANCE = (
    "service_model_intake.yaml", "service_model_primary.yaml", "service_model_investigation.yaml", "service_model_risk.yaml",
)  # fmt: skip
_STEP, _HEIGHT = 96, 60


@dataclass(frozen=True, slots=True)
class Box:
    """One gate in the drawing (pixels from the top) and what may end there."""

    top: int
    title: str
    ends: tuple[str, ...]

    @property
    def middle(self) -> int:
        """Where the arrow to the side leaves."""
        return self.top + _HEIGHT // 2


@cache
def contents() -> dict[str, Any]:
    """Everything the template needs. The rules do not change while the program runs, so it is made once."""
    gates, rules = gate_pages(), tuple(chapters())
    boxes = [_box(number, gate) for number, gate in enumerate(gates)]
    cited = in_order(
        [
            *(paragraph for gate in gates for paragraph in gate.paragraphs),
            *(deadline.paragraph for deadline in PHSO.deadlines.values()),
            *(paragraph for chapter in rules for rule in chapter.rules for paragraph in rule.paragraphs),
        ]
    )
    rows = _paragraphs()
    return {
        "authority": PHSO, "gates": gates, "chapters": rules, "boxes": boxes, "height": len(boxes) * _STEP + _HEIGHT + 20,
        "box_height": _HEIGHT, "paragraphs": [(each, rows[each]) for each in cited if each in rows], "words": words,
    }  # fmt: skip


def _box(number: int, gate: GatePage) -> Box:
    ends = unique(words.code(each) + (": a caseworker decides" if each in GOES_ON else "") for each in gate.ends_with)
    return Box(10 + number * _STEP, gate.title, ends)


def _paragraphs() -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for name in _GUIDANCE:
        for row in requirements(CATALOGUE / name):
            found.setdefault(row.paragraph, []).append(row)
    return found


def as_one_file() -> str:
    """The page as one HTML document that needs nothing else."""
    template = templates.env.get_template("rulebook/file.html")
    return template.render(styles=STYLES.read_text(encoding="utf-8"), **contents())
