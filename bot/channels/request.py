"""Checks the body of a turn at the door."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

LONGEST_MESSAGE = 2000
LONGEST_SENDER = 200
LONGEST_BODY = 1_000_000


class BadRequestError(ValueError):
    """Something in the body is not as the contract says. `field` names it."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Turn:
    """One message with the state it continues. `metadata` is what the NLU and the actions see beside it."""

    sender: str
    message: str
    state: dict[str, Any] | None
    metadata: dict[str, Any]


def turn_from(body: bytes) -> Turn:
    """Reads {"sender", "message", "state", "metadata"}. Raises BadRequestError, naming the field, for anything else."""
    data = _json(body)
    sender = _text(data, "sender", LONGEST_SENDER)
    message = _text(data, "message", LONGEST_MESSAGE)
    state = _state(data.get("state"))
    metadata = _metadata(data.get("metadata"))
    metadata["asked"] = ((state or {}).get("slots") or {}).get("requested_slot")
    return Turn(sender, message, state, metadata)


def _json(body: bytes) -> dict[str, Any]:
    if len(body) > LONGEST_BODY:
        raise BadRequestError("body", f"The body may have {LONGEST_BODY} bytes, this has {len(body)}.")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequestError("body", "The body is not JSON.") from None
    if not isinstance(data, dict):
        raise BadRequestError("body", "The body must be a JSON object.")
    return data


def _text(data: dict[str, Any], field: str, longest: int) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadRequestError(field, f"{field} must be text that is not empty.")
    if len(value) > longest:
        raise BadRequestError(field, f"{field} may have {longest} characters, this has {len(value)}.")
    return value


def _state(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise BadRequestError("state", "state must be an object or null.")
    if not isinstance(value.get("slots"), (dict, type(None))):
        raise BadRequestError("state.slots", "state.slots must be an object.")
    if not isinstance(value.get("active_loop"), (str, type(None))):
        raise BadRequestError("state.active_loop", "state.active_loop must be text or null.")
    return value


def _metadata(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRequestError("metadata", "metadata must be an object.")
    if not isinstance(value.get("full_text"), (str, type(None))):
        raise BadRequestError("metadata.full_text", "metadata.full_text must be text or null.")
    if not isinstance(value.get("signals"), (list, type(None))):
        raise BadRequestError("metadata.signals", "metadata.signals must be a list.")
    if not isinstance(value.get("note"), (str, type(None))):
        raise BadRequestError("metadata.note", "metadata.note must be text or null.")
    return dict(value)
