"""GET /_status: is the service well? Says nothing about people and nothing that helps an attacker."""

from __future__ import annotations

from typing import Any, Literal

import httpx
from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from intake_api.db import migrate
from intake_api.security import Anyone, settings_of

router = APIRouter()


class Status(BaseModel):
    """What /_status answers. `migration` is the schema's revision; `rasa` is whether the assistant can talk now."""

    status: Literal["ok", "degraded", "down"]
    database: Literal["up", "down"]
    migration: str | None
    rasa: Literal["up", "down"]


@router.get("/_status", dependencies=[Anyone], response_model=Status)
def read_status(request: Request) -> Any:
    """Tells how the service is: 200 when it can take complaints (also without the assistant), 503 when it cannot."""
    database, migration = _database(request)
    rasa = _rasa(settings_of(request).rasa_url)
    status = "down" if database == "down" or migration != migrate.head() else "ok" if rasa == "up" else "degraded"
    body = Status(status=status, database=database, migration=migration, rasa=rasa)  # type: ignore[arg-type]
    return JSONResponse(body.model_dump(), 503 if status == "down" else 200)


def _database(request: Request) -> tuple[str, str | None]:
    try:
        with request.app.state.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return "up", migrate.current(request.app.state.engine)
    except SQLAlchemyError:
        return "down", None


def _rasa(url: str) -> str:
    try:
        return "up" if httpx.get(f"{url}/webhooks/web/health", timeout=1.0).status_code == 200 else "down"
    except httpx.HTTPError:
        return "down"
