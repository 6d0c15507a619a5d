"""What is done with many cases of a queue at once: assign them, take them along as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session, sessionmaker
from starlette.responses import Response, StreamingResponse

from intake_api.audit import service as audit
from intake_api.clock import LONDON, utc_now
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.problems import FieldError, Problem
from intake_api.queue import exporting
from intake_api.queue.assigning import assign
from intake_api.queue.conditions import Looking
from intake_api.queue.fetching import Place
from intake_api.queue.filters import Filters
from intake_api.queue.rows import assignees, usernames
from intake_api.queue.scope import looking, may_for
from intake_api.queue.searches import fetch_words
from intake_api.queue.show import ADDRESS, queue_page
from intake_api.queue.wording import Term, terms_of
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession
from intake_api.staff.roles import Action, Role, may
from intake_api.templating import page

router = APIRouter(prefix="/staff/cases", include_in_schema=False)

Assigner = Annotated[StaffSession, allowed(Action.ASSIGN)]
Exporter = Annotated[StaffSession, allowed(Action.EXPORT)]
State = Annotated[str, Form(max_length=10_000)]
MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
NOTHING_CHOSEN = "Choose at least one case."
NOBODY_CHOSEN = "Choose who takes the cases."


@router.post("/assign", dependencies=[FormToken])
def assign_cases(
    request: Request, staff: Assigner, session: WriteSession, case: Annotated[list[str] | None, Form(max_length=200)] = None,
    assignee: Annotated[str, Form(max_length=12)] = "", reason: Annotated[str, Form(max_length=1000)] = "", state: State = "",
) -> Response:  # fmt: skip
    """Gives the chosen cases to one person (or to nobody). Cases that changed since the page was made stay, and are named."""
    now, filters = utc_now(), Filters.parse(state)
    chosen = [place for place in map(Place.parse, case or ()) if place]
    people = assignees(session)
    who = int(assignee) if assignee.isdecimal() else None
    error = NOTHING_CHOSEN if not chosen else NOBODY_CHOSEN if assignee != "nobody" and who not in people else None
    if error:
        session.rollback()
        shown = queue_page(request.app, session, filters, looking(staff.user, now))
        wrong = {"assign_error": error, "errors": True, "ticked": set(case or ())}
        return page(request, "queue/queue.html", 422, may=may_for(staff.user), **wrong, **shown)
    done = assign(
        session, chosen, assignee_id=who, names=usernames(session), user=staff.user, looking=looking(staff.user, now), now=now,
        reason=reason.strip(),
    )  # fmt: skip
    session.commit()
    back = f"{ADDRESS}?{filters.query()}".rstrip("?")
    return page(request, "queue/assigned.html", done=done, who=people[who] if who else "nobody", back=back)


@router.post("/export", dependencies=[FormToken])
def export(
    staff: Exporter, sessions: SessionMaker, form: Annotated[str, Form(max_length=5)] = "csv", state: State = "",
    personal: Annotated[str, Form(max_length=3)] = "",
) -> Response:  # fmt: skip
    """The cases of the queue as a file, as they are found. Beginning and end are in the audit trail, with codes and count."""
    if form not in MEDIA:
        raise Problem.not_valid([FieldError("form", "Choose csv or jsonl.")])
    is_personal = personal == "yes"
    if is_personal and not may(Role(staff.user.role), Action.EXPORT_PERSONAL_DATA):
        raise Problem(403, "Not for your role", "Your role may export cases without personal data. Ask a manager for more.")
    job = _Job(sessions, Filters.parse(state), looking(staff.user), f"staff:{staff.user.username}", form, is_personal)
    name = f"cases-{utc_now().astimezone(LONDON):%Y-%m-%d-%H%M}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(job.lines(job.begin()), media_type=MEDIA[form], headers=headers)


class _Job:
    """One export: its filters, who asked, and what the trail says of it."""

    def __init__(
        self, sessions: sessionmaker[Session], filters: Filters, looking: Looking, actor: str, form: Any, is_personal: bool
    ) -> None:
        self.sessions, self.filters, self.looking, self.actor = sessions, filters, looking, actor
        self.form, self.is_personal = form, is_personal

    def begin(self) -> tuple[Term, ...]:
        """Notes that an export begins, before a byte leaves; answers what is searched for."""
        with self.sessions() as session:
            typed = fetch_words(session, self.filters, user_id=self.looking.user_id)
        if self.filters.search and typed is None:
            raise Problem(409, "Search no longer kept", "The words of this search are gone. Search again, then export.")
        self.note("export_begun", {"words": "yes" if typed else "no"})
        return terms_of(typed or "")

    def lines(self, terms: tuple[Term, ...]) -> Iterator[str]:
        """The file, and at its end (or where it broke off) how many cases left the house."""
        count = 0

        def counted(session: Session) -> Iterator[dict[str, Any]]:
            nonlocal count
            for row in exporting.rows(session, self.filters, self.looking, terms, is_personal=self.is_personal):
                count += 1
                yield row

        try:
            with self.sessions() as session:
                yield from exporting.as_lines(counted(session), self.form, is_personal=self.is_personal)
        finally:
            self.note("export_ended", {"count": str(count)})

    def note(self, action: str, after: dict[str, str]) -> None:
        """An entry of the trail: the filters' codes, the form, whether there is personal data; never a word searched for."""
        codes = {name: ",".join(values) for name, values in self.filters.codes().items()}
        about = {**codes, "form": self.form, "personal_data": "yes" if self.is_personal else "no", **after}
        with self.sessions() as session:
            start_writing(session)
            audit.record(
                session, actor=self.actor, action=action, at=utc_now(), subject="queue", after=about,
                fields=exporting.columns(is_personal=self.is_personal),
            )  # fmt: skip
            session.commit()
