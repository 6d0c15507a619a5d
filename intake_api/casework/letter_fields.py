"""The fields that a letter may use, filled in from the case. What is not known is a gap in square brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.case_status import stages
from intake_api.cases.models import Case, Contact
from intake_api.casework import adjustments, issues
from intake_api.casework.models import CaseComponent, CaseLetter
from intake_api.clock import in_london
from intake_api.conversations.contacts import office
from intake_api.form.questions import dialled
from intake_api.staff import words
from intake_api.staff.models import StaffUser
from intake_api.worksheets import service as worksheets
from service_model import PHSO
from service_model.casework.conference import ARRANGED
from service_model.deadlines import due, london_day
from service_model.organisation import in_a_sentence
from service_model.record import Complaint
from service_model.worksheets.clinical_analysis import ClinicalAnalysis, names_used

COMMONS = "House of Commons\nLondon\nSW1A 0AA"
_FORMATS = {"in_person": "in person", "teleconference": "by telephone", "videoconference": "by video"}
BLANK = "(please write it here)"
PRINCIPAL = "[name of the Principal Officer]"


def fields(session: Session, case: Case, *, user: StaffUser | None, today: date, party: str = "complainant") -> dict[str, Any]:
    """Every field a letter may use. Texts and lists only; `to` and `dear` are those of the party it goes to."""
    complaint = Complaint.model_validate(case.record)
    body, contact = case.determinations[-1].body, case.contact
    organisation = case.organisation or "[name of the organisation]"
    stage = stages.stage_of(session, case)
    comments_by = london_day(due(PHSO.deadlines["proposal_comments"], today))
    return {
        "today": words.day(today), "reference": case.reference, "office": office().name, "office_contact": PHSO.contact,
        **_signed(user), "organisation": in_a_sentence(organisation), "name": (contact.name if contact else None) or "[name]",
        "address": _address(case), **_addressed(case, complaint, party, organisation),
        "received_on": words.day(london_day(case.received_at)), "safe_contact": (contact.safe_contact if contact else None) or "",
        "mp": complaint.mp_name or "[name of the MP]", "reasons": _reasons(body), "next_steps": list(body["next_steps"]),
        "signposts": [f"{row['body']}. {row['why']} {row['contact']}" for row in body["signposts"]],
        "missing": [words.field(name) for name in body["missing"]] or ["[what is missing]"],
        "last_day": words.vague_date(body["time_limit"]["from"]) if body["time_limit"] else "[last day of the time limit]",
        "comments_by": words.day(comments_by), "their_words": complaint.story or "[what they told us]",
        "their_injustice": complaint.injustice or "[how it affected them]",
        "their_outcome": complaint.outcome_sought or "[what they want to happen]",
        "answers": _answers(complaint), "details": _details(case, complaint),
        "stage": stages.name(stage), "stage_means": stages.meaning(stage),
        **_conference(session, case, party),
        "note": "[the note of the conversation]", "note_on": "[the day of it]",
        **_components(issues.fetch(session, case), _standards(session, case)), **_adjustment(session, case),
    }  # fmt: skip


def field_names(session: Session, case: Case) -> list[str]:
    """The fields that staff may put into a letter, in order."""
    return sorted(fields(session, case, user=None, today=london_day(case.received_at)))


def dear(contact: Contact | None) -> str:
    """How a letter addresses them: formally, until they said how they wish it (SM-1.32)."""
    if contact is None:
        return "[name]"
    if contact.address_as:
        return contact.address_as
    surname = contact.surname or ((contact.name or "").split() or [""])[-1]
    return f"{contact.title} {surname}" if contact.title and surname else contact.name or "[name]"


def assessed(components: Iterable[CaseComponent]) -> list[CaseComponent]:
    """The components about organisations that were assessed: those with a decision. All, while none has one (SM-2.157)."""
    rows = list(components)
    organisations = {row.organisation for row in rows if row.decision}
    return [row for row in rows if row.organisation in organisations] if organisations else rows


def _signed(user: StaffUser | None) -> dict[str, str]:
    return {
        "caseworker": user.shown_name if user else "[your name]", "caseworker_role": words.code(user.role) if user else "",
        "caseworker_contact": (user.direct_contact if user else None) or "[your direct telephone or email]",
    }  # fmt: skip


def _addressed(case: Case, complaint: Complaint, party: str, organisation: str) -> dict[str, str]:
    mp = complaint.mp_name or "[name of the MP]"
    found = {
        "referring_mp": (f"{mp}\n{COMMONS}", mp),
        "organisation": (f"{PRINCIPAL}\n{organisation}\n[their address]", PRINCIPAL),
        "named_person": (f"[name of the person]\n{organisation}\n[their address]", "[name of the person]"),
    }
    to, called = found.get(party) or (_address(case), dear(case.contact))
    return {"to": to, "dear": called}


def _standards(session: Session, case: Case) -> dict[int | None, list[str]]:
    """The standards that each component's clinical analysis used (SM-3.30)."""
    sheets = (row for row in worksheets.fetch_newest(session, case) if row.kind == "clinical_analysis")
    return {row.component_id: list(names_used(ClinicalAnalysis.model_validate(row.answers))) for row in sheets}


def _components(rows: list[CaseComponent], standards: Mapping[int | None, list[str]]) -> dict[str, Any]:
    shown = assessed(rows)
    proposed = [row for row in shown if row.decision == "propose_to_investigate"]
    return {
        "summary": [_component(row) for row in shown] or ["[what the complaint is about]"],
        "proposed": [_component(row) for row in proposed] or ["[what we propose to investigate]"],
        "not_proposed": [f"{_component(row)} {row.explanation or '[why not]'}" for row in rows if row.decision == "declined"],
        "decided": [
            {"heading": row.heading, "organisation": in_a_sentence(row.organisation or "[name of the organisation]"),
             "declined": row.decision == "declined", "why": row.explanation or "[why, in plain words]",
             "standards": standards.get(row.id, [])}
            for row in shown if row.decision
        ] or [{"heading": "[the issue]", "organisation": "[name of the organisation]", "declined": True,
               "why": "[why, in plain words]", "standards": []}],
    }  # fmt: skip


def _component(row: CaseComponent) -> str:
    return f"{row.organisation}: {row.summary}" if row.organisation else row.summary


def _conference(session: Session, case: Case, party: str) -> dict[str, str]:
    """The resolution conference as its party is told of it; `conference_state`: invited, moved or cancelled (SM-2.125)."""
    said = {name: worksheets.answer(session, case, "dispute_resolution", name) for name in (*ARRANGED, "conference_cancelled")}
    kind = f"conference_{'organisation' if party == 'organisation' else 'complainant'}"
    told = select(CaseLetter.id).where(
        CaseLetter.case_id == case.id, CaseLetter.kind == kind, CaseLetter.sent_at.is_not(None)
    )  # fmt: skip
    again = session.scalars(told.limit(1)).first() is not None
    at, side = said["conference_at"], kind.removeprefix("conference_")
    return {
        "conference_state": "cancelled" if said["conference_cancelled"] else "moved" if again else "invited",
        "conference_when": in_london(datetime.fromisoformat(at)) if at else "[the day and the time]",
        "conference_how": _FORMATS.get(said["conference_format"] or "", "[how it is held]"),
        "conference_place": said["conference_place"] or "[the place, the number or the link]",
        "conference_arrangements": said[f"{side}_arrangements"] or "[what is arranged for their adjustments]",
    }


def _details(case: Case, complaint: Complaint) -> list[tuple[str, str]]:
    """Who complains about whom, for a complaint form; what they did not tell is left for them to write."""
    contact = case.contact
    person = {"name": "Name", "address": "Address", "postcode": "Postcode", "phone": "Telephone", "email": "Email"}
    rows = [(label, (getattr(contact, name) if contact else None) or BLANK) for name, label in person.items()]
    rows = [(label, dialled(value) if label == "Telephone" else value) for label, value in rows]
    if complaint.complaining_for == "someone_else":
        rows.append(("Person you complain for", complaint.aggrieved_name or BLANK))
    rows.append(("Organisation", case.organisation or BLANK))
    return [(label, ", ".join(value.splitlines())) for label, value in rows]


def _answers(complaint: Complaint) -> list[tuple[str, str]]:
    """What happened, for a complaint form, in their own words."""
    said = {
        "What happened": complaint.story, "How it affected you": complaint.injustice,
        "What you want to happen": complaint.outcome_sought,
    }  # fmt: skip
    return [(label, words or BLANK) for label, words in said.items()]


def _reasons(body: dict[str, Any]) -> list[str]:
    found = [row["reason"] for row in body["findings"] if row["status"] == "not_met"]
    return found or ["[the reason, in plain words]"]


def _address(case: Case) -> str:
    contact = case.contact
    first = " ".join(part for part in (contact.title, contact.name) if part) if contact else ""
    lines = [first, contact.address, contact.postcode] if contact else []
    return "\n".join(line for line in lines if line) or "[address]"


def _adjustment(session: Session, case: Case) -> dict[str, Any]:
    decided = [row for row in adjustments.fetch(session, case) if row.agreed is not None]
    last = decided[-1] if decided else None
    return {
        "adjustment": last.requested if last else "[the adjustment]", "adjustment_agreed": bool(last and last.agreed),
        "adjustment_reason": (last.refusal_reason if last else None) or "[the reason]",
        "adjustment_other_help": (last.other_help if last else None) or "[how else we can help]",
    }  # fmt: skip
