"""Templates: ours, and the Design System's components as macros (`govuk_frontend_jinja/components/...`). Always escaped."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.responses import Response

from intake_api.settings import ROOT

TEMPLATES = ROOT / "intake_api" / "templates"


def _environment() -> Environment:
    loader = ChoiceLoader(
        [FileSystemLoader(TEMPLATES), PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)


def _shared(request: Request) -> dict[str, Any]:
    """What every page may use: cspNonce for govuk's one inline script, the staff member when there is one."""
    state = request.scope.get("state", {})
    return {"cspNonce": state.get("csp_nonce"), "staff": state.get("staff"), "csrf_token": state.get("csrf_token")}


templates = Jinja2Templates(env=_environment(), context_processors=[_shared])


def page(request: Request, name: str, status: int = 200, headers: dict[str, str] | None = None, /, **context: Any) -> Response:
    """A page from a template. Values are escaped; pass `text`, never `html`, of what a person wrote to a macro."""
    return templates.TemplateResponse(request, name, context, status_code=status, headers=headers)
