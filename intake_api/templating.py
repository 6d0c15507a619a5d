"""Templates: ours, and the Design System's components as macros (`govuk_frontend_jinja/components/...`). Always escaped."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.responses import Response

from intake_api import csrf, voice, wording
from intake_api.adjustments import looks
from intake_api.clock import in_london, time_in_london
from intake_api.languages import page_words
from intake_api.languages.catalogue import catalogue, catalogues
from intake_api.security import settings_of
from intake_api.settings import ROOT
from intake_api.staff.navigation import navigation

TEMPLATES = ROOT / "intake_api" / "templates"


def _environment() -> Environment:
    loader = ChoiceLoader(
        [FileSystemLoader(TEMPLATES), PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    page_words.install(environment)
    environment.filters.update({"in_london": in_london, "time_in_london": time_in_london})
    environment.globals["worded"] = partial(wording.text, channel="form")
    return environment


def _shared(request: Request) -> dict[str, Any]:
    """What every page may use: cspNonce for govuk's one inline script, the staff member if any, the token for forms, and

    whether people can save and come back later.
    """
    state = request.scope.get("state", {})
    speaks = voice.current()
    return {
        "htmlClasses": looks.classes(speaks.looks), "htmlLang": speaks.language, "languages": list(catalogues().values()),
        "speaks": catalogue(speaks.language), "is_young": speaks.is_young,
        "cspNonce": state.get("csp_nonce"), "staff": state.get("staff"), "pages_of_staff": navigation,
        "csrf_token": csrf.token_for(request),
        "can_save": settings_of(request).can_save, "takes_files": settings_of(request).evidence,
        "keeps_codes": settings_of(request).keeps_codes,
    }  # fmt: skip


templates = Jinja2Templates(env=_environment(), context_processors=[_shared])


def page(request: Request, name: str, status: int = 200, headers: dict[str, str] | None = None, /, **context: Any) -> Response:
    """A page from a template. Values are escaped; pass `text`, never `html`, of what a person wrote to a macro."""
    response = templates.TemplateResponse(request, name, context, status_code=status, headers=headers)
    csrf.keep_cookie(request, response)
    if "kept" in request.query_params:
        from intake_api.staff import kept  # knows the guards, which know pages

        kept.refill(request, response, _piece)
    return response


def _piece(name: str, **context: Any) -> str:
    return templates.env.get_template(name).render(context)
