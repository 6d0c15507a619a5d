"""Issues provisional views and the final report: a person does it, the rules say what is missing, the case keeps it (SM-8, 9)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases import handing_off
from intake_api.cases.models import Case
from intake_api.casework import assessing, decisions, departures, parties, supervision, tasks
from intake_api.casework.changing import CLOSED, Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.issued_models import CaseIssued
from intake_api.clock import london_day
from intake_api.staff import words as staff_words
from intake_api.worksheets.service import answer
from service_model import PHSO
from service_model.casework.issuing_reports import CALLED, Investigation, Issuing, ReportKind, may_be_issued
from service_model.casework.mp_contact import was_referred
from service_model.deadlines import due
from service_model.deadlines import london_day as day_of
from service_model.determination import Finding
from service_model.record import Complaint
from service_model.risk.points import formal_assessment

SENT_TO = ("complainant", "organisation", "referring_mp", "representative", "commissioner")
COMMENTS = "provisional_views_comments"
_NAMED = ("named_individual", "sole_practitioner")


class _Issued(Filled):
    """What both forms ask for. `named_persons` are places of parties (casework.parties), `recommendations` one on each line."""

    issued_on: date | None = None
    sent_to: list[str] = []
    named_persons: list[str] = []
    recommendations: Annotated[str, Field(max_length=20_000)] | None = None
    note: Annotated[str, Field(max_length=5000)] | None = None
    signed_off_by: Annotated[str, Field(max_length=200)] | None = None
    signed_off_on: date | None = None


class IssuedViews(_Issued):
    """Provisional views. `comments_by`: two weeks on, where it is left empty (SM-8.35)."""

    comments_by: date | None = None
    not_shared_because: Annotated[str, Field(max_length=5000)] | None = None


class IssuedReport(_Issued):
    """The final report. `recommends`: does it recommend anything."""

    recommends: bool | None = None


def issue_views(change: Change, form: IssuedViews) -> None:
    """Keeps that provisional views were issued, and opens the task of their comments. Views that go again say what changed."""
    issued_on = form.issued_on or change.today
    comments_by = form.comments_by or comments_due(issued_on)
    if comments_by <= issued_on:
        raise RefusedError("Give a day after they are issued.", "comments_by")
    if fetch_newest(change.session, change.case, "provisional_views") is not None and not form.note:
        raise RefusedError("Provisional views were issued before. Say in the note what has changed (SM-8.70).", "note")
    _issue(change, "provisional_views", form, not_shared_because=form.not_shared_because, comments_by=comments_by)
    tasks.finish_kind(change, COMMENTS)
    what = "Look for comments on our provisional views."
    tasks.open_task(change, kind=COMMENTS, what=what, due_on=comments_by, paragraph="SM-8.35", about="investigation")


def issue_report(change: Change, form: IssuedReport) -> None:
    """Keeps that the final report was issued. There is one."""
    if (earlier := fetch_newest(change.session, change.case, "final_report")) is not None:
        raise RefusedError(f"The final report was issued on {staff_words.day(earlier.issued_on)} already.", "issued_on")
    if form.recommends is None:
        raise RefusedError("Say if the report recommends anything.", "recommends")
    if form.recommends and not _lines(form.recommendations):
        raise RefusedError("Write what the report recommends, one on each line.", "recommendations")
    if form.recommendations and not form.recommends:
        raise RefusedError("You said that it recommends nothing. Empty this, or say that it does.", "recommendations")
    _issue(change, "final_report", form)
    tasks.finish_kind(change, COMMENTS)


def _issue(
    change: Change, kind: ReportKind, form: _Issued, *, not_shared_because: str | None = None, comments_by: date | None = None
) -> None:
    change.must_be_open()
    session, case = change.session, change.case
    named = {each.place: each.party.name or "" for each in named_persons(session, case)}
    issued_on = form.issued_on or change.today
    _must_make_sense(change, form, issued_on, known=set(named))
    supervision.require(change, kind)
    issuing = Issuing(
        kind=kind, issued_on=issued_on, sent_to=tuple(form.sent_to),
        named_persons=tuple(named[each] for each in form.named_persons),
        not_shared_because=not_shared_because, signed_off_by=form.signed_off_by, signed_off_on=form.signed_off_on,
    )  # fmt: skip
    around = investigation(session, case)
    found = (*may_be_issued(issuing, around), *_assessed(session, case, kind, change.today))
    departures.require(change, *found, place=f"issue_{kind}", guidance_too=True)
    session.add(CaseIssued(
        **change.stamp(), kind=kind, issued_on=issued_on, sent_to=form.sent_to, named_persons=list(issuing.named_persons),
        comments_by=comments_by, not_shared_because=not_shared_because, note=form.note, signed_off_by=form.signed_off_by,
        signed_off_on=form.signed_off_on,
        recommendations=_lines(form.recommendations) or ([] if kind == "final_report" else None),
    ))  # fmt: skip
    session.flush()
    fields = [name for name in ("note", "signed_off_by", "named_persons", "recommendations") if getattr(form, name)]
    is_final = kind == "final_report"
    change.trace(
        "final_report_issued" if is_final else "provisional_views_issued",
        fields=fields + (["not_shared_because"] if not_shared_because else []), issued_on=issued_on.isoformat(),
        sent_to=", ".join(form.sent_to), joint={True: "yes", False: "no", None: "not_known"}[around.is_joint],
        signed_off="yes" if form.signed_off_by and form.signed_off_on else "no",
    )  # fmt: skip


def _must_make_sense(change: Change, form: _Issued, issued_on: date, *, known: set[str]) -> None:
    if issued_on > change.today:
        raise RefusedError("That day is still to come. Record it once it has gone.", "issued_on")
    if issued_on < london_day(change.case.received_at):
        raise RefusedError("That is before the complaint came in. Check the year.", "issued_on")
    if form.signed_off_on and form.signed_off_on > change.today:
        raise RefusedError("That day is still to come.", "signed_off_on")
    if set(form.sent_to) - set(SENT_TO):
        raise RefusedError("Choose from the list.", "sent_to")
    if set(form.named_persons) - known:
        raise RefusedError("Choose from the people named on this case.", "named_persons")


def _lines(text: str | None) -> list[str]:
    """What stands on each line, without the dash or dot that somebody may have begun it with."""
    return [line for each in (text or "").splitlines() if (line := each.strip().removeprefix("-").removeprefix("•").strip())]


def investigation(session: Session, case: Case) -> Investigation:
    """The case as the rules of issuing see it."""
    views = fetch_newest(session, case, "provisional_views")
    proposed = [each for each in decisions.fetch(session, case) if each.kind == decisions.PROPOSE]
    told = [each for each in named_persons(session, case) if each.source != "read"]
    return Investigation(
        is_joint=is_joint(session, case), is_proposed=any(each.state in (decisions.APPROVED, CLOSED) for each in proposed),
        was_referred=was_referred(Complaint.model_validate(case.record)),
        named_persons=tuple(each.party.name or "" for each in told),
        provisional_on=views.issued_on if views else None, comments_by=views.comments_by if views else None,
    )  # fmt: skip


def is_joint(session: Session, case: Case) -> bool | None:
    """Is it a joint case, as staff said on its worksheet? None: they agreed to sharing, and nobody has said (SM-1.50, 1.53)."""
    said = answer(session, case, "joint_working", "confirmed")
    if said is not None:
        return bool(said)
    return None if Complaint.model_validate(case.record).joint_working == "share" else False


def named_persons(session: Session, case: Case) -> list[parties.Known]:
    """The people complained about by name. One who was only read from the story is offered, and nobody has to have been told."""
    found = parties.of_case(session, case)
    return [each for each in found if each.party.role == "complained_about" and each.party.type in _NAMED]


def comments_due(issued_on: date) -> date:
    """Until when provisional views may be commented on (SM-8.35)."""
    return day_of(due(PHSO.deadlines[COMMENTS], issued_on))


def fetch(session: Session, case: Case) -> list[CaseIssued]:
    """All that was issued, the newest first."""
    return list(session.scalars(select(CaseIssued).where(CaseIssued.case_id == case.id).order_by(CaseIssued.id.desc())))


def fetch_newest(session: Session, case: Case, kind: ReportKind) -> CaseIssued | None:
    """The newest of a kind."""
    return next((each for each in fetch(session, case) if each.kind == kind), None)


def shown(view: Any) -> dict[str, Any]:
    """What the page of the investigation shows."""
    session, case = view.session, view.case
    around = investigation(session, case)
    return {
        "issued": fetch(session, case), "is_joint": around.is_joint, "around": around, "called": CALLED, "sent_to": SENT_TO,
        "named": named_persons(session, case), "comments_due": comments_due(view.today), "today": view.today,
        "departed": [each for each in departures.fetch(session, case) if each.place.startswith("issue_")],
    }  # fmt: skip


def handed_off(session: Session, case: Case) -> list[dict[str, Any]]:
    """All that was issued as case systems read it, the oldest first."""
    names = ("kind", "sent_to", "named_persons", "recommendations", "not_shared_because", "note", "signed_off_by")
    return [
        {**{name: getattr(each, name) for name in names}, "by": each.made_by, "issued_on": each.issued_on.isoformat(),
         "comments_by": each.comments_by.isoformat() if each.comments_by else None,
         "signed_off_on": each.signed_off_on.isoformat() if each.signed_off_on else None}
        for each in reversed(fetch(session, case))
    ]  # fmt: skip


def _assessed(session: Session, case: Case, kind: ReportKind, today: date) -> tuple[Finding, ...]:
    """The risk is reviewed before provisional views are shared (SM-8.71, 10.13)."""
    if kind != "provisional_views":
        return ()
    approved = [each.approved_at or each.made_at for each in decisions.fetch(session, case) if each.kind == decisions.PROPOSE]
    began = london_day(max(approved, default=case.received_at))
    return (formal_assessment("share_provisional_views", assessing.made(session, case), step_began_on=began, today=today),)


handing_off.SECTIONS["issued"] = handed_off
