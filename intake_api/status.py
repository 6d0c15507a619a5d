"""GET /_status: is the service well? Says nothing about people and nothing that helps an attacker."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from intake_api.conversations.access import desk_of
from intake_api.db import migrate
from intake_api.security import Anyone

router = APIRouter()


class Status(BaseModel):
    """What /_status answers. `migration` is the schema's revision; `rasa` is whether the assistant can talk now.

    `redis` is where several processes queue (null when none is set up); without it turns cost more and nothing is lost.
    """

    status: Literal["ok", "degraded", "down"]
    database: Literal["up", "down"]
    migration: str | None
    rasa: Literal["up", "down"]
    redis: Literal["up", "down"] | None


@router.get("/_status", dependencies=[Anyone], response_model=Status)
def read_status(request: Request) -> Any:
    """Tells how the service is: 200 when it can take complaints (also without the assistant), 503 when it cannot."""
    database, migration = _database(request)
    desk = desk_of(request)
    rasa = "up" if desk.rasa.is_ready() else "down"
    redis = {True: "up", False: "down", None: None}[desk.queue.is_up()]
    is_well = rasa == "up" and redis != "down"
    status = "down" if database == "down" or migration != migrate.head() else "ok" if is_well else "degraded"
    body = Status(status=status, database=database, migration=migration, rasa=rasa, redis=redis)
    return JSONResponse(body.model_dump(), 503 if status == "down" else 200)


def _database(request: Request) -> tuple[str, str | None]:
    try:
        with request.app.state.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return "up", migrate.current(request.app.state.engine)
    except SQLAlchemyError:
        return "down", None
