"""How often somebody may try to log in: for one name, and from one network address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from intake_api.security import sign
from intake_api.settings import Settings
from intake_api.staff.models import LoginFailure

What = Literal["login-user", "login-code"]


class TooManyFailuresError(Exception):
    """Too many failed tries for this name or from this address lately."""


def count_try(session: Session, settings: Settings, what: What, *, name: str, address: str, now: datetime) -> str:
    """Writes a failure before anything is checked, so that many tries at once cannot slip past the limit. Commits.

    Answers the key to give to `forgive` when the try was a good one. Raises TooManyFailuresError.
    """
    user_key, address_key = sign(settings, what, name), sign(settings, "login-address", address)
    _one_at_a_time(session, address_key, user_key)
    session.execute(delete(LoginFailure).where(LoginFailure.at < now - timedelta(seconds=settings.staff_failure_window)))
    query = select(
        func.count().filter(LoginFailure.user_key == user_key), func.count().filter(LoginFailure.address_key == address_key)
    ).where(or_(LoginFailure.user_key == user_key, LoginFailure.address_key == address_key))
    by_user, by_address = session.execute(query).one()
    if by_user >= settings.staff_max_failures or by_address >= settings.staff_max_failures_address:
        session.commit()
        raise TooManyFailuresError
    session.add(LoginFailure(user_key=user_key, address_key=address_key, at=now))
    session.commit()
    return user_key


def forgive(session: Session, user_key: str) -> None:
    """A good try: the failures before it no longer count. Commit is the caller's."""
    session.execute(delete(LoginFailure).where(LoginFailure.user_key == user_key))


def _one_at_a_time(session: Session, *keys: str) -> None:
    """Holds these keys until the transaction ends: of many tries at once each sees those before it. SQLite has one writer anyway.

    The address always comes before the name, so that no two tries wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        for key in keys:
            session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
