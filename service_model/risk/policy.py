"""How an authority assesses risk, as data: scales, matrix, categories, formal points, duties, and what suggests a risk.

The files stand in `service_model/authorities/risk/`, one an authority; a file that is wrong says which field is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import Field, model_validator

from service_model.authority import Deadline
from service_model.data_files import load_shape, packaged
from service_model.determination import Force
from service_model.duties import Duty, Party
from service_model.record import Complaint, Issue
from service_model.risk.known import KnownFacts
from service_model.risk.scale import Level, Paragraph, Scale, Shape, Text

Rating = Literal["low", "medium", "high"]
Cell = Literal["low", "medium_or_low", "high"]
Category = Literal["people", "financial", "reputation", "service", "legal"]
RiskKind = Literal["general", "threat_of_harm", "terminal_illness", "information_breach"]
MitigationOutcome = Literal["remove", "avoid", "reduce", "accept"]
Point = Literal["propose_or_decline", "investigation_confirmed", "provisional_views", "further_work"]
Step = Literal["decline", "propose", "confirm", "share_provisional_views", "open_further_work"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
RATINGS: tuple[Rating, ...] = get_args(Rating)


class Cited(Shape):
    """One sentence and the paragraph it rests on."""

    text: Text
    paragraph: Paragraph


class Suggestion(Shape):
    """Something that may mitigate a risk. `kinds`: for these kinds of risk only."""

    what: Text
    paragraph: Paragraph
    kinds: tuple[RiskKind, ...] = ()


class CategoryScope(Shape):
    """One of the five categories: what it covers and what may mitigate it."""

    title: Text
    short: Text
    covers: tuple[Cited, ...] = Field(min_length=1)
    suggestions: tuple[Suggestion, ...] = ()

    def suggested_for(self, kind: RiskKind) -> tuple[Suggestion, ...]:
        """What the guidance suggests for a risk of that kind (SM-10.40)."""
        return tuple(each for each in self.suggestions if not each.kinds or kind in each.kinds)


class Prompt(Shape):
    """Something to think of when looking for risks."""

    name: Text
    title: Text
    paragraph: Paragraph


class ImpactExamples(Shape):
    """What a usual impact of each level looks like, for each category. `assumed`: they are ours, not the authority's tool's."""

    paragraph: Paragraph
    assumed: bool = False
    examples: dict[Category, dict[str, Text]]


class OversightRoom(Shape):
    """How many cases the Ombudsman oversees at the most, and who is responsible overall."""

    paragraph: Paragraph
    ombudsman_cases: int = Field(ge=0)
    assumed: bool = False
    responsible: Text


class OutcomeText(Shape):
    """What a mitigation plan aims at."""

    title: Text
    meaning: Text


class SupervisionLevel(Shape):
    """What a rating means for supervision. `assumed`: the guidance leaves it to another document."""

    level: Text
    what: Text
    assumed: bool = False


class FormalPoint(Shape):
    """A point at which a formal assessment is required."""

    title: Text


class FormalStep(Shape):
    """A step that may not be taken without the assessment of its point."""

    point: Point
    what: Text
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)


class DutyText(Shape):
    """A duty as data: what, how strong, who is told."""

    what: Text
    kind: Force
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    to: tuple[Party, ...] = Field(min_length=1)
    must: bool = True


class Suggests(Shape):
    """What suggests one risk: signals, answers about the complaint, answers about any issue, or what staff know."""

    category: Category
    kind: RiskKind
    why: Text
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    immediate: bool = False
    signals: tuple[Text, ...] = ()
    answers: dict[str, tuple[Text, ...]] = {}
    issue_answers: dict[str, tuple[Text, ...]] = {}
    known: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _names_facts_there_are(self) -> Self:
        for field, names, shape in (
            ("answers", self.answers, Complaint),
            ("issue_answers", self.issue_answers, Issue),
            ("known", self.known, KnownFacts),
        ):
            for fact in names:
                if fact not in shape.model_fields:
                    raise ValueError(f"{field}.{fact}: there is no such fact")
        if not (self.signals or self.answers or self.issue_answers or self.known):
            raise ValueError("nothing would ever suggest it: give signals, answers, issue_answers or known")
        return self


class RiskPolicy(Shape):
    """An authority's way to assess risk. Read it with `load_risk_policy`."""

    authority: Text
    guidance: Text
    impact: Scale
    likelihood: Scale
    happened_counts_as: Text
    matrix: dict[str, dict[str, Cell]]
    categories: dict[Category, CategoryScope]
    prompts: tuple[Prompt, ...]
    external_factors: tuple[Prompt, ...]
    impact_examples: ImpactExamples
    oversight: OversightRoom
    mitigation_outcomes: dict[MitigationOutcome, OutcomeText]
    supervision: dict[Rating, SupervisionLevel]
    formal_points: dict[Point, FormalPoint]
    steps: dict[Step, FormalStep]
    people_left_out_of_oversight: dict[Text, Paragraph]
    deadlines: dict[str, Deadline]
    duties: dict[str, DutyText]
    escalation: tuple[str, ...] = Field(min_length=1)
    first_view: dict[str, Suggests]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for problem in _problems(self):
            raise ValueError(problem)
        return self

    def cell(self, impact: Level, likelihood: Level) -> Cell:
        """What the matrix says where the two levels meet."""
        return self.matrix[self.impact.name(impact)][self.likelihood.name(likelihood)]

    def duty(self, name: str, **more: Any) -> Duty:
        """The duty of that name; `more` is any field of a duty that the case decides, above all `by`."""
        row = self.duties[name]
        fields = {"kind": row.kind, "paragraphs": row.paragraphs, "to": row.to, "must": row.must, **more}
        return Duty(name, fields.pop("what", row.what), **fields)


def _problems(policy: RiskPolicy) -> list[str]:
    impacts = [each.name for each in policy.impact.levels]
    likelihoods = [each.name for each in policy.likelihood.levels]
    cells = [(row, column) for row in policy.matrix for column in policy.matrix[row]]
    wanted = [(row, column) for row in impacts for column in likelihoods]
    found = [f"matrix.{row}.{column}: this cell is missing" for row, column in wanted if (row, column) not in cells]
    found += [f"matrix.{row}.{column}: there is no such cell" for row, column in cells if (row, column) not in wanted]
    if policy.happened_counts_as not in likelihoods:
        found.append(f"happened_counts_as: {policy.happened_counts_as!r} is not a likelihood")
    for field, names in (
        ("categories", CATEGORIES),
        ("supervision", RATINGS),
        ("mitigation_outcomes", get_args(MitigationOutcome)),
        ("formal_points", get_args(Point)),
        ("steps", get_args(Step)),
    ):
        found += [f"{field}.{name}: this one is missing" for name in names if name not in getattr(policy, field)]
    for category in CATEGORIES:
        given = policy.impact_examples.examples.get(category, {})
        found += [f"impact_examples.{category}.{row}: this one is missing" for row in impacts if row not in given]
    found += [f"escalation: there is no duty called {name!r}" for name in policy.escalation if name not in policy.duties]
    return found


def load_risk_policy(which: str | Path) -> RiskPolicy:
    """The risk policy of that authority ("phso"), or the one a file describes (a Path).

    Raises ValueError, naming the file and the field, for a file that is missing, not readable or not whole.
    """
    path = which if isinstance(which, Path) else packaged("authorities", "risk", f"{which}.yaml")
    return load_shape(path, RiskPolicy, called="risk policy")


RISK = load_risk_policy("phso")
