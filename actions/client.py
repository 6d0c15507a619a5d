"""The API as the action server sees it: hand over a finished case. Every call has a timeout and a small budget of retries."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import httpx
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_exponential_jitter

BUDGET = 6.0  # seconds for all tries together; the person is waiting
TIMEOUT = httpx.Timeout(2.5, connect=1.0)


class ApiUnavailableError(Exception):
    """The API could not be reached or could not answer in time. Nothing is lost: the gateway's worker goes on trying."""


@dataclass
class CaseRefusedError(Exception):
    """The API will not take this case: `errors` names the fields and says what is wrong with each."""

    status: int
    errors: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Receipt:
    """What the API gave for a case."""

    reference: str
    status: str


async def submit_case(record: dict[str, Any], *, conversation: str, url: str | None = None, token: str | None = None,
                      budget: float = BUDGET) -> Receipt:  # fmt: skip
    """Hands the case over, once for each conversation however often it is called.

    Raises ApiUnavailableError after `budget` seconds of failures, CaseRefusedError when the case itself is at fault.
    """
    url = url or os.environ.get("REDRESS_API_URL", "http://127.0.0.1:8000")
    token = token or os.environ.get("REDRESS_API_TOKEN", "")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": conversation}
    body = {"record": record, "conversation": conversation}
    retrying = AsyncRetrying(
        stop=stop_after_delay(max(0.0, budget - TIMEOUT.read)),  # type: ignore[operator]
        wait=wait_exponential_jitter(multiplier=0.2, max=1.5, jitter=0.3),
        retry=retry_if_exception_type(ApiUnavailableError),
        reraise=True,
    )
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT, headers=headers, trust_env=False, verify=trusted()) as client:
        async for attempt in retrying:
            with attempt:
                return await _post(client, body)
    raise ApiUnavailableError("no attempt was made")


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Whose certificates we trust: read once, at start, because it holds up every conversation for some 30 ms."""
    return httpx.create_ssl_context(trust_env=False)


async def _post(client: httpx.AsyncClient, body: dict[str, Any]) -> Receipt:
    try:
        reply = await client.post("/v1/cases", json=body)
    except httpx.HTTPError as error:
        raise ApiUnavailableError(type(error).__name__) from error
    if reply.status_code in (200, 201):
        given = reply.json()
        return Receipt(given["reference"], given["status"])
    if reply.status_code == 422:
        raise CaseRefusedError(422, [row for row in _json(reply).get("errors", []) if isinstance(row, dict)])
    raise ApiUnavailableError(f"status {reply.status_code}")


def _json(reply: httpx.Response) -> dict[str, Any]:
    try:
        found = reply.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
