"""The home page of staff."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake_api.casework import tasks
from intake_api.clock import utc_now
from intake_api.db.session import ReadSession
from intake_api.home.numbers import fetch_numbers
from intake_api.home.plots import plot
from intake_api.home.work import fetch_work
from intake_api.queue.options import kept_for_a_minute
from intake_api.queue.scope import looking, may_for
from intake_api.queue.views import fetch_alerts
from intake_api.staff import words
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.reach import visible_to
from intake_api.staff.roles import Action
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False)


@router.get("", dependencies=[allowed(Action.OWN_LOG_INS)])
def show_home(request: Request, staff: Staff, session: ReadSession) -> Response:
    """My work, what is due, my views; and the office in numbers, at most a minute old, for who may see reports."""
    may, now = may_for(staff.user), utc_now()
    sees = looking(staff.user, now)
    work = fetch_work(session, sees) if may("view_queue") else None
    alerts = fetch_alerts(session, sees) if may("view_queue") else []
    plots = []
    if may("view_reports"):
        plots = kept_for_a_minute(request.app, "numbers", lambda: [plot(found) for found in fetch_numbers(session, now)])
    todo = tasks.fetch_for(session, staff.user, within=visible_to(staff.user)) if may("view_case") else []
    return page(
        request, "home/home.html", todo=todo, words=words, work=work, alerts=alerts, plots=plots, may=may,
    )  # fmt: skip
