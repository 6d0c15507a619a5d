"""Puts the API together: settings, database, guards around every request, routers, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from intake_api import determinations, logging, problems, status, warming
from intake_api.about_you import pages as about_you_pages
from intake_api.about_you import router as about_you
from intake_api.adjustments import help_pages
from intake_api.adjustments import pages as adjustments
from intake_api.audit import pages as audit_pages
from intake_api.calls import ROUTERS as CALLS
from intake_api.case_status import pages as case_status_pages
from intake_api.case_status import router as case_status
from intake_api.cases import router as cases
from intake_api.casework import allocation_pages as allocation
from intake_api.casework import api as casework_api
from intake_api.casework import documents, handing_on, supervision
from intake_api.casework import earlier_router as earlier_contacts
from intake_api.casework import letter_pages as case_letters
from intake_api.casework import looking_pages as looking
from intake_api.casework import pages as casework
from intake_api.conversations import pages as chat
from intake_api.conversations import router as conversations
from intake_api.db.base import make_engine, session_factory
from intake_api.embedding import handover
from intake_api.embedding import router as widget
from intake_api.embedding.origins import Embedding, is_from_embedding
from intake_api.evidence import pages as evidence_pages
from intake_api.evidence import router as evidence
from intake_api.evidence import staff_pages as evidence_for_staff
from intake_api.evidence.access import larger_bodies
from intake_api.form import pages as form
from intake_api.home import pages as staff_home
from intake_api.languages import choosing as languages
from intake_api.languages.middleware import Speaking
from intake_api.letters import pages as letters
from intake_api.middleware import BodyLimit, RequestContext, SameOrigin, SecurityHeaders
from intake_api.outbox import described
from intake_api.outcome import pages as outcome_pages
from intake_api.outcome import router as outcome
from intake_api.queue import pages as queue
from intake_api.queue import tools as queue_tools
from intake_api.redaction import pages as redaction
from intake_api.redaction import scan_pages as scans
from intake_api.resume import pages as resume_pages
from intake_api.resume import router as resume
from intake_api.rights import pages as rights_pages
from intake_api.rights import router as rights
from intake_api.settings import Settings
from intake_api.staff import kept, log_in_pages, log_ins_pages, oidc_pages, people_pages, roles
from intake_api.staff import pages as staff
from intake_api.switch import pages as switch
from intake_api.worksheets import pages as worksheets
from intake_api.worksheets import precedent_pages as precedents
from narrative import safety

_ROUTERS = (
    widget.router,
    conversations.router,  # early, after the widget's: routes are tried in turn, and the turns of talks come most often
    status.router,
    cases.router,
    casework_api.router,
    earlier_contacts.router,
    determinations.router,
    log_in_pages.router,
    oidc_pages.router,
    log_ins_pages.router,
    people_pages.router,
    staff_home.router,
    queue.router,
    queue_tools.router,
    staff.router,
    audit_pages.router,
    precedents.router,
    worksheets.router,  # before the tabs: they take one word after the reference
    casework.router,
    case_letters.router,
    redaction.router,
    scans.router,
    looking.router,
    allocation.router,
    handover.router,
    chat.router,
    *CALLS,
    evidence.router,
    evidence_for_staff.router,
    evidence_pages.router,  # before the form: /form/{fact} would take its address
    form.router,
    resume.router,
    resume_pages.router,
    languages.router,
    adjustments.router,
    help_pages.router,
    rights.router,
    rights_pages.router,
    switch.router,
    switch.public,
    outcome.router,
    outcome_pages.router,
    letters.router,
    case_status.router,
    case_status_pages.router,
    about_you.router,
    about_you_pages.router,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. `app.state` carries `settings`, `engine` and `sessions` (a session factory)."""
    settings = settings or Settings()
    logging.configure()
    roles.use(settings.delegation_file)
    handing_on.register()
    supervision.use(settings.supervision_file)
    documents.use(settings.document_name)
    if settings.message_sender not in ("auto", "off") and not settings.can_save:
        logging.get_logger(__name__).warning("saving_is_off", why="REDRESS_SECRET_KEY is not set")
    app = FastAPI(
        title="Redress", version="1", summary="Complaints in, cases out", lifespan=_lifespan, docs_url=None, redoc_url=None,
        openapi_url="/v1/openapi.json",
    )  # fmt: skip
    app.state.settings = settings
    app.state.engine = make_engine(settings.database_url)
    app.state.sessions = session_factory(app.state.engine, public_url=settings.public_url)
    described.describe(app)
    problems.install(app)
    kept.install(app)
    app.add_middleware(BodyLimit, limit=settings.max_body, larger=larger_bodies(settings))
    app.add_middleware(
        SameOrigin, public_url=settings.public_url, is_allowed=partial(is_from_embedding, origins=settings.embed_origins)
    )
    app.add_middleware(Speaking)
    app.add_middleware(Embedding, origins=settings.embed_origins)
    app.add_middleware(RequestContext)
    app.add_middleware(SecurityHeaders, is_https=settings.is_https)  # the last added is outermost: also around a 500
    for router in _ROUTERS:  # as they are: include_router would make each route anew at the first request, and match it slowly
        app.router.routes.extend(router.routes)
    files = StaticFiles(directory=settings.assets_dir, check_dir=False)
    app.mount("/assets", GZipMiddleware(files, minimum_size=1000), name="assets")  # the same for everybody: nothing to guess
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    safety.warm()  # the first person to write does not wait for it
    warming.begin()
    async with AsyncExitStack() as stack:
        for router in _ROUTERS:
            await stack.enter_async_context(router.lifespan_context(app))
        yield
    app.state.engine.dispose()
