"""Puts the API together: settings, database, guards around every request, routers, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from intake_api import logging, problems
from intake_api.db.base import make_engine, session_factory
from intake_api.middleware import BodyLimit, RequestContext, SameOrigin, SecurityHeaders
from intake_api.settings import Settings

_ROUTERS = (
    "intake_api.status",
    "intake_api.cases.router",
    "intake_api.determinations",
    "intake_api.staff.pages",
    "intake_api.conversations.router",
    "intake_api.conversations.pages",
    "intake_api.conversations.calls",
    "intake_api.form.pages",
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. `app.state` carries `settings`, `engine` and `sessions` (a session factory)."""
    settings = settings or Settings()
    logging.configure()
    app = FastAPI(
        title="Redress", version="1", summary="Complaints in, cases out", lifespan=_lifespan, docs_url=None, redoc_url=None,
        openapi_url="/v1/openapi.json",
    )  # fmt: skip
    app.state.settings = settings
    app.state.engine = make_engine(settings.database_url)
    app.state.sessions = session_factory(app.state.engine)
    problems.install(app)
    app.add_middleware(BodyLimit, limit=settings.max_body)
    app.add_middleware(SameOrigin, public_url=settings.public_url)
    app.add_middleware(RequestContext)
    app.add_middleware(SecurityHeaders, is_https=settings.is_https)  # the last added is outermost: also around a 500
    for module in _ROUTERS:
        if find_spec(module.rpartition(".")[0]) and find_spec(module):
            app.include_router(import_module(module).router)
    app.mount("/assets", StaticFiles(directory=settings.assets_dir, check_dir=False), name="assets")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.engine.dispose()
