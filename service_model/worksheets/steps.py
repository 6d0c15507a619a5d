"""One step of a worksheet as a finding."""

from __future__ import annotations

from service_model.determination import Finding, Force
from service_model.findings import cannot_tell, met

DONE = "This is recorded."


def step(
    gate: str, is_done: object, to_do: str, *paragraphs: str, kind: Force = "policy", needs: tuple[str, ...] = ()
) -> Finding:
    """Met when it is done; else it cannot be told yet, with what is to do. A blank text and an unknown are not done."""
    if is_done:
        return met(gate, DONE, *paragraphs, kind=kind)
    return cannot_tell(gate, to_do, *paragraphs, kind=kind, needs=needs or (gate,))
