"""What can be done in a conversation beside talking, so that a client shows only what works here."""

from __future__ import annotations

from fastapi import Request

from intake_api.security import settings_of


def features_of(request: Request) -> dict[str, bool]:
    """`save`: a code to come back with can be sent. `evidence`: files can be added."""
    settings = settings_of(request)
    return {"save": settings.can_save, "evidence": settings.evidence}
