"""A form that came after its sender's log-in had ended: what was typed is kept for them, and shown in the form again.

Every form of the console has this for free: the guard raises `LogInEndedError`, the handler here keeps the fields and asks to
log in; then the page the form stood on is shown with `?kept=...`, and `templating.page` fills it in (`refill`). Nothing is sent
by itself: the person looks, and sends.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import FastAPI, Request
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.db.session import session_maker
from intake_api.security import hashed, settings_of
from intake_api.settings import Settings
from intake_api.staff.filling import filled_in
from intake_api.staff.guards import LogInEndedError
from intake_api.staff.models import KeptForm, StaffUser
from intake_api.staff.sealing import seal, unseal

LASTS = timedelta(hours=12)  # a working day: who was called away in the morning still finds it
MOST = 20  # kept for one person; older ones go first
QUERY = "kept"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: where the form was going, and its fields in order."""

    action: str
    fields: tuple[tuple[str, str], ...]


def install(app: FastAPI) -> None:
    """Registers the handler."""
    app.add_exception_handler(LogInEndedError, _on_ended)


def keep(sessions: sessionmaker[Session], settings: Settings, *, user_id: int, typed: Typed, now: datetime) -> str:
    """Keeps what was typed, sealed, and answers the word that finds it again. Commits."""
    token = secrets.token_urlsafe(18)
    sealed = seal(settings, _purpose(user_id), json.dumps([typed.action, typed.fields]))
    with sessions() as session:
        start_writing(session)
        session.add(KeptForm(user_id=user_id, token_hash=hashed(token), sealed=sealed, expires_at=now + LASTS))
        session.flush()
        newest = select(KeptForm.id).where(KeptForm.user_id == user_id).order_by(KeptForm.id.desc()).limit(MOST)
        session.execute(delete(KeptForm).where(KeptForm.user_id == user_id, KeptForm.id.not_in(newest.scalar_subquery())))
        session.commit()
    return token


def fetch(session: Session, settings: Settings, *, token: str, user: StaffUser, now: datetime) -> Typed | None:
    """What this user had typed; None for anybody else's, and when its time is up."""
    mine = KeptForm.token_hash == hashed(token), KeptForm.user_id == user.id, KeptForm.expires_at > now
    found = session.scalars(select(KeptForm).where(*mine)).one_or_none()
    text = unseal(settings, _purpose(user.id), found.sealed) if found else None
    if text is None:
        return None
    action, fields = json.loads(text)
    return Typed(action, tuple((name, value) for name, value in fields))


def refill(request: Request, response: Response, draw: Any) -> None:
    """Fills the form of a page that is about to leave with what was kept, when its address names it and it is this user's.

    `draw(name, **context)` makes the piece of the page that tells so.
    """
    user, token = getattr(request.state, "staff", None), request.query_params.get(QUERY)
    if user is None or not token or response.status_code != 200:
        return
    with session_maker(request)() as session:
        typed = fetch(session, settings_of(request), token=token, user=user, now=utc_now())
    if typed is None:
        return
    page = bytes(response.body).decode()
    body = filled_in(page, here=request.url.path, typed=typed, note=lambda left: draw("staff/_kept.html", left=left))
    response.body = body.encode()
    response.headers["content-length"] = str(len(response.body))


async def _on_ended(request: Request, error: Exception) -> Response:
    assert isinstance(error, LogInEndedError)  # noqa: S101 - registered for this type only
    form = await request.form()
    fields = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str) and name != "csrf_token")
    going = _page_of(request)
    if fields:
        token = await run_in_threadpool(
            keep, session_maker(request), settings_of(request), user_id=error.user_id, typed=Typed(request.url.path, fields),
            now=utc_now(),
        )  # fmt: skip
        going += ("&" if "?" in going else "?") + urlencode({QUERY: token})
    return RedirectResponse(f"/staff/login?next={quote(going)}", status_code=303)


def _page_of(request: Request) -> str:
    """The page the form stood on, as the browser tells it; else the form's own address."""
    told = urlsplit(request.headers.get("referer", ""))
    if told.netloc != request.headers.get("host") or not told.path.startswith("/staff/") or told.path.startswith("/staff/login"):
        return request.url.path
    query = "&".join(part for part in told.query.split("&") if part and not part.startswith(f"{QUERY}="))
    return f"{told.path}?{query}" if query else told.path


def _purpose(user_id: int) -> str:
    return f"kept-form:{user_id}"
