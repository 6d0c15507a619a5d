"""Another site cannot act for a person: every address that takes a form refuses what did not come from a page of ours."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import update

from intake_api.app import create_app
from intake_api.csrf import check_token
from intake_api.settings import Settings
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from tests.intake_api.test_routes import calls

SAFE = {"GET", "HEAD", "OPTIONS"}
# Without a token on purpose: a person who lost the cookie is still heard, and words about safety are always answered.
# SameOrigin and the cookie's SameSite stand before them. A new address here is seen in review.
# /form/evidence looks at its token itself, once the files are read: tests/evidence/test_pages.py
WITHOUT_TOKEN = {"/chat", "/chat/start-again", "/form/evidence", "/form/outcome", "/form/check", "/form/{fact}"}
FOREIGN = {
    "its origin": {"Origin": "https://elsewhere.example.org"},
    "no origin": {"Origin": "null"},
    "what the browser says": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "neither origin nor site": {},
}


def changing_routes():
    """Every (method, path) outside the API that changes something, and whether it wants a token."""
    app = create_app(Settings(database_url="sqlite:////nowhere/never-opened.db", secret_key="a-secret-for-tests"))
    found = {
        (method, route.path): check_token in set(calls(route.dependant))
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute) and not route.path.startswith(("/v1/", "/_"))
        for method in route.methods - SAFE
    }
    app.state.engine.dispose()
    return found


ROUTES = changing_routes()


def filled(path: str) -> str:
    """A path with something in the place of each parameter."""
    return re.sub(r"\{\w+(:\w+)?\}", "story", path)


@pytest.fixture
def database_url(tmp_path, migrated_sqlite):
    """These are about what is refused before the database is asked: one kind of it will do."""
    import shutil

    shutil.copy(migrated_sqlite, tmp_path / "redress.db")
    return f"sqlite:///{tmp_path / 'redress.db'}"


def test_the_list_of_addresses_is_not_empty():
    assert len(ROUTES) >= 10


@pytest.mark.parametrize("sign", FOREIGN)
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_what_another_site_sends_is_refused(client, method, path, sign):
    client.cookies.set("redress_chat", "some.key")
    client.cookies.set("redress_staff", "some-key")
    answer = client.request(method, filled(path), headers=FOREIGN[sign], data={"text": "hello"})
    assert answer.status_code == 403, (method, path, sign)
    assert "another site" in answer.text


@pytest.mark.parametrize(("method", "path"), [route for route, has_token in ROUTES.items() if has_token])
def test_a_form_without_its_token_is_refused_though_it_names_our_origin(staff, sessions, method, path):
    with sessions() as session:  # somebody who may: else the refusal would be about the role
        role = Role.ADMINISTRATOR if path.startswith(("/staff/people", "/staff/assistant")) else Role.MANAGER
        session.execute(update(StaffUser).values(role=role))
        session.commit()
    staff.headers["Origin"] = "http://testserver"
    for token in ({}, {"csrf_token": "0" * 64}):
        answer = staff.request(method, filled(path), data={"text": "hello", **token})
        assert answer.status_code == 403, (method, path)
        assert "out of date" in answer.text


def test_every_form_has_a_token_but_those_named_here():
    assert {path for (_, path), has_token in ROUTES.items() if not has_token} == WITHOUT_TOKEN


def test_a_cookie_opens_nothing_of_the_api(client, service):
    client.headers["Origin"] = "http://testserver"
    begun = client.post("/v1/conversations", json={"channel": "web"}).json()
    client.cookies.set("redress_chat", f"{begun['id']}.{begun['token']}")
    said = client.post(f"/v1/conversations/{begun['id']}/messages", json={"text": "hello", "message_id": "1"})
    assert said.status_code == 401
    assert client.get(f"/v1/conversations/{begun['id']}").status_code == 401


def test_over_https_every_cookie_is_secure_and_ours_alone(settings, tmp_path):
    from tests.intake_api.conftest import TestClient

    app = create_app(settings.model_copy(update={"public_url": "https://testserver"}))
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        client.headers["Origin"] = "https://testserver"
        headers = [
            value
            for path in ("/", "/chat", "/form", "/resume", "/resume/new-code", "/staff/login")
            for value in client.get(path).headers.get_list("set-cookie")
        ]
    app.state.engine.dispose()
    assert {value.partition("=")[0] for value in headers} == {"redress_chat", "redress_form"}
    for value in headers:
        parts = {part.strip().lower() for part in value.split(";")[1:]}
        assert {"httponly", "samesite=lax", "secure", "path=/"} <= parts, value
        assert not [part for part in parts if part.startswith(("domain", "max-age", "expires"))], value


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/form", "/resume", "/resume/save", "/resume/new-code", "/staff/login", "/no/page"]
)
def test_every_page_forbids_inline_scripts_and_styles_and_needs_none(client, path):
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    policy = answer.headers["content-security-policy"]
    assert "unsafe-" not in policy
    assert "*" not in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)[1]
    for script in re.findall(r"<script[^>]*>", answer.text):
        assert 'src="/assets/' in script or f'nonce="{nonce}"' in script, script
    assert not re.findall(r'<[^>]+\s(?:style|on\w+)="', answer.text)
    assert "<style" not in answer.text


def test_the_nonce_is_new_each_time(client):
    policies = {client.get("/").headers["content-security-policy"] for _ in range(5)}
    assert len(policies) == 5
