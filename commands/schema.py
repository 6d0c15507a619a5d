"""`./redress schema`: the JSON Schema of the complaint record."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """The JSON Schema of the complaint record."""
    from service_model.record import Complaint

    published = Complaint.model_json_schema()
    typer.echo(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **published}, indent=2, ensure_ascii=False))
