"""Log-in with the organisation's own account, against a real provider over HTTP."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from pydantic import ValidationError
from sqlalchemy import select, update

from intake_api.app import create_app
from intake_api.audit.models import AuditEvent
from intake_api.settings import Settings
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from tests.intake_api.builders import log_in
from tests.intake_api.conftest import PASSWORD
from tests.intake_api.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.staff.conftest import browser_of

ASHA = {"sub": "8d1f", "preferred_username": "asha", "email": "asha@example.org", "roles": ["staff", "complaints"]}
OIDC = {
    "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET, "oidc_timeout": 2.0,
    "oidc_roles": "complaints-leads=manager, complaints=caseworker",
}  # fmt: skip


@pytest.fixture
def provider():
    made = Provider("http://testserver/staff/login/oidc/return").start()
    made.person = dict(ASHA)
    yield made
    made.stop()


@pytest.fixture
def with_oidc(settings, provider):
    """The application with the provider; more settings by name."""
    made = []

    def make(**more):
        kept = {name: getattr(settings, name) for name in settings.model_fields_set if name != "oidc_issuer"}
        made.append(create_app(Settings(**{**kept, "oidc_issuer": provider.issuer, **OIDC, **more})))
        return made[-1]

    yield make
    for one in made:
        one.state.engine.dispose()


def go(browser, next="/staff/cases"):
    """What a browser does: out to the provider, and the address it is sent back to."""
    out = browser.get("/staff/login/oidc", params={"next": next})
    assert out.status_code == 302, out.text
    return httpx.get(out.headers["location"]).headers["location"]


def come(browser, back):
    return browser.get(back.removeprefix("http://testserver"))


def log_out(browser):
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/staff/log-ins").text)
    assert token
    return browser.post("/staff/logout", data={"csrf_token": token[1]})


def enter(browser, next="/staff/cases"):
    return come(browser, go(browser, next))


def test_who_the_provider_vouches_for_gets_an_account_with_the_role_of_the_claim(with_oidc, sessions, provider):
    app = with_oidc()
    with browser_of(app) as browser:
        assert "Log in with your organisation&#39;s account" in browser.get("/staff/login").text
        answer = enter(browser, "/staff/rulebook")
        assert (answer.status_code, answer.headers["location"]) == (303, "/staff/rulebook")
        assert "Logged in as asha" in browser.get("/staff/cases").text
        assert browser.get("/staff/assistant").status_code == 403
    with sessions() as session:
        user = session.scalars(select(StaffUser)).one()
        assert (user.username, user.role, user.password_hash) == ("asha", "caseworker", "")
        assert "8d1f" not in str(user.oidc_key)


def test_the_flow_uses_pkce_state_and_nonce_and_asks_for_no_more_than_it_needs(with_oidc, provider):
    with browser_of(with_oidc()) as browser:
        enter(browser)
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    assert (asked["response_type"], asked["scope"]) == ("code", "openid profile email")


def test_the_role_is_brought_up_to_date_at_each_log_in(with_oidc, sessions, provider):
    app = with_oidc()
    with browser_of(app) as browser:
        enter(browser)
        provider.person = {**ASHA, "roles": ["complaints", "complaints-leads"]}
        enter(browser)
        assert browser.get("/staff/assistant").status_code == 200
    with sessions() as session:
        assert session.scalars(select(StaffUser)).one().role == "manager"
        changed = session.scalars(select(AuditEvent).where(AuditEvent.action == "staff_changed")).one()
    assert changed.details == {"before": {"role": "caseworker"}, "after": {"role": "manager"}}


def test_the_name_of_the_claim_signs_their_letters(with_oidc, sessions, provider):
    app = with_oidc()
    with browser_of(app) as browser:
        for given, signs in ((["no"], "asha"), ("Asha Sample", "Asha Sample"), (None, "Asha Sample"), ("A. Jones", "A. Jones")):
            provider.person = {**ASHA, "name": given}
            enter(browser)
            with sessions() as session:
                assert session.scalars(select(StaffUser)).one().shown_name == signs


NOT_OURS = [[], ["staff"], ["Complaints"], "administrator", None, {"complaints": True}, [["complaints"]], ["complaints "]]


@pytest.mark.parametrize("given", NOT_OURS, ids=str)
def test_who_has_no_role_of_ours_does_not_come_in_and_is_told_so(with_oidc, sessions, provider, given):
    provider.person = {**ASHA, "roles": given}
    with browser_of(with_oidc()) as browser:
        answer = enter(browser)
        assert answer.status_code == 403
        assert "Your account has no role in Redress" in answer.text
        assert browser.get("/staff/cases").status_code == 303
    with sessions() as session:
        assert session.scalars(select(StaffUser)).all() == []
        failed = session.scalars(select(AuditEvent).where(AuditEvent.action == "log_in_failed")).one()
    assert failed.details["after"] == {"way": "oidc", "why": "no_role"}


def test_who_lost_their_role_there_is_logged_out_here_too(with_oidc, provider):
    app = with_oidc()
    with browser_of(app) as browser, browser_of(app) as other:
        enter(browser)
        provider.person = {**ASHA, "roles": []}
        assert enter(other).status_code == 403
        assert browser.get("/staff/cases").status_code == 303


def test_the_claim_may_stand_inside_another_or_at_the_userinfo_endpoint(with_oidc, provider, sessions):
    inside = {"roles": ["complaints-leads"]}
    provider.person = {"sub": "1", "email": "Ben@Example.org", "realm_access": inside, "teams": ["North "]}
    provider.userinfo_only = ("realm_access",)
    with browser_of(with_oidc(oidc_roles_claim="realm_access.roles", oidc_team_claim="teams")) as browser:
        assert enter(browser).status_code == 303
    with sessions() as session:
        user = session.scalars(select(StaffUser)).one()
        assert (user.username, user.role, user.team) == ("ben@example.org", "manager", "North")


def test_a_namesake_of_a_local_account_does_not_get_into_it(with_oidc, provider, person, sessions):
    person("asha", Role.ADMINISTRATOR)
    with browser_of(with_oidc()) as browser:
        answer = enter(browser)
        assert answer.status_code == 403
        assert "Somebody here has your user name already" in answer.text


def test_who_is_switched_off_here_does_not_come_in(with_oidc, sessions):
    app = with_oidc()
    with browser_of(app) as browser:
        enter(browser)
        with sessions() as session:
            session.execute(update(StaffUser).values(is_active=False))
            session.commit()
        answer = enter(browser)
        assert answer.status_code == 403
        assert "switched off" in answer.text


def test_who_refuses_at_the_provider_is_told_so(with_oidc, provider):
    provider.person = None
    with browser_of(with_oidc()) as browser:
        answer = enter(browser)
        assert answer.status_code == 403
        assert "did not let you in" in answer.text


SPOILED = {
    "another person's nonce": lambda claims: claims.update(nonce="x" * 20),
    "no nonce": lambda claims: claims.pop("nonce"),
    "for another service": lambda claims: claims.update(aud="another"),
    "by another provider": lambda claims: claims.update(iss="https://evil.example.org"),
    "too old": lambda claims: claims.update(exp=claims["iat"] - 3600),
    "without a subject": lambda claims: claims.pop("sub"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_token_that_is_not_right_in_every_part_lets_nobody_in(with_oidc, provider, sessions, name):
    provider.spoil = SPOILED[name]
    with browser_of(with_oidc()) as browser:
        answer = enter(browser)
        assert answer.status_code == 403
        assert "could not be checked" in answer.text
    with sessions() as session:
        assert session.scalars(select(StaffUser)).all() == []


def test_a_token_signed_by_another_key_lets_nobody_in(with_oidc, provider):
    provider.sign_with = RSAKey.generate_key(2048, {"kid": "one"})
    with browser_of(with_oidc()) as browser:
        assert enter(browser).status_code == 403


def test_an_answer_with_another_state_or_to_another_browser_or_twice_lets_nobody_in(with_oidc, provider):
    app = with_oidc()
    with browser_of(app) as browser, browser_of(app) as victim:
        back = go(browser)
        state = parse_qs(urlsplit(back).query)["state"][0]
        assert come(victim, back).status_code == 403  # a log-in that somebody else began
        assert come(browser, back.replace(state, "x" * len(state))).status_code == 403
        assert come(browser, back).status_code == 403  # an answer is looked at once, right or wrong
        back = go(browser)
        assert come(browser, back).status_code == 303
        browser.cookies.delete("redress_staff")
        assert come(browser, back).status_code == 403


def test_a_code_without_its_verifier_is_worth_nothing(with_oidc, provider):
    """Who saw the code on its way cannot use it: PKCE."""
    with browser_of(with_oidc()) as browser:
        code = parse_qs(urlsplit(go(browser)).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": provider.client.redirect_uri}
        answer = httpx.post(f"{provider.issuer}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET))
        assert answer.status_code == 400


def test_while_the_provider_is_away_people_are_told_and_local_accounts_work(with_oidc, provider, person):
    person("ben")
    app = with_oidc()
    provider.stop()
    with browser_of(app) as browser:
        answer = browser.get("/staff/login/oidc")
        assert answer.status_code == 503
        assert "does not answer" in answer.text
        assert log_in(browser, "ben", PASSWORD).status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_not_used(with_oidc, provider):
    with browser_of(with_oidc(oidc_issuer=provider.issuer + "/")) as browser:
        assert browser.get("/staff/login/oidc").status_code == 503


@pytest.mark.parametrize("elsewhere", ["https://evil.example.org", "//evil.example.org", "/staff//evil", "/chat"])
def test_the_way_back_never_leads_to_another_site(with_oidc, elsewhere):
    with browser_of(with_oidc()) as browser:
        assert enter(browser, elsewhere).headers["location"] == "/staff"


def test_without_local_accounts_only_the_organisations_log_in_is_there(with_oidc, person):
    person("ben")
    with browser_of(with_oidc(local_accounts="off")) as browser:
        page = browser.get("/staff/login").text
        assert 'name="password"' not in page
        enter(browser)
        token = browser.get("/staff/log-ins").text.partition('name="csrf_token" value="')[2].partition('"')[0]
        form = {"csrf_token": token, "username": "ben", "password": PASSWORD}
        assert browser.post("/staff/login", data=form).status_code == 403


def test_who_logs_out_may_log_out_at_the_provider_too(with_oidc, provider):
    with browser_of(with_oidc()) as browser:
        enter(browser)
        out = log_out(browser)
        assert "/staff/login/oidc/out" in browser.get(out.headers["location"]).text
        assert provider.person is not None
        there = browser.get("/staff/login/oidc/out")
        back = httpx.get(there.headers["location"])
        assert (back.status_code, back.headers["location"]) == (303, "http://testserver/staff/login")
        assert provider.person is None
        assert come(browser, go(browser)).status_code == 403


def test_a_provider_that_ends_no_sessions_is_told_about(with_oidc, provider):
    provider.ends_sessions = False
    with browser_of(with_oidc()) as browser:
        answer = browser.get("/staff/login/oidc/out")
    assert answer.status_code == 503
    assert "cannot be ended from here" in answer.text


def test_who_logged_in_with_a_password_is_not_sent_to_the_provider(with_oidc, person):
    with browser_of(with_oidc()) as browser:
        log_in(browser, person("bo").username, PASSWORD)
        assert "/staff/login/oidc/out" not in browser.get(log_out(browser).headers["location"]).text


def test_without_a_provider_its_addresses_lead_nowhere(client):
    assert client.get("/staff/login/oidc").status_code == 404
    assert client.get("/staff/login/oidc/return").status_code == 404


WRONG = [
    ({"oidc_issuer": "https://id.example.org"}, "CLIENT_ID"),
    ({"oidc_issuer": "http://id.example.org", "oidc_client_id": "x", "oidc_client_secret": "y"}, "https"),
    ({"local_accounts": "off"}, "nobody could log in"),
    ({"oidc_roles": "leads=emperor"}, "emperor"),
    ({"oidc_roles": "manager"}, "names no role"),
]


@pytest.mark.parametrize(("given", "told"), WRONG, ids=[told for _, told in WRONG])
def test_half_a_provider_is_refused_at_the_start(given, told):
    with pytest.raises(ValidationError, match=told):
        Settings(**given)
