"""Staff users and their sessions: first user, log-in with a limit on failures, log-out, and who a session belongs to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.security import hashed, sign
from intake_api.settings import Settings
from intake_api.staff import passwords
from intake_api.staff.models import LoginFailure, StaffSession, StaffUser

FIRST_USERNAME = "caseworker"


class WrongLoginError(Exception):
    """User name or password do not fit; which of them is not told."""


class TooManyFailuresError(Exception):
    """Too many failed log-ins for this name or from this address lately."""


@dataclass(frozen=True, slots=True)
class LogIn:
    """A try to log in: what was typed, and from where."""

    username: str
    password: str
    address: str


def ensure_first_user(session: Session, *, now: datetime | None = None) -> str | None:
    """Makes the first staff user (`caseworker`) when there is none, and answers its random password, once; else None.

    Commits. The password is kept only as a hash: print it now or lose it.
    """
    start_writing(session)
    if session.scalars(select(StaffUser.id).limit(1)).first() is not None:
        session.rollback()
        return None
    password = passwords.new_password()
    add_user(session, username=FIRST_USERNAME, password=password, now=now or utc_now())
    session.commit()
    return password


def add_user(session: Session, *, username: str, password: str, now: datetime) -> StaffUser:
    """Adds a member of staff. Commit is the caller's. Raises ValueError for a password under 12 characters."""
    if len(password) < 12:
        raise ValueError("A password needs at least 12 characters.")
    user = StaffUser(username=_plain(username), password_hash=passwords.hash_password(password), is_active=True, created_at=now)
    session.add(user)
    session.flush()
    audit.record(session, actor="system", action="staff_user_added", at=now, subject=f"staff:{user.id}")
    return user


def log_in(sessions: sessionmaker[Session], settings: Settings, attempt: LogIn, *, now: datetime) -> str:
    """The token of a new session. Raises WrongLoginError, or TooManyFailuresError before the password is looked at.

    A failure is written before the password is checked, so that many tries at once cannot slip past the limit.
    """
    user_key = sign(settings, "login-user", _plain(attempt.username))
    address_key = sign(settings, "login-address", attempt.address)
    with sessions() as session:
        start_writing(session)
        _check_limit(session, settings, user_key, address_key, now)
        session.add(LoginFailure(user_key=user_key, address_key=address_key, at=now))
        user = session.scalars(select(StaffUser).where(StaffUser.username == _plain(attempt.username))).one_or_none()
        session.commit()
    fits = passwords.is_password(attempt.password, user.password_hash if user and user.is_active else None)
    with sessions() as session:
        start_writing(session)
        if not fits or user is None:
            actor = f"staff:{user.id}" if user else "unknown"
            audit.record(session, actor=actor, action="log_in_failed", at=now)
            session.commit()
            raise WrongLoginError
        session.execute(delete(LoginFailure).where(LoginFailure.user_key == user_key))
        token = _open_session(session, settings, user, now)
        session.commit()
        return token


def fetch_session(session: Session, settings: Settings, *, token: str, now: datetime) -> StaffSession | None:
    """The live session a token opens: not revoked, not expired, not idle too long, of an active user."""
    found = session.scalars(select(StaffSession).where(StaffSession.token_hash == hashed(token))).one_or_none()
    idle = timedelta(minutes=settings.staff_idle_minutes)
    if found is None or found.revoked_at or found.expires_at <= now or found.last_seen_at + idle <= now:
        return None
    return found if found.user.is_active else None


def touch(session: Session, found: StaffSession, *, now: datetime) -> None:
    """Notes that a session is in use, at most once a minute. Commits."""
    if now - found.last_seen_at > timedelta(minutes=1):
        session.execute(update(StaffSession).where(StaffSession.id == found.id).values(last_seen_at=now))
        session.commit()


def log_out(session: Session, found: StaffSession, *, now: datetime) -> None:
    """Ends one session. Commit is the caller's."""
    session.execute(update(StaffSession).where(StaffSession.id == found.id).values(revoked_at=now))
    audit.record(session, actor=f"staff:{found.user.username}", action="logged_out", at=now)


def revoke_sessions(session: Session, *, user: StaffUser, now: datetime) -> int:
    """Ends every session of a user, at once. Answers how many. Commit is the caller's."""
    live = update(StaffSession).where(StaffSession.user_id == user.id, StaffSession.revoked_at.is_(None)).values(revoked_at=now)
    ended: int = session.execute(live).rowcount  # type: ignore[attr-defined]
    audit.record(session, actor="system", action="sessions_revoked", at=now, subject=f"staff:{user.id}")
    return ended


def _check_limit(session: Session, settings: Settings, user_key: str, address_key: str, now: datetime) -> None:
    since = now - timedelta(seconds=settings.staff_failure_window)
    session.execute(delete(LoginFailure).where(LoginFailure.at < since))
    query = select(
        func.count().filter(LoginFailure.user_key == user_key), func.count().filter(LoginFailure.address_key == address_key)
    ).where(or_(LoginFailure.user_key == user_key, LoginFailure.address_key == address_key))
    by_user, by_address = session.execute(query).one()
    if by_user >= settings.staff_max_failures or by_address >= settings.staff_max_failures_address:
        session.commit()
        raise TooManyFailuresError


def _open_session(session: Session, settings: Settings, user: StaffUser, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    until = now + timedelta(hours=settings.staff_session_hours)
    session.add(StaffSession(user_id=user.id, token_hash=hashed(token), created_at=now, last_seen_at=now, expires_at=until))
    known = session.get_one(StaffUser, user.id)
    audit.record(session, actor=f"staff:{known.username}", action="logged_in", at=now)
    return token


def _plain(username: str) -> str:
    return "".join(character for character in username if character.isprintable()).strip().casefold()[:80]
