"""Counts how often something is tried, in the database, so that several API processes count together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from intake_api.resume.models import ResumeLimit
from intake_api.security import sign
from intake_api.settings import Settings


class TooManyError(Exception):
    """It was tried too often; `wait` is how many seconds are left. What was counted is already in the database."""

    def __init__(self, wait: int) -> None:
        super().__init__("too often")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Limit:
    """So often in a window. `what` names the thing that is counted, `who` whose it is: neither is kept in clear."""

    what: str
    who: str
    most: int
    window: timedelta

    def key(self, settings: Settings) -> str:
        """How the counter is found."""
        return sign(settings, f"resume-limit-{self.what}", self.who)


def count(session: Session, settings: Settings, limit: Limit, *, now: datetime) -> ResumeLimit | None:
    """Counts once, in one statement that two processes cannot both pass. Answers the counter when it was once too often.

    Commit is the caller's, also when it refuses.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(ResumeLimit).values(key=limit.key(settings), counted=1, until=now + limit.window)
    is_over = ResumeLimit.until <= now
    counted = new.on_conflict_do_update(
        index_elements=[ResumeLimit.key],
        set_={
            "counted": case((is_over, 1), else_=ResumeLimit.counted + 1),
            "until": case((is_over, new.excluded.until), else_=ResumeLimit.until),
        },
    ).returning(ResumeLimit)
    found: ResumeLimit = session.scalars(counted, execution_options={"populate_existing": True}).one()
    return found if found.counted > limit.most else None


def check(session: Session, settings: Settings, *limits: Limit, now: datetime) -> None:
    """Counts every limit, in the session's own transaction. Raises TooManyError when one was passed, and commits then.

    The counter stays locked until that transaction ends: tries that come at once are looked at one after the other.
    """
    passed = [found for limit in limits if (found := count(session, settings, limit, now=now)) is not None]
    if passed:
        session.commit()
        raise TooManyError(max(1, round(max((found.until - now).total_seconds() for found in passed))))


def forget(session: Session, settings: Settings, limit: Limit) -> None:
    """Begins anew, after a success. Commit is the caller's."""
    session.execute(delete(ResumeLimit).where(ResumeLimit.key == limit.key(settings)))
