"""Earlier complaints about the same organisation: counts and searches beside the questions that ask for them (SM-2.83, 2.265)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.models import CaseComponent
from intake_api.clock import LONDON, london_day
from intake_api.staff.models import StaffUser
from intake_api.staff.reach import visible_to
from intake_api.worksheets.beside import Beside
from service_model.worksheets import About

YEARS = 2  # "dating back over the past two years" (SM-2.265)
MOST = 50


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier component: the case, the heading, the day it is dated."""

    reference: str
    heading: str
    organisation: str
    made_on: date
    decision: str | None


def earlier_on_the_same(session: Session, case: Case, about: About) -> Beside:
    """How many earlier cases there are on the same organisation, and on the same issue of it (SM-2.83)."""
    names = {each.organisation for each in about.components if each.organisation}
    headings = {each.heading for each in about.components}
    query = select(func.count(func.distinct(CaseComponent.case_id))).where(
        CaseComponent.case_id != case.id, CaseComponent.organisation.in_(names)
    )
    same = session.scalar(query.where(CaseComponent.heading.in_(headings))) if names else 0
    return Beside("Earlier cases", (
        {"label": "On the same issue and organisation", "value": str(same or 0), "source": "SM-2.83"},
        {"label": "On the same organisation", "value": str((session.scalar(query) if names else 0) or 0)},
    ))  # fmt: skip


def components_about(session: Session, case: Case, user: StaffUser, organisation: str, *, today: date) -> list[Earlier]:
    """Components of other cases about the organisation, dated in the last two years, the newest first (SM-2.265)."""
    since = datetime.combine(_years_before(today, YEARS), time.min, LONDON)
    query = _rows(user, case).where(
        func.lower(CaseComponent.organisation) == organisation.lower(), CaseComponent.made_at >= since
    )
    return _read(session, query)


def of_complainant(session: Session, case: Case, user: StaffUser, name: str) -> list[Earlier]:
    """Components of other cases of a complainant of this name; an optional search (SM-2.265)."""
    return _read(session, _rows(user, case).where(func.lower(Case.complainant_name) == name.lower()))


def naming(session: Session, case: Case, user: StaffUser, name: str) -> list[Earlier]:
    """Components of other cases that name a person; an optional search (SM-2.265)."""
    texts = (func.lower(CaseComponent.heading), func.lower(CaseComponent.summary))
    query = _rows(user, case).where(or_(*(text.contains(name.lower(), autoescape=True) for text in texts)))
    return _read(session, query)


def _rows(user: StaffUser, case: Case) -> Select[Case, CaseComponent]:
    """Components of the other cases that this member of staff may see."""
    joined = select(Case, CaseComponent).join(CaseComponent, CaseComponent.case_id == Case.id)
    return joined.where(Case.id != case.id, visible_to(user))


def _read(session: Session, query: Select[Case, CaseComponent]) -> list[Earlier]:
    found = session.execute(query.order_by(CaseComponent.made_at.desc()).limit(MOST)).all()
    return [
        Earlier(row[0].reference, row[1].heading, row[1].organisation or "", london_day(row[1].made_at), row[1].decision)
        for row in found
    ]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
