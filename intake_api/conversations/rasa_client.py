"""The door to the Rasa cell. It remembers nothing: every call carries the state, every reply brings the new one."""

from __future__ import annotations

from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intake_api.settings import Settings

CONNECT_TIMEOUT = 1.0
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
    """Sends one message with its state and gets the answer with the new state."""

    def __init__(self, settings: Settings) -> None:
        token = settings.rasa_token.get_secret_value() if settings.rasa_token else ""
        self._read_timeout = settings.rasa_timeout
        self._client = httpx.Client(
            base_url=settings.rasa_url.rstrip("/"),
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(self._read_timeout, connect=CONNECT_TIMEOUT),
            limits=httpx.Limits(max_connections=40, max_keepalive_connections=10),
            trust_env=False,
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
            response = self._client.post(
                f"/webhooks/{channel}/webhook", json=body, timeout=httpx.Timeout(wait, connect=CONNECT_TIMEOUT)
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RasaUnavailableError(type(error).__name__) from error
        if response.status_code != 200:
            raise RasaUnavailableError(f"HTTP {response.status_code}", was_heard=response.status_code in (400, 422, 500))
        return _read(response)

    def is_ready(self) -> bool:
        """Is the assistant up with its model loaded?"""
        try:
            return self._client.get("/webhooks/web/health", timeout=CONNECT_TIMEOUT).status_code == 200
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        """Gives the connections back."""
        self._client.close()


def _read(response: httpx.Response) -> RasaReply:
    """A reply without a word is a failure too: the action server was away, and the state cannot be trusted."""
    try:
        reply = RasaReply.model_validate_json(response.content)
    except ValidationError as error:
        raise RasaUnavailableError("the reply was not readable", was_heard=True) from error
    reply.messages = [message for message in reply.messages if message.text or message.buttons]
    if not reply.messages:
        raise RasaUnavailableError("the reply was empty", was_heard=True)
    return reply
