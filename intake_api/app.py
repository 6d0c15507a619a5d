"""Puts the API together: settings, database, guards around every request, routers, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from intake_api import determinations, logging, problems, status
from intake_api.cases import router as cases
from intake_api.conversations import calls
from intake_api.conversations import pages as chat
from intake_api.conversations import router as conversations
from intake_api.db.base import make_engine, session_factory
from intake_api.form import pages as form
from intake_api.middleware import BodyLimit, RequestContext, SameOrigin, SecurityHeaders
from intake_api.settings import Settings
from intake_api.staff import pages as staff
from narrative import safety

_ROUTERS = (
    status.router,
    cases.router,
    determinations.router,
    staff.router,
    conversations.router,
    chat.router,
    calls.router,
    form.router,
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
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/assets", StaticFiles(directory=settings.assets_dir, check_dir=False), name="assets")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    safety.warm()  # the first person to write does not wait for it
    yield
    app.state.engine.dispose()
