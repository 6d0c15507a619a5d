"""Saved views: kept queues, each telling what came in since it was last opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.queue.conditions import Looking
from intake_api.queue.fetching import fetch_count
from intake_api.queue.filters import Filters, from_codes
from intake_api.queue.models import SavedView
from intake_api.queue.wording import terms_of

MOST = 30  # views of one person: each is counted when home is opened


class ViewError(Exception):
    """A view cannot be saved; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved view, and how many of its cases came in since it was last opened."""

    id: int
    name: str
    new: int
    is_more: bool


def save(session: Session, *, user_id: int, name: str, filters: Filters, words: str | None, now: datetime) -> SavedView:
    """Saves a view; one of the same name is replaced. Commit is the caller's. Raises ViewError."""
    name = " ".join(name.split())[:80]
    if not name:
        raise ViewError("Give the view a name.")
    if filters.search and words is None:
        raise ViewError("The search is no longer kept. Search again, then save.")
    view = session.scalars(select(SavedView).where(SavedView.user_id == user_id, SavedView.name == name)).first()
    if view is None:
        kept = session.scalar(select(func.count()).select_from(SavedView).where(SavedView.user_id == user_id)) or 0
        if kept >= MOST:
            raise ViewError(f"You have {MOST} views, and more would make your home page slow. Delete one first.")
        view = SavedView(user_id=user_id, name=name)
        session.add(view)
    view.codes, view.words, view.opened_at = filters.codes(), words, now
    session.flush()
    return view


def open_view(session: Session, *, user_id: int, view_id: int, now: datetime) -> Filters | None:
    """The filters of a view, which is now opened; None where it is not this person's. Commit is the caller's."""
    view = _own(session, user_id, view_id)
    if view is None:
        return None
    view.opened_at = now
    return from_codes(view.codes, view=view.id)


def remove(session: Session, *, user_id: int, view_id: int) -> bool:
    """Deletes a view; False where it is not this person's. Commit is the caller's."""
    view = _own(session, user_id, view_id)
    if view is not None:
        session.delete(view)
    return view is not None


def fetch_alerts(session: Session, looking: Looking) -> list[Alert]:
    """Every view of a person with what is new in it, by name."""
    views = session.scalars(select(SavedView).where(SavedView.user_id == looking.user_id).order_by(SavedView.name))
    return [_alert(session, view, looking) for view in views]


def _alert(session: Session, view: SavedView, looking: Looking) -> Alert:
    since = Case.received_at > view.opened_at
    new, is_more = fetch_count(session, from_codes(view.codes), looking, terms_of(view.words or ""), since)
    return Alert(view.id, view.name, new, is_more)


def _own(session: Session, user_id: int, view_id: int) -> SavedView | None:
    return session.scalars(select(SavedView).where(SavedView.id == view_id, SavedView.user_id == user_id)).first()
