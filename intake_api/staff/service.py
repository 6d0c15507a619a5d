"""Staff users and their sessions: first user, log-in with a limit on failures, log-out, and who a session belongs to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.security import hashed
from intake_api.settings import Settings
from intake_api.staff import limits, passwords
from intake_api.staff.limits import TooManyFailuresError
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.roles import Role

__all__ = ["TooManyFailuresError", "WrongLoginError"]
FIRST_USERNAME = "caseworker"
CODE, SET_UP = "code", "set_up"  # what a half session still awaits
HALF_LASTS = timedelta(minutes=10)


class WrongLoginError(Exception):
    """User name or password do not fit; which of them is not told."""


@dataclass(frozen=True, slots=True)
class LogIn:
    """A try to log in: what was typed, and from where. `browser` is a short name such as Firefox on Linux."""

    username: str
    password: str
    address: str
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session's token and whose it is; `awaits` is None, or what is to do before it opens anything (`CODE`, `SET_UP`)."""

    token: str
    user: StaffUser
    awaits: str | None = None


def ensure_first_user(session: Session, *, now: datetime | None = None) -> str | None:
    """Makes the first staff user (`caseworker`) when there is none, and answers its random password, once; else None.

    A manager: they can do all there is to do with cases. Commits. Only a hash is kept: print the password now or lose it.
    """
    start_writing(session)
    if session.scalars(select(StaffUser.id).limit(1)).first() is not None:
        session.rollback()
        return None
    password = passwords.new_password()
    add_user(session, username=FIRST_USERNAME, password=password, now=now or utc_now(), role=Role.MANAGER)
    session.commit()
    return password


def add_user(
    session: Session, *, username: str, password: str, now: datetime, role: Role = Role.CASEWORKER, team: str | None = None,
    actor: str = "system", full_name: str | None = None, direct_contact: str | None = None,
) -> StaffUser:  # fmt: skip
    """Adds a member of staff. Commit is the caller's. Raises ValueError for a password under 12 characters."""
    if len(password) < 12:
        raise ValueError("A password needs at least 12 characters.")
    user = StaffUser(
        username=plain(username), password_hash=passwords.hash_password(password), is_active=True, created_at=now, role=role,
        team=team, full_name=full_name, direct_contact=direct_contact,
    )  # fmt: skip
    session.add(user)
    session.flush()
    after = {"role": str(role), "team": team}
    audit.record(session, actor=actor, action="staff_user_added", at=now, subject=f"staff:{user.id}", after=after)
    return user


def log_in(sessions: sessionmaker[Session], settings: Settings, attempt: LogIn, *, now: datetime) -> Opened:
    """A new session. Raises WrongLoginError, or TooManyFailuresError before the password is looked at."""
    name = plain(attempt.username)
    with sessions() as session:
        start_writing(session)
        user_key = limits.count_try(session, settings, "login-user", name=name, address=attempt.address, now=now)
        user = session.scalars(select(StaffUser).where(StaffUser.username == name)).one_or_none()
    fits = passwords.is_password(attempt.password, user.password_hash if user and user.is_active else None)
    anew = passwords.hash_password(attempt.password) if fits and user and passwords.is_outdated(user.password_hash) else None
    with sessions() as session:
        start_writing(session)
        if not fits or user is None:
            actor = f"staff:{user.id}" if user else "unknown"
            audit.record(session, actor=actor, action="log_in_failed", at=now)
            session.commit()
            raise WrongLoginError
        limits.forgive(session, user_key)
        if anew is not None:  # unless somebody gave a new password meanwhile
            mine = StaffUser.id == user.id, StaffUser.password_hash == user.password_hash
            session.execute(update(StaffUser).where(*mine).values(password_hash=anew))
        opened = open_session(session, settings, user, now=now, way="password", browser=attempt.browser)
        session.commit()
        return opened


def open_session(
    session: Session, settings: Settings, user: StaffUser, *, now: datetime, way: str, browser: str, is_proved: bool = False
) -> Opened:
    """A new session of who has shown who they are; half of one where a second factor is still to come. Commit is the caller's.

    `is_proved`: the second factor was given, or the organisation's own log-in asked for what it asks for.
    """
    awaits = None if is_proved else CODE if user.totp_since else SET_UP if settings.staff_second_factor == "required" else None
    token = secrets.token_urlsafe(32)
    until = now + (HALF_LASTS if awaits else timedelta(hours=settings.staff_session_hours))
    session.add(
        StaffSession(
            user_id=user.id, token_hash=hashed(token), created_at=now, last_seen_at=now, expires_at=until, awaits=awaits, way=way,
            browser=browser[:40],
        )
    )  # fmt: skip
    if awaits is None:
        audit.record(session, actor=f"staff:{user.username}", action="logged_in", at=now, after={"way": way})
    return Opened(token, user, awaits)


def fetch_session(session: Session, settings: Settings, *, token: str, now: datetime) -> StaffSession | None:
    """The live session a token opens: whole, not revoked, not expired, not idle too long, of an active user."""
    found = _by_token(session, token)
    return found if found is not None and found.awaits is None and is_live(found, settings, now=now) else None


def fetch_half(session: Session, settings: Settings, *, token: str, now: datetime) -> StaffSession | None:
    """The session of somebody whose password was right and whose second factor is still to come."""
    found = _by_token(session, token)
    return found if found is not None and found.awaits is not None and is_live(found, settings, now=now) else None


def fetch_ended(session: Session, *, token: str) -> StaffSession | None:
    """The session a token once opened, ended or not: it tells whose form it was that came too late."""
    found = _by_token(session, token)
    return found if found is not None and found.awaits is None and found.user.is_active else None


def is_live(found: StaffSession, settings: Settings, *, now: datetime) -> bool:
    """Does this session still open something?"""
    idle = timedelta(minutes=settings.staff_idle_minutes)
    is_over = found.revoked_at or found.expires_at <= now or found.last_seen_at + idle <= now
    return not is_over and found.user.is_active


def touch(session: Session, found: StaffSession, *, now: datetime) -> None:
    """Notes that a session is in use, at most once a minute. Commits."""
    if now - found.last_seen_at > timedelta(minutes=1):
        session.execute(update(StaffSession).where(StaffSession.id == found.id).values(last_seen_at=now))
        session.commit()


def log_out(session: Session, found: StaffSession, *, now: datetime) -> None:
    """Ends one session. Commit is the caller's."""
    session.execute(update(StaffSession).where(StaffSession.id == found.id).values(revoked_at=now))
    audit.record(session, actor=f"staff:{found.user.username}", action="logged_out", at=now)


def revoke_sessions(
    session: Session, *, user: StaffUser, now: datetime, actor: str = "system", but: int | None = None, only: int | None = None
) -> int:
    """Ends every live session of a user at once; `but` one of them, or `only` one. Answers how many. Commit is the caller's."""
    live = update(StaffSession).where(StaffSession.user_id == user.id, StaffSession.revoked_at.is_(None)).values(revoked_at=now)
    if but is not None:
        live = live.where(StaffSession.id != but)
    if only is not None:
        live = live.where(StaffSession.id == only)
    ended: int = session.execute(live).rowcount  # type: ignore[attr-defined]
    audit.record(session, actor=actor, action="sessions_revoked", at=now, subject=f"staff:{user.id}")
    return ended


def plain(username: str) -> str:
    """A user name as we keep it: printable, lower case, at most 80 characters."""
    return "".join(character for character in username if character.isprintable()).strip().casefold()[:80]


def _by_token(session: Session, token: str) -> StaffSession | None:
    return session.scalars(select(StaffSession).where(StaffSession.token_hash == hashed(token))).one_or_none()
