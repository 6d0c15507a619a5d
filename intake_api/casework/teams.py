"""A case moves to another team with a reason: to dispute resolution, early consideration or a special team (SM-2.80, 2.117)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.casework import allocating, reasons
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.staff.models import StaffUser
from intake_api.staff.people import plain_team


class Moved(Filled):
    """Which team, and why."""

    team: Annotated[str, Field(max_length=60)] | None = None
    reason: Annotated[str, Field(max_length=2000)] | None = None


def move(change: Change, form: Moved) -> None:
    """Gives the case to a team; nobody of the old one works on it any more. The reason is kept."""
    change.must_be_open()
    case, team = change.case, plain_team(form.team or "")
    if team is None or team not in fetch_teams(change.session):
        raise RefusedError("Choose the team that the case goes to.", "team")
    if team == case.team:
        raise RefusedError(f"The case is with this team already: {team}.", "team")
    if not form.reason:
        raise RefusedError("Say why the case goes to another team (SM-2.80).", "reason")
    if allocating.fetch_waiting(change.session, case) is not None:
        raise RefusedError("This case waits in the allocation queue. A manager allocates it there (SM-2.182).", "team")
    before, case.team, case.assignee_id = case.team, team, None
    digest = reasons.keep(change, "case_moved", form.reason)
    change.trace("case_moved", fields=["reason"], before={"team": before}, team=team, digest=digest)


def fetch_teams(session: Session) -> list[str]:
    """The teams that somebody is in, by name."""
    named = select(StaffUser.team).where(StaffUser.is_active, StaffUser.team.is_not(None)).distinct().order_by(StaffUser.team)
    return [team for team in session.scalars(named) if team]
