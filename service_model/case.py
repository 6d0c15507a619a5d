"""A complaint as the gates see it: each issue beside the organisation it is about, as this authority sees that one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from service_model.authority import Authority, Procedure
from service_model.closed_before import first_received_on
from service_model.organisation import in_a_sentence
from service_model.record import Complaint, Issue
from service_model.register import Body, Jurisdiction, Kind


@dataclass(frozen=True, slots=True)
class View:
    """One issue with its organisation found. `procedure` is None while it cannot be told; so is `jurisdiction`."""

    issue: Issue
    body: Body | None
    kind: Kind | None
    jurisdiction: Jurisdiction | None
    procedure: str | None
    signpost: str | None
    justice: bool
    remit_check: bool

    @property
    def title(self) -> str:
        """What to call the organisation to the person within a sentence: its name, else what they call it, kept short."""
        if self.body is not None:
            return in_a_sentence(self.body.name)
        said = " ".join((self.issue.organisation or "").split())[:80]
        for lead, ours in (("my ", "your "), ("our ", "your "), ("the ", "the ")):
            if said.lower().startswith(lead):
                return ours + said[len(lead) :]
        return said or (self.kind.title if self.kind else "the organisation")

    @property
    def opening(self) -> str:
        """The same at the beginning of a sentence."""
        return self.title[:1].upper() + self.title[1:]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a gate may look at. `views` are the issues still going on; `advice_only` after the outcome is known."""

    complaint: Complaint
    today: date
    authority: Authority
    views: tuple[View, ...]
    signals: frozenset[str]
    advice_only: bool = False
    victims_exception: bool | None = None

    @property
    def received_on(self) -> date:
        """The day the complaint reached the office: today when the record does not say."""
        return self.complaint.received_on or self.today

    @property
    def first_received_on(self) -> date:
        """The day the time limit is counted to: for the same complaint brought back, the first receipt, which favours the person.

        Paragraphs 2.15 and 2.58 make it a new case and 2.63 restarts the old one; both dates are shown to the caseworker.
        After it was premature its own day counts (2.271, 2.292).
        """
        return first_received_on(self.complaint, self.received_on)

    def open(self, *facts: str) -> tuple[str, ...]:
        """Those of the facts that may still be asked: nobody has said 'I do not know' or 'I would rather not say'."""
        unanswered = self.complaint.unanswered
        return tuple(fact for fact in facts if fact not in unanswered) if unanswered else facts

    def procedure_of(self, view: View) -> Procedure | None:
        """The procedure the issue falls under, None while that cannot be told."""
        return self.authority.procedures.get(view.procedure) if view.procedure else None

    def going_on(self, views: Iterable[View]) -> Case:
        """The same case with only these issues."""
        return replace(self, views=tuple(views))


_NOTHING = (Issue.model_validate({}),)


def case_of(complaint: Complaint, *, today: date, authority: Authority) -> Case:
    """The case as the gates see it. A record without issues is taken as one issue of which nothing is known."""
    views = tuple(_view(issue, authority) for issue in complaint.issues or _NOTHING)
    return Case(complaint, today, authority, views, frozenset(signal.name for signal in complaint.signals))


def _view(issue: Issue, authority: Authority) -> View:
    register = authority.register
    body = register.bodies.get(issue.body) if issue.body else None
    signpost = body.signpost if body else None
    said = None
    if body is None and issue.organisation:
        found = register.look(issue.organisation)
        body, said, signpost = found.body, found.kind, found.signpost
    name = body.kind if body else issue.organisation_kind or said
    if body is None and name != said:
        signpost = None  # the hint was about another kind than the person chose
    kind = register.kinds.get(name) if name else None
    procedure = body.procedure if body else None
    if procedure is None and kind is not None:
        procedure = kind.procedure
        if kind.procedure_by:
            fact, answers = kind.procedure_by
            procedure = answers.get(getattr(issue, fact) or "")
    return View(
        issue=issue,
        body=body,
        kind=kind,
        jurisdiction=body.jurisdiction if body else kind.jurisdiction if kind else None,
        procedure=procedure,
        signpost=signpost or (kind.signpost if kind else None),
        justice=body.justice if body else bool(kind and kind.justice),
        remit_check=body.remit_check if body else bool(kind and kind.remit_check),
    )
