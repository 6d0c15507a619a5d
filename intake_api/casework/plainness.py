"""Is a letter in plain English, and what it should be in proportion to (SM-3.113, 3.118)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from intake_api import readability
from intake_api.cases.models import Case
from intake_api.casework import issues
from intake_api.casework.models import CaseLetter
from intake_api.casework.words import code
from intake_api.staff import words as staff_words
from service_model.record import Complaint

HARDEST = 9.0
"""Flesch-Kincaid: a reader of grade 9 is about 14. A default: the guidance names no measure."""


@dataclass(frozen=True, slots=True)
class Score:
    """How hard a letter is to read: its grade, the age that goes with it, and whether that is plain."""

    grade: float
    age: int
    is_plain: bool


def score(letter: CaseLetter) -> Score:
    """Of what the letter says: without its head, its closing, and what others wrote in it."""
    grade = readability.grade(_own_words(letter.body))
    return Score(grade, max(5, round(grade) + 5), grade <= HARDEST)


def is_plain(letter: CaseLetter) -> bool:
    """Can somebody of about 14 read it?"""
    return score(letter).is_plain


def drivers(session: Session, case: Case) -> list[tuple[str, str]]:
    """What the length of a letter is in proportion to: complexity, risk, number of issues, claimed severity (SM-3.118)."""
    complaint = Complaint.model_validate(case.record)
    found = issues.fetch(session, case)
    number = len(found) or len(complaint.issues)
    advised: list[dict[str, Any]] = case.determinations[-1].body.get("triage", {}).get("recommendations", [])
    category = next((row["choice"] for row in advised if row.get("name") == "allocation_category"), None)
    return [
        ("Complexity", staff_words.code(category, "No category yet")), ("Risk rating", code(case.risk, "Not assessed")),
        ("Number of issues", str(number)), ("Claimed severity, in their words", complaint.injustice or "Not said"),
    ]  # fmt: skip


def _own_words(body: str) -> str:
    """From the greeting to the closing, without quotations."""
    after = body.partition("\nDear ")[2] or body
    said = after.partition("\n")[2].partition("\n\nYours sincerely")[0]
    return "\n".join(line for line in said.splitlines() if not line.startswith(("“", "# ")))
