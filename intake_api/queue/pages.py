"""The page of the queue, and what changes which cases it shows: search, saved views."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from intake_api.clock import utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, WriteSession
from intake_api.problems import Problem
from intake_api.queue import searches, views
from intake_api.queue.fetching import Place
from intake_api.queue.filters import Filters
from intake_api.queue.scope import Viewer, looking, may_for
from intake_api.queue.show import ADDRESS, queue_page
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False)

State = Annotated[str, Form(max_length=10_000)]
At = Annotated[str | None, Query(max_length=60)]


@router.get("/cases")
def show_queue(request: Request, staff: Viewer, session: ReadSession, after: At = None, before: At = None) -> Response:
    """The cases that fit the filters of the address, first things first."""
    filters = Filters.read(request.query_params.multi_items())
    shown = queue_page(request.app, session, filters, looking(staff.user), after=Place.parse(after), before=Place.parse(before))
    return page(request, "queue/queue.html", may=may_for(staff.user), **shown)


@router.post("/cases/search", dependencies=[FormToken])
def search(
    staff: Viewer, session: WriteSession, words: Annotated[str, Form(max_length=1000)] = "", state: State = ""
) -> Response:
    """Keeps the words on the server and opens the queue they narrow down: no address holds them."""
    kept = searches.keep_words(session, user_id=staff.user.id, typed=words, now=utc_now())
    session.commit()
    rest = Filters.parse(state).without_words()
    return _to(rest.query(search=kept) if kept else rest.query())


@router.post("/cases/views", dependencies=[FormToken])
def save_view(
    request: Request, staff: Viewer, session: WriteSession, name: Annotated[str, Form(max_length=200)] = "", state: State = ""
) -> Response:
    """Saves the queue as it is filtered now, and opens it as a view; or says why it cannot be saved."""
    filters, now = Filters.parse(state), utc_now()
    words = searches.fetch_words(session, filters, user_id=staff.user.id)
    try:
        view = views.save(session, user_id=staff.user.id, name=name, filters=filters, words=words, now=now)
        session.commit()
    except views.ViewError as error:
        session.rollback()
        shown = queue_page(request.app, session, filters, looking(staff.user, now))
        wrong = {"error": str(error), "view_name": name, "errors": True}
        return page(request, "queue/queue.html", 422, may=may_for(staff.user), **wrong, **shown)
    return RedirectResponse(f"/staff/views/{view.id}", status_code=303)


@router.get("/views/{view_id}")
def open_view(view_id: int, staff: Viewer, session: WriteSession) -> Response:
    """Opens a saved view. What is new in it counts from now."""
    filters = views.open_view(session, user_id=staff.user.id, view_id=view_id, now=utc_now())
    session.commit()
    if filters is None:
        raise Problem(404, "No such view", "You have no view at this address. It may have been deleted. Look on your home page.")
    return _to(filters.query())


@router.post("/views/{view_id}/delete", dependencies=[FormToken])
def delete_view(view_id: int, staff: Viewer, session: WriteSession) -> Response:
    """Deletes a saved view. The cases stay."""
    views.remove(session, user_id=staff.user.id, view_id=view_id)
    session.commit()
    return _to("")


def _to(query: str) -> Response:
    return RedirectResponse(f"{ADDRESS}?{query}".rstrip("?"), status_code=303)
