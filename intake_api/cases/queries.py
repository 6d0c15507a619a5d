"""Finds cases. Every query of the room stands here, named by what it answers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from intake_api.cases.models import Case


def fetch_case(session: Session, *, reference: str) -> Case | None:
    """The case with this reference (as we write it), with what came with it."""
    whole = (selectinload(Case.determinations), selectinload(Case.consents), selectinload(Case.contact))
    return session.scalars(select(Case).where(Case.reference == reference).options(*whole)).one_or_none()
