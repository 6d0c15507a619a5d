"""The page of the audit trail."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from intake_api.audit import queries, service, verifying
from intake_api.audit.models import AuditEvent
from intake_api.cases import reference
from intake_api.casework import reasons
from intake_api.clock import utc_now
from intake_api.db.session import WriteSession
from intake_api.staff import words
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.roles import Action, may
from intake_api.templating import page

router = APIRouter(prefix="/staff/audit", include_in_schema=False, dependencies=[allowed(Action.VIEW_AUDIT)])

Text = Annotated[str, Query(max_length=120)]
NO_DATE = "Give a date as year, month and day: 2026-03-27."
BACKWARDS = "The last day is before the first. Give a later one."


@router.get("")
def show_trail(
    request: Request, staff: Staff, session: WriteSession, case: Text = "", who: Text = "", first: Text = "", last: Text = "",
    before: Text = "",
) -> Response:  # fmt: skip
    """Who did what, newest first; by case, by person, by day. That it was looked at is recorded too.

    Reasons stand with their cases: whoever may look at cases reads them here.
    """
    errors: dict[str, str] = {}
    wanted = queries.Filter(_subject(case), _actor(who), _day("first", first, errors), _day("last", last, errors))
    if wanted.first_on and wanted.last_on and wanted.last_on < wanted.first_on:
        errors["last"] = BACKWARDS
    typed = {"case": case, "who": who, "first": first, "last": last}
    shown: list[AuditEvent] = []
    following: int | None = None
    given: dict[int, str] = {}
    if not errors:
        place = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
        shown, following = queries.fetch_page(session, wanted, before=place)
        given = reasons.words_of(session, shown) if may(staff.user.role, Action.VIEW_CASE) else {}
        actor = f"staff:{staff.user.username}"
        service.record(session, actor=actor, action="audit_viewed", at=utc_now(), subject=wanted.subject, fields=wanted.used)
        head = verifying.fetch_head(session.connection())
        session.commit()
    else:
        head = None
    more = urlencode({**{name: text for name, text in typed.items() if text}, "before": following}) if following else ""
    return page(
        request, "staff/audit.html", 422 if errors else 200, rows=shown, more=more, typed=typed, errors=errors, words=words,
        head=head, is_first=not before, reasons=given,
    )  # fmt: skip


def _subject(text: str) -> str | None:
    try:
        return reference.parse(text) if text.strip() else None
    except reference.BadReferenceError:
        return text.strip()[:60]


def _actor(text: str) -> str | None:
    """A user name as it is typed, or one of service, person, system, unknown."""
    name = text.strip().casefold()
    if not name or name in ("service", "person", "system", "unknown") or name.startswith("staff:"):
        return name or None
    return f"staff:{name}"


def _day(field: str, text: str, errors: dict[str, str]) -> date | None:
    try:
        day = date.fromisoformat(text.strip()) if text.strip() else None
        if day and not 2000 <= day.year < 2200:
            raise ValueError(text)
    except ValueError:
        errors[field] = NO_DATE
        return None
    return day
