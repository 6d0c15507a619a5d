"""Searched words: kept under a random number for who typed them, so that no address, log or history holds them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Delete, delete, select
from sqlalchemy.orm import Session

from intake_api.conversations.clean import without_control
from intake_api.queue.filters import Filters
from intake_api.queue.models import SavedView, Search

KEEP = timedelta(days=1)
LONGEST = 300


def keep_words(session: Session, *, user_id: int, typed: str, now: datetime) -> str | None:
    """Keeps what was typed and answers its number; None for nothing. Commit is the caller's."""
    words = " ".join(without_control(typed).split())[:LONGEST]
    if not words:
        return None
    kept = Search(id=secrets.token_urlsafe(16), user_id=user_id, words=words, made_at=now)
    session.add(kept)
    return kept.id


def fetch_words(session: Session, filters: Filters, *, user_id: int) -> str | None:
    """The words of a search or a saved view. None where there are none, or they are another person's, or gone."""
    if filters.view:
        query = select(SavedView.words).where(SavedView.id == filters.view, SavedView.user_id == user_id)
        return session.scalars(query).first()
    if filters.search:
        return session.scalars(select(Search.words).where(Search.id == filters.search, Search.user_id == user_id)).first()
    return None


def expired(now: datetime) -> Delete:
    """Searches whose day is over; saved views keep their own words."""
    return delete(Search).where(Search.made_at <= now - KEEP)
