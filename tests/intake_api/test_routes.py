"""Guards for the whole: every route declares who may call it."""

from __future__ import annotations

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from intake_api.security import anyone

# Open to everybody on purpose, and not an APIRoute: the description of the API, and built styles and scripts
PUBLIC_FILES = {"/v1/openapi.json", "/assets"}
# Open to everybody on purpose: changes here are seen in review
PUBLIC = {
    ("GET", "/"), ("GET", "/_status"), ("POST", "/v1/determinations"), ("GET", "/staff/login"), ("POST", "/staff/login"),
    ("GET", "/staff/login/oidc"), ("GET", "/staff/login/oidc/return"), ("GET", "/staff/login/oidc/out"),
    ("GET", "/v1/conversations/widget"), ("GET", "/v1/assistant"), ("POST", "/v1/status"),
}  # fmt: skip
OPEN_STAFF = {"/staff/login", "/staff/login/oidc", "/staff/login/oidc/return", "/staff/login/oidc/out"}
PUBLIC_PREFIXES = (
    "/chat", "/form", "/resume", "/adjustments", "/help", "/language", "/your-information", "/privacy", "/outcome", "/letters",
    "/status", "/about-you",
)  # fmt: skip


def calls(dependant: Dependant):
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


def routes(app):
    yield from iter_route_contexts(app.routes)


def test_every_route_declares_who_may_call_it(app):
    undeclared = []
    for route in routes(app):
        if isinstance(route.original_route, APIRoute):
            if not any(getattr(call, "is_guard", False) for call in calls(route.dependant)):
                undeclared.append((route.methods, route.path))
        elif route.path not in PUBLIC_FILES:
            undeclared.append((None, route.path))
    assert undeclared == []


def test_what_is_open_to_everybody_is_listed_here(app):
    found = {
        (method, route.path)
        for route in routes(app)
        if isinstance(route.original_route, APIRoute)
        for method in route.methods
        if {call for call in calls(route.dependant) if getattr(call, "is_guard", False)} == {anyone}
    }
    assert {one for one in found if not one[1].startswith(PUBLIC_PREFIXES)} == PUBLIC


def test_staff_pages_need_a_login(app, client):
    for route in routes(app):
        is_closed = route.path.startswith("/staff") and route.path not in OPEN_STAFF
        if isinstance(route.original_route, APIRoute) and is_closed:
            for method in route.methods:
                path = route.path.replace("{reference_text}", "R-7K4M-2Q9T-C")
                path = path.replace("{file_id}", "a-file").replace("{person_id}", "1")
                answer = client.request(method, path)
                is_sent_to_login = (answer.status_code, answer.headers.get("location", "").split("?")[0]) == (303, "/staff/login")
                assert is_sent_to_login or answer.status_code == 403, path


def test_every_route_says_what_it_does(app):
    silent = [route.path for route in routes(app) if isinstance(route.original_route, APIRoute) and not route.description]
    assert silent == []
