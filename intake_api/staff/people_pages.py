"""The pages of who manages staff: the list, a new member, one member."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.exc import IntegrityError
from starlette.responses import RedirectResponse, Response

from intake_api.clock import utc_now
from intake_api.csrf import FormToken
from intake_api.db.session import ReadSession, WriteSession
from intake_api.problems import Problem
from intake_api.staff import passwords, people, second_factor, service, words
from intake_api.staff.guards import Staff, allowed
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, Role
from intake_api.templating import page

router = APIRouter(prefix="/staff/people", include_in_schema=False, dependencies=[allowed(Action.MANAGE_STAFF)])

Text = Annotated[str, Form(max_length=300)]
ROLES = [(role.value, words.code(role)) for role in Role]


@router.get("")
def show_people(request: Request, session: ReadSession) -> Response:
    """Everybody who may log in, or might once."""
    live = people.count_live_sessions(session, now=utc_now())
    return page(request, "staff/people.html", people=people.fetch_people(session), live=live, words=words)


@router.get("/new")
def ask_new(request: Request) -> Response:
    """Asks who is new."""
    return page(request, "staff/person_new.html", roles=ROLES, typed={}, errors={})


@router.post("/new", dependencies=[FormToken])
def add(
    request: Request, staff: Staff, session: WriteSession, username: Text = "", role: Text = "", team: Text = "",
    full_name: Text = "", direct_contact: Text = "",
) -> Response:  # fmt: skip
    """Adds a member of staff and shows their first password, once."""
    errors, called = _errors(role, team, full_name, direct_contact), _called(full_name, direct_contact)
    if not service.plain(username) or len(username.strip()) > 80:
        errors["username"] = words.BAD_NAME
    password, typed = passwords.new_password(), {"username": username, **_typed(role, team, full_name, direct_contact)}
    if not errors:
        try:
            user = service.add_user(
                session, username=username, password=password, now=utc_now(), role=Role(role), team=people.plain_team(team),
                actor=f"staff:{staff.user.username}", full_name=called.full_name, direct_contact=called.direct_contact,
            )  # fmt: skip
            session.commit()
            return page(request, "staff/person_password.html", person=user, password=password, is_new=True)
        except IntegrityError:
            session.rollback()
            errors["username"] = words.NAME_TAKEN
    return page(request, "staff/person_new.html", 422, roles=ROLES, typed=typed, errors=errors)


@router.get("/{person_id}")
def show_person(request: Request, session: ReadSession, person_id: int) -> Response:
    """One member of staff."""
    return _draw(request, _find(session, person_id))


@router.post("/{person_id}", dependencies=[FormToken])
def change(
    request: Request, staff: Staff, session: WriteSession, person_id: int, do: Text = "save", role: Text = "", team: Text = "",
    access: Text = "on", full_name: Text = "", direct_contact: Text = "",
) -> Response:  # fmt: skip
    """Saves names, role, team and access; or ends their log-ins, gives a new password, takes the second factor away (`do`)."""
    person, actor, now = _find(session, person_id), f"staff:{staff.user.username}", utc_now()
    if do == "save":
        errors, called = _errors(role, team, full_name, direct_contact), _called(full_name, direct_contact)
        try:
            if not errors:
                is_active, new_team = access == "on", people.plain_team(team)
                people.change(
                    session, person, role=Role(role), team=new_team, is_active=is_active, actor=actor, now=now, called=called
                )
        except people.NobodyLeftError:
            errors["role"] = words.NOBODY_LEFT
        if errors:
            session.rollback()
            return _draw(request, person, errors, {**_typed(role, team, full_name, direct_contact), "access": access})
    elif do == "end_sessions":
        service.revoke_sessions(session, user=person, now=now, actor=actor)
    elif do == "second_factor":
        second_factor.turn_off(session, person, actor=actor, now=now)
    elif do == "password" and not person.oidc_key:
        password = people.give_password(session, person, actor=actor, now=now)
        session.commit()
        return page(request, "staff/person_password.html", person=person, password=password, is_new=False)
    session.commit()
    return RedirectResponse(f"/staff/people/{person_id}", status_code=303)


def _draw(
    request: Request, person: StaffUser, errors: dict[str, str] | None = None, typed: dict[str, str] | None = None
) -> Response:
    kept = _typed(person.role, person.team or "", person.full_name or "", person.direct_contact or "")
    kept["access"] = "on" if person.is_active else "off"
    status = 422 if errors else 200
    return page(request, "staff/person.html", status, person=person, roles=ROLES, typed=typed or kept, errors=errors or {})


def _errors(role: str, team: str, full_name: str, direct_contact: str) -> dict[str, str]:
    errors = {} if role in set(Role) else {"role": words.NO_ROLE}
    given = {"full_name": full_name, "direct_contact": direct_contact}
    errors |= {name: words.LONG_NAME for name, text in given.items() if len(text.strip()) > 120}
    return errors if len(team.strip()) <= 60 else {**errors, "team": words.LONG_TEAM}


def _called(full_name: str, direct_contact: str) -> people.Called:
    return people.Called(people.plain_name(full_name), people.plain_name(direct_contact))


def _typed(role: str, team: str, full_name: str, direct_contact: str) -> dict[str, str]:
    return {"role": role, "team": team, "full_name": full_name, "direct_contact": direct_contact}


def _find(session: ReadSession, person_id: int) -> StaffUser:
    found = session.get(StaffUser, person_id) if person_id < 2**31 else None
    if found is None:
        raise Problem(404, "Nobody here", "There is no such member of staff. Go back to the list and choose one.")
    return found
