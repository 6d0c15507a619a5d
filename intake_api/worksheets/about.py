"""Reads the case as the judges see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.calls.models import Attempt
from intake_api.cases.models import Case
from intake_api.cases.service import with_evidence
from intake_api.casework import contacts, issues
from intake_api.clock import london_day
from intake_api.staff.models import StaffUser
from intake_api.worksheets import reading
from intake_api.worksheets.kinds import KINDS, Kind
from intake_api.worksheets.models import CaseWorksheet
from intake_api.worksheets.places import CASE, Place
from service_model.record import Complaint
from service_model.worksheets import About, ComponentFacts, ContactFacts, SheetFacts


def make(
    session: Session, case: Case, user: StaffUser | None, now: datetime, *, rows: Sequence[CaseWorksheet],
    kind: Kind | None = None, place: Place = CASE,
) -> About:  # fmt: skip
    """The case around a worksheet; without a kind, around none of them. `user` is None where no person looks (the API)."""
    base = About(
        complaint=with_evidence(Complaint.model_validate(case.record), case.evidence),
        today=london_day(now), now=now, username=user.username if user else "", role=user.role if user else "",
        team=case.team, status=case.status,
        components=tuple(
            ComponentFacts(each.id, each.heading, each.organisation, each.summary, each.decision, each.issue)
            for each in issues.fetch(session, case)
        ),
        contacts=_contacts(session, case),
        sheets=tuple(_sheet(row) for row in rows if row.kind in KINDS),
    )  # fmt: skip
    return for_place(base, kind, place) if kind else base


def _contacts(session: Session, case: Case) -> tuple[ContactFacts, ...]:
    """The contacts on the case, and the attempts from the call desk: those have no number that a field could lead to."""
    found = [
        ContactFacts(each.id, each.at, each.way, each.direction, each.party, each.reached, each.is_decision)
        for each in contacts.fetch(session, case)
    ]
    tried = session.scalars(select(Attempt).where(Attempt.case_id == case.id).order_by(Attempt.id))
    return (*found, *(ContactFacts(0, each.at, each.way, "out", "complainant", each.reached) for each in tried))


def for_place(base: About, kind: Kind, place: Place) -> About:
    """The same case, seen from one worksheet."""
    component = next((each for each in base.components if each.id == place.component_id), None)
    wanted = (kind.id, place.component_id, place.entry)
    own = next((each for each in base.sheets if (each.kind, each.component_id, each.entry) == wanted), None)
    return replace(base, component=component, own=None if place.is_new else own)


def _sheet(row: CaseWorksheet) -> SheetFacts:
    facts = reading.facts_of(KINDS[row.kind], row.answers)
    return SheetFacts(row.kind, row.component_id, row.entry, facts, row.is_finished, row.version, row.made_by, row.made_at)
