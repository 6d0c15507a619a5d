"""What case systems are told: one small model for each kind of event, and which entry of the trail it comes from.

An event says that something happened, never what somebody wrote or who they are: references, numbers and codes. What is told
is chosen here, field by field; whatever else stands in the trail stays there. `GET /v1/cases/{reference}` gives the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1
RECEIVED = "case.received"
type Codes = Mapping[str, str | None]


class What(BaseModel):
    """What changed, in codes. `kind` is the `type` of the event."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[str]


class WorksheetSaved(What):
    """Staff saved a worksheet. Privileged ones (questions to the Legal Team) are not told."""

    kind = "case.worksheet_saved"
    worksheet: str = Field(description="The kind, as under `work.worksheets` of the case")
    place: str = Field(description="case, component-<number> or entry-<number>")
    number: int = Field(description="The version of the worksheet, from 1")
    state: Literal["begun", "finished"]


class DecisionMade(What):
    """Somebody made the overall decision. It closes nothing yet."""

    kind = "case.decision_made"
    decision: int
    code: str
    diverges: bool = Field(description="Is it other than what the rules recommend?")
    state: Literal["waiting", "approved"]


class DecisionApproved(What):
    """A second person approved the decision."""

    kind = "case.decision_approved"
    decision: int
    code: str


class DecisionSentBack(What):
    """A second person sent the decision back."""

    kind = "case.decision_sent_back"
    decision: int


class DecisionWithdrawn(What):
    """A decision was withdrawn before it closed the case."""

    kind = "case.decision_withdrawn"
    decision: int


class Closed(What):
    """The case was closed by an approved decision."""

    kind = "case.closed"
    decision: int
    code: str


class ReturnRecorded(What):
    """Somebody came back about a closed case. It waits for review."""

    kind = "case.return_recorded"


class Restarted(What):
    """A closed case was restarted."""

    kind = "case.restarted"
    route: str | None


class LeftClosed(What):
    """A return was reviewed, and the case stays closed."""

    kind = "case.left_closed"


class StatusChanged(What):
    """The case stands elsewhere. That it was closed or restarted is told as such, not here."""

    kind = "case.status_changed"
    before: str | None
    status: str


class Assigned(What):
    """Somebody works on the case now. Who is not told."""

    kind = "case.assigned"


class GivenBack(What):
    """Nobody works on the case any more."""

    kind = "case.given_back"


class Moved(What):
    """The case went to another team."""

    kind = "case.moved"
    before: str | None
    team: str


class Linked(What):
    """The case was linked with another. Told once, for the case on which the link was made."""

    kind = "case.linked"
    other: str
    link: str


class PassedOn(What):
    """Triage is finished and the case waits in the allocation queue."""

    kind = "case.passed_on"
    category: str
    goes_to: str


class CategoryChanged(What):
    """Another category; the case waits to be allocated again."""

    kind = "case.category_changed"
    before: str | None
    category: str


class ComponentsAdded(What):
    """Components (issues that are decided one by one) were added."""

    kind = "case.components_added"
    count: int


class ComponentDecided(What):
    """A component was decided."""

    kind = "case.component_decided"
    component: int
    decision: str


class DeterminedAgain(What):
    """The rules were asked anew, and this is what they recommend now."""

    kind = "case.determined_again"
    outcome: str | None


class RiskChanged(What):
    """A risk was added, changed or closed, or the case was assessed. The rating is not told."""

    kind = "case.risk_changed"
    done: Literal["added", "changed", "closed", "assessed"]


class AdjustmentsChanged(What):
    """A reasonable adjustment was asked for or decided. Which is not told."""

    kind = "case.adjustments_changed"
    done: Literal["requested", "decided"]


class ContactRecorded(What):
    """A contact was recorded."""

    kind = "case.contact_recorded"
    way: str
    direction: str


class LetterSent(What):
    """A letter left, or was printed to be posted."""

    kind = "case.letter_sent"
    letter: int
    way: str


class RequestChanged(What):
    """A question to another team was asked or answered."""

    kind = "case.request_changed"
    request: int
    done: Literal["asked", "answered"]


class DepartureRecorded(What):
    """Somebody departed from a rule of the guidance, with an explanation."""

    kind = "case.departure_recorded"
    rule: str = Field(description="Its paragraphs")
    place: str


class ReportIssued(What):
    """Provisional views or the final report were issued. To whom is not told."""

    kind = "case.report_issued"
    report: Literal["provisional_views", "final_report"]
    issued_on: str = Field(description="The day, YYYY-MM-DD")


class PartiesChanged(What):
    """Staff added, mended or took off a person or organisation of the case. Who is not told."""

    kind = "case.parties_changed"
    done: Literal["added", "mended", "taken_off"]


class SignedOff(What):
    """A supervisor signed a task."""

    kind = "case.signed_off"
    task: str


def _said(codes: Codes, name: str) -> str:
    return codes.get(name) or ""


def _number(codes: Codes, name: str) -> int:
    return int(codes.get(name) or 0)


def _decision(codes: Codes) -> dict[str, int]:
    return {"decision": _number(codes, "decision")}


def _reviewed(_before: Codes, after: Codes) -> What:
    return Restarted(route=after.get("route")) if after.get("choice") == "restart" else LeftClosed()


def _moved_on(before: Codes, after: Codes) -> What | None:
    if "closed" in (before.get("status"), after.get("status")):
        return None
    return StatusChanged(before=before.get("status"), status=_said(after, "status"))


def _request(done: Literal["asked", "answered"]) -> Callable[[Codes, Codes], What]:
    return lambda _before, after: RequestChanged(request=_number(after, "query"), done=done)


def _letter(_before: Codes, after: Codes) -> What:
    return LetterSent(letter=_number(after, "letter"), way=_said(after, "way"))


TOLD: Mapping[str, Callable[[Codes, Codes], What | None]] = {
    "worksheet_saved": lambda _, after: WorksheetSaved(
        worksheet=_said(after, "worksheet"), place=_said(after, "place"), number=_number(after, "number"),
        state="finished" if after.get("state") == "finished" else "begun",
    ),
    "decision_made": lambda _, after: DecisionMade(
        **_decision(after), code=_said(after, "code"), diverges=after.get("diverges") == "yes",
        state="waiting" if after.get("state") == "waiting" else "approved",
    ),
    "decision_approved": lambda _, after: DecisionApproved(**_decision(after), code=_said(after, "code")),
    "decision_sent_back": lambda _, after: DecisionSentBack(**_decision(after)),
    "decision_withdrawn": lambda _, after: DecisionWithdrawn(**_decision(after)),
    "case_closed": lambda _, after: Closed(**_decision(after), code=_said(after, "code")),
    "return_recorded": lambda *_: ReturnRecorded(),
    "return_reviewed": _reviewed,
    "status_changed": _moved_on,
    "case_assigned": lambda _, after: Assigned() if after.get("assignee") not in (None, "nobody") else GivenBack(),
    "case_given_back": lambda *_: GivenBack(),
    "case_moved": lambda before, after: Moved(before=before.get("team"), team=_said(after, "team")),
    "case_linked": lambda _, after: Linked(other=_said(after, "other"), link=_said(after, "kind")),
    "case_passed_on": lambda _, after: PassedOn(category=_said(after, "category"), goes_to=_said(after, "goes_to")),
    "category_changed": lambda before, after: CategoryChanged(before=before.get("category"), category=_said(after, "category")),
    "component_added": lambda _, after: ComponentsAdded(count=_number(after, "count") or 1),
    "component_decided": lambda _, after: ComponentDecided(
        component=_number(after, "component"), decision=_said(after, "decision")
    ),
    "determined_again": lambda _, after: DeterminedAgain(outcome=after.get("outcome")),
    "risk_added": lambda *_: RiskChanged(done="added"),
    "risk_changed": lambda *_: RiskChanged(done="changed"),
    "risk_closed": lambda *_: RiskChanged(done="closed"),
    "risk_assessed": lambda *_: RiskChanged(done="assessed"),
    "adjustment_requested": lambda *_: AdjustmentsChanged(done="requested"),
    "adjustment_decided": lambda *_: AdjustmentsChanged(done="decided"),
    "contact_recorded": lambda _, after: ContactRecorded(way=_said(after, "way"), direction=_said(after, "direction")),
    "letter_sent": _letter,
    "letter_printed": _letter,
    "query_asked": _request("asked"),
    "query_answered": _request("answered"),
    "rule_departed_from": lambda _, after: DepartureRecorded(rule=_said(after, "rule"), place=_said(after, "place")),
    "provisional_views_issued": lambda _, after: ReportIssued(
        report="provisional_views", issued_on=_said(after, "issued_on")
    ),
    "final_report_issued": lambda _, after: ReportIssued(report="final_report", issued_on=_said(after, "issued_on")),
    "party_added": lambda *_: PartiesChanged(done="added"),
    "party_mended": lambda *_: PartiesChanged(done="mended"),
    "party_taken_off": lambda *_: PartiesChanged(done="taken_off"),
    "task_signed": lambda _, after: SignedOff(task=_said(after, "task")),
}  # fmt: skip
"""From an action of the trail to the event, given the codes before and after. None: this time there is nothing to tell."""

NOT_TOLD: Mapping[str, str] = {
    **dict.fromkeys(("task_opened", "task_done", "called_changed"), "how staff organise their own work"),
    **dict.fromkeys(("note_written", "note_reviewed", "monitor_note_written", "conflict_declared"), "stays in the house"),
    **dict.fromkeys(
        ("letter_drafted", "letter_changed", "letter_set_aside", "letter_answered", "told_before_decision"), "no letter left"
    ),
    **dict.fromkeys(("copy_begun", "copy_marked", "copy_made"), "copies are no part of the hand-off"),
    **dict.fromkeys(("case_reallocated", "case_allocated"), "case.assigned says it"),
    **dict.fromkeys(
        (
            "organisation_recorded", "case_prioritised", "no_clinical_advice_agreed", "conference_arranged",
            "conference_cancelled",
        ),
        "case.worksheet_saved says it",
    ),
    **dict.fromkeys(("risk_agreed", "mitigation_reviewed"), "no part of the hand-off"),
    **dict.fromkeys(("finding_reviewed", "contact_planned"), "no part of the hand-off"),
    **dict.fromkeys(
        (
            "criteria_answered", "category_confirmed", "allocate_differently_asked", "category_change_asked",
            "category_reasons_given", "category_review_decided", "possible_systemic_issue",
        ),
        "on the way to a category; case.category_changed tells the end of it",
    ),
}  # fmt: skip
"""The actions that case systems are not told of, and why."""

CHANGES: tuple[type[What], ...] = tuple(What.__subclasses__())
KINDS: tuple[str, ...] = (RECEIVED, *(each.kind for each in CHANGES))
"""Every type of event, case.received first."""
