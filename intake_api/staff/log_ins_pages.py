"""My own log-ins: where I am logged in, and my second factor."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.clock import utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, SessionMaker, WriteSession
from intake_api.security import settings_of
from intake_api.staff import limits, second_factor, service
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.log_in_pages import address_of
from intake_api.staff.models import RecoveryCode, StaffSession, StaffUser
from intake_api.staff.roles import Action
from intake_api.staff.words import WAIT, WRONG_CODE
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False, dependencies=[allowed(Action.OWN_LOG_INS)])


@router.get("/log-ins")
def show_log_ins(request: Request, staff: Staff, session: ReadSession) -> Response:
    """Every browser in which I am logged in."""
    query = select(StaffSession).where(StaffSession.user_id == staff.user_id).order_by(StaffSession.last_seen_at.desc())
    now, settings = utc_now(), settings_of(request)
    mine = [one for one in session.scalars(query) if one.awaits is None and service.is_live(one, settings, now=now)]
    return page(request, "staff/log_ins.html", log_ins=mine, this=staff.id, user=staff.user)


@router.post("/log-ins", dependencies=[FormToken])
def end_log_ins(staff: Staff, session: WriteSession, which: Annotated[str, Form(max_length=9)] = "") -> Response:
    """Ends one of my log-ins, or all but this one (`which` is its number, or others). Another person's is never touched."""
    ends = {"but": staff.id} if which == "others" else {"only": int(which)} if which.isascii() and which.isdigit() else None
    if ends:
        service.revoke_sessions(session, user=staff.user, now=utc_now(), actor=f"staff:{staff.user.username}", **ends)
        session.commit()
    return RedirectResponse("/staff/log-ins", status_code=303)


@router.get("/second-factor")
def show_second_factor(request: Request, staff: Staff, session: WriteSession) -> Response:
    """Whether I have a second factor, and how to set one up."""
    return _show(request, session, staff.user_id)


@router.post("/second-factor", dependencies=[FormToken])
def change_second_factor(
    request: Request, staff: Staff, sessions: SessionMaker, code: Annotated[str, Form(max_length=60)] = "",
    do: Annotated[str, Form(max_length=10)] = "on",
) -> Response:  # fmt: skip
    """Switches the second factor on or off; each needs a code of the app, so that an open browser is not enough."""
    settings, now = settings_of(request), utc_now()
    with sessions() as session:
        try:
            name = staff.user.username
            user_key = limits.count_try(session, settings, "login-code", name=name, address=address_of(request), now=now)
        except limits.TooManyFailuresError:
            wait = WAIT.format(minutes=round(settings.staff_failure_window / 60))
            return _show(request, session, staff.user_id, error=wait, status=429)
        try:
            made = _change(session, request, staff, do, code)
        except second_factor.WrongCodeError:
            session.rollback()
            return _show(request, session, staff.user_id, error=WRONG_CODE, status=422)
        limits.forgive(session, user_key)
        session.commit()
    if made:
        return page(request, "staff/recovery_codes.html", codes=made, next="/staff/log-ins")
    return RedirectResponse("/staff/second-factor", status_code=303)


def _change(session: Session, request: Request, staff: StaffSession, do: str, code: str) -> list[str]:
    settings, now, user = settings_of(request), utc_now(), session.get_one(StaffUser, staff.user_id)
    if do == "off" and user.totp_since and settings.staff_second_factor == "optional":
        second_factor.check(session, settings, user, code, now=now)
        second_factor.turn_off(session, user, actor=f"staff:{user.username}", now=now)
    elif do != "off" and not user.totp_since and not user.oidc_key:
        return second_factor.confirm(session, settings, user, code, now=now)
    return []


def _show(request: Request, session: Session, user_id: int, *, error: str = "", status: int = 200) -> Response:
    settings, user = settings_of(request), session.get_one(StaffUser, user_id)
    session.refresh(user)
    if user.oidc_key:
        return RedirectResponse("/staff/log-ins", status_code=303)
    key = "" if user.totp_since else second_factor.key_to_set_up(session, settings, user)
    left = session.scalar(select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id))
    session.commit()
    return page(
        request, "staff/second_factor.html", status, key=key, picture=second_factor.qr_code(key, user.username) if key else "",
        is_on=bool(user.totp_since), left=left, must=settings.staff_second_factor == "required", error=error,
        action="/staff/second-factor", next="",
    )  # fmt: skip
