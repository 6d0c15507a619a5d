"""Templates: ours, and the Design System's components as macros (`govuk_frontend_jinja/components/...`). Always escaped."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.responses import Response

from intake_api import csrf
from intake_api.clock import in_london
from intake_api.settings import ROOT

TEMPLATES = ROOT / "intake_api" / "templates"


def _environment() -> Environment:
    loader = ChoiceLoader(
        [FileSystemLoader(TEMPLATES), PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    environment.filters["in_london"] = in_london
    return environment


def _shared(request: Request) -> dict[str, Any]:
    """What every page may use: cspNonce for govuk's one inline script, the staff member if any, the token for forms."""
    state = request.scope.get("state", {})
    return {"cspNonce": state.get("csp_nonce"), "staff": state.get("staff"), "csrf_token": csrf.token_for(request)}


templates = Jinja2Templates(env=_environment(), context_processors=[_shared])


def page(request: Request, name: str, status: int = 200, headers: dict[str, str] | None = None, /, **context: Any) -> Response:
    """A page from a template. Values are escaped; pass `text`, never `html`, of what a person wrote to a macro."""
    response = templates.TemplateResponse(request, name, context, status_code=status, headers=headers)
    csrf.keep_cookie(request, response)
    return response
