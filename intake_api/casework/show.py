"""What each tab shows, as plain values. Templates escape and lay out."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.cases.service import with_evidence
from intake_api.casework import adjustments as adjustments_
from intake_api.casework import (
    allocating,
    asking,
    assessing,
    checks,
    conflicts,
    departures,
    guidance,
    issued_letters,
    issuing,
    letter_fields,
    letter_kinds,
    linking,
    matching,
    missing,
    parties,
    reasons,
    returning,
    supervision,
    teams,
)
from intake_api.casework import contacts as contacts_
from intake_api.casework import decisions as decisions_
from intake_api.casework import documents as documents_
from intake_api.casework import findings as findings_
from intake_api.casework import issues as issues_
from intake_api.casework import letters as letters_
from intake_api.casework import risk as risks_
from intake_api.casework import tasks as tasks_
from intake_api.casework import work as work_
from intake_api.casework.words import DISABILITIES, code
from intake_api.clock import london_day
from intake_api.evidence import for_staff
from intake_api.form.questions import dialled
from intake_api.staff import words as staff_words
from intake_api.staff.reach import visible_to
from intake_api.staff.roles import Action, Role, may
from intake_api.worksheets import show as worksheets
from intake_api.worksheets.service import answer
from service_model.casework.complained_about import TYPES
from service_model.casework.components import determined_separately
from service_model.casework.organisational_decision import code_text, tally
from service_model.casework.parties import missing_contact_details
from service_model.casework.primary_contact import enough_calls, first_contact_due, tried_before_acting
from service_model.record import Complaint

_NAMES = frozenset({"assignee", "manager", "team", "by"})  # in the trail's details: names, to be read as they are


def work(view: Any) -> dict[str, Any]:
    """Who works on it, status, tasks, notes."""
    session, case = view.session, view.case
    return {
        "assignee": work_.assignee(session, case), "colleagues": [user.username for user in work_.fetch_colleagues(session)],
        "teams": [team for team in teams.fetch_teams(session) if team != case.team],
        "open_tasks": tasks_.fetch_open(session, case), "done_tasks": tasks_.fetch_done(session, case),
        "notes": work_.fetch_notes(session, case), "today": view.today,
        "may_finish": lambda task: tasks_.may_finish(task, Role(view.user.role)),
    }  # fmt: skip


def people(view: Any) -> dict[str, Any]:
    """Everybody with a part in the case, who may have contacted us before, linked cases, conflicts of interest."""
    complaint = Complaint.model_validate(view.case.record)
    return {
        "parties": parties.of_case(view.session, view.case), "contact": view.case.contact, "party_types": TYPES, "reach": _reach,
        "missing": [staff_words.field(f"complainant.{name}") for name in missing_contact_details(complaint)],
        "found": matching.find_for_case(view.session, view.case, within=visible_to(view.user)),
        "linked": linking.fetch(view.session, view.case, user=view.user),
        "kept_details": linking.fetch_kept_details(view.session, view.case, view.user),
        "declared": conflicts.fetch_declared(view.session, view.case),
        "dear": letter_fields.dear(view.case.contact),
        "own_answer": conflicts.answer_of(view.session, view.case, view.user.username),
    }  # fmt: skip


def issues(view: Any) -> dict[str, Any]:
    """The components with what the rules recommend for each issue by itself."""
    complaint = with_evidence(Complaint.model_validate(view.case.record), view.case.evidence)
    alone = [
        {"outcome": staff_words.code(each.outcome, "A question is still open"), "closure_code": each.closure_code}
        for each in determined_separately(complaint, today=view.today)
    ]
    return {"components": issues_.fetch(view.session, view.case), "alone": alone, "reasons": issues_.reasons()}


def findings(view: Any) -> dict[str, Any]:
    """The newest determination, each finding with its answer."""
    newest = view.case.determinations[-1]
    return {
        "determination": newest, "reviews": findings_.fetch_reviews(view.session, newest),
        "queries": asking.fetch(view.session, view.case),
        "findings": newest.body["findings"], "is_in_force": guidance.is_in_force(view.case, today=view.today),
    }  # fmt: skip


def contacts(view: Any) -> dict[str, Any]:
    """The contacts, and what the guidance asks for next."""
    facts = contacts_.first_contact(view.session, view.case)
    return {
        "contacts": contacts_.fetch(view.session, view.case), "contact": view.case.contact,
        "rules": [tried_before_acting(facts), enough_calls(facts)], "due": first_contact_due(facts),
    }  # fmt: skip


def adjustments(view: Any) -> dict[str, Any]:
    """The requests and what became of them; the list of disabilities."""
    return {"requests": adjustments_.fetch(view.session, view.case), "disabilities": DISABILITIES}


def decision(view: Any) -> dict[str, Any]:
    """The recommendation, the checks, the decisions, what closing needs; returns of a closed case."""
    session, case = view.session, view.case
    components = issues_.fetch(session, case)
    open_ = decisions_.fetch_open(session, case)
    advice = decisions_.recommendation(components)
    proposed = advice.paragraphs == ("SM-3.122",)
    kind = decisions_.kind_of(open_.code if open_ else decisions_.PROPOSE if proposed else "other_reason")
    returns = returning.fetch(session, case)
    return {
        "recommended": case.closure_code or staff_words.code(case.outcome, "No recommendation yet: a question is still open"),
        "components": components, "advice": advice, "codes": decisions_.codes(), "open_decision": open_,
        "tally": [[code_text(row.code) or row.code, len(row.components), _listed(row.sizes), _listed(row.importance)]
                  for row in tally(issues_.as_rules_read(components))],
        "decisions": decisions_.fetch(session, case),
        "missing": missing.from_file(session, case),
        "checks": checks.before_deciding(session, case, kind=kind, username=view.user.username, now=view.now),
        "closing": checks.before_closing(session, case, open_) if open_ and open_.state == decisions_.APPROVED else (),
        "returns": returns, "advice_on_return": {row.id: returning.recommendation(session, case, row) for row in returns},
        "allocation": allocating.fetch_newest(session, case), "risks": risks_.fetch_open(session, case),
        "monitor_notes": risks_.fetch_monitor_notes(session, case),
        "supervised": [(name, supervision.in_words(name), staff_words.code(role), supervision.may_sign(view.user.role, name))
                       for name, role in supervision.TASKS.items()],
        "sign_offs": [(each, supervision.counts(session, case, each)) for each in supervision.fetch(session, case)],
        "departures": departures.fetch(session, case),
        "always_asked": not may(Role(view.user.role), Action.APPROVE_DECISION),
    }  # fmt: skip


def investigation(view: Any) -> dict[str, Any]:
    """What was issued, and which letters go with it."""
    return {**issuing.shown(view), "letters_due": issued_letters.due(view.session, view.case)}


def letters(view: Any) -> dict[str, Any]:
    """The letters of the case, and those there are templates for, under what they are for."""
    return {
        "letters": letters_.fetch(view.session, view.case), "kinds": letter_kinds.offered(), "contact": view.case.contact,
        "titles": {name: kind.title for name, kind in letter_kinds.KINDS.items()},
    }  # fmt: skip


def documents(view: Any) -> dict[str, Any]:
    """What the person added, the letters that have gone, and the notes of conversations (SM-2.234)."""
    gone = [each for each in letters_.fetch(view.session, view.case) if each.state in letters_.GONE]
    files = for_staff.case_files(view.session, view.case.conversation_id)
    proposed = {each["id"]: each["name"] for each in documents_.listed(view.session, view.case)}
    return {
        "files": [{**each, "proposed": proposed.get(each["id"])} for each in files], "letters": gone,
        "titles": {name: kind.title for name, kind in letter_kinds.KINDS.items()},
        "contact_notes": [each for each in contacts_.fetch(view.session, view.case) if each.about and each.way == "phone"],
    }  # fmt: skip


def timeline(view: Any) -> dict[str, Any]:
    """Everything that happened, the latest first. Views are left out: they stand in the audit trail."""
    events = audit.fetch_events_about(view.session, subject=view.case.reference)
    why = {(each.made_at, each.gate, each.place): each.explanation for each in departures.fetch(view.session, view.case)}
    why |= worksheets.told(view)
    given = reasons.words_of(view.session, events)
    rows = [(event.at, staff_words.action(event.action), _with_why(event, why, given.get(event.id)),
             staff_words.actor(event.actor))
            for event in events if event.action not in ("case_viewed", "case_read")]  # fmt: skip
    return {"events": sorted(rows, key=lambda row: row[0], reverse=True)}


def in_short(view: Any) -> dict[str, Any]:
    """What the top of every tab says: who works on it, status, nearest day, risk, likely duplicates."""
    case: Case = view.case
    return {
        "status": code(case.status), "assignee": work_.assignee(view.session, case) or "Nobody yet",
        "due_on": staff_words.day(case.due_on) if case.due_on else "Nothing",
        "is_late": bool(case.due_on and case.due_on < view.today),
        "risk": code(case.risk, "Not assessed"), "assessed_on": _assessed_on(view.session, case),
        "is_about_candour": answer(view.session, case, "primary_decision", "duty_of_candour") is True,
    }  # fmt: skip


def _assessed_on(session: Session, case: Case) -> str:
    """The day of the newest assessment (SM-10.12)."""
    newest = next(iter(assessing.fetch(session, case)), None)
    return staff_words.day(london_day(newest.made_at)) if newest else "Never"


def _reach(party: Any) -> str:
    phone, postcode = party.phone and dialled(party.phone), getattr(party, "postcode", None)
    return ", ".join(each for each in (phone, party.email, party.address, postcode) if each) or "Not given"


def _details(details: dict[str, Any]) -> str:
    before, after = details.get("before", {}), details.get("after", {})
    rows = [
        f"{staff_words.code(name)}: {f'{_told(name, before[name])} to ' if before.get(name) else ''}{_told(name, value)}"
        for name, value in after.items() if name not in ("version", "id", "digest") and value
    ]  # fmt: skip
    return "; ".join(rows)


def _with_why(event: Any, why: dict[tuple[Any, str, str], str], reason: str | None) -> str:
    """The details; with what the case keeps beside the trail: reasons, why a rule was departed from, what a worksheet says."""
    details, after = _details(event.details), event.details.get("after", {})
    if reason is not None:
        return f"{details}; Reason: {reason}"
    if event.action == "rule_departed_from":
        return f"{details}; {why.get((event.at, after.get('departure'), after.get('place')), 'The explanation is gone.')}"
    if event.action == "worksheet_saved":
        return f"{details}; {why.get((event.at, after.get('worksheet'), after.get('place')), '')}"
    return details


def _told(name: str, value: Any) -> str:
    return str(value) if name in _NAMES else _said(value)  # who is called "dee" is not a code


def _said(value: Any) -> str:
    text = str(value)
    try:
        return staff_words.day(date.fromisoformat(text))
    except ValueError:
        return code(text) if text.replace("_", "").isalpha() and text.islower() else text


def _listed(values: tuple[str | None, ...]) -> str:
    return ", ".join(code(value, "not said") for value in values)
