"""The members of staff, for who manages them: role, team, on or off, a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.staff import passwords, service
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.roles import Action, Role, may


@dataclass(frozen=True, slots=True)
class Called:
    """How letters name a member of staff, and the number or address that people reach them at."""

    full_name: str | None = None
    direct_contact: str | None = None


class NobodyLeftError(Exception):
    """The change would leave nobody who can manage staff."""


def fetch_people(session: Session) -> list[StaffUser]:
    """Everybody, by name."""
    return list(session.scalars(select(StaffUser).order_by(StaffUser.username)))


def fetch_person(session: Session, *, name: str) -> StaffUser | None:
    """The member of staff with this user name."""
    return session.scalars(select(StaffUser).where(StaffUser.username == service.plain(name))).one_or_none()


def count_live_sessions(session: Session, *, now: datetime) -> dict[int, int]:
    """How many log-ins of each person have not ended: {user id: number}."""
    live = StaffSession.revoked_at.is_(None), StaffSession.expires_at > now, StaffSession.awaits.is_(None)
    query = select(StaffSession.user_id, func.count().label("number")).where(*live).group_by(StaffSession.user_id)
    return {row.user_id: row.number for row in session.execute(query)}


def change(
    session: Session, user: StaffUser, *, role: Role, team: str | None, is_active: bool, actor: str, now: datetime,
    may_be_last: bool = False, called: Called | None = None,
) -> bool:  # fmt: skip
    """Sets role, team, whether they may log in and how letters name them (`called`; None leaves that as it is).

    Answers whether anything changed. Who is switched off is logged out. It holds from their next click on: the role is read
    from the database each time. Commit is the caller's. Raises NobodyLeftError, unless `may_be_last`.
    """
    before = {"role": user.role, "team": user.team, "access": _access(user.is_active)}
    after = {"role": str(role), "team": team, "access": _access(is_active)}
    named = _call(user, called)
    if before == after and not named:
        return False
    stays = is_active and may(role, Action.MANAGE_STAFF)
    if not may_be_last and not stays and _is_last_manager_of_staff(session, user):
        raise NobodyLeftError
    user.role, user.team, user.is_active = str(role), team, is_active
    audit.record(
        session, actor=actor, action="staff_changed", at=now, subject=f"staff:{user.id}", fields=named,
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before[name]},
    )  # fmt: skip
    if not is_active:
        service.revoke_sessions(session, user=user, now=now, actor=actor)
    return True


def give_password(session: Session, user: StaffUser, *, actor: str, now: datetime) -> str:
    """A new random password, to be told once; every log-in with the old one ends. Commit is the caller's."""
    password = passwords.new_password()
    user.password_hash = passwords.hash_password(password)
    service.revoke_sessions(session, user=user, now=now, actor=actor)
    audit.record(session, actor=actor, action="staff_password_reset", at=now, subject=f"staff:{user.id}")
    return password


def _call(user: StaffUser, called: Called | None) -> list[str]:
    """Sets how letters name them; answers which fields that changed."""
    given = {} if called is None else {"full_name": called.full_name, "direct_contact": called.direct_contact}
    changed = [name for name, value in given.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, given[name])
    return changed


def plain_name(text: str) -> str | None:
    """A name or a number as we keep it; None for none."""
    return " ".join(text.split())[:120] or None


def plain_team(text: str) -> str | None:
    """A team's name as we keep it; None for none."""
    return " ".join(text.split())[:60] or None


def _is_last_manager_of_staff(session: Session, user: StaffUser) -> bool:
    """Locked while it is looked at (PostgreSQL), so that two who take the role from each other at once cannot both."""
    roles = [role for role in Role if may(role, Action.MANAGE_STAFF)]
    query = select(StaffUser.id).where(StaffUser.is_active, StaffUser.role.in_(roles)).order_by(StaffUser.id).with_for_update()
    return list(session.scalars(query)) == [user.id]


def _access(is_active: bool) -> str:
    return "on" if is_active else "off"
