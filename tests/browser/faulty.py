"""The pages of faults on our side: drawn by the real application, in which one thing is broken."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import httpx
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError

from intake_api.app import create_app
from intake_api.settings import Settings


def _break() -> None:
    raise RuntimeError("broken on purpose")


def _lose_database() -> None:
    raise OperationalError("", {}, Exception("the disk is gone"))


_FAULTS = {500: _break, 503: _lose_database}


async def _ask(app: FastAPI) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        return await client.get("/fault", headers={"Accept": "text/html"})


@lru_cache(maxsize=4)
def page_of(status: int) -> httpx.Response:
    """What a browser gets when the application answers with this status."""
    app = create_app(Settings(database_url="sqlite:////nowhere/never-opened.db", secret_key="a-secret-for-tests"))
    app.add_api_route("/fault", _FAULTS[status], methods=["GET"])
    with ThreadPoolExecutor(1) as elsewhere:  # Playwright's own loop runs here
        reply = elsewhere.submit(asyncio.run, _ask(app)).result()
    app.state.engine.dispose()
    assert reply.status_code == status, reply.text
    return reply
