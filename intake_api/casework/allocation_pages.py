"""The central allocation queue: cases that wait for a caseworker, in order, with who is suggested (SM-2.182 to 2.184)."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.audit import service as audit
from intake_api.casework import allocating, words
from intake_api.casework.pages import NO_TROUBLE, Form, Trouble, change
from intake_api.casework.tabs import Act
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.staff import words as staff_words
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import visible_to
from intake_api.staff.roles import Action
from intake_api.templating import page
from service_model.casework.triage import CATEGORIES, Category

router = APIRouter(prefix="/staff/allocation", include_in_schema=False)
Allocator = Annotated[StaffSession, allowed(Action.ASSIGN)]
Only = Annotated[str, Query(max_length=30)]


@router.get("")
def show_queue(request: Request, staff: Allocator, session: WriteSession, category: Only = "") -> Response:
    """The cases that wait, by category, with the people suggested for each. The look is recorded."""
    audit.record(
        session, actor=f"staff:{staff.user.username}", action="allocation_queue_viewed", at=utc_now(), subject="allocation",
        after={"category": category if category in CATEGORIES else None},
    )  # fmt: skip
    session.commit()
    return _page(request, session, staff.user, category)


@router.post("", dependencies=[FormToken])
def allocate(request: Request, staff: Allocator, sessions: SessionMaker, given: Form, category: Only = "") -> Response:
    """Gives one case to one person, or says why not; then it keeps its place."""
    reference = given.one.get("id", "")
    _made, trouble = change(sessions, staff, reference, Act(Action.ASSIGN, allocating.Allocated, allocating.give), given)
    if trouble is None:
        return RedirectResponse(f"{router.prefix}?category={category}" if category in CATEGORIES else router.prefix, 303)
    with sessions() as session:
        return _page(request, session, staff.user, category, trouble)


def _page(request: Request, session: Session, user: StaffUser, category: str, trouble: Trouble = NO_TROUBLE) -> Response:
    only = category if category in get_args(Category) else None
    return page(
        request, "casework/allocation_queue.html", trouble.status, {"Cache-Control": "no-store"},
        places=allocating.fetch_queue(session, within=visible_to(user), category=only), category=only, categories=CATEGORIES,
        suggested={each: allocating.suggestions(session, each) for each in CATEGORIES}, today=london_day(utc_now()),
        london_day=london_day, code=words.code, words=staff_words, filled=trouble.filled, filled_all=trouble.filled_all,
        fault=trouble.fault, errors=trouble.errors(),
    )  # fmt: skip
