"""What caseworkers think of what the rules found: agree or disagree with each finding, and how often, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import case as sql_case
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import DeterminationSnapshot
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import FindingReview


class Review(Filled):
    """An answer to one finding of the newest determination. A disagreement says why."""

    id: Annotated[str, Field(max_length=80)]
    determination: int
    agrees: bool
    reason: Annotated[str, Field(max_length=5000)] | None = None


class Rest(Filled):
    """One answer to every finding of the newest determination that has none yet: I agree."""

    determination: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How often one rule's findings were reviewed, and how often a caseworker disagreed."""

    gate: str
    reviewed: int
    disagreed: int

    @property
    def rate(self) -> float:
        """The share that disagreed, 0 to 1."""
        return self.disagreed / self.reviewed


def review(change: Change, form: Review) -> None:
    """Keeps the answer; the newest for a finding counts. An answer to an older determination is refused."""
    newest = change.case.determinations[-1]
    if form.determination != newest.id:
        raise RefusedError("The rules have answered anew since you opened the page. Look at the new finding, then answer.")
    finding = next((each for each in newest.body["findings"] if each["gate"] == form.id), None)
    if finding is None:
        raise RefusedError("The newest determination has no such finding.")
    if not form.agrees and not form.reason:
        raise RefusedError("Say why you disagree.", "reason")
    values: dict[str, Any] = {
        "status": finding["status"], "guidance": newest.guidance, "agrees": form.agrees, "reason": form.reason,
    }  # fmt: skip
    kept = change.session.scalars(
        select(FindingReview).where(FindingReview.determination_id == newest.id, FindingReview.gate == form.id)
    ).one_or_none()
    before = None if kept is None else _word(kept.agrees)
    if kept is None:
        kept = FindingReview(**change.stamp(), determination_id=newest.id, gate=form.id, **values)
        change.session.add(kept)
    else:
        for name, value in {**values, "made_by": change.by, "made_at": change.at}.items():
            setattr(kept, name, value)
    change.trace(
        "finding_reviewed", fields=["reason"] if form.reason else (), before={"answer": before}, finding=form.id,
        answer=_word(form.agrees),
    )  # fmt: skip


def agree_with_rest(change: Change, form: Rest) -> None:
    """Agrees with each finding that nobody has answered; the answers there are stay. Raises RefusedError where none is left."""
    newest = change.case.determinations[-1]
    answered = fetch_reviews(change.session, newest)
    left = [each["gate"] for each in newest.body["findings"] if each["gate"] not in answered]
    if not left:
        raise RefusedError("Every finding has its answer already.")
    for gate in left:
        review(change, Review(id=gate, determination=form.determination, agrees=True))


def fetch_reviews(session: Session, determination: DeterminationSnapshot) -> dict[str, FindingReview]:
    """The answers to one determination, by finding."""
    rows = session.scalars(select(FindingReview).where(FindingReview.determination_id == determination.id))
    return {row.gate: row for row in rows}


def disagreement_by_rule(session: Session) -> list[Disagreement]:
    """How often caseworkers disagree with each rule, the most often first. Rules that nobody reviewed are left out."""
    disagreed = func.sum(sql_case((FindingReview.agrees.is_(False), 1), else_=0))
    rows = session.execute(select(FindingReview.gate, func.count(), disagreed).group_by(FindingReview.gate))
    found = [Disagreement(gate, reviewed, int(count)) for gate, reviewed, count in rows]
    return sorted(found, key=lambda row: (-row.rate, -row.disagreed, row.gate))


def _word(agrees: bool) -> str:
    return "agree" if agrees else "disagree"
