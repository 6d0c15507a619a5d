"""Cross-origin requests: /v1/conversations only, from the origins of the allow-list only, with a bearer token and no cookies."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAY_SEND = ("Authorization", "Content-Type", "Accept-Language", "Redress-Words")
OPEN_TO_OTHERS = "/v1/conversations"
WIDGET = "/assets/widget.js"  # a script for everybody's pages: it holds nothing secret


def is_from_embedding(scope: Scope, *, origins: Sequence[str]) -> bool:
    """Does a page of the allow-list send this, to the only part of us that it may speak with?"""
    return _is_open(scope["path"]) and Headers(scope=scope).get("origin") in origins


def _is_open(path: str) -> bool:
    return path == OPEN_TO_OTHERS or path.startswith(f"{OPEN_TO_OTHERS}/")


class Embedding:
    """Tells browsers which other sites may use the conversations' API; takes the cookies off what those send.

    A request from another site is known by its bearer token alone, so a cookie can neither help nor harm there.
    """

    def __init__(self, app: ASGIApp, *, origins: Sequence[str]) -> None:
        self.app, self.origins = app, origins
        self.cors = CORSMiddleware(
            app, allow_origins=origins, allow_methods=("GET", "POST"), allow_headers=MAY_SEND, expose_headers=("Retry-After",),
            max_age=600,
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == WIDGET:
            await self.app(scope, receive, _for_everybody(send))
        elif not self.origins or not _is_open(scope["path"]):
            await self.app(scope, receive, send)
        else:
            is_theirs = is_from_embedding(scope, origins=self.origins)
            await self.cors(_without_cookies(scope) if is_theirs else scope, receive, send)


def _without_cookies(scope: Scope) -> Scope:
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]}


def _for_everybody(send: Send) -> Send:
    """Any page may load the widget's script, also with `integrity` and `crossorigin`, and where embedding is restricted."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            headers["Access-Control-Allow-Origin"] = "*"
        await send(message)

    return sending
