"""Sets the voice of each public request: a page's by its cookies and by what the browser asks for, the API's by its headers.

The API knows no cookies: a client says in which language in Accept-Language, and which simpler words in Redress-Words
(`easy`, `young`). Its other half, between machines, stays English.
"""

from __future__ import annotations

import re

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from intake_api.adjustments import looks
from intake_api.languages.choosing import COOKIE, choose
from intake_api.voice import ENGLISH, Voice, speaking

WORDS = b"redress-words"
_NOT_PUBLIC = ("/staff", "/v1/", "/_", "/assets/")
_PEOPLES_API = ("/v1/conversations", "/v1/status")
_TALK = re.compile(r"/chat\b.*|/v1/conversations(/(?!widget$)[^/]+(/messages|/retry)?)?")  # what the assistant says: English


class Speaking:
    """Plain ASGI, so that the routes, which run in other threads, inherit the voice."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http" or not is_public(scope["path"]):
            await self.app(scope, receive, send)
            return
        with speaking(_voice(scope)):
            await self.app(scope, receive, send)


def is_public(path: str) -> bool:
    """Is this for the person who complains, and not for staff or machines?"""
    return path.startswith(_PEOPLES_API) or not path.startswith(_NOT_PUBLIC)


def _voice(scope: Scope) -> Voice:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    is_api = scope["path"].startswith(_PEOPLES_API)
    cookies = {} if is_api else cookie_parser(headers.get(b"cookie", ""))
    chosen = looks.read(headers.get(WORDS, "").replace(" ", ".") if is_api else cookies.get(looks.COOKIE, ""))
    language = choose(cookies.get(COOKIE), headers.get(b"accept-language", ""))
    script = ENGLISH if _TALK.fullmatch(scope["path"]) else language
    return Voice(language, script, "easy" in chosen, "young" in chosen, looks=chosen)
