"""The tabs of a case: what each shows, and which forms it has with the action each needs. One table, read by the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import (
    adjustments,
    allocation_show,
    asking,
    assessing,
    calling,
    categorising,
    conflicts,
    contacts,
    decisions,
    findings,
    guidance,
    issues,
    issuing,
    letters,
    linking,
    parties,
    passing,
    returning,
    risk,
    risk_show,
    show,
    supervision,
    tasks,
    teams,
    work,
)  # fmt: skip
from intake_api.casework.forms import Filled, Nothing
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action
from intake_api.worksheets import show as worksheets


@dataclass(frozen=True, slots=True)
class View:
    """What a tab is drawn from."""

    session: Session
    case: Case
    user: StaffUser
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Act:
    """A form of a tab: the action it needs, what it asks for, and what it does with the change and the filled form."""

    needs: Action
    schema: type[Filled]
    do: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the case. `name` is the end of its address and its template."""

    name: str
    title: str
    shown: Callable[[Any], dict[str, Any]]
    acts: Mapping[str, Act] = field(default_factory=dict)


_CHANGE, _DECIDE, _APPROVE = Action.CHANGE_CASE, Action.DECIDE, Action.APPROVE_DECISION

TABS: tuple[Tab, ...] = (
    Tab("work", "Work", show.work, {
        "take": Act(_CHANGE, work.Taken, work.take),
        "give": Act(Action.ASSIGN, work.Given, work.give),
        "give_back": Act(_CHANGE, Nothing, work.give_back),
        "move_to_team": Act(_CHANGE, teams.Moved, teams.move),
        "set_status": Act(_CHANGE, work.NewStatus, work.set_status),
        "add_task": Act(_CHANGE, tasks.NewTask, tasks.add),
        "finish_task": Act(Action.VIEW_CASE, tasks.TaskId, tasks.finish_own),
        "write_note": Act(_CHANGE, work.NewNote, work.write_note),
        "write_advice": Act(Action.GIVE_LEGAL_ADVICE, work.NewAdvice, work.write_advice),
        "review_note": Act(Action.VIEW_CASE, work.NoteReview, work.review_note),
    }),
    Tab("allocation", "Allocation", allocation_show.shown, {
        "pass_on": Act(_CHANGE, passing.PassedOn, passing.pass_on),
        "categorise": Act(_CHANGE, categorising.Categorised, categorising.categorise),
        "allocate_differently": Act(_CHANGE, categorising.Otherwise, categorising.allocate_differently),
        "ask_for_category": Act(_CHANGE, categorising.OtherCategory, categorising.ask_for_category),
        "give_reasons": Act(_CHANGE, categorising.Reasons, categorising.give_reasons),
        "answer_review": Act(Action.AGREE_CATEGORY, categorising.Answer, categorising.answer),
        "flag_systemic": Act(_CHANGE, Nothing, categorising.flag_systemic),
    }),
    Tab("people", "People", show.people, {
        "add_party": Act(_CHANGE, parties.NewParty, parties.add),
        "mend_party": Act(_CHANGE, parties.MendedParty, parties.mend),
        "take_off_party": Act(_CHANGE, parties.PartyOff, parties.take_off),
        "set_called": Act(_CHANGE, calling.Called, calling.set_called),
        "declare_conflict": Act(_CHANGE, conflicts.Declared, conflicts.declare),
        "link_case": Act(_CHANGE, linking.NewLink, linking.link),
    }),
    Tab("issues", "Issues", show.issues, {
        "from_record": Act(_CHANGE, Nothing, issues.from_record),
        "add_component": Act(_CHANGE, issues.NewComponent, issues.add),
        "decide_component": Act(_DECIDE, issues.ComponentDecision, issues.decide),
    }),
    Tab("findings", "Findings", show.findings, {
        "review_finding": Act(_DECIDE, findings.Review, findings.review),
        "agree_with_rest": Act(_DECIDE, findings.Rest, findings.agree_with_rest),
        "ask_query": Act(_CHANGE, asking.NewQuery, asking.ask),
        "answer_query": Act(Action.ANSWER_QUERY, asking.QueryAnswer, asking.answer),
        "determine_again": Act(_CHANGE, Nothing, guidance.determine_again),
    }),
    Tab("contacts", "Contacts", show.contacts, {
        "plan_contact": Act(_CHANGE, contacts.PlannedContact, contacts.plan),
        "record_contact": Act(_CHANGE, contacts.NewContact, contacts.record),
        "share_note": Act(Action.SEND_LETTER, contacts.ContactId, letters.share_note),
    }),
    Tab("adjustments", "Adjustments", show.adjustments, {
        "add_request": Act(_CHANGE, adjustments.NewRequest, letters.add_adjustment),
        "decide_request": Act(_CHANGE, adjustments.RequestDecision, letters.decide_adjustment),
        "escalate_request": Act(_CHANGE, adjustments.RequestId, adjustments.escalate),
    }),
    Tab("risk", "Risk", risk_show.shown, {
        "add_risk": Act(Action.ASSESS_RISK, risk.NewRisk, risk.add),
        "change_risk": Act(Action.ASSESS_RISK, risk.ChangedRisk, risk.change_risk),
        "close_risk": Act(Action.ASSESS_RISK, risk.RiskId, risk.close),
        "add_monitor": Act(Action.ASSESS_RISK, risk.NewMonitor, risk.add_monitor),
        "assess": Act(Action.ASSESS_RISK, assessing.NewAssessment, assessing.submit),
        "agree_risk": Act(Action.APPROVE_RISK, risk.RiskId, assessing.agree),
        "review_plan": Act(Action.REVIEW_MITIGATION, assessing.PlanReview, assessing.review_plan),
    }),
    Tab("decision", "Decision", show.decision, {
        "decide": Act(_DECIDE, decisions.NewDecision, decisions.make),
        "approve": Act(_APPROVE, decisions.Approval, decisions.approve),
        "send_back": Act(_APPROVE, decisions.Approval, decisions.send_back),
        "withdraw": Act(_DECIDE, decisions.DecisionId, decisions.withdraw),
        "close": Act(_DECIDE, decisions.DecisionId, decisions.close),
        "sign_off": Act(_APPROVE, supervision.SignOff, supervision.sign),
        "came_back": Act(_CHANGE, returning.CameBack, returning.record),
        "review_return": Act(_DECIDE, returning.ReviewOfReturn, returning.review),
    }),
    Tab("investigation", "Investigation", show.investigation, {
        "issue_views": Act(Action.ISSUE_PROVISIONAL_VIEWS, issuing.IssuedViews, issuing.issue_views),
        "issue_report": Act(Action.ISSUE_FINAL_REPORT, issuing.IssuedReport, issuing.issue_report),
    }),
    Tab("worksheets", "Worksheets", worksheets.listed),
    Tab("letters", "Letters", show.letters, {
        "write_letter": Act(Action.SEND_LETTER, letters.NewLetter, letters.write),
    }),
    Tab("documents", "Documents", show.documents),
    Tab("timeline", "Timeline", show.timeline),
)  # fmt: skip
