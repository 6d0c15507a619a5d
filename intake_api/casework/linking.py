"""Cases that belong together: each shows the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.cases import reference as references
from intake_api.cases.models import Case
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseLink
from intake_api.staff.models import StaffUser
from intake_api.staff.reach import may_see

Kind = Literal["same_person", "same_matter", "duplicate", "restart", "lead_case"]


class NewLink(Filled):
    """Which case it belongs together with, and how."""

    to: Annotated[str, Field(max_length=40)]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Linked:
    """A case that is linked with this one."""

    reference: str
    kind: str
    status: str
    organisation: str | None
    made_by: str
    is_in_reach: bool = True


def link(change: Change, form: NewLink) -> None:
    """Links two cases. A reference that is none or another team's, the case itself, or a second time is refused."""
    try:
        known = references.parse(form.to)
    except references.BadReferenceError as error:
        raise RefusedError(str(error), "to") from None
    other = change.session.scalars(select(Case).where(Case.reference == known)).one_or_none()
    if other is None:
        raise RefusedError("No case has this reference. Check each character.", "to")
    if not may_see(change.user, other):
        raise RefusedError("This is another team's case. Ask a manager to link them.", "to")
    tie(change, other, form.kind)


def tie(change: Change, other: Case, kind: Kind) -> None:
    """Links the case with another that is at hand, and traces it on both."""
    if other.id == change.case.id:
        raise RefusedError("A case cannot be linked with itself.", "to")
    if any(each.reference == other.reference for each in fetch(change.session, change.case)):
        raise RefusedError("These two are linked already.", "to")
    change.session.add(CaseLink(**change.stamp(), other_id=other.id, kind=kind))
    change.session.flush()
    change.trace("case_linked", other=other.reference, kind=kind)
    audit.record(
        change.session, actor=f"staff:{change.by}", action="case_linked", at=change.at, subject=other.reference,
        after={"other": change.case.reference, "kind": kind},
    )  # fmt: skip


def fetch_kept_details(session: Session, case: Case, user: StaffUser) -> list[list[str]]:
    """Who complained in each case tied to this one as lead and linked, and how to reach them, also once it is closed (SM-3.98).

    Another team's case is left out for who may not see it.
    """
    either = or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id)
    rows = session.execute(select(CaseLink.case_id, CaseLink.other_id).where(either, CaseLink.kind == "lead_case"))
    ids = {other if mine == case.id else mine for mine, other in rows}
    cases = session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id))
    return [[other.reference, *_reach(other)] for other in cases if may_see(user, other)]


def _reach(case: Case) -> list[str]:
    contact = case.contact
    ways = [contact.phone, contact.email, contact.address, contact.postcode] if contact else []
    return [(contact.name if contact else None) or "Not given", ", ".join(each for each in ways if each) or "Not given"]


def fetch(session: Session, case: Case, *, user: StaffUser | None = None) -> list[Linked]:
    """The cases linked with this one, from whichever side the link was made; what `user` may not see is marked so."""
    either = or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id)
    links = session.scalars(select(CaseLink).where(either).order_by(CaseLink.id)).all()
    ids = {link.other_id if link.case_id == case.id else link.case_id: link for link in links}
    cases = {row.id: row for row in session.scalars(select(Case).where(Case.id.in_(ids)))}
    found = [(cases[key], row) for key, row in ids.items()]
    return [
        Linked(
            other.reference, row.kind, other.status, other.organisation, row.made_by,
            is_in_reach=user is None or may_see(user, other),
        )
        for other, row in found
    ]  # fmt: skip
