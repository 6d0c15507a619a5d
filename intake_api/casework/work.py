"""Who works on a case and where it stands; notes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.case_status.service import note_step
from intake_api.cases.models import Case
from intake_api.casework import conflicts, reasons, tasks
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled, Nothing
from intake_api.casework.models import CaseAllocation, CaseNote
from intake_api.casework.risk import MONITOR
from intake_api.staff import words as staff_words
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, Role, may
from service_model.casework.mp_contact import MpContactFacts, contact_the_mp, was_referred
from service_model.casework.primary_contact import FIRST, FirstContactFacts, first_contact_due
from service_model.record import Complaint

IN_PROGRESS, MORE_NEEDED = "in_progress", "more_needed"
ASK_ON_THE_SHEET = "Ask the Legal Team on the worksheet ‘Questions to the Legal Team’. Then it is on their list (SM-3.52)."
_TOLD = {IN_PROGRESS: "with_caseworker", MORE_NEEDED: "more_needed"}


class Taken(Filled):
    """Why the user takes a case that is somebody else's."""

    reason: Annotated[str, Field(max_length=1000)] | None = None


class Given(Taken):
    """To whom a case is given; and why, where it is somebody's already."""

    to: Annotated[str, Field(max_length=80)]


class NewStatus(Filled):
    """Where the case stands. Closing it is the decision's."""

    status: Literal["in_progress", "more_needed"]


class NewNote(Filled):
    """A note for colleagues. With advice of the Legal Team it is privileged (SM-3.53)."""

    text: Annotated[str, Field(max_length=20_000)]
    kind: Literal["other", "legal_request", "legal_advice"] = "other"


class NewAdvice(Filled):
    """Advice of the Legal Team."""

    text: Annotated[str, Field(max_length=20_000)]


class NoteReview(Filled):
    """May a note leave the house?"""

    id: int
    may_be_shared: bool


def take(change: Change, form: Taken) -> None:
    """The user takes the case; from somebody else, with a reason."""
    _reallocate(change, change.user, form.reason)


def give(change: Change, form: Given) -> None:
    """Gives the case to a colleague who works on cases."""
    user = change.session.scalars(select(StaffUser).where(StaffUser.username == form.to.casefold())).one_or_none()
    if user is None or not user.is_active or not may(Role(user.role), Action.CHANGE_CASE):
        raise RefusedError("Nobody of this name works on cases. Choose one of the list.", "to")
    _reallocate(change, user, form.reason)


def give_back(change: Change, _form: Nothing) -> None:
    """Nobody works on it any more: it waits for somebody to take it."""
    change.must_be_open()
    before, change.case.assignee_id = change.case.assignee_id, None
    change.trace("case_given_back", before={"assignee": _name(change.session, before)}, assignee=None)


def set_status(change: Change, form: NewStatus) -> None:
    """Goes on with the case, or says that more is needed from the person. The person's status says so too."""
    change.must_be_open()
    if change.case.status == form.status:
        raise RefusedError("The case stands there already.", "status")
    move(change, form.status)


def move(change: Change, status: str) -> None:
    """Sets the status, traces it, and notes the step the person is told."""
    before, change.case.status = change.case.status, status
    if status in _TOLD:
        note_step(change.session, change.case, _TOLD[status], at=change.at)  # type: ignore[arg-type]
    change.trace("status_changed", before={"status": before}, status=status)


def write_note(change: Change, form: NewNote) -> None:
    """Keeps a note. Its words stay out of the trail. A question to the Legal Team is asked on its worksheet, and only there:

    it is then on the team's list. Notes of that kind are from before, and stay privileged (SM-3.52, 3.53).
    """
    if form.kind == "legal_request":
        raise RefusedError(ASK_ON_THE_SHEET, "kind")
    change.session.add(CaseNote(**change.stamp(), text=form.text, kind=form.kind))
    change.trace("note_written", fields=["text"], kind=None if form.kind == "other" else form.kind)


def write_advice(change: Change, form: NewAdvice) -> None:
    """Keeps advice of the Legal Team, in its own hand. It is privileged (SM-3.53)."""
    write_note(change, NewNote(text=form.text, kind="legal_advice"))


def review_note(change: Change, form: NoteReview) -> None:
    """Says whether a note may leave the house; of legal advice only the Legal Team may say so (SM-3.53)."""
    note = change.session.get(CaseNote, form.id)
    if note is None or note.case_id != change.case.id:
        raise RefusedError("This case has no such note.")
    if note.kind != "other" and not may(Role(change.user.role), Action.GIVE_LEGAL_ADVICE):
        raise RefusedError("Legal advice, and asking for it, is privileged. Only the Legal Team may release it (SM-3.53).")
    if note.kind == "other" and not may(Role(change.user.role), Action.REDACT):
        raise RefusedError("Your role may not release notes. Ask a caseworker.")
    note.may_be_shared, note.reviewed_by = form.may_be_shared, change.by
    change.trace("note_reviewed", note=str(note.id), answer="yes" if form.may_be_shared else "no")


def fetch_notes(session: Session, case: Case) -> list[CaseNote]:
    """The notes, the newest first."""
    query = select(CaseNote).where(CaseNote.case_id == case.id, CaseNote.kind != MONITOR)
    return list(session.scalars(query.order_by(CaseNote.id.desc())))


def fetch_colleagues(session: Session) -> list[StaffUser]:
    """Everybody a case may be given to."""
    users = session.scalars(select(StaffUser).where(StaffUser.is_active.is_(True)).order_by(StaffUser.username))
    return [user for user in users if may(Role(user.role), Action.CHANGE_CASE)]


def assignee(session: Session, case: Case) -> str | None:
    """The user name of whoever works on it."""
    return _name(session, case.assignee_id)


def words_of_outcome(case: Case) -> str:
    """What the rules recommend for the case, in words."""
    return case.closure_code or staff_words.code(case.outcome, "a question is still open")


def _reallocate(change: Change, user: StaffUser, reason: str | None) -> None:
    """Somebody's case changes hands only with a reason (SM-2.190), and none past the allocation queue."""
    had = change.case.assignee_id
    waits = CaseAllocation.case_id == change.case.id, CaseAllocation.left_at.is_(None)
    if change.session.scalars(select(CaseAllocation.id).where(*waits)).first() is not None:
        raise RefusedError("This case waits in the allocation queue. A manager allocates it there (SM-2.182).", "to")
    if had is not None and had != user.id and not reason:
        words = f"{_name(change.session, had)} works on this case. Say why it changes hands (SM-2.190)."
        raise RefusedError(words, "reason")
    hand_over(change, user, reason)


def hand_over(change: Change, user: StaffUser, reason: str | None) -> None:
    """Assigns the case, and keeps why it changes hands where somebody had it (SM-2.190)."""
    had = change.case.assignee_id
    assign(change, user)
    if had is not None:
        digest = reasons.keep(change, "case_reallocated", reason)
        change.trace(
            "case_reallocated", fields=["reason"] if reason else (), before={"assignee": _name(change.session, had)},
            assignee=user.username, digest=digest,
        )  # fmt: skip


def assign(change: Change, user: StaffUser) -> None:
    """Gives the case to somebody who works on cases, with the tasks that begin then. A conflict of interest forbids it."""
    change.must_be_open()
    case, session = change.case, change.session
    if case.assignee_id == user.id:
        raise RefusedError(f"{user.username} works on this case already.", "to")
    conflicts.refuse_who_has_one(session, case, user.username)
    before, case.assignee_id, case.team = case.assignee_id, user.id, user.team or case.team
    change.trace("case_assigned", before={"assignee": _name(session, before)}, assignee=user.username)
    if case.status == "received":
        move(change, IN_PROGRESS)
    if before is None or not tasks.was_opened(session, case, FIRST):
        _open_first_tasks(change, user)  # who took the call it was made on had it before, and nobody was allocated it


def _open_first_tasks(change: Change, user: StaffUser) -> None:
    """What the guidance asks for from allocation: first contact (SM-2.212), and telling the MP who referred it (SM-2.226)."""
    allocated = FirstContactFacts.model_validate({"allocated_on": change.today})
    contact = first_contact_due(allocated)
    if contact is not None:
        day = tasks.last_day("primary_contact", change.today)
        tasks.open_task(change, kind=contact.name, what=contact.what, due_on=day, paragraph="SM-2.212")
    referred = was_referred(Complaint.model_validate(change.case.record))
    facts = {"referred": referred, "allocated_on": change.today, "caseworker": user.username}
    for duty in contact_the_mp(MpContactFacts.model_validate(facts)).duties:
        what = "Tell the MP who considers the complaint, and how to get an update."
        tasks.open_task(change, kind=duty.name, what=what, paragraph="SM-2.226")


def _name(session: Session, user_id: int | None) -> str | None:
    return session.scalar(select(StaffUser.username).where(StaffUser.id == user_id)) if user_id is not None else None
