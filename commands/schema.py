"""`./redress schema`: the JSON Schema of the complaint record."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """The JSON Schema of the complaint record."""
    from service_model import schema as published

    typer.echo(json.dumps(published(), indent=2, ensure_ascii=False))
