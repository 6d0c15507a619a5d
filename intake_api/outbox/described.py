"""The events in the API's own description (/v1/openapi.json, under `webhooks`): what a receiver gets, type by type."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field, create_model

from intake_api.outbox.events import CHANGES, RECEIVED, What


class Told(BaseModel):
    """What stands in every event beside what changed."""

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal[1] = Field(description="Grows only when a field goes or changes its meaning; new ones may come")
    reference: str
    sequence: int = Field(description="Counts the events of the case from 1. What you subscribed to may leave gaps")
    version: int = Field(description="The version of the case that the change made")
    at: datetime
    by: str = Field(description="The role of whoever did it: never a name")
    link: str = Field(description="Where the case is read: GET /v1/cases/{reference}")


class ReceivedData(BaseModel):
    """A case came in."""

    model_config = ConfigDict(extra="forbid")

    reference: str
    received_at: datetime
    link: str


def models() -> dict[str, type[BaseModel]]:
    """The whole body of each type of event."""
    found = {RECEIVED: _body("CaseReceived", RECEIVED, ReceivedData, "A case came in.")}
    return found | {each.kind: _changed(each) for each in CHANGES}


def describe(app: FastAPI) -> None:
    """Adds the events to the description of the API."""
    for kind, model in models().items():
        about = str(model.__doc__)
        answers: dict[int | str, dict[str, Any]] = {
            "2XX": {"description": "Taken. Anything else is sent again later, with the same webhook-id."},
            410: {"description": "Gone: the subscription is switched off."},
        }

        def receive(body: Any) -> None: ...

        receive.__annotations__["body"] = model
        receive.__doc__ = about
        app.webhooks.add_api_route(
            kind, receive, methods=["POST"], status_code=204, summary=about, responses=answers, name=kind, tags=["events"]
        )


def _changed(what: type[What]) -> type[BaseModel]:
    about = " ".join(str(what.__doc__).split())
    data = create_model(f"{what.__name__}Data", __base__=Told, __doc__=about, change=(what, ...))
    return _body(f"Case{what.__name__}", what.kind, data, about)


def _body(name: str, kind: str, data: type[BaseModel], about: str) -> type[BaseModel]:
    return create_model(
        name, __config__=ConfigDict(extra="forbid"), __doc__=about, type=(Literal[kind], ...), timestamp=(datetime, ...),
        data=(data, ...),
    )  # fmt: skip
