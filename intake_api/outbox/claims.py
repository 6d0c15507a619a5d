"""Who may deliver what: spreads events to subscribers, and lends each delivery to one worker at a time."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased, sessionmaker

from intake_api.db.base import start_writing
from intake_api.outbox.models import Delivery, DeliveryAttempt, OutboxEvent, Subscription
from intake_api.outbox.service import wants

SPREAD_AT_ONCE = 200


def spread_events(sessions: sessionmaker[Session], *, now: datetime) -> int:
    """Makes one delivery for each active subscriber of each new event. Answers how many events were new.

    A second worker that does the same at the same moment finds the rows taken (SKIP LOCKED; SQLite: one writer).
    """
    with sessions() as session:
        if session.scalars(select(OutboxEvent.id).where(OutboxEvent.is_spread.is_(False)).limit(1)).first() is None:
            return 0
        session.rollback()
        start_writing(session)
        query = select(OutboxEvent).where(OutboxEvent.is_spread.is_(False)).order_by(OutboxEvent.id).limit(SPREAD_AT_ONCE)
        events = session.scalars(query.with_for_update(skip_locked=True)).all()
        subscribers = session.scalars(select(Subscription).where(Subscription.is_active.is_(True))).all()
        for event in events:
            takers = [one.id for one in subscribers if wants(one, event.kind)]
            session.add_all(Delivery(event_id=event.id, subscription_id=one, next_at=now) for one in takers)
            event.is_spread = True
        session.commit()
        return len(events)


def fetch_subscriptions_with_work(sessions: sessionmaker[Session], *, now: datetime) -> Sequence[int]:
    """Active subscriptions that have a delivery due, by identifier."""
    query = (
        select(Delivery.subscription_id)
        .join(Subscription, Subscription.id == Delivery.subscription_id)
        .where(Subscription.is_active.is_(True), *_due(now))
        .distinct()
    )
    with sessions() as session:
        return session.scalars(query).all()


def claim(sessions: sessionmaker[Session], *, subscription_id: int, now: datetime, lease_for: float) -> Delivery | None:
    """Lends the longest waiting delivery of a subscription to the caller for `lease_for` seconds, or answers None."""
    with sessions() as session:
        start_writing(session)
        query = select(Delivery).where(Delivery.subscription_id == subscription_id, *_due(now))
        query = query.order_by(Delivery.next_at, Delivery.id).limit(1).with_for_update(skip_locked=True, of=Delivery)
        delivery = session.scalars(query).first()
        if delivery is None or not delivery.subscription.is_active:
            return None
        delivery.lease, delivery.leased_until = secrets.token_hex(16), now + timedelta(seconds=lease_for)
        session.commit()
        return delivery


def settle(sessions: sessionmaker[Session], delivery: Delivery, attempt: DeliveryAttempt, *, next_at: datetime | None) -> None:
    """Records an attempt and gives the delivery back: done when `next_at` is None, else due again then.

    When the lease ran out and another worker took over, only the attempt is recorded, and an acceptance.
    """
    with sessions() as session:
        start_writing(session)
        session.add(attempt)
        changes: dict[str, object] = {"attempts": Delivery.attempts + 1}
        if next_at is None:
            changes |= {"delivered_at": attempt.at, "lease": None, "leased_until": None}
        session.execute(update(Delivery).where(Delivery.id == delivery.id).values(**changes))
        if next_at is not None:
            mine = update(Delivery).where(Delivery.id == delivery.id, Delivery.lease == delivery.lease)
            session.execute(mine.values(next_at=next_at, lease=None, leased_until=None))
        session.commit()


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Delivery.leased_until.is_(None), Delivery.leased_until < now)
    return (Delivery.delivered_at.is_(None), Delivery.next_at <= now, free, ~_must_wait())


def _must_wait() -> ColumnElement[bool]:
    """Is there an earlier event of the same case that this subscriber has not taken, or that was not spread yet?

    Each subscriber gets the events of a case one after the other. Other cases go on meanwhile.
    """
    mine, earlier, before = aliased(OutboxEvent), aliased(OutboxEvent), aliased(Delivery)
    untaken = exists().where(
        before.event_id == earlier.id, before.subscription_id == Delivery.subscription_id, before.delivered_at.is_(None)
    )
    same_case = and_(mine.id == Delivery.event_id, earlier.reference == mine.reference, earlier.sequence < mine.sequence)
    return exists().where(same_case, or_(earlier.is_spread.is_(False), untaken))
