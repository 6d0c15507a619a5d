"""Gives out a case's code, notes its steps, and tells them to who knows reference and code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from intake_api.case_status.models import CaseStep, StatusCode, Step
from intake_api.case_status.stages import Stage, stage_of, stage_shown
from intake_api.cases.models import Case
from intake_api.clock import london_day
from intake_api.db.base import start_writing
from intake_api.resume import limits
from intake_api.resume.limits import Limit
from intake_api.settings import Settings
from intake_api.short_codes import Codes, new_seed

CODES = Codes("status-code")
SHOWN_FOR = timedelta(days=1)  # on the page after sending, to who sent it; after that the person has it, or rings us
_NOBODY = "0" * 48  # compared with when there is no such case, so that the answer takes as long


class NoSuchStatusError(Exception):
    """Reference and code open nothing: unknown reference, wrong code. Which of these is not told."""


@dataclass(frozen=True, slots=True)
class StatusNow:
    """Where a case is: its steps with their days, the oldest first, of which the last is where it stands; and its stage."""

    case_id: int
    stage: Stage
    steps: tuple[tuple[str, date], ...]

    @property
    def now(self) -> str:
        """The step it stands at."""
        return self.steps[-1][0]

    @property
    def needs_more(self) -> bool:
        """Do we wait for something from the person?"""
        return self.now == "more_needed" and self.stage != "closed"


def give_code(session: Session, case: Case, *, now: datetime) -> None:
    """Gives a new case its code. Commit is the caller's."""
    session.add(StatusCode(case_id=case.id, seed=new_seed(), created_at=now))


def code_for(session: Session, settings: Settings, case: Case, *, now: datetime) -> str | None:
    """The code, for the person who has just sent the case; None later, and where a restart would make another of it."""
    if not settings.keeps_codes or now - case.received_at >= SHOWN_FOR:
        return None
    kept = session.get(StatusCode, case.id)
    return CODES.of(settings, kept.seed) if kept else None


def note_step(session: Session, case: Case, step: Step, *, at: datetime) -> bool:
    """Notes where a case is now; False when it stood there already. Commit is the caller's."""
    last = session.scalars(
        select(CaseStep.step).where(CaseStep.case_id == case.id).order_by(CaseStep.at.desc(), CaseStep.id.desc())
    )
    if last.first() == step:
        return False
    session.add(CaseStep(case_id=case.id, step=step, at=at))
    return True


def look_up(
    sessions: sessionmaker[Session], settings: Settings, *, reference: str, code: str, network: str, now: datetime
) -> StatusNow:
    """Where the case is. `reference` and `code` as we write and read them.

    Raises TooManyError, counted before anything is looked at, whether or not there is such a case; NoSuchStatusError.
    """
    window = timedelta(seconds=settings.resume_try_window)
    by_reference = Limit("status-reference", reference, settings.resume_max_tries, window)
    by_network = Limit("status-network", network, settings.resume_max_tries_address, window)
    with sessions() as session:
        start_writing(session)
        limits.check(session, settings, by_reference, by_network, now=now)
        found = session.execute(select(Case, StatusCode.seed).join(StatusCode).where(Case.reference == reference)).one_or_none()
        is_right = CODES.fits(settings, found.seed if found else _NOBODY, code) and found is not None
        if is_right:
            limits.forget(session, settings, by_reference)
        session.commit()
        if not is_right or found is None:
            raise NoSuchStatusError
        return status_of(session, found.Case)


def status_of(session: Session, case: Case) -> StatusNow:
    """Where the case is, for somebody who has shown that they may know."""
    query = select(CaseStep.step, CaseStep.at).where(CaseStep.case_id == case.id).order_by(CaseStep.at, CaseStep.id)
    noted = ((row.step, london_day(row.at)) for row in session.execute(query))
    steps = (("received", london_day(case.received_at)), *noted)
    return StatusNow(case.id, stage_shown(stage_of(session, case), tuple(step for step, _on in steps)), steps)
