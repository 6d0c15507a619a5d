"""The staff pages: the case, the rulebook."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake_api.audit import service as audit
from intake_api.calls import for_case as calls
from intake_api.casework import matching, show
from intake_api.casework import words as casework_words
from intake_api.casework.tabs import TABS, View
from intake_api.clock import london_day, utc_now
from intake_api.conversations.service import fetch_transcript
from intake_api.db.session import WriteSession
from intake_api.evidence import for_staff as evidence
from intake_api.rulebook.page import contents as rulebook
from intake_api.staff import present, reach, words
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.roles import Action, may
from intake_api.templating import page

router = APIRouter(prefix="/staff", include_in_schema=False)


@router.get("/cases/{reference_text}", dependencies=[allowed(Action.VIEW_CASE)])
def show_case(request: Request, reference_text: str, staff: Staff, session: WriteSession) -> Response:
    """One case with its recommendation and reasons. The viewing is recorded."""
    case = reach.open_case(session, staff.user, reference_text, now=utc_now())
    audit.record(session, actor=f"staff:{staff.user.username}", action="case_viewed", at=utc_now(), subject=case.reference)
    session.commit()
    now = utc_now()
    view = View(session, case, staff.user, now, london_day(now))
    said = fetch_transcript(session, case.conversation_id) if case.conversation_id else []
    shown = present.case_page(case, said)
    files = evidence.case_files(session, case.conversation_id)
    about = calls.case_calls(session, case)
    found = matching.find_for_case(session, case, within=reach.visible_to(staff.user))  # at entry, not after (SM-1.1)
    return page(
        request, "staff/case.html", tabs=TABS, words=words, files=files, calls=about, short=show.in_short(view), found=found,
        code=casework_words.code, may=lambda action: may(staff.user.role, Action(action)), **show.timeline(view), **shown,
    )  # fmt: skip


@router.get("/rulebook", dependencies=[allowed(Action.VIEW_RULEBOOK)])
def show_rulebook(request: Request, staff: Staff) -> Response:
    """The rules that stand behind every recommendation, with their paragraphs."""
    return page(request, "rulebook/console.html", **rulebook())
