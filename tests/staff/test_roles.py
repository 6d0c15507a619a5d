"""The table of roles, and that every page of the console goes by it."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from fastapi.routing import APIRoute
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.staff import roles
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import MAY, Action, Role, may
from tests.intake_api.builders import a_record
from tests.intake_api.test_routes import calls, routes
from tests.staff.conftest import token_of

# Who may what, written out by hand: a change of delegation.yaml is seen here.
MATRIX = """
                     intake caseworker senior manager director legal auditor administrator shared decider
own_log_ins          x      x          x      x       x        x     x       x             x      x
view_rulebook        x      x          x      x       x        x     x       x             x      x
view_queue           x      x          x      x       x        x     x       -             -      x
view_case            x      x          x      x       x        x     x       -             -      x
look_for_contacts    x      x          x      x       x        x     x       -             x      x
see_every_team       -      -          -      x       x        x     x       -             -      x
take_call            x      x          x      x       x        -     -       -             x      x
change_case          x      x          x      x       x        -     -       -             -      x
send_letter          x      x          x      x       x        -     -       -             -      x
export               x      x          x      x       x        -     -       -             -      x
decide               -      x          x      x       x        -     -       -             -      x
view_about_you       -      x          x      x       x        -     -       -             -      x
assess_risk          -      x          x      x       x        -     -       -             -      x
issue_provisional_views - x x x x - - - - x
issue_final_report - x x x x - - - - x
decline_adjustment   -      x          x      x       x        -     -       -             -      x
redact               -      x          x      x       x        -     -       -             -      x
assign               -      -          x      x       x        -     -       -             -      x
approve_decision     -      -          x      x       x        -     -       -             -      x
agree_priority       -      -          -      x       x        -     -       -             -      x
agree_category       -      -          -      x       x        -     -       -             -      x
answer_query         -      -          -      x       x        x     -       -             -      x
approve_risk         -      -          -      x       x        -     -       -             -      x
export_personal_data -      -          -      x       x        -     -       -             -      x
view_reports         -      -          -      x       x        -     x       x             -      x
switch_assistant     -      -          -      x       x        -     -       x             -      x
review_mitigation    -      -          -      -       x        -     -       -             -      x
assign_oversight     -      -          -      -       x        -     -       -             -      x
approve_as_senior    -      -          -      -       -        -     -       -             -      x
approve_out_of_time  -      -          -      -       x        -     -       -             -      x
give_legal_advice    -      -          -      -       -        x     -       -             -      -
view_audit           -      -          -      -       x        -     x       x             -      x
manage_staff         -      -          -      -       -        -     -       x             -      -
"""
OPEN_WITHOUT_ROLE = {f"/staff/login{way}" for way in ("", "/code", "/oidc", "/oidc/return", "/oidc/out")}


def test_who_may_what_is_as_the_delegation_says():
    rows = {name: marks for name, *marks in (line.split() for line in MATRIX.strip().splitlines()[1:])}
    assert {name: [("x" if may(role, Action(name)) else "-") for role in Role] for name in rows} == rows
    assert set(rows) == set(Action)


def actions_of(route):
    return {call.action for call in calls(route.dependant) if hasattr(call, "action")}


def staff_routes(app):
    for route in routes(app):
        if isinstance(route.original_route, APIRoute) and route.path.startswith("/staff"):
            yield route


def test_every_staff_route_names_exactly_one_action(app):
    found = {(route.path, *sorted(route.methods)): actions_of(route) for route in staff_routes(app)}
    wrong = {key: actions for key, actions in found.items() if len(actions) != (0 if key[0] in OPEN_WITHOUT_ROLE else 1)}
    assert wrong == {}


def filled(path: str, reference: str) -> str:
    given = {"reference_text": reference, "file_id": "a-file", "form": "pdf", "side": "copy"}
    return re.sub(r"\{(\w+)\}", lambda name: given.get(name[1], "1"), path)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_opens_what_it_may_and_nothing_else(app, logged_in, submit, sessions, role):
    reference = submit(a_record()).json()["reference"]
    browser = logged_in(role)
    csrf_token = token_of(browser, "/staff/log-ins")
    seen = set()
    for route in staff_routes(app):
        if route.path in OPEN_WITHOUT_ROLE or route.path == "/staff/logout":
            continue
        (action,) = actions_of(route)
        for method in route.methods - {"HEAD"}:
            address = filled(route.path, reference)
            answer = browser.request(method, address, data={"csrf_token": csrf_token} if method == "POST" else None)
            is_refused = answer.status_code == 403 and "Not for your role" in answer.text
            assert is_refused == (not may(role, action)), (role, method, address, answer.status_code)
            assert answer.status_code < 500, (method, address)
            seen.add(action)
    assert {Action.VIEW_QUEUE, Action.VIEW_CASE, Action.TAKE_CALL, Action.SWITCH_ASSISTANT, Action.MANAGE_STAFF} <= seen


FORGED = {"role": "administrator", "team": "North", "user": "administrator", "is_admin": "true"}


@pytest.mark.parametrize("role", [Role.INTAKE, Role.LEGAL, Role.AUDITOR])
def test_a_role_that_a_browser_claims_changes_nothing(logged_in, sessions, role):
    browser = logged_in(role)
    csrf_token = token_of(browser, "/staff/log-ins")
    for name, value in {**FORGED, "redress_role": "administrator"}.items():
        browser.cookies.set(name, value)
    headers = {"X-Role": "administrator", "X-Remote-User": "administrator", "X-Forwarded-User": "administrator"}

    assert browser.get("/staff/people", params=FORGED, headers=headers).status_code == 403
    assert browser.post("/staff/people/1", data={**FORGED, "csrf_token": csrf_token}, headers=headers).status_code == 403
    assert browser.post("/staff/log-ins", data={**FORGED, "csrf_token": csrf_token}, headers=headers).status_code == 303
    with sessions() as session:
        user = session.scalars(select(StaffUser)).one()
        assert (user.role, user.team) == (role, None)


def test_a_refusal_says_what_and_is_in_the_trail(logged_in, sessions):
    answer = logged_in(Role.AUDITOR, name="olu").get("/staff/calls/new")
    assert "Your role is Auditor. It does not include this: take call." in answer.text
    with sessions() as session:
        noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "refused_by_role")).one()
    assert (noted.actor, noted.details["after"]) == ("staff:olu", {"needs": "take_call", "role": "auditor"})


def test_a_new_role_holds_from_the_next_click(logged_in, sessions):
    browser = logged_in(Role.MANAGER)
    assert browser.get("/staff/assistant").status_code == 200
    with sessions() as session:
        session.execute(update(StaffUser).values(role="intake"))
        session.commit()
    assert browser.get("/staff/assistant").status_code == 403


def test_a_role_that_nobody_knows_may_nothing(logged_in, sessions):
    browser = logged_in(Role.MANAGER)
    with sessions() as session:
        session.execute(update(StaffUser).values(role="emperor"))
        session.commit()
    assert browser.get("/staff/cases").status_code == 403


def test_the_navigation_shows_what_the_role_may_open(logged_in):
    for role in Role:
        page = logged_in(role).get("/staff/log-ins").text
        for address, action in (
            ("/staff/cases", Action.VIEW_QUEUE), ("/staff/calls/new", Action.TAKE_CALL), ("/staff/people", Action.MANAGE_STAFF),
            ("/staff/assistant", Action.SWITCH_ASSISTANT), ("/staff/audit", Action.VIEW_AUDIT),
        ):  # fmt: skip
            assert (f'href="{address}"' in page) == may(role, action), (role, address)


def test_one_page_of_the_navigation_is_where_one_is(logged_in):
    browser = logged_in(Role.MANAGER)
    for address, name in (("/staff", "Home"), ("/staff/cases", "Queue"), ("/staff/calls/new", "Take a call")):
        navigation = re.search(r"<nav.*?</nav>", browser.get(address).text, re.S)[0]
        marked = re.findall(r"service-navigation__item--active\">(.*?)</li>", navigation, re.S)
        assert [name in one for one in marked] == [True], address


def test_everybody_begins_at_a_page_they_may_open(logged_in):
    for role in Role:
        assert logged_in(role).get("/staff").status_code == 200, role


@pytest.mark.covers("SM-intro-6a")
def test_a_senior_caseworker_may_all_that_a_caseworker_may():
    assert MAY[Role.CASEWORKER] < MAY[Role.SENIOR_CASEWORKER]


@pytest.mark.covers("SM-intro-6b")
def test_another_delegation_scheme_is_another_file(tmp_path):
    table = yaml.safe_load(roles.DELEGATION.read_text("utf-8"))
    assert not may(Role.CASEWORKER, Action.APPROVE_DECISION)
    table["actions"]["approve_decision"]["from"] = "caseworker"
    (tmp_path / "ours.yaml").write_text(yaml.safe_dump(table))
    roles.use(tmp_path / "ours.yaml")
    assert may(Role.CASEWORKER, Action.APPROVE_DECISION)


BROKEN = [
    ("emperor", lambda table: table["actions"]["decide"].update({"from": "emperor"}), "emperor"),
    ("forgotten", lambda table: table["actions"].pop("decide"), "decide"),
    ("unknown action", lambda table: table["actions"].update({"fly": {"from": "intake"}}), "fly"),
    ("unknown word", lambda table: table["actions"]["decide"].update({"only": "manager"}), "only"),
    ("nobody", lambda table: table["actions"].update({"manage_staff": {}}), "manage staff"),
    ("empty", lambda table: table.clear(), "line"),
]


@pytest.mark.parametrize(("name", "break_it", "told"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_table_that_is_not_whole_is_refused_and_the_old_one_holds(tmp_path, name, break_it, told):
    table = yaml.safe_load(roles.DELEGATION.read_text("utf-8"))
    break_it(table)
    (tmp_path / "ours.yaml").write_text(yaml.safe_dump(table))
    with pytest.raises(ValueError, match=told):
        roles.use(tmp_path / "ours.yaml")
    assert may(Role.CASEWORKER, Action.DECIDE)


def team_of(sessions, reference, team, assignee=None):
    with sessions() as session:
        values = {"team": team, "assignee_id": assignee, "due_on": date(2026, 3, 1)}
        session.execute(update(Case).where(Case.reference == reference).values(**values))
        session.commit()


SEES = [
    (Role.CASEWORKER, "North", True), (Role.CASEWORKER, "South", False), (Role.CASEWORKER, None, False),
    (Role.INTAKE, "South", False), (Role.SENIOR_CASEWORKER, "South", False), (Role.MANAGER, "South", True),
    (Role.ASSISTANT_DIRECTOR, None, True), (Role.LEGAL, None, True), (Role.AUDITOR, None, True),
]  # fmt: skip


@pytest.mark.parametrize(("role", "team", "sees"), SEES)
def test_a_case_of_a_team_is_opened_and_listed_for_those_it_is_for(logged_in, submit, sessions, role, team, sees):
    reference = submit(a_record()).json()["reference"]
    team_of(sessions, reference, "North")
    browser = logged_in(role, team)

    answer = browser.get(f"/staff/cases/{reference}")
    assert answer.status_code == (200 if sees else 403)
    assert (reference in browser.get("/staff/cases").text) == sees
    if not sees:
        assert "This case belongs to another team" in answer.text
        assert "Zephyrine" not in answer.text
        with sessions() as session:
            noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "refused_by_team")).one()
        assert noted.subject == reference
        assert noted.actor.startswith("staff:")


def test_a_case_of_no_team_and_one_of_ones_own_are_open(logged_in, person, submit, sessions):
    reference = submit(a_record()).json()["reference"]
    browser = logged_in(Role.CASEWORKER, "South", name="asha")
    assert browser.get(f"/staff/cases/{reference}").status_code == 200
    other = person("ben")
    team_of(sessions, reference, "North", other.id)
    assert browser.get(f"/staff/cases/{reference}").status_code == 403
    with sessions() as session:
        mine = session.scalars(select(StaffUser).where(StaffUser.username == "asha")).one()
    team_of(sessions, reference, "North", mine.id)
    assert browser.get(f"/staff/cases/{reference}").status_code == 200
    assert reference in browser.get("/staff/cases").text


def test_the_files_of_another_teams_case_stay_closed_too(logged_in, submit, sessions):
    reference = submit(a_record()).json()["reference"]
    team_of(sessions, reference, "North")
    answer = logged_in(Role.CASEWORKER, "South").get(f"/staff/cases/{reference}/evidence/a-file")
    assert answer.status_code == 403
    assert "another team" in answer.text


def test_every_page_of_a_case_leaves_its_trace(app, logged_in, submit, sessions):
    """A page of a case that shows it must say so in the trail; one that is added is walked here too."""
    reference = submit(a_record()).json()["reference"]
    browser = logged_in(Role.MANAGER)
    shown = set()
    for route in staff_routes(app):
        if "{reference_text}" in route.path and "GET" in route.methods:
            with sessions() as session:
                before = len(session.scalars(select(AuditEvent.id).where(AuditEvent.subject == reference)).all())
            if browser.get(filled(route.path, reference)).status_code == 200:
                shown.add(route.path)
                with sessions() as session:
                    after = len(session.scalars(select(AuditEvent.id).where(AuditEvent.subject == reference)).all())
                assert after == before + 1, route.path
    assert "/staff/cases/{reference_text}" in shown
