"""Form tokens: a page's form carries a digest of a cookie that another site can neither read nor set.

The second lock behind middleware.SameOrigin. `templating.page` issues the cookie and puts `csrf_token` into each page;
a form holds `<input type="hidden" name="csrf_token" value="{{ csrf_token }}">`; a route depends on `FormToken`.
"""

from __future__ import annotations

import hmac
import secrets

from fastapi import Depends, Form, Request
from starlette.responses import Response

from intake_api.problems import Problem
from intake_api.security import settings_of, sign

COOKIE = "redress_form"


def token_for(request: Request) -> str:
    """The token for forms on the page now being made. Makes the cookie's value when the browser has none yet."""
    seed = request.cookies.get(COOKIE) or getattr(request.state, "form_seed", None)
    if not seed:
        seed = request.state.form_seed = secrets.token_urlsafe(24)
    return sign(settings_of(request), "form", seed)


def keep_cookie(request: Request, response: Response) -> None:
    """Sends the cookie when this page made one."""
    seed = getattr(request.state, "form_seed", None)
    if seed:
        response.set_cookie(COOKIE, seed, httponly=True, samesite="lax", secure=settings_of(request).is_https)


def check(request: Request, given: str) -> None:
    """Refuses a form that did not come from a page of ours. Raises Problem 403."""
    seed = request.cookies.get(COOKIE)
    if not seed or not hmac.compare_digest(given.encode(), sign(settings_of(request), "form", seed).encode()):
        raise Problem(403, "This page is out of date", "Go back, load the page again, and send your answer once more.")


async def check_token(request: Request, csrf_token: str = Form("", max_length=200)) -> None:
    """The same, of a form that FastAPI read."""
    check(request, csrf_token)


FormToken = Depends(check_token)
