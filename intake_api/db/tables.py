"""Imports every module that holds tables, so that `Base.metadata` is whole (migrations and their tests need it)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from intake_api.db.base import Base

_NOUNS = ("audit", "cases", "outbox", "staff", "conversations")

for _noun in _NOUNS:
    if find_spec(f"intake_api.{_noun}") and find_spec(f"intake_api.{_noun}.models"):
        import_module(f"intake_api.{_noun}.models")

metadata = Base.metadata
