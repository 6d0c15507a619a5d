"""Where I am logged in, who manages staff, and forms that come after the log-in ended."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from sqlalchemy import func, select, update
from typer.testing import CliRunner

from commands.__main__ import app as redress
from intake_api.audit.models import AuditEvent
from intake_api.clock import utc_now
from intake_api.retention import sweep
from intake_api.staff import kept
from intake_api.staff.filling import filled_in
from intake_api.staff.kept import Typed
from intake_api.staff.models import KeptForm, StaffSession, StaffUser
from intake_api.staff.roles import Role
from tests.intake_api.builders import Outline, log_in
from tests.intake_api.conftest import PASSWORD
from tests.staff.conftest import browser_of, end_session, token_of

NOTICE = 'Lines are open until 8pm.\n<b>Ask for Ottoline & "Bart"</b>'


def change_switch(browser, csrf_token, **more):
    data = {"csrf_token": csrf_token, "assistant": "off", "notice": NOTICE, **more}
    return browser.post("/staff/assistant", data=data, headers={"Referer": "http://testserver/staff/assistant"})


@pytest.fixture
def late(logged_in, sessions):
    """Somebody whose log-in ended while they wrote, and where their browser was then sent."""
    browser = logged_in(Role.MANAGER, name="asha")
    csrf_token = token_of(browser, "/staff/assistant")
    end_session(sessions, "asha")
    return browser, change_switch(browser, csrf_token).headers["location"]


def next_of(location):
    return parse_qs(urlsplit(location).query)["next"][0]


def test_a_form_after_the_log_in_ended_asks_to_log_in_and_stands_there_again(late, sessions):
    browser, location = late
    assert location.startswith("/staff/login?next=/staff/assistant")
    assert NOTICE.split("\n")[0] not in location
    page = browser.get(location).text
    assert "What you typed is kept" in page
    assert "Lines are open" not in page  # not before it is known who looks
    assert browser.get("/v1/assistant").json()["available"] is True  # nothing was sent

    back = log_in(browser, "asha", PASSWORD, next=next_of(location)).headers["location"]
    answer = browser.get(back)
    form = next(one for one in html.document_fromstring(answer.text).forms if one.get("action") == "/staff/assistant")
    assert form.fields["notice"].strip() == NOTICE
    assert form.fields["assistant"] == "off"
    assert "Nothing was lost" in answer.text
    assert re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])[1] in answer.text

    sent = browser.post("/staff/assistant", data=dict(form.form_values()))
    assert sent.status_code == 303
    state = browser.get("/v1/assistant").json()
    assert (state["available"], state["notice"]) == (False, NOTICE)
    again = Outline(browser.get(back).text)
    assert "Lines are open until 8pm" in again.text  # a page that is loaded again loses nothing either


def test_what_was_typed_is_never_shown_to_another_member_of_staff(late, person):
    browser, location = late
    person("ben", Role.ADMINISTRATOR)
    back = log_in(browser, "ben", PASSWORD, next=next_of(location)).headers["location"]
    page = browser.get(back).text
    assert "Lines are open" not in page
    assert "Nothing was lost" not in page


def test_what_was_typed_is_not_readable_in_the_database_and_goes_when_its_time_is_up(late, sessions, settings):
    _, location = late
    with sessions() as session:
        row = session.scalars(select(KeptForm)).one()
        assert "Lines" not in row.sealed
        assert location.rpartition("kept")[2].strip("%3D=") != row.token_hash
        user = session.scalars(select(StaffUser)).one()
        token = parse_qs(urlsplit(next_of(location)).query)["kept"][0]
        assert kept.fetch(session, settings, token=token, user=user, now=utc_now()) is not None
        assert kept.fetch(session, settings, token=token, user=user, now=utc_now() + kept.LASTS) is None
    sweep(sessions, now=utc_now() + kept.LASTS)
    with sessions() as session:
        assert session.scalars(select(KeptForm)).all() == []


def test_a_form_of_nobody_keeps_nothing(app, sessions):
    with browser_of(app) as browser:
        for cookie in (None, "x" * 43):
            if cookie:
                browser.cookies.set("redress_staff", cookie)
            answer = change_switch(browser, "")
            assert answer.headers["location"] == "/staff/login"
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(KeptForm)) == 0


def test_a_form_is_kept_over_every_way_a_log_in_ends(logged_in, sessions, person):
    for name, value in (("revoked_at", utc_now()), ("expires_at", utc_now())):
        browser = logged_in(Role.MANAGER)
        csrf_token = token_of(browser, "/staff/assistant")
        with sessions() as session:
            session.execute(update(StaffSession).values({name: value}))
            session.commit()
        sweep(sessions, now=utc_now())
        assert "kept" in change_switch(browser, csrf_token).headers["location"], name


def test_the_page_a_form_stood_on_is_found_and_never_another_site(logged_in, sessions):
    browser = logged_in(Role.MANAGER, name="asha")
    end_session(sessions, "asha")
    for referer, going in (
        ("http://testserver/staff/cases?after=1.2.3&kept=old", "/staff/cases?after=1.2.3&kept="),
        ("http://evil.example.org/staff/cases", "/staff/assistant?kept="),
        ("http://testserver/chat", "/staff/assistant?kept="),
        ("", "/staff/assistant?kept="),
    ):
        answer = browser.post("/staff/assistant", data={"notice": "x"}, headers={"Referer": referer})
        assert next_of(answer.headers["location"]).startswith(going)


def test_no_more_than_twenty_forms_are_kept_for_one_person(logged_in, sessions):
    browser = logged_in(Role.MANAGER, name="asha")
    end_session(sessions, "asha")
    for _ in range(kept.MOST + 3):
        browser.post("/staff/assistant", data={"notice": "x"})
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(KeptForm)) == kept.MOST


FORM = """<!DOCTYPE html><html><body><main><form method="post" action="/staff/x">
<input type="hidden" name="csrf_token" value="fresh"><input type="hidden" name="version" value="9">
<input name="one" value="old"><textarea name="many"></textarea><textarea name="many"></textarea>
<input type="checkbox" name="flags" value="a" checked><input type="checkbox" name="flags" value="b">
<input type="radio" name="way" value="1" checked><input type="radio" name="way" value="2">
<select name="role"><option value="x" selected>X</option><option value="y">Y</option></select>
<select name="all" multiple><option value="1" selected>1</option><option value="2">2</option><option value="3">3</option></select>
<input type="file" name="paper"><button name="do" value="save">Save</button></form>
<form method="post" action="/staff/logout"><input name="one"></form></main></body></html>"""


def filled(**fields):
    pairs = tuple((name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value]))
    lefts = []

    def note(left):
        lefts.extend(left)
        return "<p>note</p>"

    page = filled_in(FORM, here="/staff/x", typed=Typed("/staff/x", pairs), note=note)
    return html.document_fromstring(page).forms, lefts


def test_every_kind_of_field_is_filled_in_again():
    (form, other), left = filled(
        version="7", one='a "b" <c>', many=["first\r\nline", "second"], flags=["b"], way="2", role="y", all=["2", "3"], do="save",
        csrf_token="old",
    )  # fmt: skip
    values = form.form_values()
    assert [value for name, value in values if name == "many"] == ["first\nline", "second"]
    assert [value for name, value in values if name == "flags"] == ["b"]
    assert [value for name, value in values if name == "all"] == ["2", "3"]
    assert (form.fields["version"], form.fields["one"], form.fields["way"], form.fields["role"]) == ("7", 'a "b" <c>', "2", "y")
    assert form.fields["csrf_token"] == "fresh"
    assert not other.fields["one"]
    assert left == []


def test_what_finds_no_place_is_told_and_bad_values_do_no_harm():
    (form, _), left = filled(gone="my words", role="z", one="a\x00\x0bb", way="9")
    assert left == [("gone", "my words")]
    assert form.fields["one"] == "ab"
    assert form.fields["role"] == "x"


def test_where_the_form_is_gone_the_words_are_shown(late, sessions):
    browser, location = late
    with sessions() as session:
        session.execute(update(StaffUser).values(role="caseworker"))
        session.commit()
    token = parse_qs(urlsplit(next_of(location)).query)["kept"][0]
    log_in(browser, "asha", PASSWORD)
    text = Outline(browser.get(f"/staff/cases?kept={token}").text).text
    assert 'Ask for Ottoline & "Bart"' in text


def test_my_log_ins_are_shown_and_each_can_be_ended(app, logged_in, sessions):
    browser = logged_in(name="asha")
    with browser_of(app) as phone:
        phone.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Safari/604.1"
        log_in(phone, "asha", PASSWORD)
        page = browser.get("/staff/log-ins").text
        assert "Safari on iPhone" in page
        assert page.count("(this one)") == 1
        token = token_of(browser, "/staff/log-ins")
        browser.post("/staff/log-ins", data={"csrf_token": token, "which": "others"})
        assert phone.get("/staff/cases").status_code == 303
        assert browser.get("/staff/cases").status_code == 200


def test_nobody_ends_another_persons_log_in(app, logged_in, sessions):
    browser, other = logged_in(name="asha"), logged_in(name="ben")
    token = token_of(browser, "/staff/log-ins")
    with sessions() as session:
        theirs = session.scalars(select(StaffSession.id).join(StaffUser).where(StaffUser.username == "ben")).one()
    for which in (str(theirs), "-1", "x", "", "²", "99999999999999999999"):
        assert browser.post("/staff/log-ins", data={"csrf_token": token, "which": which}).status_code in (303, 422)
    assert other.get("/staff/cases").status_code == 200
    assert browser.get("/staff/cases").status_code == 200


def save(browser, person_id, **fields):
    token = token_of(browser, "/staff/log-ins")
    return browser.post(f"/staff/people/{person_id}", data={"csrf_token": token, "do": "save", "access": "on", **fields})


def test_an_administrator_adds_changes_and_switches_off(app, logged_in, sessions):
    admin = logged_in(Role.ADMINISTRATOR, name="ada")
    form = {"csrf_token": token_of(admin, "/staff/people/new"), "username": "Ben", "role": "intake", "team": "  North  Team "}
    page = admin.post("/staff/people/new", data=form).text
    password = re.search(r'<strong id="password">([^<]+)</strong>', page)[1]
    with browser_of(app) as ben, sessions() as session:
        assert log_in(ben, "ben", password).status_code == 303
        user = session.scalars(select(StaffUser).where(StaffUser.username == "ben")).one()
        assert (user.role, user.team) == ("intake", "North Team")
        save(admin, user.id, role="manager", team="South")
        assert ben.get("/staff/assistant").status_code == 200
        save(admin, user.id, role="manager", team="South", access="off")
        assert ben.get("/staff/cases").status_code == 303
        assert log_in(ben, "ben", password).status_code == 401
        session.rollback()  # a look at what is there now
        trail = session.scalars(select(AuditEvent).where(AuditEvent.action == "staff_changed").order_by(AuditEvent.id)).all()
    assert [one.details["after"] for one in trail] == [{"role": "manager", "team": "South"}, {"access": "off"}]
    assert {one.actor for one in trail} == {"staff:ada"}
    assert "Switched off" in admin.get("/staff/people").text


def test_full_name_and_direct_number_are_kept_shown_and_never_in_the_trail(logged_in, sessions):
    admin = logged_in(Role.ADMINISTRATOR, name="ada")
    form = {"csrf_token": token_of(admin, "/staff/people/new"), "username": "ben", "role": "intake", "full_name": " Ben  Sample "}
    admin.post("/staff/people/new", data=form)
    with sessions() as session:
        user = session.scalars(select(StaffUser).where(StaffUser.username == "ben")).one()
        assert (user.full_name, user.shown_name, user.direct_contact) == ("Ben Sample", "Ben Sample", None)
        save(admin, user.id, role="intake", team="", full_name="Ben Sample", direct_contact="020 7946 0123")
        session.rollback()
        assert user.direct_contact == "020 7946 0123"
        save(admin, user.id, role="intake", team="")
        session.rollback()
        assert user.shown_name == "ben"
        trail = session.scalars(select(AuditEvent).where(AuditEvent.action == "staff_changed").order_by(AuditEvent.id)).all()
    assert [one.details["fields"] for one in trail] == [["direct_contact"], ["direct_contact", "full_name"]]
    assert "0123" not in str([one.details for one in trail])
    long = save(admin, user.id, role="intake", team="", full_name="x" * 121)
    assert long.status_code == 422
    assert "Use at most 120 characters." in long.text


WRONG = [
    ({"username": ""}, "Give a name of 1 to 80"), ({"username": "x" * 81}, "Give a name of 1 to 80"),
    ({"username": "ADA"}, "Somebody has this name"), ({"role": "emperor"}, "Choose a role"), ({"role": ""}, "Choose a role"),
    ({"team": "x" * 61}, "at most 60"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_a_new_member_of_staff_that_cannot_be_is_told_and_stays_typed(logged_in, sessions, given, told):
    admin = logged_in(Role.ADMINISTRATOR, name="ada")
    form = {"csrf_token": token_of(admin, "/staff/people/new"), "username": "ben", "role": "intake", "team": "North", **given}
    answer = admin.post("/staff/people/new", data=form)
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{form["team"]}"' in answer.text
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(StaffUser)) == 1


def test_the_last_one_who_manages_staff_stays(logged_in, sessions):
    admin = logged_in(Role.ADMINISTRATOR, name="ada")
    with sessions() as session:
        mine = session.scalars(select(StaffUser.id)).one()
    for fields in ({"role": "intake"}, {"role": "administrator", "access": "off"}):
        answer = save(admin, mine, **fields)
        assert answer.status_code == 422
        assert "the last person who can manage staff" in answer.text
    logged_in(Role.ADMINISTRATOR, name="bea")
    assert save(admin, mine, role="intake").status_code == 303
    assert admin.get("/staff/people").status_code == 403


def test_a_new_password_and_ended_log_ins_hold_at_once(app, logged_in, sessions, person):
    admin, ben = logged_in(Role.ADMINISTRATOR, name="ada"), logged_in(name="ben")
    with sessions() as session:
        his = session.scalars(select(StaffUser.id).where(StaffUser.username == "ben")).one()
    token = token_of(admin, "/staff/log-ins")
    admin.post(f"/staff/people/{his}", data={"csrf_token": token, "do": "end_sessions"})
    assert ben.get("/staff/cases").status_code == 303
    page = admin.post(f"/staff/people/{his}", data={"csrf_token": token, "do": "password"}).text
    password = re.search(r'<strong id="password">([^<]+)</strong>', page)[1]
    assert log_in(ben, "ben", PASSWORD).status_code == 401
    assert log_in(ben, "ben", password).status_code == 303
    assert admin.get("/staff/people/4000").status_code == 404
    assert admin.get("/staff/people/99999999999").status_code == 404


def run(settings, *words):
    return CliRunner().invoke(redress, ["staff", *words, "--database", settings.database_url])


def test_the_command_adds_lists_changes_and_switches_off(settings, app, sessions):
    added = run(settings, "add", "Ben", "--role", "senior-caseworker", "--team", "North")
    password = added.stdout.strip().rpartition(" ")[2]
    assert run(settings, "list").stdout == "ben (senior_caseworker, North)\n"
    with browser_of(app) as ben:
        assert log_in(ben, "ben", password).status_code == 303
        run(settings, "set-role", "ben", "auditor", "--team", "")
        assert ben.get("/staff/audit").status_code == 200
        run(settings, "switch-off", "Ben")
        assert ben.get("/staff/cases").status_code == 303
        assert run(settings, "list").stdout == "ben (auditor, switched off)\n"
        run(settings, "switch-on", "ben")
        assert log_in(ben, "ben", password).status_code == 303


@pytest.mark.parametrize(
    ("words", "told"),
    [(("set-role", "nobody", "legal"), "Nobody is called"), (("add", "x", "--role", "king"), "There is no role king"),
     (("add", ""), "1 to 80"), (("add", "x", "--team", "y" * 61), "at most 60")],
)  # fmt: skip
def test_the_command_says_what_is_wrong(settings, app, words, told):
    answer = run(settings, *words)
    assert answer.exit_code == 1
    assert told in str(answer.exception)


def test_the_pages_of_log_ins_read_well_without_eyes(logged_in, sessions):
    admin = logged_in(Role.ADMINISTRATOR, name="ada")
    for path in ("people", "people/new", "people/1", "log-ins", "second-factor", "audit"):
        address = f"/staff/{path}"
        page = Outline(admin.get(address).text)
        assert page.headings.count(1) == 1, address
        assert page.tables == page.captions
        assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)], address
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), address
