"""Announces events and keeps subscriptions. Delivery itself is worker.py's."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from intake_api.audit import service as audit
from intake_api.db.base import PUBLIC_URL, start_writing
from intake_api.outbox.events import KINDS
from intake_api.outbox.models import Delivery, OutboxEvent, Subscription
from intake_api.settings import is_loopback


class BadSubscriptionError(ValueError):
    """The address cannot be used; the message says why."""


def announce(session: Session, *, kind: str, reference: str, at: datetime, public_url: str) -> OutboxEvent:
    """Writes the first event of a new case in the session's own transaction: it leaves if, and only if, the case is kept.

    The payload follows Standard Webhooks (type, timestamp, data) and holds no personal data: a reference and a link.
    """
    data = {"reference": reference, "received_at": at.isoformat(), "link": _link(public_url, reference)}
    payload = {"type": kind, "timestamp": at.isoformat(), "data": data}
    event = OutboxEvent(message_id=new_message_id(), kind=kind, created_at=at, payload=payload, reference=reference, sequence=1)
    session.add(event)
    return event


def new_message_id() -> str:
    """The webhook-id of an event: the same however often it is sent."""
    return f"msg_{secrets.token_hex(12)}"


def case_link(session: Session, reference: str) -> str:
    """Where a case is read. The address of the installation is the session factory's (`session_factory`)."""
    return _link(session.info.get(PUBLIC_URL, ""), reference)


def _link(public_url: str, reference: str) -> str:
    return f"{public_url.rstrip('/')}/v1/cases/{reference}"


def add_subscription(
    session: Session, *, url: str, now: datetime, secret: str | None = None, with_earlier: bool = False,
    kinds: Sequence[str] | None = None,
) -> Subscription:  # fmt: skip
    """Subscribes a case system. The secret (whsec_ and base64) is made here unless given: hand it over once, safely.

    `kinds` are the types of event it wants, all without them; `with_earlier` also sends those so far. Commit is the caller's.
    Raises BadSubscriptionError.
    """
    _check_url(url)
    if session.scalars(select(Subscription).where(Subscription.url == url)).first():
        raise BadSubscriptionError(f"{url} is subscribed already.")
    secret = secret or "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    _check_secret(secret)
    subscription = Subscription(url=url, secret=secret, is_active=True, created_at=now, kinds=_known(kinds))
    session.add(subscription)
    session.flush()
    if with_earlier:
        spread = session.execute(select(OutboxEvent.id, OutboxEvent.kind).where(OutboxEvent.is_spread.is_(True)))
        wanted = [event for event, kind in spread if wants(subscription, kind)]
        session.add_all(Delivery(event_id=event, subscription_id=subscription.id, next_at=now) for event in wanted)
    audit.record(session, actor="system", action="subscription_added", at=now, subject=f"subscription:{subscription.id}")
    return subscription


def set_active(session: Session, *, subscription: Subscription, is_active: bool, now: datetime, why: str = "") -> None:
    """Switches a subscription on or off. What waits for it keeps waiting. Commit is the caller's."""
    before, after = {"is_active": str(subscription.is_active)}, {"is_active": str(is_active)}
    if why:
        after["why"] = why
    subscription.is_active = is_active
    subject = f"subscription:{subscription.id}"
    audit.record(session, actor="system", action="subscription_switched", at=now, subject=subject, before=before, after=after)


def set_kinds(session: Session, *, subscription: Subscription, kinds: Sequence[str] | None, now: datetime) -> None:
    """From now on it gets these types of event, or all. What waits for it stays. Commit is the caller's.

    Raises BadSubscriptionError for a type that there is not.
    """
    before, subscription.kinds = subscription.kinds, _known(kinds)
    said = [{"kinds": ", ".join(each) if each else "all"} for each in (before, subscription.kinds)]
    subject = f"subscription:{subscription.id}"
    audit.record(session, actor="system", action="subscription_switched", at=now, subject=subject, before=said[0], after=said[1])


def wants(subscription: Subscription, kind: str) -> bool:
    """Does it want to be told of this type of event?"""
    return not subscription.kinds or kind in subscription.kinds


def switch_off_gone(sessions: sessionmaker[Session], *, subscription_id: int, now: datetime) -> None:
    """Switches off a subscriber that answered 410 Gone, as Standard Webhooks asks, and commits.

    What waits for it keeps waiting, until a person switches it on again.
    """
    with sessions() as session:
        start_writing(session)
        subscription = session.get(Subscription, subscription_id)
        if subscription is None or not subscription.is_active:
            return
        set_active(session, subscription=subscription, is_active=False, now=now, why="answered 410 Gone")
        session.commit()


def _known(kinds: Sequence[str] | None) -> list[str] | None:
    unknown = [kind for kind in kinds or () if kind not in KINDS]
    if unknown:
        raise BadSubscriptionError(f"There is no event {', '.join(unknown)}. There are: {', '.join(KINDS)}.")
    return sorted(set(kinds)) if kinds else None


def _check_secret(secret: str) -> None:
    try:
        raw = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError as error:
        raise BadSubscriptionError("The secret must be whsec_ followed by base64.") from error
    if not secret.startswith("whsec_") or not 24 <= len(raw) <= 64:
        raise BadSubscriptionError("The secret must be whsec_ followed by base64 of 24 to 64 bytes.")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        raise BadSubscriptionError(f"{url!r} is no plain web address. Give one like https://cases.example.org/hooks/redress.")
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname)):
        return
    raise BadSubscriptionError("Use https: anything else could be read on the way. Plain http is for this machine only.")
