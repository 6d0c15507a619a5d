"""What has to be so before a decision: shown beside it, each with its paragraph. Nothing here decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import adjustments, assessing, conflicts, contacts, issues, senior
from intake_api.casework.models import CaseDecision, CaseReturn
from intake_api.clock import london_day, utc_now
from intake_api.worksheets import checks as worksheets
from intake_api.worksheets.service import is_begun
from service_model import PHSO
from service_model.case import case_of
from service_model.casework import issuing_decisions as letters
from service_model.casework.adjustments import adjustments_considered
from service_model.casework.mp_contact import MpContactFacts, contact_the_mp, was_referred
from service_model.casework.organisational_decision import components_decided
from service_model.casework.primary_contact import tried_before_acting
from service_model.casework.returning import has_new_decision
from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Complaint
from service_model.risk.points import formal_assessment

Kind = Literal["propose_to_investigate", "resolution", "declined"]
NEVER_PASSED_OVER = frozenset({"components_decided", "conflict_of_interest", "adjustments_considered"})
"""What no reason makes up for: the components' own decisions (SM-3.119), a conflict, a request the law asks to consider."""


def before_deciding(
    session: Session, case: Case, *, kind: Kind, username: str, now: datetime, code: str | None = None
) -> tuple[Finding, ...]:
    """Every required check for a decision of that kind by that person. `code` is the closure code, once one was chosen."""
    made = contacts.fetch(session, case)
    return (
        components_decided(issues.as_rules_read(issues.fetch(session, case))),
        tried_before_acting(contacts.first_contact(session, case)),
        _mp_told(session, case),
        adjustments_considered(adjustments.as_rules_read(adjustments.fetch(session, case))),
        formal_assessment(
            "propose" if kind == "propose_to_investigate" else "decline", assessing.made(session, case),
            step_began_on=min((london_day(each.at) for each in made), default=london_day(case.received_at)),
            today=london_day(now),
        ),
        _conflict(session, case, username),
        *_decision_form(session, case, kind, code),
        *worksheets.before_deciding(session, case, kind=kind, now=now),
    )  # fmt: skip


def unmet(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that are not so."""
    return tuple(each for each in findings if each.status != "met")


def before_closing(session: Session, case: Case, decision: CaseDecision) -> tuple[Finding, ...]:
    """Everybody who has to hear of it has heard (SM-3.109, 3.110, 3.117); a restarted case has a new decision (SM-2.63)."""
    return (
        letters.may_close(_decision_to_issue(session, case)), *_new_decision(session, case, decision),
        *senior.before_closing(session, case, now=utc_now()),
    )  # fmt: skip


def restarted_at(session: Session, case: Case) -> datetime | None:
    """When the case was last restarted; None for one that never was."""
    query = select(CaseReturn.reviewed_at).where(CaseReturn.case_id == case.id, CaseReturn.choice == "restart")
    return session.scalars(query.order_by(CaseReturn.id.desc()).limit(1)).first()


def _new_decision(session: Session, case: Case, decision: CaseDecision) -> tuple[Finding, ...]:
    restarted = restarted_at(session, case)
    if restarted is None:
        return ()
    if decision.made_at < restarted:
        return (not_met("new_decision", "No new decision is recorded since it was restarted.", "SM-2.63", kind="policy"),)
    return (has_new_decision(restarted_on=london_day(restarted), decided_on=london_day(decision.made_at)),)


def _decision_to_issue(session: Session, case: Case) -> letters.DecisionToIssue:
    """Who has heard of it. On a restarted case those who heard of the earlier decision have not heard of the new one."""
    complaint, restarted = Complaint.model_validate(case.record), restarted_at(session, case)
    told = [row for row in contacts.fetch(session, case) if row.is_decision and row.direction == "out"]
    heard = {row.party for row in told if restarted is None or row.made_at > restarted}
    view = next(iter(case_of(complaint, today=london_day(case.received_at), authority=PHSO).views), None)
    procedure = view.procedure if view else None
    referred = was_referred(complaint)
    values: dict[str, Any] = {
        "procedure": procedure if procedure in ("parliamentary", "health") else None,
        "mp": "referring_mp" if referred else "none",
        "organisation_contacted": contacts.was_contacted(session, case, "organisation") is not None,
        "sent_to": tuple(sorted(heard - {"other"})),
    }
    return letters.DecisionToIssue(**values)


def _mp_told(session: Session, case: Case) -> Finding:
    """A referring MP knows who considers it (SM-2.226)."""
    told = contacts.was_contacted(session, case, "referring_mp")
    facts = MpContactFacts.model_validate({
        "referred": was_referred(Complaint.model_validate(case.record)),
        "allocated_on": contacts.first_contact(session, case).allocated_on,
        "mp_contacted_on": london_day(told) if told else None,
    })  # fmt: skip
    found = contact_the_mp(facts)
    if found.choice in ("not_needed", "done"):
        return met("mp_informed", found.reason, *found.paragraphs, kind=found.kind)
    if found.choice is None:
        return cannot_tell("mp_informed", found.reason, *found.paragraphs, kind=found.kind, needs=found.needs)
    return not_met("mp_informed", f"{found.reason} Tell the MP who considers it.", *found.paragraphs, kind=found.kind)


def _decision_form(session: Session, case: Case, kind: Kind, code: str | None) -> tuple[Finding, ...]:
    """A primary investigation is recorded on its Decision Form before it is decided (SM-2.199, 2.207).

    What intake closes, as premature or without an MP, was never in primary investigation and needs none.
    """
    of_primary = {test.closure_code for test in PHSO.primary_tests.values() if test.closure_code}
    if (kind == "declined" and code not in of_primary) or is_begun(session, case, "primary_decision"):
        return ()
    words = "There is no Decision Form yet. Record the analysis of the evidence on it before you decide."
    return (not_met("decision_form", words, "SM-2.207", "SM-2.199", kind="policy"),)


def _conflict(session: Session, case: Case, username: str) -> Finding:
    """Whoever decides has said that they have no conflict of interest (SM-2.329, 3.125)."""
    answer, gate, cites = conflicts.answer_of(session, case, username), "conflict_of_interest", ("SM-2.329", "SM-3.125")
    if answer is None:
        return cannot_tell(gate, "Say on the People page if you have a conflict of interest.", *cites)
    if answer:
        return not_met(gate, "You have declared a conflict of interest: somebody else decides.", *cites)
    return met(gate, "You have declared that there is none.", *cites)
