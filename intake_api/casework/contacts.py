"""Contacts and attempts: what was tried with whom, how it went, and what the guidance makes of it (SM-2.212 to 2.218)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.casework import categorising, tasks, words
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled, in_london_time
from intake_api.casework.models import CaseContact
from intake_api.clock import london_day
from service_model.casework.acknowledging import InboundContact, answer_to_contact
from service_model.casework.contact_attempts import ContactAttempt
from service_model.casework.primary_contact import FirstContactFacts, enough_calls, in_contact

Party = Literal["complainant", "representative", "referring_mp", "organisation", "aggrieved", "other"]


class NewContact(Filled):
    """One contact. `reached` stays open for a call of which nobody knows yet how it went."""

    at: datetime
    way: Literal["phone", "email", "post"]
    direction: Literal["out", "in"] = "out"
    party: Party = "complainant"
    reached: bool | None = None
    is_decision: bool = False
    about: Annotated[str, Field(max_length=10_000)] | None = None
    affects_category: bool = False


class ContactId(Filled):
    """Which contact."""

    id: int


def record(change: Change, form: NewContact) -> None:
    """Keeps the contact, on a closed case too (SM-2.62). What it settles is marked done."""
    at = in_london_time(form.at)
    if at > change.at:
        raise RefusedError("That time is still to come. Record a contact after it was made.", "at")
    if form.is_decision and form.direction == "out" and form.way == "phone" and not form.reached:
        raise RefusedError("Nobody hears a decision in a call that nobody answered. Say that they were reached.", "reached")
    reached = True if form.direction == "in" else form.reached
    fields = form.model_dump(exclude={"at", "reached", "affects_category"})
    change.session.add(CaseContact(**change.stamp(), **fields, at=at, reached=reached))
    change.session.flush()
    change.trace(
        "contact_recorded", fields=["about"] if form.about else (), way=form.way, direction=form.direction, party=form.party,
        reached={True: "yes", False: "no", None: "not_known"}[reached],
    )  # fmt: skip
    if form.affects_category:
        categorising.review_for_new_information(change, form.about)
    if form.direction == "out" or form.way == "phone":
        settle(change, form.party)
        _ask_if_enough(change)
        if form.way != "phone" or reached:
            answered(change, form.party)
    else:
        _open_answer(change, form, at)


class PlannedContact(Filled):
    """A contact that is planned ahead: when, with whom, what about (SM-1.34)."""

    on: date
    party: Party = "complainant"
    about: Annotated[str, Field(max_length=300)]


def plan(change: Change, form: PlannedContact) -> None:
    """Plans a contact: it stands among the tasks of whoever works on the case, on its day."""
    change.must_be_open()
    if form.on < change.today:
        raise RefusedError("That day is over. Give today or a later day.", "on")
    what = f"Contact {words.code(form.party).lower()}: {form.about}"
    tasks.open_task(change, kind="planned_contact", what=what, due_on=form.on, paragraph="SM-1.34", about="contacts")
    change.trace("contact_planned", party=form.party, due_on=form.on.isoformat())


def settle(change: Change, party: str) -> None:
    """Marks done what a contact with that party settles: telling the MP, first contact, the acknowledgement."""
    if party == "referring_mp":
        tasks.finish_kind(change, "contact_the_mp")
    if in_contact(first_contact(change.session, change.case)):
        tasks.finish_kind(change, "first_contact")
        tasks.finish_kind(change, "acknowledge_contact")


def answered(change: Change, party: str) -> None:
    """What they sent us has its answer: we wrote to them, or spoke with them."""
    tasks.finish_kind(change, f"answer_{party}")


def _open_answer(change: Change, form: NewContact, at: datetime) -> None:
    """What a party sends us at any stage is acknowledged or answered within ten working days (SM-1.27, 2.222)."""
    is_allocated = first_contact(change.session, change.case).allocated_on is not None
    advice = answer_to_contact(InboundContact(received_on=at), at="SM-2.222" if is_allocated else "SM-1.27")
    for duty in advice.duties:
        what = f"Acknowledge or answer. {words.code(form.way)} from: {words.code(form.party)}."
        day = london_day(duty.by) if isinstance(duty.by, datetime) else duty.by
        tasks.open_task(
            change, kind=f"answer_{form.party}", what=what, due_on=day, paragraph=duty.paragraphs[0], about="contacts"
        )  # fmt: skip


def _ask_if_enough(change: Change) -> None:
    """Once the calls that are to be tried reached nobody: is there enough to decide all the same (SM-2.218)?"""
    facts = first_contact(change.session, change.case)
    if not any(each.reached for each in facts.attempts) and enough_calls(facts).status == "met":
        what = "Enough to decide? Answer yes or no with reasons, on the page 'Enough to decide?'."
        tasks.open_task(change, kind="enough_to_decide", what=what, paragraph="SM-2.218")


def fetch(session: Session, case: Case) -> list[CaseContact]:
    """Every contact of the case, the latest first."""
    query = select(CaseContact).where(CaseContact.case_id == case.id)
    return list(session.scalars(query.order_by(CaseContact.at.desc(), CaseContact.id.desc())))


def first_contact(session: Session, case: Case) -> FirstContactFacts:
    """The contact with the complainant as the rules read it: attempts of ours, and calls of theirs that we answered."""
    rows = [row for row in fetch(session, case) if row.party == "complainant" and (row.direction == "out" or row.way == "phone")]
    values: dict[str, Any] = {
        "allocated_on": _allocated_on(session, case),
        "attempts": tuple(ContactAttempt(at=row.at, way=row.way, reached=row.reached) for row in rows),
    }
    return FirstContactFacts(**values)


def was_contacted(session: Session, case: Case, party: str) -> datetime | None:
    """When we last wrote to or rang a party; None if never."""
    return next((row.at for row in fetch(session, case) if row.party == party and row.direction == "out"), None)


def _allocated_on(session: Session, case: Case) -> Any:
    query = select(AuditEvent.at).where(AuditEvent.subject == case.reference, AuditEvent.action == "case_assigned")
    first = session.scalars(query.order_by(AuditEvent.id).limit(1)).first()
    return london_day(first) if first else None
