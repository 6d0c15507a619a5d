"""The door to the Rasa cell. It remembers nothing: every call carries the state, every reply brings the new one."""

from __future__ import annotations

import json
from typing import Any

import urllib3
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intake_api.settings import Settings

CONNECT_TIMEOUT = 1.0
MOST_AT_ONCE = 40  # connections, as many as the server has threads that could ask for one
URGENT_TIMEOUT = 3.0  # someone may come to harm: the words that help must not wait for the assistant


class RasaUnavailableError(Exception):
    """The assistant cannot answer now. `was_heard`: it was reached and failed on this very message."""

    def __init__(self, reason: str, *, was_heard: bool = False) -> None:
        super().__init__(reason)
        self.was_heard = was_heard


class Button(BaseModel):
    """An answer on offer."""

    title: str
    payload: str


class Utterance(BaseModel):
    """One message of the assistant."""

    model_config = ConfigDict(extra="ignore")
    text: str | None = None
    buttons: list[Button] = Field(default_factory=list)
    custom: dict[str, Any] | None = None
    name: str | None = None


class State(BaseModel):
    """Where the dialogue stands."""

    slots: dict[str, Any]
    active_loop: str | None = None


class RasaReply(BaseModel):
    """What came back for one message."""

    messages: list[Utterance]
    state: State


class RasaClient:
    """Sends one message with its state and gets the answer with the new state.

    By urllib3, because httpx takes several times its processor time, and every turn comes this way (decision 020).
    """

    def __init__(self, settings: Settings) -> None:
        token = settings.rasa_token.get_secret_value() if settings.rasa_token else ""
        self._read_timeout = settings.rasa_timeout
        self._path = urllib3.util.parse_url(settings.rasa_url).path or ""
        self._pool = urllib3.connection_from_url(
            settings.rasa_url, maxsize=MOST_AT_ONCE, block=True, headers={"Authorization": f"Bearer {token}"}
        )

    def send(
        self,
        *,
        channel: str,
        sender: str,
        message: str,
        state: dict[str, Any] | None,
        metadata: dict[str, Any],
        is_urgent: bool = False,
    ) -> RasaReply:
        """One turn. `channel`: web or phone. Raises RasaUnavailableError for every way in which it can fail."""
        body = {"sender": sender, "message": message, "state": state or None, "metadata": metadata}
        wait = min(URGENT_TIMEOUT, self._read_timeout) if is_urgent else self._read_timeout
        try:
            response = self._ask("POST", f"/webhooks/{channel}/webhook", wait, json.dumps(body, separators=(",", ":")).encode())
        except urllib3.exceptions.HTTPError as error:
            raise RasaUnavailableError(type(error).__name__) from error
        if response.status != 200:
            raise RasaUnavailableError(f"HTTP {response.status}", was_heard=response.status in (400, 422, 500))
        return _read(response.data)

    def is_ready(self) -> bool:
        """Is the assistant up with its model loaded?"""
        try:
            return self._ask("GET", "/webhooks/web/health", CONNECT_TIMEOUT).status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def _ask(self, method: str, path: str, wait: float, body: bytes | None = None) -> urllib3.BaseHTTPResponse:
        """One request, tried once: a message that the assistant may have heard must not be sent again from here."""
        headers = {**self._pool.headers, "Content-Type": "application/json"} if body else None
        return self._pool.urlopen(
            method, self._path.rstrip("/") + path, body, headers, retries=False, redirect=False,
            timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT, read=wait),
        )  # fmt: skip

    def close(self) -> None:
        """Gives the connections back."""
        self._pool.close()


def _read(content: bytes) -> RasaReply:
    """A reply without a word is a failure too: the action server was away, and the state cannot be trusted."""
    try:
        reply = RasaReply.model_validate_json(content)
    except ValidationError as error:
        raise RasaUnavailableError("the reply was not readable", was_heard=True) from error
    reply.messages = [message for message in reply.messages if message.text or message.buttons]
    if not reply.messages:
        raise RasaUnavailableError("the reply was empty", was_heard=True)
    return reply
