"""How often talks are begun and rules are asked: one network address, and all together. Counted by the `limits` library.

In memory for one process; in Redis, where REDRESS_REDIS_URL names one, for several. While Redis is away each process counts
for itself: nobody is turned away because of it.
"""

from __future__ import annotations

import math
import threading
import time
from typing import Literal, cast

from fastapi import Depends, Request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from intake_api.conversations.contacts import office
from intake_api.logging import describe, get_logger
from intake_api.problems import Problem
from intake_api.resume.access import network_of
from intake_api.security import is_api_token, settings_of, sign
from intake_api.settings import Settings

log = get_logger("intake_api.rates")
What = Literal["opening", "determination"]
_EVERYBODY = "all"
_making = threading.Lock()


class Rates:
    """The counters of one application."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._alone = SlidingWindowCounterRateLimiter(storage_from_string("memory://"))
        self._shared = self._alone
        if settings.redis_url:
            shared = storage_from_string(settings.redis_url, socket_timeout=0.5, socket_connect_timeout=0.5)
            self._shared = SlidingWindowCounterRateLimiter(shared)

    def wait_for(self, what: What, network: str) -> int:
        """Counts once. Answers 0, or how many seconds to wait when that was once too often."""
        who = sign(self._settings, "rate", network)[:24]  # addresses are not kept in clear
        one: str = getattr(self._settings, f"{what}_rate_client")
        every: str = getattr(self._settings, f"{what}_rate_all")
        # Who is over their own limit does not use up what is there for all.
        return self._hit(one, what, who) or self._hit(every, what, _EVERYBODY)

    def _hit(self, rates: str, what: What, who: str) -> int:
        return max(self._hit_one(rate, what, who) for rate in parse_many(rates))

    def _hit_one(self, rate: RateLimitItem, what: What, who: str) -> int:
        try:
            return _count(self._shared, rate, what, who)
        except RedisError as error:
            log.warning("rates_without_redis", exception=describe(error))
            return _count(self._alone, rate, what, who)


def _count(limiter: SlidingWindowCounterRateLimiter, rate: RateLimitItem, what: What, who: str) -> int:
    if limiter.hit(rate, what, who):
        return 0
    return max(1, math.ceil(limiter.get_window_stats(rate, what, who).reset_time - time.time()))


def rates_of(request: Request) -> Rates:
    """The application's counters, made on first use."""
    state = request.app.state
    with _making:
        if getattr(state, "rates", None) is None:
            state.rates = Rates(settings_of(request))
    return cast("Rates", state.rates)


def _check(request: Request, what: What) -> None:
    if not settings_of(request).is_limited or is_api_token(request):
        return
    wait = rates_of(request).wait_for(what, network_of(request))
    if wait:
        detail = f"Very many requests are coming in. Wait a few minutes and try again, or call us on {office().phone}."
        raise Problem(429, "Too many at once", detail, headers={"Retry-After": str(wait)})


def count_opening(request: Request) -> None:
    """Counts a talk that is about to begin. Raises Problem 429 when there were too many."""
    _check(request, "opening")


def count_determination(request: Request) -> None:
    """Counts a question to the rules. Raises Problem 429 when there were too many."""
    _check(request, "determination")


OpeningLimit = Depends(count_opening)
DeterminationLimit = Depends(count_determination)
