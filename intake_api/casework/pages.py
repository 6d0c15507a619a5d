"""The pages of the work: one address for each tab, one way to draw it, one way to change the case from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.audit import service as audit
from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.cases.router import find_case
from intake_api.casework import departures, show, words
from intake_api.casework.changing import RefusedError, StaleError, begin, changes_since
from intake_api.casework.forms import Posted, posted, read, with_label
from intake_api.casework.tabs import TABS, Act, Tab, View
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.problems import Problem
from intake_api.staff import words as staff_words
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import may_see, open_case
from intake_api.staff.roles import Action, Role, may
from intake_api.staff.saving import after_saving, was_saved
from intake_api.templating import page
from intake_api.worksheets import show as worksheets
from service_model.determination import Finding

router = APIRouter(prefix="/staff/cases/{reference_text}", include_in_schema=False)

Viewer = Annotated[StaffSession, allowed(Action.VIEW_CASE)]
Form = Annotated[Posted, Depends(posted)]
STALE = "Somebody changed this case while you were filling this in. Nothing was overwritten. Read what changed, then save again."


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form was not saved: what is wrong with which field, what was typed, what others changed meanwhile,

    and the rules that it may depart from with an explanation. `labels` are those of the fields that were found wrong, as the
    page asks for them; they are known once its forms are drawn.
    """

    given: Posted = field(default_factory=Posted)
    wrong: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Sequence[AuditEvent] = ()
    status: int = 200
    refused: Sequence[Finding] = ()
    labels: dict[str, str] = field(default_factory=dict)

    def filled(self, key: str, name: str, default: Any = "") -> Any:
        """What was typed into a field of that form; else what stands there already."""
        return self.given.one.get(name, "") if self.given.key == key else ("" if default is None else default)

    def filled_all(self, key: str, name: str, default: Sequence[str] = ()) -> Sequence[str]:
        """The boxes that were ticked."""
        return self.given.all.get(name, []) if self.given.key == key else default

    def fault(self, key: str, name: str, label: str = "") -> dict[str, str] | None:
        """What is wrong with a field, as the Design System's macros take it."""
        if self.given.key != key or name not in self.wrong:
            return None
        self.labels[name] = label
        return {"text": self.wrong[name]}

    def errors(self) -> list[dict[str, str]]:
        """The list at the head of the page, each line leading to its field, or to its form, and naming it."""
        key = self.given.key
        return [
            {"text": with_label(text, self.labels.get(name)), "href": f"#{key}-{name}" if name else f"#{key}"}
            for name, text in self.wrong.items()
        ]


QUEUE = "/staff/cases"
NO_TROUBLE = Trouble()


def draw(
    request: Request, session: Session, case: Case, user: StaffUser, *, template: str, title: str, name: str,
    shown: dict[str, Any], trouble: Trouble = NO_TROUBLE,
) -> Response:  # fmt: skip
    """A page of a case, with its tabs and what stands at its head."""
    now = utc_now()
    view = View(session, case, user, now, london_day(now))
    role = Role(user.role)
    return page(
        request, template, trouble.status, {"Cache-Control": "no-store"}, case=case, tabs=TABS, tab_name=name, tab_title=title,
        short=show.in_short(view), words=staff_words, code=words.code, yes_no=words.yes_no,
        may=lambda action: may(role, Action(action)),
        is_closed=case.status == "closed", is_saved=was_saved(request) and not trouble.wrong,
        filled=trouble.filled, filled_all=trouble.filled_all, fault=trouble.fault, errors=trouble.wrong,
        error_list=trouble.errors, tab_sheets=worksheets.of_tab(view, name),
        refused=trouble.refused, refused_key=trouble.given.key,
        meanwhile=[(event.at, staff_words.action(event.action), staff_words.actor(event.actor)) for event in trouble.meanwhile],
        **shown,
    )  # fmt: skip


def change(
    sessions: SessionMaker, staff: StaffSession, reference_text: str, act: Act, given: Posted, *, rest: Sequence[Any] = ()
) -> tuple[Any, Trouble | None]:
    """Does what a form asks for and commits, or says why not; then nothing is changed. `rest` is what the act takes besides.

    Raises Problem 403 for somebody whose role does not allow it or for a case of another team, 404 without a case.
    """
    if not may(Role(staff.user.role), act.needs):
        raise Problem(403, "Not for your role", "Your role does not allow this. Ask a manager if you need it for your work.")
    with sessions() as session:
        open_case(session, staff.user, reference_text, now=utc_now())  # also what is filled in wrong is handed back on its page
    form, wrong = read(act.schema, given)
    if form is None:
        return None, Trouble(given, wrong, status=422)
    with sessions() as session:
        start_writing(session)
        try:
            changing = begin(
                session,
                reference_text=reference_text,
                version=given.version,
                user=staff.user,
                at=utc_now(),
                departures=departures.given_with(given.one),
            )
            made = act.do(changing, *rest, form)
            session.commit()
        except RefusedError as error:
            session.rollback()
            return None, Trouble(given, error.wrong, status=422, refused=error.refused)
        except StaleError:
            session.rollback()
            case = find_case(session, reference_text)
            others = changes_since(session, case, given.version)
            return None, Trouble(given, {"": STALE}, others, status=409)
        return made, None


def _add(tab: Tab) -> None:
    """The two routes of a tab."""

    def show_tab(request: Request, reference_text: str, staff: Viewer, session: WriteSession) -> Response:
        case = open_case(session, staff.user, reference_text, now=utc_now())
        return _viewed(request, session, case, staff.user, tab)

    def change_case(request: Request, reference_text: str, staff: Viewer, sessions: SessionMaker, given: Form) -> Response:
        act = tab.acts.get(given.one.get("form", ""))
        if act is None:
            raise Problem(422, "No such form", "This page has no such form. Load it again, and send your answer once more.")
        _made, trouble = change(sessions, staff, reference_text, act, given)
        if trouble is None:
            elsewhere = _after(sessions, staff, reference_text)
            return RedirectResponse(elsewhere, status_code=303) if elsewhere else after_saving(request.url.path)
        with sessions() as session:
            return _viewed(request, session, find_case(session, reference_text), staff.user, tab, trouble)

    about = f"The {tab.title.lower()} of a case."
    router.add_api_route(f"/{tab.name}", show_tab, methods=["GET"], description=about)
    if tab.acts:
        saved = f"{about} Saves one of its forms, or says why not and keeps what was typed."
        router.add_api_route(f"/{tab.name}", change_case, methods=["POST"], description=saved, dependencies=[FormToken])


def _after(sessions: SessionMaker, staff: StaffSession, reference_text: str) -> str | None:
    """Where to go when the case is out of one's own reach now, because it was just moved to another team."""
    with sessions() as session:
        return None if may_see(staff.user, find_case(session, reference_text)) else QUEUE


def _viewed(request: Request, session: Session, case: Case, user: StaffUser, tab: Tab, trouble: Trouble = NO_TROUBLE) -> Response:
    now = utc_now()
    if trouble is NO_TROUBLE:
        audit.record(
            session, actor=f"staff:{user.username}", action="case_viewed", at=now, subject=case.reference, after={"tab": tab.name}
        )
        session.commit()
    shown = tab.shown(View(session, case, user, now, london_day(now)))
    return draw(
        request, session, case, user, template=f"casework/{tab.name}.html", title=tab.title, name=tab.name, shown=shown,
        trouble=trouble,
    )  # fmt: skip


for _tab in TABS:
    _add(_tab)
