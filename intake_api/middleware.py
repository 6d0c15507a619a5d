"""What happens around every request: an identifier, security headers, a check of where a form came from, a last catch.

Plain ASGI, so that nothing buffers and context variables reach the routes.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake_api.logging import describe, get_logger
from intake_api.problems import Problem, respond

log = get_logger("intake_api.request")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class RequestContext:
    """Gives each request an identifier, logs it when it is done, and turns a stray exception into a plain 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        started, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, sending)
            except Exception as error:
                log.error("request_failed", exception=describe(error))
                if status == 0:
                    await respond(Request(scope, receive), Problem.internal())(scope, receive, sending)
            log.info(
                "request",
                method=scope["method"],
                route=getattr(scope.get("route"), "path", None),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )


class SecurityHeaders:
    """Headers that tell a browser what a page may do: nothing but our own scripts, styles and forms."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self.app = app
        self.is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["csp_nonce"] = nonce

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), nonce, scope["path"])
            await send(message)

        await self.app(scope, receive, sending)

    def _add(self, headers: MutableHeaders, nonce: str, path: str) -> None:
        policy = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        headers["Content-Security-Policy"] = policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not path.startswith("/assets/"):
            headers.setdefault("Cache-Control", "no-store")
        if self.is_https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"


class SameOrigin:
    """Refuses a change that a browser sends on behalf of another site (cross-site request forgery).

    Browsers name the origin (Origin, Sec-Fetch-Site); programs send neither and carry a bearer token instead of a cookie.
    """

    def __init__(self, app: ASGIApp, *, public_url: str, is_allowed: Callable[[Scope], bool] = lambda scope: False) -> None:
        """`is_allowed` lets through what another site may send (intake_api.embedding.origins)."""
        self.app = app
        self.public_host = urlsplit(public_url).netloc.lower()
        self.is_allowed = is_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        is_safe = scope["type"] != "http" or scope["method"] in _SAFE
        if is_safe or self.is_allowed(scope) or self._is_ours(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        problem = Problem(403, "This came from another site", "Open the page again and send your answer from there.")
        await respond(Request(scope, receive), problem)(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            return False
        if origin is not None:
            return urlsplit(origin).netloc.lower() in (headers.get("host", "").lower(), self.public_host)
        return site is not None or "cookie" not in headers


class BodyLimit:
    """Refuses a body larger than we take, also when its length is not told beforehand.

    `larger` lists the few addresses that take more: a pattern of the whole path, and how much.
    """

    def __init__(self, app: ASGIApp, *, limit: int, larger: tuple[tuple[str, int], ...] = ()) -> None:
        self.app = app
        self.limit = limit
        self.larger = [(re.compile(pattern), most) for pattern, most in larger]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = next(
            (most for path, most in self.larger if scope["method"] == "POST" and path.fullmatch(scope["path"])), self.limit
        )
        told = Headers(scope=scope).get("content-length", "0")
        if told.isdigit() and int(told) > limit:
            detail = f"This is larger than we take. Send at most {limit:,} bytes at once."
            await respond(Request(scope, receive), Problem(413, "Too large", detail))(scope, receive, send)
            return
        taken = 0

        async def counting() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise HTTPException(413)  # not Problem: FastAPI turns anything else raised while it reads into a 400
            return message

        await self.app(scope, counting, send)
