"""Which authorities this installation serves: those that service_model has a file for. A new council is a new file there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from service_model import Authority, load_authority


@cache
def names() -> frozenset[str]:
    """The identifiers a record may name as its authority."""
    entries = (entry.name for entry in (files("service_model") / "authorities").iterdir())
    return frozenset(name.removesuffix(".yaml") for name in entries if name.endswith(".yaml"))


@cache
def authority(name: str) -> Authority:
    """The authority with this identifier. Raises KeyError for one we do not serve."""
    if name not in names():
        raise KeyError(name)
    return load_authority(name)
