"""Drops what followed from an answer that changed (service_model.dependents says what follows from what)."""

from __future__ import annotations

from actions.state import State
from service_model.dependents import dependents_of


def drop_dependents(state: State, fact: str) -> list[str]:
    """Forgets what followed from the old answer to `fact`. Returns the names that were forgotten."""
    dropped = [name for name in dependents_of(fact) if state.is_settled(name)]
    for name in dropped:
        state.forget(name)
    return dropped
