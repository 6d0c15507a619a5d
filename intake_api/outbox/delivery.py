"""Sends one webhook, signed by the Standard Webhooks specification, and says how it went."""

from __future__ import annotations

import json
import random
import time
from datetime import datetime, timedelta

import httpx
from standardwebhooks import Webhook

from intake_api.outbox.models import Delivery, DeliveryAttempt

FIRST_WAIT = 5.0  # seconds


def send(client: httpx.Client, delivery: Delivery, *, now: datetime, timeout: float) -> DeliveryAttempt:
    """One try within `timeout` seconds in all. Anything but a 2xx is a failure; redirects are not followed. Never raises for
    what a receiver or the network does: the attempt carries the status, or a short code for what went wrong.
    """
    body = json.dumps(delivery.event.payload, separators=(",", ":"))
    signature = Webhook(delivery.subscription.secret).sign(delivery.event.message_id, now, body)
    headers = {
        "content-type": "application/json",
        "user-agent": "Redress",
        "webhook-id": delivery.event.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    started = time.perf_counter()
    status, error = _post(client, delivery.subscription.url, body, headers, timeout)
    ms = round((time.perf_counter() - started) * 1000)
    return DeliveryAttempt(delivery_id=delivery.id, at=now, status=status, error=error, ms=ms)


def is_accepted(attempt: DeliveryAttempt) -> bool:
    """Did the receiver take it (2xx)?"""
    return attempt.status is not None and 200 <= attempt.status < 300


def next_try(*, attempts: int, now: datetime, longest: float, chance: random.Random) -> datetime:
    """When to try again after `attempts` failures: doubling from 5 seconds up to `longest`, of which a random half is waited."""
    ceiling = min(longest, FIRST_WAIT * 2 ** min(attempts - 1, 30))
    return now + timedelta(seconds=ceiling / 2 + chance.random() * ceiling / 2)


def _post(client: httpx.Client, url: str, body: str, headers: dict[str, str], timeout: float) -> tuple[int | None, str | None]:
    deadline = time.monotonic() + timeout
    try:
        with client.stream("POST", url, content=body, headers=headers, timeout=timeout) as answer:
            for _ in answer.iter_raw(1024):  # read a little for the sake of keep-alive, never a flood, never for ever
                if time.monotonic() > deadline or answer.num_bytes_downloaded > 65_536:
                    break
            return answer.status_code, None
    except httpx.TimeoutException:
        return None, "timeout"
    except httpx.HTTPError as error:
        return None, type(error).__name__[:60]
    except (httpx.InvalidURL, ValueError):
        return None, "bad_address"
