"""Who the organisation's own log-in vouches for, as a member of staff here: made at the first log-in, up to date at each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.db.base import start_writing
from intake_api.security import hashed
from intake_api.settings import Settings
from intake_api.staff import people, service
from intake_api.staff.models import StaffUser
from intake_api.staff.oidc import NoEntryError, claim
from intake_api.staff.roles import Role


def role_of(settings: Settings, claims: Mapping[str, Any]) -> Role | None:
    """Our role for what their claim says: the first of the mapping that the person has; None when there is none."""
    given = claim(claims, settings.oidc_roles_claim)
    listed = given if isinstance(given, list) else [given]
    theirs = {one for one in listed if isinstance(one, str)}
    return next((ours for name, ours in settings.oidc_roles if name in theirs), None)


def enter(
    sessions: sessionmaker[Session], settings: Settings, claims: Mapping[str, Any], *, browser: str, now: datetime
) -> service.Opened:
    """A session for who the provider vouches for. Raises NoEntryError: no role, switched off, or a name that is another's."""
    with sessions() as session:
        start_writing(session)
        key, role = hashed(f"{settings.oidc_issuer}\0{claims['sub']}"), role_of(settings, claims)
        user = session.scalars(select(StaffUser).where(StaffUser.oidc_key == key)).one_or_none()
        if why := _against(session, claims, user, role):
            if user is not None and why == "no_role":
                service.revoke_sessions(session, user=user, now=now)
            actor = f"staff:{user.username}" if user else "unknown"
            audit.record(session, actor=actor, action="log_in_failed", at=now, after={"way": "oidc", "why": why})
            session.commit()
            raise NoEntryError(why)
        assert role is not None  # noqa: S101 - else `_against` had told so
        called = people.Called(_full_name(claims) or (user.full_name if user else None), user.direct_contact if user else None)
        if user is None:
            user = _new(session, claims, key, role, _team(settings, claims), now)
        else:
            team = _team(settings, claims) if settings.oidc_team_claim else user.team
            people.change(
                session, user, role=role, team=team, is_active=True, actor="system", now=now, may_be_last=True, called=called
            )
        opened = service.open_session(session, settings, user, now=now, way="oidc", browser=browser, is_proved=True)
        session.commit()
        return opened


def _against(session: Session, claims: Mapping[str, Any], user: StaffUser | None, role: Role | None) -> str:
    if role is None:
        return "no_role"
    if user is not None:
        return "" if user.is_active else "switched_off"
    is_taken = session.scalars(select(StaffUser.id).where(StaffUser.username == _name(claims))).first()
    return "name_taken" if is_taken is not None else ""  # never joined by name: that would let a namesake in


def _new(session: Session, claims: Mapping[str, Any], key: str, role: Role, team: str | None, now: datetime) -> StaffUser:
    user = StaffUser(
        username=_name(claims), password_hash="", is_active=True, created_at=now, role=str(role), team=team,
        oidc_key=key, full_name=_full_name(claims),
    )  # fmt: skip
    session.add(user)
    session.flush()
    after = {"role": str(role), "team": team, "way": "oidc"}
    audit.record(session, actor="system", action="staff_user_added", at=now, subject=f"staff:{user.id}", after=after)
    return user


def _name(claims: Mapping[str, Any]) -> str:
    given = (claims.get(name) for name in ("preferred_username", "email", "sub"))
    return next(name for name in (service.plain(str(one or "")) for one in given) if name)


def _full_name(claims: Mapping[str, Any]) -> str | None:
    given = claims.get("name")
    return people.plain_name(given) if isinstance(given, str) else None


def _team(settings: Settings, claims: Mapping[str, Any]) -> str | None:
    given = claim(claims, settings.oidc_team_claim) if settings.oidc_team_claim else None
    one = given[0] if isinstance(given, list) and given else given
    return people.plain_team(one) if isinstance(one, str) else None
