"""Asks the UK Parliament's Members API: the constituency of a postcode, then who sits for it. Trusts nothing it answers."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx

from intake_api.logging import describe, get_logger
from intake_api.mp_lookup.finding import Finding

log = get_logger("intake_api.mp_lookup")
LONGEST_ANSWER = 500_000  # bytes; a whole page of constituencies is far smaller
LONGEST_NAME = 120
COMMONS = 1
_MOST = 6


class GarbageError(ValueError):
    """The answer is not of the API's shape."""


class ParliamentLookup:
    """The adapter. `timeout` is the longest wait for each of at most two questions, answer and all its parts."""

    def __init__(self, url: str, *, timeout: float) -> None:
        self._timeout = timeout
        limits = httpx.Limits(max_connections=4)  # a slow Parliament holds up four of us at most
        self._http = httpx.Client(base_url=url.rstrip("/"), timeout=httpx.Timeout(timeout), limits=limits, trust_env=False)

    def find(self, postcode: str) -> Finding:
        """Asks. The postcode is in the question, so no question is logged."""
        try:
            return self._find(postcode)
        except (httpx.HTTPError, httpx.InvalidURL, GarbageError) as error:
            log.warning("mp_lookup_failed", exception=describe(error))
            return Finding("away")

    def close(self) -> None:
        """Gives the connections back."""
        self._http.close()

    def _find(self, postcode: str) -> Finding:
        seats = [
            (_number(row, "id"), _name(row, "name"), row)
            for row in self._items("/api/Location/Constituency/Search", searchText=postcode.replace(" ", ""))
            if row.get("endDate") is None
        ]
        if not seats:
            return Finding("unknown")
        if len(seats) > 1:
            return Finding("several", several=tuple(name for _, name, _ in seats[:_MOST]))
        seat_id, seat, row = seats[0]
        member = _member_of(row) or self._sitting(seat_id)
        if member is None:
            return Finding("vacant", constituency=seat)
        name = _name(member, "nameDisplayAs")
        return Finding("found", seat, name, _address(member, name))

    def _sitting(self, seat_id: int) -> dict[str, Any] | None:
        """Who sits for a constituency whose entry names nobody; None for a vacant seat."""
        rows = self._items("/api/Members/Search", ConstituencyId=seat_id, House=COMMONS, IsCurrentMember="true")
        sitting = [row for row in rows if _sits_for(row, seat_id)]
        return sitting[0] if len(sitting) == 1 else None

    def _items(self, path: str, **query: str | int) -> list[dict[str, Any]]:
        """The values of an answer's items."""
        until, body = time.monotonic() + self._timeout, bytearray()
        with self._http.stream("GET", path, params={**query, "skip": 0, "take": 20}) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes():
                body += part
                if len(body) > LONGEST_ANSWER or time.monotonic() > until:  # httpx's own time is for each part
                    raise GarbageError("too long")
        try:
            whole = json.loads(bytes(body))
        except (ValueError, RecursionError) as error:
            raise GarbageError("no JSON") from error
        items = whole.get("items") if isinstance(whole, dict) else None
        if not isinstance(items, list):
            raise GarbageError("no items")
        return [_value(item) for item in items]


def _value(item: Any) -> dict[str, Any]:
    value = item.get("value") if isinstance(item, dict) else None
    if not isinstance(value, dict):
        raise GarbageError("an item without a value")
    return value


def _member_of(seat: dict[str, Any]) -> dict[str, Any] | None:
    sits = seat.get("currentRepresentation")
    if sits is None:
        return None
    return _value(sits.get("member") if isinstance(sits, dict) else None)


def _sits_for(member: dict[str, Any], seat_id: int) -> bool:
    membership = member.get("latestHouseMembership")
    if not isinstance(membership, dict):
        raise GarbageError("a member without a membership")
    return membership.get("membershipFromId") == seat_id and membership.get("membershipEndDate") is None


def _number(row: dict[str, Any], name: str) -> int:
    if not isinstance(row.get(name), int):
        raise GarbageError(f"no {name}")
    return int(row[name])


def _name(row: dict[str, Any], name: str) -> str:
    text = row.get(name)
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_NAME or not text.isprintable():
        raise GarbageError(f"no {name}")
    return text.strip()


def _address(member: dict[str, Any], name: str) -> str:
    """How to write to them: the API says, else the name with MP behind it."""
    for key in ("nameFullTitle", "nameAddressAs"):
        text = member.get(key)
        if isinstance(text, str) and text.strip() and len(text) <= LONGEST_NAME and text.isprintable():
            return text.strip()
    return f"{name} MP"
