"""The second factor of local accounts: codes of an authenticator app (RFC 6238), and recovery codes that work once."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp
import segno
from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.db.base import start_writing
from intake_api.security import sign
from intake_api.settings import Settings
from intake_api.staff import limits, service
from intake_api.staff.models import RecoveryCode, StaffSession, StaffUser
from intake_api.staff.sealing import seal, unseal

STEP = 30  # seconds a code holds
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongCodeError(Exception):
    """The code is not the one of now, or was used before."""


def key_to_set_up(session: Session, settings: Settings, user: StaffUser) -> str:
    """The key for the app (base32): the one shown before, or a new one. It counts after `confirm`. Commit is the caller's."""
    known = unseal(settings, "totp", user.totp_sealed) if user.totp_sealed and not user.totp_since else None
    if known is None:
        known = pyotp.random_base32()
        sealed = seal(settings, "totp", known)
        session.execute(update(StaffUser).where(StaffUser.id == user.id).values(totp_sealed=sealed, totp_step=None))
    return known


def qr_code(key: str, username: str) -> str:
    """The key as a picture that an authenticator app reads: SVG without style or script."""
    address = pyotp.TOTP(key).provisioning_uri(name=username, issuer_name="Redress")
    return segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)


def confirm(session: Session, settings: Settings, user: StaffUser, code: str, *, now: datetime) -> list[str]:
    """Turns the second factor on, for who has shown that the app knows the key. Answers the recovery codes, to be shown once.

    Raises WrongCodeError. Commit is the caller's.
    """
    if not _is_fresh(session, settings, user, code, now):
        raise WrongCodeError
    session.execute(update(StaffUser).where(StaffUser.id == user.id).values(totp_since=now))
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = ["-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(user_id=user.id, code_hash=_kept(settings, user, one)) for one in codes)
    audit.record(session, actor=f"staff:{user.username}", action="second_factor_on", at=now, subject=f"staff:{user.id}")
    return codes


def turn_off(session: Session, user: StaffUser, *, actor: str, now: datetime) -> None:
    """Takes the second factor and its recovery codes away. Commit is the caller's."""
    nothing = {"totp_sealed": None, "totp_since": None, "totp_step": None}
    session.execute(update(StaffUser).where(StaffUser.id == user.id).values(**nothing))
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    audit.record(session, actor=actor, action="second_factor_off", at=now, subject=f"staff:{user.id}")


def check(session: Session, settings: Settings, user: StaffUser, code: str, *, now: datetime) -> None:
    """A code of the app or a recovery code; either works once. Raises WrongCodeError. Commit is the caller's."""
    if _is_fresh(session, settings, user, code, now):
        return
    mine = RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _kept(settings, user, code)
    if not session.execute(delete(RecoveryCode).where(*mine)).rowcount:  # type: ignore[attr-defined]
        raise WrongCodeError
    audit.record(session, actor=f"staff:{user.username}", action="recovery_code_used", at=now, subject=f"staff:{user.id}")


def finish_log_in(
    sessions: sessionmaker[Session], settings: Settings, half: StaffSession, code: str, *, address: str, now: datetime
) -> tuple[service.Opened, list[str]]:
    """A whole session for half a one, and the recovery codes when the factor was set up with it.

    Raises WrongCodeError, or TooManyFailuresError before the code is looked at.
    """
    with sessions() as session:
        start_writing(session)
        user_key = limits.count_try(session, settings, "login-code", name=half.user.username, address=address, now=now)
    with sessions() as session:
        start_writing(session)
        user, made = session.get_one(StaffUser, half.user_id), list[str]()
        try:
            if half.awaits == service.SET_UP:
                made = confirm(session, settings, user, code, now=now)
            else:
                check(session, settings, user, code, now=now)
        except WrongCodeError:
            session.rollback()
            audit.record(session, actor=f"staff:{user.username}", action="log_in_failed", at=now)
            session.commit()
            raise
        limits.forgive(session, user_key)
        ended = update(StaffSession).where(StaffSession.id == half.id, StaffSession.revoked_at.is_(None)).values(revoked_at=now)
        if not session.execute(ended).rowcount:  # type: ignore[attr-defined]
            raise WrongCodeError  # this half was used a moment ago
        way, browser = half.way or "password", half.browser or ""
        opened = service.open_session(session, settings, user, now=now, way=way, browser=browser, is_proved=True)
        session.commit()
        return opened, made


def _is_fresh(session: Session, settings: Settings, user: StaffUser, code: str, now: datetime) -> bool:
    """Is it the code of this half minute, or of the one before or after, and was it not used yet? Marks it as used."""
    key = unseal(settings, "totp", user.totp_sealed) if user.totp_sealed else None
    given = "".join(code.split())
    if key is None or not given.isascii() or not given.isdigit():
        return False
    otp, today = pyotp.TOTP(key), int(now.timestamp()) // STEP
    fitting = [step for step in (today - 1, today, today + 1) if hmac.compare_digest(otp.generate_otp(step), given)]
    if not fitting:
        return False
    unused = or_(StaffUser.totp_step.is_(None), StaffUser.totp_step < fitting[-1])
    marked = update(StaffUser).where(StaffUser.id == user.id, unused).values(totp_step=fitting[-1])
    is_first: bool = session.execute(marked).rowcount == 1  # type: ignore[attr-defined]
    return is_first


def _kept(settings: Settings, user: StaffUser, code: str) -> str:
    return sign(settings, "recovery-code", f"{user.id}:{''.join(code.split()).replace('-', '').casefold()}")
