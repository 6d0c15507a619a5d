"""Who may call what. Every route has one of these guards among its dependencies; a test walks the routes and checks.

A guard is a dependency marked with `@guard`. `anyone` is the guard of what is open to all on purpose. Dependencies that wait
for nothing are `async`, so that they run where the request is and not in a thread of their own.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from fastapi import Depends, Request

from intake_api.problems import Problem
from intake_api.settings import Settings


def guard[F: Callable[..., Any]](dependency: F) -> F:
    """Marks a dependency as one that decides who may call a route."""
    dependency.is_guard = True  # type: ignore[attr-defined]
    return dependency


@guard
async def anyone() -> None:
    """Open to everybody, on purpose."""


def settings_of(request: Request) -> Settings:
    """The application's settings."""
    found: Settings = request.app.state.settings
    return found


def bearer(request: Request) -> str | None:
    """The bearer token a request carries, if any."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def is_api_token(request: Request) -> bool:
    """Does the request carry the service token? Never, while no token is set. Compared in constant time."""
    wanted, given = settings_of(request).api_token, bearer(request)
    if wanted is None or not wanted.get_secret_value() or given is None:
        return False
    return hmac.compare_digest(given.encode(), wanted.get_secret_value().encode())


@guard
async def api_service(request: Request) -> None:
    """Only a service that holds the API token (REDRESS_API_TOKEN)."""
    if not is_api_token(request):
        raise unauthorised()


def unauthorised() -> Problem:
    """A 401 that says what to send."""
    detail = "This needs a valid token. Send it as 'Authorization: Bearer <token>'."
    return Problem(401, "Token missing or wrong", detail, headers={"WWW-Authenticate": "Bearer"})


def hashed(token: str) -> str:
    """What we keep of a random token: its SHA-256 in hex. Not for passwords."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(settings: Settings, purpose: str, value: str) -> str:
    """A keyed digest (HMAC-SHA-256, hex) of a value for one purpose."""
    return hmac.new(settings.secret_key.get_secret_value().encode(), f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


Anyone = Depends(anyone)
ApiService = Depends(api_service)
